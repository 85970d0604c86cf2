"""What a learner gets: made from the solutions alone, the same each time, with nothing secret in it."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import nbformat
import pytest
import yaml

from classroom.room import ROOT, SLUG
from leaningwell.content import ContentError
from leaningwell.grading.build import build
from leaningwell.grading.generate import ReleaseError
from leaningwell.models.silent_majority import draw_crowd, simulate

pytestmark = pytest.mark.classroom
CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
CROWD = 8


@pytest.fixture
def course(tmp_path):
    """A copy of what one exercise is made from."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    copy_source(SLUG, tmp_path)
    return tmp_path


def copy_source(slug: str, course: Path) -> None:
    leave = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "solutions" / slug, course / "solutions" / slug, ignore=leave)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def source(course: Path) -> Path:
    return course / "solutions" / SLUG


def edit(course: Path, change) -> None:
    path = source(course) / f"{SLUG}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change({cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, path)


def edit_items(course: Path, old: str, new: str) -> None:
    path = source(course) / "items.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def refused(course: Path) -> str:
    with pytest.raises(ReleaseError) as error:
        build(course)
    assert not (course / "exercises" / SLUG).exists()
    return str(error.value)


def test_the_committed_exercises_are_what_the_solutions_make(course):
    for path in (ROOT / "solutions").iterdir():
        if path.is_dir() and path.name != SLUG:
            copy_source(path.name, course)
    build(course)
    committed = {name: text for name, text in contents(ROOT / "exercises").items() if "checkpoint" not in name}
    assert contents(course / "exercises") == committed, "Run `leaningwell build`, and commit what it changes."


def test_building_twice_gives_the_same_bytes_even_on_another_day(course, monkeypatch):
    build(course)
    first = contents(course / "exercises")
    monkeypatch.setattr(time, "time", lambda: 4e9)
    build(course, [SLUG])
    assert contents(course / "exercises") == first


def test_the_stock_command_writes_the_same_bytes(classroom):
    assert contents(classroom.root / "exercises" / SLUG) == contents(ROOT / "exercises" / SLUG)


def test_nothing_secret_is_released(key):
    released = "\n".join(
        "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
        if path.suffix == ".ipynb"
        else path.read_text(encoding="utf-8")
        for path in (ROOT / "exercises" / SLUG).iterdir()
        if path.is_file()
    )
    flat = " ".join(released.split())
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    cut = "\n".join(
        part
        for cell in notebook.cells
        for part in re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, flags=re.S)
    )
    lines = [" ".join(line.split()) for line in cut.splitlines()]
    assert len(lines) > 60
    assert [line for line in lines if len(line) > 15 and line in flat] == []
    feedback = re.findall(r'"feedback": ?"((?:[^"\\]|\\.)*)"', key.model_dump_json())
    assert len(feedback) > 30
    assert [text for text in feedback if " ".join(json.loads(f'"{text}"').split()) in flat] == []
    for word in (
        "hidden_",
        "BEGIN",
        "correct:",
        "feedback:",
        "answer:",
        "tolerance:",
        "mistakes:",
        "category:",
        "worth:",
        "clashes:",
        "effect:",
        "then:",
    ):
        assert word not in released


def test_a_released_item_says_nothing_of_its_key():
    sheet = yaml.safe_load((ROOT / "exercises" / SLUG / "items.yaml").read_text(encoding="utf-8"))
    assert sheet["release"] is True
    for item in sheet["items"]:
        assert set(item) <= {
            "id",
            "type",
            "prompt",
            "options",
            "unit",
            "minimum",
            "maximum",
            "categories",
            "entries",
            "turns",
            "slots",
            "points",
        }
        for option in item.get("options", []):
            assert set(option) == {"key", "text"}
        for slot in item.get("slots", []):
            assert set(slot) == {"key", "text", "optional", "phrases"}
            assert all(set(phrase) == {"key", "text"} for phrase in slot["phrases"])


def test_the_released_notebook_has_no_outputs():
    notebook = nbformat.read(ROOT / "exercises" / SLUG / f"{SLUG}.ipynb", as_version=4)
    assert not [cell.id for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("name", ["answers.json", "answers.broken-20261122-101500.json", "data/answers.json"])
def test_somebodys_answers_in_the_source_stop_the_build(course, name):
    path = source(course) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    assert "Somebody's answers lie in" in refused(course)


def test_somebodys_answers_in_the_exercise_are_not_built_over(course):
    build(course)
    answers = course / "exercises" / SLUG / "answers.json"
    answers.write_text("{}")
    with pytest.raises(ReleaseError, match="Somebody's answers lie in"):
        build(course)
    assert answers.read_text() == "{}"


def test_the_stock_command_refuses_too_and_leaves_nothing_behind(classroom):
    stray = classroom.root / "solutions" / SLUG / "answers.json"
    stray.write_text("{}")
    done = classroom.generate(ok=False)
    assert done.returncode != 0
    assert "Somebody's answers lie in" in done.stderr
    assert not (classroom.root / "exercises" / SLUG).exists()
    stray.unlink()
    classroom.generate()


def test_a_failed_build_leaves_the_old_exercise(course):
    build(course)
    before = contents(course / "exercises")
    edit_items(course, "points: 3", "points: 4")
    with pytest.raises(ReleaseError):
        build(course)
    assert contents(course / "exercises") == before


def test_a_solution_told_in_the_text_is_a_leak(course):
    line = "following = next_share(need, threshold, kappa, shown, always)"
    edit(course, lambda cells: cells["task-2-code"].update(source=f"Try this:\n\n    {line}"))
    assert line in refused(course)
    assert line in (course / "leak-report.txt").read_text()


def test_feedback_told_in_a_metadata_field_is_a_leak(course):
    told = "Everybody read one and the same silence in two ways, as doubt in themselves and as ease in the rest."
    edit(course, lambda cells: cells["title"].metadata.update(note={"deep": [told]}))
    assert "feedback" in refused(course)


def test_a_copy_of_the_key_beside_the_notebook_is_a_leak(course):
    shutil.copy(source(course) / "items.yaml", source(course) / "items-old.txt")
    assert "items-old.txt holds a key" in refused(course)


def test_a_file_that_cannot_be_looked_into_is_not_released(course):
    (source(course) / "key.pickle").write_bytes(b"\x80\x04\xff\xfe")
    assert "key.pickle" in refused(course)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("points: 6", "points: 5", "The task “quiet-mornings” has 5 points in items.yaml; give it 6."),
        ("    points: 3\n", "    points: 6\n", "The item “five-quiet-weeks” has 6 points in items.yaml; give it 3."),
        ("  - id: five-quiet-weeks", "  - id: five-weeks", "The notebook has no graded cell “five-weeks”"),
        ("    points: 3\n", "", "The item “five-quiet-weeks” counts nowhere"),
        (", reading-the-jump]", "]", "The item “reading-the-jump” counts nowhere"),
    ],
)
def test_items_that_do_not_fit_the_notebook_are_named(course, old, new, sentence):
    edit_items(course, old, new)
    assert sentence in refused(course)


@pytest.mark.parametrize(
    ("cell", "text", "sentence"),
    [
        ("five-quiet-weeks", "1.0", "must hold nothing but comments and exercise.graded_later()"),
        ("five-quiet-weeks", "", "must hold nothing but comments and exercise.graded_later()"),
        ("final-share", "earned = 6.0", "must end in its number of points"),
        ("five-quiet-weeks-question", "", "The notebook never shows “five-quiet-weeks”"),
    ],
)
def test_a_graded_cell_that_could_give_credit_by_accident_is_refused(course, cell, text, sentence):
    edit(course, lambda cells: cells[cell].update(source=text))
    assert sentence in refused(course)


@pytest.mark.parametrize(
    ("hidden", "name"),
    [
        ("next_share = print", "next_share"),
        ("def helper():\n    pass", "helper"),
        ("class Helper:\n    pass", "Helper"),
        ("import math as m", "m"),
        ("for need in range(3):\n    pass", "need"),
        ("with open('x') as file:\n    pass", "file"),
        ("print(found := 3)", "found"),
        ("def _set():\n    global share\n    share = 3", "share"),
    ],
)
def test_hidden_tests_that_bind_a_name_a_learner_may_use_are_refused(course, hidden, name):
    part = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS\n"
    edit(course, lambda cells: cells["final-share"].update(source=f"{part}6.0"))
    assert f"The hidden tests of “final-share” bind the name “{name}”" in refused(course)


def test_hidden_tests_bind_what_is_theirs_alone(course):
    hidden = "_a = [b for b in range(3)]\n\n\ndef _c(d):\n    e = d\n    return e\n\n\nlambda f: f"
    part = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS\n"
    edit(course, lambda cells: cells["final-share"].update(source=f"{part}6.0"))
    assert build(course)


def test_a_mistake_in_the_items_is_told_with_file_and_line(course):
    edit_items(course, "type: single", "type: guess")
    with pytest.raises(ContentError, match=r"items\.yaml:\d+: The item type “guess” is unknown"):
        build(course)


def test_an_exercise_that_does_not_exist_is_named(course):
    with pytest.raises(ReleaseError, match="There is no exercise 99-nowhere"):
        build(course, ["99-nowhere"])


def test_the_table_in_the_notebook_is_what_the_model_gives(key):
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    text = next(cell.source for cell in notebook.cells if cell.id == "task-2")
    rows = [tuple(map(float, row)) for row in re.findall(r"^\| (0\.\d\d) \| (0\.\d\d) \|$", text, flags=re.M)]
    crowd = draw_crowd(CROWD)
    shares = [float(simulate(crowd, 0.6, count / 100)[-1]) for count in range(11)]
    assert rows == [(count / 100, round(share, 2)) for count, share in enumerate(shares)]
    tipping = next(count / 100 for count, share in enumerate(shares) if share > 0.5)
    assert next(item.answer for item in key.items if item.id == "smallest-tipping-share") == tipping


@pytest.mark.parametrize(("begin", "name"), [(0, "ten-from-nobody"), (5, "ten-from-five")])
def test_the_ten_people_come_to_rest_where_the_key_says(key, begin, name):
    notebook = nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    text = next(cell.source for cell in notebook.cells if cell.id == "task-2")
    following = {int(now): int(after) for now, after in re.findall(r"^\| (\d+) \| (\d+) \|$", text, flags=re.M)}
    assert list(following) == list(range(11))
    # Each of them has a line: the number of others whom they have to see. One never shows.
    lines = [0, 0, 2, 3, 5, 5, 5, 6, 7, 11]
    assert following == {now: sum(line <= now for line in lines) for now in following}
    shown = begin
    while following[shown] != shown:
        shown = following[shown]
    assert next(item.answer for item in key.items if item.id == name) == shown


def test_the_right_option_cannot_be_told_by_its_length_or_place(key):
    items = {item.id: item for item in key.items}
    sets = [items["five-quiet-weeks"].options, *(turn.options for turn in items["lifts-on-tuesday"].turns)]
    places = [next(place for place, option in enumerate(options) if option.correct) for options in sets]
    assert len(set(places)) == len(places)
    for options in [*sets, items["reading-the-jump"].options]:
        lengths = [len(option.text) for option in options]
        assert max(lengths) < 1.2 * min(lengths)
        longest = max(options, key=lambda option: len(option.text))
        assert not longest.correct
