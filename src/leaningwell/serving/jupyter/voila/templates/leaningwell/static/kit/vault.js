// The sealed store below the workbook. Each entry is encrypted with AES-256-GCM under one content key; that key is
// wrapped (AES-KW) by a device key that cannot be exported from this browser. Format, version 1:
//
//   keys     "device"   CryptoKey, AES-KW, not extractable
//            "content"  { version: 1, wrappedBy: "device", key: ArrayBuffer }
//   entries  <id>       { version: 1, iv: Uint8Array(12), sealed: ArrayBuffer }
//
// The plain text of an entry is UTF-8 JSON; its id and version are authenticated with it.

export const NAME = "leaning-well";
const VERSION = 1;

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    transaction.onerror = () => reject(transaction.error);
  });

function database() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("entries");
  };
  return settled(request);
}

async function contentKey(db) {
  const algorithm = { name: "AES-GCM", length: 256 };
  // Made before the transaction, since IndexedDB does not wait for WebCrypto; thrown away if another tab was first.
  const device = await crypto.subtle.generateKey({ name: "AES-KW", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  const fresh = await crypto.subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, device, "AES-KW");
  const transaction = db.transaction("keys", "readwrite");
  const keys = transaction.objectStore("keys");
  let [owner, content] = await Promise.all([settled(keys.get("device")), settled(keys.get("content"))]);
  if (!owner || !content) {
    owner = device;
    content = { version: VERSION, wrappedBy: "device", key: wrapped };
    keys.put(owner, "device");
    keys.put(content, "content");
  }
  await finished(transaction);
  return crypto.subtle.unwrapKey("raw", content.key, owner, "AES-KW", algorithm, false, ["encrypt", "decrypt"]);
}

const bound = (id) => new TextEncoder().encode(`${NAME}/${VERSION}/${id}`);

/** The store of this browser. Rejects where IndexedDB or WebCrypto is missing or closed. */
export async function openVault() {
  const db = await database();
  db.onversionchange = () => db.close();
  const key = await contentKey(db);

  const store = (mode) => db.transaction("entries", mode).objectStore("entries");

  return {
    /** The value sealed under `id`, or undefined. Rejects with OperationError if it cannot be opened. */
    async get(id) {
      const record = await settled(store("readonly").get(id));
      if (!record) return undefined;
      const opened = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: record.iv, additionalData: bound(id) },
        key,
        record.sealed,
      );
      return JSON.parse(new TextDecoder().decode(opened));
    },
    /** Seal `value` under `id`. Rejects with QuotaExceededError when the browser has no room. */
    async put(id, value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, plain);
      const entries = store("readwrite");
      entries.put({ version: VERSION, iv, sealed }, id);
      await finished(entries.transaction);
    },
    /** Move a record that cannot be opened to a name of its own, unchanged. */
    async setAside(id) {
      const entries = store("readwrite");
      const record = await settled(entries.get(id));
      if (record) {
        entries.put({ ...record, was: id }, `aside/${id}/${Date.now()}`);
        entries.delete(id);
      }
      await finished(entries.transaction);
    },
    async remove(id) {
      const entries = store("readwrite");
      entries.delete(id);
      await finished(entries.transaction);
    },
    /** The ids of all entries. */
    ids: () => settled(store("readonly").getAllKeys()),
    async clear() {
      const entries = store("readwrite");
      entries.clear();
      await finished(entries.transaction);
    },
  };
}

/** A store that lasts as long as the page, for browsers that offer no other. */
export function memoryVault() {
  const entries = new Map();
  return {
    get: async (id) => structuredClone(entries.get(id)),
    put: async (id, value) => void entries.set(id, structuredClone(value)),
    setAside: async () => undefined,
    remove: async (id) => void entries.delete(id),
    ids: async () => [...entries.keys()],
    clear: async () => entries.clear(),
  };
}
