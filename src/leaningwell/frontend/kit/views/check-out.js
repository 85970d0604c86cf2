// The check after the course: the same statements once more, then both sets of answers side by side. The kernel scores both
// in one question and keeps nothing; what comes of it is shown to the learner alone.

/** @import { Judgement } from "../items/calibration.js" */
/** @import { Key } from "../ui/strings.js" */
/** @import { Activity, CheckOutSpec, Compared, Statement } from "../types.d.ts" */
/** @import { Check } from "./statements.js" */

import { whenAnswered } from "../asking/asking.js";
import { FEWEST, gain, summary } from "../items/calibration.js";
import { button, card, h, scrollable } from "../ui/dom.js";
import { sentenceOf } from "../ui/problem.js";
import { numeral, t } from "../ui/strings.js";
import * as workbook from "../workbook/workbook.js";
import { given, openStatements, UNSURE } from "./statements.js";

/** @typedef {"before" | "after"} Time */
/** What was answered each time; at the first time perhaps nothing. @typedef {Record<Time, Check | undefined>} Both */
/** What the kernel found of each statement. @typedef {Record<string, Compared>} Found */

export const heading = () => t("check.out.title");

/** @param {Activity<CheckOutSpec>} activity */
export async function view({ root, spec, ask }) {
  const { items } = spec;
  const first = `check/${spec.first}/before`;
  const result = h("div", { class: "lw-compared", tabIndex: -1 });
  const show = button(t("check.show"), compare, "main");
  const form = await openStatements(`check/${spec.first}/after`, items, {
    ended: "check.out.all",
    drawn: ({ way, shown }) => {
      show.hidden = way !== "do" || shown;
      if (!shown) result.replaceChildren();
    },
  });

  async function compare() {
    const open = items.length - given(items, form.entry.value).length;
    if (open) {
      form.message.say(t(`check.open.${open === 1 ? "one" : "many"}`, { open }), "again");
      return;
    }
    await reveal(async () => {
      await form.entry.set(["shown"], true, t("check.shown"));
      form.draw();
      result.focus();
    });
  }

  async function reveal(shown = async () => form.message.say("")) {
    const before = await workbook.get(first).catch(() => undefined);
    const after = form.entry.value;
    try {
      await whenAnswered(ask("compare", { before: responses(items, before), after: responses(items, after) }), (found) => {
        result.replaceChildren(...sideBySide(items, found, before, after));
        return shown();
      });
    } catch (error) {
      form.message.say(sentenceOf(error), "trouble");
    }
  }

  if (form.entry.value.shown) await reveal();
  root.append(
    card(
      "judging",
      t("check.out.title"),
      t("check.hint"),
      h("p", {}, t("check.out.about", { all: items.length })),
      form.element,
      h("div", { class: "lw-actions" }, show),
      form.message.element,
      result,
      h("p", { class: "lw-note" }, t("reflection.kept")),
    ),
  );
  return () => form.entry.close();
}

/**
 * The answers that say true or false, by statement.
 * @param {Statement[]} items
 * @param {Check | undefined} value
 * @returns {Record<string, string>}
 */
const responses = (items, value) =>
  Object.fromEntries(
    given(items, value)
      .map((item) => [item.id, value?.answers[item.id].response])
      .filter(([, response]) => response !== UNSURE),
  );

/** @param {Statement[]} items @param {Found} found @param {Check | undefined} before @param {Check | undefined} after */
function sideBySide(items, found, before, after) {
  /** @type {Time[]} */
  const times = given(items, before).length ? ["before", "after"] : ["after"];
  const values = { before, after };
  return [
    h("h4", {}, t("check.together")),
    ...plainly(items, found, values, times),
    h(
      "ol",
      { class: "lw-statements" },
      ...items.map((item) => h("li", { "data-compared": item.id }, ...both(item, found[item.id], values, times))),
    ),
  ];
}

/** @param {Statement} item @param {string} key */
const textOf = (item, key) => item.options.find((option) => option.key === key)?.text;

/**
 * One statement: what was said each time, and why it is true or false.
 * @param {Statement} item
 * @param {Compared} found
 * @param {Both} values
 * @param {Time[]} times
 */
function both(item, found, values, times) {
  const text = textOf(item, found.truth);
  return [
    h("p", { class: "lw-statement" }, item.prompt),
    h(
      "dl",
      { class: "lw-times" },
      ...times.map((time) =>
        h("div", {}, h("dt", {}, t(/** @type {Key} */ (`check.${time}`))), h("dd", {}, ...said(item, values[time], found[time]))),
      ),
    ),
    ...found.reasons.map((reason) =>
      h("p", {}, reason.right && h("strong", {}, t("check.truth", { truth: text })), ` ${reason.text}`),
    ),
  ];
}

/** @param {Statement} item @param {Check | undefined} value @param {boolean | null} right */
function said(item, value, right) {
  const answer = value?.answers[item.id];
  if (!answer?.response) return [t("check.unanswered")];
  if (answer.response === UNSURE) return [t("check.unsure")];
  const text = textOf(item, answer.response);
  return [`${t("check.said", { text, sure: answer.confidence })} `, h("strong", {}, t(right ? "check.right" : "check.wrong"))];
}

/**
 * The whole in a few sentences and a small table: what was judged both times, how sure, how often right.
 * @param {Statement[]} items
 * @param {Found} found
 * @param {Both} values
 * @param {Time[]} times
 */
function plainly(items, found, values, times) {
  const shared = items.filter((item) => times.every((time) => given([item], values[time]).length));
  const all = shared.length;
  const right = (/** @type {Time} */ time) => shared.filter((item) => found[item.id][time]).length;
  const judgements = (/** @type {Time} */ time) =>
    shared
      .filter((item) => found[item.id][time] !== null)
      .map(
        (item) =>
          /** @type {Judgement} */ ({ confidence: values[time]?.answers[item.id].confidence, right: found[item.id][time] }),
      );
  const numbers = { all, before: right("before"), after: right("after") };
  return [
    h(
      "p",
      {},
      [t(`check.summary.${times.length === 2 ? "both" : "after"}`, numbers), gained(numbers, times)].filter(Boolean).join(" "),
    ),
    ...(all > 0 ? [calibrated(times.map((time) => [time, summary(judgements(time))]))] : []),
    h("p", { class: "lw-hint" }, t("check.alone")),
  ];
}

/** @param {Record<Time | "all", number>} numbers @param {Time[]} times */
function gained({ before, after, all }, times) {
  if (times.length < 2) return "";
  const share = gain(before, after, all);
  if (after < before) return t("check.less", { all });
  if (share === undefined) return "";
  return t("check.gain", { found: after - before, open: all - before, gain: numeral(share, 2) });
}

/** @param {[Time, ReturnType<typeof summary>][]} rows */
function calibrated(rows) {
  const cell = (/** @type {string} */ text) => h("td", {}, text);
  /** @param {typeof rows[number]} row */
  const row = ([time, { count, right, sure }]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, t(/** @type {Key} */ (`check.${time}`))),
      cell(String(count)),
      ...(count < FEWEST
        ? [h("td", { colSpan: 2 }, t("check.few"))]
        : [cell(`${Math.round(sure)} %`), cell(`${Math.round((100 * right) / count)} %`)]),
    );
  const heads = ["time", "count", "sure", "right"].map((name) =>
    h("th", { scope: "col" }, t(/** @type {Key} */ (`check.column.${name}`))),
  );
  return scrollable(
    t("check.calibration"),
    h(
      "table",
      {},
      h("caption", {}, t("check.calibration")),
      h("thead", {}, h("tr", {}, ...heads)),
      h("tbody", {}, ...rows.map(row)),
    ),
  );
}
