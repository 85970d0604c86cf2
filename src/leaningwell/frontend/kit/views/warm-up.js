// Two questions from earlier lessons. Those missed at the first try come back one and three lessons later; where none was
// missed, the lesson's own two are asked, but none that was just answered on the opening page. What was missed only this
// browser knows, so the choice is made here.

/** @import { Activity, EarlierItem, WarmUpSpec } from "../types.d.ts" */

import { h } from "../ui/dom.js";
import { leaveQuestions, question } from "../items/card.js";
import { workbookKeeper } from "../items/keeper.js";
import { t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";

const HOW_MANY = 2;

/** @param {Activity<WarmUpSpec>} activity */
export async function view({ root, spec, ask }) {
  const seed = await workbook.seed();
  const id = `warm-up/${spec.lesson}`;
  const items = await chosen(id, spec);
  // The choice is held from the first answer on, so that the questions stay while somebody works on them.
  const hold = () => workbook.update(id, (stored) => stored ?? { items: items.map((item) => item.id) });
  root.classList.add("lw-quiz");
  if (!items.length) root.append(h("p", { class: "lw-hint" }, t("warmUp.known")));
  for (const item of items) {
    const keeper = workbookKeeper(`${id}/${item.id}`, item, ask, hold);
    root.append(await question(item, keeper, { seed, origin: origin(item) }));
  }
  return () => leaveQuestions(root);
}

/** @param {EarlierItem & { missed: boolean }} item */
const origin = ({ from, missed }) => t(`warmUp.${missed ? "back" : "from"}.${from === 0 ? "start" : "lesson"}`, { number: from });

/**
 * The questions to show: those held earlier, then those missed, then the lesson's own.
 * @param {string} id
 * @param {WarmUpSpec} spec
 */
async function chosen(id, spec) {
  /** @type {EarlierItem[]} */
  const missed = [];
  for (const item of spec.items) {
    if (item.returns && (await read(`item/${item.id}`))?.first?.right === false) missed.push(item);
  }
  /** @type {string[]} */
  const held = (await read(id))?.items ?? [];
  const open = await unanswered(id, missed);
  const offered = new Map(spec.items.map((item) => [item.id, { ...item, missed: missed.includes(item) }]));
  /** @type {string[]} */
  const known = [];
  for (const { id: name, from } of spec.items) if (from === 0 && (await read(`item/${name}`))?.done) known.push(name);
  const fresh = spec.defaults.filter((name) => !known.includes(name));
  return [...new Set([...held, ...byTurns(open), ...fresh])]
    .filter((name) => offered.has(name))
    .slice(0, HOW_MANY)
    .map((name) => /** @type {EarlierItem & { missed: boolean }} */ (offered.get(name)));
}

/** Those that no other warm-up has seen answered rightly. @param {string} id @param {EarlierItem[]} items */
async function unanswered(id, items) {
  const entries = (await workbook.ids().catch(() => [])).filter(
    (entry) => entry.startsWith("warm-up/") && !entry.startsWith(`${id}/`),
  );
  const open = [];
  for (const item of items) {
    const values = await Promise.all(entries.filter((entry) => entry.endsWith(`/${item.id}`)).map(read));
    if (!values.some((value) => value?.result?.right)) open.push(item);
  }
  return open;
}

/** The items' names, one of each lesson by turns, so that neither lesson crowds out the other. @param {EarlierItem[]} items */
function byTurns(items) {
  const lessons = [...new Set(items.map((item) => item.from))].map((number) => items.filter((item) => item.from === number));
  const longest = Math.max(0, ...lessons.map((lesson) => lesson.length));
  return Array.from({ length: longest }, (_, place) => lessons.map((lesson) => lesson[place]?.id))
    .flat()
    .filter(Boolean);
}

/** An entry, or nothing where the workbook cannot be read just now. @param {string} id */
const read = (id) => workbook.get(id).catch(() => undefined);
