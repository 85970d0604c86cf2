// How what is kept is put on a page that is printed or saved: text nodes only, so nothing that somebody wrote can become
// part of the page's code.

import { h } from "../ui/dom.js";

/** @param {unknown} text @returns {text is string} */
export const isWritten = (text) => typeof text === "string" && text.trim() !== "";

/** @param {string} text */
export const words = (text) => h("p", { class: "words", dir: "auto" }, text);

/** A remark about how it was done. @param {string} text */
export const remark = (text) => h("p", { class: "way" }, text);

/** Words under their label; nothing where there are none. @param {string} label @param {unknown} text */
export const labelled = (label, text) => (isWritten(text) ? [h("p", { class: "label" }, label), words(text)] : []);

/** Fields that say how an activity was done, not what was written. */
const BARE = new Set(["done", "way", "none", "result", "first", "tries", "draft", "response", "confidence", "outdated"]);

/**
 * Whatever words a value holds, under the names of their fields.
 * @param {unknown} value
 * @param {string[]} [told] fields that have been told already
 * @returns {HTMLElement[]}
 */
export function anything(value, told = []) {
  if (!value || typeof value !== "object") return [];
  return Object.entries(value)
    .filter(([name]) => !BARE.has(name) && !told.includes(name))
    .flatMap(([name, content]) => (typeof content === "object" ? anything(content) : labelled(name, String(content ?? ""))));
}
