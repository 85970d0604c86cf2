"""Grading one's own exercise on the spot: as for a class, and without touching anything of anybody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom import warm
from classroom.room import ROOT, SLUG, do_exercise, handed_in
from leaningwell.grading.self_grade import harmless

pytestmark = pytest.mark.classroom
PAGE = Path("feedback", "my-own", f"{SLUG}.html")


@pytest.fixture
def course(tmp_path) -> Path:
    """The whole course, as somebody has it who learns alone; with a gradebook that is not theirs to touch."""
    place = tmp_path / "course"
    for part in ("course", "exercises", "solutions"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("answers*.json", "feedback"))
    shutil.copy(ROOT / "nbgrader_config.py", place)
    (place / "gradebook.db").write_bytes(b"the instructor's")
    return place


def grade(course: Path, *more: str) -> tuple[dict, subprocess.CompletedProcess]:
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(course.parent)}
    done = warm.run("leaningwell.cli", ["feedback", SLUG, "--json", "--root", str(course), *more], ROOT, env)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return json.loads(done.stdout), done


def everything_but_the_page(course: Path) -> dict[Path, bytes]:
    found = {path: path.read_bytes() for path in course.parent.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if path.name != PAGE.name}


def test_code_and_questions_are_graded_as_for_a_class_and_nothing_else_is_touched(course, right, right_code):
    folder = course / "exercises" / SLUG
    (code,) = right_code
    nasty = "\n".join(["from IPython.display import HTML", "HTML('<script>alert(1)</script><b>mine</b>')"])

    def add(notebook):
        next(
            cell for cell in notebook.cells if cell.cell_type == "code"
        ).source += f"\n{nasty}\nprint('<script>alert(2)</script>')"

    answers = handed_in(right | {"five-quiet-weeks": "nothing of the kind"}, ("kinder-needy",))
    del answers["items"]["ten-from-five"]
    do_exercise(folder, {code: right_code[code]}, answers, add)
    before = everything_but_the_page(course)
    report, done = grade(course)
    assert everything_but_the_page(course) == before
    assert done.returncode == 0
    earned = {part["title"]: part["points"] for part in report["parts"]}
    assert list(earned.values()) == [6, 6, 0, 3, 3, 1]
    assert (report["points"], report["possible"]) == (19, 22)
    texts = [part["text"] for part in report["parts"]]
    assert "6 of 6 points." in texts[0]
    assert "Code:" not in texts[0]
    assert "Code: 6 of 6 points." in texts[1]
    assert "Questions: 4.5 of 6 points." in texts[1]
    assert "counts as not yet answered" in " ".join(texts[2].split())
    page = (folder / report["page"]).read_text()
    assert (folder / report["page"]) == folder / PAGE
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "Questions: 4.5 of 6 points." in page


def test_code_without_end_is_stopped_and_said(course):
    folder = course / "exercises" / SLUG

    def deaf(notebook):
        loop = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
        next(cell for cell in notebook.cells if cell.cell_type == "code").source += f"\n{loop}"

    do_exercise(folder, change=deaf)
    before = everything_but_the_page(course)
    report, done = grade(course, "--seconds", "10")
    assert "Most likely some code in the notebook runs without end." in report["problem"]
    assert done.returncode == 1
    assert everything_but_the_page(course) == before


def test_without_solutions_or_a_notebook_a_sentence_says_so(course):
    shutil.rmtree(course / "solutions" / SLUG)
    assert "The solutions of" in grade(course)[0]["problem"]
    shutil.copytree(ROOT / "solutions" / SLUG, course / "solutions" / SLUG)
    report, _ = grade(course, "--folder", str(course / "elsewhere"))
    assert "There is no notebook" in report["problem"]


def test_a_notebook_that_is_none_costs_only_the_code_and_is_said(course):
    (course / "exercises" / SLUG / f"{SLUG}.ipynb").write_text("{ this is no notebook")
    report, _ = grade(course)
    assert report["possible"] == 22
    assert "could not be read, so the answers were graded" in report["parts"][0]["text"]


def test_in_a_terminal_a_fresh_exercise_says_what_is_still_to_be_done(course):
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "leaningwell.cli", "feedback", SLUG]
    done = subprocess.run(command, env=env, cwd=course, capture_output=True, text=True, timeout=300, check=True)
    assert "Nothing was handed in for this question." in done.stdout
    assert "0 of 22 points." in done.stdout
    assert str(PAGE) in done.stdout


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>a</a>",
        "<iframe src='https://example.org'></iframe>",
        "<meta http-equiv='refresh' content='0;url=https://example.org'>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<img src='//example.org/pixel.png'>",
    ],
)
def test_nothing_on_the_feedback_page_runs_or_loads(bad):
    page = harmless(f"<html><head></head><body><p>kept</p>{bad}</body></html>")
    assert "kept" in page
    for trace in ("alert", "example.org", "javascript:", "onerror", "onload"):
        assert trace not in page
