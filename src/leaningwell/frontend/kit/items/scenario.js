// A conversation. Each reply is said with a button of its own, then its consequence and the next turn appear.

/** @import { Form, ItemType, ScenarioItem, Setting, Turn } from "../types.d.ts" */

import { button, h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { t } from "../ui/strings.js";
import { optionRow } from "./choice.js";
import { isOneOf, keys } from "./names.js";

/** @param {ScenarioItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, exercise, changed, submit }) {
  const turns = new Map(item.turns.map((turn) => [turn.id, turn]));
  /** @type {string[]} */
  const said = [];
  /** @type {{ turn: Turn, rows: ReturnType<typeof optionRow>[], say: HTMLButtonElement, place: HTMLElement }[]} */
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
    );
    shown.push({ turn, rows, say, place });
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
    show(result) {
      const reasons = new Map((result.reasons ?? []).map((reason) => [reason.about, reason]));
      shown.forEach(({ rows }) => rows.forEach((row) => row.show(reasons.get(row.input.value))));
    },
  };
}

/** @type {ItemType} */
export const scenario = {
  form,
  // Each reply is checked; a try is a whole conversation.
  underway: (result) => (result.missed ? t(result.reasons.every((reason) => reason.right) ? "quiz.soFar" : "quiz.goesOn") : null),
  details: () => [],
};
