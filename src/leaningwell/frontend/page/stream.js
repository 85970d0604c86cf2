// Runs while a page that has a kernel is still arriving: moves each activity into its slot, and says so if they stop coming.

// As a page goes, its kernel ends; what this misses, the server ends itself (serving/rendering.py). Voila's front end would
// ask for it at `beforeunload`: some browsers and removed frames never send that, and others do at a click on a telephone
// number. Only this request names where it comes from, and no more than the server: without, Firefox hides its origin as
// well, and is refused.
{
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
  addEventListener("pagehide", () => {
    const config = document.getElementById("jupyter-config-data");
    if (!config?.nextElementSibling) return; // it is not there, or not all of it
    const { baseUrl, kernelId } = JSON.parse(config.textContent);
    const from = document.createElement("meta");
    from.name = "referrer";
    from.content = "origin";
    document.head.append(from);
    const _xsrf = document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "";
    navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, new URLSearchParams({ _xsrf }));
  });
  // A browser may have laid a page by and bring it back, without its kernel.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

window.leaningWell = (() => {
  const PATIENCE = 45000;
  let whole = false;
  let beats = 0;

  // The sentences stand in the page, in its own language.
  /** @param {"broken" | "slow"} sentence */
  function tell(sentence) {
    const place = document.getElementById("trouble");
    if (!place) return;
    place.textContent = place.dataset[sentence] ?? "";
    place.hidden = false;
    for (const waiting of document.querySelectorAll(".lw-slot[data-waiting] .lw-wait")) {
      waiting.textContent = place.dataset.unavailable ?? "";
    }
  }
  const slow = setTimeout(() => !whole && tell("slow"), PATIENCE);
  // The answer ended without its last line: the server or the kernel gave up half-way.
  document.addEventListener("DOMContentLoaded", () => {
    clearTimeout(slow);
    if (!whole) tell("broken");
  });

  // What Voila's front end and its heartbeat look for.
  window.voila_heartbeat = () => {
    beats += 1;
    if (beats === 4 && !whole) tell("slow");
  };
  window.display_cells = () => {};

  return {
    /** @param {string} id */
    place(id) {
      const made = /** @type {HTMLTemplateElement} */ (document.getElementById(`made-${id}`));
      const slot = document.getElementById(`slot-${id}`);
      if (slot) {
        slot.replaceChildren(made.content);
        delete slot.dataset.waiting;
      }
      made.remove();
    },
    complete() {
      whole = true;
      document.getElementById("trouble")?.setAttribute("hidden", "");
      if (document.querySelector(".lw-slot[data-waiting]")) tell("broken");
    },
  };
})();
