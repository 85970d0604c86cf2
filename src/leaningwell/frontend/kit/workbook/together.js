// Many entries written in one transaction, with the record of the key if it is another one: whoever kills the browser in
// the middle finds all as it was or all as it is to be.

/** @import { KeyRecord } from "./keys.js" */
/** @import { SealedEntry } from "./sealing.js" */

import { finished, settled, VaultError } from "./database.js";

/** The key's record and what opens it without a lock. @typedef {{ record: KeyRecord, device: CryptoKey | null }} Holder */

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
const viewed = (bytes) => new Uint8Array(bytes);

/**
 * Whether two buffers, or two undefined, hold the same.
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer> | undefined} one
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer> | undefined} other
 */
export function sameBytes(one, other) {
  if (!one || !other) return !one && !other;
  const [a, b] = [viewed(one), viewed(other)];
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/**
 * Makes an entry of what is stored under its name, and says why not by an error.
 * @typedef {(id: string, found: SealedEntry | undefined) => Promise<SealedEntry>} Make
 */

/**
 * Put what is made of every entry, or of these alone, and `after` in the place of the key's record. It is made again of
 * what another tab changed meanwhile. Rejects with VaultError "changed" if the key is not that of `before` any more, with
 * QuotaExceededError, or as the making does; then nothing has changed.
 * @param {IDBDatabase} db
 * @param {KeyRecord} before
 * @param {((id: string, found: SealedEntry) => Promise<SealedEntry>) | Map<string, Make>} make
 * @param {Holder} [after]
 */
export async function writeTogether(db, before, make, after) {
  /** @type {Map<string, { of: SealedEntry | undefined, made: SealedEntry }>} */
  const ready = new Map();
  for (;;) {
    // To be believed when it says that all is written: a key that is lost with the power takes every word along.
    const transaction = db.transaction(["keys", "entries"], "readwrite", { durability: "strict" });
    const [keys, entries] = [transaction.objectStore("keys"), transaction.objectStore("entries")];
    const [now, names, records] = await Promise.all([
      settled(keys.get("content")),
      settled(entries.getAllKeys()),
      settled(entries.getAll()),
    ]);
    if (!sameBytes(now?.key, before.key)) throw new VaultError("changed");
    const found = new Map(names.map((name, place) => [String(name), /** @type {SealedEntry} */ (records[place])]));
    const wanted = make instanceof Map ? [...make.keys()] : [...found.keys()];
    const open = wanted.filter((id) => !ready.has(id) || !sameBytes(ready.get(id)?.of?.iv, found.get(id)?.iv));
    if (open.length === 0) {
      try {
        for (const id of wanted) entries.put(ready.get(id)?.made, id);
        if (after) {
          keys.put(after.record, "content");
          if (after.device) keys.put(after.device, "device");
          else keys.delete("device");
        }
      } catch (error) {
        transaction.abort(); // or what was put so far would stay
        throw error;
      }
      await finished(transaction);
      return;
    }
    // Outside of the transaction, which does not wait for WebCrypto.
    const making = open.map(async (id) => {
      const of = found.get(id);
      const made = await (make instanceof Map ? make.get(id)?.(id, of) : make(id, /** @type {SealedEntry} */ (of)));
      ready.set(id, { of, made: /** @type {SealedEntry} */ (made) });
    });
    await Promise.all(making);
  }
}
