// The lock over the workbook: when it is shut, when it opens, and that all open pages do so together.
//
// The key is in the memory of open pages only. A page that opens asks the others for it, and while one of them is
// unlocked gets it as a CryptoKey that cannot be exported. Leaving the last page therefore locks.

/** @import { Lock } from "./keys.js" */
/** @import { Vault } from "./vault.js" */

import { hear, tell } from "./tabs.js";
import { destroyVault, vault } from "./vault.js";

const MINUTE = 60_000;
/** How long a page waits for another one's key before it asks for the passphrase. A later answer opens it as well. */
const REPLY = 250;
/** How long the last words may take to be kept before the key is dropped. */
const LAST_WORDS = 3000;
const TELL_USE = 10_000;
const USES = ["pointerdown", "keydown", "wheel", "touchstart", "input"];

/** @type {Set<(locked: boolean) => any>} */
const listeners = new Set();
/** What was last announced; null before anybody asked. @type {boolean | null} */
let shut = null;
let limit = Infinity;
let lastUse = Date.now();
let toldUse = 0;
let timer = 0;
let asking = false;
/** @type {Promise<void> | undefined} */
let asked;

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the workbook is locked for this page. */
export async function isLocked() {
  if (shut !== null) return shut;
  const { store } = await vault();
  if (store.lock && !store.key) await (asked ??= ask(store.lock));
  if (shut === null) {
    shut = Boolean(store.lock && !store.key);
    await watch();
  }
  return shut;
}

/** The minutes after which the workbook locks itself, or null if there is no lock. */
export async function lockMinutes() {
  const { store } = await vault();
  return store.lock?.minutes ?? null;
}

/**
 * Call `listen` when the workbook locks (true) or unlocks (false). On locking it hides what is private, at once, and
 * returns a promise for the last words to be kept. Returns a way to stop.
 * @param {(locked: boolean) => any} listen
 */
export function onLock(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** @param {boolean} locked */
function announce(locked) {
  if (shut === locked) return [];
  shut = locked;
  return [...listeners].map((listen) => listen(locked));
}

/** Lock now, on this page and on all others. */
export async function lock() {
  tell({ lock: "now" });
  await lockHere();
}

async function lockHere() {
  asking = false;
  const { store } = await vault();
  if (!store.lock || !store.key) return;
  clearTimeout(timer);
  limit = Infinity;
  await Promise.race([Promise.allSettled(announce(true)), pause(LAST_WORDS)]);
  if (shut) store.forget();
}

/** Open with the passphrase. Rejects with VaultError "refused". @param {string} passphrase */
export async function unlock(passphrase) {
  const { store } = await vault();
  await store.unlock(passphrase);
  lastUse = Date.now();
  await refresh();
  if (store.lock) tell({ lock: "open", salt: store.lock.salt, key: store.key });
}

/**
 * Set a lock. The workbook stays open until it is locked. Rejects with VaultError.
 * @param {string} passphrase
 * @param {number} minutes
 */
export const setLock = (passphrase, minutes) => changed((store) => store.setLock(passphrase, minutes));

/** Change the passphrase. Rejects with VaultError "refused". @param {string} current @param {string} next */
export const changeLock = (current, next) => changed((store) => store.changeLock(current, next));

/** Remove the lock. Rejects with VaultError "refused". @param {string} current */
export const removeLock = (current) => changed((store) => store.removeLock(current));

/** Change after how many minutes without use the workbook locks itself. @param {number} minutes */
export const setMinutes = (minutes) => changed((store) => store.setMinutes(minutes));

/** Delete everything, the lock as well: the way out for a forgotten passphrase. Rejects with VaultError "blocked". */
export async function startAgain() {
  await destroyVault();
  await refresh();
  tell({ lock: "changed" });
}

/** @param {(store: Vault) => Promise<void>} change */
async function changed(change) {
  const { store } = await vault();
  await change(store);
  await refresh();
  tell({ lock: "changed" });
}

async function refresh() {
  const { store } = await vault();
  await store.refresh();
  announce(Boolean(store.lock && !store.key));
  await watch();
}

/** Ask the other pages for the key to this lock. @param {Lock} lock */
async function ask({ salt }) {
  asking = true;
  tell({ lock: "ask", salt });
  await pause(REPLY);
}

hear(async (message) => {
  if (typeof message !== "object" || !message?.lock) return;
  if (message.lock === "now") {
    await lockHere();
    return;
  }
  if (message.lock === "used") {
    lastUse = Date.now();
    return;
  }
  const { store } = await vault();
  if (message.lock === "changed") await refresh();
  if (message.lock === "ask" && store.lock && store.key && !shut && !overdue()) {
    tell({ lock: "key", salt: store.lock.salt, key: store.key });
  }
  // An answer to an older question does not count once somebody has locked.
  if (message.lock === "open" || (message.lock === "key" && asking)) {
    store.adopt(message.salt, message.key);
    if (store.key) {
      asking = false;
      lastUse = Date.now();
      announce(false);
      await watch();
    }
  }
});

const overdue = () => Date.now() - lastUse >= limit;

/** Lock when the time without use is over; else look again when it might be. */
async function watch() {
  clearTimeout(timer);
  const { store } = await vault();
  limit = store.lock && store.key ? store.lock.minutes * MINUTE : Infinity;
  if (limit === Infinity) return;
  if (overdue()) await lock();
  else timer = setTimeout(watch, Math.min(limit - (Date.now() - lastUse), MINUTE));
}

function used() {
  if (limit === Infinity) return;
  // After a sleep the first touch comes before the timer: it must not count as use.
  if (overdue()) {
    lock();
    return;
  }
  lastUse = Date.now();
  if (lastUse - toldUse < TELL_USE) return;
  toldUse = lastUse;
  tell({ lock: "used" });
}

for (const use of USES) addEventListener(use, used, { capture: true, passive: true });
addEventListener("pagehide", lockHere);
/** Back on a page that was asleep, or that the Back button brought again. */
async function back() {
  if (document.visibilityState !== "visible") return;
  await watch();
  const { store } = await vault();
  if (shut && store.lock) await ask(store.lock);
}
addEventListener("pageshow", (event) => event.persisted && back());
document.addEventListener("visibilitychange", back);
