// Private writing in boxes: a reflection, and a look back at one.

/** @import { WorkbookKind } from "../types.d.ts" */

import { t } from "../ui/strings.js";
import { each, isOneOf, isText } from "./shape.js";
import { isWritten, labelled, remark } from "./told.js";

/** @param {Record<string, string> | undefined} texts @param {Record<string, string>} [labels] */
const boxes = (texts, labels = {}) => Object.entries(texts ?? {}).flatMap(([id, text]) => labelled(labels[id] ?? id, text));

/** @type {WorkbookKind<"reflection">} */
export const reflection = {
  label: () => t("kept.reflection"),
  empty: { way: null, own: {}, persona: {} },
  isDone: ({ way, own }, { boxes, complete }) =>
    way === "skip" ||
    way === "persona" ||
    (way === "own" && boxes.filter((/** @type {{ id: string }} */ box) => isWritten(own[box.id])).length >= complete),
  shape: { way: isOneOf(null, "own", "persona", "skip"), own: each(isText), persona: each(isText) },
  choices: ["way"],
  told: (value, part) => [
    ...boxes(value.own, part.labels),
    ...(Object.values(value.persona ?? {}).some(isWritten) ? [remark(t("read.persona", { name: part.persona ?? "" }))] : []),
    ...boxes(value.persona, part.labels),
    ...(value.way === "skip" ? [remark(t("read.skipped"))] : []),
  ],
};

/** @type {WorkbookKind<"look-back">} */
export const lookBack = { ...reflection, label: () => t("kept.look-back") };
