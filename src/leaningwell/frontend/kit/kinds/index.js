// The kinds of workbook entry by name; nothing else lists them. What a kind says for itself is described in WorkbookKind.
// Entries are named kind/name.

/** @import { Kind, WorkbookKind } from "../types.d.ts" */

import { check } from "./check.js";
import { choice } from "./choice.js";
import { place } from "./place.js";
import { circle, forecast } from "./own-numbers.js";
import { happened, plan } from "./plan.js";
import { practice } from "./practice.js";
import { prediction } from "./prediction.js";
import { item, warmUp } from "./question.js";
import { translator } from "./translator.js";
import { unsaved } from "./unsaved.js";
import { lookBack, reflection } from "./writing.js";

/** In the order in which they are counted. @type {Record<string, WorkbookKind<any>>} */
export const KINDS = {
  item,
  practice,
  reflection,
  prediction,
  plan,
  happened,
  translator,
  choice,
  "look-back": lookBack,
  "warm-up": warmUp,
  check,
  place,
  unsaved,
  circle,
  forecast,
};

/**
 * The kind of an entry, by the entry's name; nothing where it came from a later version of the course.
 * @template {Kind} K
 * @param {`${K}/${string}` | string} id
 * @returns {WorkbookKind<K> | undefined}
 */
export const kindOf = (id) => {
  const name = id.split("/")[0];
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
};
