// What needs a person: each part beside what was asked, what to go by and an example, with a form for points and a comment.

/** @import { Ask, Guide, Part } from "./types.d.ts" */

import { button, disclosure, h, paragraphs, uid } from "../kit/ui/dom.js";
import { numeral } from "../kit/ui/strings.js";
import { outcome } from "./told.js";
import { say } from "./words.js";

/**
 * The card. `slug` gives the exercise that is chosen now.
 * @param {Ask} ask
 * @param {() => string} slug
 */
export function parts(ask, slug) {
  const told = outcome();
  const list = h("div", { class: "lwd-parts" });
  async function show() {
    told.wait(say("working"));
    const { data, ...rest } = await ask("parts", { slug: slug() });
    told.tell(rest);
    if (!data) return list.replaceChildren();
    /** @type {Part[]} */
    const all = data.parts;
    const one = (/** @type {Part} */ part) => form(ask, slug(), part, data.guides[part.cell]);
    const settled = all.filter((part) => part.settled).map(one);
    list.replaceChildren(
      ...all.filter((part) => !part.settled).map(one),
      ...(settled.length ? [disclosure(say("settled", { count: settled.length }), ...settled)] : []),
    );
  }
  const title = uid("desk");
  return {
    show,
    clear() {
      list.replaceChildren();
      told.tell({});
    },
    element: h(
      "section",
      { class: "lw-card", "aria-labelledby": title },
      h("h2", { class: "lw-title", id: title }, say("needs")),
      h("p", { class: "lw-hint" }, say("needs-about")),
      h("div", { class: "lw-actions" }, button(say("show"), show, "main")),
      told.element,
      list,
    ),
  };
}

/**
 * @param {Ask} ask
 * @param {string} slug
 * @param {Part} part
 * @param {Guide | undefined} guide
 */
function form(ask, slug, part, guide) {
  const [title, points, comment] = ["part", "points", "comment"].map(uid);
  const value = part.points === null ? "" : numeral(part.points);
  const number = h("input", { type: "text", inputMode: "decimal", id: points, class: "lw-number", value });
  const text = h("textarea", { id: comment, rows: 3, value: part.comment, maxLength: 5000 });
  const told = outcome();
  async function save() {
    told.wait(say("working"));
    const { student, cell, seen } = part;
    const answer = await ask("settle", { slug, student, cell, seen, points: number.value, comment: text.value });
    told.tell(answer);
    if (answer.data) part.seen = answer.data.seen;
  }
  return h(
    "section",
    { class: "lwd-part", "aria-labelledby": title },
    h("h3", { id: title }, `${part.name} · ${part.title}`),
    h("p", { class: "lw-hint" }, part.shared ? say("shared") : say("unsure")),
    h(
      "div",
      { class: "lwd-beside" },
      h(
        "div",
        {},
        h("h4", {}, say("theirs")),
        part.handed_in ? h("p", { class: "lwd-work" }, part.handed_in) : h("p", {}, say("nothing")),
        h("div", { class: "lw-field" }, h("label", { for: points }, say("give", { possible: part.possible })), number),
        h("div", { class: "lw-field" }, h("label", { for: comment }, say("comment")), text),
        h("div", { class: "lw-actions" }, button(say("save"), save, "main", { "aria-describedby": title })),
        told.element,
      ),
      h("div", { class: "lwd-aside" }, ...why(part), ...(guide ? beside(guide) : [])),
    ),
  );
}

/** @param {Part} part */
const why = (part) => (part.why.length ? [h("h4", {}, say("why")), ...part.why.map((sentence) => h("p", {}, sentence))] : []);

/** @param {Guide} guide */
const beside = (guide) => [
  h("h4", {}, say("asked")),
  ...paragraphs(guide.asked),
  h("h4", {}, say("go-by")),
  h("ul", {}, ...guide["go-by"].map((sentence) => h("li", {}, sentence))),
  ...(guide.sample ? [h("h4", {}, say("sample", { who: guide.by })), ...paragraphs(guide.sample)] : []),
];
