// The learner's record: everything done in a lesson, sealed in this browser and sent nowhere.
//
// Entries are named kind/id: item/, reflection/, prediction/, plan/, happened/ (what became of a plan), translator/,
// choice/, look-back/, warm-up/<lesson> (which questions) and warm-up/<lesson>/<item>, check/<lesson>/before and after.
// A value with `done: true` counts as done on the course map.

import { memoryVault, openVault } from "./vault.js";
import { t } from "./strings.js";

/** @typedef {{ get(id: string): Promise<any>, put(id: string, value: any): Promise<void> }} Store */

const NAME = "leaning-well";
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
const listeners = new Set();
channel?.addEventListener("message", (event) => listeners.forEach((listen) => listen(event.data, true)));

let opened;

/** The one vault of this page, and whether it outlives the page. */
function vault() {
  opened ??= openVault().then(
    (store) => ({ store, lasting: true }),
    () => ({ store: memoryVault(), lasting: false }),
  );
  return opened;
}

let queue = Promise.resolve();

/** One writer at a time, over all tabs, so that a slow write never undoes a later one. */
function exclusively(act) {
  if (navigator.locks) return navigator.locks.request(NAME, act);
  const done = queue.then(act);
  queue = done.catch(() => {});
  return done;
}

function changed(id) {
  channel?.postMessage(id);
  listeners.forEach((listen) => listen(id, false));
}

/** A problem to be shown to the learner; `message` is the sentence. */
export class WorkbookError extends Error {}

/** The value of an entry, or undefined. One that cannot be opened is set aside and told of. */
export async function get(id, tell = () => {}) {
  const { store } = await vault();
  try {
    return await store.get(id);
  } catch {
    await store.setAside(id);
    tell(t("workbook.unreadable"));
    return undefined;
  }
}

/**
 * Change an entry: `change` gets its value as it is now, perhaps undefined, and returns the new one.
 * Throws WorkbookError, with a sentence, if the browser refuses.
 */
export async function update(id, change) {
  const { store } = await vault();
  let value;
  try {
    await exclusively(async () => {
      value = change(await store.get(id).catch(() => undefined));
      await store.put(id, value);
    });
  } catch {
    throw new WorkbookError(t("workbook.full"));
  }
  changed(id);
  return value;
}

/** Keep a value, whatever was there. Throws WorkbookError. */
export const put = (id, value) => update(id, () => value);

/** Delete one entry. */
export async function remove(id) {
  const { store } = await vault();
  await exclusively(() => store.remove(id));
  changed(id);
}

/** The names of all entries. */
export const ids = async () => (await vault()).store.ids();

/** Delete every entry. */
export async function clear() {
  const { store } = await vault();
  await exclusively(() => store.clear());
  changed("*");
}

/** The sentence to show if nothing outlives this page, else null. */
export const warning = async () => ((await vault()).lasting ? null : t("workbook.memory"));

/**
 * Call `listen` with the name of each entry that changes ("*" for all) and whether another tab changed it.
 * Returns a way to stop.
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
