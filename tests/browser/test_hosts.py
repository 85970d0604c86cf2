"""The same walk in all four hosts: Voila as an extension, JupyterLab, Notebook 7, and Voila alone as a public site."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.lab import Lab
from browser.notebook7 import Notebook7
from browser.reader import Reader
from browser.standalone import Standalone
from browser.walk import walk
from leaningwell.content import load_activities

HOSTS = {
    "voila": (Reader, "gallery"),
    "lab": (Lab, "gallery"),
    "notebook": (Notebook7, "gallery_in_notebook"),
    "site": (Standalone, "gallery_site"),
}
PAGES = ["20-gallery", "01-the-self-sufficiency-story"]


@pytest.fixture(params=HOSTS)
def host(request, context) -> Reader:
    """A reader with a fresh browser profile in one of the hosts."""
    kind, server = HOSTS[request.param]
    return kind(context, request.getfixturevalue(server))


@pytest.mark.parametrize("page", PAGES)
def test_everything_on_a_page_works(host, gallery_course, page):
    host.open(f"course/{page}.ipynb")
    if isinstance(host, Lab):
        host.run_all()
    activities = load_activities(gallery_course / "course" / "activities" / f"{page}.yaml")
    assert walk(host, activities)
    assert host.trouble == []
    assert host.hosts == {"127.0.0.1"}


def test_the_start_page_leads_to_the_first_lesson(host):
    page = host.open("course/00-start-here.ipynb")
    if isinstance(host, Lab):
        host.run_all()
    lessons = host.find(page.get_by_role("list", name="The lessons"))
    offered = lessons.get_by_role("link", name="Exercise 1")
    expect(offered).to_have_count(0 if isinstance(host, Standalone) else 1)
    assert host.trouble == []
