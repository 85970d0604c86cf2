// Numbers guessed before the figure is shown: { guesses: { <id>: number }, done }. The first version kept one, `guess`.

/** @import { WorkbookKind } from "../types.d.ts" */

import { numeral, t } from "../ui/strings.js";
import { each, isNumber } from "./shape.js";
import { words } from "./told.js";

/**
 * The numbers guessed, by guess.
 * @param {any} value
 * @returns {Record<string, number>}
 */
export const guessesOf = (value) => value?.guesses ?? (value?.guess === undefined ? {} : { guess: value.guess });

/** @type {WorkbookKind<"prediction">} */
export const prediction = {
  label: () => t("kept.prediction"),
  empty: { guesses: {}, done: false },
  isDone: (value) => value.done,
  shape: { guess: isNumber, guesses: each(isNumber) },
  told: (value, part) =>
    Object.entries(guessesOf(value)).map(([id, guess]) =>
      words(`${part.labels?.[id] ?? t("prediction.yours")}: ${numeral(guess)} ${part.units?.[id] ?? ""}`.trim()),
    ),
};
