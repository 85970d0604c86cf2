// Building blocks for views: elements, cards, live messages. No framework: native controls only.

/** @import { Child, Properties, Say } from "./types.d.ts" */

import { numeral } from "./strings.js";

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
    else if (name === "class" || name === "for" || name === "role" || name.includes("-")) element.setAttribute(name, String(value));
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
  const { voila, baseUrl } = document.body.dataset;
  return !voila || link.pathname.startsWith(`${baseUrl}render/`);
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
 * @param {"main" | "plain" | "quiet"} [look]
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

/**
 * A labelled slider that says its value; `say` turns the value into words.
 * @param {object} slider
 * @param {string} slider.label
 * @param {number} slider.minimum
 * @param {number} slider.maximum
 * @param {number} slider.step
 * @param {number} slider.start
 * @param {(value: number) => string} [slider.say]
 * @param {string} [slider.low] what the low end means
 * @param {string} [slider.high] what the high end means
 * @param {() => void} [slider.moved]
 */
export function slider({ label, minimum, maximum, step, start, say = numeral, low = "", high = "", moved = () => {} }) {
  const id = uid("slider");
  // The slider says its value itself; an output would be read out as well, at every notch.
  const output = h("output", { for: id, "aria-live": "off" }, say(start));
  const input = h("input", { type: "range", id, min: minimum, max: maximum, step, value: start, oninput: () => { show(); moved(); } });
  const show = () => {
    output.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  show();
  const element = h(
    "div",
    { class: "lw-slider" },
    h("div", { class: "lw-slider-head" }, h("label", { for: id }, label), output),
    input,
    (low || high) && h("div", { class: "lw-slider-ends" }, h("span", {}, low), h("span", {}, high)),
  );
  return {
    element,
    input,
    value: () => Number(input.value),
    /** @param {number} value */
    set(value) {
      input.value = String(value);
      show();
    },
  };
}

/**
 * A labelled box for private words. Spell checking is off, since some browsers send what they check to their maker.
 * @param {string} label
 * @param {string | undefined} text
 * @param {(text: string) => void} typed
 * @param {() => void} left called when the box loses the focus
 */
export function textBox(label, text, typed, left) {
  const id = uid("text");
  /** @type {HTMLTextAreaElement} */
  const area = h("textarea", {
    id, rows: 2, value: text ?? "", autocomplete: "off", spellcheck: false, oninput: () => typed(area.value), onblur: left,
  });
  return h("div", { class: "lw-field" }, h("label", { for: id }, label), area);
}

/**
 * A labelled input; `properties` are the input's.
 * @param {string} label
 * @param {Properties<HTMLInputElement>} properties
 */
export function field(label, properties) {
  const id = uid("field");
  const input = h("input", { id, ...properties });
  return { input, element: h("div", { class: "lw-field" }, h("label", { for: id }, label), input) };
}

/** A box of extra text that opens on request. @param {string} summary @param {...Child} children */
export const disclosure = (summary, ...children) =>
  h("details", { class: "lw-details" }, h("summary", {}, summary), h("div", { class: "lw-details-body" }, ...children));

/**
 * A shuffled copy, the same for the same seed (mulberry32 over a hash of the seed).
 * @template Thing
 * @param {Thing[]} list
 * @param {string} seed
 */
export function shuffled(list, seed) {
  let state = [...seed].reduce((hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619), 2166136261);
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

/**
 * Call `act` once things have been quiet for a moment, and at the latest `longest` milliseconds after the first call.
 * @param {() => unknown} act
 */
export function debounced(act, milliseconds = 400, longest = Infinity) {
  let timer = 0;
  let begun = 0;
  const cancel = () => {
    clearTimeout(timer);
    timer = begun = 0;
  };
  const soon = () => {
    clearTimeout(timer);
    begun ||= performance.now();
    timer = setTimeout(() => {
      cancel();
      act();
    }, Math.max(0, Math.min(milliseconds, begun + longest - performance.now())));
  };
  return Object.assign(soon, { cancel });
}
