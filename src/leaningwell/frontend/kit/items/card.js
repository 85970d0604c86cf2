// One closed question as a card: its form, how sure one is, the check, and the words about the answer. Where the answer is
// kept is the keeper's business.

/** @import { Checked, Item, Keeper, Mood } from "../types.d.ts" */

import { takeUp, waiting } from "../handin/saved.js";
import { debounced } from "../ui/debounced.js";
import { button, card, h, status } from "../ui/dom.js";
import { Unanswered, whenAnswered, whenLate } from "../asking/asking.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { confidenceSlider } from "./confidence.js";
import { upToDate } from "./names.js";
import { goOn, leadsOn } from "./onward.js";
import { TYPES } from "./types.js";

const HONEST_TRIES = 2;
/** How long an exercise waits after a change before it saves, in milliseconds. */
const QUIET = 700;
/** An answer that is not taken for so long is held in this browser. */
const LATE = 1000;

/** What each card stops when it leaves the page. @type {WeakMap<Element, () => void>} */
const stops = new WeakMap();

/** The questions in a place follow the workbook no longer. @param {Element} place */
export function leaveQuestions(place) {
  for (const element of place.querySelectorAll("[data-item]")) stops.get(element)?.();
}

/**
 * @param {Item} item what may be seen of the question before it is answered
 * @param {Keeper} keeper where the answer is kept
 * @param {{ seed: string, exercise?: boolean, origin?: string }} setting `origin` says where the question comes from
 * @returns {Promise<HTMLElement>}
 */
export async function question(item, keeper, { seed, exercise = false, origin = "" }) {
  const type = TYPES[item.type];
  const message = status("lw-verdict");
  const kept = upToDate(item, await keeper.restore((sentence) => message.say(sentence, "trouble")));
  const confidence = type.judged ? confidenceSlider(kept.confidence, () => draft()) : null;
  /** @param {string} words @param {Mood} [mood] @param {string} [verdict] @param {boolean} [leads] whether one may go on */
  const say = (words, mood = "plain", verdict = "", leads = verdict === "right") => {
    message.say(words, mood);
    message.element.dataset.verdict = verdict;
    onward(leads);
  };
  let checks = 0;
  // What becomes of a draft may be heard late: it does not take the words about a later check away.
  /** @type {() => Promise<unknown>} */
  const draft = () => {
    if (exercise) return saveSoon();
    const since = checks;
    const tell = (/** @type {string} */ words, /** @type {Mood} */ mood) => since === checks && say(words, mood);
    return keeper.draft(form.response(), confidence?.value()).then(
      () => tell("", "plain"),
      (error) => tell(sentenceOf(error), "trouble"),
    );
  };
  const form = type.form(item, { seed, exercise, changed: draft, submit: () => check() });

  // An exercise saves by itself. What is on the page and not in the file yet is said to be so, here and where it is handed in.
  const later = debounced(() => check(), QUIET);
  async function saveSoon() {
    const nothing = form.response() === null;
    open(!nothing || given);
    say(nothing ? (given ? t("exercise.empty") : "") : t("exercise.unsaved"));
    if (nothing) later.cancel();
    else later();
  }
  let isOpen = false;
  /** What could be saved as it is now. */
  const savable = () => {
    const response = form.response();
    return response === null || type.refusal?.(item, response) ? null : response;
  };
  let missed = false;
  const answer = {
    id: item.id,
    element: () => element,
    save: settle,
    response: savable,
    isLate: () => savable() !== null && (missed || underway !== null),
    drop: () => (isOpen = false),
  };
  /** @param {boolean} yes */
  function open(yes) {
    isOpen = yes;
    if (exercise) waiting(answer, yes);
  }
  /** Save what is there, and what was changed while it was being saved. */
  async function settle() {
    for (let turn = 0; turn < 2 && isOpen && form.response() !== null; turn += 1) await check();
  }

  /** @param {Checked} result */
  const reveal = (result) => {
    form.show(result);
    const sure = confidence && !result.saved ? ` ${t("quiz.sure", { confidence: confidence.value() })}` : "";
    const look = lookOf(item, result);
    const told = !result.saved && look === "" && !type.underway?.(result);
    say(verdict(item, result) + sure, moodOf(result), look, look === "right" || told);
    solve.hidden = !keeper.solve || result.right || keeper.tries() < HONEST_TRIES;
  };
  /** @type {Promise<void> | null} */
  let underway = null;
  const check = () => (underway ??= checked().finally(() => (underway = null)));
  async function checked() {
    const response = form.response();
    const refusal = response === null ? t(type.nothing ?? "quiz.choose") : type.refusal?.(item, response);
    if (refusal) {
      say(refusal, response === null ? "plain" : "trouble");
      return;
    }
    if (response === null) return;
    checks += 1;
    later.cancel();
    const slow = setTimeout(() => keeper.hold?.(response), LATE);
    const asIs = JSON.stringify(response);
    const same = () => JSON.stringify(form.response()) === asIs;
    try {
      const result = await keeper.check(response, confidence?.value());
      missed = false;
      given = given || exercise;
      // What was changed meanwhile is newer than what was saved.
      if (exercise && !same()) later();
      else {
        open(false);
        reveal(result);
      }
    } catch (error) {
      const unkept = exercise && error instanceof Unanswered && error.gone;
      missed = exercise;
      keeper.hold?.(response);
      say(unkept ? t("kernel.gone.unkept") : sentenceOf(error), "trouble");
      if (exercise && !same()) later();
      whenLate(error, (result) => {
        missed = false;
        if (!same()) return;
        open(false);
        reveal(result);
      });
    } finally {
      clearTimeout(slow);
    }
  }
  const solve = button(t("quiz.solve"), async () => {
    try {
      if (!keeper.solve) return;
      await whenAnswered(keeper.solve(), ({ response, ...result }) => {
        form.restore(response);
        form.show(result);
        say(t("quiz.solved"));
      });
    } catch (error) {
      say(sentenceOf(error), "trouble");
    }
  });
  solve.hidden = true;

  let given = kept.response !== undefined && kept.response !== null;
  const label = exercise ? t("exercise.save") : t("quiz.check");
  const main = button(label, () => check(), exercise ? "plain" : "main");
  const on = button(t("quiz.onward"), () => goOn(element), "main", { hidden: true });
  /** Once it is right, the way on is what comes first. @param {boolean} right */
  function onward(right) {
    const leads = right && !exercise && (element?.isConnected ? leadsOn(element) : document.body.classList.contains("lw-page"));
    on.hidden = !leads;
    main.classList.toggle("lw-button-main", !leads && !exercise);
    main.classList.toggle("lw-button-plain", leads || exercise);
  }
  /** @type {HTMLElement} */
  let element;
  if (form.fits(kept.draft)) form.restore(kept.draft);
  if (given && !form.fits(kept.response)) {
    say(t(exercise ? "exercise.outdated" : "quiz.outdated"), "trouble");
    await keeper.outdated?.();
  } else {
    if (kept.result && JSON.stringify(kept.response) === JSON.stringify(kept.draft)) reveal(kept.result);
    if (kept.saved) say(t("exercise.restored"), "calm");
  }
  // Left before it was saved, and newer than what was.
  const left = exercise ? (takeUp(item.id) ?? keeper.held?.() ?? null) : null;

  const points = item.points ? ` · ${t("exercise.points", { count: item.points })}` : "";
  const hint = type.hint?.() ?? t(exercise && item.type === "true-false" ? "exercise.true-false" : `quiz.${item.type}`);
  element = card(
    `item lw-item-${item.type}`,
    item.prompt,
    (origin && `${origin} · `) + hint + points,
    form.element,
    confidence?.element,
    h("div", { class: "lw-actions" }, !(form.ownButton && !exercise) && main, on, solve),
    message.element,
  );
  element.dataset.item = item.id;
  if (left !== null && form.fits(left)) {
    form.restore(left);
    saveSoon();
  }
  /** @type {(() => void) | undefined} */
  const stop = keeper.follow?.(async (emptied) => {
    if (!element.isConnected) return stop?.();
    // Not under the hands of somebody who is answering, unless everything was deleted.
    if (!emptied && element.contains(document.activeElement)) return undefined;
    stop?.();
    return element.replaceWith(await question(item, keeper, { seed, exercise, origin }));
  });
  if (stop) stops.set(element, stop);
  return element;
}

/** @param {Checked} result @returns {Mood} */
const moodOf = (result) => (result.saved ? "calm" : "plain");

/**
 * Which of the three verdicts it is: each has one mark, one word and one colour, in every kind of question.
 * @param {Item} item
 * @param {Checked} result
 */
function lookOf(item, result) {
  // What a reply does with somebody is neither red nor green, and a conversation that goes on has no verdict yet.
  if (result.saved || result.reasons.some((reason) => reason.effect) || TYPES[item.type].underway?.(result)) return "";
  return result.right ? "right" : result.earned > 0 ? "partly" : "wrong";
}

/** @param {Item} item @param {Checked} result */
function verdict(item, result) {
  const type = TYPES[item.type];
  if (result.saved) return result.open ? t(type.stillOpen ?? "exercise.saved.open", { count: result.open }) : t("exercise.saved");
  const word = t(result.right ? "quiz.right" : result.earned > 0 ? "quiz.partly" : "quiz.notQuite");
  const parts = [type.verdict?.(result) ?? word, ...type.details(item, result)];
  if (result.explained?.some((one) => one.about)) parts.push(t("quiz.explained"));
  return type.underway?.(result) ?? parts.join(" ");
}
