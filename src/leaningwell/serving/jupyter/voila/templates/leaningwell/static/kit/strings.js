// What the interface says, in the language of the page: one catalogue for each in words/.

import en from "./words/en.js";

const catalogues = { en };
const language = (document.documentElement.lang || "en").slice(0, 2);
const words = { ...en, ...catalogues[language] };

/** The text for `key`, with {names} filled in. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
