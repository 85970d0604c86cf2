// What all activities for private words share: an entry that is not redrawn under the hands of somebody who is writing,
// boxes tied to its fields, and the same words at the end.

/** @import { EntryName, Kind } from "../types.d.ts" */

import { h, status } from "./dom.js";
import { textBox } from "./fields.js";
import { at, openEntry } from "../workbook/entry.js";
import { t } from "./strings.js";

/**
 * Open an entry for private words.
 * @template {Kind} K
 * @param {EntryName<K>} id the entry's name in the workbook
 * @param {any} spec what the kernel says of the activity
 * @param {object} view
 * @param {HTMLElement} view.area where somebody writes
 * @param {() => void} view.draw draws the entry anew
 * @param {() => void} [view.saved] called after each save
 */
export async function openPrivate(id, spec, { area, draw, saved }) {
  const message = status();
  const writing = () => area.contains(document.activeElement) && Boolean(document.activeElement?.matches("textarea, select"));
  const entry = await openEntry(id, spec, {
    say: message.say,
    saved,
    redraw: (emptied) => (emptied || !writing()) && draw(),
  });
  return {
    entry,
    message,
    /** A box for one field, named by its path. @param {string} label @param {string[]} path */
    line: (label, path) =>
      entry.bind(
        path,
        textBox(label, at(entry.value, path), (text) => entry.type(path, text), entry.flush),
      ),
    /** Where the words are kept, and what was said last. */
    ending: [h("p", { class: "lw-note" }, t("reflection.kept")), message.element],
  };
}
