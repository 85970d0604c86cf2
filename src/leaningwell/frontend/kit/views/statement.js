// A statement of participation: which lessons were done, as this browser's workbook has it. It is made and printed here, says
// nothing of what was written or scored, and the name on it is not kept. Locked, the workbook shows none of it.

/** @import { Activity, LessonOnMap, StatementSpec } from "../types.d.ts" */

import { button, card, h, paragraphs, status } from "../ui/dom.js";
import { field } from "../ui/fields.js";
import { sentenceOf } from "../ui/problem.js";
import { print } from "../ui/print.js";
import { t } from "../ui/strings.js";
import { asPage } from "../readable.js";
import { done } from "../workbook/progress.js";
import * as workbook from "../workbook/workbook.js";

export const heading = () => t("statement.title");

/** @param {Activity<StatementSpec>} activity */
export async function view({ root, spec }) {
  const message = status();
  const list = h("div", { class: "lw-statement-of" });
  const name = field(t("statement.name"), { type: "text", autocomplete: "off", spellcheck: false, maxLength: 80 });
  const act = button(t("statement.print"), paper, "main");

  async function draw() {
    const told = await lines(spec.lessons);
    list.replaceChildren(told.length ? h("ul", {}, ...told.map((line) => h("li", {}, line))) : h("p", {}, t("statement.none")));
    act.disabled = told.length === 0;
  }

  async function paper() {
    message.say("");
    try {
      const told = async () => content(name.input.value.trim(), await lines(spec.lessons));
      print(await asPage(t("statement.heading"), told));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  }

  await draw();
  root.append(
    card(
      "participation",
      t("statement.title"),
      t("statement.hint"),
      ...paragraphs(t("statement.about")),
      list,
      name.element,
      h("p", { class: "lw-note" }, t("statement.unkept")),
      h("div", { class: "lw-actions" }, act),
      message.element,
    ),
  );
  return workbook.subscribe(draw);
}

/** What is said of each lesson of which something is done. @param {LessonOnMap[]} lessons */
async function lines(lessons) {
  const written = lessons.map((lesson, number) => ({ ...lesson, number })).filter(({ parts }) => parts.length > 0);
  const counted = await Promise.all(written.map(async (lesson) => ({ ...lesson, count: await done(lesson.parts) })));
  return counted
    .filter(({ count }) => count > 0)
    .map(({ number, title, parts, count }) =>
      t(count === parts.length ? "statement.whole" : "statement.part", { number, title, done: count, all: parts.length }),
    );
}

/** @param {string} name @param {string[]} told */
const content = (name, told) => [
  h("p", { class: "words", dir: "auto" }, name || t("statement.noName")),
  h("p", {}, t("statement.says")),
  h("ul", {}, ...told.map((line) => h("li", {}, line))),
  h("p", { class: "note" }, t("statement.means")),
  h("p", { class: "note" }, t("statement.made", { day: new Date().toLocaleDateString(document.documentElement.lang || "en") })),
];
