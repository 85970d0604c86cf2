// Printing a page that is not shown.

import { h } from "./dom.js";
import { onLock } from "../workbook/lock.js";

/** Print a page without showing it. It is gone after printing, or when the workbook locks. @param {string} page its HTML */
export function print(page) {
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
  frame.onload = () => {
    frame.contentWindow?.addEventListener("afterprint", () => setTimeout(remove));
    frame.contentWindow?.print();
  };
  document.body.append(frame);
}
