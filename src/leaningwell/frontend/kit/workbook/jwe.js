// One standard encrypted file: JWE compact serialization (RFC 7516), key from a passphrase with PBES2-HS512+A256KW
// (RFC 7518, 4.8), content with A256GCM. Any JOSE library that allows this many iterations opens it.

import { ITERATIONS, wrappingKey } from "./passphrase.js";

const ALG = "PBES2-HS512+A256KW";
const ENC = "A256GCM";
// A file asks for its own number of iterations: enough to be one of ours, not so many that it could hang the page.
const FEWEST = 1_000;
const MOST = 2_000_000;

const encoder = new TextEncoder();
/** @param {BufferSource} bytes */
const toText = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
export function toBase64url(bytes) {
  let binary = "";
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new TypeError("not base64url");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

/**
 * RFC 7518, 4.8.1.1: the salt of the derivation begins with the algorithm's name.
 * @param {string} passphrase
 * @param {Uint8Array} salt
 * @param {number} iterations
 * @param {"wrapKey" | "unwrapKey"} use
 */
const keyFrom = (passphrase, salt, iterations, use) =>
  wrappingKey(passphrase, new Uint8Array([...encoder.encode(ALG), 0, ...salt]), iterations, use);

/**
 * Encrypt text under a passphrase. `kind` is the header's content type.
 * @param {string} text
 * @param {string} passphrase
 * @param {string} kind
 */
export async function seal(text, passphrase, kind) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header = toBase64url(
    encoder.encode(JSON.stringify({ alg: ALG, enc: ENC, cty: kind, p2s: toBase64url(salt), p2c: ITERATIONS })),
  );
  const content = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", content, await keyFrom(passphrase, salt, ITERATIONS, "wrapKey"), "AES-KW");
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(header) }, content, encoder.encode(text)),
  );
  const parts = [wrapped, iv, sealed.slice(0, -16), sealed.slice(-16)];
  return [header, ...parts.map(toBase64url)].join(".");
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Why a file cannot be opened: "foreign", "damaged", "unknown" (it asks for what nobody here can do) or "refused". */
export class Unopened extends Error {
  /** @param {"foreign" | "damaged" | "unknown" | "refused"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Decrypt what `seal`, or a JOSE library, made. Rejects with Unopened.
 * @param {string} file
 * @param {string} passphrase
 * @param {string} kind
 */
export async function open(file, passphrase, kind) {
  const parts = file.trim().split(".");
  let header;
  try {
    header = JSON.parse(toText(fromBase64url(parts[0])));
  } catch {
    throw new Unopened("foreign");
  }
  if (header?.alg !== ALG || header.enc !== ENC || header.cty !== kind) throw new Unopened("foreign");
  // RFC 7516, 4.1.13: what a file calls critical has to be understood, or the file left alone.
  if (header.crit !== undefined || header.zip !== undefined) throw new Unopened("unknown");
  if (parts.length !== 5 || !(header.p2c >= FEWEST && header.p2c <= MOST)) throw new Unopened("damaged");
  let salt, wrapped, iv, sealed, tag;
  try {
    salt = fromBase64url(header.p2s);
    [wrapped, iv, sealed, tag] = parts.slice(1).map(fromBase64url);
  } catch {
    throw new Unopened("damaged");
  }
  let content;
  try {
    const owner = await keyFrom(passphrase, salt, header.p2c, "unwrapKey");
    content = await crypto.subtle.unwrapKey("raw", wrapped, owner, "AES-KW", { name: "AES-GCM", length: 256 }, false, [
      "decrypt",
    ]);
  } catch {
    throw new Unopened("refused");
  }
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: encoder.encode(parts[0]) },
      content,
      joined(sealed, tag),
    );
    return toText(opened);
  } catch {
    throw new Unopened("damaged");
  }
}
