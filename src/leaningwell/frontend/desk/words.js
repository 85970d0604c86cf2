// What the desk says by itself, which the kernel tells it with its first words: desk/page.yaml has them in each language.

import { numeral } from "../kit/ui/strings.js";

let spoken = "en";
/** @type {Record<string, string>} */
let words = {};

/** @param {string} language @param {Record<string, string>} all */
export function speak(language, all) {
  spoken = language;
  words = all;
}

/** How dates are written: as the reader's browser has it for the language that is spoken, such as British English. */
export const locale = () => navigator.languages.find((one) => one.split("-")[0] === spoken.split("-")[0]) ?? spoken;

/**
 * The text for `key`, with {names} filled in. With a `count` of 1 it is the one called `key-one`, if there is.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = (values.count === 1 && words[`${key}-one`]) || words[key] || key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? numeral(value) : value;
  });
}
