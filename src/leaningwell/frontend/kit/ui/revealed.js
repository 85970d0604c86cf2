// What a guess and its figure say side by side, once a page has shown both, for whoever tells it again at the lesson's end.

/** @type {Map<string, string[]>} */
const known = new Map();
/** @type {Set<(id: string, readings: string[]) => void>} */
const listeners = new Set();

/** @param {string} id where it was guessed @param {string[]} readings one for each guess */
export function revealed(id, readings) {
  known.set(id, readings);
  listeners.forEach((listen) => listen(id, readings));
}

/**
 * Call `listen` with each that was shown, and each that will be. Returns a way to stop.
 * @param {(id: string, readings: string[]) => void} listen
 */
export function onReveal(listen) {
  listeners.add(listen);
  known.forEach((readings, id) => listen(id, readings));
  return () => listeners.delete(listen);
}

/** Another page says nothing of this one's. */
export const forgetRevealed = () => known.clear();
