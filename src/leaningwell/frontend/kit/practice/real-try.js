// The real try: three ways alike, and one private note. Nothing of it leaves this browser, and nobody hears that it is done.

/** @import { PracticeSpec } from "../types.d.ts" */

import { h, paragraphs } from "../ui/dom.js";
import { openPrivate } from "../ui/private.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { twoStep } from "../ui/twostep.js";
import { wayChoice } from "../ui/ways.js";

/** @typedef {"mine" | "made-up" | "later"} Way */

/** @param {PracticeSpec} spec @param {() => void} changed called when what is done may have changed */
export async function realTry(spec, changed) {
  const { words } = spec;
  const area = h("div", { class: "lw-try-body" });
  const { entry, line, message, ending } = await openPrivate(`practice/${spec.id}`, spec, {
    area,
    draw: () => draw(),
    saved: () => mark(),
  });
  /** @type {[Way, string][]} */
  const offered = [
    ["mine", words["practice-mine"]],
    ["made-up", words["practice-made-up"]],
    ["later", words["practice-later"]],
  ];
  const ways = wayChoice(t("reflection.ways"), offered, choose);
  const done = h("p", { class: "lw-done", hidden: true }, t("reflection.done"));
  const eraser = twoStep({
    label: t("practice.delete"),
    sure: t("practice.delete.sure"),
    yes: t("reflection.delete.yes"),
    no: t("reflection.delete.no"),
    act: erase,
    look: "quiet",
  });

  /** @param {Way} way */
  function choose(way) {
    entry.set(["way"], way);
    draw();
  }
  async function erase() {
    try {
      await entry.erase();
      draw();
      message.say(t("reflection.deleted"));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
    ways.focus();
  }
  function mark() {
    done.hidden = !entry.done;
    eraser.element.hidden = !entry.value.note.trim();
    changed();
  }
  /** @param {Way | null} way */
  function told(way) {
    if (way === "later") return paragraphs(words["practice-later-counts"]);
    if (!way) return [];
    const mine = way === "mine";
    return [
      h("p", { class: "lw-try-who" }, words[mine ? "practice-safe" : "practice-written"]),
      ...paragraphs(mine ? spec.try.mine : spec.try.made_up),
      line(spec.try.note ?? words["practice-note"], ["note"]),
      h("p", { class: "lw-hint" }, words["practice-not-asked"]),
    ];
  }
  function draw() {
    const { way } = entry.value;
    ways.show(way);
    area.replaceChildren(...told(way));
    mark();
  }
  draw();
  return {
    entry,
    content: [
      h("p", { class: "lw-hint" }, words["practice-screen"]),
      ...paragraphs(spec.try.prompt),
      ways.element,
      area,
      eraser.element,
      done,
      ...ending,
    ],
  };
}
