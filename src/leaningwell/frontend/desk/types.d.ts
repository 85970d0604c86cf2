// What the desk's view and the kernel hand to each other; the kernel's half is leaningwell/desk/dashboard.py.

/** One step of a round. */
export interface Step {
  name: string;
  command: string;
  /** What it asks for beside the exercise: the choices, each with its name and what it is called. */
  choices: [string, string][];
  /** The kinds of file it can be given, as a file chooser takes them; none where it takes no file. */
  file: string;
}
export interface Spec {
  lang: string;
  dir: string;
  steps: Step[];
  words: Record<string, string>;
}
export interface Exercise {
  slug: string;
  title: string;
  points: number;
}
/** What came of something: sentences, or the one that says what cannot be done. */
export interface Told {
  done?: string[];
  look?: string[];
  data?: any;
  cannot?: string;
  /** The files that were made, which can be fetched. */
  files?: string[];
}
export interface Progress extends Told {
  running?: boolean;
  of?: number;
}
/** How far a step is: a sentence, and whether it is done for now. */
export interface Standing {
  text: string;
  done: boolean;
}
/** One learner's row: how far they are. */
export interface Row {
  id: string;
  name: string;
  state: "none" | "empty" | "handed-in" | "graded";
  time: string;
  late: boolean;
  points: number | null;
  looks: number;
  unsure: boolean;
  feedback: "none" | "older" | "given";
}
/** One part that a person should look at. */
export interface Part {
  student: string;
  name: string;
  cell: string;
  title: string;
  shared: boolean;
  why: string[];
  handed_in: string;
  points: number | null;
  possible: number;
  comment: string;
  settled: boolean;
  seen: string;
}
/** What somebody has typed for a part and not saved; `seen` names the grade and the comment that they saw. */
export interface Draft {
  slug: string;
  called: string;
  seen: string;
  points: string;
  comment: string;
}
/** A sentence of the report: text, an entry of a list, or an answer with its verdict. */
export interface ReportLine {
  text: string;
  kind: "text" | "item" | "right" | "partly" | "not-yet";
}
export interface Chapter {
  title: string;
  lines: ReportLine[];
  chapters: Chapter[];
}
export interface Report {
  language: string;
  lines: ReportLine[];
  chapters: Chapter[];
}
export interface Guide {
  asked: string;
  "go-by": string[];
  by: string;
  sample: string;
}
export type Ask = (what: string, question?: Record<string, unknown>) => Promise<any>;
