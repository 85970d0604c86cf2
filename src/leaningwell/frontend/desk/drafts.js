// Points and comments that somebody has typed and not saved: kept while the page is open, whatever is shown meanwhile.

/** @import { Draft, Part } from "./types.d.ts" */

import { asksBeforeLeaving } from "../kit/ui/leaving.js";

/** @type {Map<string, Draft>} */
const kept = new Map();

const mind = asksBeforeLeaving(() => kept.size > 0);

/** @param {string} slug @param {{ student: string, cell: string }} part */
const key = (slug, { student, cell }) => JSON.stringify([slug, student, cell]);

/** @param {string} slug @param {Part} part */
export const draftOf = (slug, part) => kept.get(key(slug, part));

/** Keep what is typed now; null where it is what was saved. @param {string} slug @param {Part} part @param {Draft | null} draft */
export function keep(slug, part, draft) {
  if (draft) kept.set(key(slug, part), draft);
  else kept.delete(key(slug, part));
  mind();
}

/** What was typed for parts that are no longer among these. @param {string} slug @param {Part[]} parts */
export function without(slug, parts) {
  const there = new Set(parts.map((part) => key(slug, part)));
  return [...kept].filter(([name, draft]) => draft.slug === slug && !there.has(name)).map(([, draft]) => draft);
}
