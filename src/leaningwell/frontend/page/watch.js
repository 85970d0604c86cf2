// Stands in a prepared page, before its modules: says so if they do not come, so that nobody waits for them.

{
  const tell = () => {
    const place = document.getElementById("trouble");
    // What stands in the closed drawer for the curious is to wait until that is opened.
    const shown = document.querySelector(".lw-slot:not(.lw-curious:not([open]) *) > .lw-wait");
    if (!place || !shown) return;
    const root = document.documentElement;
    if (!("path" in root.dataset)) root.dataset.reading = "whole"; // all of the text is there to be read
    place.textContent = place.dataset.broken ?? "";
    place.hidden = false;
    for (const waiting of document.querySelectorAll(".lw-slot > .lw-wait")) waiting.textContent = place.dataset.unavailable ?? "";
  };
  // A module that cannot be loaded or run says so to the window; one that never comes says nothing.
  addEventListener("error", (event) => event.target instanceof HTMLScriptElement && tell(), true);
  addEventListener("load", () => setTimeout(tell, 20_000));
}
