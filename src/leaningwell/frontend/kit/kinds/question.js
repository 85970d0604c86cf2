// An answer to a question, in a lesson or in a warm-up. Answers are counted, not told.

/** @import { Entries, WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isNumber, isPlain, isText, list } from "./shape.js";

const QUESTION = { tries: isNumber, result: isPlain, first: isPlain };

/** Of two answers the one that more tries went into. @param {Entries["item"]} here @param {Entries["item"]} there */
const merged = (here, there) => ((there.tries ?? 0) > (here.tries ?? 0) ? there : here);

/** @type {WorkbookKind<"item">} */
export const item = {
  label: () => t("kept.item"),
  empty: {},
  isDone: (value) => Boolean(value.done),
  shape: QUESTION,
  merged,
  told: () => [],
};

/** `warm-up/<lesson>` says which questions were asked, `warm-up/<lesson>/<item>` what was answered. @type {WorkbookKind<"warm-up">} */
export const warmUp = {
  ...item,
  label: () => t("kept.warm-up"),
  shape: { ...QUESTION, items: list(isText) },
  countedAs: (id) => id.split("/").slice(0, 2).join("/"),
};
