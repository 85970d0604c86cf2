// What a page of the course does beyond showing its text: contents, badges with their drawers.

import { button, h, isServed, uid } from "../kit/ui/dom.js";
import { speaker, t } from "../kit/ui/strings.js";
import { nearestFirst } from "./helplines.js";

const CLAIM = /^#E\d+[a-z]?$/;

(await speaker(document.documentElement.lang))();
support();
contents();
readingLine();
toLab();
withoutExercises();
badges();
nearestFirst();
search();
unfolding();
landAtHash();

/** "Support" leads to this page's own section, or to the start page where a page has none. */
function support() {
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("[data-support]");
  if (link && !document.getElementById("cell-support")) link.href = link.dataset.support ?? "";
}

/** Shown once it can be used; what it needs is fetched when it is. */
function search() {
  const opener = document.getElementById("search");
  const address = document.body.dataset.search;
  if (!opener || !address) return;
  /** @type {HTMLAnchorElement | null} */
  const home = document.querySelector(".lw-brand");
  const folder = (home?.getAttribute("href") ?? "").replace(/[^/]*$/, "");
  /** @type {Promise<() => void> | undefined} */
  let ready;
  const open = async () => {
    ready ??= import("./search.js").then(({ searcher }) => searcher(address, folder));
    (await ready)();
  };
  opener.addEventListener("click", open);
}

function contents() {
  const headings = [...document.querySelectorAll("main h2[id]")];
  /** @type {HTMLElement | null} */
  const place = document.querySelector(".lw-contents");
  if (!place || headings.length < 3) return;
  const links = headings.map((heading) => h("a", { href: `#${heading.id}` }, plain(heading)));
  const isStop = (/** @type {number} */ index) => Boolean(headings[index].closest(".lw-stop"));
  place.querySelector("ol")?.append(...links.map((link, index) => h("li", isStop(index) ? { class: "lw-stop-link" } : {}, link)));
  place.hidden = false;
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  headings.forEach((heading) => watch.observe(heading));
  function mark() {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
    links.forEach((link, index) => {
      if (index === passed.length - 1) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      link.dataset.passed = String(index < passed.length - 1);
    });
  }
}

/** A heading's words without the pilcrow link that nbconvert adds. @param {Element} heading */
function plain(heading) {
  return heading.textContent.replace("¶", "").trim();
}

function readingLine() {
  const line = /** @type {HTMLElement} */ (document.querySelector(".lw-reading-line"));
  const draw = () => {
    const room = document.documentElement.scrollHeight - innerHeight;
    line.style.inlineSize = `${room > 0 ? Math.min(100, (100 * scrollY) / room) : 0}%`;
  };
  addEventListener("scroll", draw, { passive: true });
  addEventListener("resize", draw);
  draw();
}

function toLab() {
  const link = document.getElementById("to-lab");
  if (link instanceof HTMLAnchorElement) link.href = location.pathname.replace("/voila/render/", "/lab/tree/");
}

/** A public site serves lessons only, so a link to an exercise would lead nowhere there. */
function withoutExercises() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose a[href^='../']");
  for (const link of links) {
    if (!isServed(link)) link.replaceWith(t("page.noExercise"));
  }
}

/** Every link to a claim becomes a badge that opens a drawer with what the ledger says of it. */
function badges() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("main .lw-prose a[href^='#E']:not(.anchor-link)");
  for (const link of links) {
    if (CLAIM.test(link.getAttribute("href") ?? "")) link.replaceWith(badge(link));
  }
  addEventListener("keydown", (event) => event.key === "Escape" && opened?.shut());
}

/** @param {HTMLAnchorElement} link */
function badge(link) {
  const claim = link.hash.slice(1);
  const word = link.textContent.trim();
  /** @type {HTMLButtonElement} */
  const toggle = h(
    "button",
    {
      type: "button",
      class: "lw-badge",
      "data-badge": word,
      "data-claim": claim,
      "aria-expanded": "false",
      onclick: () => open(toggle, claim),
    },
    word,
    h("span", { class: "lw-hidden" }, `: ${t("badge.title")}`),
  );
  return toggle;
}

/** The one drawer that is open. @type {{ toggle: HTMLElement, shut(): void } | null} */
let opened = null;

/** @param {HTMLElement} toggle @param {string} claim */
function open(toggle, claim) {
  const before = opened?.toggle;
  opened?.shut();
  if (before === toggle) return;
  const title = uid("drawer");
  const drawer = h(
    "aside",
    { class: "lw-drawer", "data-badge": toggle.dataset.badge, "aria-labelledby": title, id: uid("drawer") },
    button(t("badge.close"), shut),
    h("p", { class: "lw-drawer-title", id: title }, t("badge.title")),
    ...entry(claim),
  );
  function shut() {
    opened = null;
    drawer.remove();
    toggle.setAttribute("aria-expanded", "false");
    toggle.focus();
  }
  opened = { toggle, shut };
  const block = toggle.closest("p, li, td, blockquote") ?? toggle;
  (block.closest("table, ul, ol") ?? block).after(drawer);
  toggle.setAttribute("aria-expanded", "true");
  toggle.setAttribute("aria-controls", drawer.id);
}

/** The ledger's words on a claim, copied from the page's own list of sources. @param {string} claim */
function entry(claim) {
  const heading = document.getElementById(claim);
  if (!heading) return [h("p", {}, t("badge.waiting"))];
  const parts = [];
  for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
    parts.push(next.cloneNode(true));
  }
  return parts;
}

/** What a link's hash names on this page. @param {string} hash */
function target(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // no address of ours
  }
}

/** What is folded opens for whoever follows a link into it, and on paper. Browsers do a part of this by themselves. */
function unfolding() {
  /** @param {string} hash */
  function reveal(hash) {
    for (let around = target(hash)?.closest("details"); around; around = around.parentElement?.closest("details"))
      around.open = true;
  }
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link instanceof HTMLAnchorElement) reveal(link.hash);
  });
  reveal(location.hash);
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const folded = document.querySelectorAll("details:is(.lw-curious, .lw-unfolds, .lw-opens-on-paper):not([open])");
    opened = [...folded];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

/** Sections keep their place even though activities above them arrive later. */
function landAtHash() {
  if (!location.hash) return;
  let touched = false;
  for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) {
    addEventListener(kind, () => (touched = true), { once: true, passive: true });
  }
  const hold = new ResizeObserver(() => !touched && target(location.hash)?.scrollIntoView());
  hold.observe(/** @type {HTMLElement} */ (document.querySelector("main")));
  setTimeout(() => hold.disconnect(), 8000);
}
