// The types of question by name; nothing else lists them. What a type says for itself is described in ItemType.

/** @import { ItemType } from "../types.d.ts" */

import { annotate } from "./annotate.js";
import { multiple, single, trueFalse } from "./choice.js";
import { compose } from "./compose.js";
import { match } from "./match.js";
import { numeric } from "./numeric.js";
import { order } from "./order.js";
import { scenario } from "./scenario.js";
import { sort } from "./sort.js";

/** @type {Record<string, ItemType>} */
export const TYPES = { single, multiple, "true-false": trueFalse, numeric, match, order, sort, scenario, annotate, compose };
