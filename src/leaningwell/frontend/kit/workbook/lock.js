// The lock over the workbook: when it is shut, when it opens, and that all open pages do so together.
//
// The key is in the memory of open pages only. A page that opens asks the others for it, and while one of them is
// unlocked gets it as a CryptoKey that cannot be exported. Leaving the last document therefore locks, and going from page to
// page leaves none (page/travel.js).
//
// Any page of this origin can ask, and could keep what it got. So the content key is made anew, and everything sealed with
// it, when somebody locks, unlocks, or changes the lock: what was kept from before opens nothing any more.

/** @import { Lock } from "./keys.js" */
/** @import { Handover, Vault } from "./vault.js" */

import { hear, tell, TOGETHER } from "./tabs.js";
import { destroyVault, vault } from "./vault.js";

const MINUTE = 60_000;
/** How long a page waits for another one's key before it asks for the passphrase. A later answer opens it as well. */
const REPLY = 250;
/** How long the last words may take to be kept before the key is dropped, here and on other pages. */
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
/** This page, for the others. */
const me = [...crypto.getRandomValues(new Uint8Array(8))].join(".");
/** Other pages that are keeping their last words at this moment. @type {Set<string>} */
const shutting = new Set();
/** This page's own last words. @type {Promise<unknown>} */
let lastWords = Promise.resolve();
/** How many still need the key after that. */
let needed = 0;
/** What was heard is done one after the other. */
let heard = Promise.resolve();
/** @type {Promise<void> | undefined} */
let asked;

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the workbook is locked for this page. */
export async function isLocked() {
  if (shut !== null) return shut;
  const { store } = await vault();
  if (store.lock && !store.open) await (asked ??= ask(store.lock));
  if (shut === null) {
    shut = Boolean(store.lock && !store.open);
    await watch();
  }
  return shut;
}

/** Whether a lock is open, so that leaving this document would shut it. */
export const wouldShut = () => shut === false && limit !== Infinity;

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

/** Lock now, on this page and on all others, and make a new key for the next time. */
export async function lock() {
  tell({ lock: "now", by: me });
  await lockHere(async (store) => {
    if (!TOGETHER) return; // another page could go on writing with the key there was
    await othersAreShut();
    if (shut) await store.renew().catch(() => undefined); // then the key is as it was, and so is every word
  });
}

/** @param {(store: Vault) => Promise<void>} [last] what to do before the key is dropped */
async function lockHere(last) {
  asking = false;
  const { store } = await vault();
  if (!store.lock || !store.open) return;
  clearTimeout(timer);
  limit = Infinity;
  needed += 1;
  if (!shut) lastWords = Promise.race([Promise.allSettled(announce(true)), pause(LAST_WORDS)]);
  await lastWords;
  await last?.(store);
  needed -= 1;
  if (shut && needed === 0) store.forget();
}

/** Their last words are sealed with the key there was. */
async function othersAreShut() {
  const end = Date.now() + LAST_WORDS;
  await pause(REPLY);
  while (shutting.size > 0 && Date.now() < end) await pause(20);
  shutting.clear();
}

/** Open with the passphrase. Rejects with VaultError "refused". @param {string} passphrase */
export async function unlock(passphrase) {
  const { store } = await vault();
  await store.unlock(passphrase, TOGETHER);
  lastUse = Date.now();
  await refresh();
  if (store.handover) tell({ lock: "open", ...store.handover });
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
  tell({ lock: "changed", ...store.handover });
}

/** @param {Handover} [theirs] */
async function refresh(theirs) {
  const { store } = await vault();
  await store.refresh(theirs);
  announce(Boolean(store.lock && !store.open));
  await watch();
}

/** Ask the other pages for the key to this lock. @param {Lock} lock */
async function ask({ salt }) {
  asking = true;
  tell({ lock: "ask", salt });
  await pause(REPLY);
}

hear((message) => {
  if (typeof message !== "object" || !message?.lock) return;
  if (message.lock === "now") tell({ lock: "shutting", by: me });
  if (message.lock === "shutting") shutting.add(message.by);
  if (message.lock === "shut") shutting.delete(message.by);
  heard = heard.then(() => act(message)).catch(() => undefined);
});

/** @param {any} message */
async function act(message) {
  if (message.lock === "now") {
    await lockHere();
    tell({ lock: "shut", by: me });
  }
  if (message.lock === "used") lastUse = Date.now();
  if (message.lock === "changed") await refresh(message);
  if (message.lock === "ask") await answer();
  // An answer to an older question does not count once somebody has locked.
  if (message.lock === "open" || (message.lock === "key" && asking)) await enter(message);
}

async function answer() {
  const { store } = await vault();
  if (store.handover && !shut && !overdue()) tell({ lock: "key", ...store.handover });
}

/** @param {Handover} theirs */
async function enter(theirs) {
  const { store } = await vault();
  await store.refresh(theirs);
  if (!store.open && shut === false) announce(true);
  if (!store.open) return;
  asking = false;
  lastUse = Date.now();
  announce(false);
  await watch();
}

const overdue = () => Date.now() - lastUse >= limit;

/** Lock when the time without use is over; else look again when it might be. */
async function watch() {
  clearTimeout(timer);
  const { store } = await vault();
  limit = store.lock && store.open ? store.lock.minutes * MINUTE : Infinity;
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
addEventListener("pagehide", () => lockHere());
/** Back on a page that was asleep, or that the Back button brought again. */
async function back() {
  if (document.visibilityState !== "visible") return;
  await watch();
  const { store } = await vault();
  if (shut && store.lock) await ask(store.lock);
}
addEventListener("pageshow", (event) => event.persisted && back());
document.addEventListener("visibilitychange", back);
