// The list of learners, from a file.

/** @import { Ask } from "./types.d.ts" */

import { button, h, uid } from "../kit/ui/dom.js";
import { labelled } from "../kit/ui/fields.js";
import { heading } from "./heading.js";
import { sent } from "./files.js";
import { outcome } from "./told.js";
import { say } from "./words.js";

/** @param {Ask} ask @param {() => void} changed */
export function learners(ask, changed) {
  const title = uid("learners");
  const file = h("input", { type: "file", accept: ".csv,.txt,.tsv,text/csv" });
  const told = outcome(ask);
  const head = heading(title, say("learners"));
  head.number(1);
  async function enter() {
    const { number, cannot } = await sent(ask, file, told.wait);
    if (number === null) return told.tell({ cannot: cannot ?? say("no-file") });
    told.wait(say("learners-doing"));
    told.tell(await ask("learners", { given: number }));
    changed();
  }
  return {
    stand: head.stand,
    element: h(
      "section",
      { class: "lw-card", "aria-labelledby": title },
      ...head.elements,
      h("p", { class: "lw-hint" }, say("learners-about")),
      labelled(say("file"), file),
      h("div", { class: "lw-actions" }, button(say("enter"), enter, "main")),
      told.element,
    ),
  };
}
