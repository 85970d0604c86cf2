// A piece of private writing as a sheet of paper of its own, filled in or empty. It is made in the browser.

/** @import { ReflectionSpec, Say } from "../types.d.ts" */

import { asPage } from "../readable.js";
import { button, h } from "./dom.js";
import { print } from "./print.js";
import { sentenceOf } from "./problem.js";
import { t } from "./strings.js";

/**
 * The button that prints it, and what it says of itself.
 * @param {ReflectionSpec} spec
 * @param {{ say: Say }} message
 * @param {() => Record<string, string>} texts what stands in the boxes now
 */
export function printing(spec, message, texts) {
  const sheet = async () => {
    try {
      print(await asPage(spec.title, () => onPaper(spec, texts())));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  };
  return h(
    "div",
    {},
    h("div", { class: "lw-actions" }, button(t("reflection.print"), sheet)),
    h("p", { class: "lw-hint" }, t("reflection.print.note")),
  );
}

/**
 * Labels and answers alone: a paper can be found, so neither the prompt nor the note of care stands on it.
 * @param {ReflectionSpec} spec
 * @param {Record<string, string>} texts
 */
const onPaper = ({ boxes }, texts) =>
  boxes.map(({ id, label }) =>
    h(
      "section",
      {},
      h("p", { class: "label" }, label),
      texts[id]?.trim() ? h("p", { class: "words" }, texts[id]) : h("p", { class: "line" }),
    ),
  );
