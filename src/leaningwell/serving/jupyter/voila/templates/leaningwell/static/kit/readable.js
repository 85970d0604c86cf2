// The workbook as a page of its own: all that the learner wrote, with prompts and labels. It is built from text nodes
// only, so nothing that somebody wrote can become part of the page's code.

/** @import { Key } from "./strings.js" */

import { h } from "./dom.js";
import { guessesOf } from "./guesses.js";
import { isMadeOf } from "./items/names.js";
import { numeral, t } from "./strings.js";
import * as workbook from "./workbook.js";

/**
 * What an activity is called: `id` is the name of its entry, `labels` those of its boxes or cards, `names` those that an
 * answer to a question may hold.
 * @typedef {{ id: string, title: string, prompt?: string, labels?: Record<string, string>, persona?: string, unit?: string, names?: string[] }} Part
 * @typedef {{ title: string, parts: Part[] }} LessonParts
 */

const CLOSED = "default-src 'none'; style-src 'unsafe-inline'";
/** Fields that say how an activity was done, not what was written. */
const BARE = new Set(["done", "way", "none", "result", "first", "tries", "draft", "response", "confidence", "outdated"]);

const written = (text) => typeof text === "string" && text.trim() !== "";
const words = (text) => h("p", { class: "words", dir: "auto" }, text);
const labelled = (label, text) => (written(text) ? [h("p", { class: "label" }, label), words(text)] : []);
const boxes = (texts, labels = {}) => Object.entries(texts ?? {}).flatMap(([id, text]) => labelled(labels[id] ?? id, text));

const writing = (value, part) => [
  ...boxes(value.own, part.labels),
  ...(Object.values(value.persona ?? {}).some(written) ? [h("p", { class: "way" }, t("read.persona", { name: part.persona ?? "" }))] : []),
  ...boxes(value.persona, part.labels),
  ...(value.way === "skip" ? [h("p", { class: "way" }, t("read.skipped"))] : []),
];

/** How the entries of each kind are told; an empty list if there is nothing to tell. */
const KINDS = {
  reflection: writing,
  "look-back": writing,
  happened: (value) => [
    ...(written(value.answer) ? labelled(t("plans.happened"), t(/** @type {Key} */ (`plans.${value.answer}`))) : []),
    ...labelled(t("plans.note"), value.note),
  ],
  // Answers are counted, not told.
  check: () => [],
  "warm-up": () => [],
  plan: (value) => [
    ...labelled(t("plan.if"), value.if),
    ...labelled(t("plan.then"), value.then),
    ...labelled(t("plan.instead"), value.instead),
    ...(value.none ? [h("p", { class: "way" }, t("plan.none"))] : []),
    ...anything(value, ["if", "then", "instead"]),
  ],
  prediction: (value, part) =>
    Object.entries(guessesOf(value)).map(([id, guess]) =>
      words(`${part.labels?.[id] ?? t("prediction.yours")}: ${numeral(guess)} ${part.unit ?? ""}`.trim()),
    ),
  choice: (value, part) => (written(value.chosen) ? [words(part.labels?.[value.chosen] ?? value.chosen)] : []),
  translator: (value) => (written(value.text) ? [words(value.text)] : []),
};

/** Whatever words a value holds, under the names of their fields. */
function anything(value, told = []) {
  if (!value || typeof value !== "object") return [];
  return Object.entries(value)
    .filter(([name]) => !BARE.has(name) && !told.includes(name))
    .flatMap(([name, content]) => (typeof content === "object" ? anything(content) : labelled(name, String(content ?? ""))));
}

function section(part, value) {
  const kind = part.id.split("/")[0];
  const told = (KINDS[kind] ?? ((whole) => anything(whole)))(value ?? {}, part);
  if (told.length === 0) return null;
  return h("section", {}, h("h3", {}, part.title), part.prompt && h("p", { class: "prompt" }, part.prompt), ...told);
}

/** How many of a lesson's questions were answered, and how many rightly. */
function answers(parts, entries) {
  const tried = parts.filter((part) => entries[part.id]?.tries > 0);
  if (tried.length === 0) return null;
  const valid = tried.filter((part) => !entries[part.id].outdated && isMadeOf(entries[part.id].response, part.names));
  const right = valid.filter((part) => entries[part.id].result?.right).length;
  const outdated = tried.length - valid.length;
  const told = [t("read.answers", { tried: valid.length, right }), ...(outdated ? [t("read.outdated", { count: outdated })] : [])];
  return h("p", { class: "answers" }, told.join(" "));
}

/**
 * The text of an HTML file. Throws WorkbookError while the workbook is locked.
 * @param {LessonParts[]} lessons
 * @returns {Promise<string>}
 */
export async function readable(lessons) {
  const entries = await workbook.all();
  delete entries.seed;
  const known = new Set(lessons.flatMap((lesson) => lesson.parts.map((part) => part.id)));
  const isItem = (part) => part.id.startsWith("item/");
  const rest = Object.keys(entries).filter((id) => !known.has(id));
  /** @typedef {[string, HTMLElement | null, Part[]]} Chapter */
  /** @type {Chapter[]} */
  const whole = [
    ...lessons.map(({ title, parts }) => /** @type {Chapter} */ ([title, answers(parts.filter(isItem), entries), parts.filter((part) => !isItem(part))])),
    [t("read.other"), null, rest.map((id) => ({ id, title: id }))],
  ];
  const chapters = whole.flatMap(([title, count, parts]) => {
    const told = [count, ...parts.map((part) => section(part, entries[part.id]))].filter(Boolean);
    return told.length > 0 ? [h("article", {}, h("h2", {}, title), ...told)] : [];
  });
  const page = document.implementation.createHTMLDocument(t("read.heading"));
  page.documentElement.lang = document.documentElement.lang || "en";
  page.head.prepend(
    h("meta", { "http-equiv": "Content-Security-Policy", content: CLOSED }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("style", {}, await styles()),
  );
  page.head.prepend(charset());
  page.body.append(
    h("h1", {}, t("read.heading")),
    h("p", { class: "note" }, t("read.open")),
    ...(chapters.length > 0 ? chapters : [h("p", {}, t("kept.none"))]),
  );
  return `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`;
}

function charset() {
  const meta = document.createElement("meta");
  meta.setAttribute("charset", "utf-8");
  return meta;
}

/** The look of the page. Without it the page can be read all the same. */
const styles = () =>
  fetch(new URL("readable.css", import.meta.url)).then((reply) => (reply.ok ? reply.text() : ""), () => "");
