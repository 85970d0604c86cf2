// Before handing in: what an instructor will see, the files, and what comes of handing in and of grading.

import type { Common } from "./activities.d.ts";
import type { Ask, Kept } from "./asking.d.ts";

export interface HandinSpec extends Common {
  /** Whether the solutions are at hand, so that it can be graded here. */
  solutions: boolean;
  /** The names of the exercise's own files. */
  own: string[];
}
/** A question as an instructor sees it; see leaningwell.answers.instructor_view. */
export interface SeenAnswer {
  prompt: string;
  state: "given" | "nothing" | "damaged" | "outdated";
  /** The answer in words, where one is given. */
  text: string;
}
export interface SeenTask {
  title: string;
  points: number;
  /** Null where there is no code to be written. */
  code: "changed" | "unchanged" | "unknown" | null;
  /** Of its route without code. */
  questions: SeenAnswer[];
}
export interface SeenReflection {
  title: string;
  done: boolean;
  /** The shared texts by their boxes' labels. */
  shared: Record<string, string>;
}
/** Changes whenever something else would be handed in than was shown. */
export interface SeenMark {
  answers: string;
  files: string;
}
/** What an instructor will see, as it is on disk. */
export interface Seen {
  tasks: SeenTask[];
  questions: SeenAnswer[];
  reflections: SeenReflection[];
  notebook: {
    /** When, in ISO 8601; null where it is not there. */
    saved: string | null;
    readable: boolean;
    whole: boolean;
    /** The name of the notebook this runs in, if that is not the one that is handed in. */
    copy: string | null;
  };
  notices: Kept["notices"];
  mark: SeenMark;
}
export interface SeenFile {
  name: string;
  /** In bytes. */
  size: number;
  /** Whether it would be handed in. */
  included: boolean;
}
/** What was handed in, or is about to be: nbgrader's receipt, and when, in ISO 8601. */
export interface Receipt {
  course: string;
  receipt: string;
  time: string;
}
/** nbgrader's exchange: "ready", or a code for why nothing can be handed in. */
export interface Exchange {
  exchange: string;
  detail?: string;
  courses: string[];
  earlier: Receipt[];
}
export interface GradedPart {
  title: string;
  points: number;
  possible: number;
  text: string;
}
export interface GradeReport {
  parts: GradedPart[];
  points: number;
  possible: number;
  /** Where nbgrader's feedback page lies. */
  page: string;
}
/** By job: what it comes to, where it does not fail. `problem` is a sentence for the learner. */
export interface Jobs {
  look: Exchange & { files: SeenFile[] };
  "hand-in": Receipt;
  feedback: GradeReport | { problem: string };
}
/** A job that came to nothing: why, and what nbgrader or the system said. */
export interface Failed {
  code: string;
  detail?: string;
}

/** What the cards before handing in share. */
export interface HandinPage {
  root: HTMLElement;
  ask: Ask;
  /** The names of the exercise's own files. */
  own: string[];
  /** What is shown of the answers now, or null where they could not be looked at. */
  shown(): Seen | null;
  /** A mark of what is shown, by which the kernel sees that something has changed since. */
  mark(): Partial<SeenMark>;
  /** Looks again at everything. */
  again(): Promise<void>;
}
