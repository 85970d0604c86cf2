// Building blocks for views: elements, cards, live messages. No framework: native controls only.

/** @import { Child, Properties, Say } from "../types.d.ts" */

import { debounced } from "./debounced.js";

let counter = 0;

/** A document-wide unique id, for labels and descriptions. @param {string} name */
export const uid = (name) => `lw-${name}-${(counter += 1)}`;

/**
 * Make an element. Properties starting with "on" are listeners, `class` and `aria-…`/`data-…` are attributes,
 * everything else is set as a property. Children that are null or false are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "class" || name === "for" || name === "role" || name.includes("-"))
      element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

/**
 * Whether a link stays among the notebooks shown here. A public site shows lessons only; JupyterLab shows everything.
 * @param {HTMLAnchorElement} link
 */
export function isServed(link) {
  const { served } = document.body.dataset;
  return !served || link.href.startsWith(new URL(served, location.href).href);
}

/** Paragraphs of plain text: blank lines part them. @param {string} text */
export const paragraphs = (text) => text.split(/\n\s*\n/).map((part) => h("p", {}, part.trim()));

/**
 * A card with a heading and a line that says what kind of activity it is.
 * @param {string} kind
 * @param {string} title
 * @param {string} hint
 * @param {...Child} children
 */
export function card(kind, title, hint, ...children) {
  const heading = uid("title");
  return h(
    "section",
    { class: `lw-card lw-${kind}`, "aria-labelledby": heading },
    h("h3", { class: "lw-title", id: heading }, title),
    hint && h("p", { class: "lw-hint" }, hint),
    ...children,
  );
}

/**
 * A place that scrolls sideways when its content is wider: named, and reached by the keyboard, which scrolls it.
 * @param {string} name
 * @param {...Child} children
 */
export const scrollable = (name, ...children) =>
  h("div", { class: "lw-scrollable", tabIndex: 0, role: "region", "aria-label": name }, ...children);

/**
 * A button.
 * @param {string} text
 * @param {(event: MouseEvent) => unknown} onclick
 * @param {"main" | "plain" | "quiet" | "danger" | "delete"} [look] what deletes for good looks like it: first outlined, then filled
 * @param {Properties<HTMLButtonElement>} [extra]
 */
export const button = (text, onclick, look = "plain", extra = {}) =>
  h("button", { type: "button", class: `lw-button lw-button-${look}`, onclick, ...extra }, text);

/** A place where messages appear, read out when they change. */
export function status(extra = "") {
  const element = h("p", { class: `lw-status ${extra}`, role: "status", "aria-live": "polite" });
  return {
    element,
    /** @type {Say} */
    say(text, mood = "calm") {
      element.textContent = text;
      element.dataset.mood = mood;
    },
  };
}

/** A place out of sight whose words are read out once they have stood still, not at every notch of a slider. */
export function announcer(milliseconds = 700) {
  const element = h("p", { class: "lw-hidden", role: "status", "aria-live": "polite" });
  let words = "";
  const soon = debounced(() => (element.textContent = words), milliseconds);
  return {
    element,
    /** @param {string} text */
    say(text) {
      words = text;
      element.textContent = "";
      soon();
    },
  };
}

/** A box of extra text that opens on request. @param {string} summary @param {...Child} children */
export const disclosure = (summary, ...children) =>
  h("details", { class: "lw-details" }, h("summary", {}, summary), h("div", { class: "lw-details-body" }, ...children));
