// The words that are kept, to be read in the panel. They are drawn when somebody opens them, and not before: a panel that
// is looked at for something else shows nothing of them.

/** @import { LessonParts } from "../types.d.ts" */

import { disclosure, h, status } from "../ui/dom.js";
import { sentenceOf } from "../ui/problem.js";
import { chapters } from "../readable.js";
import { t } from "../ui/strings.js";

const HEADING = 4;

/** @param {LessonParts[]} lessons titles and labels, as `Lesson.kept` gives them */
export function keptWords(lessons) {
  const message = status();
  const place = h("div", { class: "lw-kept-words" });
  const element = disclosure(t("kept.words"), place, message.element);
  async function draw() {
    if (!element.open) {
      place.replaceChildren();
      return;
    }
    try {
      const told = await chapters(lessons, HEADING);
      if (!element.open) return;
      place.replaceChildren(...(told.length ? told : [h("p", {}, t("kept.words.none"))]));
      message.say("");
    } catch (error) {
      place.replaceChildren();
      message.say(sentenceOf(error), "trouble");
    }
  }
  element.addEventListener("toggle", draw);
  return { element, draw };
}
