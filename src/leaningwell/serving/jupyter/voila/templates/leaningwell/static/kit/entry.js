// One entry of the workbook as a view holds it. Changes are kept soon after they are made, field by field, so that two
// tabs lose nothing of each other; what another tab changes or deletes is followed here.

/** @import { Entries, EntryName, Kind, Say } from "./types.d.ts" */

import { debounced } from "./dom.js";
import { t } from "./strings.js";
import * as workbook from "./workbook.js";

/** What could not be kept when its view was taken down, for the time until the view is back. */
const unkept = new Map();
workbook.subscribe((id) => id === "*" && unkept.clear());

/**
 * @template {Kind} K
 * @param {EntryName<K>} id
 * @param {Entries[K]} empty the value of an entry that is not there
 * @param {object} view
 * @param {(value: Entries[K]) => boolean} view.isDone whether the value counts as done
 * @param {Say} view.say where to say what happened
 * @param {(emptied: boolean) => void} view.redraw called when another tab changed the value, or all was deleted
 * @param {() => void} [view.saved] called after each save
 */
export async function openEntry(id, empty, { isDone, say, redraw, saved = () => {} }) {
  const complete = (value) => ({ ...structuredClone(empty), ...structuredClone(value ?? {}) });
  let value = complete(await workbook.get(id, (sentence) => say(sentence, "trouble")));
  let pending = [];
  const leaving = new Set();
  /** @type {Promise<void>} */
  let saving = Promise.resolve();

  function write(target, [path, content]) {
    const last = path.at(-1);
    const owner = path.slice(0, -1).reduce((part, name) => (part[name] ??= {}), target);
    owner[last] = content;
  }

  /** What the workbook holds, and over it what is still on its way there. */
  function adopt(kept) {
    value = complete(kept);
    [...[...leaving].flat(), ...pending].forEach((change) => write(value, change));
  }

  const save = (sentence) => (saving = keep(sentence));
  async function keep(sentence = t("reflection.saved")) {
    soon.cancel();
    const changes = pending;
    pending = [];
    leaving.add(changes);
    try {
      const kept = await workbook.update(id, (stored) => {
        const next = complete(stored);
        changes.forEach((change) => write(next, change));
        return { ...next, done: isDone(next) };
      });
      leaving.delete(changes);
      adopt(kept);
      say(sentence);
    } catch (error) {
      leaving.delete(changes);
      pending = [...changes, ...pending];
      say(error.message, "trouble");
    }
    saved();
  }
  const soon = debounced(save, 150);
  const flush = () => (pending.length ? save() : saving);

  async function follow(changed, elsewhere) {
    if (changed !== "*" && !(elsewhere && changed === id)) return;
    if (changed === "*") {
      soon.cancel();
      pending = [];
    }
    adopt(await workbook.get(id));
    redraw(changed === "*");
  }

  const whenHidden = () => document.visibilityState === "hidden" && flush();
  // What is sealed takes a moment, which a page that is reloaded has before it hides and not after. (`page/stream.js` lets
  // only listeners of the capturing phase hear of it.)
  addEventListener("beforeunload", flush, true);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", whenHidden);
  const stop = workbook.subscribe(follow);

  if (unkept.has(id)) {
    pending = unkept.get(id);
    unkept.delete(id);
    pending.forEach((change) => write(value, change));
    soon();
  }

  return {
    get value() {
      return value;
    },
    get done() {
      return isDone(value);
    },
    /** Change one field, named by its path, and keep it soon. */
    type(path, content) {
      pending.push([path, content]);
      write(value, [path, content]);
      soon();
    },
    /** Change one field and keep it now. */
    set(path, content, sentence) {
      pending.push([path, content]);
      write(value, [path, content]);
      return save(sentence);
    },
    flush,
    /** Delete the entry and whatever was on its way into it. */
    async erase() {
      soon.cancel();
      pending = [];
      await workbook.remove(id);
      value = complete();
    },
    /** Call when the view leaves the page. Resolves when the last words are kept, or laid by until the view is back. */
    async close() {
      removeEventListener("beforeunload", flush, true);
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", whenHidden);
      stop();
      await flush();
      if (pending.length) unkept.set(id, pending);
    },
  };
}
