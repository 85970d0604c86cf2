// What a guess and its figure say side by side, once a page has shown both, for whoever tells it again at the lesson's end.

/** @type {Map<string, string>} */
const known = new Map();
/** @type {Set<(id: string, reading: string) => void>} */
const listeners = new Set();

/** @param {string} id the guess's @param {string} reading */
export function revealed(id, reading) {
  known.set(id, reading);
  listeners.forEach((listen) => listen(id, reading));
}

/**
 * Call `listen` with each that was shown, and each that will be. Returns a way to stop.
 * @param {(id: string, reading: string) => void} listen
 */
export function onReveal(listen) {
  listeners.add(listen);
  known.forEach((reading, id) => listen(id, reading));
  return () => listeners.delete(listen);
}

/** Another page says nothing of this one's. */
export const forgetRevealed = () => known.clear();
