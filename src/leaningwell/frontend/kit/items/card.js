// One closed question as a card: its form, how sure one is, the check, and the words about the answer. Where the answer is
// kept is the keeper's business.

/** @import { Checked, Item, Keeper, Mood } from "../types.d.ts" */
/** @import { Key } from "../ui/strings.js" */

import { button, card, h, status } from "../ui/dom.js";
import { Unanswered, whenAnswered, whenLate } from "../asking/asking.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { confidenceSlider } from "./confidence.js";
import { upToDate } from "./names.js";
import { TYPES } from "./types.js";

const HONEST_TRIES = 2;

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
  let checks = 0;
  // What becomes of a draft may be heard late: it does not take the words about a later check away.
  /** @type {() => Promise<unknown>} */
  const draft = () => {
    const since = checks;
    const say = (/** @type {string} */ words, /** @type {Mood} */ mood) => since === checks && message.say(words, mood);
    return keeper.draft(form.response(), confidence?.value()).then(
      (sentence) => say(sentence ?? "", "again"),
      (error) => say(sentenceOf(error), "trouble"),
    );
  };
  const form = type.form(item, { seed, exercise, changed: draft, submit: () => check() });

  /** @param {Checked} result */
  const reveal = (result) => {
    form.show(result);
    const sure = confidence && !result.saved ? ` ${t("quiz.sure", { confidence: confidence.value() })}` : "";
    message.say(verdict(item, result) + sure, moodOf(result));
    solve.hidden = !keeper.solve || result.right || keeper.tries() < HONEST_TRIES;
  };
  let busy = false;
  async function check() {
    const response = form.response();
    if (response === null) {
      message.say(t(type.nothing ?? "quiz.choose"), "again");
      return;
    }
    if (busy) return;
    busy = true;
    checks += 1;
    try {
      reveal(await keeper.check(response, confidence?.value()));
    } catch (error) {
      const unkept = exercise && error instanceof Unanswered && error.gone;
      message.say(unkept ? t("kernel.gone.unkept") : sentenceOf(error), "trouble");
      const same = () => JSON.stringify(form.response()) === JSON.stringify(response);
      whenLate(error, (result) => same() && reveal(result));
    }
    busy = false;
  }
  const solve = button(t("quiz.solve"), async () => {
    try {
      if (!keeper.solve) return;
      await whenAnswered(keeper.solve(), ({ response, ...result }) => {
        form.restore(response);
        form.show(result);
        message.say(t("quiz.solved"));
      });
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  });
  solve.hidden = true;

  const given = kept.response !== undefined && kept.response !== null;
  if (form.fits(kept.draft)) form.restore(kept.draft);
  if (given && !form.fits(kept.response)) {
    message.say(t(exercise ? "exercise.outdated" : "quiz.outdated"), "again");
    await keeper.outdated?.();
  } else {
    if (kept.result && JSON.stringify(kept.response) === JSON.stringify(kept.draft)) reveal(kept.result);
    if (kept.saved) message.say(t("exercise.restored"));
  }

  const label = exercise ? t("exercise.save") : t("quiz.check");
  const points = item.points ? ` · ${t("exercise.points", { count: item.points })}` : "";
  const hint = type.hint?.() ?? t(/** @type {Key} */ (exercise ? `exercise.${item.type}` : `quiz.${item.type}`));
  const element = card(
    `item lw-item-${item.type}`,
    item.prompt,
    (origin && `${origin} · `) + hint + points,
    form.element,
    confidence?.element,
    h("div", { class: "lw-actions" }, !(form.ownButton && !exercise) && button(label, check, "main"), solve),
    message.element,
  );
  element.dataset.item = item.id;
  /** @type {(() => void) | undefined} */
  const stop = keeper.follow?.(async (emptied) => {
    if (!element.isConnected) return stop?.();
    // Not under the hands of somebody who is answering, unless everything was deleted.
    if (!emptied && element.contains(document.activeElement)) return undefined;
    stop?.();
    return element.replaceWith(await question(item, keeper, { seed, exercise, origin }));
  });
  return element;
}

/** @param {Checked} result @returns {Mood} */
function moodOf({ saved, earned, reasons }) {
  if (saved) return "calm";
  // What a reply does with somebody is neither red nor green.
  if (reasons.some((reason) => reason.effect)) return "plain";
  return earned !== 0 && reasons.every((reason) => reason.right) ? "calm" : "again";
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
