// The line of one's own below the rule translator.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isText } from "./shape.js";
import { isWritten, labelled, words } from "./told.js";

/** @type {WorkbookKind<"translator">} */
export const translator = {
  label: () => t("kept.translator"),
  empty: { text: "" },
  isDone: ({ text }) => isWritten(text),
  shape: { text: isText },
  told: ({ text }, part) => (part.labels?.text ? labelled(part.labels.text, text) : isWritten(text) ? [words(text)] : []),
};
