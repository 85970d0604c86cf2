// What this browser keeps, in numbers and in words; the lock; ways to take it along, to read it and to bring it back; and one button
// that deletes it all.

/** @import { Activity, KeptSpec } from "../types.d.ts" */

import { button, card, h, paragraphs, status } from "../ui/dom.js";
import { bringBack, takeAlong } from "../kept/file.js";
import { KINDS } from "../kinds/index.js";
import { lockSettings } from "../kept/settings.js";
import { readIt } from "../kept/reading.js";
import { keptWords } from "../kept/words.js";
import { latest } from "../ui/latest.js";
import { isLocked, lockMinutes, onLock } from "../workbook/lock.js";
import { cameFrom, goOnFrom, openBar, waitForUnlock } from "../ui/lockbar.js";
import { sentenceOf } from "../ui/problem.js";
import { numeral, t } from "../ui/strings.js";
import { twoStep } from "../ui/twostep.js";
import * as workbook from "../workbook/workbook.js";

/** Shown while the workbook is locked: it sees to the lock itself. */
export const isOpen = () => true;

/** @param {Activity<KeptSpec>} activity */
export async function view({ root, spec }) {
  const list = h("ul", { class: "lw-kept" });
  const body = h("div");
  const hint = h("p", { class: "lw-hint" });
  const message = status();
  const words = keptWords(spec.lessons ?? []);

  async function count() {
    const ids = await workbook.ids();
    const ofKind = (/** @type {string} */ name) => ids.filter((id) => id.startsWith(`${name}/`));
    /** @type {[string, number][]} */
    const counted = Object.entries(KINDS).map(([name, kind]) => [
      kind.label(),
      new Set(ofKind(name).map((id) => kind.countedAs?.(id) ?? id)).size,
    ]);
    const lines = [...counted, /** @type {const} */ ([t("kept.aside"), ofKind("aside").length])]
      .filter(([, number]) => number > 0)
      .map(([label, number]) => h("li", {}, `${label}: ${numeral(number)}`));
    list.replaceChildren(...(lines.length ? lines : [h("li", {}, t("kept.none"))]));
  }

  /** Who can see it depends on the lock. */
  const tellWho = latest(async (isLatest) => {
    const [set, locked] = [(await lockMinutes()) !== null, await isLocked()];
    if (isLatest()) hint.textContent = t(locked ? "kept.hint.locked" : set ? "kept.hint.open" : "kept.hint");
  });

  let unlocked = () => {};
  const draw = latest(async (isLatest) => {
    const lasting = !(await workbook.warning());
    await tellWho();
    const locked = await isLocked();
    if (!isLatest()) return;
    if (locked) {
      unlocked = waitForUnlock(body);
      const open = button(t("lock.open"), () => openBar(body), "main");
      body.replaceChildren(
        ...paragraphs(t("kept.locked")),
        h("div", { class: "lw-actions" }, open),
        h("p", { class: "lw-hint" }, t("kept.forgotten")),
      );
      return;
    }
    unlocked();
    await count();
    const lasts = lasting ? [await lockSettings(tellWho), takeAlong(), bringBack()] : [];
    if (isLatest()) body.replaceChildren(list, words.element, ...lasts, readIt(spec.lessons ?? []));
  });

  async function erase() {
    try {
      await workbook.clear();
      message.say(t("kept.deleted"));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
    eraser.focus();
  }

  const eraser = twoStep({
    label: t("kept.delete"),
    sure: t("kept.sure"),
    yes: t("kept.yes"),
    no: t("kept.no"),
    act: erase,
  });
  await draw();
  root.append(card("kept", t("kept.title"), "", hint, body, h("div", { class: "lw-erase" }, eraser.element), message.element));
  const stops = [
    workbook.subscribe(async () => {
      await count();
      await words.draw();
    }),
    onLock(async (locked) => {
      message.say("");
      words.element.open = false;
      if (locked) body.replaceChildren();
      const here = !locked && cameFrom(body);
      await draw();
      if (here) goOnFrom(root);
    }),
  ];
  return () => [...stops, unlocked].forEach((stop) => stop());
}
