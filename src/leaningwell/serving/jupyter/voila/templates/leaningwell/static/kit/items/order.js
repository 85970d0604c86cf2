// Things to be put in order, with two buttons on each: one place up, one place down. Mouse, touch and keyboard do alike,
// and every move is said aloud.

import { h, shuffled, uid } from "../dom.js";
import { t } from "../strings.js";
import { feedback } from "./feedback.js";

export function order(item, { seed, changed }) {
  const list = h("ol", { class: "lw-order" });
  const said = h("p", { class: "lw-hidden", role: "status", "aria-live": "polite" });
  const rows = new Map(
    item.entries.map((entry) => {
      const id = uid("step");
      const why = feedback();
      const mover = (direction, key) =>
        h(
          "button",
          { type: "button", class: "lw-move", "aria-label": t(key, { text: entry.text }), onclick: (event) => move(entry.key, direction, event.currentTarget) },
          direction < 0 ? "↑" : "↓",
        );
      const up = mover(-1, "order.up");
      const down = mover(1, "order.down");
      const element = h(
        "li",
        { class: "lw-step", id },
        h("div", { class: "lw-step-line" }, h("span", { class: "lw-step-text" }, entry.text), h("span", { class: "lw-moves" }, up, down)),
        why.element,
      );
      return [entry.key, { text: entry.text, element, up, down, show: why.show }];
    }),
  );
  let keys = shuffled(item.entries, seed + item.id).map((entry) => entry.key);

  function draw() {
    list.replaceChildren(...keys.map((key) => rows.get(key).element));
    keys.forEach((key, place) => {
      rows.get(key).up.disabled = place === 0;
      rows.get(key).down.disabled = place === keys.length - 1;
      rows.get(key).show(null);
    });
  }
  function move(key, direction, pressed) {
    const place = keys.indexOf(key);
    keys = keys.with(place, keys[place + direction]).with(place + direction, key);
    draw();
    const row = rows.get(key);
    said.textContent = t("order.moved", { text: row.text, place: place + direction + 1, all: keys.length });
    // At an end the button that was pressed is off: go on from its neighbour.
    (pressed.disabled ? (direction < 0 ? row.down : row.up) : pressed).focus();
    changed();
  }
  draw();

  return {
    element: h("div", {}, list, said),
    response: () => [...keys],
    restore(response) {
      const known = response.filter((key) => rows.has(key));
      if (new Set(known).size === keys.length) keys = known;
      draw();
    },
    show(result) {
      const reasons = new Map((result.reasons ?? []).map((reason) => [reason.about, reason]));
      keys.forEach((key) => rows.get(key).show(reasons.get(key)));
    },
  };
}
