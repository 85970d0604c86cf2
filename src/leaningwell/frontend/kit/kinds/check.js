// A round of judging statements: `check/<lesson>/before` and `after`.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { each, isOneOf, isPlain } from "./shape.js";
import { remark } from "./told.js";

/** @param {any} value */
const judged = (value) => Object.values(value?.answers ?? {}).filter((answer) => answer?.response).length;

/** @type {WorkbookKind<"check">} */
export const check = {
  label: () => t("kept.check"),
  empty: { way: null, answers: {}, shown: false },
  isDone: (value, { items }) =>
    value.way === "skip" || items.every((/** @type {any} */ item) => value.answers[item.id]?.response),
  shape: { way: isOneOf(null, "do", "skip"), answers: each(isPlain) },
  choices: ["way"],
  merged: (here, there, both) => ({ ...both(), answers: { ...there.answers, ...here.answers } }),
  title: (id) => t(id.endsWith("/after") ? "check.out.title" : "check.in.title"),
  told: (value) =>
    value.way === "skip"
      ? [remark(t("read.skipped"))]
      : judged(value)
        ? [remark(t("read.judged", { count: judged(value) }))]
        : [],
};
