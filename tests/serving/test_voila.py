"""What Voila serves: the lesson, the way it is meant to look, and no file beside it."""

import json
import re
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import Config

from leaningwell.serving.lessons import lessons_of
from leaningwell.serving.page import prepare_page, without_lab_only
from leaningwell.serving.voila_settings import EXTENSIONS, configure

LESSON = "voila/render/course/00-start-here.ipynb"


@pytest.fixture(scope="module")
def visit(server):
    """A browser's first visit: the page's text, and an opener that holds its cookies."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
    with opener.open(f"{server.page(LESSON)}&template=lab&theme=dark", timeout=60) as reply:
        page = reply.read().decode()
    return SimpleNamespace(page=page, opener=opener, cookies={cookie.name: cookie.value for cookie in jar})


@pytest.mark.parametrize(
    "path",
    [
        "course/activities/00-start-here.yaml",
        "course/answers.json",
        "course/picture.png",
        "course/data/lessons.csv",
        "course/00-start-here.ipynb",
    ],
)
@pytest.mark.parametrize("token", [True, False])
def test_no_file_beside_a_lesson_is_served(server, path, token):
    """Is every file refused, to those who are logged in as well?"""
    assert server.get(f"voila/files/{path}", token=token)[0] == 403


def test_a_lesson_is_shown_by_this_python(visit):
    """Do kernels run in the environment that holds the course?"""
    assert "A small lesson" in visit.page
    assert f"This is {sys.executable}" in visit.page


def test_a_query_cannot_choose_another_template(visit):
    """Is our page shown although the address asks for another?"""
    assert "voila/templates/leaningwell/static" in visit.page
    assert "voila/templates/lab/static" not in visit.page


def test_cells_for_lab_are_left_out_of_the_page(visit):
    """Is a cell tagged `lab-only` neither run nor shown?"""
    assert "Only in Lab" not in visit.page


def test_the_page_names_the_other_lessons(visit):
    """Does the list beside the notebook reach the page?"""
    assert 'href="01-second.ipynb"' in visit.page
    assert "Not written yet" not in visit.page


def test_only_the_extensions_a_lesson_needs_are_loaded(visit):
    """Does a page leave out what is made for JupyterLab?"""
    config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', visit.page, re.DOTALL)
    loaded = {extension["name"] for extension in json.loads(config[1])["federated_extensions"]}
    assert loaded == set(EXTENSIONS)


def test_a_page_may_end_its_own_kernel(server, visit):
    """Does the page get the cookie without which its last request is refused?"""
    kernel = re.search(r'"?kernelId"?\s*[:=]\s*"([0-9a-f-]{36})"', visit.page)[1]
    assert kernel in server.kernels()
    form = urllib.parse.urlencode({"_xsrf": visit.cookies["_xsrf"]}).encode()
    with visit.opener.open(f"{server.url}/voila/api/shutdown/{kernel}", form, timeout=10) as reply:
        assert reply.status == 204
    assert kernel not in server.kernels()


def test_closing_a_page_ends_its_kernel(server, page):
    """Does a closed page leave no kernel behind?"""
    before = set(server.kernels())
    page.goto(server.page(LESSON))
    page.get_by_text(f"This is {sys.executable}").wait_for()
    (kernel,) = set(server.kernels()) - before
    page.wait_for_load_state("networkidle")
    page.close(run_before_unload=True)
    _wait_until(lambda: kernel not in server.kernels())


def _wait_until(holds, seconds=10):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_only_tagged_cells_are_left_out():
    """Do all other cells stay, in their order, whatever their tags?"""
    cells = [
        new_markdown_cell("one"),
        new_code_cell("two", metadata={"tags": ["lab-only", "other"]}),
        new_code_cell("three", metadata={"tags": ["other"]}),
    ]
    assert [cell.source for cell in without_lab_only(new_notebook(cells=cells)).cells] == ["one", "three"]


def test_the_hook_keeps_what_the_notebook_says_of_itself(small_course):
    """Does the list of lessons join the notebook's own metadata?"""
    handler = SimpleNamespace(xsrf_token=b"", contents_manager=SimpleNamespace(root_dir=str(small_course)))
    notebook = new_notebook(metadata={"leaningwell": {"lang": "en"}})
    metadata = prepare_page(handler, notebook=notebook, cwd="course").metadata["leaningwell"]
    assert metadata["lang"] == "en"
    assert metadata["lessons"] == lessons_of(small_course / "course")


def test_a_lesson_that_is_not_written_yet_is_marked(small_course):
    """Does the list say which notebooks are there?"""
    assert lessons_of(small_course / "course") == [
        {"slug": "00-start-here", "title": "Start here", "exists": True},
        {"slug": "01-second", "title": "Second lesson", "exists": True},
        {"slug": "02-later", "title": "Not written yet", "exists": False},
    ]


def test_without_a_list_there_are_no_lessons(tmp_path):
    """Does an exercise, which has no such list, still become a page?"""
    assert lessons_of(tmp_path) == []


def test_abandoned_kernels_are_ended():
    """Is a kernel without a page ended, and one with an open page kept?"""
    c = Config()
    configure(c)
    assert 0 < c.MappingKernelManager.cull_idle_timeout <= 3600
    assert c.MappingKernelManager.cull_connected is False
