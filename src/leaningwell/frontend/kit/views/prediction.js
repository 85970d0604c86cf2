// A guess, locked before the figure is shown. The guess stays in this browser; the figure comes on locking.

/** @import { Activity, PredictionSpec } from "../types.d.ts" */

import { card, status } from "../dom.js";
import { guessing } from "../guess.js";
import { t } from "../strings.js";

/** @param {Activity<PredictionSpec>} activity */
export async function view({ root, spec, ask }) {
  const message = status();
  const guess = await guessing(spec, ask, message);
  root.append(card("prediction", spec.prompt, t("prediction.hint"), guess.element, message.element));
  return guess.close;
}
