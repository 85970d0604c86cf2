// How one entry is sealed: AES-256-GCM under the content key. Format of the store "entries", version 1:
//
//   <id>       { version: 1, iv: Uint8Array(12), sealed: ArrayBuffer }
//   aside/...  the same with `was: <id>`: a record that could not be opened
//
// The plain text of an entry is UTF-8 JSON; its id and version are authenticated with it.

import { NAME, VaultError } from "./database.js";

const VERSION = 1;

/** @typedef {{ version: number, iv: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer, was?: string }} SealedEntry */

/** @param {string} id */
const bound = (id) => new TextEncoder().encode(`${NAME}/${VERSION}/${id}`);

/** @param {CryptoKey} key @param {string} id @param {BufferSource} plain @returns {Promise<SealedEntry>} */
async function sealedBytes(key, id, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: bound(id) };
  return { version: VERSION, iv, sealed: await crypto.subtle.encrypt(algorithm, key, plain) };
}

/** @param {CryptoKey} key @param {string} id @param {SealedEntry} record */
function openedBytes(key, id, record) {
  if (record.version > VERSION) throw new VaultError("newer");
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv, additionalData: bound(id) }, key, record.sealed);
}

/** @param {CryptoKey} key @param {string} id @param {unknown} value */
export const sealed = (key, id, value) => sealedBytes(key, id, new TextEncoder().encode(JSON.stringify(value)));

/**
 * The value of an entry. Rejects with VaultError "locked" or "newer", or otherwise if the key is not the right one.
 * @param {CryptoKey | null} key
 * @param {string} id
 * @param {SealedEntry} record
 * @returns {Promise<any>}
 */
export async function opened(key, id, record) {
  if (!key) throw new VaultError("locked");
  return JSON.parse(new TextDecoder().decode(await openedBytes(key, id, record)));
}

/**
 * The same entry under another key. What its key does not open stays as it is, to be set aside by whoever reads it next.
 * Rejects with VaultError "newer": what a later version wrote would never be opened again.
 * @param {CryptoKey} from
 * @param {CryptoKey} to
 * @param {string} id
 * @param {SealedEntry} record
 */
export async function resealed(from, to, id, record) {
  if (record.was !== undefined) return record;
  try {
    return await sealedBytes(to, id, await openedBytes(from, id, record));
  } catch (error) {
    if (error instanceof VaultError) throw error;
    return record;
  }
}
