// The views by the kind of activity they show; nothing else lists them. Each is loaded when a page first shows its kind. What a
// view says for itself is described in ViewModule.

/** @import { ViewModule } from "../types.d.ts" */

/** @type {Record<string, () => Promise<ViewModule>>} */
const VIEWS = {
  calibration: () => import("./calibration.js"),
  "check-in": () => import("./check-in.js"),
  "check-out": () => import("./check-out.js"),
  choice: () => import("./choice.js"),
  circle: () => import("./circle.js"),
  exploration: () => import("./exploration.js"),
  forecasts: () => import("./forecasts.js"),
  handin: () => import("./handin.js"),
  kept: () => import("./kept.js"),
  "look-back": () => import("./look-back.js"),
  map: () => import("./map.js"),
  plan: () => import("./plan.js"),
  plans: () => import("./plans.js"),
  practice: () => import("./practice.js"),
  prediction: () => import("./prediction.js"),
  quiz: () => import("./quiz.js"),
  reflection: () => import("./reflection.js"),
  statement: () => import("./statement.js"),
  translator: () => import("./translator.js"),
  "warm-up": () => import("./warm-up.js"),
};

/** The view for a kind of activity; fails where there is none or it cannot be loaded. @param {string} kind */
export const viewOf = async (kind) => VIEWS[kind]();
