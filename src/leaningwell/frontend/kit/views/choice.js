// Cards of which the learner picks one, such as a route through the course.

/** @import { Activity, ChoiceSpec } from "../types.d.ts" */

import { card, h, status, uid } from "../ui/dom.js";
import { portrait } from "../ui/drawing.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";

/** @param {Activity<ChoiceSpec>} activity */
export async function view({ root, spec }) {
  const id = /** @type {const} */ (`choice/${spec.id}`);
  const me = Symbol(id);
  const message = status();
  const kept = await workbook.get(id, (sentence) => message.say(sentence, "trouble"));
  const name = uid(spec.id);
  const next = h("p", { class: "lw-next", role: "status", "aria-live": "polite" });

  /** @param {string | undefined} chosen */
  const show = (chosen) => (next.textContent = spec.cards.find((entry) => entry.id === chosen)?.next ?? "");
  /** @param {string} chosen */
  async function pick(chosen) {
    show(chosen);
    try {
      await workbook.put(id, { chosen }, me);
      message.say(t("choice.chosen"));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  }
  const cards = spec.cards.map((entry) => {
    const input = h("input", { type: "radio", name, value: entry.id, onchange: () => pick(entry.id) });
    const title = h("span", { class: "lw-pick-title" }, spec.id === "persona" && portrait(entry.id), entry.title);
    return h("label", { class: "lw-pick" }, input, title, h("span", {}, entry.text));
  });
  /** @param {{ chosen?: string } | undefined} value */
  function draw(value) {
    for (const input of cards.map((one) => /** @type {HTMLInputElement} */ (one.firstElementChild))) {
      input.checked = input.value === value?.chosen;
    }
    show(value?.chosen);
  }
  draw(kept);
  const stop = workbook.subscribe(async (changed, elsewhere, by) => {
    if (workbook.concerns(changed, id) && by !== me) draw(await workbook.get(id).catch(() => undefined));
  });
  root.append(
    card(
      "choice",
      spec.prompt,
      t("choice.hint"),
      h("fieldset", { class: "lw-picks" }, h("legend", { class: "lw-hidden" }, spec.prompt), ...cards),
      next,
      message.element,
    ),
  );
  return stop;
}
