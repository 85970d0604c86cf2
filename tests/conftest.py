"""Shared by all tests that need the course running: a copy of it, its server, and the browsers that watch."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from xdist.scheduler import LoadScopeScheduling

from chromium import launch_arguments
from leaningwell.serving.bundle import Bundle, bundle, is_wanted
from leaningwell.serving.bundling import CannotBundle, make
from servers import Server, start_server, the_end, to_the_end

# A busy machine is slow; a page that says nothing for this long is broken.
expect.set_options(timeout=15_000)

ROOT = Path(__file__).parent.parent
SAME_SERVER = {"hub": "notebook"}
LONGEST = (
    "browser/test_hosts",
    "classroom/test_hub",
    "classroom/test_hostile",
    "classroom/test_blows",
    "classroom/test_hostile_bare",
    "classroom/test_mishaps",
    "classroom/test_exchange",
    "classroom/test_samples",
    "serving/test_prepared",
    "browser/test_over_time",
)
PARTS = ("course", "exercises", "solutions", "nbgrader_config.py")


class ByFileAndHost(LoadScopeScheduling):
    """One file's tests share what they set up, so they run in one process; a host's walks share its server."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        host = re.search(r"\[chromium-([a-z]+)", test) if file.endswith("test_hosts.py") else None
        return f"{file} {SAME_SERVER.get(host[1], host[1]) if host else ''}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByFileAndHost:
    return ByFileAndHost(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: one that began last would leave the other process without work."""
    places = {f"tests/{file}.py": place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    if nextitem is None:
        the_end.append(True)


def pytest_configure() -> None:
    """Let a test, and what it tests, run a loop wherever the test comes.

    Playwright leaves its own marked as running in the main thread, where no other may then be run.
    """
    run_here = asyncio.run

    def run(main, **options):
        if asyncio._get_running_loop() is None:
            return run_here(main, **options)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(run_here, main, **options).result()

    asyncio.run = run


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's own folder. Read only."""
    return ROOT


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """A copy of the course that a test may write to."""
    copy = tmp_path_factory.mktemp("course")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json"))
        else:
            shutil.copy(source, copy / part)
    return copy


@pytest.fixture(scope="session")
def bundled() -> Bundle:
    """The bundle, made now if it is not there: the servers that are started after this use it."""
    try:
        if is_wanted() and bundle() is None:
            make()
    except CannotBundle as reason:
        pytest.skip(f"There is no bundle: {reason}.")
    return bundle() or pytest.skip("The bundle is switched off.")


@pytest.fixture(scope="session")
def server(course: Path) -> Iterator[Server]:
    """The course's real server, started with `leaningwell open` for the copy."""
    with to_the_end(start_server(course)) as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium."""
    return launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Readers who want less motion, since what moves costs more than all else; some tests ask for it back."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def firefox(playwright, tmp_path_factory) -> Iterator[Browser]:
    """Debian's Firefox ESR, unchanged. Playwright would bring a Firefox of its own, which readers do not have."""
    path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, "No Firefox found. `make test` installs it on Debian; elsewhere set FIREFOX to its path."
    start = tmp_path_factory.mktemp("firefox") / "start"
    start.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).with_name("bidi.py")}" "{path}" "$@"\n')
    start.chmod(0o700)
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=start)
    yield browser
    browser.close()
