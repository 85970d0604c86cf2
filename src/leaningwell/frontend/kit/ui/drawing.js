// The course's drawings: one of each lesson, and an emblem of each of the five made-up people. They stand beside words that say
// the same, so they have no words of their own.

import { beside } from "../beside.js";
import { s } from "../charts/svg.js";

/** What there is a file of, so that JupyterLab is not asked for others. */
const FILES = new Set([
  "00-start-here",
  "01-the-self-sufficiency-story",
  "02-built-to-depend",
  "03-alone-together",
  "04-maps-not-boxes",
  "05-the-bet",
  "06-asking-well",
  "07-inherited-scripts",
  "08-comfort-after-hurt",
  "09-a-wider-circle",
  "elif",
  "jo",
  "noor",
  "sam",
  "tomas",
]);

/**
 * A drawing of `kit/drawings/`, by its name; null where there is none. A page of the course holds those that it may show, and
 * JupyterLab asks for the file.
 * @param {string} name
 * @param {number} width
 * @param {number} height
 */
export function drawing(name, width, height) {
  const here = document.getElementById(`lw-${name}`);
  if (!here && (document.body.classList.contains("lw-page") || !FILES.has(name))) return null;
  const file = here ? "" : beside(`drawings/${name}.svg`);
  const size = { width, height };
  return s(
    "svg",
    { class: "lw-drawing", viewBox: `0 0 ${width} ${height}`, ...size, "aria-hidden": "true" },
    s("use", { href: `${file}#lw-${name}`, ...size }),
  );
}

/** The emblem of one of the five people. @param {string} who */
export const portrait = (who, size = 40) => drawing(who, size, size);
