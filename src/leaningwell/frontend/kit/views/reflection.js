// A private reflection. What is written stays in this browser, and nobody hears that it is done. An exercise notes that it
// is, whichever of the three ways was taken; its text can be shared, by a button of its own, and taken back.

/** @import { Activity, Ask, ReflectionSpec, Say, Voice } from "../types.d.ts" */

import { button, card, disclosure, h, paragraphs, status } from "../ui/dom.js";
import { portrait } from "../ui/drawing.js";
import { textBox } from "../ui/fields.js";
import { openEntry } from "../workbook/entry.js";
import { whenAnswered, whenLate } from "../asking/asking.js";
import { sentenceOf } from "../ui/problem.js";
import { saved } from "../handin/saved.js";
import { t } from "../ui/strings.js";
import { twoStep } from "../ui/twostep.js";
import { wayChoice } from "../ui/ways.js";
import { careNote } from "./care.js";
import { printing } from "../ui/sheet.js";

/** @typedef {Record<string, string>} Texts what is written, by box */
/** @typedef {"own" | "persona" | "skip"} Way */

/** @param {Activity<ReflectionSpec>} activity */
export const view = (activity) => writing({ ...activity, kind: "reflection" });

/**
 * A card for private writing, kept under `kind`; `opening` stands above its prompt.
 * @param {Activity<ReflectionSpec> & { kind: "reflection" | "look-back", opening?: HTMLElement | null }} activity
 */
export async function writing({ root, spec, ask, kind, opening = null }) {
  const message = status();
  /** @param {Texts} texts */
  const filled = (texts) => spec.boxes.filter((box) => texts[box.id]?.trim()).length;
  const entry = await openEntry(`${kind}/${spec.id}`, spec, {
    say: message.say,
    // Not under the hands of somebody who is writing, unless everything was deleted.
    redraw: (emptied) => {
      if (emptied || !body.contains(document.activeElement)) draw();
      markDone();
    },
    saved: () => markDone(),
  });
  const anythingWritten = () => filled(entry.value.own) + filled(entry.value.persona) > 0;

  let told = false;
  async function markDone() {
    done.hidden = !entry.done;
    eraser.element.hidden = !anythingWritten();
    if (!spec.exercise || !entry.done || told) return;
    told = true;
    await whenAnswered(ask("done", { id: spec.id }), saved).catch((error) => {
      told = false;
      message.say(`${t("reflection.unsaved")} ${sentenceOf(error)}`, "trouble");
      whenLate(error, () => {
        told = true;
        message.say(t("reflection.saved"));
      });
    });
  }

  /** @type {[Way, string][]} */
  const offered = [
    ["own", t("reflection.own")],
    ["persona", t("reflection.persona", { name: spec.persona.name })],
    ["skip", t("reflection.skip")],
  ];
  const ways = wayChoice(t("reflection.ways"), offered, choose);
  const body = h("div", { class: "lw-reflection-body" });
  const done = h("p", { class: "lw-done", hidden: true }, t("reflection.done"));
  const eraser = twoStep({
    label: t("reflection.delete"),
    sure: t("reflection.delete.sure"),
    yes: t("reflection.delete.yes"),
    no: t("reflection.delete.no"),
    act: erase,
    look: "quiet",
  });
  eraser.element.hidden = true;
  const written = () => {
    const { way } = entry.value;
    return way === "own" || way === "persona" ? entry.value[way] : {};
  };
  const share = sharing(spec, ask, message, written);

  /** @param {Way} way */
  function choose(way) {
    entry.set(["way"], way, way === "skip" ? t("reflection.skipped") : t("reflection.saved"));
    draw();
  }

  async function erase() {
    try {
      await share.takeBack();
      await entry.erase();
      draw();
      markDone();
      message.say(t("reflection.deleted"));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
    ways.focus();
  }

  /** @param {"own" | "persona"} way */
  const boxes = (way) =>
    spec.boxes.map((box) => {
      const typed = (/** @type {string} */ text) => {
        entry.type([way, box.id], text);
        share.changed();
      };
      return entry.bind([way, box.id], textBox(box.label, entry.value[way][box.id], typed, entry.flush));
    });

  function draw() {
    const { way } = entry.value;
    ways.show(way);
    body.replaceChildren();
    if (way === "own") {
      body.append(...(spec.example ? [example(spec.example)] : []), ...boxes("own"));
    } else if (way === "persona") {
      body.append(
        speaker(spec.persona),
        h("blockquote", { class: "lw-voice" }, ...paragraphs(spec.persona.text)),
        h("p", { class: "lw-hint" }, t("reflection.persona.invite", { name: spec.persona.name })),
        ...boxes("persona"),
      );
    }
    share.offer(way === "own" || way === "persona");
  }

  root.append(
    card(
      "reflection",
      spec.title,
      t(spec.exercise && spec.shareable ? "reflection.hint.shareable" : "reflection.hint"),
      opening,
      ...paragraphs(spec.prompt),
      spec.care && careNote(spec.care),
      ways.element,
      body,
      eraser.element,
      share.element,
      spec.prints && printing(spec, message, written),
      h("p", { class: "lw-note" }, t(spec.exercise && spec.shareable ? "reflection.kept.exercise" : "reflection.kept")),
      done,
      message.element,
    ),
  );
  await share.restore();
  draw();
  markDone();
  return () => entry.close();
}

/** @param {Voice} voice */
const example = (voice) => disclosure(t("reflection.example", { name: voice.name }), speaker(voice), ...paragraphs(voice.text));

/** Who says what follows. @param {Voice} voice */
const speaker = ({ who, name }) => h("p", { class: "lw-speaker" }, portrait(who), h("span", {}, name));

/**
 * The only way a reflection's text leaves the browser: a button that says so, and another that takes it back.
 * @param {ReflectionSpec} spec
 * @param {Ask} ask
 * @param {{ say: Say }} message
 * @param {() => Texts} texts what stands in the boxes
 */
function sharing(spec, ask, message, texts) {
  const element = h("div", { class: "lw-share", hidden: true });
  if (!spec.exercise || !spec.shareable) {
    return { element, offer() {}, changed() {}, async takeBack() {}, async restore() {} };
  }
  /** @type {Texts | null} */
  let shared = null;
  let offered = false;
  /** Whether more is known than what was shared before the page was opened, which may be told late. */
  let changed = false;

  /** What may be shared: the boxes of this reflection, and no other field. */
  const own = (/** @type {Texts} */ all) =>
    Object.fromEntries(spec.boxes.filter((box) => all[box.id]?.trim()).map((box) => [box.id, all[box.id]]));

  const older = h("p", { class: "lw-status", role: "status", hidden: true }, t("reflection.shared.older"));
  const again = button(t("reflection.share.again"), give);
  /** Say so where the shared text is no longer the one in the boxes. */
  function compare() {
    const now = own(texts());
    older.hidden = again.hidden = !shared || !Object.keys(now).length || JSON.stringify(now) === JSON.stringify(shared);
  }

  function draw() {
    compare();
    element.hidden = !shared && !offered;
    const lines = spec.boxes
      .map((box) => shared?.[box.id])
      .filter(Boolean)
      .map((text) => h("blockquote", {}, text));
    element.replaceChildren(
      ...(shared
        ? [
            h("p", {}, t("reflection.shared")),
            ...lines,
            older,
            h("div", { class: "lw-actions" }, again, button(t("reflection.takeBack"), back)),
          ]
        : [h("p", { class: "lw-hint" }, t("reflection.share.note")), button(t("reflection.share"), give)]),
    );
  }
  async function give() {
    const given = own(texts());
    if (Object.keys(given).length === 0) {
      message.say(t("reflection.nothing"), "again");
      return;
    }
    try {
      await noted(ask("share", { texts: given }), given);
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
      whenLate(error, () => message.say(""));
    }
    element.querySelector("button")?.focus();
  }
  async function takeBack() {
    if (shared) await noted(ask("take-back"), null);
  }
  /** Show what is shared once the exercise has noted it, however late. @param {Promise<unknown>} asked @param {Texts | null} now */
  const noted = (asked, now) =>
    whenAnswered(asked, () => {
      saved();
      changed = true;
      shared = now;
      draw();
    });
  async function back() {
    try {
      await takeBack();
      message.say(t("reflection.takenBack"));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
      whenLate(error, () => message.say(t("reflection.takenBack")));
    }
    element.querySelector("button")?.focus();
  }
  return {
    element,
    takeBack,
    changed: compare,
    /** Offer to share, or not; what is shared stays in view either way. */
    offer(/** @type {boolean} */ possible) {
      offered = possible;
      draw();
    },
    async restore() {
      await whenAnswered(ask("load"), (saved) => {
        if (changed) return;
        const found = own(saved.shared?.[spec.id] ?? {});
        shared = Object.keys(found).length ? found : null;
        draw();
      }).catch(() => undefined);
    },
  };
}
