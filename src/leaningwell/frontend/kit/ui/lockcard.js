// What stands in the place of an activity while the workbook is locked: one field, and it opens all of them.

import { VaultError } from "../workbook/database.js";
import { button, card, h, paragraphs, status } from "./dom.js";
import { field } from "./fields.js";
import { unlock } from "../workbook/lock.js";
import { t } from "./strings.js";

/**
 * A field for the passphrase with its button.
 * @returns {HTMLFormElement}
 */
export function unlockForm() {
  const message = status();
  const passphrase = field(t("lock.passphrase"), { type: "password", autocomplete: "off", class: "lw-password" });
  /** @param {SubmitEvent} event */
  async function open(event) {
    event.preventDefault();
    message.say(t("carry.working"));
    try {
      await unlock(passphrase.input.value);
    } catch (error) {
      message.say(t(error instanceof VaultError && error.reason === "refused" ? "lock.refused" : "workbook.failed"), "again");
      passphrase.input.select();
    }
  }
  return h(
    "form",
    { onsubmit: open },
    passphrase.element,
    h(
      "div",
      { class: "lw-actions" },
      button(t("lock.open"), () => {}, "main", { type: "submit" }),
    ),
    message.element,
  );
}

/** @param {string} title the heading of the activity behind the lock */
export const lockCard = (title) => card("locked", title, t("lock.hint"), ...paragraphs(t("lock.note")), unlockForm());
