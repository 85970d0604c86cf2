// The workbook: what is kept in the browser, by kind of entry.

import type { Response, Score } from "./items.d.ts";

export interface Entries {
  item: {
    draft?: Response | null;
    confidence?: number;
    response?: Response;
    result?: Score;
    tries?: number;
    /** The first answer ever checked. */
    first?: { response: Response; right: boolean; confidence?: number };
    /** It belongs to an earlier version of the question, and does not count. */
    outdated?: boolean;
    done?: boolean;
  };
  /** An answer in a warm-up, under the lesson's name. */
  "warm-up": Entries["item"];
  reflection: {
    way: "own" | "persona" | "skip" | null;
    own: Record<string, string>;
    persona: Record<string, string>;
    done?: boolean;
  };
  "look-back": Entries["reflection"];
  /** The real try of a practice. */
  practice: { way: "mine" | "made-up" | "later" | null; note: string; done?: boolean };
  /** What became of a plan. */
  happened: { answer: string | null; note: string; letGo: boolean; done?: boolean };
  /** A round of judging statements. */
  check: {
    way: "do" | "skip" | null;
    answers: Record<string, { response?: string; confidence?: number }>;
    shown: boolean;
    done?: boolean;
  };
  prediction: { guesses: Record<string, number>; done: boolean };
  plan: { if: string; then: string; instead: string; none: boolean; kept?: boolean; done?: boolean };
  translator: { text: string; done?: boolean };
  choice: { chosen: string; done?: boolean };
  place: Place & { done?: boolean };
  /** An answer to a question of an exercise, and the one in answers.json that it was to take the place of. */
  unsaved: { response: Response | null; over: Response | null; done?: boolean };
  /** People on rings, by a name of the page's own; one that was taken off is null. */
  circle: { people: Record<string, OnTheMap | null>; done?: boolean };
  /** Small contacts, by a name of the page's own. */
  forecast: { tries: Record<string, Contact | null>; done?: boolean };
}
/** Somebody on a map of one's own: `needs` says by the need's place how much they give, 0 to 3. */
export interface OnTheMap {
  name?: string;
  ring?: string;
  turns?: string;
  needs?: Record<string, number>;
}
/** A small contact: how warm it was expected to be, and how warm it was. */
export interface Contact {
  what?: string;
  expected?: number | null;
  found?: number | null;
}
/** Where a reader is on a page: a cell, and how many pixels into it. */
export interface Place {
  cell: string;
  into: number;
}
export type Kind = keyof Entries;

/** What an entry is called where it is told: `labels`, `units` and `persona` come from the lesson's file. */
export interface TellableEntry {
  id: string;
  title?: string;
  prompt?: string;
  labels?: Record<string, string>;
  units?: Record<string, string>;
  persona?: string;
  /** The names that an answer to a question may hold. */
  names?: string[];
}
/** What a kind of entry says for itself; see kinds/index.js. */
export interface WorkbookKind<K extends Kind> {
  /** What entries of the kind are called, in the list that counts them. */
  label(): string;
  /** Its value while nothing is written. */
  empty: Entries[K];
  /** Whether a value counts as done; `spec` is what the kernel says of the activity. */
  isDone(value: Entries[K], spec: any): boolean;
  /** What its fields hold, by name; any of them may be missing. */
  shape: Record<string, (value: unknown) => boolean>;
  /** Fields that hold a choice, not words: two of them cannot stand side by side. */
  choices?: string[];
  /** One value of two; `both` gives the fields of both, with the words of both. Without, it is that. */
  merged?(here: Entries[K], there: Entries[K], both: () => any): any;
  /** Its heading, where the lesson's file has none for it. */
  title?(id: string): string;
  /** The value in words; nothing if there is nothing to tell. */
  told(value: any, part: TellableEntry): HTMLElement[];
  /** Entries for which this is alike count as one. */
  countedAs?(id: string): string;
}
export type EntryName<K extends Kind = Kind> = `${K}/${string}`;

/** Where sentences about what happened are said. */
/** `plain`: neither good nor bad. */
export type Mood = "calm" | "trouble" | "again" | "plain";
export type Say = (sentence: string, mood?: Mood) => void;
