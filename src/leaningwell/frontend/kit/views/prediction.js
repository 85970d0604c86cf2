// A guess, locked before the figure is shown. The guess stays in this browser; the figure comes on locking.

/** @import { Activity, PredictionSpec } from "../types.d.ts" */

import { card, status } from "../ui/dom.js";
import { guessing } from "../ui/guess.js";
import { t } from "../ui/strings.js";

/** @param {Activity<PredictionSpec>} activity */
export async function view({ root, spec, ask }) {
  const message = status();
  const guess = await guessing(spec, ask, message);
  root.append(card("prediction", spec.prompt, t("prediction.hint"), guess.element, message.element));
  return guess.close;
}
