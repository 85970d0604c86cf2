// A card for one step: its button, what it asks for, how far it is, and what came of it.

/** @import { Ask, Exercise, Progress, Step } from "./types.d.ts" */

import { button, h, uid } from "../kit/ui/dom.js";
import { labelled } from "../kit/ui/fields.js";
import { sent } from "./files.js";
import { heading } from "./heading.js";
import { report } from "./report.js";
import { table } from "./rows.js";
import { outcome } from "./told.js";
import { say } from "./words.js";

const PAUSE = 400;

/**
 * `chosen` gives the exercise that is chosen now.
 * @param {Step} step
 * @param {Ask} ask
 * @param {() => Exercise} chosen
 * @param {() => void} changed is told when a step has done something
 */
export function stepCard(step, ask, chosen, changed) {
  const id = uid("step");
  const title = say(`${step.name}-title`);
  const head = heading(id, title);
  const told = outcome(ask);
  const bar = h("progress", { hidden: true, "aria-label": title });
  const more = h("div", {});
  const press = button(say(`${step.name}-button`), () => run(choice.value), "main");
  const command = h("code", {});
  const choice = h(
    "select",
    { onchange: showCommand },
    h("option", { value: "" }, say("choose")),
    ...step.choices.map(([value, text]) => h("option", { value }, text)),
  );
  const file = h("input", { type: "file", accept: step.file });
  showCommand();

  function showCommand() {
    head.exercise(chosen().title);
    const choices = step.choices.length ? ` --for ${choice.value || step.choices.map(([value]) => value).join("|")}` : "";
    command.textContent = `${step.command} ${chosen().slug}${choices}`;
  }

  /** @param {string} wish */
  async function run(wish) {
    const began = chosen().slug;
    const pressed = document.activeElement === press;
    press.disabled = true;
    more.replaceChildren();
    try {
      const { number: given, cannot } = await sent(ask, file, told.wait);
      if (cannot) return told.tell({ cannot });
      told.wait(say(`${step.name}-doing`));
      const started = await ask("start", { step: step.name, slug: began, choice: wish, given });
      const found = started.running ? await finished() : started;
      // Whoever has chosen another exercise meanwhile is not shown this one's.
      if (chosen().slug !== began) return told.tell({});
      told.tell(found);
      const rows = found.data?.rows && table(found.data.rows);
      const all = found.data?.report && report(found.data.report);
      const offer = found.data?.offer && offered(found.data.offer);
      more.replaceChildren(...[offer, rows, all].filter(Boolean));
    } finally {
      bar.hidden = true;
      press.disabled = false;
      changed();
      if (pressed && document.activeElement === document.body) press.focus();
    }
  }

  /** A button for what the step can do beyond what it was asked for. @param {[string, string]} offer */
  const offered = ([wish, text]) =>
    h(
      "div",
      { class: "lw-actions" },
      button(text, () => run(wish)),
    );

  async function finished() {
    for (;;) {
      /** @type {Progress} */
      const now = await ask("progress");
      if (!now.running) return now;
      if (now.of) {
        Object.assign(bar, { hidden: false, max: now.of, value: Number(now.done) });
        told.wait(say("of", { done: Number(now.done), of: now.of }));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  return {
    name: step.name,
    number: head.number,
    stand: head.stand,
    clear() {
      showCommand();
      told.tell({});
      more.replaceChildren();
    },
    element: h(
      "section",
      { class: "lw-card", "aria-labelledby": id },
      ...head.elements,
      h("p", { class: "lw-hint" }, say(`${step.name}-about`)),
      ...(step.choices.length ? [labelled(say(`${step.name}-asks`), choice)] : []),
      ...(step.file ? [labelled(say(`${step.name}-file`), file)] : []),
      h("div", { class: "lw-actions" }, press),
      bar,
      told.element,
      more,
      h("p", { class: "lw-note" }, say("command"), command),
    ),
  };
}
