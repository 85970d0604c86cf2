// The real try of a practice: which of its three ways was taken, and a note.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { isOneOf, isText } from "./shape.js";
import { labelled, remark } from "./told.js";

/** @type {WorkbookKind<"practice">} */
export const practice = {
  label: () => t("kept.practice"),
  empty: { way: null, note: "" },
  isDone: ({ way }) => way !== null,
  shape: { way: isOneOf(null, "mine", "made-up", "later"), note: isText },
  choices: ["way"],
  told: ({ way, note }, part) => [
    ...(way && way !== "later" ? [remark(t(way === "mine" ? "read.practice.mine" : "read.practice.madeUp"))] : []),
    ...labelled(part.labels?.note ?? t("read.practice.note"), note),
    ...(way === "later" ? [remark(t("read.practice.later"))] : []),
  ],
};
