// An answer to a question of an exercise that was not taken while it was on the page: kept until it is.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";

/** What an answer may be, the question knows. */
const anything = () => true;

/** @type {WorkbookKind<"unsaved">} */
export const unsaved = {
  label: () => t("kept.unsaved"),
  empty: { response: null, over: null },
  isDone: () => false,
  shape: { response: anything, over: anything },
  choices: ["response", "over"],
  told: () => [],
};
