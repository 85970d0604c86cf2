// An if-then plan, and what became of it.

/** @import { Key } from "../ui/strings.js" */
/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isFlag, isText } from "./shape.js";
import { anything, isWritten, labelled, remark } from "./told.js";

/** @type {WorkbookKind<"plan">} */
export const plan = {
  label: () => t("kept.plan"),
  empty: { if: "", then: "", instead: "", none: false },
  isDone: (value) => value.none || isWritten(value.instead) || (isWritten(value.if) && isWritten(value.then)),
  // `kept`: it was looked at as a whole and left so; without, its boxes are open.
  shape: { if: isText, then: isText, instead: isText, none: isFlag, kept: isFlag },
  told: (value) => [
    ...labelled(t("plan.if"), value.if),
    ...labelled(t("plan.then"), value.then),
    ...labelled(t("plan.instead"), value.instead),
    ...(value.none ? [remark(t("plan.none"))] : []),
    ...anything(value, ["if", "then", "instead", "kept"]),
  ],
};

/** @type {WorkbookKind<"happened">} */
export const happened = {
  label: () => t("kept.happened"),
  empty: { answer: null, note: "", letGo: false },
  isDone: ({ answer }) => Boolean(answer),
  shape: { answer: (value) => value === null || isText(value), note: isText, letGo: isFlag },
  choices: ["answer"],
  told: (value) => [
    ...(isWritten(value.answer) ? labelled(t("plans.happened"), t(/** @type {Key} */ (`plans.${value.answer}`))) : []),
    ...labelled(t("plans.note"), value.note),
  ],
};
