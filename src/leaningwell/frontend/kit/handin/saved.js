// Tells the parts of an exercise's page that something was saved to answers.json, or is still to be.

const NAME = "leaning-well-saved";

/** How each question saves itself whose answer on the page is not the one in answers.json, and its id. @type {Map<() => unknown, string>} */
const open = new Map();

/** Say that answers.json has changed. */
export const saved = () => dispatchEvent(new Event(NAME));

/**
 * Note whether the answer to a question is still to be saved.
 * @param {string} id
 * @param {() => unknown} save
 * @param {boolean} waits
 */
export function waiting(id, save, waits) {
  const before = open.size;
  if (waits) open.set(save, id);
  else open.delete(save);
  if (open.size !== before) saved();
}

/** How many answers are still to be saved. */
export const unsavedAnswers = () => new Set(open.values()).size;

/** Save all that is still to be saved. */
const saveAll = () => Promise.all([...open.keys()].map((save) => save()));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveAll());

/** Save what is still to be saved, as the page is left; what could not be is not waited for any more. */
export async function leaveSaved() {
  await saveAll();
  open.clear();
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
