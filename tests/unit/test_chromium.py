"""The browser is started for tests with all that Playwright switches off, and with less to do in each window."""

from __future__ import annotations

import re
from pathlib import Path

import playwright

from chromium import SWITCHED_OFF_BY_PLAYWRIGHT, launch_arguments


def test_what_playwright_switches_off_stays_off():
    driver = Path(playwright.__file__).parent / "driver" / "package" / "lib" / "coreBundle.js"
    named = re.search(r"\n    disabledFeatures = \[(.*?)\n    \]", driver.read_text(encoding="utf-8"), re.S)[1]
    assert set(re.findall(r'^\s+"(\w+)"', named, re.M)) == set(SWITCHED_OFF_BY_PLAYWRIGHT)
    (given,) = [one for one in launch_arguments()["args"] if one.startswith("--disable-features=")]
    assert set(SWITCHED_OFF_BY_PLAYWRIGHT) < set(given.partition("=")[2].split(","))
