// Horizontal bars with their names above them and their values at their ends; groups of up to three differ by filling.

/** @import { BarsChart, Extras, Fill } from "../types.d.ts" */

import { measure, wrap } from "./labels.js";
import { t } from "../ui/strings.js";
import { LINE, filling, near, picture, s, text, told, written } from "./svg.js";

/** @type {Fill[]} */
const FILLS = ["solid", "hatched", "open"];
const [THICK, THIN] = [18, 13];

/** @param {BarsChart} chart @param {string} description @param {number} width @param {Extras} extras */
export function draw(chart, description, width, { guesses }) {
  const several = chart.series.length > 1;
  // Groups of bars are many, and on a telephone they have to fit above a slider.
  const thick = several && width < 420 ? THIN : THICK;
  const say = (/** @type {number} */ value) => `${written(value, 2)}${chart.unit ? `\u00a0${chart.unit}` : ""}`;
  const name = (/** @type {number} */ index) => (several ? `${chart.series[index]}\u2002` : "");
  const widest = Math.max(
    ...chart.bars.flatMap((bar) => bar.values.map((value, index) => measure(name(index) + say(value), 600))),
  );
  const room = Math.max(width - widest - 10, width * 0.4);
  const parts = [];
  let y = 0;
  for (const bar of chart.bars) {
    const title = wrap(bar.label, width);
    parts.push(...text(title, 0, y + 14, { class: "lw-label" }));
    y += title.length * LINE + 5;
    bar.values.forEach((value, index) => {
      const long = Math.max(0, (value / chart.maximum) * room);
      const fill = bar.fill ?? chart.fills?.[index] ?? FILLS[index % FILLS.length];
      parts.push(
        s("line", { class: "lw-grid", x1: 0, x2: near(room), y1: near(y + thick - 0.5), y2: near(y + thick - 0.5) }),
        told(
          s("rect", { ...filling(fill), x: 0.75, y: near(y), width: near(Math.max(long - 1.5, 0)), height: thick - 1 }),
          `${[bar.label, several && chart.series[index]].filter(Boolean).join(", ")}: ${say(value)}`,
        ),
        ...text(name(index) + say(value), Math.min(long, room) + 8, y + (thick + 10) / 2, { class: several ? "" : "lw-label" }),
      );
      y += thick + 4;
    });
    const guess = bar.guess ? guesses[bar.guess] : undefined;
    if (guess !== undefined) {
      const words = `${t("prediction.yours")}: ${say(guess)}`;
      const at = Math.min(Math.max(0, guess / chart.maximum), 1) * room;
      parts.push(
        told(s("rect", { class: "lw-guessed", x: 0.75, y: near(y), width: near(Math.max(at - 1.5, 0)), height: 7 }), words),
        ...text(words, Math.min(at + 8, Math.max(0, width - measure(words))), y + 12, { class: "lw-tick" }),
      );
      y += thick + 2;
    }
    if (bar.note) {
      const note = wrap(bar.note, width);
      parts.push(...text(note, 0, y + 12, { class: "lw-tick" }));
      y += note.length * LINE;
    }
    y += thick / 2;
  }
  return picture(width, Math.max(y - 6, 10), description, ...parts);
}
