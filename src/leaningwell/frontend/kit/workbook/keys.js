// The content key, and what it is wrapped by (AES-KW). Records of the store "keys":
//
//   "device"   CryptoKey, AES-KW, not extractable; there only while no lock is set
//   "content"  version 1, without a lock:
//                { version: 1, wrappedBy: "device", key: ArrayBuffer }
//              version 2, with a lock:
//                { version: 2, wrappedBy: "passphrase", key: ArrayBuffer, salt: Uint8Array(16), iterations, minutes }
//
// `minutes` is the time without use after which the workbook locks itself. Whenever the lock is set, changed, removed, shut
// or opened, a new content key is made and every entry sealed anew: whoever kept the earlier key opens nothing with it.

/** @import { Holder } from "./together.js" */

import { finished, settled, VaultError } from "./database.js";
import { bothKeys, ITERATIONS } from "./passphrase.js";
import { resealed } from "./sealing.js";
import { sameBytes, writeTogether } from "./together.js";

/** @typedef {{ version: number, wrappedBy: "device", key: ArrayBuffer }} DeviceRecord */
/** @typedef {{ version: number, wrappedBy: "passphrase", key: ArrayBuffer, iterations: number } & Lock} PassphraseRecord */
/** What the record of a lock says of it. @typedef {{ salt: Uint8Array<ArrayBuffer>, minutes?: number }} Lock */
/** @typedef {DeviceRecord | PassphraseRecord} KeyRecord */
/**
 * What opens a workbook: its content key, the record that wraps it, and with a lock the half of the passphrase's key that
 * can wrap another one.
 * @typedef {{ record: KeyRecord, key: CryptoKey, wraps: CryptoKey | null }} Opened
 */

const NEWEST = 2;
const CONTENT = { name: "AES-GCM", length: 256 };
const USES = /** @type {KeyUsage[]} */ (["encrypt", "decrypt"]);

const newDevice = () => crypto.subtle.generateKey({ name: "AES-KW", length: 256 }, false, ["wrapKey", "unwrapKey"]);
const newContent = () => crypto.subtle.generateKey(CONTENT, true, USES);

/** @param {CryptoKey} content @param {CryptoKey} owner */
const wrapped = (content, owner) => crypto.subtle.wrapKey("raw", content, owner, "AES-KW");

/** The same key, which nobody can take out of the browser any more. @param {CryptoKey} content */
const held = async (content) =>
  crypto.subtle.importKey("raw", await crypto.subtle.exportKey("raw", content), CONTENT, false, USES);

/** @param {CryptoKey} content @param {CryptoKey} device @returns {Promise<DeviceRecord>} */
const byDevice = async (content, device) => ({ version: 1, wrappedBy: "device", key: await wrapped(content, device) });

/** @param {KeyRecord} record @param {CryptoKey} owner */
const unwrapped = (record, owner) => crypto.subtle.unwrapKey("raw", record.key, owner, "AES-KW", CONTENT, false, USES);

/** @param {IDBDatabase} db */
async function read(db) {
  const keys = db.transaction("keys").objectStore("keys");
  const [device, content] = await Promise.all([settled(keys.get("device")), settled(keys.get("content"))]);
  return { device, content };
}

/** Make a key for a fresh workbook, unless another tab was first. @param {IDBDatabase} db */
async function begin(db) {
  // Made before the transaction, since IndexedDB does not wait for WebCrypto.
  const device = await newDevice();
  const content = await byDevice(await newContent(), device);
  const keys = db.transaction("keys", "readwrite").objectStore("keys");
  if (!(await settled(keys.get("content")))) {
    keys.put(device, "device");
    keys.put(content, "content");
  }
  await finished(keys.transaction);
}

/** Whether a record is the one that is stored. @param {IDBDatabase} db @param {KeyRecord} record */
export const stands = async (db, record) => sameBytes((await read(db)).content?.key, record.key);

/**
 * The record of the content key; a fresh workbook gets one.
 * Rejects with VaultError: "newer" if a later version of the course wrote it.
 * @param {IDBDatabase} db
 * @returns {Promise<KeyRecord>}
 */
export async function keyRecord(db) {
  let { content } = await read(db);
  if (!content) {
    await begin(db);
    ({ content } = await read(db));
  }
  if (content?.version > NEWEST) throw new VaultError("newer");
  if (!(content?.key instanceof ArrayBuffer)) throw new VaultError("key");
  return content;
}

/**
 * The content key of a workbook without a lock. Rejects with VaultError "key" if its device key is not the right one.
 * @param {IDBDatabase} db
 * @param {DeviceRecord} record
 */
export async function openWithDevice(db, record) {
  const { device } = await read(db);
  try {
    return await unwrapped(record, device);
  } catch {
    throw new VaultError("key");
  }
}

/**
 * The content key of a locked workbook. Rejects with VaultError "refused" if this is not the passphrase.
 * @param {PassphraseRecord} record
 * @param {string} passphrase
 * @returns {Promise<Opened>}
 */
async function openWithPassphrase(record, passphrase) {
  const { wraps, unwraps } = await bothKeys(passphrase, record.salt, record.iterations);
  try {
    return { record, key: await unwrapped(record, unwraps), wraps };
  } catch {
    throw new VaultError("refused");
  }
}

/**
 * What opens the workbook now. Rejects with VaultError "refused", or "changed" if it is not wrapped `by` this.
 * @param {IDBDatabase} db
 * @param {string} passphrase of no use where there is no lock
 * @param {KeyRecord["wrappedBy"]} [by]
 * @returns {Promise<Opened>}
 */
export async function open(db, passphrase, by) {
  const record = await keyRecord(db);
  if (by && record.wrappedBy !== by) throw new VaultError("changed");
  if (record.wrappedBy === "passphrase") return openWithPassphrase(record, passphrase);
  return { record, key: await openWithDevice(db, record), wraps: null };
}

/**
 * Put a new content key in the place of the one that is `before`, and seal every entry with it. Rejects as
 * `writeTogether` does; then all is as it was.
 * @param {IDBDatabase} db
 * @param {Opened} before
 * @param {(content: CryptoKey) => Promise<Holder>} holder what is to wrap the new one
 * @param {CryptoKey | null} wraps
 * @returns {Promise<Opened>}
 */
async function another(db, before, holder, wraps) {
  const content = await newContent();
  const key = await held(content);
  const after = await holder(content);
  await writeTogether(db, before.record, (id, found) => resealed(before.key, key, id, found), after);
  return { record: after.record, key, wraps };
}

/** Another content key under the same passphrase. @param {IDBDatabase} db @param {Opened} before @returns {Promise<Opened>} */
export async function renew(db, before) {
  const { record, wraps } = before;
  if (record.wrappedBy !== "passphrase" || !wraps) throw new VaultError("changed");
  const holder = async (/** @type {CryptoKey} */ content) => ({
    record: { ...record, key: await wrapped(content, wraps) },
    device: null,
  });
  return another(db, before, holder, wraps);
}

/**
 * @param {IDBDatabase} db
 * @param {Opened} before
 * @param {string} passphrase
 * @param {number | undefined} minutes
 */
async function lockWith(db, before, passphrase, minutes) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const { wraps } = await bothKeys(passphrase, salt, ITERATIONS);
  const holder = async (/** @type {CryptoKey} */ content) => ({
    record: /** @type {PassphraseRecord} */ ({
      version: 2,
      wrappedBy: "passphrase",
      key: await wrapped(content, wraps),
      salt,
      iterations: ITERATIONS,
      minutes,
    }),
    device: null,
  });
  return another(db, before, holder, wraps);
}

/**
 * Lock with a passphrase. What the device key could open is gone from the storage afterwards.
 * @param {IDBDatabase} db
 * @param {string} passphrase
 * @param {number} minutes
 */
export async function setLock(db, passphrase, minutes) {
  return lockWith(db, await open(db, "", "device"), passphrase, minutes);
}

/**
 * Give a lock another passphrase. Rejects with VaultError "refused" if `current` is not the one it has.
 * @param {IDBDatabase} db
 * @param {string} current
 * @param {string} next
 */
export async function changeLock(db, current, next) {
  const before = await open(db, current, "passphrase");
  return lockWith(db, before, next, /** @type {PassphraseRecord} */ (before.record).minutes);
}

/**
 * Take the lock off. Rejects with VaultError "refused" if `current` is not its passphrase.
 * @param {IDBDatabase} db
 * @param {string} current
 */
export async function removeLock(db, current) {
  const before = await open(db, current, "passphrase");
  const device = await newDevice();
  return another(db, before, async (content) => ({ record: await byDevice(content, device), device }), null);
}

/** Lock itself after so many minutes without use. @param {IDBDatabase} db @param {number} minutes */
export async function setMinutes(db, minutes) {
  const before = await keyRecord(db);
  if (before.wrappedBy !== "passphrase") throw new VaultError("changed");
  await writeTogether(db, before, new Map(), { record: { ...before, minutes }, device: null });
}
