// Tells the parts of an exercise's page that something was saved to answers.json.

const NAME = "leaning-well-saved";

/** Say that answers.json has changed. */
export const saved = () => dispatchEvent(new Event(NAME));

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
