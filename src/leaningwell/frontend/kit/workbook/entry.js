// One entry of the workbook as a view holds it. Changes are kept soon after they are made, field by field, so that two
// views of an entry, in one page or in two tabs, lose nothing of each other. What another view changes or deletes is
// followed here; where both write in one box, the words of both are kept.

/** @import { Entries, EntryName, Kind, Say, WorkbookKind } from "../types.d.ts" */

import { debounced } from "../ui/debounced.js";
import { reconciled } from "./joined.js";
import { kindOf } from "../kinds/index.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import * as workbook from "./workbook.js";

const [QUIET, LONGEST] = [150, 300];

/**
 * A change of one field: from what the view showed to what it shows now. Only `words`, of a box, are ever joined.
 * @typedef {{ path: string[], base: any, content: any, words: boolean }} Change
 */
/** Changes by field. @typedef {Map<string, Change>} Changes */

/** What could not be kept when its view was taken down, for the time until the view is back. @type {Map<string, Changes>} */
const unkept = new Map();
workbook.subscribe((id) => id === "*" && unkept.clear());

/** The field of a value, named by its path. @param {any} value @param {string[]} path */
export const at = (value, path) => path.reduce((part, name) => part?.[name], value);

/** @param {any} value @param {string[]} path @param {any} content */
function write(value, path, content) {
  const owner = path.slice(0, -1).reduce((part, name) => (part[name] ??= {}), value);
  owner[/** @type {string} */ (path.at(-1))] = content;
}

/** Put words into a box; the caret stays where it was in what stood there. @param {HTMLTextAreaElement} box @param {string} words */
function rewrite(box, words) {
  const { value, selectionStart, selectionEnd } = box;
  const moved = Math.max(0, words.indexOf(value));
  box.value = words;
  if (document.activeElement === box) box.setSelectionRange(selectionStart + moved, selectionEnd + moved);
}

/**
 * @template {Kind} K
 * @param {EntryName<K>} id
 * @param {any} spec what the kernel says of the activity
 * @param {object} view
 * @param {Say} view.say where to say what happened
 * @param {(emptied: boolean) => void} view.redraw called when another view changed the value, or all was deleted
 * @param {() => void} [view.saved] called after each save
 */
export async function openEntry(id, spec, { say, redraw, saved = () => {} }) {
  const { empty, isDone } = /** @type {WorkbookKind<K>} */ (kindOf(id));
  /** Tells this view's changes from another's. */
  const me = Symbol(id);
  /** @param {any} [value] @returns {Entries[K]} */
  const complete = (value) => ({ ...structuredClone(empty), ...structuredClone(value ?? {}) });
  /** What the workbook held when it was last looked at. */
  let stored = complete(await workbook.get(id, (sentence) => say(sentence, "trouble")));
  let value = structuredClone(stored);
  /** @type {Changes} */
  let pending = new Map();
  /** What is being kept at this moment; one save does not wait for another, since a page may close. @type {Set<Changes>} */
  const leaving = new Set();
  /** @type {Promise<unknown>} */
  let saving = Promise.resolve();
  /** The boxes on the page by field, and what each began from. @type {Map<string, { path: string[], box: HTMLTextAreaElement, base: any, composing: boolean }>} */
  const boxes = new Map();

  /** Take up what the workbook holds, and over it what is still on its way there. @param {any} kept */
  function adopt(kept) {
    stored = complete(kept);
    value = structuredClone(stored);
    const onTheWay = (/** @type {string} */ key) => [...leaving].some((changes) => changes.has(key));
    for (const changes of leaving) for (const { path, content } of changes.values()) write(value, path, content);
    for (const [key, change] of pending) {
      // Somebody who composes a word with an input method is not disturbed; it is joined when it is kept.
      if (change.words && !boxes.get(key)?.composing && !onTheWay(key)) {
        change.content = reconciled(change.base, change.content, at(stored, change.path));
        change.base = at(stored, change.path);
      }
      write(value, change.path, change.content);
    }
    for (const [key, shown] of boxes) {
      if (shown.composing || onTheWay(key) || !shown.box.isConnected) continue;
      const words = at(value, shown.path) ?? "";
      if (shown.box.value !== words) rewrite(shown.box, words);
      shown.base = at(stored, shown.path);
    }
  }

  /** Note what a box begins from. @param {string} key @param {any} base */
  function began(key, base) {
    const shown = boxes.get(key);
    if (shown) shown.base = base;
  }

  /** @param {string} sentence */
  async function keep(sentence) {
    const changes = pending;
    pending = new Map();
    leaving.add(changes);
    for (const [key, { content }] of changes) began(key, content);
    try {
      const kept = await workbook.update(
        id,
        (before) => {
          const next = complete(before);
          for (const { path, base, content, words } of changes.values()) {
            write(next, path, words ? reconciled(base, content, at(next, path)) : content);
          }
          // What was done once stays done, whatever is changed in it afterwards.
          return { ...next, done: Boolean(next.done) || isDone(next, spec) };
        },
        me,
      );
      leaving.delete(changes);
      adopt(kept);
      say(sentence);
    } catch (error) {
      leaving.delete(changes);
      for (const [key, change] of changes) {
        const newer = pending.get(key);
        pending.set(key, newer ? { ...newer, base: change.base } : change);
        began(key, change.base);
      }
      say(sentenceOf(error), "trouble");
    }
    saved();
  }
  function save(sentence = t("reflection.saved")) {
    soon.cancel();
    const kept = keep(sentence);
    saving = Promise.all([saving, kept]).then(() => undefined);
    return kept;
  }
  const soon = debounced(() => save(), QUIET, LONGEST);
  const flush = () => (pending.size ? save() : saving);

  /** @param {string} changed @param {boolean} elsewhere @param {symbol} [by] */
  async function follow(changed, elsewhere, by) {
    if (!workbook.concerns(changed, id) || by === me) return;
    if (changed === "*") {
      soon.cancel();
      pending = new Map();
    }
    while (leaving.size) await saving;
    const now = await workbook.get(id);
    // What was kept meanwhile has been taken up already, and is newer than this.
    if (!leaving.size) adopt(now);
    redraw(changed === "*");
  }

  /** @param {string[]} path @param {any} content */
  function change(path, content) {
    const key = JSON.stringify(path);
    const base = pending.get(key)?.base ?? boxes.get(key)?.base ?? at(stored, path);
    pending.set(key, { path, base, content, words: boxes.has(key) });
    write(value, path, content);
  }

  const whenHidden = () => document.visibilityState === "hidden" && flush();
  // What is sealed takes a moment, which a page that is reloaded has before it hides and not after. (`page/stream.js` lets
  // only listeners of the capturing phase hear of it.)
  addEventListener("beforeunload", flush, true);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", whenHidden);
  const stop = workbook.subscribe(follow);

  if (unkept.has(id)) {
    pending = /** @type {Changes} */ (unkept.get(id));
    unkept.delete(id);
    adopt(stored);
    soon();
  }

  return {
    get value() {
      return value;
    },
    get done() {
      return Boolean(value.done) || isDone(value, spec);
    },
    /** Change one field, named by its path, and keep it soon. @param {string[]} path @param {any} content */
    type(path, content) {
      change(path, content);
      soon();
    },
    /** Change one field and keep it now. @param {string[]} path @param {any} content @param {string} [sentence] */
    set(path, content, sentence) {
      change(path, content);
      return save(sentence);
    },
    flush,
    /**
     * Tie a box to its field, so that it shows what another view writes there.
     * @template {HTMLElement} Element
     * @param {string[]} path
     * @param {Element} element the box, or what holds it
     */
    bind(path, element) {
      const box = /** @type {HTMLTextAreaElement} */ (element.querySelector("textarea"));
      const key = JSON.stringify(path);
      // Drawn while a save is under way, it begins from what that is about to keep.
      const onTheWay = [...leaving]
        .reverse()
        .find((changes) => changes.has(key))
        ?.get(key);
      const shown = { path, box, base: onTheWay ? onTheWay.content : at(stored, path), composing: false };
      boxes.set(key, shown);
      box.addEventListener("compositionstart", () => (shown.composing = true));
      box.addEventListener("compositionend", () => (shown.composing = false));
      return element;
    },
    /** Delete the entry and whatever was on its way into it. */
    async erase() {
      soon.cancel();
      pending = new Map();
      await saving;
      await workbook.remove(id, me);
      stored = complete();
      value = complete();
    },
    /** Call when the view leaves the page. Resolves when the last words are kept, or laid by until the view is back. */
    async close() {
      removeEventListener("beforeunload", flush, true);
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", whenHidden);
      stop();
      await flush();
      if (pending.size) unkept.set(id, pending);
    },
  };
}
