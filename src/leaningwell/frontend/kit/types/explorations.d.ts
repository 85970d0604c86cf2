// Explorations: controls, charts and what they show.

import type { Common } from "./activities.d.ts";

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
