"""Stock nbgrader grades a class: what each kind of submission earns, and what its feedback says."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from breadth import also
from classroom.room import SLUG, handed_in

pytestmark = pytest.mark.classroom

CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
WORDS = "elif-to-marta"
FULL = {"quiet-mornings": 6, "final-share": 6, "kinder-needy": 1} | dict.fromkeys(CLOSED, 3)
NOTHING = dict.fromkeys(FULL, 0)
LETTER = """I <3 <b>bold</b> <script>alert('pwned')</script>
```
[a](javascript:alert(1)) ![x](y) $x$ \ud83c\udf31 \ud800"""

ANOTHER_WAY = {
    "final-share-code": """
import warnings


def final_share(need, threshold, kappa, always, steps=90):
    warnings.warn("just a thought")
    print("starting")
    share = 0
    while steps > 0:
        share, steps = next_share(need, threshold, kappa, share, always), steps - 1
    return share
""",
}
PARTLY = {
    # One step only.
    "final-share-code": """
def final_share(need, threshold, kappa, always, steps=90):
    return next_share(need, threshold, kappa, 0, always)
""",
}
LOOPS = {
    "final-share-code": """
def final_share(need, threshold, kappa, always, steps=90):
    while True:
        try:
            pass
        except Exception:
            pass
""",
}
HOSTILE = {
    "start": f"""
import glob, json
from pathlib import Path

from IPython.display import HTML, Javascript, display

good = Path("/PLACE/perfect.json").read_text()
for path in ["answers.json", *glob.glob("../../../submitted/*/{SLUG}/answers.json")]:
    if "hostile" in str(Path(path).resolve()):
        Path(path).unlink()
        Path(path).write_text(good)
display(HTML("<script>alert('pwned')</script>"), Javascript("alert('pwned')"))
3.0
""",
    "five-quiet-weeks": "3.0",
    "final-share-code": "print(6.0)\n6.0",
}


def _hostile(notebook: nbformat.NotebookNode) -> None:
    notebook.metadata["title"] = "<script>alert('pwned')</script>"
    notebook.cells = [cell for cell in notebook.cells if cell.id != "lifts-on-tuesday"]
    for cell in notebook.cells:
        cell.metadata["leaningwell"] = {"points": 3, "marks": {"five-quiet-weeks": 3.0}}
        if cell.id == "friday-in-the-workshop":
            cell.metadata["nbgrader"] |= {"points": 300, "grade": False, "solution": True, "locked": False}
            cell["outputs"] = [nbformat.v4.new_output("execute_result", data={"text/plain": "3.0"})]
    notebook.cells.append(nbformat.v4.new_markdown_cell("<img src=x onerror=alert(1)> [a](javascript:alert(2))"))
    notebook.cells.append(nbformat.v4.new_raw_cell("<script>alert('pwned')</script>"))
    claim = nbformat.v4.new_code_cell("1 + 1")
    claim.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": "\"><script>alert('pwned')</script>",
        "points": 9,
    }
    notebook.cells.append(claim)


TAMPERING = f"""
from pathlib import Path

key = Path("/PLACE/solutions/{SLUG}/items.yaml")
key.write_text(key.read_text().replace("answer: 0.05", "answer: 0.77"))
"""


def _copied(notebook: nbformat.NotebookNode) -> None:
    """A test cell and a solution cell pasted again, with all that nbgrader knows of them."""
    for name in ("final-share", "final-share-code"):
        original = next(cell for cell in notebook.cells if cell.id == name)
        copy = nbformat.from_dict(json.loads(json.dumps(original)))
        copy["id"] = f"{name}-pasted"
        notebook.cells.insert(notebook.cells.index(original), copy)


BY_NBGRADER = pytest.mark.parametrize("room", [also("nbgrader")], indirect=True)
"""Where code runs with the grader's rights, and in the process that tests it."""


@pytest.fixture(scope="module", params=["ours", also("nbgrader")])
def room(request, classroom, right, right_code):
    """Everybody's work, graded once, by the course's own command or by nbgrader's."""
    classroom = classroom.twin(request.param)
    perfect = handed_in(right, ("kinder-needy",), {"kinder-needy": {"definition": "Somebody who says so."}})
    (classroom.place / "perfect.json").write_text(json.dumps(perfect))
    closed = {id: right[id] for id in CLOSED}
    words = {WORDS: right[WORDS]}
    hand_in = classroom.hand_in
    hand_in("by-code", right_code, handed_in(closed | words, ("kinder-needy",)))
    hand_in("by-questions", answers=perfect)
    hand_in("another-way", ANOTHER_WAY, handed_in(closed | words | {"smallest-tipping-share": "0,05"}))
    half_sorted = dict(list(right["friday-in-the-workshop"].items())[:3])
    hand_in(
        "partly",
        PARTLY,
        handed_in(
            {
                "smallest-tipping-share": 0.05,
                "ten-from-five": "nine",
                "ten-from-nobody": 2,
                "reading-the-jump": right["reading-the-jump"][:1],
                "friday-in-the-workshop": half_sorted,
                "lifts-on-tuesday": right["lifts-on-tuesday"][:1],
            }
        ),
    )
    hand_in("empty")
    hand_in("broken", {"final-share-code": "def final_share(:"}, b'{"format": "leaningwell-answers", "ver')
    hand_in("loops", LOOPS, handed_in(closed | words))
    hand_in("of-another", right_code, perfect | {"exercise": "02-other"})
    hand_in("later", right_code, perfect | {"version": 2})
    odd = handed_in(closed | {"five-quiet-weeks": [[{"a": 1}]], "lifts-on-tuesday": [["x"], 3]}, ("kinder-needy",))
    odd["items"]["friday-in-the-workshop"] = "damaged"
    hand_in("odd", {"final-share-code": "import os\n\n\ndef final_share(*a):\n    os._exit(1)"}, odd)
    hostile = {key: text.replace("/PLACE", str(classroom.place)) for key, text in HOSTILE.items()}
    shared = {"kinder-needy": {"definition": LETTER}}
    hand_in(
        "hostile",
        hostile,
        handed_in({"lifts-on-tuesday": right["lifts-on-tuesday"]}, ("kinder-needy",), shared),
        _hostile,
    )
    # Comes first in the alphabet of learners, so that all others are graded after it.
    hand_in("a-copier", right_code, handed_in(closed), _copied)
    # A key changed on disk by somebody's code must not change what later learners earn: see TAMPERING.
    hand_in("a-tamperer", {"start": TAMPERING.replace("/PLACE", str(classroom.root))})
    hand_in("no-notebook", answers=handed_in(closed))
    (classroom.root / "submitted" / "no-notebook" / SLUG / f"{SLUG}.ipynb").write_text("{")
    # An author's own answers, left behind: autograde copies them over everybody's.
    (classroom.root / "solutions" / SLUG / "answers.json").write_text(json.dumps(perfect))
    done = classroom.run_ours("grade", SLUG) if request.param == "ours" else classroom.grade(ok=False)
    assert done.returncode == (3 if request.param == "ours" else 0), done.stdout + done.stderr
    classroom.give_feedback()
    return SimpleNamespace(classroom=classroom, log=done, rows=classroom.export())


def _text(room, student: str) -> str:
    """The words on the feedback page, as somebody reads them."""
    page = re.sub(r"<(script|style).*?</\1>", " ", room.classroom.feedback(student), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_code_that_is_right_earns_everything(room):
    assert room.classroom.scores("by-code") == FULL


def test_questions_answered_right_earn_the_same_as_code(room):
    assert room.classroom.scores("by-questions") == FULL
    text = _text(room, "by-questions")
    assert "Questions: 6 of 6 points." in text
    assert "Code: 0 of 6 points." in text
    assert "This function is still to be written." in text


def test_what_nbgrader_says_by_itself_is_shown_to_nobody_as_a_comment(room):
    """It says “No response.” of code that was left as it was, also to those who answered the questions instead."""
    with Gradebook(room.classroom.url) as gradebook:
        said = {
            student: gradebook.find_comment("final-share-code", SLUG, SLUG, student).auto_comment
            for student in ("by-questions", "empty")
        }
    assert said == {"by-questions": None, "empty": "No response."}
    assert "No response." not in _text(room, "by-questions") + _text(room, "empty")


def test_another_way_of_writing_it_is_right_too_and_a_warning_costs_nothing(room):
    scores = room.classroom.scores("another-way")
    assert scores["final-share"] == 6
    assert scores["kinder-needy"] == 0


def test_partly_right_work_earns_its_part(room):
    scores = room.classroom.scores("partly")
    assert scores == {
        "quiet-mornings": 0,
        "final-share": 2.5,  # by code: three checks that one step happens to pass; by questions: 2.25
        "five-quiet-weeks": 0,
        "friday-in-the-workshop": 1.5,
        "lifts-on-tuesday": 1.5,
        "kinder-needy": 0,
    }


def test_reasons_are_on_the_page_without_javascript(room, key):
    text = _text(room, "partly")
    items = {item.id: item for item in key.items}
    assert " ".join(items["ten-from-nobody"].mistakes[0].feedback.split()) in text
    assert "This is not a number." in text
    assert "3 entries were not placed." in text
    assert "The conversation was not finished." in text
    assert "One more choice would have been right." in text
    assert "Nothing was handed in for this question." in text
    assert "Not yet: With kappa at 0.7 one opens the way for the next, until all four show." in text


def test_an_untouched_exercise_earns_nothing_even_if_the_authors_answers_were_left_behind(room):
    assert room.classroom.scores("empty") == NOTHING
    assert "answers.json was not among what was handed in" in _text(room, "empty")


def test_broken_answers_and_broken_code_earn_nothing_and_say_so(room):
    assert room.classroom.scores("broken") == NOTHING
    text = _text(room, "broken")
    assert "arrived damaged and could not be read" in text
    assert "NameError" in text


def test_code_that_never_ends_costs_only_its_own_task(room):
    assert room.classroom.scores("loops") == FULL | {"final-share": 0, "kinder-needy": 0}
    assert "still running after 2 seconds" in _text(room, "loops")


def test_answers_to_another_exercise_are_left_alone_and_the_code_counts(room):
    assert room.classroom.scores("of-another") == NOTHING | {"final-share": 6}
    assert "belongs to another exercise" in _text(room, "of-another")


def test_answers_of_a_later_version_are_left_alone_and_the_code_counts(room):
    assert room.classroom.scores("later") == NOTHING | {"final-share": 6}
    assert "written by a later version" in _text(room, "later")


@BY_NBGRADER
def test_odd_answers_cost_only_themselves_and_a_dead_kernel_only_the_code(room):
    assert room.classroom.scores("odd") == NOTHING | {"kinder-needy": 1}
    text = _text(room, "odd")
    assert "counts as not yet answered" in text
    assert "This answer arrived damaged" in text
    assert "kernel stopped before this cell was done" in text


@BY_NBGRADER
def test_code_cannot_change_what_was_handed_in(room):
    now = room.classroom.root / "submitted" / "hostile" / SLUG / "answers.json"
    assert now.read_text() == (room.classroom.place / "perfect.json").read_text(), "the attack itself worked"
    scores = room.classroom.scores("hostile")
    assert scores == NOTHING | {"lifts-on-tuesday": 3, "kinder-needy": 1}


def test_a_cell_that_was_pasted_twice_costs_nobody_anything(room):
    scores = room.classroom.scores("a-copier")
    assert scores == FULL | {"kinder-needy": 0, "quiet-mornings": 0}


@BY_NBGRADER
def test_a_key_that_somebodys_code_changed_on_disk_changes_nobodys_score(room):
    key = room.classroom.root / "solutions" / SLUG / "items.yaml"
    assert "answer: 0.77" in key.read_text(), "the attack itself worked"
    assert room.classroom.scores("by-questions") == FULL


def test_what_learners_write_is_shown_and_never_rendered(room):
    page = room.classroom.feedback("hostile")
    assert "<script>alert('pwned')" not in page
    assert "<img src=x" not in page
    assert 'javascript:alert(1)"' not in page
    assert "<b>bold</b>" not in page
    assert "I &lt;3 &lt;b&gt;bold&lt;/b&gt;" in page
    assert "🌱" in page


def test_a_graded_notebook_asks_for_no_javascript(room):
    for student in ("by-questions", "hostile"):
        notebook = room.classroom.graded_notebook(student)
        kinds = {
            kind for cell in notebook.cells for output in cell.get("outputs", []) for kind in output.get("data", {})
        }
        assert kinds <= {"text/plain", "image/png", "image/jpeg"}
        assert "widgets" not in notebook.metadata


def test_an_exercise_runs_without_a_page(room):
    cells = room.classroom.graded_notebook("by-code").cells
    assert not [output for cell in cells for output in cell.get("outputs", []) if output.output_type == "error"]


def test_a_notebook_that_cannot_be_read_costs_nobody_the_answers(room):
    assert "no-notebook" in room.log.stdout + room.log.stderr
    assert room.classroom.scores("no-notebook") == FULL | {"kinder-needy": 0, "quiet-mornings": 0, "final-share": 0}
    assert "could not be read, so the answers were graded" in _text(room, "no-notebook")
    assert len(list((room.classroom.root / "autograded").glob(f"*/{SLUG}"))) == 14


def test_grades_reach_the_export(room):
    scores = {row["student_id"]: float(row["score"]) for row in room.rows if row["assignment"] == SLUG}
    assert scores["by-code"] == scores["by-questions"] == 22
    assert scores["partly"] == 5.5
    assert scores["empty"] == 0


def test_every_graded_cell_ends_in_a_number(room):
    for student in ("by-code", "empty", "broken", "odd", "hostile"):
        for cell in room.classroom.graded_notebook(student).cells:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                assert [output.output_type for output in cell.outputs] == ["stream", "execute_result"]
                assert cell.outputs[0].name == "stdout"
