// One card picked of several.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isText } from "./shape.js";
import { isWritten, words } from "./told.js";

/** @type {WorkbookKind<"choice">} */
export const choice = {
  label: () => t("kept.choice"),
  empty: { chosen: "" },
  isDone: ({ chosen }) => Boolean(chosen),
  shape: { chosen: isText },
  choices: ["chosen"],
  told: ({ chosen }, part) => (isWritten(chosen) ? [words(part.labels?.[chosen] ?? chosen)] : []),
};
