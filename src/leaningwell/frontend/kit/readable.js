// The workbook as a page of its own: all that the learner wrote, with prompts and labels. It is built from text nodes
// only, so nothing that somebody wrote can become part of the page's code.

/** @import { LessonParts, TellableEntry } from "./types.d.ts" */

import { beside } from "./beside.js";
import { h } from "./ui/dom.js";
import { isMadeOf } from "./items/names.js";
import { kindOf } from "./kinds/index.js";
import { anything } from "./kinds/told.js";
import { t } from "./ui/strings.js";
import * as workbook from "./workbook/workbook.js";

const CLOSED = "default-src 'none'; style-src 'unsafe-inline'";
/** @param {number} level @param {string} words */
const heading = (level, words) => h(/** @type {"h2"} */ (`h${level}`), {}, words);

/** @param {TellableEntry} part @param {unknown} value @param {number} level */
function section(part, value, level) {
  const kind = kindOf(part.id);
  const told = kind ? kind.told(value ?? {}, part) : anything(value ?? {});
  if (told.length === 0) return null;
  return h(
    "section",
    {},
    heading(level, part.title ?? kind?.title?.(part.id) ?? part.id),
    part.prompt && h("p", { class: "prompt" }, part.prompt),
    ...told,
  );
}

/**
 * How many of a lesson's questions were answered, and how many rightly.
 * @param {TellableEntry[]} parts
 * @param {Record<string, any>} entries
 */
function answers(parts, entries) {
  const tried = parts.filter((part) => entries[part.id]?.tries > 0);
  if (tried.length === 0) return null;
  const valid = tried.filter((part) => !entries[part.id].outdated && isMadeOf(entries[part.id].response, part.names));
  const right = valid.filter((part) => entries[part.id].result?.right).length;
  const outdated = tried.length - valid.length;
  const told = [
    t("read.answers", { tried: valid.length, right }),
    ...(outdated ? [t("read.outdated", { count: outdated })] : []),
  ];
  return h("p", { class: "answers" }, told.join(" "));
}

/**
 * What is kept, lesson by lesson, below headings of this level. Throws WorkbookError while the workbook is locked.
 * @param {LessonParts[]} lessons
 * @param {number} level
 */
export async function chapters(lessons, level) {
  const entries = await workbook.all();
  delete entries.seed;
  const known = new Set(lessons.flatMap((lesson) => lesson.parts.map((part) => part.id)));
  const isItem = (/** @type {TellableEntry} */ part) => part.id.startsWith("item/");
  const rest = Object.keys(entries).filter((id) => !known.has(id));
  /** @typedef {[string, HTMLElement | null, TellableEntry[]]} Chapter */
  /** @type {Chapter[]} */
  const whole = [
    ...lessons.map(
      ({ title, parts }) =>
        /** @type {Chapter} */ ([title, answers(parts.filter(isItem), entries), parts.filter((part) => !isItem(part))]),
    ),
    [t("read.other"), null, rest.map((id) => ({ id }))],
  ];
  return whole.flatMap(([title, count, parts]) => {
    const told = [count, ...parts.map((part) => section(part, entries[part.id], level + 1))].filter(Boolean);
    return told.length > 0 ? [h("article", {}, heading(level, title), ...told)] : [];
  });
}

/**
 * The text of an HTML file. Throws WorkbookError while the workbook is locked.
 * @param {LessonParts[]} lessons
 * @returns {Promise<string>}
 */
export async function readable(lessons) {
  return asPage(t("read.heading"), async () => {
    const told = await chapters(lessons, 2);
    return [h("p", { class: "note" }, t("read.open")), ...(told.length > 0 ? told : [h("p", {}, t("kept.none"))])];
  });
}

/**
 * A page to be printed or saved, which runs nothing and loads nothing. Its content is read last, so that nothing is printed
 * that was read before a lock was shut.
 * @param {string} title
 * @param {() => Node[] | Promise<Node[]>} content
 * @returns {Promise<string>} its HTML
 */
export async function asPage(title, content) {
  const looks = await styles();
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = document.documentElement.lang || "en";
  page.head.prepend(
    h("meta", { "http-equiv": "Content-Security-Policy", content: CLOSED }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("style", {}, looks),
  );
  page.head.prepend(charset());
  page.body.append(h("h1", {}, title), ...(await content()));
  return `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`;
}

function charset() {
  const meta = document.createElement("meta");
  meta.setAttribute("charset", "utf-8");
  return meta;
}

/** The look of the page. Without it the page can be read all the same. */
const styles = () =>
  fetch(beside("readable.css")).then(
    (reply) => (reply.ok ? reply.text() : ""),
    () => "",
  );
