// What comes next once a question is right: the next card that is in sight, the next heading, or the next step of the path.

const NEXT = ".lw-card, .lw-prose :is(h2, h3)";

/** @param {HTMLElement} from */
function next(from) {
  const main = from.closest("main");
  const all = main ? [.../** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll(NEXT))] : [];
  return all.find(
    (one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !from.contains(one) && one.checkVisibility(),
  );
}

/** @param {HTMLElement} from @returns {HTMLAnchorElement | null | undefined} */
const nextStep = (from) => from.closest("main")?.querySelector(".lw-onward:not([hidden]) > .lw-onward-next");

/** Whether there is anything to go on to. @param {HTMLElement} from */
export const leadsOn = (from) => Boolean(next(from) ?? nextStep(from));

/** Go to what comes next, as a link to it would. @param {HTMLElement} from */
export function goOn(from) {
  const target = next(from);
  if (!target) return nextStep(from)?.click();
  target.scrollIntoView({ block: "start" });
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
