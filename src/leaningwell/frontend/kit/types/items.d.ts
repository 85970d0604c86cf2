// Questions: what a page is told of them, how they are answered, and where answers are kept.

import type { Entries } from "./workbook.d.ts";

/** An option, entry, step or side: its name in responses, and what the learner reads. */
export interface Choice {
  key: string;
  text: string;
  /** Of a scenario's reply: the turn it leads to. */
  next?: string;
}

interface AnyItem {
  id: string;
  prompt: string;
  /** Today's name of an option or entry by each name it had before. */
  formerly?: Record<string, string>;
  /** Only in a graded exercise. */
  points?: number;
}
export interface OptionItem extends AnyItem {
  type: "single" | "multiple" | "true-false";
  options: Choice[];
}
export interface NumericItem extends AnyItem {
  type: "numeric";
  unit: string;
  /** Between what the number has to lie, as far as that is known. */
  minimum: number | null;
  maximum: number | null;
}
export interface MatchItem extends AnyItem {
  type: "match";
  lefts: Choice[];
  rights: Choice[];
}
export interface OrderItem extends AnyItem {
  type: "order";
  swaps: number;
  entries: Choice[];
}
export interface SortItem extends AnyItem {
  type: "sort";
  /** One whose name is its text is sent as that alone. */
  categories: (string | Choice)[];
  entries: Choice[];
}
export interface AnnotateItem extends AnyItem {
  type: "annotate";
  tags: (Choice & { about?: string })[];
  /** A line without a key sets the scene; a folded one is a card that a reader may leave shut. */
  lines: { key?: string; who: string; text: string; folded?: string }[];
}
export interface Slot extends Choice {
  optional: boolean;
  phrases: Choice[];
}
export interface ComposeItem extends AnyItem {
  type: "compose";
  slots: Slot[];
  /** Complete messages that are full answers by themselves. */
  whole?: Choice[];
}
export interface Turn {
  id: string;
  says: string;
  options: Choice[];
}
export interface ScenarioItem extends AnyItem {
  type: "scenario";
  turns: Turn[];
}
/** A question as a learner may see it before answering: no key, no feedback. */
export type Item = OptionItem | NumericItem | MatchItem | OrderItem | SortItem | ScenarioItem | AnnotateItem | ComposeItem;

/** What is answered, by the type of item; see leaningwell.items. */
export type Response = string | number | string[] | Record<string, string>;

export interface Reason {
  about: string;
  right: boolean;
  text: string;
  /** It is half right. */
  partly?: boolean;
  /** Of a reply: what it does with the other person, and what that person says or does next. */
  effect?: "opens" | "stays" | "closes";
  then?: string;
}
/** What would fit, and why: a right option, or the places where something belongs. */
export interface Explanation {
  about: string;
  text: string;
  fits: string[];
}
/** What is said beside one part of an answer; see items/feedback.js. */
export interface Told {
  reason?: Reason;
  fits?: { sentence: string; text: string };
}
/** A response looked at: `earned` is a share of the points, `missed` counts what was left out. */
export interface Score {
  right: boolean;
  earned: number;
  missed: number;
  reasons: Reason[];
  /** Told after a second miss. */
  explained?: Explanation[];
}

/** What a check comes to in an exercise: no more than that the answer is saved, with so many parts of it open. */
export interface Saved {
  saved: true;
  open: number;
  right?: undefined;
  earned?: undefined;
  reasons?: undefined;
  explained?: undefined;
}
export type Checked = (Score & { saved?: undefined }) | Saved;
/** What is kept of a question: in the workbook, or, `saved`, in answers.json. */
export type KeptAnswer = Entries["item"] & { saved?: boolean };

/** What a form of one type of item needs. */
export interface Setting {
  seed: string;
  exercise?: boolean;
  /** Call when the answer changes. */
  changed(): void;
  /** Call to have the answer checked. */
  submit(): void;
}
/** How one type of item is answered. */
export interface Form {
  element: HTMLElement;
  /** Whether the form has the answer checked by itself in a lesson. */
  ownButton?: boolean;
  /** The answer as it stands, or null where there is none yet. */
  response(): Response | null;
  /** Whether an earlier answer, perhaps not a whole one, belongs to the item as it is now. */
  fits(response: unknown): boolean;
  /** Show an earlier answer that fits. */
  restore(response: any): void;
  show(result: { reasons?: Reason[]; explained?: Explanation[] }): void;
}

/** What a type of question says for itself; see items/types.js. */
export interface ItemType {
  form(item: any, setting: Setting): Form;
  /** The line below the question that says how it is answered; without, the catalogue has one under the type's name. */
  hint?(): string;
  /** Whether one says how sure one is. */
  judged?: boolean;
  /** The sentence for somebody who has not answered anything yet; without, that of a choice. */
  nothing?: import("../ui/strings.js").Key;
  /** Why an answer cannot be taken, in a sentence; nothing where it can. */
  refusal?(item: any, response: any): string | null;
  /** Whether it is right, where that is said in words of its own; nothing where it is not. */
  verdict?(result: Score): string | null;
  /** Sentences that follow on whether it was right. */
  details(item: any, result: Score): string[];
  /** How many parts of an answer are still open, where it may be saved with parts open. */
  open?(item: any, response: any): number;
  /** The sentence that counts them; without, that of things without a place. */
  stillOpen?: import("../ui/strings.js").Key;
  /** What is said where a try is not whole yet, which then does not count as one; nothing where it is. */
  underway?(result: Score): string | null;
}

/** Where the answer to a question is kept: the workbook, or answers.json. */
export interface Keeper {
  restore(tell: (sentence: string) => void): Promise<KeptAnswer>;
  draft(response: Response | null, confidence?: number): Promise<string | void>;
  check(response: Response, confidence?: number): Promise<Checked>;
  /** Keeps in this browser what is not taken at once. */
  hold?(response: Response): Promise<unknown>;
  /** What was held and is still to be saved. */
  held?(): Response | null;
  /** Calls `act` when another view changed the answer, or all was deleted; returns a way to stop. */
  follow?(act: (emptied: boolean) => unknown): () => void;
  /** Called when the answer that was kept does not belong to the item as it is now. */
  outdated?(): Promise<unknown>;
  solve: (() => Promise<Score & { response: Response }>) | null;
  tries(): number;
}
