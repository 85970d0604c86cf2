// The if-then plan of the week: two lines, with suggestions to start from. Stays in this browser.

/** @import { Activity, PlanSpec } from "../types.d.ts" */

import { button, card, disclosure, h, paragraphs } from "../ui/dom.js";
import { openPrivate } from "../ui/private.js";
import { t } from "../ui/strings.js";
import { careNote } from "./care.js";

/** @param {Activity<PlanSpec>} activity */
export async function view({ root, spec }) {
  const form = h("div");
  const instead = h("div");
  const area = h("div");
  const { entry, line, ending } = await openPrivate(`plan/${spec.id}`, spec, {
    area,
    draw: () => draw(),
  });

  /** @param {"if" | "then"} key @param {string} label @param {string[]} suggestions */
  function suggested(key, label, suggestions) {
    const field = line(label, [key]);
    const box = /** @type {HTMLTextAreaElement} */ (field.querySelector("textarea"));
    const select = h(
      "select",
      {
        "aria-label": `${label}: ${t("plan.choose")}`,
        onchange: () => {
          if (!select.value) return;
          box.value = select.value;
          select.value = "";
          entry.set([key], box.value);
        },
      },
      h("option", { value: "" }, t("plan.choose")),
      ...suggestions.map((text) => h("option", { value: text }, text)),
    );
    box.before(select);
    return field;
  }

  const toggle = button("", () => {
    const none = !entry.value.none;
    entry.set(["none"], none, t(none ? "plan.noneDone" : "reflection.saved"));
    draw();
  });
  function draw() {
    form.replaceChildren(suggested("if", t("plan.if"), spec.when), suggested("then", t("plan.then"), spec.then));
    form.hidden = entry.value.none;
    instead.replaceChildren(line(t("plan.insteadLabel"), ["instead"]));
    toggle.textContent = t(entry.value.none ? "plan.undo" : "plan.none");
  }
  draw();
  area.append(form, h("div", { class: "lw-actions" }, toggle), disclosure(t("plan.instead"), h("p", {}, spec.instead), instead));

  root.append(
    card("plan", spec.title, t("plan.hint"), ...paragraphs(spec.prompt), spec.care && careNote(spec.care), area, ...ending),
  );
  return () => entry.close();
}
