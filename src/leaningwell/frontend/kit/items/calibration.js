// Calibration: how sure somebody was, beside how often they were right. Numbers only; no storage, no page.

/** @typedef {{ confidence: number, right: boolean }} Judgement `confidence` in per cent, 50 to 100 */

/** Judgements of like confidence. @typedef {{ low: number, high: number, count: number, right: number, sure: number }} Band */

/** With fewer judgements than this nothing is concluded from them. */
export const FEWEST = 5;

const LOWS = [50, 60, 70, 80, 90, 100];

/**
 * How many, how many of them right, and how sure on average (per cent).
 * @param {Judgement[]} judgements
 * @returns {{ count: number, right: number, sure: number }} `sure` is NaN without judgements
 */
export function summary(judgements) {
  const count = judgements.length;
  const right = judgements.filter((judgement) => judgement.right).length;
  const sure = judgements.reduce((sum, judgement) => sum + judgement.confidence, 0) / count;
  return { count, right, sure };
}

/**
 * The judgements in bands of confidence, 50 to 59 per cent and so on; 100 is a band of its own. Empty bands are left out.
 * @param {Judgement[]} judgements
 * @returns {Band[]}
 */
export function bands(judgements) {
  return LOWS.map((low) => {
    const high = low === 100 ? 100 : low + 9;
    const inside = judgements.filter(({ confidence }) => confidence >= low && confidence < (low === 100 ? 101 : low + 10));
    return { low, high, ...summary(inside) };
  }).filter((band) => band.count > 0);
}

/**
 * The normalised gain: of what was still open before, the share found since (Hake 1998). Undefined where nothing was open,
 * or where fewer were right than before.
 * @param {number} before how many were right
 * @param {number} after how many are right now
 * @param {number} all how many there are
 * @returns {number | undefined}
 */
export function gain(before, after, all) {
  return before < all && after >= before ? (after - before) / (all - before) : undefined;
}
