// Waiting until things are quiet.

/**
 * Call `act` once things have been quiet for a moment, and at the latest `longest` milliseconds after the first call.
 * @param {() => unknown} act
 */
export function debounced(act, milliseconds = 400, longest = Infinity) {
  let timer = 0;
  let begun = 0;
  const cancel = () => {
    clearTimeout(timer);
    timer = begun = 0;
  };
  const soon = () => {
    clearTimeout(timer);
    begun ||= performance.now();
    timer = setTimeout(
      () => {
        cancel();
        act();
      },
      Math.max(0, Math.min(milliseconds, begun + longest - performance.now())),
    );
  };
  return Object.assign(soon, { cancel });
}
