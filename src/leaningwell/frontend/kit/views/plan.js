// The if-then plan of the week: two lines, with suggestions to start from, and the plan as a whole once it is to be kept so.
// Stays in this browser.

/** @import { Activity, PlanSpec } from "../types.d.ts" */

import { button, card, disclosure, h, paragraphs } from "../ui/dom.js";
import { openPrivate } from "../ui/private.js";
import { t } from "../ui/strings.js";
import { careNote } from "./care.js";

/** @param {Activity<PlanSpec>} activity */
export async function view({ root, spec }) {
  const form = h("div");
  const whole = h("dl", { class: "lw-if-then" });
  const done = h("p", { class: "lw-done" }, t("reflection.done"));
  const finished = h("div", { class: "lw-plan-whole" }, whole, done);
  const instead = h("div");
  const area = h("div");
  const { entry, line, ending } = await openPrivate(`plan/${spec.id}`, spec, {
    area,
    draw: () => draw(),
    saved: () => offer(),
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
          entry.set([key], box.value);
          offer();
        },
      },
      h("option", { value: "" }, t("plan.choose")),
      ...suggestions.map((text) => h("option", { value: text }, text)),
    );
    // It says what was chosen for as long as that stands in the box.
    const follow = () => (select.value = suggestions.includes(box.value) ? box.value : "");
    follow();
    box.addEventListener("input", follow);
    box.before(select);
    return field;
  }

  const toggle = button("", () => {
    const none = !entry.value.none;
    entry.set(["none"], none, t(none ? "plan.noneDone" : "reflection.saved"));
    draw();
  });
  const written = () => Boolean(entry.value.if?.trim() && entry.value.then?.trim());
  const keep = button(t("plan.keep"), () => settle(true), "main");
  const change = button(t("plan.change"), () => settle(false));
  /** @param {boolean} kept */
  async function settle(kept) {
    await entry.flush();
    await entry.set(["kept"], kept, kept ? t("reflection.saved") : "");
    draw();
    if (kept) change.focus();
    else form.querySelector("textarea")?.focus();
  }
  /** A whole plan can be kept as it is; what is kept so is shown whole, and not in boxes that may cut it off. */
  function offer() {
    const kept = Boolean(entry.value.kept) && written() && !entry.value.none;
    finished.hidden = change.hidden = !kept;
    form.hidden = kept || entry.value.none;
    keep.hidden = kept || entry.value.none || !written();
    toggle.hidden = kept;
  }
  function draw() {
    /** @type {["plan.if" | "plan.then", string][]} */
    const lines = [
      ["plan.if", entry.value.if],
      ["plan.then", entry.value.then],
    ];
    whole.replaceChildren(...lines.map(([key, text]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, text))));
    form.replaceChildren(suggested("if", t("plan.if"), spec.when), suggested("then", t("plan.then"), spec.then));
    offer();
    instead.replaceChildren(line(t("plan.insteadLabel"), ["instead"]));
    toggle.textContent = t(entry.value.none ? "plan.undo" : "plan.none");
  }
  draw();
  area.append(
    form,
    finished,
    h("div", { class: "lw-actions" }, keep, change, toggle),
    disclosure(t("plan.instead"), h("p", {}, spec.instead), instead),
  );

  root.append(
    card("plan", spec.title, t("plan.hint"), ...paragraphs(spec.prompt), spec.care && careNote(spec.care), area, ...ending),
  );
  return () => entry.close();
}
