// The practice of a lesson: two models side by side, questions to rehearse with, a real try, and the same for two people. On
// a page with a path the models, each round and the try have a step of their own.

/** @import { Activity, Ask, PracticeSpec, Round } from "../types.d.ts" */

import { leaveQuestions, question } from "../items/card.js";
import { workbookKeeper } from "../items/keeper.js";
import { inPairs } from "../practice/pair.js";
import { realTry } from "../practice/real-try.js";
import { h, paragraphs, uid } from "../ui/dom.js";
import { portrait } from "../ui/drawing.js";
import { numeral, t } from "../ui/strings.js";
import { sureness } from "../ui/sureness.js";
import * as workbook from "../workbook/workbook.js";
import { careNote } from "./care.js";
import { viewOf } from "./index.js";

/** @param {Activity<PracticeSpec>} activity */
export async function view({ root, spec, ask }) {
  const { words } = spec;
  const seed = await workbook.seed();
  const rounds = await Promise.all(spec.rounds.map((one) => round(one, ask, seed)));
  const steps = {
    worked: step(words["practice-worked"], ...worked(spec)),
    turn: step(
      words["practice-turn"],
      ...(spec.prompt ? [h("div", { "data-step": "2" }, ...paragraphs(spec.prompt))] : []),
      ...numbered(rounds.map((one) => one.element)),
    ),
    try: step(words["practice-try"]),
  };
  const last = rounds.length + 2;
  steps.worked.dataset.step = "1";
  steps.turn.dataset.step = rounds.map((_, index) => index + 2).join(" ");
  steps.try.dataset.step = String(last);
  rounds.forEach(({ element }, index) => (element.dataset.step = String(index + 2)));

  /** The buds open as the steps are done; whether somebody has looked at the models, nobody knows. */
  async function grow() {
    const kept = await Promise.all(rounds.map(({ id }) => id && workbook.get(id).catch(() => undefined)));
    const asked = kept.filter((_, index) => rounds[index].id);
    const tried = tryIt?.entry.done ?? false;
    steps.turn.dataset.done = String(asked.every((value) => value && value.done));
    steps.try.dataset.done = String(tried);
    steps.worked.dataset.done = String(tried || asked.some((value) => value && value.done));
  }
  /** @type {Awaited<ReturnType<typeof realTry>> | undefined} */
  let tryIt;
  tryIt = await realTry(spec, () => grow());
  steps.try.append(...tryIt.content);
  await grow();

  const heading = uid("title");
  root.append(
    h(
      "section",
      { class: "lw-card lw-practice", "aria-labelledby": heading },
      h(
        "div",
        { class: "lw-practice-head" },
        h(
          "p",
          { class: "lw-practice-kicker lw-speaker" },
          portrait(spec.who),
          h("span", {}, t("practice.kicker", { practice: words.practice, name: spec.name, minutes: numeral(spec.minutes) })),
        ),
        h("h3", { class: "lw-title", id: heading }, spec.title),
        h("div", { "data-step": "1" }, careNote(spec.care)),
      ),
      h("ol", { class: "lw-steps" }, ...Object.values(steps)),
      h("div", { "data-step": String(last) }, inPairs(spec)),
      h(
        "p",
        { class: "lw-source", "data-step": String(last) },
        h("strong", {}, t("practice.sureness")),
        " ",
        ...sureness(spec.sureness),
      ),
    ),
  );
  const stop = workbook.subscribe(() => grow());
  return async () => {
    stop();
    leaveQuestions(root);
    for (const one of rounds) await one.leave?.();
    await tryIt.entry.close();
  };
}

/** @param {string} title @param {...Node} content */
const step = (title, ...content) => h("li", { class: "lw-practice-step" }, h("h3", {}, title), ...content);

/** Two ways, told apart by words and by the line beside them. @param {PracticeSpec} spec */
function worked({ worked: { scene, good, poorer }, words }) {
  const model = (/** @type {"good" | "poorer"} */ way, /** @type {typeof good} */ { text, why }) =>
    h(
      "div",
      { class: `lw-model lw-model-${way}` },
      h("p", { class: "lw-model-name" }, words[`practice-${way}`]),
      h("div", { class: "lw-model-text" }, ...paragraphs(text)),
      h("p", { class: "lw-model-why" }, why),
    );
  return [...paragraphs(scene), h("div", { class: "lw-models" }, model("good", good), model("poorer", poorer))];
}

/**
 * A question with its answer kept as any other, or an activity that has a view of its own.
 * @param {Round} one
 * @param {Ask} ask
 * @param {string} seed
 * @returns {Promise<{ element: HTMLElement, id?: string, leave?: (() => unknown) | void }>}
 */
async function round(one, ask, seed) {
  const element = h("div", { class: "lw-round" });
  if ("item" in one) {
    const id = `item/${one.item.id}`;
    element.append(await question(one.item, workbookKeeper(id, one.item, ask), { seed }));
    return { element, id };
  }
  const { view } = await viewOf(one.kind);
  return { element, leave: await view({ root: element, spec: one.spec, ask }) };
}

/** Say which round it is, where there are several. @param {HTMLElement[]} rounds */
function numbered(rounds) {
  if (rounds.length > 1) {
    rounds.forEach((element, index) =>
      element.prepend(h("p", { class: "lw-round-number" }, t("practice.round", { number: index + 1, all: rounds.length }))),
    );
  }
  return rounds;
}
