// From a passphrase to a key that wraps other keys: PBKDF2-HMAC-SHA-512, then AES-KW with 256 bits.

/** How often the hash is applied to a passphrase chosen today. */
export const ITERATIONS = 210_000;
/** The fewest characters of a passphrase. */
export const SHORTEST = 10;

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {number} iterations
 * @param {"wrapKey" | "unwrapKey"} use
 * @returns {Promise<CryptoKey>}
 */
export async function wrappingKey(passphrase, salt, iterations, use) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-512", salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-KW", length: 256 }, false, [use]);
}
