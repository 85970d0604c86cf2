// From an inner rule to a sentence one could say: three linked choices, then the same need in four phrasings.
// A fixed table, no scoring; the free line stays in this browser.

/** @import { Activity, TranslatorSpec } from "../types.d.ts" */

import { card, disclosure, h, paragraphs, status, textBox, uid } from "../dom.js";
import { openEntry } from "../entry.js";
import { t } from "../strings.js";
import { careNote } from "./care.js";

/** @type {["accusation", "hint", "test", "ask"]} */
const WAYS = ["accusation", "hint", "test", "ask"];

/** @param {Activity<TranslatorSpec>} activity */
export async function view({ root, spec }) {
  const message = status();
  const entry = await openEntry(`translator/${spec.id}`, { text: "" }, {
    isDone: ({ text }) => Boolean(text.trim()),
    say: message.say,
    // Not under the hands of somebody who is writing, unless everything was deleted.
    redraw: (emptied) => (emptied || !own.contains(document.activeElement)) && drawOwn(),
  });
  const own = h("div");
  const drawOwn = () =>
    own.replaceChildren(textBox(spec.own, entry.value.text, (text) => entry.type(["text"], text), entry.flush));
  drawOwn();

  const rule = select(t("translator.rule"), spec.rules.map((entry) => entry.rule), () => fill());
  const feeling = select(t("translator.feeling"), [], () => draw());
  const need = select(t("translator.need"), [], () => draw());
  const lead = h("p", { class: "lw-reading", "aria-live": "polite" });
  const ways = h("dl", { class: "lw-phrases" });

  function fill() {
    const chosen = spec.rules[rule.index()];
    feeling.options(chosen.feelings);
    need.options(chosen.needs.map((phrase) => phrase.need));
    draw();
  }
  function draw() {
    const chosen = spec.rules[rule.index()];
    const phrase = chosen.needs[need.index()];
    lead.textContent = t("translator.lead", { feeling: chosen.feelings[feeling.index()], need: phrase.need });
    ways.replaceChildren(
      ...WAYS.map((way) =>
        h("div", { class: `lw-phrase lw-phrase-${way}` }, h("dt", {}, t(`translator.${way}`)), h("dd", {}, phrase[way])),
      ),
    );
  }

  fill();
  root.append(
    card(
      "translator",
      spec.title,
      t("translator.card"),
      ...paragraphs(spec.prompt),
      spec.care && careNote(spec.care),
      rule.element,
      feeling.element,
      need.element,
      lead,
      ways,
      disclosure(t("explore.discover"), ...paragraphs(spec.discover)),
      h("p", { class: "lw-left-out" }, h("strong", {}, t("explore.leftOut")), ` ${spec.left_out}`),
      own,
      h("p", { class: "lw-note" }, t("reflection.kept")),
      message.element,
    ),
  );
  return () => entry.close();
}

/** @param {string} label @param {string[]} texts @param {() => void} onchange */
function select(label, texts, onchange) {
  const id = uid("select");
  const control = h("select", { id, onchange });
  const options = (/** @type {string[]} */ list) => control.replaceChildren(...list.map((text) => h("option", {}, text)));
  options(texts);
  return {
    element: h("div", { class: "lw-field" }, h("label", { for: id }, label), control),
    options,
    index: () => Math.max(0, control.selectedIndex),
  };
}
