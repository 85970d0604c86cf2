"""What a notebook's cells show without a kernel: a lesson's are run, an exercise's are read."""

from __future__ import annotations

import json
import logging
import os
import sys

import pytest
from nbformat import NotebookNode

from leaningwell.serving.prepared.cells import ACTIVITY, Shown, show
from leaningwell.serving.prepared.source import Place
from lessons import EXERCISE, LESSON, START, copy_exercise, notebook, write_lesson

SECRET = "what only the log may hold"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory, monkeypatch):
    """To show a notebook moves this process into its folder."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture
def course(tmp_path):
    write_lesson(tmp_path / "course")
    return tmp_path / "course"


def shown_in(course, **cells: str) -> tuple[NotebookNode, Shown]:
    made = notebook({"start": START, **cells})
    return made, show(made, Place(course.parent, f"course/{LESSON}.ipynb"))


def outputs(made: NotebookNode, id: str) -> list:
    (cell,) = [cell for cell in made.cells if cell.id == id]
    return cell.outputs


def failed(made: NotebookNode, id: str) -> bool:
    return [output.output_type for output in outputs(made, id)] == ["error"]


# A lesson


def test_an_activity_is_described_and_answers(course):
    made, shown = shown_in(course, quiz="lesson.quiz()")
    (output,) = outputs(made, "quiz")
    assert "How much?" in json.dumps(output.data[ACTIVITY])
    reply = shown.activities["quiz"].answer({"do": "check", "id": "how-much", "response": "3"})
    assert reply["right"] is True
    assert shown.faults == []


def test_what_a_cell_prints_comes_before_what_it_gives(course):
    made, _ = shown_in(course, both="print('first', 1)\nprint('second')\n'third'")
    assert [output.text for output in outputs(made, "both")] == ["first 1\nsecond\n", "third"]


def test_markdown_stays_markdown(course):
    made, _ = shown_in(course, text="from IPython.display import Markdown\nMarkdown('**strong**')")
    assert [output.data for output in outputs(made, "text")] == [{"text/markdown": "**strong**"}]


@pytest.mark.parametrize("nothing", ["", "x = 1", "None", "\n# only a remark", "def f():\n    return 1"])
def test_a_cell_that_gives_nothing_shows_nothing(course, nothing):
    made, shown = shown_in(course, quiet=nothing, after="print('on it goes')")
    assert outputs(made, "quiet") == []
    assert outputs(made, "after")[0].text == "on it goes\n"
    assert shown.faults == []


def test_cells_share_their_names_as_in_a_kernel(course):
    made, _ = shown_in(course, one="x = 20", two="def twice():\n    return 2 * x", three="print(twice(), __name__)")
    assert outputs(made, "three")[0].text == "40 __main__\n"


def test_a_cell_runs_in_the_notebook_s_folder(course):
    (course / "note.txt").write_text("found")
    made, _ = shown_in(course, read="print(open('note.txt').read())")
    assert outputs(made, "read")[0].text == "found\n"


@pytest.mark.parametrize(
    "source",
    [
        "raise ValueError('what ' + 'only the log may hold')",
        "1 / 0",
        "lesson.no_such_activity()",
        "lesson.predict('not there')",
        "import not_to_be_found",
        "def unfinished(",
        "print('\x00')",
        "exit()",
        "raise SystemExit",
        "class Odd:\n    def __str__(self):\n        return 1 / 0\nOdd()",
        "class Odd:\n    def _repr_markdown_(self):\n        return 1 / 0\nOdd()",
        "lesson.activity('made-up', {'value': float('nan')})",
        "lesson.activity('made-up', {'value': object()})",
        "class Mute(Exception):\n    def __str__(self):\n        return 1 / 0\nraise Mute",
        "def deep():\n    return deep()\ndeep()",
    ],
)
def test_a_cell_that_fails_says_so_and_the_others_are_not_affected(course, caplog, source):
    """Is the reason in the log only, and every other cell as it would be?"""
    made, shown = shown_in(course, before="lesson.quiz()", bad=source, after="lesson.quiz()")
    assert failed(made, "bad")
    assert shown.activities.keys() == {"before", "after"}
    assert [fault.partition(":")[0] for fault in shown.faults] == ["bad"]
    assert "Traceback" in caplog.text
    assert SECRET not in json.dumps(made)
    assert "Traceback" not in json.dumps(made)


def test_what_stands_in_the_page_cannot_end_its_script(course):
    """Are the signs escaped that mean something to a reader of HTML, and is the text the same when it is read?"""
    text = "</script><!-- & \u2028\u2029 é 🌱 --><b>"
    made, _ = shown_in(course, bad=f"lesson.activity('made-up', {{'text': {text!r}}})")
    described = outputs(made, "bad")[0].data[ACTIVITY]
    described = described if isinstance(described, str) else described["json"]
    assert not set("<>&\u2028\u2029") & set(described)
    assert json.loads(described)["spec"]["text"] == text


def test_without_running_each_cell_says_that_it_is_not_there(course):
    marker = course / "marker"
    made = notebook({"title": "# Title", "start": START, "quiz": f"open({str(marker)!r}, 'w')"})
    shown = show(made, Place(course.parent, f"course/{LESSON}.ipynb"), run=False)
    assert failed(made, "start")
    assert failed(made, "quiz")
    assert shown.activities == {}
    assert not marker.exists()


# A folder's own modules


def test_two_folders_may_have_modules_of_the_same_name(tmp_path):
    for name in ("one", "two"):
        write_lesson(tmp_path / name)
        (tmp_path / name / "helper.py").write_text(f"WORD = {name!r}\n")
        package = tmp_path / name / "parcel"
        package.mkdir()
        (package / "__init__.py").write_text("from .inner import WORD\n")
        (package / "inner.py").write_text(f"WORD = {name!r}\n")
    for name in ("one", "two", "one"):
        made = notebook({"start": f"import helper, parcel\n{START}", "word": "print(helper.WORD, parcel.WORD)"})
        show(made, Place(tmp_path, f"{name}/{LESSON}.ipynb"))
        assert outputs(made, "word")[0].text == f"{name} {name}\n"
    assert not {"helper", "parcel", "parcel.inner"} & sys.modules.keys()


def test_a_module_that_changes_is_read_anew(course):
    for word in ("short", "somewhat longer"):
        (course / "helper.py").write_text(f"WORD = {word!r}\n")
        made, _ = shown_in(course, word="import helper\nprint(helper.WORD)")
        assert outputs(made, "word")[0].text == f"{word}\n"


def test_a_module_that_is_changed_within_the_same_second_to_one_as_long_is_read_anew(course, monkeypatch):
    """Python's own copy of a module, beside it, goes by whole seconds and the length."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for word in ("one", "two", "six"):
        (course / "helper.py").write_text(f"WORD = {word!r}\n")
        os.utime(course / "helper.py", (1_700_000_000, 1_700_000_000))
        made, _ = shown_in(course, word="import helper\nprint(helper.WORD)")
        assert outputs(made, "word")[0].text == f"{word}\n"


def test_nothing_of_a_lesson_stays_behind_in_this_process(course):
    """Neither on the path of modules, nor in what is printed, whatever its cells do?"""
    before, printed = list(sys.path), sys.stdout
    shown_in(course, one="import sys\nsys.path.clear()", two="1 / 0")
    shown_in(course, one="import sys\nsys.path.insert(0, '/somewhere')\nsys.stdout = None")
    assert sys.path == before
    assert sys.stdout is printed


def test_what_lies_elsewhere_is_not_read_anew(course):
    """Is only what lies in the lesson's folder forgotten?"""
    shown_in(course, one="import this_is_not_there", two="from leaningwell import explore\nimport colorsys")
    assert {"colorsys", "leaningwell.widgets.explore"} <= sys.modules.keys()


# An exercise

HOSTILE = {
    "a call of the shell": "import os; os.system('touch MARKER')",
    "a shell line": "!touch MARKER",
    "the course's own commands": "from leaningwell import cli\ncli.build.build()",
    "a function": "def item(x=open('MARKER', 'w')):\n    pass",
    "a class": "class exercise:\n    open('MARKER', 'w')",
    "a loop": "while True:\n    pass",
    "an argument": "exercise.item(open('MARKER', 'w'))",
    "a keyword": "exercise.item('five-quiet-weeks', x=open('MARKER', 'w'))",
    "an f-string": "exercise.item(f\"{open('MARKER', 'w')}\")",
    "a comprehension": "exercise.item([open('MARKER', 'w') for x in 'x'][0])",
    "an argument to be unpacked": "exercise.item(*[open('MARKER', 'w')])",
    "a condition": "exercise.item('a') if open('MARKER', 'w') else None",
    "an attribute with underscores": "exercise.__init__('MARKER')",
    "a private attribute": "exercise._write(open)",
    "the class of it": "exercise.__class__.__base__.__subclasses__()",
    "its attributes' attributes": "exercise.answers.share('kinder-needy', {'text': 'mine'})",
    "a call of what a call gives": "exercise.item('five-quiet-weeks').answer({})",
    "what it is made of": "exercise.item.__globals__['__builtins__']['open']('MARKER', 'w')",
    "a name of the reader's": "__builtins__.open('MARKER', 'w')",
    "a name that every module has": "__name__.join('ab')",
    "another name for it": "other = exercise.answers\nother.share('kinder-needy', {'text': 'mine'})",
    "another maker": "exercise = print('MARKER', file=open('MARKER', 'w'))",
    "a maker with a call": "exercise = Exercise(open('MARKER', 'w'))",
    "a maker with a keyword": "exercise = Exercise('x', folder=open('MARKER', 'w'))",
    "a maker of another thing": "exercise = Lesson('20-made-up')",
    "two names at once": "a = b = open('MARKER', 'w')",
    "a name that is set while it is read": "(a := open('MARKER', 'w'))",
    "something deleted": "del exercise",
    "an assertion": "assert open('MARKER', 'w')",
    "a decorator": "@open('MARKER', 'w').write\ndef f(): ...",
    "lines for later": "async def f():\n    open('MARKER', 'w')\nf()",
}


@pytest.mark.parametrize("course", [{"exercise": 1}, {}], ids=["says-so", "does-not-say-so"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_lines_that_are_not_of_an_exercise_are_not_run(tmp_path, caplog, hostile, course):
    """Whatever a learner writes, does nothing happen, and does every question come as it would have come?"""
    path = copy_exercise(tmp_path)
    marker = tmp_path / "marker"
    kept = sorted(tmp_path.rglob("*"))
    made = notebook(
        {
            "start": f'from leaningwell import Exercise\nexercise = Exercise("{EXERCISE}")',
            "bad": hostile.replace("MARKER", str(marker)),
            "again": f'exercise = Exercise("{EXERCISE}")',
            "good": 'exercise.item("five-quiet-weeks")',
        },
        **course,
    )
    shown = show(made, Place(tmp_path, str(path.relative_to(tmp_path))))
    assert sorted(tmp_path.rglob("*")) == kept
    assert "good" in shown.activities
    assert not shown.activities.keys() & {"start", "again"}


def test_each_of_the_few_known_lines_of_an_exercise_is_done(tmp_path):
    path = copy_exercise(tmp_path)
    made = notebook(
        {
            "start": f'from leaningwell import Exercise\n\nwork = Exercise("{EXERCISE}")',
            "item": 'work.item("five-quiet-weeks")',
            "task": 'work.task("final-share")',
            "reflect": 'work.reflect("kinder-needy")',
            "end": "work.before_handing_in()",
            "two": 'work.task("final-share")\nwork.item("five-quiet-weeks")',
        },
        exercise=1,
    )
    shown = show(made, Place(tmp_path, str(path.relative_to(tmp_path))))
    kinds = {id: activity.kind for id, activity in shown.activities.items()}
    assert kinds == {"item": "quiz", "task": "quiz", "reflect": "reflection", "end": "handin", "two": "quiz"}
    assert [item["id"] for item in shown.activities["two"].spec["items"]] == ["five-quiet-weeks"]
    assert shown.faults == []


def test_a_question_that_is_not_in_the_exercise_fails_alone(tmp_path, caplog):
    path = copy_exercise(tmp_path)
    caplog.set_level(logging.ERROR)
    made = notebook(
        {
            "start": f'exercise = Exercise("{EXERCISE}")',
            "gone": 'exercise.item("gone")',
            "there": 'exercise.item("five-quiet-weeks")',
        },
        exercise=1,
    )
    shown = show(made, Place(tmp_path, str(path.relative_to(tmp_path))))
    assert failed(made, "gone")
    assert list(shown.activities) == ["there"]
