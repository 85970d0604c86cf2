// Handing in through nbgrader's exchange, where there is one; elsewhere, what to send or that there is nothing to do.

/** @import { Key } from "../ui/strings.js" */
/** @import { Exchange, HandinPage, Receipt } from "../types.d.ts" */

import { button, card, h, status, uid } from "../ui/dom.js";
import { sentenceOf } from "../ui/problem.js";
import { t } from "../ui/strings.js";
import { done, moment } from "./job.js";
import { unsaved } from "./lab.js";
import { summary } from "./instructor-view.js";

const SAID = [
  "none",
  "not-released",
  "renamed",
  "unwritable",
  "no-access",
  "disk-full",
  "too-large",
  "too-long",
  "changed",
  "failed",
];

/** Why it cannot be, or was not, handed in. @param {{ code: string, detail?: string }} failure */
const why = ({ code, detail }) => t(/** @type {Key} */ (`handin.why.${SAID.includes(code) ? code : "refused"}`), { detail });

/** @param {HandinPage} page */
export function submitCard({ root, ask, shown, mark, again }) {
  const body = h("div", {}, h("p", { class: "lw-hint" }, t("handin.asking")));
  const earlier = h("div");
  const actions = h("div", { class: "lw-actions" });
  const message = status();
  let course = "";

  /** @param {Exchange} found */
  function draw(found) {
    const ready = found.exchange === "ready";
    if (!found.courses.includes(course)) course = found.courses.length === 1 ? found.courses[0] : "";
    const about = ready ? t("handin.ready") : why({ code: found.exchange, detail: found.detail });
    body.replaceChildren(h("p", {}, about), ready && found.courses.length > 1 ? courses(found.courses) : "");
    earlier.replaceChildren(
      ...(found.earlier.length
        ? [h("h4", {}, t("handin.earlier")), h("ol", { class: "lw-kept", reversed: true }, ...found.earlier.map(receipt))]
        : []),
    );
    actions.replaceChildren();
    if (ready) calm(found.earlier.length > 0);
  }

  /** @param {string[]} list */
  function courses(list) {
    const group = uid("course");
    return h(
      "fieldset",
      {},
      h("legend", {}, t("handin.which")),
      ...list.map((name) =>
        h(
          "label",
          { class: "lw-check" },
          h("input", { type: "radio", name: group, checked: name === course, onchange: () => (course = name) }),
          h("span", {}, name),
        ),
      ),
    );
  }

  /** @param {boolean} before whether it was handed in before */
  const calm = (before) =>
    actions.replaceChildren(button(t(before ? "handin.handInAgain" : "handin.handIn"), () => sure(before), "main"));
  /** @param {boolean} before */
  function sure(before) {
    if (!course) {
      message.say(t("handin.which.first"), "again");
      return;
    }
    message.say("");
    const now = shown();
    const question = [t("handin.sure", { course }), now && summary(now), unsaved(root) ? t("handin.unsaved") : ""];
    actions.replaceChildren(
      h("p", {}, question.filter(Boolean).join(" ")),
      button(t("handin.yes"), () => give(before), "main"),
      button(t("handin.no"), () => {
        calm(before);
        focus();
      }),
    );
    focus();
  }
  const focus = () => actions.querySelector("button")?.focus();

  /** @param {boolean} before */
  async function give(before) {
    actions.replaceChildren();
    message.say(t("handin.working"));
    const result = await done(ask, "hand-in", { course, mark: mark() }).catch((error) => ({ error }));
    await again().catch(() => undefined);
    if (!actions.hasChildNodes()) calm(before || "receipt" in result);
    if ("error" in result) message.say(`${t("handin.unsure")} ${sentenceOf(result.error)}`, "trouble");
    else if ("receipt" in result) message.say(t("handin.given", { ...result, time: moment(result.time) }));
    else message.say(why(result), "trouble");
    focus();
  }

  const element = card("handin", t("handin.handIn"), "", body, actions, message.element, earlier);
  return { element, draw };
}

/** @param {Receipt} one */
const receipt = (one) => h("li", {}, t("handin.receipt", { course: one.course, time: moment(one.time), receipt: one.receipt }));
