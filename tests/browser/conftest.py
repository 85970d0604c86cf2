"""A reader in a real browser, who notices everything the page does behind their back; and the gallery's servers."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.gallery import GALLERY, translate
from browser.reader import Reader
from leaningwell.content import Graded, load_graded
from servers import Server, start_on_hub, start_server, start_site, start_voila, to_the_end

ROOT = Path(__file__).parents[2]
SLUG = "01-the-self-sufficiency-story"
"""The exercise that most tests of one are about."""


@contextlib.contextmanager
def as_given_out(place: Path) -> Iterator[Path]:
    """An exercise's folder, put back afterwards to what was given out."""
    notebook = place / f"{place.name}.ipynb"
    before = notebook.read_bytes()
    # A page that was left may have saved its last change after the test before this one.
    for path in place.glob("answers*.json"):
        path.unlink()
    yield place
    notebook.write_bytes(before)
    for path in place.glob("answers*.json"):
        path.unlink()
    for left in (place / "feedback", place.parent / "set-aside"):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture(scope="session")
def graded(root) -> Graded:
    """The exercise with its key."""
    return load_graded(root / "solutions" / SLUG / "items.yaml")


@pytest.fixture
def folder(course) -> Iterator[Path]:
    """The exercise's folder as it was given out, before and after."""
    with as_given_out(course / "exercises" / SLUG) as place:
        yield place


@pytest.fixture(scope="session")
def server_with_kernels(course) -> Iterator[Server]:
    """Voila's own command for the same copy: it has no server of ours, so that each page has a kernel."""
    with to_the_end(start_voila(course)) as running:
        yield running


@pytest.fixture
def reader(context, server) -> Reader:
    """Somebody with a fresh browser profile at the course's own server."""
    return Reader(context, server)


@pytest.fixture(scope="session")
def gallery_course(tmp_path_factory, root) -> Path:
    """A copy of the course with the gallery as lessons 16 to 22, and again in German and Hebrew (`de/` and `he/`)."""
    place = tmp_path_factory.mktemp("gallery")
    for part in ("course", "exercises"):
        shutil.copytree(root / part, place / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "answers*.json"))
    shutil.copytree(
        GALLERY, place / "course", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "exercise*")
    )
    listed = place / "course" / "lessons.csv"
    with (place / "course" / "data" / "lessons.csv").open("a", encoding="utf-8") as lessons:
        lessons.writelines(listed.read_text(encoding="utf-8").splitlines(keepends=True)[1:])
    listed.unlink()
    shutil.copytree(GALLERY / "exercise", place / "exercises" / "22-gallery-words")
    shutil.copytree(GALLERY / "exercise-in-words", place / "exercises" / "21-gallery-practice")
    for language in ("de", "he"):
        for part in ("course", "exercises"):
            shutil.copytree(place / part, place / language / part)
        translate(place / language, language)
    return place


@pytest.fixture(scope="session")
def gallery(gallery_course) -> Iterator[Server]:
    """The course's own server for that copy: Voila as an extension, and JupyterLab."""
    with to_the_end(start_server(gallery_course)) as running:
        yield running


@pytest.fixture(scope="session")
def gallery_of_modules(gallery_course) -> Iterator[Server]:
    """The course's own server for that copy, whose pages load each module by itself."""
    with to_the_end(start_server(gallery_course, env={"LEANINGWELL_BUNDLE": "no"})) as running:
        yield running


@pytest.fixture(scope="session")
def gallery_in_notebook(gallery_course) -> Iterator[Server]:
    """A hub's server for that copy: Notebook 7, below the path of an account."""
    with to_the_end(start_on_hub(gallery_course, "notebook")) as running:
        yield running


@pytest.fixture(scope="session")
def gallery_with_kernels(gallery_course) -> Iterator[Server]:
    """Voila's own command for that copy."""
    with to_the_end(start_voila(gallery_course)) as running:
        yield running


@pytest.fixture(scope="session")
def gallery_site(gallery_course) -> Iterator[Server]:
    """The public site for that copy: Voila alone."""
    with to_the_end(start_site(gallery_course)) as running:
        yield running


@pytest.fixture
def visitor(context, gallery) -> Reader:
    """Somebody with a fresh browser profile at the gallery."""
    return Reader(context, gallery)
