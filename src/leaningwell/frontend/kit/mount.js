// Entry point of every activity: loads the styles once, then the view for its kind. While the workbook is locked a card
// that says so stands in the view's place, and one bar at the page's edge unlocks all of them.

/** @import { Line } from "./asking/connection.js" */
/** @import { Experimental } from "./asking/kernel.js" */
/** @import { Ask, ViewModule } from "./types.d.ts" */

import { kernelAsker } from "./asking/kernel.js";
import { beside } from "./beside.js";
import { h } from "./ui/dom.js";
import { isLocked, onLock } from "./workbook/lock.js";
import { cameFrom, goOnFrom, lockCard, waitForUnlock } from "./ui/lockbar.js";
import { speaker, t } from "./ui/strings.js";
import { viewOf } from "./views/index.js";
import { warning } from "./workbook/workbook.js";

function loadStyles() {
  if (document.body.classList.contains("lw-page")) return; // a page of the course has them in itself
  const href = beside("kit.css");
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(h("link", { rel: "stylesheet", href }));
}

/**
 * Called by anywidget. Returns what to do when the activity leaves the page.
 * @param {{ model: { get(name: string): any, widget_manager?: { kernel?: Line | null } }, el: HTMLElement, experimental: Experimental }} widget
 */
export async function render({ model, el, experimental }) {
  loadStyles();
  // JupyterLab must not take keys typed into an activity for its own shortcuts.
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  return mount(
    el,
    model.get("kind"),
    model.get("spec"),
    kernelAsker(experimental, () => model.widget_manager?.kernel),
  );
}

/** How long what nobody has asked for waits, so that it is in nobody's way. */
const LATER = 5000;

/**
 * Resolves at once, or, in the closed drawer for the curious, when that is opened or the browser has nothing else to do:
 * what is to be printed has to be there before anybody prints.
 * @param {HTMLElement} el
 * @param {AbortSignal} [left] then it resolves as well
 * @returns {Promise<void>}
 */
function wanted(el, left) {
  const drawer = el.closest("details.lw-curious");
  if (!(drawer instanceof HTMLDetailsElement) || drawer.open) return Promise.resolve();
  return new Promise((resolve) => {
    let clock = 0;
    const end = () => {
      clearTimeout(clock);
      left?.removeEventListener("abort", end);
      resolve();
    };
    // Once the page has been there for a while and is at rest.
    const rest = () => (clock = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(end), LATER));
    left?.addEventListener("abort", end);
    drawer.addEventListener("toggle", end, { once: true });
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest, { once: true });
  });
}

/**
 * Put an activity into the page. Returns what to do when it leaves again.
 * @param {HTMLElement} el
 * @param {string} kind which view
 * @param {any} spec what it shows
 * @param {Ask} ask
 * @param {AbortSignal} [left] ends when the page is left, perhaps before the activity is there
 */
export async function mount(el, kind, spec, ask, left) {
  el.classList.add("lw");
  await wanted(el, left);
  if (left?.aborted) return () => undefined;
  const speak = await speaker(spec.lang);
  for (const use of ["focusin", "pointerdown", "keydown"]) el.addEventListener(use, speak, true);
  speak();
  const module = viewOf(kind);
  const { isOpen, heading } = await module.catch(() => /** @type {Partial<ViewModule>} */ ({}));
  const open = isOpen?.(spec) ?? false;

  /** A fresh place in the page; whatever stood there is out of sight at once. */
  function place() {
    const root = h("div", { class: "lw-root", lang: spec.lang, dir: spec.dir });
    el.replaceChildren(root);
    return root;
  }

  /** @param {HTMLElement} root */
  async function show(root) {
    let leave;
    try {
      const { view } = await module;
      speak();
      leave = await view({ root, spec, ask });
      const sentence = await warning();
      if (sentence && !document.querySelector(".lw-memory")) {
        root.prepend(h("p", { class: "lw-status lw-memory", "data-mood": "trouble" }, sentence));
      }
      root.dataset.ready = "true";
    } catch (error) {
      if (left?.aborted) return undefined; // it was asked what nobody waits for any more
      console.error(error);
      root.replaceChildren(h("p", { class: "lw-status", "data-mood": "trouble" }, t("mount.failed")));
    }
    return leave;
  }

  /** The view as it is shown now: a promise of what to do when it leaves. @type {Promise<(() => unknown) | void>} */
  let shown = Promise.resolve();
  let unlocked = () => {};
  /** @param {boolean} locked */
  function draw(locked) {
    const focused = el.contains(document.activeElement) || (!locked && cameFrom(el));
    unlocked();
    unlocked = locked ? waitForUnlock(el) : () => {};
    const left = shown.then((leave) => leave?.());
    const root = place();
    if (locked) {
      root.append(lockCard(heading?.() ?? spec.title ?? spec.prompt ?? spec.items?.[0]?.prompt ?? t("lock.title")));
      root.dataset.ready = "true";
      shown = left.then(() => undefined);
    } else {
      shown = left.then(() => show(root));
    }
    if (focused) shown.then(() => goOnFrom(root));
    return left;
  }

  const stop = open ? () => {} : onLock(draw);
  draw(!open && (await isLocked()));
  await shown;
  return () => {
    stop();
    unlocked();
    return shown.then((leave) => leave?.());
  };
}
