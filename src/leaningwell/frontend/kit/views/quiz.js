// A set of closed questions. In a lesson each is checked by the kernel and kept in the workbook; in an exercise each
// is saved to answers.json and says no more than that.

/** @import { Key } from "../ui/strings.js" */
/** @import { Activity, Ask, Entries, Item, Keeper, Kept, QuizSpec } from "../types.d.ts" */

import { h } from "../ui/dom.js";
import { leaveQuestions, question } from "../items/card.js";
import { workbookKeeper } from "../items/keeper.js";
import { TYPES } from "../items/types.js";
import { whenAnswered } from "../asking/asking.js";
import { sentenceOf } from "../ui/problem.js";
import { leaveSaved, saved } from "../handin/saved.js";
import { isPlain } from "../kinds/shape.js";
import { t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";
import { careNote } from "./care.js";

/** Answers of an exercise are in its folder, not in the workbook. @param {{ exercise?: boolean }} spec */
export const isOpen = (spec) => Boolean(spec.exercise);

/** @param {Activity<QuizSpec>} activity */
export async function view({ root, spec, ask }) {
  const seed = await workbook.seed();
  root.classList.add("lw-quiz");
  const trouble = (/** @type {string} */ text) => h("p", { class: "lw-status", "data-mood": "trouble" }, text);
  /** @param {Partial<Kept>} stored @param {HTMLElement[]} [words] */
  async function draw(stored, words = []) {
    const notices = stored.notices ?? [];
    const cards = spec.items.map((item) => {
      const keeper = spec.exercise ? exerciseKeeper(item, ask, stored.items ?? {}) : workbookKeeper(`item/${item.id}`, item, ask);
      return question(item, keeper, { seed, exercise: spec.exercise });
    });
    root.replaceChildren(
      ...(spec.care ? [careNote(spec.care, spec)] : []),
      ...words,
      ...notices.map((notice) => trouble(t(/** @type {Key} */ (`exercise.notice.${notice.code}`), notice))),
      ...byStep(await Promise.all(cards), spec.a_step ?? 0),
    );
  }
  let touched = false;
  for (const touch of ["click", "input"]) root.addEventListener(touch, () => (touched = true), { once: true });
  if (!spec.exercise) await draw({});
  // What was saved and comes late is not put over what somebody has begun meanwhile.
  else
    await whenAnswered(ask("load"), (stored) => (touched ? undefined : draw(stored))).catch((error) =>
      draw({}, [trouble(sentenceOf(error))]),
    );
  return () => (spec.exercise ? leaveSaved(root) : leaveQuestions(root));
}

/** So many to a step of the page's path, where it has one. @param {HTMLElement[]} cards @param {number} each */
function byStep(cards, each) {
  if (!each) return cards;
  const steps = Array.from({ length: Math.ceil(cards.length / each) }, (_, step) => cards.slice(step * each, (step + 1) * each));
  return steps.map((some, index) => h("div", { class: "lw-some", "data-step": String(index + 1) }, ...some));
}

/** How to stop sending an answer that a newer one has taken the place of, by question. @type {Map<string, AbortController>} */
const sending = new Map();

/**
 * Where an exercise's question keeps its answer: answers.json, by way of the kernel.
 * @param {Item} item
 * @param {Ask} ask
 * @param {Kept["items"]} items
 * @returns {Keeper}
 */
function exerciseKeeper(item, ask, items) {
  const earlier = items[item.id];
  const id = `unsaved/${item.id}`;
  // A file may have its names in another order.
  const inOrder = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
  const asIs = (/** @type {unknown} */ response) => JSON.stringify(response ?? null, inOrder);
  let inFile = earlier?.response ?? null;
  /** @type {Entries["unsaved"] | undefined} */
  let held;
  return {
    async restore() {
      held = await workbook.get(id).catch(() => undefined);
      // What was saved since from elsewhere is newer.
      if (held && asIs(held.over) !== asIs(inFile)) await letGo();
      return earlier ? { draft: earlier.response, response: earlier.response, confidence: earlier.confidence, saved: true } : {};
    },
    held: () => held?.response ?? null,
    async hold(response) {
      held = { response, over: inFile };
      await workbook.put(id, held).catch(() => undefined);
    },
    draft: async () => undefined,
    check(response, confidence) {
      sending.get(item.id)?.abort();
      const newer = new AbortController();
      sending.set(item.id, newer);
      return whenAnswered(ask("check", { id: item.id, response, confidence }, newer.signal), async () => {
        inFile = response;
        saved();
        if (held) await letGo();
        return { saved: true, open: TYPES[item.type].open?.(item, response) ?? 0 };
      });
    },
    solve: null,
    tries: () => 0,
  };
  async function letGo() {
    held = undefined;
    await workbook.remove(id).catch(() => undefined);
  }
}
