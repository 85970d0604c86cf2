// Tells the parts of an exercise's page that something was saved to answers.json, or is still to be.

const NAME = "leaning-well-saved";

/** The questions whose answer on the page is not the one in answers.json. @type {Set<string>} */
const open = new Set();

/** Say that answers.json has changed. */
export const saved = () => dispatchEvent(new Event(NAME));

/** Note whether the answer to a question is still to be saved. @param {string} id @param {boolean} waits */
export function waiting(id, waits) {
  const before = open.size;
  if (waits) open.add(id);
  else open.delete(id);
  if (open.size !== before) saved();
}

/** How many answers are still to be saved. */
export const unsavedAnswers = () => open.size;

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
