// The catalogues of words by their language; nothing else lists them. English stands in where a language has none, so it is
// always there; each of the others is loaded when a page first speaks it.

/** @import { Catalogue } from "../ui/strings.js" */

import en from "./en.js";

/** @type {Record<string, () => Promise<{ default: Catalogue }>>} */
const OTHERS = {
  de: () => import("./de.js"),
};

export { en };

/** The words of a language; fails where they cannot be loaded. @param {string} language @returns {Promise<Catalogue>} */
export const wordsOf = async (language) => (Object.hasOwn(OTHERS, language) ? (await OTHERS[language]()).default : en);
