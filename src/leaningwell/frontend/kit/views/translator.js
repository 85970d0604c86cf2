// From an inner rule to a sentence one could say: three linked choices, then the same need in four phrasings.
// A fixed table, no scoring; the free line stays in this browser.

/** @import { Activity, TranslatorSpec } from "../types.d.ts" */

import { card, disclosure, h, paragraphs } from "../ui/dom.js";
import { labelled } from "../ui/fields.js";
import { openPrivate } from "../ui/private.js";
import { leftOut } from "../ui/left-out.js";
import { t } from "../ui/strings.js";
import { careNote } from "./care.js";

/** @type {["accusation", "hint", "test", "ask"]} */
const WAYS = ["accusation", "hint", "test", "ask"];

/** @param {Activity<TranslatorSpec>} activity */
export async function view({ root, spec }) {
  const own = h("div");
  const { entry, line, ending } = await openPrivate(`translator/${spec.id}`, spec, {
    area: own,
    draw: () => drawOwn(),
  });
  const drawOwn = () => own.replaceChildren(line(spec.own, ["text"]));
  drawOwn();

  const rule = select(
    t("translator.rule"),
    spec.rules.map((entry) => entry.rule),
    () => fill(),
  );
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
      leftOut(spec.left_out),
      own,
      ...ending,
    ),
  );
  return () => entry.close();
}

/** @param {string} label @param {string[]} texts @param {() => void} onchange */
function select(label, texts, onchange) {
  const control = h("select", { onchange });
  const options = (/** @type {string[]} */ list) => control.replaceChildren(...list.map((text) => h("option", {}, text)));
  options(texts);
  return {
    element: labelled(label, control),
    options,
    index: () => Math.max(0, control.selectedIndex),
  };
}
