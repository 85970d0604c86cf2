// How sure somebody is of an answer, from a coin toss to certain.

import { slider } from "../ui/fields.js";
import { numeral, t } from "../ui/strings.js";

/** @param {number} [start] @param {() => unknown} [moved] */
export const confidenceSlider = (start = 75, moved) =>
  slider({
    label: t("quiz.confidence"),
    minimum: 50,
    maximum: 100,
    step: 5,
    start,
    say: (/** @type {number} */ value) => `${numeral(value)} %`,
    low: t("quiz.confidence.low"),
    high: t("quiz.confidence.high"),
    moved,
  });
