// The line to the kernel. When it breaks, JupyterLab's connection tries by itself to come back, for about two minutes; here
// readers are told meanwhile, silent breaks are found, and it is tried for longer.

/**
 * What is used of JupyterLab's `Kernel.IKernelConnection`.
 * @typedef {object} Line
 * @property {"idle" | "busy" | string} status
 * @property {"connected" | "connecting" | "disconnected"} connectionStatus
 * @property {{ connect(slot: (line: Line) => void): void }} connectionStatusChanged
 * @property {() => Promise<void>} reconnect
 */

import { interrupted, restored } from "../ui/interruption.js";

/** A line that is back at once is not spoken of. */
const GRACE = 1000;
/** So long without a sign that the kernel has got a question, and the line is made anew. */
const SILENCE = 3500;
/** A kernel that was last heard to be at work may take longer; but the line may have died just then. */
const AT_WORK = 10500;
const AGAIN = 10000;

/** @type {WeakSet<Line>} */
const watched = new WeakSet();

/** @param {Line | null | undefined} line */
export function watch(line) {
  if (!line || watched.has(line)) return;
  watched.add(line);
  line.connectionStatusChanged.connect(follow);
}

/**
 * Find out whether a question has come to a kernel, and if not, make the line anew.
 * @param {Line | null | undefined} line
 * @param {Promise<unknown>} answer
 */
export function mind(line, answer) {
  const connected = () => line?.connectionStatus === "connected";
  const checks = [
    setTimeout(() => line && connected() && line.status !== "busy" && renew(line), SILENCE),
    setTimeout(() => line && connected() && line.status === "busy" && renew(line), AT_WORK),
  ];
  answer.finally(() => checks.forEach(clearTimeout)).catch(() => undefined);
}

/** @param {Line} line */
function follow(line) {
  if (line.connectionStatus === "connected") {
    restored(line);
  } else {
    if (line.connectionStatus === "disconnected") setTimeout(() => renew(line), AGAIN);
    setTimeout(() => {
      if (line.connectionStatus === "connected") return;
      interrupted(line);
    }, GRACE);
  }
}

/** @param {Line} line */
async function renew(line) {
  try {
    await line.reconnect();
  } catch {
    // It has said so itself: its status is what it was.
  }
}
