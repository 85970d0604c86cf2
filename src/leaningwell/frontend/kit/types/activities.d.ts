// Activities: what the kernel says of each, by kind.

import type { Figure, Sureness } from "./explorations.d.ts";
import type { Item } from "./items.d.ts";
import type { EntryName, TellableEntry } from "./workbook.d.ts";

/** What every activity is told. */
export interface Common {
  lang: string;
  dir: "ltr" | "rtl";
}
export interface QuizSpec extends Common {
  items: Item[];
  exercise?: boolean;
  /** How many come in one step of a path. */
  a_step?: number | null;
  /** The line that stands above a task in words. */
  care?: string | null;
}
/** A question from the lesson of that number; `returns` where it is offered again to who missed it. */
export type EarlierItem = Item & { from: number; returns: boolean };
export interface WarmUpSpec extends Common {
  lesson: string;
  items: EarlierItem[];
  /** The questions for somebody who missed none. */
  defaults: string[];
}
/** To be judged true or false. */
export type Statement = Item & { type: "true-false" };
export interface CheckInSpec extends Common {
  lesson: string;
  items: Statement[];
}
export interface CheckOutSpec extends CheckInSpec {
  /** The lesson that asked first. */
  first: string;
}
export interface Voice {
  who: string;
  name: string;
  text: string;
}
export interface ReflectionSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  boxes: { id: string; label: string }[];
  /** How many boxes make it done. */
  complete: number;
  persona: Voice;
  example?: Voice | null;
  /** The note that stands beside everything that teaches asking. */
  care?: string | null;
  shareable?: boolean;
  exercise?: boolean;
  /** Whether it can be printed by itself. */
  prints?: boolean | null;
}
export interface Guess {
  id: string;
  label: string;
  unit: string;
  minimum: number;
  maximum: number;
  step: number;
}
/** A reflection of an earlier lesson, shown again with boxes to add to it. */
export interface LookBackSpec extends ReflectionSpec {
  earlier: Pick<ReflectionSpec, "id" | "boxes" | "persona"> & { number: number };
}
/** One number to guess, or several. */
export interface PredictionSpec extends Common {
  id: string;
  prompt: string;
  guesses: Guess[];
}
/** A question, or an activity that has a view of its own. */
export type Round = { item: Item } | { kind: string; spec: Common };
/** One of two ways to do it, and what it gives or misses. */
export interface Model {
  text: string;
  why: string;
}
export interface PracticeSpec extends Common {
  id: string;
  /** The skill. */
  title: string;
  /** The made-up person whose scene it is. */
  who: string;
  name: string;
  minutes: number;
  care: string;
  worked: { scene: string; good: Model; poorer: Model };
  prompt: string | null;
  rounds: Round[];
  try: { prompt: string; mine: string; made_up: string; note: string | null };
  pair: { scene: string; parts: { name: string; text: string }[]; steps: string[]; questions: string[] };
  sureness: Sureness[];
  /** What the card says around the lesson's own text. */
  words: Record<string, string>;
}
export interface PlanSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  when: string[];
  then: string[];
  instead: string;
  care?: string | null;
}
/** A plan as the page of all plans knows it: where it was made. */
export interface PlanOfLesson {
  id: string;
  title: string;
  slug: string;
  number: number;
}
export interface PlansSpec extends Common {
  plans: PlanOfLesson[];
}
type Way = "accusation" | "hint" | "test" | "ask";
export interface TranslatorSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  rules: { rule: string; feelings: string[]; needs: ({ need: string } & Record<Way, string>)[] }[];
  own: string;
  discover: string;
  left_out: string;
  care?: string | null;
}
/** What the views have in common that work with a learner's own numbers; `name` is of whom the example is. */
export interface OwnSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  private: string;
  care?: string | null;
  name: string;
  /** The example's. */
  figure: Figure;
  columns: string[];
  left_out: string;
}
export interface CircleSpec extends OwnSpec {
  rings: { id: string; text: string }[];
  turns: { id: string; text: string }[];
  needs: string[];
  levels: string[];
  example: { people: { name: string }[] };
}
export interface ForecastsSpec extends OwnSpec {
  /** The warmest there is. */
  scale: number;
  chart: string;
  sureness: Sureness[];
  example: { tries: { what: string }[] };
}
export interface ChoiceSpec extends Common {
  id: string;
  prompt: string;
  cards: { id: string; title: string; text: string; next?: string }[];
}
export interface LessonOnMap {
  slug: string;
  title: string;
  about: string;
  /** The workbook entries that make it done; none if it is not written yet. */
  parts: EntryName[];
  exercise: string | null;
}
export interface StatementSpec extends Common {
  lessons: LessonOnMap[];
}
/** What a lesson may leave in the workbook, for whoever reads it apart from the course. */
export interface LessonParts {
  title: string;
  parts: TellableEntry[];
}
export interface KeptSpec extends Common {
  lessons?: LessonParts[];
}
export interface MapSpec extends Common {
  lessons: LessonOnMap[];
}
