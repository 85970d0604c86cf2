// The if-then plan of the week: two lines, with suggestions to start from. Stays in this browser.

import { button, card, disclosure, h, paragraphs, status, textBox } from "../dom.js";
import { openEntry } from "../entry.js";
import { t } from "../strings.js";
import { careNote } from "./care.js";

const EMPTY = { if: "", then: "", instead: "", none: false };

export async function view({ root, spec }) {
  const message = status();
  const entry = await openEntry(`plan/${spec.id}`, EMPTY, {
    isDone: (plan) => plan.none || Boolean(plan.instead.trim()) || Boolean(plan.if.trim() && plan.then.trim()),
    say: message.say,
    // Not under the hands of somebody who is writing, unless everything was deleted.
    redraw: (emptied) => (emptied || !form.contains(document.activeElement)) && draw(),
  });

  function line(key, label, suggestions) {
    const field = textBox(label, entry.value[key], (text) => entry.type([key], text), entry.flush);
    if (!suggestions) return field;
    const area = /** @type {HTMLTextAreaElement} */ (field.querySelector("textarea"));
    const select = h(
      "select",
      {
        "aria-label": `${label}: ${t("plan.choose")}`,
        onchange: () => {
          if (!select.value) return;
          area.value = select.value;
          select.value = "";
          entry.set([key], area.value);
        },
      },
      h("option", { value: "" }, t("plan.choose")),
      ...suggestions.map((text) => h("option", { value: text }, text)),
    );
    area.before(select);
    return field;
  }

  const form = h("div");
  const instead = h("div");
  const toggle = button("", () => {
    const none = !entry.value.none;
    entry.set(["none"], none, t(none ? "plan.noneDone" : "reflection.saved"));
    draw();
  });
  function draw() {
    form.replaceChildren(line("if", t("plan.if"), spec.when), line("then", t("plan.then"), spec.then));
    form.hidden = entry.value.none;
    instead.replaceChildren(line("instead", t("plan.insteadLabel")));
    toggle.textContent = t(entry.value.none ? "plan.undo" : "plan.none");
  }
  draw();

  root.append(
    card(
      "plan",
      spec.title,
      t("plan.hint"),
      ...paragraphs(spec.prompt),
      spec.care && careNote(spec.care),
      form,
      h("div", { class: "lw-actions" }, toggle),
      disclosure(t("plan.instead"), h("p", {}, spec.instead), instead),
      h("p", { class: "lw-note" }, t("reflection.kept")),
      message.element,
    ),
  );
  return () => entry.close();
}
