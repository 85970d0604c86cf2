// Charts: what the kernel says of each kind, and what their modules hand to each other.

/** How parts of a chart are told apart; see `leaningwell.widgets.figures.base`. */
export type LineStyle = "solid" | "dashed" | "dotted" | "faint";
export type Fill = "solid" | "hatched" | "pale" | "open";
export type Shape = "dot" | "ring" | "square" | "triangle" | "diamond" | "cross";

/** What is measured along one side. Without ticks it has round numbers. */
export interface Axis {
  label: string;
  minimum: number;
  maximum: number;
  scale?: "linear" | "log";
  ticks?: [value: number, words: string][];
}
/** A curve, or many under one name: `y` holds a list for each. Without a style the series of a chart take them in turn. */
export interface Series {
  label: string;
  x: number[];
  y: number[][];
  style: LineStyle | null;
  arrow: boolean;
}
/** A straight line at a height, or, across "y", from bottom to top. */
export interface Rule {
  label: string;
  at: number;
  across: "x" | "y";
}
/** The room between two curves. */
export interface Area {
  label: string;
  x: number[];
  low: number[];
  high: number[];
  fill: Fill;
}
export interface Mark {
  label: string;
  x: number;
  y: number;
  shape: Shape;
}
/** A group of bars under one name. */
export interface Bar {
  label: string;
  values: number[];
  fill: Fill | null;
  note: string;
  /** The guess that it answers. */
  guess?: string;
}
/** A value with its interval, which has both ends or neither; `words` stand in place of the number. */
export type Estimate = {
  label: string;
  value: number;
  group: string;
  note: string;
  words: string;
  shape: Shape;
  /** The guess that it answers. */
  guess: string;
} & ({ low: number; high: number } | { low: null; high: null });
/** How many fall into each bin. */
export interface Counts {
  label: string;
  counts: number[];
}
/** A crowd, of whom some are marked. */
export interface People {
  label: string;
  shares: { label: string; count: number; shape: Shape | null }[];
  total: number;
}
export interface NetworkNode {
  label: string;
  note: string;
  shape: Shape;
}
export interface Cloud {
  label: string;
  x: number[];
  y: number[];
  shape: Shape;
}
/** `across` and `up` are half widths, in the axes' own units. */
export interface Ellipse {
  x: number;
  y: number;
  across: number;
  up: number;
}
export interface Quadrants {
  x: number;
  y: number;
  /** Top left, top right, bottom left, bottom right. */
  corners: [string, string, string, string];
}
/** `spokes` are the places of those it belongs to. */
export interface Dot {
  label: string;
  shape: Shape;
  spokes: number[];
}

interface AnyChart {
  title: string;
  /** What a screen reader says of it; without, the figure's reading. */
  alt: string;
  /** Of a plane: the sliders, for x and for y, that a click on it sets. */
  place?: [string, string] | null;
}
export interface LinesChart extends AnyChart {
  type: "lines";
  x: Axis;
  y: Axis;
  series: Series[];
  rules: Rule[];
  areas: Area[];
  marks: Mark[];
}
/** With `series`, each group has a bar for each of them. */
export interface BarsChart extends AnyChart {
  type: "bars";
  bars: Bar[];
  maximum: number;
  series: string[];
  fills: Fill[];
  unit: string;
}
export interface ForestChart extends AnyChart {
  type: "forest";
  x: Axis;
  estimates: Estimate[];
  /** Where there is no effect. */
  null: number | null;
  null_label: string;
  sides: [string, string];
  decimals: number;
}
export interface PlaneChart extends AnyChart {
  type: "plane";
  x: Axis;
  y: Axis;
  marks: Mark[];
  clouds: Cloud[];
  ellipses: Ellipse[];
  series: Series[];
  quadrants: Quadrants | null;
}
export interface IconsChart extends AnyChart {
  type: "icons";
  people: People[];
}
/** `edges` is one longer than the counts of a group; there are one or two groups. */
export interface HistogramChart extends AnyChart {
  type: "histogram";
  x: Axis;
  y: Axis;
  edges: number[];
  groups: [Counts, Counts?];
  curves: Series[];
}
export interface NetworkChart extends AnyChart {
  type: "network";
  left: NetworkNode[];
  right: NetworkNode[];
  links: [left: number, right: number, strength: number][];
}
export interface RadialChart extends AnyChart {
  type: "radial";
  centre: string;
  spokes: string[];
  dots: Dot[];
  /** The words for each shape of the dots. */
  key: Key;
}
export interface RingsChart extends AnyChart {
  type: "rings";
  centre: string;
  /** The first is innermost. */
  rings: { label: string; dots: Dot[] }[];
  key: Key;
}
type Key = { [name in Shape]?: string };
/** The names of rows and of columns may be missing. */
export interface HeatChart extends AnyChart {
  type: "heat";
  values: number[][];
  minimum: number;
  maximum: number;
  rows: string[];
  columns: string[];
  written: boolean;
}
/** A chart as `leaningwell.widgets.figures` describes it; each kind has a class there and a module in charts/. */
export type Chart =
  | LinesChart
  | BarsChart
  | ForestChart
  | PlaneChart
  | IconsChart
  | HistogramChart
  | NetworkChart
  | RadialChart
  | RingsChart
  | HeatChart;
/** What a chart gets from its reader. */
export interface Extras {
  /** What was guessed, by the guess's id, for what came out to be shown beside. */
  guesses: Record<string, number>;
  /** Called with the values at a place the reader picks, where one can be picked. */
  placed?: (x: number, y: number) => void;
}
/** How a kind of chart is drawn for the width it has; a module is given charts of its own kind only. */
export interface ChartModule {
  draw(chart: Chart, description: string, width: number, extras: Extras): SVGElement;
}
/** Charts, and the sentence that says what they show. */
export interface Drawing {
  charts: Chart[];
  reading: string;
}

/** Where the parts of a chart stand, in pixels. */
export type Point = [x: number, y: number];
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
/** Where words could stand: the place of their baseline, and which part of them is there. */
export type Spot = [x: number, y: number, anchor: "start" | "middle" | "end"];
/** From a value of an axis to its pixel; `from` is the way back. */
export interface Scale {
  (value: number): number;
  from(pixel: number): number;
}
/** The frame of a chart with two axes, and the room inside it. */
export interface Frame extends Box {
  parts: Node[];
  axes: { x: Axis; y: Axis };
  across: Scale;
  up: Scale;
  height: number;
}
/** What an SVG element may hold; what is missing is left out. */
export type Drawn = Node | string | null | undefined | false | Drawn[];
export type Attributes = Record<string, string | number | null | undefined>;
