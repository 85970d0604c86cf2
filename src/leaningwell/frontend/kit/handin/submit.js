// Handing in through nbgrader's exchange, where there is one; elsewhere, what to send or that there is nothing to do.

/** @import { Key } from "../strings.js" */

import { button, card, h, status, uid } from "../dom.js";
import { t } from "../strings.js";
import { done, moment } from "./job.js";
import { unsaved } from "./lab.js";
import { summary } from "./instructor-view.js";

const SAID = ["none", "not-released", "renamed", "unwritable", "no-access", "disk-full", "too-large", "too-long", "changed", "failed"];

/** Why it cannot be, or was not, handed in. */
const why = ({ code, detail }) => t(/** @type {Key} */ (`handin.why.${SAID.includes(code) ? code : "refused"}`), { detail });

/**
 * @param {object} page
 * @param {HTMLElement} page.root
 * @param {(what: string, question?: object) => Promise<any>} page.ask
 * @param {() => any} page.shown what the card above shows now
 * @param {() => object} page.mark a mark of it, by which the kernel sees that something has changed since
 * @param {() => Promise<void>} page.again looks again at everything
 */
export function submitCard({ root, ask, shown, mark, again }) {
  const body = h("div", {}, h("p", { class: "lw-hint" }, t("handin.asking")));
  const earlier = h("div");
  const actions = h("div", { class: "lw-actions" });
  const message = status();
  let course = "";

  function draw(found) {
    const ready = found.exchange === "ready";
    if (!found.courses.includes(course)) course = found.courses.length === 1 ? found.courses[0] : "";
    const about = ready ? t("handin.ready") : why({ code: found.exchange ?? found.code, detail: found.detail });
    body.replaceChildren(h("p", {}, about), ready && found.courses.length > 1 ? courses(found.courses) : "");
    earlier.replaceChildren(...(found.earlier.length ? [h("h4", {}, t("handin.earlier")), h("ol", { class: "lw-kept", reversed: true }, ...found.earlier.map(receipt))] : []));
    actions.replaceChildren();
    if (ready) calm(found.earlier.length > 0);
  }

  function courses(list) {
    const group = uid("course");
    return h(
      "fieldset",
      {},
      h("legend", {}, t("handin.which")),
      ...list.map((name) =>
        h("label", { class: "lw-check" }, h("input", { type: "radio", name: group, checked: name === course, onchange: () => (course = name) }), h("span", {}, name))),
    );
  }

  const calm = (before) => actions.replaceChildren(button(t(before ? "handin.handInAgain" : "handin.handIn"), () => sure(before), "main"));
  function sure(before) {
    if (!course) {
      message.say(t("handin.which.first"), "again");
      return;
    }
    message.say("");
    const question = [t("handin.sure", { course }), summary(shown()), unsaved(root) ? t("handin.unsaved") : ""];
    actions.replaceChildren(
      h("p", {}, question.filter(Boolean).join(" ")),
      button(t("handin.yes"), () => give(before), "main"),
      button(t("handin.no"), () => { calm(before); focus(); }),
    );
    focus();
  }
  const focus = () => actions.querySelector("button")?.focus();

  async function give(before) {
    actions.replaceChildren();
    message.say(t("handin.working"));
    let result;
    try {
      result = await done(ask, "hand-in", { course, mark: mark() });
    } catch (error) {
      result = { error };
    }
    const ok = Boolean(result.receipt);
    await again().catch(() => undefined);
    if (!actions.hasChildNodes()) calm(before || ok);
    if (result.error) message.say(`${t("handin.unsure")} ${result.error.message}`, "trouble");
    else if (ok) message.say(t("handin.given", { course: result.course, time: moment(result.time), receipt: result.receipt }));
    else message.say(why(result), "trouble");
    focus();
  }

  const element = card("handin", t("handin.handIn"), "", body, actions, message.element, earlier);
  return { element, draw };
}

const receipt = (one) => h("li", {}, t("handin.receipt", { course: one.course, time: moment(one.time), receipt: one.receipt }));
