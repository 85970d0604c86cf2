// The browser's database below the vault: opening it, waiting for it, and the reasons why it cannot be used.

export const NAME = "leaning-well";
const VERSION = 1;
// Some browsers never answer where storage is closed; nobody should wait for that.
const PATIENCE = 8000;

/**
 * Why the vault cannot do something: "storage" (none, or closed), "crypto" (no WebCrypto), "newer" (written by a later
 * version), "key" (lost or damaged), "locked", "refused" (wrong passphrase), "changed" (the lock, by another tab),
 * "blocked" (other tabs hold the database).
 */
export class VaultError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} transaction */
export const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    transaction.onerror = () => reject(transaction.error);
  });

/**
 * What `start` comes to. Rejects with VaultError for this reason where the browser never answers.
 * @template T
 * @param {string} reason
 * @param {(resolve: (result: T) => void, reject: (error: unknown) => void) => void} start
 * @returns {Promise<T>}
 */
const soonOr = (reason, start) =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new VaultError(reason)), PATIENCE);
    try {
      start(
        (result) => {
          clearTimeout(late);
          resolve(result);
        },
        (error) => {
          clearTimeout(late);
          reject(error);
        },
      );
    } catch {
      clearTimeout(late);
      reject(new VaultError(reason));
    }
  });

/** @returns {Promise<IDBDatabase>} Rejects with VaultError "storage" or "newer". */
export const openDatabase = () =>
  soonOr("storage", (resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys");
      request.result.createObjectStore("entries");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new VaultError(request.error?.name === "VersionError" ? "newer" : "storage"));
  });

/** Delete the database with all keys and entries. Rejects with VaultError "blocked" if another tab does not let go. */
export const deleteDatabase = () =>
  soonOr("blocked", (resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = () => resolve(undefined);
    request.onerror = () => reject(new VaultError("blocked"));
  });
