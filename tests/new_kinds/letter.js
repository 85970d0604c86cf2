// A made-up kind of workbook entry: a letter. This file is all that the workbook needs of it.

import { isText } from "./shape.js";
import { labelled } from "./told.js";

/** @type {import("../types.d.ts").WorkbookKind<any>} */
export const letter = {
  label: () => "Letters",
  empty: { body: "" },
  isDone: ({ body }) => body !== "",
  shape: { body: isText },
  told: ({ body }, part) => labelled(part.labels?.body ?? "", body),
};
