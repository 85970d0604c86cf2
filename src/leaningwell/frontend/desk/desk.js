// The teacher's desk: an exercise to choose, the list of learners, and a card for each step of a round. Called by anywidget.

/** @import { Line } from "../kit/asking/connection.js" */
/** @import { Experimental } from "../kit/asking/kernel.js" */
/** @import { Ask, Exercise, Progress, Spec, Step } from "./types.d.ts" */

import { kernelAsker } from "../kit/asking/kernel.js";
import { beside } from "../kit/beside.js";
import { button, h, uid } from "../kit/ui/dom.js";
import { speaker } from "../kit/ui/strings.js";
import { parts } from "./parts.js";
import { report } from "./report.js";
import { table } from "./rows.js";
import { outcome } from "./told.js";
import { say, speak } from "./words.js";

const PAUSE = 400;

/** @param {string} name a path below `kit/` */
function style(name) {
  const href = beside(name);
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(h("link", { rel: "stylesheet", href }));
}

/** @param {{ model: { get(name: string): any, widget_manager?: { kernel?: Line | null } }, el: HTMLElement, experimental: Experimental }} widget */
export async function render({ model, el, experimental }) {
  if (!document.body.classList.contains("lw-page")) style("kit.css");
  style("../desk/desk.css");
  el.classList.add("lw");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  const asker = /** @type {Ask} */ (/** @type {unknown} */ (kernelAsker(experimental, () => model.widget_manager?.kernel)));
  /** A reply, or a sentence in its place. @type {Ask} */
  const ask = (what, question) => asker(what, question).catch((error) => ({ cannot: error?.message || say("gone") }));
  /** @type {Spec} */
  const spec = model.get("spec");
  (await speaker(spec.lang))();
  speak(spec.lang, spec.words);
  const root = h("div", { class: "lw-root lwd", lang: spec.lang, dir: spec.dir });
  el.replaceChildren(root);
  await draw(root, spec, ask);
  root.dataset.ready = "true";
}

/**
 * @param {HTMLElement} root
 * @param {Spec} spec
 * @param {Ask} ask
 */
async function draw(root, spec, ask) {
  root.replaceChildren(h("p", { class: "lw-status" }, say("loading")));
  const { exercises = [], cannot } = /** @type {{ exercises?: Exercise[], cannot?: string }} */ (await ask("exercises"));
  if (!exercises.length) {
    root.replaceChildren(h("p", { class: "lw-status", "data-mood": "trouble" }, cannot ?? say("none")));
    return;
  }
  const id = uid("exercise");
  const choice = h(
    "select",
    { id, onchange: () => [...cards, waiting].forEach((card) => card.clear()) },
    ...exercises.map(({ slug, title, points }) => h("option", { value: slug }, say("option", { title, points }))),
  );
  const slug = () => choice.value;
  const cards = spec.steps.map((step) => stepCard(step, ask, slug));
  const waiting = parts(ask, slug);
  const graded = spec.steps.findIndex((step) => step.name === "grade") + 1;
  const shown = [...cards.slice(0, graded), waiting, ...cards.slice(graded)];
  root.replaceChildren(
    learners(ask),
    h("div", { class: "lw-card" }, h("div", { class: "lw-field" }, h("label", { for: id }, say("exercise")), choice)),
    ...shown.map((card) => card.element),
  );
}

/** @param {Ask} ask */
function learners(ask) {
  const [id, title] = [uid("file"), uid("learners")];
  const file = h("input", { type: "file", id, accept: ".csv,.txt,.tsv,text/csv" });
  const told = outcome();
  async function enter() {
    const chosen = file.files?.[0];
    if (!chosen) return told.tell({ cannot: say("no-file") });
    told.wait(say("working"));
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    told.tell(await ask("learners", { name: chosen.name, content }));
  }
  return h(
    "section",
    { class: "lw-card", "aria-labelledby": title },
    h("h2", { class: "lw-title", id: title }, say("learners")),
    h("p", { class: "lw-hint" }, say("learners-about")),
    h("div", { class: "lw-field" }, h("label", { for: id }, say("file")), file),
    h("div", { class: "lw-actions" }, button(say("enter"), enter, "main")),
    told.element,
  );
}

/**
 * One step: its button, how far it is, and what came of it.
 * @param {Step} step
 * @param {Ask} ask
 * @param {() => string} slug
 */
function stepCard(step, ask, slug) {
  const id = uid("step");
  const title = say(`${step.name}-title`);
  const told = outcome();
  const bar = h("progress", { hidden: true, "aria-label": title });
  const more = h("div", {});
  const press = button(say(`${step.name}-button`), () => run(choice.value), "main");
  const command = h("code", {});
  const asked = uid("choice");
  const choice = h(
    "select",
    { id: asked, onchange: showCommand },
    ...step.choices.map(([value, text]) => h("option", { value }, text)),
  );
  showCommand();

  function showCommand() {
    command.textContent = `${step.command} ${slug()}${choice.value ? ` --for ${choice.value}` : ""}`;
  }

  /** @param {string} wish */
  async function run(wish) {
    const began = slug();
    press.disabled = true;
    more.replaceChildren();
    told.wait(say("working"));
    try {
      const started = await ask("start", { step: step.name, slug: began, choice: wish });
      const found = started.running ? await finished() : started;
      told.tell(found);
      const rows = found.data?.rows && table(found.data.rows);
      const all = found.data?.report && report(found.data.report);
      const offer = found.data?.offer && offered(found.data.offer);
      more.replaceChildren(...[offer, rows, all].filter(Boolean));
    } finally {
      bar.hidden = true;
      press.disabled = false;
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
    clear() {
      showCommand();
      told.tell({});
      more.replaceChildren();
    },
    element: h(
      "section",
      { class: "lw-card", "aria-labelledby": id },
      h("h2", { class: "lw-title", id }, title),
      h("p", { class: "lw-hint" }, say(`${step.name}-about`)),
      ...(step.choices.length
        ? [h("div", { class: "lw-field" }, h("label", { for: asked }, say(`${step.name}-asks`)), choice)]
        : []),
      h("div", { class: "lw-actions" }, press),
      bar,
      told.element,
      more,
      h("p", { class: "lw-note" }, say("command"), command),
    ),
  };
}
