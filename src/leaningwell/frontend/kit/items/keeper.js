// Where a lesson's question keeps its answer: this browser's workbook. The first try is kept beside the newest.

/** @import { Ask, Entries, Item, Keeper } from "../types.d.ts" */

import { whenAnswered } from "../asking/asking.js";
import * as workbook from "../workbook/workbook.js";
import { TYPES } from "./types.js";

/**
 * @param {string} id the entry's name in the workbook
 * @param {Item} item
 * @param {Ask} ask
 * @param {() => Promise<unknown>} [begun] called before anything is kept
 * @returns {Keeper}
 */
export function workbookKeeper(id, item, ask, begun = async () => undefined) {
  const me = Symbol(id);
  /** @type {Entries["item"]} */
  let kept = {};
  let checks = 0;
  return {
    async restore(tell) {
      kept = (await workbook.get(id, tell)) ?? {};
      return kept;
    },
    async draft(response, confidence) {
      await begun();
      kept = await workbook.update(id, (stored) => ({ ...stored, draft: response, confidence }), me);
    },
    check(response, confidence) {
      checks += 1;
      const turn = checks;
      const drafted = JSON.stringify(kept.draft);
      // Whoever missed it once and misses it again is told what fits.
      const again = kept.first?.right === false ? { explain: true } : {};
      return whenAnswered(ask("check", { id: item.id, response, ...again }), async (result) => {
        await begun();
        const whole = !TYPES[item.type].underway?.(result);
        kept = await workbook.update(
          id,
          ({ outdated, ...stored } = {}) => ({
            ...stored,
            // What was chosen since is newer, and what came of a later try as well.
            ...(JSON.stringify(stored.draft) === drafted ? { draft: response } : {}),
            ...(turn === checks ? { response, confidence, result } : {}),
            tries: (stored.tries ?? 0) + (whole ? 1 : 0),
            first: stored.first ?? (whole ? { response, right: result.right, confidence } : undefined),
            done: whole || Boolean(stored.done),
          }),
          me,
        );
        return result;
      });
    },
    /** What was tried, and how sure somebody was, stays; only it is not done any more. */
    async outdated() {
      if (kept.done) kept = await workbook.update(id, (stored) => ({ ...stored, outdated: true, done: false }), me);
    },
    follow: (act) =>
      workbook.subscribe((changed, elsewhere, by) => {
        if (workbook.concerns(changed, id) && by !== me) act(changed === "*");
      }),
    solve: () => ask("solve", { id: item.id }),
    tries: () => kept.tries ?? 0,
  };
}
