// Files between the page and the kernel: one that somebody chose, and those that a step made.

/** @import { Ask } from "./types.d.ts" */

import { download } from "../kit/kept/file.js";

/** A server lets a kernel say about a million characters each second. */
const PAUSE = 700;

/** The file that was chosen, as the kernel takes it; null where none was. @param {HTMLInputElement} input */
export async function sent(input) {
  const file = input.files?.[0];
  if (!file) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
}

/**
 * Fetch a file that a step made, piece by piece, and have the browser save it. Gives the sentence that says why it cannot.
 * @param {Ask} ask
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
export async function fetched(ask, path) {
  /** @type {BlobPart[]} */
  const pieces = [];
  for (let from = 0; ; ) {
    const { content, name, size, cannot } = await ask("file", { path, from });
    if (cannot) return cannot;
    const piece = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
    pieces.push(piece);
    from += piece.length;
    if (from >= size || !piece.length) {
      download(new Blob(pieces), name);
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
