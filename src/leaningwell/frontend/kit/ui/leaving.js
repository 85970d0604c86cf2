// Has the browser ask before a document is left that would take something with it.

/**
 * What this gives is to be called whenever what is open changes: the browser is heard only while something is, since it
 * keeps no page to come back to that could ask.
 * @param {() => boolean} isOpen
 * @param {() => boolean} [isLost] whether leaving now would lose it
 */
export function asksBeforeLeaving(isOpen, isLost = isOpen) {
  /** @param {Event} event */
  const ask = (event) => isLost() && event.preventDefault();
  return () => (isOpen() ? addEventListener : removeEventListener)("beforeunload", ask);
}
