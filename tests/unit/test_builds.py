"""What a page is made from: its build changes with that and with nothing else, and no address leads out of the root."""

from __future__ import annotations

import os
import shutil

import pytest

from leaningwell.serving.modules import FRONT_END
from leaningwell.serving.prepared import source
from leaningwell.serving.prepared.source import PACKAGE_SIGNS, Place, build_of, place_of
from lessons import EXERCISE, LESSON, copy_exercise, write_lesson


@pytest.fixture(autouse=True)
def package(tmp_path_factory, monkeypatch):
    """Stands for the package's own files, looked at each time."""
    package = tmp_path_factory.mktemp("package")
    (package / "page.css").write_text("body {}")
    monkeypatch.setattr(source, "PACKAGE", package)
    monkeypatch.setattr(source, "PACKAGE_LOOKED_AT_SECONDS", -1)
    monkeypatch.setattr(source, "_package", (float("-inf"), *source._package[1:]))
    monkeypatch.setattr(source, "_builds", {})
    return package


@pytest.fixture
def root(tmp_path):
    """A course with two lessons and an exercise."""
    course = tmp_path / "root" / "course"
    for slug in (LESSON, "21-another"):
        write_lesson(course, slug)
    for name in ("data/numbers.csv", "data/.hidden.csv", "data/deeper/numbers.csv", "evidence/ledger.yaml", "own.py"):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("one")
    for name in ("course/__pycache__/own.pyc", "course/.ipynb_checkpoints/x.ipynb", "other/file.csv"):
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text("one")
    copy_exercise(tmp_path / "root")
    return tmp_path / "root"


def lesson(root) -> Place:
    return Place(root, f"course/{LESSON}.ipynb")


def exercise(root) -> Place:
    return Place(root, f"exercises/{EXERCISE}/{EXERCISE}.ipynb")


ALIKE = ["course/data/numbers.csv", "course/evidence/ledger.yaml", "course/activities/21-another.yaml", "course/own.py"]
OF_A_LESSON = [f"course/{LESSON}.ipynb", f"course/activities/{LESSON}.yaml", *ALIKE]
OF_AN_EXERCISE = [f"exercises/{EXERCISE}/{EXERCISE}.ipynb", f"exercises/{EXERCISE}/items.yaml", *ALIKE]
ELSEWHERE = [
    "course/21-another.ipynb",
    "course/data/.hidden.csv",
    "course/data/deeper/numbers.csv",
    "course/__pycache__/own.pyc",
    "course/.ipynb_checkpoints/x.ipynb",
    "other/file.csv",
]


@pytest.mark.parametrize(
    ("place", "path"), [(lesson, path) for path in OF_A_LESSON] + [(exercise, path) for path in OF_AN_EXERCISE]
)
def test_a_build_changes_with_what_its_page_is_made_from(root, place, path):
    """When it is written, and when it is gone, if the page is still there without it?"""
    before = build_of(place(root))
    with (root / path).open("a") as file:
        file.write(" ")
    changed = build_of(place(root))
    assert changed != before
    if root / path != place(root).file:
        (root / path).unlink()
        assert build_of(place(root)) not in (before, changed)


@pytest.mark.parametrize(
    ("place", "path"),
    [(lesson, path) for path in [*ELSEWHERE, f"exercises/{EXERCISE}/items.yaml"]]
    + [(exercise, path) for path in [*ELSEWHERE, f"course/{LESSON}.ipynb", f"exercises/{EXERCISE}/answers.json"]],
)
def test_a_build_does_not_change_with_anything_else(root, place, path):
    before = build_of(place(root))
    with (root / path).open("a") as file:
        file.write(" ")
    assert build_of(place(root)) == before


@pytest.mark.parametrize("place", [lesson, exercise])
@pytest.mark.parametrize(
    "path", ["course/22-new.ipynb", "course/new.csv", "course/data/new.csv", "exercises/22-new/22-new.ipynb"]
)
def test_a_build_changes_when_a_file_comes_that_a_page_speaks_of(root, place, path):
    before = build_of(place(root))
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("{}")
    assert build_of(place(root)) != before


def test_the_build_of_an_exercise_says_whether_there_are_solutions(root):
    """Its page offers to grade one's own work where they are."""
    before = build_of(exercise(root))
    (root / "solutions" / EXERCISE).mkdir(parents=True)
    assert build_of(exercise(root)) != before


def test_a_build_changes_back_with_the_contents(root):
    """So that what is kept of it is of use again, also after a file was only written anew."""
    path = root / "course" / "data" / "numbers.csv"
    before = build_of(lesson(root))
    path.write_text("changed")
    assert build_of(lesson(root)) != before
    path.write_text("one")
    assert build_of(lesson(root)) == before
    os.utime(path, (1, 1))
    assert build_of(lesson(root)) == before


def test_a_build_begins_with_a_name_of_the_package_alone(root, package):
    """By it a page tells whether another may stand in its document."""
    script = (FRONT_END / "page" / "travel.js").read_text(encoding="utf-8")
    assert f"const PACKAGE = {PACKAGE_SIGNS};" in script
    name = build_of(lesson(root))[:PACKAGE_SIGNS]
    (root / "course" / "data" / "numbers.csv").write_text("two")
    assert build_of(lesson(root))[:PACKAGE_SIGNS] == build_of(exercise(root))[:PACKAGE_SIGNS] == name
    (package / "page.css").write_text("body { color: black }")
    assert build_of(lesson(root))[:PACKAGE_SIGNS] != name


def test_two_copies_of_a_course_have_the_same_builds(root, tmp_path):
    shutil.copytree(root, tmp_path / "copy")
    assert build_of(lesson(tmp_path / "copy")) == build_of(lesson(root))
    assert build_of(exercise(tmp_path / "copy")) == build_of(exercise(root))


def test_a_file_of_no_time_counts_as_well(root):
    """Some tools give everything that they install the time 0."""
    path = root / "course" / "data" / "numbers.csv"
    builds = set()
    for text in ("one", "two, and longer"):
        path.write_text(text)
        os.utime(path, (0, 0))
        builds.add(build_of(lesson(root)))
    assert len(builds) == 2


def test_two_files_that_change_places_are_a_change(root):
    course = root / "course"
    (course / "data" / "a.csv").write_text("1")
    (course / "data" / "b.csv").write_text("2")
    before = build_of(lesson(root))
    (course / "data" / "a.csv").write_text("2")
    (course / "data" / "b.csv").write_text("1")
    os.utime(course / "data" / "a.csv", (5, 5))
    os.utime(course / "data" / "b.csv", (5, 5))
    assert build_of(lesson(root)) != before


def test_a_build_changes_with_the_package(root, package):
    """With its template and its looks, but not with what Python keeps beside a module?"""
    before = build_of(lesson(root))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "page.pyc").write_text("made")
    assert build_of(lesson(root)) == before
    (package / "page.css").write_text("body { color: red }")
    assert build_of(lesson(root)) != before


def test_no_two_pages_have_one_build(root):
    (root / "course" / "22-twin.ipynb").write_bytes((root / "course" / f"{LESSON}.ipynb").read_bytes())
    places = [
        lesson(root),
        exercise(root),
        *(Place(root, f"course/{name}.ipynb") for name in ("21-another", "22-twin")),
    ]
    assert len({build_of(place) for place in places}) == len(places)


def test_a_notebook_that_is_gone_has_no_build(root):
    place = lesson(root)
    build_of(place)
    place.file.unlink()
    with pytest.raises(OSError, match="No such file"):
        build_of(place)


def test_a_course_without_folders_has_a_build(tmp_path):
    (tmp_path / "alone.ipynb").write_text("{}")
    assert build_of(Place(tmp_path, "alone.ipynb"))


# Places


def test_a_notebook_below_the_root_is_a_place(root):
    assert place_of(root, f"course/{LESSON}.ipynb") == lesson(root)
    assert place_of(root / "course", f"{LESSON}.ipynb") == Place(root / "course", f"{LESSON}.ipynb")


def test_signs_in_a_name_do_no_harm(root):
    for name in ("with space.ipynb", "50 %.ipynb", "a#b?c.ipynb", "übung 🌱.ipynb", "quote'\".ipynb", "..ipynb.ipynb"):
        (root / name).write_text("{}")
        place = place_of(root, name)
        assert place is None if name.startswith(".") else place is not None


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        f"course/{LESSON}",
        f"course/{LESSON}.yaml",
        f"course/activities/{LESSON}.yaml",
        f"course/../course/{LESSON}.ipynb",
        f"../root/course/{LESSON}.ipynb",
        f"course//{LESSON}.ipynb",
        f"/course/{LESSON}.ipynb",
        f"./course/{LESSON}.ipynb",
        f"course/./{LESSON}.ipynb",
        f"course/{LESSON}.ipynb/",
        f"course\\{LESSON}.ipynb",
        f"..\\root\\course\\{LESSON}.ipynb",
        f"course/{LESSON}.ipynb\0",
        f"course/{LESSON}\0.ipynb",
        "course/.ipynb_checkpoints/x.ipynb",
        "course/not-there.ipynb",
        "course/folder.ipynb",
        "\ud800.ipynb",
        f"{'x' * 5000}.ipynb",
        f"{'x/' * 5000}.ipynb",
    ],
)
def test_any_other_path_is_no_place(root, path):
    (root / "course" / "folder.ipynb").mkdir()
    assert place_of(root, path) is None


def test_a_full_path_is_no_place(root):
    assert place_of(root, str(root / "course" / f"{LESSON}.ipynb")) is None


def test_no_link_leads_out_of_the_root(root, tmp_path):
    """Neither one to a notebook nor one to a folder? Those that stay inside may be followed."""
    outside = write_lesson(tmp_path / "outside")
    (root / "course" / "link.ipynb").symlink_to(outside)
    (root / "way").symlink_to(outside.parent)
    (root / "course" / "round.ipynb").symlink_to(root / "course" / "round.ipynb")
    assert place_of(root, "course/link.ipynb") is None
    assert place_of(root, f"way/{LESSON}.ipynb") is None
    assert place_of(root, "course/round.ipynb") is None
    (root / "course" / "inside.ipynb").symlink_to(root / "course" / f"{LESSON}.ipynb")
    assert place_of(root, "course/inside.ipynb") is not None


def test_a_root_may_be_a_link(root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    assert place_of(tmp_path / "link", f"course/{LESSON}.ipynb") is not None
