// Words of two sides in one text, so that neither is lost.

const whole = (/** @type {string} */ text) => `\n\n${text}\n\n`;

/** Mine first; what one side holds in paragraphs of its own already stands once. @param {string} mine @param {string} theirs */
export function joinedWords(mine, theirs) {
  if (whole(mine).includes(whole(theirs))) return mine;
  return whole(theirs).includes(whole(mine)) ? theirs : `${mine}\n\n${theirs}`;
}

/**
 * What to keep of a field that I changed from `base` to `mine`, where it holds `theirs` by now.
 * @param {any} base
 * @param {any} mine
 * @param {any} theirs
 */
export function reconciled(base, mine, theirs) {
  const words = typeof mine === "string" && typeof theirs === "string" && theirs.trim();
  if (!words || theirs === base || theirs === mine) return mine;
  // What I began from still stands in it, and something was added.
  const place = base ? whole(theirs).indexOf(whole(base)) : -1;
  if (place >= 0) return theirs.slice(0, place) + mine + theirs.slice(place + base.length);
  return joinedWords(mine, theirs);
}
