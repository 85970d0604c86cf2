// Tells the parts of an exercise's page that something was saved to answers.json, or is still to be. What is still to be, as
// a page is left for another in the same document, is carried along and goes on being saved; a document is not left without
// a word while an answer is on its way.

import { asksBeforeLeaving } from "../ui/leaving.js";

const NAME = "leaning-well-saved";

/**
 * An answer to a question of an exercise as it is on the page. `response` is null where it cannot be saved; `isLate` tells
 * whether it was sent and not taken yet; once it is dropped, it is not sent again.
 * @typedef {{ id: string, element(): Element, save(): Promise<unknown>, response(): unknown, isLate(): boolean, drop(): void }} Answer
 */

/** Answers on the page that are not those in answers.json. @type {Set<Answer>} */
const open = new Set();
/** The same of pages that were left. @type {Set<Answer>} */
const carried = new Set();

/** Say that answers.json has changed. */
export const saved = () => dispatchEvent(new Event(NAME));

/**
 * Note whether an answer is still to be saved.
 * @param {Answer} answer
 * @param {boolean} waits
 */
export function waiting(answer, waits) {
  const before = open.size;
  if (!waits) {
    open.delete(answer);
    carried.delete(answer);
  } else if (!carried.has(answer)) open.add(answer);
  mind();
  if (open.size !== before) saved();
}

/** How many answers on this page are still to be saved. */
export const unsavedAnswers = () => new Set([...open].map(({ id }) => id)).size;

/** Save all that is still to be saved. */
const saveAll = () => Promise.all([...open, ...carried].map((answer) => answer.save()));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveAll());

/** What was not sent yet is sent as the page goes; of what was sent in vain the browser asks. */
const mind = asksBeforeLeaving(
  () => open.size + carried.size > 0,
  () => [...open, ...carried].some((answer) => answer.isLate()),
);

/**
 * Save what is still to be saved, as a part of a page is left, and go on trying for as long as the document is there.
 * @param {Element} place
 */
export async function leaveSaved(place) {
  const left = [...open].filter((answer) => place.contains(answer.element()));
  for (const answer of left) {
    open.delete(answer);
    if (answer.response() !== null) carried.add(answer);
  }
  mind();
  if (left.length > 0) saved();
  await Promise.all(left.map((answer) => answer.save()));
}

/** The answer to a question that was left before it was saved, if there is one; whoever takes it up saves it. @param {string} id */
export function takeUp(id) {
  const left = [...carried].filter((answer) => answer.id === id);
  for (const answer of left) {
    answer.drop();
    carried.delete(answer);
  }
  mind();
  return left.at(-1)?.response() ?? null;
}

/**
 * Call `act` whenever answers.json may have changed: here, or in another window that one comes back from.
 * @param {() => void} act
 * @returns {() => void} stops it
 */
export function whenSaved(act) {
  const back = () => document.visibilityState === "visible" && act();
  addEventListener(NAME, act);
  document.addEventListener("visibilitychange", back);
  return () => {
    removeEventListener(NAME, act);
    document.removeEventListener("visibilitychange", back);
  };
}
