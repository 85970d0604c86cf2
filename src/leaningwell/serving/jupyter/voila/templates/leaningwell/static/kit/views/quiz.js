// A set of closed questions. In a lesson each is checked by the kernel and kept in the workbook; in an exercise each
// is saved to answers.json and says no more than that.

/** @import { Key } from "../strings.js" */

import { button, card, h, slider, status } from "../dom.js";
import { Unanswered } from "../kernel.js";
import { saved } from "../saved.js";
import { numeral, t } from "../strings.js";
import * as workbook from "../workbook.js";
import { choice } from "../items/choice.js";
import { match } from "../items/match.js";
import { numeric } from "../items/numeric.js";
import { order } from "../items/order.js";
import { scenario } from "../items/scenario.js";
import { sort } from "../items/sort.js";

const FORMS = { single: choice, multiple: choice, "true-false": choice, numeric, match, order, sort, scenario };
const FIRST = { sort: "quiz.place", numeric: "quiz.type", match: "quiz.pair" };
const HONEST_TRIES = 2;

export async function view({ root, spec, ask }) {
  const seed = await workbook.seed();
  const stored = spec.exercise ? await ask("load").catch((error) => ({ error })) : {};
  root.classList.add("lw-quiz");
  for (const notice of stored.notices ?? []) {
    root.append(h("p", { class: "lw-status", "data-mood": "trouble" }, t(/** @type {Key} */ (`exercise.notice.${notice.code}`), notice)));
  }
  if (stored.error) root.append(h("p", { class: "lw-status", "data-mood": "trouble" }, stored.error.message));
  for (const item of spec.items) {
    const keeper = spec.exercise ? exerciseKeeper(item, ask, stored.items ?? {}) : lessonKeeper(item, ask);
    root.append(await question(item, keeper, seed, spec.exercise));
  }
}

/** Where a lesson's question keeps its answer: the browser. */
function lessonKeeper(item, ask) {
  const id = `item/${item.id}`;
  let kept = {};
  return {
    async restore(tell) {
      kept = (await workbook.get(id, tell)) ?? {};
      return kept;
    },
    async draft(response, confidence) {
      kept = await workbook.update(id, (stored) => ({ ...stored, draft: response, confidence }));
    },
    async check(response, confidence) {
      const result = await ask("check", { id: item.id, response });
      kept = await workbook.update(id, (stored = {}) => ({
        draft: response,
        response,
        confidence,
        result,
        tries: (stored.tries ?? 0) + 1,
        first: stored.first ?? { response, right: result.right, confidence },
        done: true,
      }));
      return result;
    },
    solve: () => ask("solve", { id: item.id }),
    tries: () => kept.tries ?? 0,
  };
}

/** Where an exercise's question keeps its answer: answers.json, by way of the kernel. */
function exerciseKeeper(item, ask, items) {
  const earlier = items[item.id];
  return {
    restore: async () => (earlier ? { draft: earlier.response, confidence: earlier.confidence, saved: true } : {}),
    draft: async () => t("exercise.unsaved"),
    async check(response, confidence) {
      await ask("check", { id: item.id, response, confidence });
      saved();
      const parts = { sort: item.entries, match: item.lefts }[item.type];
      const open = parts ? parts.length - Object.keys(response).length : 0;
      return { saved: true, open };
    },
    solve: null,
    tries: () => 0,
  };
}

async function question(item, keeper, seed, exercise) {
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
    }
    busy = false;
  }
  const solve = button(t("quiz.solve"), async () => {
    try {
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
    t(/** @type {Key} */ (exercise ? `exercise.${item.type}` : `quiz.${item.type}`)) + points,
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

const confidenceSlider = (start = 75, moved) =>
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
