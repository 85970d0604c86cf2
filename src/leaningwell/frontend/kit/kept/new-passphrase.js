// A passphrase that is made up now: typed twice, and refused with a reason where it would soon be found.

/** @import { Say } from "../types.d.ts" */

import { h } from "../ui/dom.js";
import { field } from "../ui/fields.js";
import { t } from "../ui/strings.js";
import { SHORTEST, weakness } from "../workbook/guessable.js";

/** @param {string} label @param {"off" | "new-password"} autocomplete */
export const secret = (label, autocomplete) => field(label, { type: "password", autocomplete, class: "lw-password" });

/** @param {string} label @param {string} again the label of the second box @param {Say} say */
export function newPassphrase(label, again, say) {
  const first = secret(label, "new-password");
  const second = secret(again, "new-password");
  /** @param {string} sentence @param {HTMLInputElement} box */
  function refuse(sentence, box) {
    say(sentence, "again");
    box.focus();
    return null;
  }
  return {
    element: h("div", {}, first.element, second.element),
    /** What was typed; null, having said why, where it cannot be taken. */
    chosen() {
      const weak = weakness(first.input.value);
      if (weak) return refuse(t(`carry.${weak}`, { least: SHORTEST }), first.input);
      if (first.input.value !== second.input.value) return refuse(t("lock.differ"), second.input);
      return first.input.value;
    },
    clear() {
      first.input.value = "";
      second.input.value = "";
    },
  };
}
