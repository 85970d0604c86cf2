// The lock in the panel: setting it, locking now, changing and removing it.

/** @import { Key } from "../ui/strings.js" */

import { VaultError } from "../workbook/database.js";
import { button, disclosure, h, paragraphs, status } from "../ui/dom.js";
import { labelled } from "../ui/fields.js";
import { changeLock, lock, lockMinutes, removeLock, setLock, setMinutes } from "../workbook/lock.js";
import { t } from "../ui/strings.js";
import { TOGETHER } from "../workbook/tabs.js";
import { newPassphrase, secret } from "./new-passphrase.js";

const MINUTES = [5, 15, 60];
const USUAL = 15;

/**
 * The part of the panel about the lock. It follows its own changes; the panel follows locking and unlocking.
 * @param {() => unknown} changed called once a lock was set or removed
 */
export async function lockSettings(changed) {
  const element = h("div", { class: "lw-lock" });
  const message = status();

  async function draw() {
    const minutes = await lockMinutes();
    const parts = minutes === null ? [offer(), message.element] : [locking(), message.element, options(minutes)];
    element.replaceChildren(...parts);
  }

  /**
   * Do something to the lock and say what came of it. The boxes are drawn anew, and so emptied, if it worked.
   * @param {() => Promise<void>} change
   * @param {Key} done
   */
  async function act(change, done) {
    message.say(t("carry.working"));
    try {
      await change();
      await draw();
      changed();
      message.say(t(done));
    } catch (error) {
      const reason = error instanceof VaultError ? error.reason : "";
      const known = ["refused", "changed", "newer"].includes(reason);
      message.say(t(known ? /** @type {Key} */ (`lock.${reason}`) : "lock.failed"), known ? "again" : "trouble");
    }
  }

  /** @param {string} passphrase @param {number} minutes */
  const set = (passphrase, minutes) => act(() => setLock(passphrase, minutes), "lock.set.done");

  function offer() {
    const passphrase = newPassphrase(t("lock.new"), t("lock.new.again"), message.say);
    const time = timeChoice(USUAL);
    return disclosure(
      t("lock.set"),
      ...paragraphs(t("lock.set.note")),
      passphrase.element,
      time.element,
      h(
        "div",
        { class: "lw-actions" },
        button(t("lock.set.button"), () => {
          const chosen = passphrase.chosen();
          if (chosen !== null) set(chosen, time.value());
        }),
      ),
    );
  }

  const locking = () =>
    h(
      "div",
      {},
      h("p", {}, t("lock.on"), TOGETHER ? "" : ` ${t("lock.thisPage")}`),
      h("div", { class: "lw-actions" }, button(t("lock.now"), lock, "main")),
    );

  /** @param {number} minutes */
  function options(minutes) {
    const current = secret(t("lock.current"), "off");
    const passphrase = newPassphrase(t("lock.new"), t("lock.new.again"), message.say);
    const off = secret(t("lock.current"), "off");
    const change = () => {
      const chosen = passphrase.chosen();
      if (chosen !== null) act(() => changeLock(current.input.value, chosen), "lock.change.done");
    };
    const time = timeChoice(minutes, (chosen) => act(() => setMinutes(chosen), "lock.minutes.done"));
    return h(
      "div",
      {},
      time.element,
      disclosure(
        t("lock.change"),
        current.element,
        passphrase.element,
        h("div", { class: "lw-actions" }, button(t("lock.change.button"), change)),
      ),
      disclosure(
        t("lock.remove"),
        h("p", {}, t("lock.remove.note")),
        off.element,
        h(
          "div",
          { class: "lw-actions" },
          button(t("lock.remove.button"), () => act(() => removeLock(off.input.value), "lock.remove.done")),
        ),
      ),
    );
  }

  await draw();
  return element;
}

/** @param {number} minutes @param {(minutes: number) => void} [chosen] */
function timeChoice(minutes, chosen = () => {}) {
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { class: "lw-short", onchange: () => chosen(Number(select.value)) },
    ...MINUTES.map((number) =>
      h("option", { value: number, selected: number === minutes }, t("lock.minutes.choice", { number })),
    ),
  );
  const element = labelled(t("lock.minutes"), select);
  return { element, value: () => Number(select.value) };
}
