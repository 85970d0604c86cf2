// The teacher's desk: an exercise to choose, the list of learners, and a card for each step of a round. Called by anywidget.

/** @import { Line } from "../kit/asking/connection.js" */
/** @import { Experimental } from "../kit/asking/kernel.js" */
/** @import { Ask, Exercise, Spec, Standing } from "./types.d.ts" */

import { kernelAsker } from "../kit/asking/kernel.js";
import { beside } from "../kit/beside.js";
import { h, uid } from "../kit/ui/dom.js";
import { labelled } from "../kit/ui/fields.js";
import { latest } from "../kit/ui/latest.js";
import { speaker } from "../kit/ui/strings.js";
import { heading } from "./heading.js";
import { learners } from "./learners.js";
import { parts } from "./parts.js";
import { stepCard } from "./step.js";
import { say, speak } from "./words.js";

/** @param {string} name a path below `kit/` */
function style(name) {
  const href = beside(name);
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(h("link", { rel: "stylesheet", href }));
}

/** @param {{ model: { get(name: string): any, widget_manager?: { kernel?: Line | null } }, el: HTMLElement, experimental: Experimental }} widget */
export async function render({ model, el, experimental }) {
  if (!document.body.classList.contains("lw-page")) style("kit.css");
  style("../desk/desk.css");
  el.classList.add("lw");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  const asker = /** @type {Ask} */ (/** @type {unknown} */ (kernelAsker(experimental, () => model.widget_manager?.kernel)));
  /** A reply, or a sentence in its place. @type {Ask} */
  const ask = (what, question) => asker(what, question).catch((error) => ({ cannot: error?.message || say("gone") }));
  /** @type {Spec} */
  const spec = model.get("spec");
  (await speaker(spec.lang))();
  speak(spec.lang, spec.words);
  const root = h("div", { class: "lw-root lwd", lang: spec.lang, dir: spec.dir });
  el.replaceChildren(root);
  await draw(root, spec, ask);
  root.dataset.ready = "true";
}

/**
 * @param {HTMLElement} root
 * @param {Spec} spec
 * @param {Ask} ask
 */
async function draw(root, spec, ask) {
  root.replaceChildren(h("p", { class: "lw-status" }, say("loading")));
  const { exercises = [], cannot } = /** @type {{ exercises?: Exercise[], cannot?: string }} */ (await ask("exercises"));
  if (!exercises.length) {
    root.replaceChildren(h("p", { class: "lw-status", "data-mood": "trouble" }, cannot ?? say("none")));
    return;
  }
  const title = uid("title");
  const choice = h(
    "select",
    { onchange: choose },
    ...exercises.map(({ slug, title, points }) => h("option", { value: slug }, say("option", { title, points }))),
  );
  /** Say on each card how far its step is. */
  const stand = latest(async (isLatest) => {
    /** @type {{ standing?: Record<string, Standing> }} */
    const { standing = {} } = await ask("standing", { slug: chosen().slug });
    if (!isLatest()) return;
    list.stand(standing.learners);
    for (const card of shown) card.stand(standing[card.name]);
  });
  /** The exercise that is chosen now. */
  const chosen = () => exercises[choice.selectedIndex];
  const cards = spec.steps.map((step) => stepCard(step, ask, chosen, stand));
  const waiting = parts(ask, chosen, stand);
  const list = learners(ask, stand);
  const graded = spec.steps.findIndex((step) => step.name === "grade") + 1;
  const shown = [...cards.slice(0, graded), waiting, ...cards.slice(graded)];
  // The list is the class's, and the first step; all others are an exercise's.
  shown.forEach((card, place) => card.number(place + 2));
  root.replaceChildren(
    list.element,
    h(
      "section",
      { class: "lw-card", "aria-labelledby": title },
      ...heading(title, say("which")).elements,
      labelled(say("exercise"), choice),
    ),
    ...shown.map((card) => card.element),
  );
  stand();

  function choose() {
    for (const card of shown) card.clear();
    stand();
  }
}
