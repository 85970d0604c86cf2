// The workbook to be read: printed, or saved as a page. Nothing of it leaves the browser on the way.

/** @import { LessonParts } from "../types.d.ts" */

import { button, disclosure, h, status } from "../ui/dom.js";
import { onLock } from "../workbook/lock.js";
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

/** Print a page without showing it. It is gone after printing, or when the workbook locks. @param {string} page */
function print(page) {
  const frame = h("iframe", {
    class: "lw-hidden",
    "aria-hidden": "true",
    tabIndex: -1,
    sandbox: "allow-same-origin allow-modals",
    srcdoc: page,
  });
  const remove = () => {
    stop();
    frame.remove();
  };
  const stop = onLock(remove);
  frame.onload = () => {
    frame.contentWindow?.addEventListener("afterprint", () => setTimeout(remove));
    frame.contentWindow?.print();
  };
  document.body.append(frame);
}
