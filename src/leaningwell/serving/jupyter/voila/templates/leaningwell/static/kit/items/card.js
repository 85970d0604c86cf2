// One closed question as a card: its form, how sure one is, the check, and the words about the answer. Where the answer is
// kept is the keeper's business.

/** @import { Keeper } from "../types.d.ts" */
/** @import { Key } from "../strings.js" */

import { button, card, h, slider, status } from "../dom.js";
import { Unanswered } from "../kernel.js";
import { numeral, t } from "../strings.js";
import { choice } from "./choice.js";
import { match } from "./match.js";
import { numeric } from "./numeric.js";
import { order } from "./order.js";
import { scenario } from "./scenario.js";
import { sort } from "./sort.js";

const FORMS = { single: choice, multiple: choice, "true-false": choice, numeric, match, order, sort, scenario };
const FIRST = { sort: "quiz.place", numeric: "quiz.type", match: "quiz.pair" };
const HONEST_TRIES = 2;

/**
 * @param {any} item what may be seen of the question before it is answered
 * @param {Keeper} keeper where the answer is kept
 * @param {{ seed: string, exercise?: boolean, origin?: string }} setting `origin` says where the question comes from
 * @returns {Promise<HTMLElement>}
 */
export async function question(item, keeper, { seed, exercise = false, origin = "" }) {
  const message = status("lw-verdict");
  const kept = await keeper.restore((sentence) => message.say(sentence, "trouble"));
  const confidence = item.type === "true-false" ? confidenceSlider(kept.confidence, () => draft()) : null;
  const draft = () =>
    keeper.draft(form.response(), confidence?.value()).then(
      (sentence) => message.say(sentence ?? "", "again"),
      (error) => message.say(error.message, "trouble"),
    );
  const form = FORMS[item.type](item, { seed, exercise, changed: draft, submit: () => check() });

  const reveal = (result) => {
    form.show(result);
    const calm = result.saved || result.reasons.every((reason) => reason.right);
    const sure = confidence && !result.saved ? ` ${t("quiz.sure", { confidence: confidence.value() })}` : "";
    message.say(verdict(item, result) + sure, calm && result.earned !== 0 ? "calm" : "again");
    solve.hidden = !keeper.solve || result.right || keeper.tries() < HONEST_TRIES;
  };
  let busy = false;
  async function check() {
    const response = form.response();
    if (response === null) {
      message.say(t(FIRST[item.type] ?? "quiz.choose"), "again");
      return;
    }
    if (busy) return;
    busy = true;
    try {
      reveal(await keeper.check(response, confidence?.value()));
    } catch (error) {
      const unkept = exercise && error instanceof Unanswered && error.message === t("kernel.gone");
      message.say(unkept ? t("kernel.gone.unkept") : error.message, "trouble");
      const same = () => JSON.stringify(form.response()) === JSON.stringify(response);
      error.late?.then((result) => same() && reveal(result), () => undefined);
    }
    busy = false;
  }
  const solve = button(t("quiz.solve"), async () => {
    try {
      if (!keeper.solve) return;
      const { response, ...result } = await keeper.solve();
      form.restore(response);
      form.show(result);
      message.say(t("quiz.solved"));
    } catch (error) {
      message.say(error.message, "trouble");
    }
  });
  solve.hidden = true;

  if (kept.draft !== undefined && kept.draft !== null) restore(form, kept.draft);
  if (kept.result && JSON.stringify(kept.response) === JSON.stringify(kept.draft)) reveal(kept.result);
  if (kept.saved) message.say(t("exercise.restored"));

  const label = exercise ? t("exercise.save") : t("quiz.check");
  const points = item.points ? ` · ${t("exercise.points", { count: item.points })}` : "";
  const element = card(
    `item lw-item-${item.type}`,
    item.prompt,
    (origin && `${origin} · `) + t(/** @type {Key} */ (exercise ? `exercise.${item.type}` : `quiz.${item.type}`)) + points,
    form.element,
    confidence?.element,
    h("div", { class: "lw-actions" }, !(form.ownButton && !exercise) && button(label, check, "main"), solve),
    message.element,
  );
  element.dataset.item = item.id;
  return element;
}

/** Show an earlier answer. One that was meant for another version of the question is left where it is. */
function restore(form, response) {
  try {
    form.restore(response);
  } catch {
    form.restore([]);
  }
}

function verdict(item, result) {
  if (result.saved && result.open) return t("exercise.saved.open", { count: result.open });
  if (result.saved) return t("exercise.saved");
  if (item.type === "scenario" && result.missed) {
    return t(result.reasons.every((reason) => reason.right) ? "quiz.soFar" : "quiz.goesOn");
  }
  const parts = [t(result.right ? "quiz.right" : result.earned > 0 ? "quiz.partly" : "quiz.notQuite")];
  const all = { sort: item.entries, match: item.lefts, order: item.entries }[item.type]?.length;
  if (all) parts.push(t("quiz.summary", { right: result.reasons.filter((reason) => reason.right).length, all }));
  if (result.missed) {
    parts.push(t(all ? "quiz.unplaced" : "quiz.missed", { count: result.missed }));
  }
  if (item.type === "numeric") parts.push(result.reasons[0]?.text ?? t("quiz.another"));
  return parts.join(" ");
}

/** How sure one is, from a coin toss to certain. */
export const confidenceSlider = (start = 75, moved) =>
  slider({
    label: t("quiz.confidence"),
    minimum: 50,
    maximum: 100,
    step: 5,
    start,
    say: (value) => `${numeral(value)} %`,
    low: t("quiz.confidence.low"),
    high: t("quiz.confidence.high"),
    moved,
  });
