// A button that asks once more before it does what cannot be undone.

/** @import { Child } from "../types.d.ts" */

import { button, h } from "./dom.js";

/**
 * @param {object} step
 * @param {string} step.label the button that begins it
 * @param {string} step.sure the question
 * @param {string} step.yes
 * @param {string} step.no
 * @param {() => unknown} step.act
 * @param {"danger" | "quiet"} [step.look] the first button's
 */
export function twoStep({ label, sure, yes, no, act, look = "danger" }) {
  const element = h("div", { class: "lw-actions" });
  const focus = () => element.querySelector("button")?.focus();
  /** @param {...Child} children */
  const show = (...children) => element.replaceChildren(...children.map((child) => /** @type {Node} */ (child)));
  const calm = () => show(button(label, ask, look));
  function ask() {
    show(
      h("span", {}, sure),
      button(
        yes,
        async () => {
          calm();
          await act();
        },
        "delete",
      ),
      button(no, () => {
        calm();
        focus();
      }),
    );
    focus();
  }
  calm();
  return { element, focus };
}
