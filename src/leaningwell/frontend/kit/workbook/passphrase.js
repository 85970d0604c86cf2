// From a passphrase to a key that wraps other keys: PBKDF2-HMAC-SHA-512, then AES-KW with 256 bits.

/** How often the hash is applied to a passphrase chosen today. */
export const ITERATIONS = 210_000;

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {number} iterations
 */
async function derived(passphrase, salt, iterations) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-512", salt, iterations }, material, 256);
}

/** @param {ArrayBuffer} bits @param {"wrapKey" | "unwrapKey"} use */
const keyFor = (bits, use) => crypto.subtle.importKey("raw", bits, "AES-KW", false, [use]);

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {number} iterations
 * @param {"wrapKey" | "unwrapKey"} use
 */
export const wrappingKey = async (passphrase, salt, iterations, use) => keyFor(await derived(passphrase, salt, iterations), use);

/**
 * The key in two halves: whoever holds `wraps` can shut something in, and open nothing.
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {number} iterations
 */
export async function bothKeys(passphrase, salt, iterations) {
  const bits = await derived(passphrase, salt, iterations);
  return { wraps: await keyFor(bits, "wrapKey"), unwraps: await keyFor(bits, "unwrapKey") };
}
