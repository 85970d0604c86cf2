// The learner's record: everything done in a lesson, sealed in this browser and sent nowhere.
//
// Entries are named kind/name; kinds/index.js has the kinds. A value with `done: true` counts as done on the course map.

/** @import { Key } from "../ui/strings.js" */

import { VaultError } from "./database.js";
import { isLocked, startAgain } from "./lock.js";
import { t } from "../ui/strings.js";
import { hear, tell } from "./tabs.js";
import { vault } from "./vault.js";

/** @type {Set<(id: string, elsewhere: boolean, by?: symbol) => void>} */
const listeners = new Set();
hear((message) => typeof message === "string" && listeners.forEach((listen) => listen(message, true)));

/** @type {Promise<any>} */
let queue = Promise.resolve();

/**
 * One change after the other, so that a slow write never undoes a later one. Over tabs the vault sees to that.
 * @template Result
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
function inTurn(act) {
  const done = queue.then(act);
  queue = done.catch(() => {});
  return done;
}

/** What is told where so much has changed that each view does better to look for itself. */
export const MANY = "many";

/** @param {string} id @param {symbol} [by] the view that changed it */
function changed(id, by) {
  tell(id);
  listeners.forEach((listen) => listen(id, false, by));
}

/** Whether what was told is about this entry. @param {string} told @param {string} id */
export const concerns = (told, id) => told === id || told === MANY || told === "*";

/** A problem to be shown to the learner; `message` is the sentence. */
export class WorkbookError extends Error {}

const CLOSED = "InvalidStateError";

/** @param {unknown} error */
const nameOf = (error) => (error instanceof Error ? error.name : "");

/** @param {unknown} error */
function told(error) {
  if (error instanceof VaultError) return new WorkbookError(t(/** @type {Key} */ (`workbook.${error.reason}`)));
  if (nameOf(error) === "QuotaExceededError") return new WorkbookError(t("workbook.full"));
  return new WorkbookError(t(nameOf(error) === CLOSED ? "workbook.closed" : "workbook.failed"));
}

/**
 * The value of an entry, or undefined, as also while the workbook is locked. One that cannot be opened is set aside and
 * told of.
 * @param {string} id
 * @param {(sentence: string) => void} [tell]
 * @returns {Promise<any>}
 */
export async function get(id, tell = () => {}) {
  if (await isLocked()) return undefined;
  const { store } = await vault();
  try {
    return await store.get(id);
  } catch (error) {
    if (error instanceof VaultError || nameOf(error) === CLOSED) {
      tell(told(error).message);
      return undefined;
    }
    await store.setAside(id);
    tell(t("workbook.unreadable"));
    return undefined;
  }
}

/**
 * Change an entry: `change` gets its value as it is now, perhaps undefined, and returns the new one.
 * Throws WorkbookError, with a sentence, if the browser refuses.
 * @param {string} id
 * @param {(stored: any) => any} change
 * @param {symbol} [by] the view that changes it
 * @returns {Promise<any>}
 */
export async function update(id, change, by) {
  const { store } = await vault();
  let value;
  try {
    value = await inTurn(() => store.change(id, change));
  } catch (error) {
    throw told(error);
  }
  changed(id, by);
  return value;
}

/**
 * Change many entries, all of them or none; everybody hears of it once. Throws WorkbookError.
 * @param {Map<string, (stored: any) => any>} changes
 */
export async function updateTogether(changes) {
  const { store } = await vault();
  try {
    await inTurn(() => store.changeTogether(changes));
  } catch (error) {
    throw told(error);
  }
  changed(MANY);
}

/** Keep a value, whatever was there. Throws WorkbookError. @param {string} id @param {any} value @param {symbol} [by] */
export const put = (id, value, by) => update(id, () => value, by);

/** Delete one entry. Throws WorkbookError. @param {string} id @param {symbol} [by] */
export async function remove(id, by) {
  const { store } = await vault();
  try {
    await inTurn(() => store.remove(id));
  } catch (error) {
    throw told(error);
  }
  changed(id, by);
}

/** The names of all entries. */
export const ids = async () => (await vault()).store.ids();

/**
 * Every entry that can be opened, by its name. Throws WorkbookError while locked, so that nothing is passed off as all.
 * @returns {Promise<Record<string, any>>}
 */
export async function all() {
  if (await isLocked()) throw new WorkbookError(t("workbook.locked"));
  const names = (await ids()).filter((id) => !id.startsWith("aside/"));
  const values = await Promise.all(names.map((id) => get(id)));
  if (await isLocked()) throw new WorkbookError(t("workbook.locked"));
  return Object.fromEntries(names.map((id, place) => [id, values[place]]));
}

/** Delete every entry; where none can be opened, the keys as well. Throws WorkbookError. */
export async function clear() {
  const { store, trouble } = await vault();
  const sealedOff = trouble === "newer" || trouble === "key" || (await isLocked());
  try {
    await inTurn(() => (sealedOff ? startAgain() : store.clear()));
  } catch (error) {
    throw told(error);
  }
  changed("*");
}

/** The sentence to show if nothing outlives this page, else null. */
export async function warning() {
  const { trouble } = await vault();
  return trouble && t(/** @type {Key} */ (`workbook.${trouble}`));
}

/**
 * Call `listen` with the name of each entry that changes ("*" for all that were deleted, MANY for many), whether another tab changed it, and if not, which
 * view did, as far as it says so. Returns a way to stop.
 * @param {(id: string, elsewhere: boolean, by?: symbol) => void} listen
 */
export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** A seed of this learner's own, so that shuffled options stay where they are. */
export async function seed() {
  const fresh = [...crypto.getRandomValues(new Uint8Array(8))].join(".");
  return update("seed", (value) => value ?? fresh).catch(() => fresh);
}
