// The learner's record: everything done in a lesson, sealed in this browser and sent nowhere.
//
// Entries are named kind/id: item/, reflection/, prediction/, plan/, translator/, choice/. A value with `done: true`
// counts as done on the course map.

import { memoryVault, openVault } from "./vault.js";
import { t } from "./strings.js";

/** @typedef {{ get(id: string): Promise<any>, put(id: string, value: any): Promise<void> }} Store */

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("leaning-well") : null;
const listeners = new Set();
channel?.addEventListener("message", (event) => listeners.forEach((listen) => listen(event.data)));

let opened;

/** The one vault of this page, and whether it outlives the page. */
function vault() {
  opened ??= openVault().then(
    (store) => ({ store, lasting: true }),
    () => ({ store: memoryVault(), lasting: false }),
  );
  return opened;
}

function changed(id) {
  channel?.postMessage(id);
  listeners.forEach((listen) => listen(id));
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

/** Keep a value. Throws WorkbookError, with a sentence, if the browser refuses. */
export async function put(id, value) {
  const { store } = await vault();
  try {
    await store.put(id, value);
  } catch {
    throw new WorkbookError(t("workbook.full"));
  }
  changed(id);
}

/** Delete one entry. */
export async function remove(id) {
  const { store } = await vault();
  await store.remove(id);
  changed(id);
}

/** The names of all entries. */
export const ids = async () => (await vault()).store.ids();

/** Delete every entry. */
export async function clear() {
  const { store } = await vault();
  await store.clear();
  changed("*");
}

/** The sentence to show if nothing outlives this page, else null. */
export const warning = async () => ((await vault()).lasting ? null : t("workbook.memory"));

/** Call `listen` with the name of each entry that changes, here or in another tab; returns a way to stop. */
export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** A seed of this learner's own, so that shuffled options stay where they are. */
export async function seed() {
  let value = await get("seed");
  if (value === undefined) {
    value = [...crypto.getRandomValues(new Uint8Array(8))].join(".");
    await put("seed", value).catch(() => {});
  }
  return value;
}
