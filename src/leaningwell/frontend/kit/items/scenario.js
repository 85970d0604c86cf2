// A conversation. Each reply is said with a button of its own, then its consequence and the next turn appear. Where replies
// have effects, what the other person says or does next comes with the feedback: it is no part of the page before that.

/** @import { Form, ItemType, ScenarioItem, Setting, Turn } from "../types.d.ts" */

import { button, h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { t } from "../ui/strings.js";
import { optionRow } from "./choice.js";
import { toldBeside } from "./feedback.js";
import { isOneOf, keys } from "./names.js";

/** @param {ScenarioItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, exercise, changed, submit }) {
  const turns = new Map(item.turns.map((turn) => [turn.id, turn]));
  /** @type {string[]} */
  const said = [];
  /** @type {{ turn: Turn, rows: ReturnType<typeof optionRow>[], say: HTMLButtonElement, then: HTMLElement }[]} */
  const shown = [];
  const list = h("ol", { class: "lw-turns" });
  const again = button(t("quiz.again"), () => {
    start();
    changed();
    list.querySelector("input")?.focus();
  });
  again.hidden = true;

  /** @param {Turn} turn */
  function addTurn(turn) {
    const name = uid("turn");
    const rows = shuffled(turn.options, seed + item.id + turn.id).map((option) =>
      optionRow("radio", name, option, () => (say.disabled = false)),
    );
    function reply() {
      const row = rows.find((candidate) => candidate.input.checked);
      if (!row) return;
      take(turn, row.input.value);
      changed();
      // In an exercise nothing is checked, but the answer so far is saved by the card's own button.
      if (!exercise) submit();
      const last = shown[shown.length - 1];
      (last.turn === turn ? again : last.rows[0].input).focus();
    }
    const say = button(t("quiz.say"), reply, "main", { disabled: true });
    const then = h("p", { class: "lw-says", role: "status", "aria-live": "polite" });
    const place = h(
      "li",
      { class: "lw-turn" },
      turn.says && h("p", { class: "lw-says" }, turn.says),
      h(
        "fieldset",
        { class: "lw-options" },
        h("legend", { class: "lw-hidden" }, turn.says || item.prompt),
        ...rows.map((row) => row.row),
      ),
      h("div", { class: "lw-actions" }, say),
      then,
    );
    shown.push({ turn, rows, say, then });
    list.append(place);
  }

  /** @param {Turn} turn @param {string} key */
  function take(turn, key) {
    const { rows, say } = shown[shown.length - 1];
    said.push(key);
    rows.forEach((row) => {
      row.input.checked = row.input.value === key;
      row.input.disabled = true;
    });
    say.hidden = true;
    again.hidden = false;
    const next = turns.get(turn.options.find((option) => option.key === key)?.next ?? "");
    if (next) addTurn(next);
  }

  function start() {
    said.length = 0;
    shown.length = 0;
    list.replaceChildren();
    again.hidden = true;
    addTurn(item.turns[0]);
  }
  start();

  return {
    element: h("div", {}, list, h("div", { class: "lw-actions" }, again)),
    ownButton: true,
    response: () => (said.length ? [...said] : null),
    fits(response) {
      if (!Array.isArray(response)) return false;
      /** @type {Turn | undefined} */
      let turn = item.turns[0];
      for (const key of response) {
        if (!turn || !isOneOf(keys(turn.options), key)) return false;
        turn = turns.get(turn.options.find((option) => option.key === key)?.next ?? "");
      }
      return true;
    },
    restore(response) {
      start();
      for (const key of response) take(shown[shown.length - 1].turn, key);
    },
    // One reason for each reply, in their order: two turns may offer the same words.
    show({ reasons = [], explained }) {
      shown.forEach(({ rows, then }, place) => {
        const reason = reasons[place];
        const best = reason && !reason.right ? explained : [];
        const told = toldBeside({ reasons: reason ? [reason] : [], explained: best }, () => {
          return t(reason?.effect ? "effect.would" : "quiz.fits");
        });
        rows.forEach((row) => row.show(told(row.input.value)));
        then.textContent = reason?.then ?? "";
      });
    },
  };
}

/** @type {ItemType} */
export const scenario = {
  form,
  // Each reply is checked; a try is a whole conversation.
  underway: ({ missed, reasons }) => {
    if (!missed) return null;
    return t(!reasons.some((reason) => reason.effect) && reasons.every((reason) => reason.right) ? "quiz.soFar" : "quiz.goesOn");
  },
  verdict: ({ reasons }) =>
    reasons.some((reason) => reason.effect)
      ? t("effect.count", { count: reasons.filter((reason) => reason.effect === "opens").length, all: reasons.length })
      : null,
  details: () => [],
};
