// The words about one answer, set beside it.

/** @import { Explanation, Reason, Told } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/**
 * What is told about each part of an answer, by the part's name.
 * @param {{ reasons?: Reason[], explained?: Explanation[] }} result
 * @param {(fits: string[]) => string} [say] puts into words where something belongs
 * @returns {(name: string) => Told | null}
 */
export function toldBeside({ reasons = [], explained = [] }, say = () => t("quiz.fits")) {
  const why = new Map(reasons.map((reason) => [reason.about, reason]));
  const more = new Map(explained.map(({ about, fits, text }) => [about, { sentence: say(fits), text }]));
  return (name) => (why.has(name) || more.has(name) ? { reason: why.get(name), fits: more.get(name) } : null);
}

/** Whether something is right, in a word or two. @param {Reason} reason */
function lead({ effect, right, partly }) {
  if (effect) return t(`effect.${effect}`);
  return t(right ? "quiz.right" : partly ? "quiz.partly" : "quiz.notQuite");
}

/** What an effect does is told in words alone: it has no colour. @param {Told | null} told */
function look(told) {
  if (!told) return "";
  if (!told.reason) return "fits";
  const { effect, right, partly } = told.reason;
  return effect ? "effect" : right ? "right" : partly ? "partly" : "wrong";
}

/** A place for feedback. `show(null)` empties it; the verdict is marked on the element around it. */
export function feedback() {
  const element = h("div", { class: "lw-feedback", id: uid("why"), hidden: true });
  return {
    element,
    id: element.id,
    /** @param {Told | null} told */
    show(told) {
      const around = /** @type {HTMLElement} */ (element.parentElement);
      around.dataset.verdict = look(told);
      element.hidden = !told;
      const { reason, fits } = told ?? {};
      element.replaceChildren(
        ...(reason ? [h("strong", {}, lead(reason)), ` ${reason.text}`] : []),
        ...(fits ? [h("p", { class: "lw-fits" }, h("strong", {}, fits.sentence), fits.text && ` ${fits.text}`)] : []),
      );
    },
  };
}
