// How far somebody has read in a lesson: the cell, and how far into it.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isNumber, isText } from "./shape.js";

/** @type {WorkbookKind<"place">} */
export const place = {
  label: () => t("kept.place"),
  empty: { cell: "", into: 0 },
  isDone: () => false,
  shape: { cell: isText, into: isNumber },
  choices: ["cell", "into"],
  told: () => [],
};
