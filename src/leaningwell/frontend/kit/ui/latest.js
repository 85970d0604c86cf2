// What takes a while to be found is shown by whoever began last: the lock may have closed since an earlier one began.

/**
 * Does what `draw` does. While it runs it can ask whether no later one has begun: otherwise it is to show nothing.
 * @param {(isLatest: () => boolean) => Promise<void>} draw
 */
export function latest(draw) {
  let turns = 0;
  return () => {
    turns += 1;
    const turn = turns;
    return draw(() => turn === turns);
  };
}
