// The sealed store below the workbook. Each entry is encrypted with AES-256-GCM under one content key, whose own record
// is described in keys.js. Format of the store "entries", version 1:
//
//   <id>       { version: 1, iv: Uint8Array(12), sealed: ArrayBuffer }
//   aside/...  the same with `was: <id>`: a record that could not be opened
//
// The plain text of an entry is UTF-8 JSON; its id and version are authenticated with it.

/** @import { Lock } from "./keys.js" */

import { deleteDatabase, finished, NAME, openDatabase, settled, VaultError } from "./database.js";
import * as keys from "./keys.js";

const VERSION = 1;

/** @typedef {Awaited<ReturnType<typeof openVault>>} Vault */
/** @typedef {{ version: number, iv: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer, was?: string }} SealedEntry */

/** @param {string} id */
const bound = (id) => new TextEncoder().encode(`${NAME}/${VERSION}/${id}`);

/** @param {CryptoKey} key @param {string} id @param {unknown} value @returns {Promise<SealedEntry>} */
async function sealed(key, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return {
    version: VERSION,
    iv,
    sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, plain),
  };
}

/** @param {CryptoKey | null} key @param {string} id @param {SealedEntry} record @returns {Promise<any>} */
async function opened(key, id, record) {
  if (record.version > VERSION) throw new VaultError("newer");
  if (!key) throw new VaultError("locked");
  const algorithm = { name: "AES-GCM", iv: record.iv, additionalData: bound(id) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, record.sealed)));
}

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

  /** @param {IDBTransactionMode} mode */
  const store = (mode) => db.transaction("entries", mode).objectStore("entries");

  /** @param {string} id */
  async function setAside(id) {
    const entries = store("readwrite");
    const found = await settled(entries.get(id));
    if (found) {
      entries.put({ ...found, was: id }, `aside/${id}/${Date.now()}`);
      entries.delete(id);
    }
    await finished(entries.transaction);
  }

  return {
    /** The lock as it is stored, or null. @returns {Required<Lock> | null} */
    get lock() {
      return record.wrappedBy === "passphrase" ? { minutes: record.minutes ?? 15, salt: record.salt } : null;
    },
    /** The content key, for another tab of this browser, or null while locked. */
    get key() {
      return key;
    },
    /**
     * The value sealed under `id`, or undefined. Rejects with VaultError, or otherwise if it cannot be opened.
     * @param {string} id
     */
    async get(id) {
      const found = await settled(store("readonly").get(id));
      return found && opened(key, id, found);
    },
    /**
     * Seal what `change` makes of the value under `id`; it is asked again if another tab was quicker. A record that
     * cannot be opened is set aside first. Rejects with VaultError, or QuotaExceededError when there is no room.
     * @param {string} id
     * @param {(value: any) => any} change
     */
    async change(id, change) {
      const mine = key;
      if (!mine) throw new VaultError("locked");
      for (;;) {
        const before = await settled(store("readonly").get(id));
        let value;
        try {
          value = before && (await opened(mine, id, before));
        } catch (error) {
          if (error instanceof VaultError) throw error;
          await setAside(id);
          continue;
        }
        const next = change(value);
        const made = await sealed(mine, id, next);
        const entries = store("readwrite");
        const now = await settled(entries.get(id));
        if (keys.sameBytes(now?.iv, before?.iv)) {
          entries.put(made, id);
          await finished(entries.transaction);
          return next;
        }
      }
    },
    setAside,
    /** @param {string} id */
    async remove(id) {
      const entries = store("readwrite");
      entries.delete(id);
      await finished(entries.transaction);
    },
    /** The ids of all entries. */
    ids: async () => /** @type {string[]} */ (await settled(store("readonly").getAllKeys())),
    async clear() {
      const entries = store("readwrite");
      entries.clear();
      await finished(entries.transaction);
    },
    /** Read the lock again, after this or another tab changed it. */
    async refresh() {
      record = await keys.keyRecord(db);
      if (record.wrappedBy === "device") key ??= await keys.openWithDevice(db, record);
    },
    /** @param {string} passphrase */
    async unlock(passphrase) {
      record = await keys.keyRecord(db);
      key = await (record.wrappedBy === "device" ? keys.openWithDevice(db, record) : keys.openWithPassphrase(record, passphrase));
    },
    /**
     * Take the key that another tab holds, if it is the key to this lock.
     * @param {Uint8Array<ArrayBuffer> | undefined} salt
     * @param {unknown} theirs
     */
    adopt(salt, theirs) {
      const ours = record.wrappedBy === "passphrase" && record.salt;
      if (!key && theirs instanceof CryptoKey && ours && keys.sameBytes(salt, ours)) key = theirs;
    },
    /** Let go of the key. Writing that has begun is finished. */
    forget() {
      if (record.wrappedBy === "passphrase") key = null;
    },
    /** @param {string} passphrase @param {number} minutes */
    setLock: (passphrase, minutes) => keys.setLock(db, passphrase, minutes),
    /** @param {string} current @param {string} next */
    changeLock: (current, next) => keys.changeLock(db, current, next),
    /** @param {string} current */
    removeLock: (current) => keys.removeLock(db, current),
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
    key: null,
    get: async (id) => structuredClone(entries.get(id)),
    async change(id, change) {
      const next = change(structuredClone(entries.get(id)));
      entries.set(id, structuredClone(next));
      return next;
    },
    setAside: none,
    remove: async (id) => void entries.delete(id),
    ids: async () => [...entries.keys()],
    clear: async () => entries.clear(),
    refresh: none,
    unlock: none,
    adopt() {},
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
