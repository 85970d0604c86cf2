// A guess, locked before the figure is shown. The guess stays in this browser; the figure comes on locking.

import { button, card, h, paragraphs, slider, status } from "../dom.js";
import { drawBars } from "../chart.js";
import { numeral, t } from "../strings.js";
import * as workbook from "../workbook.js";

export async function view({ root, spec, ask }) {
  const id = `prediction/${spec.id}`;
  const message = status();
  const kept = (await workbook.get(id, (sentence) => message.say(sentence, "trouble"))) ?? {};
  const middle = spec.minimum + Math.round((spec.maximum - spec.minimum) / 2 / spec.step) * spec.step;

  const guessed = slider({
    label: t("prediction.guess"),
    minimum: spec.minimum,
    maximum: spec.maximum,
    step: spec.step,
    start: kept.guess ?? middle,
    say: (value) => `${numeral(value)} ${spec.unit}`,
  });
  const lock = button(t("prediction.lock"), reveal, "main");
  const answer = h("div", { class: "lw-reveal", role: "status", "aria-live": "polite" });

  async function reveal() {
    const guess = guessed.value();
    try {
      await workbook.put(id, { guess, done: true });
      const { revealed, reveal: words } = await ask("reveal");
      guessed.input.disabled = true;
      lock.hidden = true;
      answer.replaceChildren(
        drawBars({
          maximum: spec.maximum,
          bars: [
            { label: t("prediction.yours"), value: guess, pattern: "unknown" },
            { label: t("prediction.figure"), value: revealed, pattern: "paid" },
          ],
        }),
        ...paragraphs(words),
      );
    } catch (error) {
      message.say(error.message, "trouble");
    }
  }

  root.append(
    card(
      "prediction",
      spec.prompt,
      t("prediction.hint"),
      guessed.element,
      h("div", { class: "lw-actions" }, lock),
      answer,
      message.element,
    ),
  );
  if (kept.done) await reveal();
}
