// Things to be put in order, with two buttons on each: one place up, one place down. Mouse, touch and keyboard do alike,
// and every move is said aloud.

/** @import { Form, ItemType, OrderItem, Setting } from "../types.d.ts" */

import { h, uid } from "../ui/dom.js";
import { shuffled } from "./shuffled.js";
import { t } from "../ui/strings.js";
import { feedback, toldBeside } from "./feedback.js";
import { isOneOf } from "./names.js";
import { placingDetails } from "./placing.js";

/** @param {OrderItem} item @param {Setting} setting @returns {Form} */
function form(item, { seed, changed }) {
  const list = h("ol", { class: "lw-order" });
  const said = h("p", { class: "lw-hidden", role: "status", "aria-live": "polite" });
  const rows = Object.fromEntries(
    item.entries.map((entry) => {
      const id = uid("step");
      const why = feedback();
      /** @param {1 | -1} direction @param {"order.up" | "order.down"} key */
      const mover = (direction, key) =>
        h(
          "button",
          {
            type: "button",
            class: "lw-move",
            "aria-label": t(key, { text: entry.text }),
            onclick: () => move(entry.key, direction),
          },
          direction < 0 ? "↑" : "↓",
        );
      const up = mover(-1, "order.up");
      const down = mover(1, "order.down");
      const element = h(
        "li",
        { class: "lw-step", id },
        h(
          "div",
          { class: "lw-step-line" },
          h("span", { class: "lw-step-text" }, entry.text),
          h("span", { class: "lw-moves" }, up, down),
        ),
        why.element,
      );
      return [entry.key, { text: entry.text, element, up, down, show: why.show }];
    }),
  );
  let keys = shuffled(item.entries, seed + item.id).map((entry) => entry.key);

  function draw() {
    list.replaceChildren(...keys.map((key) => rows[key].element));
    keys.forEach((key, place) => {
      rows[key].up.disabled = place === 0;
      rows[key].down.disabled = place === keys.length - 1;
      rows[key].show(null);
    });
  }
  /** @param {string} key @param {1 | -1} direction */
  function move(key, direction) {
    const place = keys.indexOf(key);
    keys = keys.with(place, keys[place + direction]).with(place + direction, key);
    draw();
    const row = rows[key];
    said.textContent = t("order.moved", { text: row.text, place: place + direction + 1, all: keys.length });
    // At an end the button that was pressed is off: go on from its neighbour.
    const [pressed, neighbour] = direction < 0 ? [row.up, row.down] : [row.down, row.up];
    (pressed.disabled ? neighbour : pressed).focus();
    changed();
  }
  draw();

  return {
    element: h("div", {}, list, said),
    response: () => [...keys],
    fits: (response) => Array.isArray(response) && response.length === keys.length && keys.every((key) => isOneOf(response, key)),
    restore(response) {
      keys = response;
      draw();
    },
    show(result) {
      const told = toldBeside(result, ([place]) => t("order.place", { place }));
      keys.forEach((key) => rows[key].show(told(key)));
    },
  };
}

/** @type {ItemType} */
export const order = {
  form,
  details: (item, result) => placingDetails(item.entries, result),
};
