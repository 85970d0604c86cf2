// The whole workbook in one encrypted file, and back: into another browser, another computer, or the next Binder.
//
// Inside the file, version 1: { "format": "leaning-well-workbook", "version": 1, "entries": { <id>: <value> } }

import { open, seal, Unopened } from "./jwe.js";
import { kindOf } from "../kinds/index.js";
import { isFlag, isPlain, isText } from "../kinds/shape.js";
import { isLocked } from "./lock.js";
import { t } from "../ui/strings.js";
import * as workbook from "./workbook.js";

const FORMAT = "leaning-well-workbook";
const KIND = `${FORMAT}+json`;
const VERSION = 1;
const ID = /^[a-z][a-z-]*(\/[a-z0-9]+(-[a-z0-9]+)*)+$/;
/** More than years of this course leave; each lock and unlock seals them all anew. */
const MOST = 3000;
/** Characters: every entry that long would still fit. */
const LONGEST = 50_000_000;
/** @param {string} id */
const HERE_ONLY = (id) => id === "seed" || id.startsWith("aside/");

/**
 * The workbook as the text of a file. Throws WorkbookError while it is locked.
 * @param {string} passphrase
 * @returns {Promise<string>}
 */
export async function exported(passphrase) {
  const entries = Object.fromEntries(Object.entries(await workbook.all()).filter(([id]) => !HERE_ONLY(id)));
  return seal(JSON.stringify({ format: FORMAT, version: VERSION, entries }), passphrase, KIND);
}

/**
 * Take a file's entries into the workbook, losing nothing of either side. What no view of ours could have written is left
 * out. Throws an Error with a sentence, and then has changed nothing.
 * @param {string} file
 * @param {string} passphrase
 * @returns {Promise<{ count: number, left: number }>} how many entries were taken, and how many left out
 */
export async function imported(file, passphrase) {
  if (await isLocked()) throw new Error(t("workbook.locked"));
  if (file.length > LONGEST) throw new Error(t("carry.large"));
  let content;
  try {
    content = JSON.parse(await open(file, passphrase, KIND));
  } catch (error) {
    throw new Error(t(`carry.${error instanceof Unopened ? error.reason : "damaged"}`));
  }
  if (content?.format !== FORMAT) throw new Error(t("carry.foreign"));
  if (content.version > VERSION) throw new Error(t("carry.newer"));
  if (content.version !== VERSION || !isPlain(content.entries)) throw new Error(t("carry.shape"));
  const offered = Object.entries(content.entries).filter(([id]) => !HERE_ONLY(id));
  if (offered.length > MOST) throw new Error(t("carry.many", { count: offered.length, most: MOST }));
  const brought = offered.filter(([id, value]) => ID.test(id) && isShallow(value, DEPTH) && fits(id, value));
  if (offered.length > 0 && brought.length === 0) throw new Error(t("carry.shape"));
  /** @type {Map<string, (stored: any) => any>} */
  const changes = new Map();
  for (const [id, value] of brought) {
    const name = kindOf(id) ? id : await besides(id, value, changes);
    changes.set(name, (stored) => merged(name, stored, value));
  }
  await workbook.updateTogether(changes);
  return { count: brought.length, left: offered.length - brought.length };
}

/** Deeper than any entry of ours. What has no end would end whoever copies or joins it. */
const DEPTH = 20;

/** @param {any} value @param {number} levels @returns {boolean} */
const isShallow = (value, levels) =>
  value === null ||
  typeof value !== "object" ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

/**
 * A kind that this version does not know cannot be merged: both stay, under names of their own.
 * @param {string} id
 * @param {unknown} value
 * @param {Map<string, unknown>} taken names that are about to be written
 */
async function besides(id, value, taken) {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? id : `${id}-${count}`;
    if (taken.has(name)) continue;
    const stored = await workbook.get(name);
    if (stored === undefined || JSON.stringify(stored) === JSON.stringify(value)) return name;
  }
}

/** Whether a value is such as the views of its kind write. @param {string} id @param {unknown} value */
function fits(id, value) {
  if (!isPlain(value) || !(value.done === undefined || isFlag(value.done))) return false;
  const shape = kindOf(id)?.shape ?? {};
  return Object.entries(shape).every(([name, is]) => !Object.hasOwn(value, name) || is(value[name]));
}

/**
 * One value of two: what the kind makes of them, else the fields of both, with the words of both.
 * @param {string} id
 * @param {any} here
 * @param {any} there
 */
export function merged(id, here, there) {
  if (here === undefined) return there;
  const kind = kindOf(id);
  const both = () =>
    each(here, there, (name) => {
      if (name === "done") return Boolean(here.done || there.done);
      const [mine, theirs] = [fieldOf(here, name), fieldOf(there, name)];
      return kind?.choices?.includes(name) ? (mine ?? theirs) : joined(mine, theirs);
    });
  return kind?.merged ? kind.merged(here, there, both) : both();
}

/**
 * A field that is really there: a file may name one `__proto__`, which every object seems to have.
 * @param {Record<string, unknown>} value
 * @param {string} name
 */
const fieldOf = (value, name) => (Object.hasOwn(value, name) ? value[name] : undefined);

/**
 * A value with the fields of both.
 * @param {Record<string, unknown>} here
 * @param {Record<string, unknown>} there
 * @param {(name: string) => unknown} field
 */
const each = (here, there, field) =>
  Object.fromEntries([...new Set([...Object.keys(here), ...Object.keys(there)])].map((name) => [name, field(name)]));

/** @param {unknown} here @param {unknown} there @returns {unknown} */
function joined(here, there) {
  if (isPlain(here) && isPlain(there)) return each(here, there, (name) => joined(fieldOf(here, name), fieldOf(there, name)));
  if (!isText(here) || !isText(there)) return here ?? there;
  if (here.includes(there)) return here;
  return there.includes(here) ? there : `${here}\n\n${there}`;
}
