// From one prepared page to the next without leaving the document, wherever leaving would shut a lock that is open: the key is in
// this document's memory alone. In every other case, and where this does not succeed, the browser goes there in its own way.

/** @import { Visit } from "./prepared.js" */

import { h, isServed } from "../kit/ui/dom.js";
import { interrupted, NOTICED, restored } from "../kit/ui/interruption.js";
import { wouldShut } from "../kit/workbook/lock.js";

const root = document.documentElement;
/** How long a page may take to come before the browser goes there itself, and says why it does not come. */
const PATIENCE = 10_000;
/** How long a page stays out of sight until it has been brought to a place, as in `early.js`. */
const HELD = 3000;
/** So many signs of a build name the package alone: pages with the same can stand in one document (`prepared/source.py`). */
const PACKAGE = 12;

/** @param {{ pathname: string, search: string }} address */
const pageOf = ({ pathname, search }) => pathname + search;

/** Show the page that the document came with, and those that follow it. @param {() => Promise<Visit>} arrive */
export async function travel(arrive) {
  let shown = pageOf(location);
  let visit = arrive();
  /** What is under way, if anything is. @type {AbortController | undefined} */
  let going;
  const told = h("p", { class: "lw-hidden", role: "status" });

  /** Whether somebody has gone elsewhere meanwhile, perhaps quickly. @param {AbortController} mine */
  const isOver = (mine) => mine !== going || root.hidden;

  /**
   * @param {URL} address
   * @param {boolean} back whether the browser has that address already
   */
  async function go(address, back) {
    going?.abort();
    const mine = new AbortController();
    going = mine;
    if (!told.isConnected) document.body.append(told);
    const page = await fetched(address, mine);
    if (isOver(mine)) return;
    if (!page) {
      going = undefined; // somebody may stay, asked about an answer that is not saved
      if (back) location.reload();
      else location.assign(address);
      return;
    }
    const before = await visit;
    before.note(back);
    document.querySelector("main")?.setAttribute("inert", "");
    await before.leave();
    if (isOver(mine)) return;
    // It stays, in a document whose address is about to change.
    /** @type {HTMLLinkElement | null} */
    const icon = document.head.querySelector("link[rel='icon']");
    if (icon && !back) icon.href = new URL(icon.href).href;
    // A link to the page that is shown begins it anew, as the browser does it, and is no step back.
    if (!back) history[address.href === location.href ? "replaceState" : "pushState"](null, "", address);
    show(page, told);
    shown = pageOf(location);
    // What this scrolled is not the reader's scrolling.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (isOver(mine)) return;
    visit = arrive();
    going = undefined;
    begin(await visit);
  }

  /** @param {Visit} arrived */
  async function begin({ place }) {
    const found = await place;
    if (going) return;
    told.textContent = document.title;
    /** @type {NodeListOf<HTMLElement>} */
    const headings = (found ?? document).querySelectorAll(found ? "h1, h2, h3" : "main h1");
    const heading = [...headings].find((one) => one.checkVisibility()) ?? found;
    // Nobody is taken away from what they have begun meanwhile.
    if (!heading || document.activeElement !== document.body) return;
    if (heading.tabIndex < 0) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const address = wouldShut() ? followed(event) : null;
    if (!address) return;
    event.preventDefault();
    go(address, false).catch(() => location.reload());
  });
  addEventListener("popstate", (event) => {
    if (root.hidden || (pageOf(location) === shown && !going)) return; // the way on a page is its path's, and away is away
    event.stopImmediatePropagation();
    const address = new URL(location.href);
    visit.then(({ note }) => note(true));
    go(address, true).catch(() => location.reload());
  });
}

/**
 * The page that a click leads to, unless the browser is to go there in its own way.
 * @param {MouseEvent} event
 */
function followed(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  if (link.hasAttribute("download") || !["", "_self"].includes(link.target)) return null;
  const address = new URL(link.href);
  const within = pageOf(address) === pageOf(location) && address.hash;
  return !within && isServed(link) && address.pathname.endsWith(".ipynb") ? address : null;
}

/**
 * The page at an address, or nothing if none came that may stand in this document.
 * @param {URL} address
 * @param {AbortController} going
 */
async function fetched(address, going) {
  const late = setTimeout(() => going.abort(), PATIENCE);
  const slow = setTimeout(() => interrupted(going, "connection.busy"), NOTICED);
  try {
    const response = await fetch(address, { signal: going.signal });
    if (!response.ok || pageOf(new URL(response.url)) !== pageOf(address)) return null;
    const text = await response.text();
    // Looked at before it is parsed: the policy knows no styles but these, and would speak of others.
    const known = text.includes(` data-build="${document.body.dataset.build?.slice(0, PACKAGE)}`);
    return known && text.trimEnd().endsWith("</html>") ? new DOMParser().parseFromString(text, "text/html") : null;
  } catch {
    return null;
  } finally {
    clearTimeout(late);
    clearTimeout(slow);
    restored(going);
  }
}

let release = 0;

/**
 * Show a page in the place of the one that was left.
 * @param {Document} page
 * @param {HTMLElement} told what stays in the document
 */
function show(page, told) {
  clearTimeout(release);
  delete root.dataset.held;
  if (history.state?.place || location.hash) {
    root.dataset.held = "";
    release = setTimeout(() => delete root.dataset.held, HELD);
  }
  delete root.dataset.path;
  document.title = page.title;
  root.lang = page.documentElement.lang;
  root.dir = page.documentElement.dir;
  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name);
  for (const { name, value } of page.body.attributes) document.body.setAttribute(name, value);
  // What was parsed where scripts do not run has there what a page shows without them.
  for (const without of page.querySelectorAll("noscript")) without.remove();
  // Where something of the page that was left is still on its way to the server, the line that says so stays.
  for (const one of [...document.body.children]) if (one !== told && !one.matches(".lw-connection")) one.remove();
  told.before(...page.body.children);
  told.textContent = "";
  scrollTo({ top: 0, behavior: "instant" });
}
