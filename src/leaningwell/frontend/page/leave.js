// Runs before anything of a page is shown: takes the token out of sight, and lets people leave at once.

// A first visit may carry the server's token in the address. It is a key: take it out of sight.
{
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }
}

// Leave at a click, or when Shift is pressed three times. The page goes blank at once, and a workbook that has a lock is
// locked on all open pages; history is not cleared.
{
  const leave = () => {
    // Nobody has to leave where somebody teaches, and what they have typed is not saved yet.
    if (document.body?.dataset.kind === "teaching") return;
    document.documentElement.hidden = true;
    document.title = "…";
    if ("BroadcastChannel" in window) new BroadcastChannel("leaning-well").postMessage({ lock: "now" });
    const away = () => location.replace("https://www.wikipedia.org/");
    // Until it has gone, and should it come back, this document shows nothing any more.
    addEventListener("popstate", away);
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    away();
  };
  document.addEventListener("click", (event) => event.target instanceof Element && event.target.closest("#leave") && leave());
  /** @type {number[]} */
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    pressed = event.key === "Shift" && !event.repeat ? [...pressed, event.timeStamp].slice(-3) : [];
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000) leave();
  });
}
