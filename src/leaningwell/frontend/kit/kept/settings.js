// The lock in the panel: setting it, locking now, changing and removing it.

/** @import { Key } from "../ui/strings.js" */

import { VaultError } from "../workbook/database.js";
import { button, disclosure, h, paragraphs, status, uid } from "../ui/dom.js";
import { field } from "../ui/fields.js";
import { changeLock, lock, lockMinutes, removeLock, setLock, setMinutes } from "../workbook/lock.js";
import { SHORTEST } from "../workbook/passphrase.js";
import { t } from "../ui/strings.js";
import { TOGETHER } from "../workbook/tabs.js";

const MINUTES = [5, 15, 60];
const USUAL = 15;

/** @typedef {ReturnType<typeof field>} Field */

/** @param {string} label @param {"off" | "new-password"} autocomplete */
const secret = (label, autocomplete) => field(label, { type: "password", autocomplete, class: "lw-password" });

/** The part of the panel about the lock. It follows its own changes; the panel follows locking and unlocking. */
export async function lockSettings() {
  const element = h("div", { class: "lw-lock" });
  const message = status();

  async function draw() {
    const minutes = await lockMinutes();
    const parts = minutes === null ? [offer()] : [locking(), options(minutes)];
    element.replaceChildren(...parts, message.element);
  }

  /**
   * Do something to the lock and say what came of it; `fields` are emptied if it worked.
   * @param {() => Promise<void>} change
   * @param {Key} done
   * @param {Field[]} fields
   */
  async function act(change, done, fields) {
    message.say(t("carry.working"));
    try {
      await change();
      fields.forEach(({ input }) => (input.value = ""));
      await draw();
      message.say(t(done));
    } catch (error) {
      const reason = error instanceof VaultError ? error.reason : "";
      const known = ["refused", "changed"].includes(reason);
      message.say(t(known ? /** @type {Key} */ (`lock.${reason}`) : "lock.failed"), known ? "again" : "trouble");
    }
  }

  /** Whether two typings make a passphrase; says so if not. @param {Field} first @param {Field} second */
  function agreed(first, second) {
    if (first.input.value.length < SHORTEST) message.say(t("carry.short", { least: SHORTEST }), "again");
    else if (first.input.value !== second.input.value) message.say(t("lock.differ"), "again");
    else return true;
    return false;
  }

  function offer() {
    const first = secret(t("lock.new"), "new-password");
    const second = secret(t("lock.new.again"), "new-password");
    const time = timeChoice(USUAL);
    const set = () =>
      agreed(first, second) && act(() => setLock(first.input.value, time.value()), "lock.set.done", [first, second]);
    return disclosure(
      t("lock.set"),
      ...paragraphs(t("lock.set.note")),
      first.element,
      second.element,
      time.element,
      h("div", { class: "lw-actions" }, button(t("lock.set.button"), set)),
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
    const first = secret(t("lock.new"), "new-password");
    const second = secret(t("lock.new.again"), "new-password");
    const off = secret(t("lock.current"), "off");
    const change = () =>
      agreed(first, second) &&
      act(() => changeLock(current.input.value, first.input.value), "lock.change.done", [current, first, second]);
    const time = timeChoice(minutes, (chosen) => act(() => setMinutes(chosen), "lock.minutes.done", []));
    return h(
      "div",
      {},
      time.element,
      disclosure(
        t("lock.change"),
        current.element,
        first.element,
        second.element,
        h("div", { class: "lw-actions" }, button(t("lock.change.button"), change)),
      ),
      disclosure(
        t("lock.remove"),
        h("p", {}, t("lock.remove.note")),
        off.element,
        h(
          "div",
          { class: "lw-actions" },
          button(t("lock.remove.button"), () => act(() => removeLock(off.input.value), "lock.remove.done", [off])),
        ),
      ),
    );
  }

  await draw();
  return element;
}

/** @param {number} minutes @param {(minutes: number) => void} [chosen] */
function timeChoice(minutes, chosen = () => {}) {
  const id = uid("minutes");
  /** @type {HTMLSelectElement} */
  const select = h(
    "select",
    { id, class: "lw-short", onchange: () => chosen(Number(select.value)) },
    ...MINUTES.map((number) =>
      h("option", { value: number, selected: number === minutes }, t("lock.minutes.choice", { number })),
    ),
  );
  const element = h("div", { class: "lw-field" }, h("label", { for: id }, t("lock.minutes")), select);
  return { element, value: () => Number(select.value) };
}
