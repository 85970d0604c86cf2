// The charts by their type; nothing else lists them. Each is loaded when a figure first has one.

/** @import { ChartModule } from "../types.d.ts" */

/** @type {Record<string, () => Promise<ChartModule>>} */
const CHARTS = {
  bars: () => import("./bars.js"),
  forest: () => import("./forest.js"),
  heat: () => import("./heat.js"),
  histogram: () => import("./histogram.js"),
  icons: () => import("./icons.js"),
  lines: () => import("./lines.js"),
  network: () => import("./network.js"),
  plane: () => import("./plane.js"),
  radial: () => import("./radial.js"),
  rings: () => import("./rings.js"),
};

/** What draws a type of chart; fails where nothing does or it cannot be loaded. @param {string} type */
export const chartOf = async (type) => CHARTS[type]();
