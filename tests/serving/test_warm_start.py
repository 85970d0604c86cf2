"""The first page is there soon: what a start leaves out, what it does beforehand, and what it finds from before."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from breadth import also, breadth
from leaningwell.serving import opening
from leaningwell.serving.prepared import beforehand
from leaningwell.serving.prepared.service import Prepared
from leaningwell.serving.prepared.source import Place, build_of, place_of
from leaningwell.serving.prepared.store import Store, kept_as
from servers import Server, start_server, start_site

PATIENCE = 60
KEPT = "leaningwell/pages"


def wait_until(holds, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"In vain waited for {what}"
        time.sleep(0.05)


def kept_in(folder: Path) -> dict[str, int]:
    """The finished pages, and when each was written."""
    return {page.name: page.stat().st_mtime_ns for page in (folder / KEPT).glob("*-page-*.page")}


def helpers(server: Server) -> list[str]:
    """What the server has started for pages without a kernel."""
    found = []
    for process in psutil.Process(server.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it ended just now
            found.append(" ".join(process.cmdline()))
    return [command for command in found if "forkserver" in command]


@pytest.mark.parametrize(("start", "folder"), [(start_server, "course/"), also(start_site, "")], ids=["open", "serve"])
def test_the_first_page_and_the_workers_are_there_before_anybody_asks(course, tmp_path, start, folder):
    with start(course, env={"XDG_CACHE_HOME": str(tmp_path)}) as server:
        wait_until(lambda: len(kept_in(tmp_path)) == 1, "the first page")
        wait_until(lambda: len(server.workers()) == 2, "the workers")
        before = kept_in(tmp_path)
        status, page = server.get(f"voila/render/{folder}00-start-here.ipynb")
        assert status == 200
        assert b"data-build" in page
        assert kept_in(tmp_path) == before


MADE_BEFOREHAND = """
from pathlib import Path
from leaningwell.serving.prepared import beforehand
thread = beforehand.make(Path("{root}"), "{page}")
if thread:
    thread.join()
"""


def test_what_is_made_while_the_server_is_imported_is_what_it_would_have_made(course, tmp_path):
    """And is it made once, and nothing in place of a page that cannot be?"""
    env, kept = {"XDG_CACHE_HOME": str(tmp_path)}, []
    for page in ("course/00-start-here.ipynb", "course/00-start-here.ipynb", "course/not-there.ipynb", ""):
        code = MADE_BEFOREHAND.format(root=course, page=page)
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **env}, check=True)
        kept.append(kept_in(tmp_path))
    (before,) = {tuple(one.items()) for one in kept}
    assert len(before) == 1
    with start_server(course, env=env) as server:
        assert b"data-build" in server.get("voila/render/course/00-start-here.ipynb")[1]
    assert tuple(kept_in(tmp_path).items()) == before


def test_the_first_start_in_a_folder_that_was_set_up_finds_its_page(course, tmp_path, root):
    assert "leaningwell.serving.prepared.beforehand" in (root / "Makefile").read_text(encoding="utf-8")
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-m", beforehand.__name__], cwd=course, env=env, check=True)
    before = kept_in(tmp_path)
    assert len(before) == 1
    with start_server(course, env={"XDG_CACHE_HOME": str(tmp_path)}) as server:
        assert b"data-build" in server.get("voila/render/course/00-start-here.ipynb")[1]
    assert kept_in(tmp_path) == before


def test_whoever_opens_the_course_has_its_first_page_begun_before_the_server_is_imported(monkeypatch, course):
    order = []
    monkeypatch.setattr(opening, "is_taken", lambda port: False)
    monkeypatch.setattr(opening, "prepare_environment", lambda root: None)
    monkeypatch.setattr(opening, "start_early", lambda: order.append("workers"))
    monkeypatch.setattr(beforehand, "make", lambda root, path: order.append((root, path)))
    monkeypatch.setattr("leaningwell.serving.server.serve", lambda *about, **how: order.append("server"))
    opening.open_course(course, 8799, browser=False, verbose=False, say=lambda text: None)
    assert order == ["workers", (course, "course/00-start-here.ipynb"), "server"]


def test_a_page_that_is_being_made_is_waited_for_and_not_made_twice(monkeypatch, course, tmp_path):
    place = place_of(course, "course/00-start-here.ipynb")
    prepared = Prepared(course, store=Store(tmp_path))
    looks, made = iter([True, True, True]), gzip.compress(b"made beforehand")

    def is_making(asked: Place) -> bool:
        if asked == place and next(looks, False):
            return True
        Store(tmp_path).put(kept_as(build_of(place), "page", public=False), made)
        return False

    monkeypatch.setattr(beforehand, "is_making", is_making)
    monkeypatch.setattr(prepared.pool, "ask", lambda *about, **how: pytest.fail("it was made again"))
    with ThreadPoolExecutor(1) as thread:  # this one may have Playwright's loop
        page = thread.submit(asyncio.run, prepared.page(place)).result(PATIENCE)
    prepared.close()
    assert page.body == made


def test_a_later_start_finds_the_pages_of_an_earlier_one(course, tmp_path):
    """Is nothing made twice, though the server is another?"""
    sent = []
    for _ in range(2):
        with start_server(course, env={"XDG_CACHE_HOME": str(tmp_path)}) as server:
            sent.append([server.get(f"voila/render/course/{name}.ipynb") for name in ("00-start-here", "05-the-bet")])
            sent.append(kept_in(tmp_path))
    assert sent[:2] == sent[2:]
    assert len(sent[1]) == 2


@breadth
def test_a_server_that_opens_with_something_else_starts_no_worker_until_it_is_asked(course):
    """As on a hub where most people are there for another course?"""
    with start_server(course, application="jupyterlab") as server:
        assert server.get("api/status")[0] == 200
        assert helpers(server) == []
        assert server.get("voila/render/course/00-start-here.ipynb")[0] == 200
        assert helpers(server)


def imported_by(code: str) -> set[str]:
    """What of some heavy packages is there after these lines."""
    heavy = "('jsonschema', 'jupyter_server', 'lark', 'nbformat', 'numpy', 'pydantic', 'rfc3987_syntax', 'voila')"
    code += f"\nimport sys\nprint(*(name for name in {heavy} if name in sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_what_takes_long_is_imported_only_once_the_workers_import_too():
    assert imported_by("import leaningwell.serving.opening") == set()


def test_the_server_leaves_to_its_workers_what_only_they_need():
    assert not imported_by("import leaningwell.serving.prepared.extension") & {"numpy", "pydantic"}


@breadth
def test_no_start_builds_the_parser_that_nobody_uses():
    """It takes longer than anything else, and a worker's process would have it too."""
    for code in ("import leaningwell.serving.server", "import leaningwell.serving.prepared.worker", "import nbgrader"):
        assert imported_by(code) >= {"jsonschema"}
        assert not imported_by(code) & {"lark", "rfc3987_syntax"}
