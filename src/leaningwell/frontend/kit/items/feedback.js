// The words about one answer, set beside it.

/** @import { Reason } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { t } from "../ui/strings.js";

/** A place for feedback. `show(null)` empties it; the verdict is marked on the element around it. */
export function feedback() {
  const element = h("div", { class: "lw-feedback", id: uid("why"), hidden: true });
  return {
    element,
    id: element.id,
    /** @param {Reason | null | undefined} reason */
    show(reason) {
      const around = /** @type {HTMLElement} */ (element.parentElement);
      around.dataset.verdict = reason ? (reason.right ? "right" : "wrong") : "";
      element.hidden = !reason;
      element.replaceChildren(
        ...(reason ? [h("strong", {}, t(reason.right ? "quiz.right" : "quiz.notQuite")), ` ${reason.text}`] : []),
      );
    },
  };
}
