"""A small course, and a server that shows it to every test of a file."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from servers import start_server

LESSON = "00-start-here"


def write_course(root):
    """A course with two lessons of three, and with files that nobody may fetch."""
    course = root / "course"
    (course / "activities").mkdir(parents=True)
    (course / "data").mkdir()
    cells = [
        new_markdown_cell("# A small lesson"),
        new_code_cell("import sys, leaningwell\nprint('This is', sys.executable)"),
        new_code_cell("print('Only in Lab')", metadata={"tags": ["lab-only"]}),
    ]
    metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), course / f"{LESSON}.ipynb")
    nbformat.write(new_notebook(metadata=metadata), course / "01-second.ipynb")
    (course / "activities" / f"{LESSON}.yaml").write_text("lesson: 00-start-here\n")
    (course / "answers.json").write_text("{}")
    (course / "picture.png").write_bytes(b"")
    (course / "data" / "lessons.csv").write_text(
        f"lesson,title,about\n{LESSON},Start here,…\n01-second,Second lesson,…\n02-later,Not written yet,…\n"
    )
    return root


@pytest.fixture(scope="module")
def small_course(tmp_path_factory):
    """The folder that holds the small course: of each file of tests its own, since some write into it."""
    return write_course(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def server(small_course, tmp_path_factory):
    """A server for the small course, of an account whose own settings would switch the token off."""
    config = tmp_path_factory.mktemp("account")
    (config / "jupyter_server_config.py").write_text("c.IdentityProvider.token = ''\nc.ServerApp.ip = '0.0.0.0'\n")
    with start_server(small_course, env={"JUPYTER_CONFIG_DIR": str(config)}) as running:
        yield running
