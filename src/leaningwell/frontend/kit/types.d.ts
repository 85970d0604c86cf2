// What the modules hand to each other. The kernel's half of it is made in leaningwell/widgets and content.

// Questions

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
export type Item = OptionItem | NumericItem | MatchItem | OrderItem | SortItem | ScenarioItem;

/** What is answered, by the type of item; see leaningwell.items. */
export type Response = string | number | string[] | Record<string, string>;

export interface Reason {
  about: string;
  right: boolean;
  text: string;
}
/** A response looked at: `earned` is a share of the points, `missed` counts what was left out. */
export interface Score {
  right: boolean;
  earned: number;
  missed: number;
  reasons: Reason[];
}

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
  show(result: { reasons?: Reason[] }): void;
}

/** What a type of question says for itself; see items/types.js. */
export interface ItemType {
  form(item: any, setting: Setting): Form;
  /** The line below the question that says how it is answered; without, the catalogue has one under the type's name. */
  hint?(): string;
  /** Whether one says how sure one is. */
  judged?: boolean;
  /** The sentence for somebody who has not answered anything yet; without, that of a choice. */
  nothing?: import("./strings.js").Key;
  /** Sentences that follow on whether it was right. */
  details(item: any, result: Score): string[];
  /** How many parts of an answer are still open, where it may be saved with parts open. */
  open?(item: any, response: any): number;
  /** What is said where a try is not whole yet, which then does not count as one; nothing where it is. */
  underway?(result: Score): string | null;
}

/** Where the answer to a question is kept: the workbook, or answers.json. */
export interface Keeper {
  restore(tell: (sentence: string) => void): Promise<any>;
  draft(response: Response | null, confidence?: number): Promise<string | void>;
  check(response: Response, confidence?: number): Promise<any>;
  /** Calls `act` when another view changed the answer, or all was deleted; returns a way to stop. */
  follow?(act: (emptied: boolean) => unknown): () => void;
  /** Called when the answer that was kept does not belong to the item as it is now. */
  outdated?(): Promise<unknown>;
  solve: (() => Promise<Score & { response: Response }>) | null;
  tries(): number;
}

// Asking the kernel

/** By question: what is asked with it, and what comes back. */
export interface Questions {
  check: [{ id: string; response: Response; confidence?: number }, Score];
  solve: [{ id: string }, Score & { response: Response }];
  load: [{}, Kept];
  done: [{ id: string }, {}];
  share: [{ texts: Record<string, string> }, {}];
  "take-back": [{}, {}];
  reveal: [{}, { revealed: Record<string, number>; reveal: string; figure?: Figure }];
  draw: [{ values: Record<string, ControlValue> }, { figure: Figure }];
}
export type Ask = <Q extends keyof Questions>(what: Q, question?: Questions[Q][0]) => Promise<Questions[Q][1]>;

/** What answers.json holds. */
export interface Kept {
  items: Record<string, { response: Response; confidence?: number }>;
  done: string[];
  shared: Record<string, Record<string, string>>;
  notices: { code: "set-aside" | "partly" | "read-only" | "newer" | "unreadable"; detail: string }[];
}

// Activities: what the kernel says of each, by kind

/** What every activity is told. */
export interface Common {
  lang: string;
  dir: "ltr" | "rtl";
}
export interface QuizSpec extends Common {
  items: Item[];
  exercise?: boolean;
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
  shareable: boolean;
  exercise?: boolean;
}
export interface Guess {
  id: string;
  label: string;
  unit: string;
  minimum: number;
  maximum: number;
  step: number;
}
/** One number to guess, or several. */
export interface PredictionSpec extends Common {
  id: string;
  prompt: string;
  guesses: Guess[];
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
export interface MapSpec extends Common {
  lessons: LessonOnMap[];
}

// Explorations

export type ControlValue = number | string | string[];
interface AnyControl<Value> {
  id: string;
  label: string;
  start: Value;
  /** By chosen value: what other controls are then set to. */
  presets: Record<string, Record<string, ControlValue>>;
  choices: { value: string; label: string }[];
  minimum: number;
  maximum: number;
  step: number;
  low: string;
  high: string;
  unit: string;
}
export interface SliderControl extends AnyControl<number> {
  type: "slider";
}
export interface ChoiceControl extends AnyControl<string> {
  type: "choice";
}
export interface ChecksControl extends AnyControl<string[]> {
  type: "checks";
}
export type Control = SliderControl | ChoiceControl | ChecksControl;

export interface ExplorationSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  care?: string | null;
  controls: Control[];
  try_this: string[];
  chart: string | null;
  columns: string[];
  discover: string;
  left_out: string;
  invented: boolean;
  figure: Figure;
}
/** A chart as `leaningwell.widgets.figures` describes it; each kind has a class there and a module in charts/. */
export interface Chart {
  type: string;
  title: string;
  /** What a screen reader says of it; without, the figure's reading. */
  alt: string;
  /** Of a plane: the sliders, for x and for y, that a click on it sets. */
  place?: [string, string] | null;
  [part: string]: any;
}
/** How a kind of chart is drawn for the width it has. */
export interface ChartModule {
  draw(chart: Chart, description: string, width: number, pick?: (x: number, y: number) => void): Node;
}
/** What a model gives for the controls' values: charts, the sentence that says what they show, and the table's rows. */
export interface Figure {
  charts: Chart[];
  reading: string;
  rows?: (string | number)[][];
}

// Views

/** What a view gets; it may return what to do when it leaves the page. */
export interface Activity<Spec> {
  root: HTMLElement;
  spec: Spec;
  ask: Ask;
}
export type View<Spec = any> = (activity: Activity<Spec>) => Promise<(() => unknown) | void>;
/** A kind of activity; see views/. */
export interface ViewModule {
  view: View;
  /** Whether it is shown while the workbook is locked: it shows nothing of the learner's own, or sees to the lock itself. */
  isOpen?(spec: any): boolean;
  /** What stands on the card to unlock it, where the description has neither title nor prompt. */
  heading?(): string;
}

// The workbook: what is kept in the browser, by kind of entry

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
  /** What became of a plan. */
  happened: { answer: string | null; note: string; letGo: boolean; done?: boolean };
  /** A round of judging statements. */
  check: { way: "do" | "skip" | null; answers: Record<string, { response?: string; confidence?: number }>; shown: boolean; done?: boolean };
  prediction: { guesses: Record<string, number>; done: boolean };
  plan: { if: string; then: string; instead: string; none: boolean; done?: boolean };
  translator: { text: string; done?: boolean };
  choice: { chosen: string; done?: boolean };
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
  /** One value of two; `joined` has the fields of both, with the words of both. Without, it is that. */
  merged?(here: Entries[K], there: Entries[K], joined: any): any;
  /** Its heading, where the lesson's file has none for it. */
  title?(id: string): string;
  /** The value in words; nothing if there is nothing to tell. */
  told(value: any, part: TellableEntry): HTMLElement[];
  /** Entries for which this is alike count as one. */
  countedAs?(id: string): string;
}
export type EntryName<K extends Kind = Kind> = `${K}/${string}`;

/** Where sentences about what happened are said. */
export type Mood = "calm" | "trouble" | "again";
export type Say = (sentence: string, mood?: Mood) => void;

// What a page and Voila's front end look for in the window

declare global {
  interface Window {
    /** Called by a page while it arrives: an activity's cell is made; all are. */
    leaningWell: { place(id: string): void; complete(): void };
    voila_heartbeat(): void;
    display_cells(): void;
    MathJax: object;
  }
}

// Elements

type Listeners = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => unknown };
type Plain<E> = {
  [P in keyof E as E[P] extends string | number | boolean | null ? P : never]?: E[P] | (E[P] extends string ? number : never);
};
/** What `h` can set on an element. */
export type Properties<E> = Omit<Plain<E>, "role" | "sandbox"> &
  Listeners & { class?: string; for?: string; role?: string; sandbox?: string; "http-equiv"?: string } & Partial<Record<`aria-${string}` | `data-${string}`, string>>;
export type Child = Node | string | null | false | undefined;
