// The plans of all lessons on one page, each with three answers to "did it happen?", a line about it, and a way to let it go.
// A plan itself is changed in its lesson. All of it stays in this browser.

/** @import { Key } from "../ui/strings.js" */
/** @import { Activity, Entries, PlanOfLesson, PlansSpec } from "../types.d.ts" */

import { button, card, disclosure, h, uid } from "../ui/dom.js";
import { openPrivate } from "../ui/private.js";
import { t } from "../ui/strings.js";
import { wayChoice } from "../ui/ways.js";
import * as workbook from "../workbook/workbook.js";

/** @typedef {Awaited<ReturnType<typeof openPlan>>} OpenPlan */

const ANSWERS = ["yes", "partly", "not"];

export const heading = () => t("plans.title");

/** @param {Activity<PlansSpec>} activity */
export async function view({ root, spec }) {
  const current = h("div", { class: "lw-plan-list" });
  const past = h("div", { class: "lw-plan-list" });
  const archive = disclosure("", past);
  const none = h("p", {}, t("plans.none"));
  /** @type {Map<string, OpenPlan>} */
  const shown = new Map();

  /** Put each plan where it belongs; those on the page already stay as they are. */
  async function draw() {
    for (const plan of spec.plans) {
      const words = await workbook.get(`plan/${plan.id}`).catch(() => undefined);
      const there = words && !words.none && Boolean(words.if?.trim() || words.then?.trim());
      if (there && !shown.has(plan.id)) shown.set(plan.id, await openPlan(plan, place));
      if (there) shown.get(plan.id)?.tell(words);
      else forget(plan.id);
    }
    place();
  }
  /** @param {string} id */
  function forget(id) {
    shown.get(id)?.entry.close();
    shown.delete(id);
  }
  function place() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const plans = spec.plans.map((plan) => shown.get(plan.id)).filter((plan) => plan !== undefined);
    const gone = plans.filter((plan) => plan.entry.value.letGo);
    arrange(
      current,
      plans.filter((plan) => !gone.includes(plan)),
    );
    arrange(past, gone);
    none.hidden = plans.length > 0;
    archive.hidden = gone.length === 0;
    /** @type {HTMLElement} */ (archive.querySelector("summary")).textContent = t("plans.past", { count: gone.length });
    if (focused !== document.activeElement && root.contains(focused)) focused?.focus();
  }

  root.append(
    card("plans", t("plans.title"), t("plans.hint"), none, current, archive, h("p", { class: "lw-note" }, t("reflection.kept"))),
  );
  await draw();
  const stop = workbook.subscribe((changed) => (changed.startsWith("plan/") || workbook.concerns(changed, "plan/")) && draw());
  return () => {
    stop();
    shown.forEach((plan) => plan.entry.close());
  };
}

/**
 * Set the plans into a place, without moving those that are there already.
 * @param {HTMLElement} place
 * @param {OpenPlan[]} plans
 */
function arrange(place, plans) {
  const elements = plans.map((plan) => plan.element);
  if (elements.length === place.children.length && elements.every((element, index) => element === place.children[index])) return;
  place.replaceChildren(...elements);
}

/** @param {PlanOfLesson} plan @param {() => void} moved */
async function openPlan(plan, moved) {
  const heading = uid("plan");
  const words = h("dl", { class: "lw-if-then" });
  const note = h("div");
  const element = h("section", { class: "lw-plan-told", "aria-labelledby": heading });
  const { entry, line, message } = await openPrivate(`happened/${plan.id}`, plan, {
    area: element,
    draw: () => {
      draw();
      moved();
    },
  });

  /** @type {[string, string][]} */
  const offered = ANSWERS.map((answer) => [answer, t(/** @type {Key} */ (`plans.${answer}`))]);
  const happened = wayChoice(t("plans.happened"), offered, (answer) => entry.set(["answer"], answer));
  const letGo = button(
    "",
    async () => {
      const gone = !entry.value.letGo;
      const saving = entry.set(["letGo"], gone, t(gone ? "plans.gone" : "plans.back"));
      draw();
      moved();
      await saving;
      // Let go of, the plan is out of sight: go on from its heading's neighbour, the list of those let go.
      if (gone) element.closest("details")?.querySelector("summary")?.focus();
      else letGo.focus();
    },
    "quiet",
  );

  function draw() {
    happened.show(entry.value.answer);
    note.replaceChildren(line(t("plans.note"), ["note"]));
    letGo.textContent = t(entry.value.letGo ? "plans.takeUp" : "plans.letGo");
  }
  draw();
  element.append(
    h("h4", { id: heading }, t("plans.from", { number: plan.number, title: plan.title })),
    words,
    happened.element,
    note,
    h(
      "div",
      { class: "lw-actions" },
      letGo,
      h("a", { href: `${plan.slug}.ipynb#slot-plan` }, t("plans.change", { number: plan.number })),
    ),
    message.element,
  );
  return {
    element,
    entry,
    /** Show the plan's own words. @param {Entries["plan"]} plan */
    tell(plan) {
      /** @type {["plan.if" | "plan.then", string][]} */
      const lines = [
        ["plan.if", plan.if],
        ["plan.then", plan.then],
      ];
      const parts = lines.filter(([, text]) => text?.trim());
      words.replaceChildren(...parts.map(([key, text]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, text))));
    },
  };
}
