// What needs a person: each part beside what was asked, what to go by and an example, with a form for points and a comment.

/** @import { Ask, Draft, Exercise, Guide, Part } from "./types.d.ts" */

import { button, disclosure, h, paragraphs, uid } from "../kit/ui/dom.js";
import { labelled } from "../kit/ui/fields.js";
import { numeral } from "../kit/ui/strings.js";
import { draftOf, keep, without } from "./drafts.js";
import { heading } from "./heading.js";
import { outcome } from "./told.js";
import { say } from "./words.js";

/**
 * The card. `chosen` gives the exercise that is chosen now.
 * @param {Ask} ask
 * @param {() => Exercise} chosen
 * @param {() => void} changed is told when something was saved
 */
export function parts(ask, chosen, changed) {
  const title = uid("desk");
  const head = heading(title, say("needs"));
  const told = outcome(ask);
  const list = h("div", { class: "lwd-parts" });
  head.exercise(chosen().title);
  async function show() {
    const { slug } = chosen();
    told.wait(say("needs-doing"));
    const { data, ...rest } = await ask("parts", { slug });
    if (chosen().slug !== slug) return;
    told.tell(rest);
    // What stands there stays where the kernel could not say what waits.
    if (!data) return;
    /** @type {Part[]} */
    const all = data.parts;
    // How many waited is told by then on the card, where it is renewed.
    const saved = () => {
      told.tell({});
      changed();
    };
    const one = (/** @type {Part} */ part) => form(ask, slug, part, data.guides[part.cell], saved);
    const settled = all.filter((part) => part.settled);
    const others = disclosure(say("settled", { count: settled.length }), ...settled.map(one));
    others.open = settled.some((part) => draftOf(slug, part));
    list.replaceChildren(
      ...without(slug, all).map(gone),
      ...all.filter((part) => !part.settled).map(one),
      ...(settled.length ? [others] : []),
    );
  }
  return {
    name: "needs",
    number: head.number,
    stand: head.stand,
    clear() {
      head.exercise(chosen().title);
      list.replaceChildren();
      told.tell({});
    },
    element: h(
      "section",
      { class: "lw-card", "aria-labelledby": title },
      ...head.elements,
      h("p", { class: "lw-hint" }, say("needs-about")),
      h("div", { class: "lw-actions" }, button(say("show"), show, "main")),
      told.element,
      list,
    ),
  };
}

/** What was typed for a part that is not there any more, to be copied. @param {Draft} draft */
const gone = ({ called, points, comment }) =>
  h(
    "div",
    { class: "lw-status", "data-mood": "trouble" },
    h("p", {}, say("unsaved-gone", { part: called, points })),
    h("p", { class: "lwd-work" }, comment),
  );

/**
 * @param {Ask} ask
 * @param {string} slug
 * @param {Part} part
 * @param {Guide | undefined} guide
 * @param {() => void} changed
 */
function form(ask, slug, part, guide, changed) {
  const title = uid("part");
  const called = `${part.name} · ${part.title}`;
  const draft = draftOf(slug, part);
  /** What the gradebook has. */
  const saved = { points: part.points === null ? "" : numeral(part.points), comment: part.comment };
  const now = draft ?? saved;
  const number = h("input", {
    type: "text",
    inputMode: "decimal",
    class: "lw-number",
    value: now.points,
    oninput: typed,
  });
  const text = h("textarea", { rows: 3, value: now.comment, maxLength: 5000, oninput: typed });
  const told = outcome(ask);
  const unsaved = h("p", { class: "lw-status", hidden: !draft }, say("unsaved"));
  if (draft && draft.seen !== part.seen) {
    unsaved.dataset.mood = "trouble";
    unsaved.textContent = say("unsaved-changed", { points: saved.points || "–", comment: saved.comment || say("no-comment") });
  }

  function typed() {
    const changed = number.value !== saved.points || text.value !== saved.comment;
    unsaved.hidden = !changed;
    keep(slug, part, changed ? { slug, called, seen: part.seen, points: number.value, comment: text.value } : null);
  }

  async function save() {
    told.wait(say("saving"));
    const { student, cell, seen } = part;
    const sent = { points: number.value, comment: text.value };
    const answer = await ask("settle", { slug, student, cell, seen, ...sent });
    told.tell(answer);
    if (!answer.data) return;
    part.seen = answer.data.seen;
    Object.assign(saved, sent);
    delete unsaved.dataset.mood;
    unsaved.textContent = say("unsaved");
    // What was typed while it was saved is not saved.
    typed();
    changed();
  }
  return h(
    "section",
    { class: "lwd-part", "aria-labelledby": title },
    h("h3", { id: title }, called),
    h("p", { class: "lw-hint" }, part.shared ? say("shared") : say("unsure")),
    h(
      "div",
      { class: "lwd-beside" },
      h(
        "div",
        {},
        h("h4", {}, say("theirs")),
        part.handed_in ? h("p", { class: "lwd-work" }, part.handed_in) : h("p", {}, say("nothing")),
        labelled(say("give", { possible: part.possible }), number),
        labelled(say("comment"), text),
        unsaved,
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
