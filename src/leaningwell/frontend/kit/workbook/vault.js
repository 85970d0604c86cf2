// The sealed store below the workbook. How an entry is sealed is described in sealing.js, the record of the content key in
// keys.js. Another tab may make that key anew at any moment: then it hands over the new one, and what is under way here
// waits for it.

/** @import { Lock, Opened } from "./keys.js" */
/** @import { SealedEntry } from "./sealing.js" */

import { deleteDatabase, finished, openDatabase, settled, VaultError } from "./database.js";
import * as keys from "./keys.js";
import { opened, sealed } from "./sealing.js";
import { sameBytes, writeTogether } from "./together.js";

/** How long another tab may take to hand over the key that it made anew. */
const HANDED_OVER = 2000;

/** @typedef {Awaited<ReturnType<typeof openVault>>} Vault */
/**
 * What a page gives to others, so that they can read and write: the key, the lock it is for, and what can wrap another key.
 * It came from another page, so nothing of it is certain.
 * @typedef {{ salt?: Uint8Array<ArrayBuffer>, sealedBy?: ArrayBuffer, key?: unknown, wraps?: unknown }} Handover
 */

/** The store of this browser. Rejects with VaultError "storage", "crypto", "newer" or "key". */
async function openVault() {
  if (!globalThis.crypto?.subtle) throw new VaultError("crypto");
  const db = await openDatabase();
  // Only when all is deleted may this page begin anew by itself; a newer version of the course needs a reload.
  db.onversionchange = (event) => {
    db.close();
    if (event.newVersion === null) forgetVault();
  };
  let record = await keys.keyRecord(db);
  let key = record.wrappedBy === "device" ? await keys.openWithDevice(db, record) : null;
  /** With a lock: what can wrap another key under its passphrase. @type {CryptoKey | null} */
  let wraps = null;

  /** @param {Opened} what */
  const hold = (what) => void ({ record, key, wraps } = what);

  /** @param {IDBTransactionMode} mode */
  const stores = (mode) => {
    const transaction = db.transaction(["keys", "entries"], mode);
    return { transaction, keyring: transaction.objectStore("keys"), entries: transaction.objectStore("entries") };
  };

  /**
   * Look what the lock is now, and take what another tab hands over, if it is for that lock. A key that was made anew
   * elsewhere makes the one that is held here useless.
   * @param {Handover} theirs
   * @returns {Promise<void>}
   */
  async function look(theirs = {}) {
    const now = await keys.keyRecord(db);
    const opens = now.wrappedBy === "device" ? await keys.openWithDevice(db, now) : null;
    // Opening takes a moment, in which somebody may have looked again and seen a newer one.
    if (opens && !(await keys.stands(db, now))) return look(theirs);
    if (!sameBytes(now.key, record.key)) [key, wraps] = [opens, null];
    record = now;
    if (key || record.wrappedBy !== "passphrase" || !(theirs.key instanceof CryptoKey)) return;
    // A page from before an update says no more than the salt.
    if (!sameBytes(theirs.salt, record.salt) || !sameBytes(theirs.sealedBy ?? record.key, record.key)) return;
    key = theirs.key;
    wraps = theirs.wraps instanceof CryptoKey ? theirs.wraps : null;
  }

  /** Wait for the key that another tab has made in the place of ours. Rejects with VaultError "changed" or "locked". */
  async function catchUp() {
    for (const end = Date.now() + HANDED_OVER; Date.now() < end; ) {
      if (!key) throw new VaultError("locked");
      if (await keys.stands(db, record)) return;
      // Without a lock nobody has to hand it over.
      if ((await keys.keyRecord(db)).wrappedBy === "device") await look();
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new VaultError("changed");
  }

  /**
   * What is stored under an id, and its value.
   * @param {string} id
   * @returns {Promise<{ before: SealedEntry | undefined, value: any }>}
   */
  async function read(id) {
    const [mine, by] = [key, record];
    const before = await settled(db.transaction("entries").objectStore("entries").get(id));
    try {
      return { before, value: before && (await opened(mine, id, before)) };
    } catch (error) {
      if (error instanceof VaultError || (await keys.stands(db, by))) throw error;
    }
    await catchUp();
    return read(id);
  }

  /** @param {string} id */
  async function setAside(id) {
    const { transaction, keyring, entries } = stores("readwrite");
    const [now, found] = await Promise.all([settled(keyring.get("content")), settled(entries.get(id))]);
    if (found && sameBytes(now?.key, record.key)) {
      entries.put({ ...found, was: id }, `aside/${id}/${Date.now()}`);
      entries.delete(id);
    }
    await finished(transaction);
  }

  /** What cannot be opened makes room for what takes its place. @param {string} id @param {unknown} error */
  async function unreadable(id, error) {
    if (error instanceof VaultError) throw error;
    await setAside(id);
  }

  return {
    /** The lock as it is stored, or null. @returns {Required<Lock> | null} */
    get lock() {
      return record.wrappedBy === "passphrase" ? { minutes: record.minutes ?? 15, salt: record.salt } : null;
    },
    /** Whether there is a key to read and write with. */
    get open() {
      return Boolean(key);
    },
    /** What other pages of this browser get, while a lock is set and open. @returns {Handover | null} */
    get handover() {
      return record.wrappedBy === "passphrase" && key ? { salt: record.salt, sealedBy: record.key, key, wraps } : null;
    },
    /**
     * The value sealed under `id`, or undefined. Rejects with VaultError, or otherwise if it cannot be opened.
     * @param {string} id
     */
    get: async (id) => (await read(id)).value,
    /**
     * Seal what `change` makes of the value under `id`; it is asked again if another tab was quicker. A record that
     * cannot be opened is set aside first. Rejects with VaultError, or QuotaExceededError when there is no room.
     * @param {string} id
     * @param {(value: any) => any} change
     */
    async change(id, change) {
      for (;;) {
        const [mine, by] = [key, record];
        if (!mine) throw new VaultError("locked");
        let found;
        try {
          found = await read(id);
        } catch (error) {
          await unreadable(id, error);
          continue;
        }
        const next = change(found.value);
        const made = await sealed(mine, id, next);
        const { transaction, keyring, entries } = stores("readwrite");
        const [now, there] = await Promise.all([settled(keyring.get("content")), settled(entries.get(id))]);
        if (!sameBytes(now?.key, by.key)) await catchUp();
        else if (sameBytes(there?.iv, found.before?.iv)) {
          entries.put(made, id);
          await finished(transaction);
          return next;
        }
      }
    },
    /**
     * Change many entries, all or none. Rejects as `change` does.
     * @param {Map<string, (value: any) => any>} changes
     */
    async changeTogether(changes) {
      for (;;) {
        const [mine, by] = [key, record];
        if (!mine) throw new VaultError("locked");
        /** @param {string} id @param {SealedEntry | undefined} found */
        const made = async (id, found) => {
          const value = found && (await opened(mine, id, found).catch((error) => unreadable(id, error)));
          return sealed(mine, id, changes.get(id)?.(value));
        };
        try {
          await writeTogether(db, by, new Map([...changes.keys()].map((id) => [id, made])));
          return;
        } catch (error) {
          if (!(error instanceof VaultError && error.reason === "changed")) throw error;
          await catchUp();
        }
      }
    },
    setAside,
    /** @param {string} id */
    async remove(id) {
      const { transaction, entries } = stores("readwrite");
      entries.delete(id);
      await finished(transaction);
    },
    /** The ids of all entries. */
    ids: async () => /** @type {string[]} */ (await settled(stores("readonly").entries.getAllKeys())),
    async clear() {
      const { transaction, entries } = stores("readwrite");
      entries.clear();
      await finished(transaction);
    },
    /** Read the lock again, after this or another tab changed it. */
    refresh: look,
    /**
     * Open with the passphrase; `anew`: with another content key, so that one that was kept from an earlier time opens
     * nothing that is written from now on.
     * @param {string} passphrase
     * @param {boolean} anew
     */
    async unlock(passphrase, anew) {
      for (;;) {
        const found = await keys.open(db, passphrase);
        try {
          hold(anew && found.wraps ? await keys.renew(db, found) : found);
          return;
        } catch (error) {
          if (error instanceof VaultError && error.reason === "changed") continue;
          hold(found); // a browser without room still opens what it holds
          return;
        }
      }
    },
    /** Make the content key anew and seal all with it. Rejects with VaultError "changed" if another tab was quicker, or "newer". */
    async renew() {
      const by = record;
      if (!key) throw new VaultError("locked");
      const made = await keys.renew(db, { record, key, wraps });
      if (record === by && key) hold(made);
    },
    /** Let go of the key. Writing that has begun is finished. */
    forget() {
      if (record.wrappedBy === "passphrase") [key, wraps] = [null, null];
    },
    /** @param {string} passphrase @param {number} minutes */
    setLock: async (passphrase, minutes) => hold(await keys.setLock(db, passphrase, minutes)),
    /** @param {string} current @param {string} next */
    changeLock: async (current, next) => hold(await keys.changeLock(db, current, next)),
    /** @param {string} current */
    removeLock: async (current) => hold(await keys.removeLock(db, current)),
    /** @param {number} minutes */
    setMinutes: (minutes) => keys.setMinutes(db, minutes),
    close: () => db.close(),
  };
}

/** A store that lasts as long as the page, for browsers that offer no other. It has no lock. @returns {Vault} */
function memoryVault() {
  const entries = new Map();
  const none = async () => undefined;
  const refused = async () => {
    throw new VaultError("storage");
  };
  return {
    lock: null,
    open: true,
    handover: null,
    get: async (id) => structuredClone(entries.get(id)),
    async change(id, change) {
      const next = change(structuredClone(entries.get(id)));
      entries.set(id, structuredClone(next));
      return next;
    },
    async changeTogether(changes) {
      for (const [id, change] of changes) await this.change(id, change);
    },
    setAside: none,
    remove: async (id) => void entries.delete(id),
    ids: async () => [...entries.keys()],
    clear: async () => entries.clear(),
    refresh: none,
    unlock: none,
    renew: none,
    forget() {},
    setLock: refused,
    changeLock: refused,
    removeLock: refused,
    setMinutes: refused,
    close() {},
  };
}

/** @type {Promise<{ store: Vault, trouble: string | null }> | undefined} */
let opening;

/**
 * The one vault of this page. `trouble` is null, or why nothing outlives the page: "storage", "crypto", "newer", "key".
 * @returns {Promise<{ store: Vault, trouble: string | null }>}
 */
export function vault() {
  opening ??= openVault().then(
    (store) => ({ store, trouble: null }),
    (error) => ({ store: memoryVault(), trouble: error instanceof VaultError ? error.reason : "storage" }),
  );
  return opening;
}

const forgetVault = () => (opening = undefined);

/** Delete all keys and entries, whether they can be opened or not. Rejects with VaultError "blocked". */
export async function destroyVault() {
  (await vault()).store.close();
  forgetVault();
  await deleteDatabase();
}
