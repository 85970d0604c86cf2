// The names by which answers are kept. A question's words may have changed since it was answered, and names, too: those it
// had `formerly` are understood, and an answer that fits it no more counts as not given.

/** @import { Choice, Item, KeptAnswer } from "../types.d.ts" */

/**
 * An answer with today's names in place of earlier ones.
 * @param {any} response
 * @param {Record<string, string>} formerly today's name by each earlier one
 * @returns {any}
 */
export function renamed(response, formerly) {
  const today = (/** @type {any} */ value) => (Object.hasOwn(formerly, value) ? formerly[value] : value);
  if (Array.isArray(response)) return response.map(today);
  if (response === null || typeof response !== "object") return today(response);
  return Object.fromEntries(Object.entries(response).map(([name, value]) => [today(name), today(value)]));
}

/**
 * What is kept of a question, with today's names throughout.
 * @param {Item} item
 * @param {KeptAnswer} kept
 * @returns {KeptAnswer}
 */
export function upToDate({ formerly }, kept) {
  if (!formerly) return kept;
  const { result } = kept;
  const reasons = result?.reasons?.map((reason) => ({ ...reason, about: renamed(reason.about, formerly) }));
  return {
    ...kept,
    draft: renamed(kept.draft, formerly),
    response: renamed(kept.response, formerly),
    ...(result && reasons && { result: { ...result, reasons } }),
  };
}

/** Whether a value is one of the names. @param {Iterable<string>} names @param {unknown} value */
export const isOneOf = (names, value) => typeof value === "string" && new Set(names).has(value);

/**
 * Whether an answer puts things in places: each by its name, into a place by its.
 * @param {Choice[]} things
 * @param {Choice[]} places
 * @param {unknown} response
 */
export function arePlaced(things, places, response) {
  if (response === null || typeof response !== "object" || Array.isArray(response)) return false;
  return Object.entries(response).every(([thing, place]) => isOneOf(keys(things), thing) && isOneOf(keys(places), place));
}

/** @param {Choice[]} choices */
export const keys = (choices) => choices.map((choice) => choice.key);

/**
 * Whether an answer is made of names among these alone: all that can be told where the question itself is not at hand.
 * @param {any} response
 * @param {string[] | undefined} names none for a number
 */
export function isMadeOf(response, names) {
  if (!names || response === undefined || response === null) return true;
  const held = typeof response === "object" && !Array.isArray(response) ? Object.entries(response).flat() : [response].flat();
  return held.every((name) => isOneOf(names, name));
}
