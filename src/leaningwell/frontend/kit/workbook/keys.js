// The content key, and what it is wrapped by (AES-KW). Records of the store "keys":
//
//   "device"   CryptoKey, AES-KW, not extractable; there only while no lock is set
//   "content"  version 1, without a lock:
//                { version: 1, wrappedBy: "device", key: ArrayBuffer }
//              version 2, with a lock:
//                { version: 2, wrappedBy: "passphrase", key: ArrayBuffer, salt: Uint8Array(16), iterations, minutes }
//
// `minutes` is the time without use after which the workbook locks itself. Setting, changing or removing the lock wraps
// the same content key anew, so no entry has to be sealed again.

import { finished, settled, VaultError } from "./database.js";
import { ITERATIONS, wrappingKey } from "./passphrase.js";

/** @typedef {{ version: number, wrappedBy: "device", key: ArrayBuffer }} DeviceRecord */
/** @typedef {{ version: number, wrappedBy: "passphrase", key: ArrayBuffer, iterations: number } & Lock} PassphraseRecord */
/** What the record of a lock says of it. @typedef {{ salt: Uint8Array<ArrayBuffer>, minutes?: number }} Lock */
/** @typedef {DeviceRecord | PassphraseRecord} KeyRecord */

const NEWEST = 2;
const CONTENT = { name: "AES-GCM", length: 256 };
const USES = /** @type {KeyUsage[]} */ (["encrypt", "decrypt"]);

const newDevice = () => crypto.subtle.generateKey({ name: "AES-KW", length: 256 }, false, ["wrapKey", "unwrapKey"]);

/** @param {CryptoKey} content @param {CryptoKey} device @returns {Promise<DeviceRecord>} */
async function byDevice(content, device) {
  return { version: 1, wrappedBy: "device", key: await crypto.subtle.wrapKey("raw", content, device, "AES-KW") };
}

/**
 * @param {CryptoKey} content
 * @param {string} passphrase
 * @param {number | undefined} minutes
 * @returns {Promise<PassphraseRecord>}
 */
async function byPassphrase(content, passphrase, minutes) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const owner = await wrappingKey(passphrase, salt, ITERATIONS, "wrapKey");
  const key = await crypto.subtle.wrapKey("raw", content, owner, "AES-KW");
  return { version: 2, wrappedBy: "passphrase", key, salt, iterations: ITERATIONS, minutes };
}

/** @param {KeyRecord} record @param {CryptoKey} owner @param {boolean} extractable */
const unwrapped = (record, owner, extractable) =>
  crypto.subtle.unwrapKey("raw", record.key, owner, "AES-KW", CONTENT, extractable, USES);

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
  const content = await byDevice(await crypto.subtle.generateKey(CONTENT, true, USES), device);
  const keys = db.transaction("keys", "readwrite").objectStore("keys");
  if (!(await settled(keys.get("content")))) {
    keys.put(device, "device");
    keys.put(content, "content");
  }
  await finished(keys.transaction);
}

/**
 * Replace the record, if it is still the one that was read; without a lock, with the device key that opens it.
 * @param {IDBDatabase} db
 * @param {KeyRecord} before
 * @param {KeyRecord} after
 * @param {CryptoKey | null} device
 */
async function replace(db, before, after, device) {
  const keys = db.transaction("keys", "readwrite").objectStore("keys");
  const now = await settled(keys.get("content"));
  if (!now || !sameBytes(now.key, before.key)) throw new VaultError("changed");
  keys.put(after, "content");
  if (device) keys.put(device, "device");
  else keys.delete("device");
  await finished(keys.transaction);
}

/**
 * Whether two buffers, or two undefined, hold the same.
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer> | undefined} one
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer> | undefined} other
 */
export function sameBytes(one, other) {
  if (!one || !other) return !one && !other;
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

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
 * @param {KeyRecord} record
 */
export async function openWithDevice(db, record, extractable = false) {
  const { device } = await read(db);
  try {
    return await unwrapped(record, device, extractable);
  } catch {
    throw new VaultError("key");
  }
}

/**
 * The content key of a locked workbook. Rejects with VaultError "refused" if this is not the passphrase.
 * @param {PassphraseRecord} record
 * @param {string} passphrase
 */
export async function openWithPassphrase(record, passphrase, extractable = false) {
  const owner = await wrappingKey(passphrase, record.salt, record.iterations, "unwrapKey");
  try {
    return await unwrapped(record, owner, extractable);
  } catch {
    throw new VaultError("refused");
  }
}

/**
 * Lock with a passphrase. What the device key could open is gone from the storage afterwards.
 * @param {IDBDatabase} db
 * @param {string} passphrase
 * @param {number} minutes
 */
export async function setLock(db, passphrase, minutes) {
  const record = await keyRecord(db);
  if (record.wrappedBy !== "device") throw new VaultError("changed");
  const content = await openWithDevice(db, record, true);
  await replace(db, record, await byPassphrase(content, passphrase, minutes), null);
}

/**
 * Give a lock another passphrase. Rejects with VaultError "refused" if `current` is not the one it has.
 * @param {IDBDatabase} db
 * @param {string} current
 * @param {string} next
 */
export async function changeLock(db, current, next) {
  const record = await keyRecord(db);
  if (record.wrappedBy !== "passphrase") throw new VaultError("changed");
  const content = await openWithPassphrase(record, current, true);
  await replace(db, record, await byPassphrase(content, next, record.minutes), null);
}

/**
 * Take the lock off. Rejects with VaultError "refused" if `current` is not its passphrase.
 * @param {IDBDatabase} db
 * @param {string} current
 */
export async function removeLock(db, current) {
  const record = await keyRecord(db);
  if (record.wrappedBy !== "passphrase") throw new VaultError("changed");
  const content = await openWithPassphrase(record, current, true);
  const device = await newDevice();
  await replace(db, record, await byDevice(content, device), device);
}

/** Lock itself after so many minutes without use. @param {IDBDatabase} db @param {number} minutes */
export async function setMinutes(db, minutes) {
  const record = await keyRecord(db);
  if (record.wrappedBy !== "passphrase") throw new VaultError("changed");
  await replace(db, record, { ...record, minutes }, null);
}
