// Printing a page that is not shown.

import { h } from "./dom.js";
import { onLock } from "../workbook/lock.js";

/**
 * Print a page without showing it. It is gone after printing, or when the workbook locks.
 * @param {string} page its HTML
 * @param {{ width?: string, before?(sheet: Document): void }} [laid] how wide it is laid out, and what is done to it then
 */
export function print(page, { width, before } = {}) {
  const frame = h("iframe", {
    class: "lw-hidden",
    "aria-hidden": "true",
    tabIndex: -1,
    sandbox: "allow-same-origin allow-modals",
    srcdoc: page,
  });
  const remove = () => {
    stop();
    frame.remove();
  };
  const stop = onLock(remove);
  if (width) frame.style.inlineSize = width;
  frame.onload = () => {
    if (frame.contentDocument) before?.(frame.contentDocument);
    frame.contentWindow?.addEventListener("afterprint", () => setTimeout(remove));
    frame.contentWindow?.print();
  };
  document.body.append(frame);
}
