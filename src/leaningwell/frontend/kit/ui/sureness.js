// How sure each claim is that something rests on, as links to the page's list of sources.

/** @import { Child, Sureness } from "../types.d.ts" */

import { h } from "./dom.js";

/** @param {Sureness[]} claims @returns {Child[]} */
export const sureness = (claims) =>
  claims.flatMap(({ claim, badge }, index) => [index ? ", " : "", h("a", { href: `#${claim}` }, badge), ` (${claim})`]);
