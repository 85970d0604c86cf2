// Asking a kernel, which JupyterLab, Notebook, and a Voila of its own have for each notebook.

/** @import { Ask } from "../types.d.ts" */
/** @import { Line } from "./connection.js" */

import { patiently, Unanswered } from "./asking.js";
import { mind, watch } from "./connection.js";
import { interrupted, NOTICED, restored } from "../ui/interruption.js";
import { t } from "../ui/strings.js";

/**
 * What anywidget hands to `render`: a call to the kernel that resolves to the reply and its buffers.
 * @typedef {{ invoke(name: string, message: object, options: { signal: AbortSignal }): Promise<[any, DataView[]]> }} Experimental
 */

/**
 * A function that asks the kernel and resolves to its reply.
 * @param {Experimental} experimental
 * @param {() => Line | null | undefined} line the connection to the kernel, as it is now
 * @returns {Ask}
 */
export function kernelAsker(experimental, line) {
  watch(line());
  return async (what, question = {}) => {
    const asked = experimental.invoke("ask", { do: what, ...question }, { signal: new AbortController().signal });
    const reply = asked.then(
      ([reply]) => reply,
      () => {
        throw new Unanswered(t("kernel.gone"), { gone: true });
      },
    );
    watch(line());
    mind(line(), reply);
    const me = {};
    const silence = setTimeout(
      () => interrupted(me, line()?.status === "busy" ? "connection.busy" : "connection.broken"),
      NOTICED,
    );
    // Whoever waits in vain is told so where the question was asked.
    return patiently(reply).finally(() => {
      clearTimeout(silence);
      restored(me);
    });
  };
}
