// A small model to play with. The controls' values go to the kernel as bare numbers; a figure comes back.

import { button, card, disclosure, h, paragraphs, slider, status, uid } from "../dom.js";
import { drawChart } from "../chart.js";
import { numeral, t } from "../strings.js";
import * as workbook from "../workbook.js";

export async function view({ root, spec, ask }) {
  const message = status();
  const reading = h("p", { class: "lw-reading", role: "status", "aria-live": "polite" });
  const chart = h("figure", { class: "lw-figure" });
  const table = h("div", { class: "lw-table", tabIndex: 0, role: "region", "aria-label": `${spec.title}: ${t("explore.table")}` });
  const controls = spec.controls.map((control) => CONTROLS[control.type](control, (presets) => move(presets)));

  function show(figure) {
    const caption = spec.chart && h("figcaption", {}, spec.chart);
    chart.replaceChildren(...[caption, figure.chart && drawChart(figure.chart, figure.reading)].filter(Boolean));
    reading.textContent = figure.reading;
    table.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...spec.columns.map((column) => h("th", { scope: "col" }, column)))),
        h("tbody", {}, ...figure.rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, typeof cell === "number" ? numeral(cell) : cell))))),
      ),
    );
  }

  // A choice that only sets other controls, such as whose day it is, is nobody's business but the reader's.
  const sent = controls.filter((control, index) => Object.keys(spec.controls[index].presets).length === 0);
  // One question at a time; while one is under way only the newest values wait.
  let asking = false;
  let waiting = false;
  async function redraw() {
    if (asking) {
      waiting = true;
      return;
    }
    asking = true;
    try {
      do {
        waiting = false;
        const values = Object.fromEntries(sent.map((control) => [control.id, control.value()]));
        show((await ask("draw", { values })).figure);
      } while (waiting);
      message.say("");
    } catch (error) {
      message.say(error.message, "trouble");
    }
    asking = false;
  }
  function move(presets) {
    for (const [id, value] of Object.entries(presets ?? {})) controls.find((control) => control.id === id)?.set(value);
    redraw();
  }
  /** Where a person can be chosen, begin with the one picked on the start page. */
  async function followPersona() {
    const who = controls.find((control) => control.id === "who");
    const picked = who && (await workbook.get("choice/persona"))?.chosen;
    if (!picked || picked === who.start) return;
    who.set(picked);
    move(spec.controls.find((control) => control.id === "who").presets[picked]);
  }
  const reset = button(t("explore.reset"), () => {
    controls.forEach((control) => control.set(control.start));
    redraw();
  });

  show(spec.figure);
  await followPersona();
  root.append(
    card(
      "exploration",
      spec.title,
      t("explore.hint"),
      ...paragraphs(spec.prompt),
      spec.try_this.length > 0 && disclosure(t("explore.try"), h("ul", {}, ...spec.try_this.map((text) => h("li", {}, text)))),
      ...controls.map((control) => control.element),
      h("div", { class: "lw-actions" }, reset),
      chart,
      reading,
      disclosure(t("explore.table"), table),
      disclosure(t("explore.discover"), ...paragraphs(spec.discover)),
      h(
        "p",
        { class: "lw-left-out" },
        spec.invented && h("span", { class: "lw-invented" }, t("explore.invented")),
        h("strong", {}, ` ${t("explore.leftOut")}`),
        ` ${spec.left_out}`,
      ),
      message.element,
    ),
  );
}

const CONTROLS = {
  slider(control, moved) {
    const decimals = (String(control.step).split(".")[1] ?? "").length;
    const say = (value) => `${numeral(value, decimals)} ${control.unit}`.trim();
    return { id: control.id, start: control.start, ...slider({ ...control, say, moved }) };
  },

  choice(control, moved) {
    const id = uid("control");
    const select = h(
      "select",
      { id, onchange: () => moved(control.presets[select.value]) },
      ...control.choices.map((choice) => h("option", { value: choice.value, selected: choice.value === control.start }, choice.label)),
    );
    return {
      id: control.id,
      start: control.start,
      element: h("div", { class: "lw-field" }, h("label", { for: id }, control.label), select),
      value: () => select.value,
      set: (value) => void (select.value = value),
    };
  },

  checks(control, moved) {
    const counted = h("span", { class: "lw-hint" });
    const boxes = control.choices.map((choice) =>
      h("input", { type: "checkbox", value: choice.value, checked: control.start.includes(choice.value), onchange: () => { count(); moved(); } }),
    );
    const count = () => (counted.textContent = t("explore.checked", { count: boxes.filter((box) => box.checked).length }));
    count();
    return {
      id: control.id,
      start: control.start,
      element: h(
        "fieldset",
        { class: "lw-checks" },
        h("legend", {}, control.label, " ", counted),
        h("div", {}, ...boxes.map((box, index) => h("label", { class: "lw-check" }, box, h("span", {}, control.choices[index].label)))),
      ),
      value: () => boxes.filter((box) => box.checked).map((box) => box.value),
      set(values) {
        boxes.forEach((box) => (box.checked = values.includes(box.value)));
        count();
      },
    };
  },
};
