"""A page is shown whatever an editor, a browser or a disk did to its notebook's file."""

import json
import sys

import pytest

from serving.conftest import LESSON


def whole(small_course) -> dict:
    return json.loads((small_course / "course" / f"{LESSON}.ipynb").read_text())


def bare(notebook):
    for cell in notebook["cells"]:
        for name in ("outputs", "execution_count", "id", "metadata" if cell["cell_type"] == "markdown" else ""):
            cell.pop(name, None)
    return json.dumps(notebook).encode()


def elsewhere(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "not-here", "display_name": "Not here"}, "colab": {}}
    return json.dumps(notebook).encode("utf-16")


def lite(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "python", "display_name": "Pyodide", "language": "python"}}
    return json.dumps(notebook, indent=1).replace("\n", "\r\n").encode("utf-8-sig")


def twice(notebook):
    for cell in notebook["cells"]:
        cell["id"] = "same"
    return json.dumps(notebook).encode()


def cut_off(notebook):
    text = json.dumps(notebook)
    return text[: text.index("Only in Lab")].encode()


@pytest.mark.parametrize("mishap", [bare, elsewhere, lite, twice, cut_off])
def test_a_page_shows_every_cell_of_a_notebook_that_came_to_harm(server, small_course, mishap):
    """Is there a whole page, with what its cells say?"""
    path = small_course / "course" / f"90-{mishap.__name__.replace('_', '-')}.ipynb"
    path.write_bytes(mishap(whole(small_course)))
    status, page = server.get(f"voila/render/course/{path.name}")
    assert status == 200
    assert "A small lesson" in page.decode()
    assert f"This is {sys.executable}" in page.decode()
    assert page.rstrip().endswith(b"</html>")


def test_a_file_that_is_no_notebook_gets_a_sentence(server, small_course):
    """Is the reader told, in words, that there is nothing to show?"""
    (small_course / "course" / "91-nothing.ipynb").write_text("{")
    status, page = server.get("voila/render/course/91-nothing.ipynb")
    assert status == 500
    assert "This page could not be opened" in page.decode()


def test_a_notebook_that_is_not_there_is_not_found(server):
    """Does a wrong address stay a wrong address?"""
    assert server.get("voila/render/course/92-gone.ipynb")[0] == 404
