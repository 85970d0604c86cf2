"""What nbgrader, Formgrader's buttons and `leaningwell build` must neither destroy nor hand to everybody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from classroom.room import SLUG, Classroom
from leaningwell.grading.build import build
from leaningwell.grading.generate import ReleaseError

pytestmark = pytest.mark.classroom

API = """
import sys
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
config.Exchange.root = sys.argv[3]
course = CourseDirectory(config=config, root=".")
done = getattr(NbGraderAPI(course, config=config), sys.argv[1])(sys.argv[2])
print(done.get("log", ""), done.get("error", ""))
sys.exit(not done["success"])
"""


@pytest.fixture(scope="module")
def room(generated, tmp_path_factory) -> Classroom:
    return Classroom.like(generated, tmp_path_factory.mktemp("guards"))


@pytest.fixture
def release(room):
    """The exercise as it was given out, before and after a test."""
    place = room.root / "exercises" / SLUG
    before = room.place / "before"
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(place, before)
    yield place
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(before, place)
    shutil.rmtree(room.exchange / "leaning-well", ignore_errors=True)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def answered(place):
    (place / "answers.json").write_text(json.dumps({"shared": {"a": {"b": "my own words"}}}))
    return "Somebody's answers lie in"


def set_aside(place):
    (place / "answers.broken-20261126-101500.json").write_text("{")
    return "Somebody's answers lie in"


def noted(place):
    (place / "notes.md").write_text("What I thought of it.")
    return "is not a file of the course"


def given_feedback(place):
    (place / "feedback" / "my-own").mkdir(parents=True)
    (place / "feedback" / "my-own" / f"{SLUG}.html").write_text("<p>Twelve points</p>")
    return "is not a file of the course"


def solved(place):
    path = place / f"{SLUG}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if "NotImplementedError" in cell.source)
    cell.source = cell.source.replace("raise NotImplementedError", "return 1")
    nbformat.write(notebook, path)
    return "Somebody has worked in"


WORK = [answered, set_aside, noted, given_feedback, solved]


def by_command(room, what):
    force = ["--force"] if what == "generate_assignment" else []
    done = room.run(what, SLUG, *force, f"--Exchange.root={room.exchange}", ok=False)
    return done.returncode, done.stderr


def by_formgrader(room, what):
    command = [sys.executable, "-c", API, what, SLUG, str(room.exchange)]
    env = os.environ | {"HOME": str(room.home), "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=room.root, env=env, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("work", WORK)
def test_generating_anew_takes_nobodys_work(room, release, work):
    sentence = work(release)
    before = contents(release)
    code, said = by_command(room, "generate_assignment")
    assert code != 0
    assert sentence in said
    assert "Traceback" not in said
    assert contents(release) == before
    with pytest.raises(ReleaseError, match=sentence):
        build(room.root, [SLUG])
    assert contents(release) == before


@pytest.mark.parametrize("work", WORK)
def test_nobodys_work_is_released_to_everybody(room, release, work):
    sentence = work(release).replace("Somebody has worked in", "is not what the source gives now")
    code, said = by_command(room, "release_assignment")
    assert code != 0
    assert sentence in said
    assert not (room.exchange / "leaning-well" / "outbound" / SLUG).exists()


def test_formgraders_buttons_refuse_alike(room, release):
    answered(release)
    before = contents(release)
    for what in ("generate_assignment", "release_assignment"):
        code, said = by_formgrader(room, what)
        assert code != 0
        assert "Somebody's answers lie in" in said
    assert contents(release) == before
    (release / "answers.json").unlink()
    for what in ("generate_assignment", "release_assignment"):
        code, said = by_formgrader(room, what)
        assert code == 0, said
    assert (room.exchange / "leaning-well" / "outbound" / SLUG / "items.yaml").is_file()


def test_what_was_only_looked_at_and_saved_can_be_generated_anew(room, release):
    path = release / f"{SLUG}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata["scrolled"] = True
    path.write_text(json.dumps(notebook), encoding="utf-8")
    room.generate()


def test_a_source_that_has_changed_since_is_generated_before_it_is_released(room, release):
    items = room.root / "solutions" / SLUG / "items.yaml"
    before = items.read_text(encoding="utf-8")
    try:
        changed = before.replace("Put Elif’s message to Marta together", "Put together what Elif writes to Marta")
        assert changed != before
        items.write_text(changed, encoding="utf-8")
        code, said = by_command(room, "release_assignment")
        assert code != 0
        assert "then run `nbgrader generate_assignment` with --force, and release again" in said
        room.generate()
        assert by_command(room, "release_assignment")[0] == 0
    finally:
        items.write_text(before, encoding="utf-8")
    room.generate()


def test_an_assignment_of_the_instructors_own_is_left_to_nbgrader(room):
    own = room.root / "solutions" / "own"
    own.mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Hello.", id="hello")])
    nbformat.write(notebook, own / "own.ipynb")
    for _ in range(2):
        room.run("generate_assignment", "own", "--force")
        (room.root / "exercises" / "own" / "extra.txt").write_text("beside it")
    room.run("release_assignment", "own", f"--Exchange.root={room.exchange}")
    assert (room.exchange / "leaning-well" / "outbound" / "own" / "extra.txt").is_file()
