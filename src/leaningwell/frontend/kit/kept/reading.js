// The workbook to be read: printed, or saved as a page. Nothing of it leaves the browser on the way.

/** @import { LessonParts } from "../types.d.ts" */

import { button, disclosure, h, status } from "../ui/dom.js";
import { print } from "../ui/print.js";
import { sentenceOf } from "../ui/problem.js";
import { readable } from "../readable.js";
import { t } from "../ui/strings.js";
import { download } from "./file.js";

/** @param {LessonParts[]} lessons titles and labels, as `Lesson.kept` gives them */
export function readIt(lessons) {
  const message = status();
  /** @param {(page: string) => unknown} act */
  const using = (act) => async () => {
    message.say("");
    try {
      act(await readable(lessons));
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
  };
  const save = using((page) => {
    download(new Blob([page], { type: "text/html" }), "leaning-well-workbook.html");
    message.say(t("carry.saved"));
  });
  return disclosure(
    t("read.title"),
    h("p", {}, t("read.note")),
    h("div", { class: "lw-actions" }, button(t("read.print"), using(print)), button(t("read.save"), save)),
    message.element,
  );
}
