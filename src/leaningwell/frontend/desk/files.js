// Files between the page and the kernel: one that somebody chose, and those that a step made.

/** @import { Ask } from "./types.d.ts" */

import { download } from "../kit/kept/file.js";
import { say } from "./words.js";

/** A server lets a kernel say about a million characters each second. */
const PAUSE = 700;

/** Bytes at a time: a server takes no message that is much longer than ten million characters. */
const PIECE = 1_000_000;

/**
 * Bring the file that was chosen to the kernel, piece by piece. Gives its number there, which is null where none was chosen,
 * or the sentence that says why it cannot be taken.
 * @param {Ask} ask
 * @param {HTMLInputElement} input
 * @param {(text: string) => void} tell
 * @returns {Promise<{ number: number | null, cannot?: string }>}
 */
export async function sent(ask, input, tell) {
  const file = input.files?.[0];
  if (!file) return { number: null };
  let number = null;
  for (let from = 0; from === 0 || from < file.size; from += PIECE) {
    if (file.size > PIECE) tell(say("sending", { percent: Math.round((100 * from) / file.size) }));
    let bytes;
    try {
      bytes = new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer());
    } catch {
      return { number: null, cannot: say("changed-file", { name: file.name }) };
    }
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    const answer = await ask("give", { number, name: file.name, content });
    if (answer.cannot) return { number: null, cannot: answer.cannot };
    number = answer.number;
  }
  return { number };
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
