// Runs before anything of a page is shown: whether a lesson shows one step at a time, and whether the page stays out of sight
// until it has been brought to a place. What a reader chose of the first is no secret, and is needed before the workbook is open.

{
  const root = document.documentElement;
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem("leaning-well-reading");
  } catch {
    // A browser that keeps nothing.
  }
  // Where there is room for the contents beside the text, they lead through the whole page.
  const wide = matchMedia("(min-width: 66rem)").matches;
  root.dataset.reading = chosen === "steps" || chosen === "whole" ? chosen : wide ? "whole" : "steps";
  if ("prepared" in root.dataset && (history.state?.place || location.hash)) {
    root.dataset.held = "";
    setTimeout(() => delete root.dataset.held, 3000);
  }
}
