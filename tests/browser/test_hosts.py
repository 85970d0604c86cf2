"""The same walk in all six hosts: prepared pages on a learner's own server, on a hub and on a public site, JupyterLab,
Notebook 7, and pages with a kernel each, as Voila's own command gives them.

The gallery, which has one of everything, is walked on a public site and in JupyterLab, and a lesson there and on a
learner's own server. In every host a page of it is walked by `make test`; all of it, and all lessons in two of them, by
`make test-breadth`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from breadth import also, cases
from browser.conftest import ROOT
from browser.lab import Lab
from browser.notebook7 import Notebook7
from browser.reader import Reader
from browser.standalone import Standalone
from browser.walk import walk

HOSTS = {
    "voila": (Reader, "gallery"),
    "lab": (Lab, "gallery"),
    "notebook": (Notebook7, "gallery_in_notebook"),
    "hub": (Reader, "gallery_in_notebook"),
    "site": (Standalone, "gallery_site"),
    "kernel": (Reader, "gallery_with_kernels"),
}
PREPARED = ("voila", "hub", "site")
COURSE = sorted(path.stem for path in (ROOT / "course").glob("0*.ipynb"))
GALLERY, PRACTICE, LESSON = "20-gallery", "21-gallery-practice", COURSE[1]
# What begins in one lesson and comes back in another is on a page of its own.
PAGES = [GALLERY, PRACTICE, "19-gallery-now", *COURSE]
WALKS = [(host, page) for host in HOSTS for page in PAGES if host == "voila" or page == GALLERY]
WALKS += [("lab", LESSON), *((host, PRACTICE) for host in ("notebook", "hub", "kernel"))]
IN_LAB = [also("lab", page) for page in PAGES if ("lab", page) not in WALKS]
KEPT = [("site", GALLERY), ("lab", LESSON)]
KEPT += [("hub", PRACTICE), ("voila", LESSON)]


@pytest.fixture
def host(request, context) -> Reader:
    """A reader with a fresh browser profile in one of the hosts, whose kernels end with the test."""
    kind, name = HOSTS[request.param]
    server = request.getfixturevalue(name)
    one, before = kind(context, server), server.kernel_processes()
    yield one
    if request.param in PREPARED:
        assert one.page.locator("body").get_attribute("data-build")
        assert server.kernel_processes() <= before
    server.end_kernels()


def open_in(host: Reader, page: str) -> None:
    """Open a page; where nothing runs by itself, run it."""
    host.open(f"course/{page}.ipynb")
    if isinstance(host, Lab):
        host.run_all()


@pytest.mark.parametrize(("host", "page"), [*cases(WALKS, KEPT), *IN_LAB], indirect=["host"])
def test_everything_on_a_page_works(host, gallery_course, page):
    if isinstance(host, Standalone):
        host.page.emulate_media(reduced_motion="no-preference")  # all else is walked without
    open_in(host, page)
    walk(host, gallery_course / "course" / f"{page}.ipynb")
    assert host.trouble == []
    assert host.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("host", cases(HOSTS, ["voila", "site", "kernel"]), indirect=True)
def test_the_start_page_leads_to_the_first_lesson(host):
    open_in(host, "00-start-here")
    lessons = host.find(host.page.get_by_role("list", name="The lessons"))
    offered = lessons.get_by_role("link", name="Exercise 1", exact=True)
    expect(offered).to_have_count(0 if isinstance(host, Standalone) else 1)
    assert host.trouble == []
