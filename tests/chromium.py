"""The system's Chromium, as tests, benchmarks and pictures start it: none is downloaded for them."""

from __future__ import annotations

import os
import shutil
from typing import Any

# What Playwright switches off; it would be on again, as the browser hears only the last list.
SWITCHED_OFF_BY_PLAYWRIGHT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
]
# The list below the address bar is a page of its own in each window: it costs far more than opening a page of ours.
SWITCHED_OFF = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]


def launch_arguments() -> dict[str, Any]:
    """What Playwright is to start; the flags keep the browser itself from calling home."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium found. `make test` installs it on Debian; elsewhere set CHROMIUM to its path."
    quiet = ["background-networking", "component-update", "sync", "gpu"]
    off = ",".join([*SWITCHED_OFF_BY_PLAYWRIGHT, *SWITCHED_OFF])
    arguments = ["--no-first-run", *(f"--disable-{noise}" for noise in quiet), f"--disable-features={off}"]
    return {"executable_path": path, "args": [*arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


def launch_offline_arguments() -> dict[str, Any]:
    """The same, for a browser that finds nothing but this computer, whatever a page asks for."""
    arguments = launch_arguments()
    return {**arguments, "args": [*arguments["args"], "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]}
