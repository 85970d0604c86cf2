// Entry point of every activity: loads the styles once, then the view for its kind.

/** @import { Experimental } from "./kernel.js" */
/** @import { View } from "./types.d.ts" */

import { asker } from "./kernel.js";
import { h } from "./dom.js";
import { speaker, t } from "./strings.js";
import { warning } from "./workbook.js";

function loadStyles() {
  const href = new URL("kit.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(h("link", { rel: "stylesheet", href }));
}

/**
 * Called by anywidget. Returns what to do when the activity leaves the page.
 * @param {{ model: { get(name: string): any }, el: HTMLElement, experimental: Experimental }} widget
 */
export async function render({ model, el, experimental }) {
  loadStyles();
  // JupyterLab must not take keys typed into an activity for its own shortcuts.
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.classList.add("lw");
  const spec = model.get("spec");
  const root = h("div", { class: "lw-root", lang: spec.lang, dir: spec.dir });
  el.append(root);
  try {
    const address = new URL(`views/${model.get("kind")}.js`, import.meta.url).href;
    /** @type {[{ view: View }, () => void]} */
    const [{ view }, speak] = await Promise.all([import(address), speaker(spec.lang)]);
    for (const use of ["focusin", "pointerdown", "keydown"]) root.addEventListener(use, speak, true);
    speak();
    const leave = await view({ root, spec, ask: asker(experimental) });
    const sentence = await warning();
    if (sentence && !document.querySelector(".lw-memory")) {
      root.prepend(h("p", { class: "lw-status lw-memory", "data-mood": "trouble" }, sentence));
    }
    root.dataset.ready = "true";
    return () => leave?.();
  } catch (error) {
    console.error(error);
    root.replaceChildren(h("p", { class: "lw-status", "data-mood": "trouble" }, t("mount.failed")));
    return undefined;
  }
}
