// Explorations: controls, guesses and what a model shows.

import type { Common, PredictionSpec } from "./activities.d.ts";
import type { Drawing } from "./charts.d.ts";

export type * from "./charts.d.ts";

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

/** A claim of the ledger, and how sure it is. */
export interface Sureness {
  claim: string;
  badge: string;
}
/** Numbers to guess, by themselves or before a model is shown. */
export type Guessing = Omit<PredictionSpec, keyof Common>;
export interface ExplorationSpec extends Common {
  id: string;
  title: string;
  prompt: string;
  care?: string | null;
  controls: Control[];
  /** The sliders that come one scene at a time, by their ids; empty where all are there at once. */
  scenes: string[][];
  try_this: string[];
  chart: string | null;
  columns: string[];
  discover: string;
  left_out: string;
  invented: boolean;
  source: string | null;
  studied: string | null;
  /** How sure each claim is that it rests on. */
  sureness: Sureness[];
  /** With a guess, the figure comes once that is locked. */
  guess?: Guessing;
  figure?: Figure;
}
/** What a model gives for the controls' values; the rows are the table's. */
export interface Figure extends Drawing {
  rows: (string | number)[][];
}
