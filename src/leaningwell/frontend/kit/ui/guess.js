// Numbers guessed on sliders and locked before what came out is shown. The guesses stay in this browser.

/** @import { Ask, Bar, Drawing, Guess, Guessing, Questions, Say } from "../types.d.ts" */

import { whenAnswered } from "../asking/asking.js";
import { charts } from "../charts/chart.js";
import { button, h, paragraphs } from "./dom.js";
import { slider } from "./fields.js";
import { guessesOf } from "../kinds/prediction.js";
import { sentenceOf } from "./problem.js";
import { revealed } from "./revealed.js";
import { numeral, t } from "./strings.js";
import * as workbook from "../workbook/workbook.js";

/**
 * @param {Guessing} spec
 * @param {Ask} ask
 * @param {{ say: Say }} message
 * @param {(reply: Questions["reveal"][1], guesses: Record<string, number>) => void | Promise<void>} [opened] called with the
 *   kernel's reply and the guesses once they are locked
 */
export async function guessing(spec, ask, message, opened = () => {}) {
  const id = `prediction/${spec.id}`;
  const me = Symbol(id);
  const kept = (await workbook.get(id, (sentence) => message.say(sentence, "trouble"))) ?? {};
  const several = spec.guesses.length > 1;
  const sliders = spec.guesses.map((guess) =>
    slider({
      ...guess,
      label: several ? guess.label : t("prediction.guess"),
      start: guessesOf(kept)[guess.id] ?? middle(guess),
      unset: guessesOf(kept)[guess.id] === undefined,
      say: (value) => `${numeral(value)} ${guess.unit}`,
    }),
  );
  const lock = button(t(several ? "prediction.lock.several" : "prediction.lock"), lockIn, "main");
  const answer = h("div", { class: "lw-reveal", role: "status", "aria-live": "polite" });
  const drawn = charts();
  const picture = h("div", { hidden: true }, drawn.element);

  const values = () => sliders.map((one) => one.value());
  /** @param {boolean} are whether the guesses are locked, or about to be */
  function held(are) {
    sliders.forEach((one) => (one.input.disabled = are));
    lock.disabled = are;
  }
  /** To be pressed again, by whoever has pressed it. @param {boolean} wasPressed */
  function again(wasPressed) {
    lock.disabled = false;
    if (wasPressed) lock.focus();
  }
  async function lockIn() {
    const open = sliders.find((one) => !one.isSet());
    if (open) {
      message.say(t("prediction.unset"), "trouble");
      open.input.focus();
      return;
    }
    // What is locked is what was seen, however long it takes to keep it.
    const pressed = document.activeElement === lock;
    held(true);
    try {
      await workbook.put(
        id,
        { guesses: Object.fromEntries(values().map((value, index) => [spec.guesses[index].id, value])), done: true },
        me,
      );
    } catch (error) {
      held(false);
      again(pressed);
      message.say(sentenceOf(error), "trouble");
      return;
    }
    await reveal(pressed);
  }
  async function reveal(wasPressed = false) {
    held(true);
    try {
      await whenAnswered(ask("reveal"), async (reply) => {
        message.say("");
        lock.hidden = true;
        picture.hidden = false;
        answer.replaceChildren(...paragraphs(reply.reveal));
        revealed(spec.id, readings(spec.guesses, values(), reply.revealed));
        const figure = compared(spec.guesses, values(), reply.revealed);
        await drawn.show(figure);
        await opened(reply, Object.fromEntries(spec.guesses.map((guess, index) => [guess.id, values()[index]])));
      });
    } catch (error) {
      again(wasPressed);
      message.say(sentenceOf(error), "trouble");
    }
  }

  const element = h(
    "div",
    { class: "lw-guess" },
    ...sliders.map((one) => one.element),
    h("div", { class: "lw-actions" }, lock),
    picture,
    answer,
  );
  if (kept.done) await reveal();
  // Locked in another view, the guess is locked here.
  const stop = workbook.subscribe(async (changed, elsewhere, by) => {
    const value = workbook.concerns(changed, id) && by !== me ? await workbook.get(id).catch(() => undefined) : undefined;
    if (!value?.done) return;
    spec.guesses.forEach((guess, index) => sliders[index].set(guessesOf(value)[guess.id] ?? middle(guess)));
    await reveal();
  });
  return {
    element,
    close() {
      stop();
      drawn.close();
    },
  };
}

/** @param {Guess} guess */
const middle = ({ minimum, maximum, step }) => minimum + Math.round((maximum - minimum) / 2 / step) * step;

/**
 * The guesses beside what came out, as a figure of bars.
 * @param {Guess[]} guesses
 * @param {number[]} values
 * @param {Record<string, number>} revealed
 * @returns {Drawing}
 */
function compared(guesses, values, revealed) {
  const words = [t("prediction.yours"), t("prediction.figure")];
  const reading = readings(guesses, values, revealed).join(" ");
  const units = new Set(guesses.map((guess) => guess.unit));
  const maximum = Math.max(...guesses.map((guess) => guess.maximum));
  /** @type {Bar[]} */
  const bars =
    guesses.length > 1
      ? guesses.map((guess, index) => ({ label: guess.label, values: [values[index], revealed[guess.id]], fill: null, note: "" }))
      : [values[0], revealed[guesses[0].id]].map((value, index) => ({
          label: words[index],
          values: [value],
          fill: index ? "solid" : "open",
          note: "",
        }));
  const unit = units.size === 1 && guesses[0].unit.length < 5 ? guesses[0].unit : "";
  return {
    charts: [
      {
        type: "bars",
        title: "",
        alt: "",
        bars,
        maximum,
        unit,
        series: guesses.length > 1 ? words : [],
        fills: ["open", "solid"],
      },
    ],
    reading,
  };
}

/**
 * Each guess beside what came out, in words.
 * @param {Guess[]} guesses
 * @param {number[]} values
 * @param {Record<string, number>} revealed
 */
const readings = (guesses, values, revealed) =>
  guesses.map(({ id, label, unit }, index) => {
    const about = guesses.length > 1 ? `${label}. ` : "";
    const guessed = `${t("prediction.yours")}: ${numeral(values[index])} ${unit}.`;
    return `${about}${guessed} ${t("prediction.figure")}: ${numeral(revealed[id])} ${unit}.`;
  });
