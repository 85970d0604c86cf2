// What this browser keeps, in numbers; the lock; ways to take it along, to read it and to bring it back; and one button
// that deletes it all.

/** @import { Activity, KeptSpec } from "../types.d.ts" */

import { card, h, paragraphs, status } from "../ui/dom.js";
import { bringBack, takeAlong } from "../kept/file.js";
import { KINDS } from "../kinds/index.js";
import { lockSettings } from "../kept/settings.js";
import { readIt } from "../kept/reading.js";
import { isLocked, onLock } from "../workbook/lock.js";
import { unlockForm } from "../ui/lockcard.js";
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
  const message = status();

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

  async function draw() {
    const lasting = !(await workbook.warning());
    if (await isLocked()) {
      body.replaceChildren(...paragraphs(t("kept.locked")), unlockForm(), h("p", { class: "lw-hint" }, t("kept.forgotten")));
      return;
    }
    await count();
    body.replaceChildren(list, ...(lasting ? [await lockSettings(), takeAlong(), bringBack()] : []), readIt(spec.lessons ?? []));
  }

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
    danger: "main",
  });
  await draw();
  root.append(card("kept", t("kept.title"), t("kept.hint"), body, eraser.element, message.element));
  const stops = [
    workbook.subscribe(count),
    onLock(async (locked) => {
      message.say("");
      if (locked) body.replaceChildren();
      await draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
