// A set of closed questions. In a lesson each is checked by the kernel and kept in the workbook; in an exercise each
// is saved to answers.json and says no more than that.

/** @import { Key } from "../strings.js" */
/** @import { Activity, Ask, Item, Keeper, Kept, QuizSpec } from "../types.d.ts" */

import { h } from "../dom.js";
import { question } from "../items/card.js";
import { workbookKeeper } from "../items/keeper.js";
import { TYPES } from "../items/types.js";
import { whenAnswered } from "../asking.js";
import { sentenceOf } from "../problem.js";
import { saved } from "../saved.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";

/** Answers of an exercise are in its folder, not in the workbook. @param {{ exercise?: boolean }} spec */
export const isOpen = (spec) => Boolean(spec.exercise);

/** @param {Activity<QuizSpec>} activity */
export async function view({ root, spec, ask }) {
  const seed = await workbook.seed();
  /** @type {Partial<Kept> & { error?: unknown }} */
  const stored = spec.exercise ? await ask("load").catch((error) => ({ error })) : {};
  root.classList.add("lw-quiz");
  for (const notice of stored.notices ?? []) {
    root.append(
      h("p", { class: "lw-status", "data-mood": "trouble" }, t(/** @type {Key} */ (`exercise.notice.${notice.code}`), notice)),
    );
  }
  if (stored.error) root.append(h("p", { class: "lw-status", "data-mood": "trouble" }, sentenceOf(stored.error)));
  for (const item of spec.items) {
    const keeper = spec.exercise ? exerciseKeeper(item, ask, stored.items ?? {}) : workbookKeeper(`item/${item.id}`, item, ask);
    root.append(await question(item, keeper, { seed, exercise: spec.exercise }));
  }
}

/**
 * Where an exercise's question keeps its answer: answers.json, by way of the kernel.
 * @param {Item} item
 * @param {Ask} ask
 * @param {Kept["items"]} items
 * @returns {Keeper}
 */
function exerciseKeeper(item, ask, items) {
  const earlier = items[item.id];
  return {
    restore: async () =>
      earlier ? { draft: earlier.response, response: earlier.response, confidence: earlier.confidence, saved: true } : {},
    draft: async () => t("exercise.unsaved"),
    check: (response, confidence) =>
      whenAnswered(ask("check", { id: item.id, response, confidence }), () => {
        saved();
        return { saved: true, open: TYPES[item.type].open?.(item, response) ?? 0 };
      }),
    solve: null,
    tries: () => 0,
  };
}
