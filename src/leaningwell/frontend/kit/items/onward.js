// What comes next on the page once a question is right: the next card that is in sight, or the next heading.

const NEXT = ".lw-card, .lw-prose :is(h2, h3)";

/** @param {HTMLElement} from */
function next(from) {
  const main = from.closest("main");
  const all = main ? [.../** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll(NEXT))] : [];
  return all.find(
    (one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !from.contains(one) && one.checkVisibility(),
  );
}

/** Whether there is anything to go on to. @param {HTMLElement} from */
export const leadsOn = (from) => next(from) !== undefined;

/** Go to what comes next, as a link to it would. @param {HTMLElement} from */
export function goOn(from) {
  const target = next(from);
  if (!target) return;
  target.scrollIntoView({ block: "start" });
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
