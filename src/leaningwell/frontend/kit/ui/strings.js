// What the interface says, in the language of the course's text: one catalogue for each in words/. Numbers are written
// as that language writes them, and a phrase may have a form for each number of things.

import { en, wordsOf } from "../words/index.js";

/** @typedef {string | ({ [form in Intl.LDMLPluralRule]?: string } & { other: string })} Phrase */
/** @typedef {keyof typeof en} Key */
/** @typedef {Record<Key, Phrase>} Catalogue */

/** @type {Record<string, Promise<Catalogue>>} */
const loaded = {};

/** @param {string} language @param {Catalogue} words */
const voice = (language, words) => ({
  language,
  words,
  digits: new Intl.NumberFormat(language, { maximumFractionDigits: 10 }),
  plural: new Intl.PluralRules(language),
});
let now = voice("en", en);

/**
 * A way to switch to a language, such as "de" or "pt-BR". English words stand in where there is no catalogue.
 * JupyterLab can show notebooks in two languages at a time, so every activity switches when it is used.
 * @param {string} language
 */
export async function speaker(language) {
  const [base] = language.split("-");
  loaded[base] ??= wordsOf(base).catch(() => en);
  const wanted = voice(language, await loaded[base]);
  return () => {
    now = wanted;
  };
}

/**
 * The text for `key`, with {names} filled in; `count` picks the form.
 * @param {Key} key
 * @param {Record<string, string | number | undefined>} [values]
 */
export function t(key, values = {}) {
  /** @type {Phrase} */
  const phrase = now.words[key] ?? key;
  const text = typeof phrase === "string" ? phrase : (phrase[now.plural.select(Number(values.count))] ?? phrase.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? numeral(value) : value;
  });
}

/**
 * A number as the language writes it, with as many decimals as given, or as many as it has.
 * @param {number} value
 * @param {number} [decimals]
 */
export const numeral = (value, decimals) =>
  (decimals === undefined
    ? now.digits.format(value)
    : value.toLocaleString(now.language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  ).replace("-", "−");

/**
 * A typed number with its decimal comma turned into a point, and back: the kernel reads points.
 * @param {string} text
 */
export const pointed = (text) =>
  now.digits.format(0.5).includes(",") ? text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ",")) : text;
