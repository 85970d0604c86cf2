// What the open pages of the course tell each other, in this browser only. A page does not hear itself.

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("leaning-well") : null;

/** Whether pages can hear each other at all. */
export const TOGETHER = channel !== null;

/** @param {any} message a string names an entry that changed, "*" all of them; an object is about the lock */
export function tell(message) {
  try {
    channel?.postMessage(message);
  } catch {
    // A browser that cannot pass on a key: the other page asks for the passphrase instead.
  }
}

/** @param {(message: any) => void} listen */
export function hear(listen) {
  channel?.addEventListener("message", (event) => listen(event.data));
}
