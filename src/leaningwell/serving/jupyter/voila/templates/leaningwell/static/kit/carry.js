// The whole workbook in one encrypted file, and back: into another browser, another computer, or the next Binder.
//
// Inside the file, version 1: { "format": "leaning-well-workbook", "version": 1, "entries": { <id>: <value> } }

import { open, seal, Unopened } from "./jwe.js";
import { t } from "./strings.js";
import * as workbook from "./workbook.js";

const FORMAT = "leaning-well-workbook";
const KIND = `${FORMAT}+json`;
const VERSION = 1;
const HERE_ONLY = (id) => id === "seed" || id.startsWith("aside/");

/** The workbook as the text of a file. */
export async function exported(passphrase) {
  const entries = {};
  for (const id of await workbook.ids()) {
    if (!HERE_ONLY(id)) entries[id] = await workbook.get(id);
  }
  return seal(JSON.stringify({ format: FORMAT, version: VERSION, entries }), passphrase, KIND);
}

/** Take a file's entries into the workbook, losing nothing of either side. Throws an Error with a sentence. */
export async function imported(file, passphrase) {
  let content;
  try {
    content = JSON.parse(await open(file, passphrase, KIND));
  } catch (error) {
    throw new Error(t(`carry.${error instanceof Unopened ? error.reason : "damaged"}`));
  }
  if (content?.format !== FORMAT || typeof content.entries !== "object") throw new Error(t("carry.foreign"));
  if (content.version > VERSION) throw new Error(t("carry.newer"));
  const brought = Object.entries(content.entries).filter(([id, value]) => !HERE_ONLY(id) && value && typeof value === "object");
  for (const [id, value] of brought) await workbook.update(id, (stored) => merged(id, stored, value));
  return brought.length;
}

/** Which fields of an entry hold words, by its kind. */
const WORDS = {
  reflection: ["own", "persona"], "look-back": ["own", "persona"], plan: ["if", "then", "instead"], happened: ["note"], translator: ["text"],
};

/** One value of two. Words of both sides are kept; of a question, the side that tried more often; else this one's. */
export function merged(id, here, there) {
  if (here === undefined) return there;
  const kind = id.split("/")[0];
  if (kind === "item" || kind === "warm-up") return (there.tries ?? 0) > (here.tries ?? 0) ? there : here;
  const value = { ...there };
  for (const [name, content] of Object.entries(here)) value[name] = content ?? there[name];
  for (const name of WORDS[kind] ?? []) value[name] = joined(here[name], there[name]);
  if (kind === "check") value.answers = { ...there.answers, ...here.answers };
  value.done = Boolean(here.done || there.done);
  return value;
}

function joined(here, there) {
  if (here && there && typeof here === "object" && typeof there === "object") {
    const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    return Object.fromEntries(names.map((name) => [name, joined(here[name], there[name])]));
  }
  const [mine, theirs] = [here ?? "", there ?? ""];
  if (typeof mine !== "string" || typeof theirs !== "string") return here ?? there;
  if (mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${mine}\n\n${theirs}`;
}
