// Asking the kernel.

import type { ControlValue, Figure } from "./explorations.d.ts";
import type { Failed, Jobs, Seen, SeenMark } from "./handin.d.ts";
import type { Response, Score } from "./items.d.ts";

/** By question: what is asked with it, and what comes back. */
export interface Questions {
  check: [{ id: string; response: Response; confidence?: number }, Score];
  solve: [{ id: string }, Score & { response: Response }];
  load: [{}, Kept];
  done: [{ id: string }, {}];
  share: [{ texts: Record<string, string> }, {}];
  "take-back": [{}, {}];
  reveal: [{}, { revealed: Record<string, number>; reveal: string; figure?: Figure }];
  /** All answers of both times to the check, by statement. */
  compare: [Record<"before" | "after", Record<string, string>>, Record<string, Compared>];
  draw: [{ values: Record<string, ControlValue> }, { figure: Figure }];
  /** A picture of a learner’s own numbers, without a name. */
  sketch: [Record<string, unknown[]>, { figure: Figure }];
  look: [{}, Seen];
  peek: [{ name: string }, { text: string }];
  move: [{ name: string }, { place: string }];
  /** Nothing is begun where something has changed since it was looked at. */
  start: [{ job: keyof Jobs; course?: string; mark?: Partial<SeenMark> }, { running?: boolean; changed?: boolean }];
  /** Null while the job is at work. */
  result: [{ job: keyof Jobs }, { result: Jobs[keyof Jobs] | Failed | null }];
}
/** A question, and what ends the asking of it; otherwise that ends as the page is left. */
export type Ask = <Q extends keyof Questions>(
  what: Q,
  question?: Questions[Q][0],
  until?: AbortSignal,
) => Promise<Questions[Q][1]>;

/** Two judgements of a statement beside its truth: whether each was right, or null where there was none. */
export interface Compared {
  before: boolean | null;
  after: boolean | null;
  truth: string;
  reasons: { right: boolean; text: string }[];
}

/** What answers.json holds. */
export interface Kept {
  items: Record<string, { response: Response; confidence?: number }>;
  done: string[];
  shared: Record<string, Record<string, string>>;
  notices: { code: "set-aside" | "partly" | "read-only" | "newer" | "unreadable"; detail: string }[];
}
