// The practice for two: it unfolds in the card, and prints as a sheet with two pass cards.

/** @import { PracticeSpec } from "../types.d.ts" */

import { asPage } from "../readable.js";
import { button, disclosure, h, paragraphs, status } from "../ui/dom.js";
import { print, SHEET, smaller } from "../ui/print.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";

const RULES = ["practice-pair-pass", "practice-pair-ways", "practice-pair-kept"];

/** @param {PracticeSpec} spec */
export function inPairs(spec) {
  const message = status();
  const sheet = async () => {
    try {
      print(await asPage(spec.words["practice-pair"], () => onPaper(spec)), { width: SHEET, before: smaller });
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  };
  const element = disclosure(
    spec.words["practice-pair"],
    ...content(spec),
    h("div", { class: "lw-actions" }, button(t("practice.pair.print"), sheet)),
    message.element,
  );
  element.classList.add("lw-pairs", "lw-opens-on-paper");
  return element;
}

/** @param {PracticeSpec} spec */
function content({ pair, words }) {
  return [
    ...paragraphs(pair.scene),
    h("p", {}, words["practice-pair-scene"]),
    h(
      "div",
      { class: "lw-parts" },
      ...pair.parts.map(({ name, text }) =>
        h("div", { class: "lw-part" }, h("p", {}, h("strong", {}, name)), ...paragraphs(text)),
      ),
    ),
    h("ol", {}, ...pair.steps.map((step) => h("li", {}, step))),
    h("ul", {}, ...RULES.map((rule) => h("li", {}, words[rule]))),
    h("p", {}, words["practice-pair-questions"]),
    ...pair.questions.map((question, place) => h("p", {}, `(${"ab"[place]}) ${question}`)),
  ];
}

/** The same with what it is for, and a card for each of the two. @param {PracticeSpec} spec */
function onPaper(spec) {
  const { title, care, words } = spec;
  const pass = () => h("p", { class: "pass" }, words["practice-pair-card"]);
  return [
    h("p", {}, h("strong", {}, title)),
    h("p", { class: "note" }, care),
    ...content(spec),
    h("div", { class: "passes" }, pass(), pass()),
  ];
}
