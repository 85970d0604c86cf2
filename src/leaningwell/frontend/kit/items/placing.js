// What is said of a question in which several things are put into their places.

/** @import { Choice, Score } from "../types.d.ts" */

import { t } from "../ui/strings.js";

/** The places where something belongs. @param {Choice[]} places @param {string[]} fits */
export const fitsHere = (places, fits) => {
  const texts = places.filter((place) => fits.includes(place.key)).map((place) => place.text);
  return t("quiz.fitsHere", { places: texts.join(", ") });
};

/** How many are where they belong, and how many are nowhere yet. @param {Choice[]} things @param {Score} result */
export const placingDetails = (things, result) => [
  t("quiz.summary", { right: result.reasons.filter((reason) => reason.right).length, all: things.length }),
  ...(result.missed ? [t("quiz.unplaced", { count: result.missed })] : []),
];
