// What is said of a question in which several things are put into their places.

/** @import { Choice, Score } from "../types.d.ts" */

import { t } from "../ui/strings.js";

/** How many are where they belong, and how many are nowhere yet. @param {Choice[]} things @param {Score} result */
export const placingDetails = (things, result) => [
  t("quiz.summary", { right: result.reasons.filter((reason) => reason.right).length, all: things.length }),
  ...(result.missed ? [t("quiz.unplaced", { count: result.missed })] : []),
];
