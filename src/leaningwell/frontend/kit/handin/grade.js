// Grading one's own exercise on the spot, where the solutions are at hand: points and reasons, as a class gets them.

/** @import { GradedPart, GradeReport, HandinPage, Seen } from "../types.d.ts" */

import { button, card, h, status } from "../ui/dom.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { done, locale, moment } from "./job.js";
import { unsaved } from "./lab.js";

/** @param {HandinPage} page */
export function gradeCard({ root, ask, shown }) {
  const message = status();
  const results = h("div", { class: "lw-grades" });
  const start = button(t("grade.start"), grade, "main");
  async function grade() {
    start.disabled = true;
    message.say(t("grade.working"));
    try {
      const report = await done(ask, "feedback");
      results.replaceChildren(...("parts" in report ? drawn(report, shown(), root) : []));
      if ("parts" in report) message.say(total(report));
      else if ("problem" in report) message.say(report.problem, "trouble");
      else message.say(t(`grade.why.${report.code === "too-long" ? "too-long" : "failed"}`), "trouble");
    } catch (error) {
      message.say(sentenceOf(error), "trouble");
    }
    start.disabled = false;
    start.focus();
  }
  return card(
    "grade",
    t("grade.title"),
    t("grade.hint"),
    h("p", {}, t("grade.about")),
    h("p", {}, t("grade.rights")),
    h("div", { class: "lw-actions" }, start),
    message.element,
    results,
  );
}

/** @param {number} value */
const points = (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
/** @param {GradedPart | GradeReport} part */
const total = (part) => t("grade.points", { points: points(part.points), possible: points(part.possible) });

/** @param {GradeReport} report @param {Seen | null} shown @param {HTMLElement} root */
function drawn(report, shown, root) {
  const saved = shown?.notebook.saved;
  return [
    ...(saved
      ? [h("p", { class: "lw-hint" }, t("grade.saved", { time: moment(saved) }), unsaved(root) ? ` ${t("grade.unsaved")}` : "")]
      : []),
    ...report.parts.flatMap((part) => [
      h("h4", {}, part.title, " ", h("span", { class: "lw-seen-points" }, total(part))),
      h(
        "div",
        { class: "lw-reasons" },
        ...part.text
          .split("\n")
          .filter((line) => line.trim())
          .map(line),
      ),
    ]),
    ...(report.page ? [h("p", {}, page(report.page))] : []),
  ];
}

/** @param {string} text */
const line = (text) => h("p", { class: text.startsWith(" ") ? "lw-reason" : "" }, text.trim());

/** The way to nbgrader's own feedback page, or where it lies. @param {string} path */
function page(path) {
  const here = /^(.*?)\/(?:voila\/render|lab\/tree|notebooks)\/(.*\/)?[^/]*$/.exec(location.pathname);
  if (!here) return t("grade.page.where", { path });
  const address = `${here[1]}/files/${here[2] ?? ""}${path.split("/").map(encodeURIComponent).join("/")}`;
  // Jupyter hands out files only where it is told which page asks.
  return h("a", { href: address, target: "_blank", rel: "noopener", referrerPolicy: "same-origin" }, t("grade.page"));
}
