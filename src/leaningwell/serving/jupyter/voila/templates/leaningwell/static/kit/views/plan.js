// The if-then plan of the week: two lines, with suggestions to start from. Stays in this browser.

import { button, card, debounced, disclosure, h, paragraphs, status, uid } from "../dom.js";
import { t } from "../strings.js";
import * as workbook from "../workbook.js";
import { careNote } from "./care.js";

export async function view({ root, spec }) {
  const id = `plan/${spec.id}`;
  const message = status();
  const kept = { if: "", then: "", instead: "", none: false, ...(await workbook.get(id, (s) => message.say(s, "trouble"))) };

  async function save(sentence = t("reflection.saved")) {
    kept.done = kept.none || Boolean(kept.instead.trim()) || Boolean(kept.if.trim() && kept.then.trim());
    try {
      await workbook.put(id, kept);
      message.say(sentence);
    } catch (error) {
      message.say(error.message, "trouble");
    }
  }
  const saveSoon = debounced(save);
  const flush = () => saveSoon.flush();

  function line(key, label, suggestions) {
    const field = uid(key);
    const area = h("textarea", {
      id: field, rows: 2, value: kept[key], autocomplete: "off",
      oninput: () => {
        kept[key] = area.value;
        saveSoon();
      },
      onblur: flush,
    });
    const select =
      suggestions &&
      h(
        "select",
        {
          "aria-label": `${label}: ${t("plan.choose")}`,
          onchange: () => {
            if (!select.value) return;
            kept[key] = area.value = select.value;
            select.value = "";
            save();
          },
        },
        h("option", { value: "" }, t("plan.choose")),
        ...suggestions.map((text) => h("option", { value: text }, text)),
      );
    return h("div", { class: "lw-field" }, h("label", { for: field }, label), select, area);
  }

  const form = h("div", {}, line("if", t("plan.if"), spec.when), line("then", t("plan.then"), spec.then));
  const toggle = button("", () => {
    kept.none = !kept.none;
    draw();
    save(kept.none ? t("plan.noneDone") : t("reflection.saved"));
  });
  function draw() {
    form.hidden = kept.none;
    toggle.textContent = t(kept.none ? "plan.undo" : "plan.none");
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
      disclosure(t("plan.instead"), h("p", {}, spec.instead), line("instead", t("plan.insteadLabel"))),
      h("p", { class: "lw-note" }, t("reflection.kept")),
      message.element,
    ),
  );
  addEventListener("pagehide", flush);
  return () => {
    removeEventListener("pagehide", flush);
    return flush();
  };
}
