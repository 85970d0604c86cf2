// Printing a page that is not shown.

import { h } from "./dom.js";
import { onLock } from "../workbook/lock.js";

/** What is left of a sheet of A4 or letter within margins of 15 mm, whichever is smaller: its width, and its height in mm. */
export const SHEET = "180mm";
const HEIGHT = 245;
const PIXELS_PER_MM = 96 / 25.4;
/** Sizes of the letters, in points, from the one that is liked best to the smallest that is read without effort. */
const SIZES = [11, 10.5, 10, 9.5, 9];

/**
 * Make the letters of a page smaller until all stands on one sheet, or they are as small as they may be.
 * @param {Document} sheet laid out as wide as a sheet
 * @returns {() => boolean} whether all stands on it
 */
export function smaller(sheet) {
  const root = sheet.documentElement;
  root.classList.add("one-sheet");
  const fits = () => sheet.body.scrollHeight <= HEIGHT * PIXELS_PER_MM;
  for (const size of SIZES) {
    root.style.setProperty("--size", `${size}pt`);
    if (fits()) break;
  }
  return fits;
}

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
