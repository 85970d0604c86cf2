// What one activity shows in several steps of the path, one after the other: it says with `data-step` in which. What stands
// before it belongs to its first step, and what follows to its last. Each later step has a name of its own, by which it is
// linked to and a place in it is kept: the cell's, a full stop, and its number.

/** @param {Element} leg */
const within = (leg) => /** @type {HTMLElement[]} */ ([...leg.querySelectorAll("[data-step]")]);
/** @param {Element} leg */
const slot = (leg) => /** @type {HTMLElement | null} */ (leg.querySelector(":scope > .lw-slot"));
/** @param {HTMLElement} element @param {number} step */
const isIn = (element, step) => Boolean(element.dataset.step?.split(" ").includes(String(step)));

/** Which step a name or a hash leads to, where it says so. @param {string} name */
export const stepNamed = (name) => Number(name.match(/\.(\d+)$/)?.[1] ?? 0);

/** The name without it. @param {string} name */
export const cellOf = (name) => name.replace(/\.\d+$/, "");

/** What a step is linked to by. @param {HTMLElement} leg @param {number} step */
export const linked = (leg, step) => `${slot(leg)?.id}.${step}`;

/** In which step of its leg an element is shown. @param {HTMLElement} leg @param {Element} element @param {number} all */
export function stepOf(leg, element, all) {
  /** @type {HTMLElement | null} */
  const part = element.closest("[data-step]");
  if (part) return Number(part.dataset.step?.split(" ")[0]);
  const follows = slot(leg)?.compareDocumentPosition(element) ?? 0;
  return follows === Node.DOCUMENT_POSITION_FOLLOWING ? all : 1;
}

/**
 * Show one step of a leg that is shown in several, or all of it.
 * @param {HTMLElement} leg
 * @param {number | null} step
 * @param {number} all
 * @param {(element: Element, shown: boolean) => void} show
 */
export function showStep(leg, step, all, show) {
  if (step && step > 1) leg.dataset.later = "";
  else delete leg.dataset.later;
  for (const child of leg.children) {
    const here = child === slot(leg) || step === null || step === stepOf(leg, child, all);
    show(child, here);
  }
  for (const part of within(leg)) show(part, step === null || isIn(part, step));
}

/** Name the steps of an activity that has just come. @param {HTMLElement} leg @param {number} all */
export function nameSteps(leg, all) {
  const cell = slot(leg);
  for (let step = 2; step <= all; step += 1) {
    /** @type {HTMLElement | null} */
    const first = leg.querySelector(`[data-step="${step}"]`);
    if (!cell || !first) continue;
    first.id = linked(leg, step);
    first.dataset.cell = `${cell.dataset.cell}.${step}`;
  }
}
