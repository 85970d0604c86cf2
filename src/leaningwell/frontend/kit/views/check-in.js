// The check before the course: statements to judge, kept in this browser until the last lesson asks again. Nothing of it
// reaches the kernel, and nothing says right or wrong.

/** @import { Activity, CheckInSpec } from "../types.d.ts" */

import { card, h } from "../ui/dom.js";
import { t } from "../ui/strings.js";
import { openStatements } from "./statements.js";

export const heading = () => t("check.in.title");

/** @param {Activity<CheckInSpec>} activity */
export async function view({ root, spec }) {
  const form = await openStatements(`check/${spec.lesson}/before`, spec.items, { ended: "check.in.all" });
  root.append(
    card(
      "judging",
      t("check.in.title"),
      t("check.hint"),
      h("p", {}, t("check.in.about", { all: spec.items.length })),
      form.element,
      h("p", { class: "lw-note" }, t("reflection.kept")),
      form.message.element,
    ),
  );
  return () => form.entry.close();
}
