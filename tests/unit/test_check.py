"""The check of a whole course: every fault at once, each where it stands, and never an exception."""

import contextlib
import json
import shutil

import nbformat
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leaningwell.content import ContentError, Fault
from leaningwell.content.checks import check
from leaningwell.content.names import NAMES, write_names
from unit.made_up import json_values

FIRST = "course/activities/01-made-up.yaml"
SECOND = "course/activities/02-second.yaml"
GRADED = "solutions/01-made-up/items.yaml"
LEDGER = "course/evidence/ledger.yaml"
COVERAGE = "course/evidence/coverage.yaml"
PERSONAS = "course/data/personas.yaml"
NOTEBOOK = "course/01-made-up.ipynb"
MOMENTS = "course/data/day_moments.csv"
FRIENDS = "course/data/friends.csv"

OFFERED_AGAIN = """\
reflections:
  - id: looking-back
    title: Looking back
    prompt: What stays?
    boxes:
      - {id: stays, label: What stays}
    persona:
      who: elif
      text: Elif kept a ticket.
    shareable: true
    points: 1
"""

COURSE = {
    FIRST: """\
lesson: 01-made-up
title: Made up
about: A lesson that nobody takes
minutes: 5
items:
  - id: which-one
    type: single
    prompt: Which one?
    options:
      - {id: this-one, text: This one,
        correct: true,
        feedback: It is this one because it is.}
      - {id: that-one, text: That one,
        feedback: It is not that one at all.}
    teaches: [C1, C119]
    rests-on: [E1]
    aim: idea
reflections:
  - id: looking-back
    title: Looking back
    prompt: What stays?
    boxes:
      - {id: stays, label: What stays}
    persona:
      who: elif
      text: Elif kept a ticket.
    shareable: true
""",
    SECOND: """\
lesson: 02-second
title: Second
about: Another one
minutes: 5
warm-up: [which-one]
items:
  - id: how-much
    type: numeric
    prompt: How much?
    answer: 3
    tolerance: 0
    feedback: Three is what was left over.
    aim: method
""",
    GRADED: """\
lesson: 01-made-up
tasks:
  - id: task-one
    title: One
    points: 6
    no-code: [graded-number]
items:
  - id: graded-number
    type: numeric
    prompt: How much?
    answer: 4
    tolerance: 0
    feedback: Four is what was left over.
    aim: method
""",
    LEDGER: """\
E1:
  claim: Something is so.
  badge: contested
  finding: It was found twice.
  sample: Forty people.
  replication: Once.
  caveat: It need not be so elsewhere.
  sources: [{cite: "Somebody, 2001"}]
""",
    COVERAGE: """\
C1: [{lesson: 01-made-up, cell: claim}]
""",
    PERSONAS: """\
elif: {name: Elif, age: 58, about: Elif mends clothes.}
""",
    MOMENTS: "moment,role,count,kind,source,confidence\ntea,grower,1,paid,made up,illustrative\n",
    FRIENDS: "percent,source,sureness,who_was_studied\n12,A report,certain,a thousand adults\n",
    "course/data/helplines.csv": "country,region,need,service,contact,source,confidence,last_verified\n",
    "course/data/lessons.csv": "lesson,title,about\n01-made-up,Made up,A lesson that nobody takes\n",
}


def notebook(text):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="claim")])
    return nbformat.writes(made) + "\n"


def build(root):
    """A small made-up course without a fault."""
    for name, text in COURSE.items():
        write(root, name, text)
    write(root, NOTEBOOK, notebook("Something is so: [contested](#E1)."))
    write_names(root)
    return root


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


def edit(root, name, old, new):
    """Make a fault in a file of the course."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    write(root, name, text.replace(old, new))
    list_anew(root)


def list_anew(root):
    """List the names as if they had never been others; a course that cannot be read keeps its list."""
    before = (root / NAMES).read_bytes()
    (root / NAMES).unlink()
    with contextlib.suppress(ContentError):
        write_names(root)
        return
    (root / NAMES).write_bytes(before)


def told(root):
    return [str(fault) for fault in check(root)]


@pytest.fixture
def course(tmp_path):
    return build(tmp_path)


def test_a_course_without_a_fault_has_none(course):
    assert check(course) == []


# One fault at a time


def test_two_equal_ids_in_one_file_are_reported_at_the_second(course):
    edit(course, FIRST, "id: looking-back", "id: which-one")
    assert told(course) == [
        f"{FIRST}:19: The id “which-one” is already used at {FIRST}:6. "
        "Give one of them another id; leave the older one as it is."
    ]


def test_two_equal_ids_in_two_files_are_reported_at_the_second(course):
    edit(course, GRADED, "id: task-one", "id: how-much")
    assert told(course) == [
        f"{GRADED}:3: The id “how-much” is already used at {SECOND}:7. "
        "Give one of them another id; leave the older one as it is."
    ]


def test_an_idea_that_does_not_exist_is_reported(course):
    edit(course, FIRST, "[C1, C119]", "[C0, C1, C120]")
    assert told(course) == [
        f"{FIRST}:15: The idea “C0” does not exist. Use one of C1 to C119.",
        f"{FIRST}:15: The idea “C120” does not exist. Use one of C1 to C119.",
    ]


def test_a_claim_that_does_not_exist_is_reported(course):
    edit(course, FIRST, "[E1]", "[E1, E2]")
    assert told(course) == [
        f"{FIRST}:16: The claim “E2” does not exist. Add it to course/evidence/ledger.yaml, or name one that is there."
    ]


def test_a_persona_that_does_not_exist_is_reported_with_those_that_do(course):
    edit(course, FIRST, "who: elif", "who: nobody")
    assert told(course) == [f"{FIRST}:25: The persona “nobody” does not exist. Use one of: elif."]


def test_a_warm_up_item_that_does_not_exist_is_reported(course):
    edit(course, SECOND, "[which-one]", "[which-one, looking-back]")
    assert told(course) == [
        f"{SECOND}:5: No earlier lesson has the warm-up item “looking-back”. Name an item of an earlier lesson."
    ]


def test_a_warm_up_does_not_look_ahead(course):
    edit(course, SECOND, "[which-one]", "[which-one, how-much]")
    assert told(course) == [
        f"{SECOND}:5: No earlier lesson has the warm-up item “how-much”. Name an item of an earlier lesson."
    ]


LOOK_BACK = """\
look-backs:
  - id: looking-back-again
    lesson: 01-made-up
    reflection: looking-back
    title: Looking back again
    prompt: What stays now?
    boxes:
      - {id: stays, label: What stays}
    persona:
      who: elif
      text: Elif kept two tickets.
check-again: 00-begin
warm-up:"""
BEGIN = """\
lesson: 00-begin
title: Begin
about: The beginning
minutes: 5
check:
  - id: check-one
    type: true-false
    prompt: One is a number.
    options:
      - {text: "True", correct: true, feedback: It is the first one of them.}
      - {text: "False", feedback: Count on your fingers once more.}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("", "", None, None),
        ("lesson: 01-made-up", "lesson: 02-second", 7, "“02-second” is not a lesson that comes before this one."),
        ("lesson: 01-made-up", "lesson: 04-nowhere", 7, "“04-nowhere” is not a lesson that comes before this one."),
        (
            "reflection: looking-back",
            "reflection: elsewhere",
            8,
            "The lesson “01-made-up” has no reflection “elsewhere”.",
        ),
        ("check-again: 00-begin", "check-again: 01-made-up", 16, "The lesson “01-made-up” has no check."),
        (
            "check-again: 00-begin",
            "check-again: 02-second",
            16,
            "“02-second” is not a lesson that comes before this one.",
        ),
    ],
)
def test_what_returns_in_a_lesson_comes_from_an_earlier_one(course, old, new, line, message):
    write(course, "course/activities/00-begin.yaml", BEGIN)
    edit(course, SECOND, "warm-up:", LOOK_BACK.replace(old, new))
    assert [fault.split(" Name ")[0] for fault in told(course)] == ([f"{SECOND}:{line}: {message}"] if line else [])


def test_a_no_code_route_through_an_item_that_does_not_exist_is_reported(course):
    edit(course, GRADED, "no-code: [graded-number]", "no-code: [nowhere]")
    assert told(course) == [
        f"{GRADED}:6: The item “nowhere” does not exist. Add it under `items`, or correct its name."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (GRADED, "prompt: What stays?", "prompt: What goes?", "differs from the lesson's"),
        (GRADED, "id: looking-back", "id: looking-up", "No lesson has the reflection “looking-up”"),
        (FIRST, "    shareable: true\n", "", "is not shareable in its lesson"),
    ],
)
def test_an_exercise_offers_a_shareable_reflection_of_a_lesson_and_changes_nothing(course, file, old, new, message):
    write(course, GRADED, COURSE[GRADED] + OFFERED_AGAIN)
    assert told(course) == []
    edit(course, file, old, new)
    (line,) = told(course)
    assert line.startswith(f"{GRADED}:16:")
    assert message in line


def test_a_file_that_says_it_is_another_lesson_is_reported(course):
    edit(course, SECOND, "lesson: 02-second", "lesson: 02-other")
    edit(course, GRADED, "lesson: 01-made-up", "lesson: 01-other")
    assert told(course) == [
        f"{SECOND}:1: The file is named “02-second” but says `lesson: 02-other`. Make the two the same.",
        f"{GRADED}:1: The folder is named “01-made-up” but the file says `lesson: 01-other`. Make the two the same.",
    ]


def test_a_language_that_is_another_in_the_notebook_is_reported(course):
    edit(course, FIRST, "lesson: 01-made-up\n", "lesson: 01-made-up\nlanguage: de\n")
    assert told(course) == [
        f"{FIRST}:2: The text is in “de” here, and in “en” in 01-made-up.ipynb. "
        "Make `language` here and `leaningwell.lang` in the notebook's metadata the same."
    ]


def test_a_length_that_is_another_in_the_notebook_is_reported(course):
    made = nbformat.reads(notebook("Something is so: [contested](#E1)."), as_version=4)
    made.metadata["leaningwell"] = {"minutes": 75}
    write(course, NOTEBOOK, nbformat.writes(made))
    assert told(course) == [
        f"{FIRST}:4: The lesson takes 5 minutes here, and 75 in 01-made-up.ipynb. "
        "Make `minutes` here and `leaningwell.minutes` in the notebook's metadata the same."
    ]


def test_a_feedback_that_says_too_little_is_reported(course):
    edit(course, FIRST, "feedback: It is not that one at all.", "feedback: Not quite right.")
    assert told(course) == [
        f"{FIRST}:14: This feedback says too little: “Not quite right.”. Say why, in a full sentence."
    ]


def test_a_badge_that_disagrees_with_the_ledger_is_reported(course):
    write(course, NOTEBOOK, notebook("First.\n\nSomething is so: [strong](#E1)."))
    (fault,) = check(course)
    assert "[strong](#E1)" in (course / NOTEBOOK).read_text().splitlines()[fault.line - 1]
    assert (fault.message, fault.remedy) == (
        "The badge says “strong”, the ledger says “contested” for E1.",
        "Write [contested](#E1), or change the ledger.",
    )


@pytest.mark.parametrize("header", ["| | min |", "|what||", "| |", "| what | |"])
def test_a_table_with_a_column_without_a_name_is_reported(course, header):
    ruled = "|---|" if header.strip() == "| |" else "|---|:-:|"
    write(course, NOTEBOOK, notebook(f"First, [contested](#E1).\n\n{header}\n{ruled}\n| a | |"))
    (fault,) = check(course)
    assert header in (course / NOTEBOOK).read_text().splitlines()[fault.line - 1]
    assert fault.message == f"This table has a column without a name: {header.strip()}"
    assert fault.remedy == "Write what stands in the column into its first row."


def test_a_table_whose_columns_have_names_may_have_empty_cells(course):
    write(course, NOTEBOOK, notebook("So it is: [contested](#E1).\n\n| a \\| b | c |\n|---|--:|\n| | 1 |\n\n---"))
    assert told(course) == []


def test_a_badge_of_a_claim_that_does_not_exist_is_reported(course):
    write(course, NOTEBOOK, notebook("Something is so: [idea](#E7b)."))
    (fault,) = check(course)
    assert fault.message == "The claim “E7b” does not exist."


ONE = '[{cite: "Somebody, 2001"}]'
TWO = '[{cite: "Somebody, 2001"}, {cite: "Somebody else, 2004", doi: 10.1000/2}]'
TWICE = '[{cite: "Somebody, 2001", doi: 10.1000/1}, {cite: "The same again", doi: 10.1000/1}]'
POOLED = '[{cite: "Somebody, 2001", pools: 1,208 studies}]'


def with_sources(badge, sources):
    return COURSE[LEDGER].replace("contested", badge).replace(ONE, sources.replace("1,208 studies", '"1,208 studies"'))


@pytest.mark.parametrize("badge", ["strong", "moderate"])
@pytest.mark.parametrize("sources", [ONE, TWICE])
def test_a_sure_badge_with_one_source_is_reported_where_the_badge_stands(course, badge, sources):
    write(course, LEDGER, with_sources(badge, sources))
    write(course, NOTEBOOK, notebook(f"Something is so: [{badge}](#E1)."))
    assert told(course) == [
        f"{LEDGER}:3: The badge of E1 is “{badge}”, and it has one source. Add another that found the same; "
        "say what it pools, such as `pools: 108 studies`, if it is a meta-analysis; or make the badge tentative."
    ]


@pytest.mark.parametrize(
    ("badge", "sources"),
    [("strong", TWO), ("moderate", POOLED), ("tentative", ONE), ("contested", ONE), ("idea", ONE)],
)
def test_two_sources_or_a_meta_analysis_carry_a_sure_badge_and_one_carries_the_others(course, badge, sources):
    write(course, LEDGER, with_sources(badge, sources))
    write(course, NOTEBOOK, notebook(f"Something is so: [{badge}](#E1)."))
    assert told(course) == []


@pytest.mark.parametrize("pools", ["yes", "many studies", "108", "0 studies"])
def test_a_source_that_does_not_say_how_much_it_pools_is_reported(course, pools):
    write(course, LEDGER, with_sources("strong", POOLED.replace("1,208 studies", f'"{pools}"')))
    assert told(course) == [
        f"{LEDGER}:8: “{pools}” is not a valid pools. Write how many of what it pools, such as `108 studies`."
    ]


def test_coverage_that_names_a_missing_cell_or_lesson_is_reported(course):
    more = "C2:\n  - {lesson: 01-made-up, cell: gone}\n  - {lesson: 09-gone, cell: claim}\nC130: []\n"
    write(course, COVERAGE, COURSE[COVERAGE] + more)
    assert told(course) == [
        f"{COVERAGE}:3: The cell “gone” does not exist in 01-made-up. Use the id of the cell that teaches the idea.",
        f"{COVERAGE}:4: The lesson “09-gone” does not exist. Use a notebook's name in course/, without .ipynb.",
        f"{COVERAGE}:5: The idea “C130” does not exist. Use one of C1 to C119.",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", "{}", '"text"', '{"nbformat": 4}', '{"nbformat": "four"}',
     '{"nbformat": 99}', '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
     '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "markdown"}]}', b"\xff"],
)  # fmt: skip
def test_a_broken_notebook_is_reported_once_and_in_one_line(course, text):
    write(course, NOTEBOOK, text)
    (fault,) = check(course)
    assert (str(fault.file), fault.line) == (NOTEBOOK, 1)
    assert fault.message.startswith("This is not a notebook: ")
    assert "\n" not in fault.message
    assert fault.remedy == "Restore it from version control, or save it again in JupyterLab."


def test_a_figure_without_its_source_its_sureness_or_the_people_studied_is_reported(course):
    write(
        course,
        FRIENDS,
        "percent,source,sureness,who_was_studied\n3,A report,certain,adults\n12, ,,adults\n8,A report,likely,\n",
    )
    assert told(course) == [
        f"{FRIENDS}:3: This row has no source. Fill it in, or leave the figure out.",
        f"{FRIENDS}:3: This row has no sureness. Fill it in, or leave the figure out.",
        f"{FRIENDS}:4: This row has no who_was_studied. Fill it in, or leave the figure out.",
    ]


def test_a_figure_that_still_has_to_be_verified_is_reported(course):
    edit(course, FRIENDS, "certain", "verify")
    assert told(course) == [
        f"{FRIENDS}:2: The sureness “verify” is unknown. "
        "Use one of: certain, likely, illustrative; leave out what still has to be verified."
    ]


def test_any_new_table_of_figures_needs_the_three_columns(course):
    write(course, "course/data/brand_new.csv", "percent\n12\n")
    assert told(course) == [
        f"course/data/brand_new.csv:1: The column “{column}” is missing. Add it to the first line and to every row."
        for column in ("source", "sureness", "who_was_studied")
    ]


def test_a_missing_column_and_a_ragged_row_are_reported(course):
    write(course, MOMENTS, "moment,role,count,kind,source\ntea,grower,1,paid,made up\nbus,driver\n")
    assert told(course) == [
        f"{MOMENTS}:1: The column “confidence” is missing. Add it to the first line and to every row.",
        f"{MOMENTS}:3: This row has more or fewer fields than the first line. "
        "Put quotes round fields that contain a comma.",
    ]


def test_personas_that_are_no_mapping_are_reported(course):
    write(course, PERSONAS, "- elif\n- sam\n")
    assert told(course) == [f"{PERSONAS}:1: “['elif', 'sam']” is not a block of keys. Write `key: value` lines here."]


def test_an_empty_folder_lacks_its_files(tmp_path):
    assert {fault.message for fault in check(tmp_path)} == {"This file is missing."}


def test_a_folder_in_place_of_a_file_is_reported(course):
    for name in (FIRST, NOTEBOOK, MOMENTS):
        (course / name).unlink()
        (course / name).mkdir()
    assert [(str(fault.file), fault.line) for fault in check(course)] == [
        (NOTEBOOK, 1),
        (FIRST, 1),
        (MOMENTS, 1),
    ]


# Many faults at once


def test_all_faults_of_a_course_are_reported_at_once_in_the_order_of_files_and_lines(course):
    edit(course, FIRST, "teaches: [C1, C119]", "teaches: [C120]")
    edit(course, FIRST, "    title: Looking back\n", "")
    edit(course, SECOND, "minutes: 5", "minutes: 5\nminutes: 6")
    edit(course, GRADED, "no-code: [graded-number]", "no-code: [nowhere]")
    edit(course, GRADED, "Four is what was left over.", "Four.")
    edit(course, LEDGER, "badge: contested", "badge: sure")
    write(course, COVERAGE, COURSE[COVERAGE] + "C2: [{lesson: 09-gone, cell: claim}]\n")
    write(course, MOMENTS, "moment\n")
    faults = check(course)
    assert faults == sorted(faults)
    assert all(isinstance(fault, Fault) and fault.message and fault.remedy for fault in faults)
    assert [(str(fault.file), fault.line) for fault in faults] == [
        (FIRST, 19),
        (SECOND, 5),
        *[(MOMENTS, 1)] * 5,
        (COVERAGE, 2),
        (LEDGER, 3),
        (GRADED, 6),
        (GRADED, 13),
    ]


def test_a_fault_in_one_file_is_not_blamed_on_those_that_hang_on_it(course):
    edit(course, FIRST, "feedback: It is not that one at all.", "feedbak: It is not that one at all.")
    write(course, NOTEBOOK, "{")
    write(course, LEDGER, "")
    write(course, PERSONAS, "")
    assert {str(fault.file) for fault in check(course)} == {FIRST, NOTEBOOK, LEDGER, PERSONAS}


# Whatever the files hold

WEIRD_SCALARS = st.sampled_from(
    ["~", "", "yes", "2026-01-01", "2026-13-45", "1:99:99", ".nan", "-.inf", "0x" + "f" * 5000, "9" * 5000,
     "1e999", "!!int x", "!!bool x", "!!float ''", "!!timestamp x", "!!binary é", "!!set {a}", "!!omap [a]",
     "!!null x", "!!python/object:os.system x", "*a", "&a [*a]", "&a {b: *a}", "? {a: b}\n: c", "? [a]",
     "{1: 2, ~: 3}", "{2026-01-01: x}", "<<: {a: b}", "{<<: [1]}", "{<<: {lesson: a}}", "=", "|\n text", "'",
     '"', "%TAG", "---\n---", "[" * 300 + "]" * 300, "\ufeff", "\x00", "\ud800", "\u2028", "{type: [a]}",
     "{id: {}}", "[{type: single}]"]
)  # fmt: skip
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates()
    | st.binary(max_size=4) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.none() | st.booleans() | st.integers() | st.dates() | st.floats() | st.text(max_size=8)
        | st.sampled_from(["id", "type", "items", "options", "text", "feedback", "lesson", "who", "E1"]),
        inner,
        max_size=4,
    ),
    max_leaves=10,
)  # fmt: skip
FILES = st.sampled_from([FIRST, SECOND, GRADED, LEDGER, COVERAGE, PERSONAS])


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return build(tmp_path_factory.mktemp("course"))


def checked(scratch, name, text):
    """Check the course with one file replaced, and put the file back."""
    before = (scratch / name).read_bytes()
    write(scratch, name, text)
    try:
        faults = check(scratch)
    finally:
        write(scratch, name, before)
    assert all(fault.line >= 1 and fault.message and fault.remedy for fault in faults)
    assert faults == sorted(faults)
    return faults


def places(value, path=()):
    """Where something stands in plain data."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from places(inner, (*path, step))


def replaced(value, path, new):
    """Plain data with ``new`` at ``path``."""
    if not path:
        return new
    if isinstance(value, list):
        return [replaced(v, path[1:], new) if step == path[0] else v for step, v in enumerate(value)]
    return {step: replaced(v, path[1:], new) if step == path[0] else v for step, v in value.items()}


@given(FILES, st.text(max_size=60) | st.text(alphabet="ab:-{}[]?&*!|>'\"#% \n\t~01.<=,", max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_in_place_of_a_file_makes_the_check_fail(scratch, name, text):
    checked(scratch, name, text)


@given(FILES, st.binary(max_size=40))
@settings(max_examples=40, deadline=None)
def test_no_bytes_in_place_of_a_file_make_the_check_fail(scratch, name, data):
    checked(scratch, name, data)


@given(FILES, PLAIN)
@settings(max_examples=150, deadline=None)
def test_no_well_formed_yaml_makes_the_check_fail(scratch, name, data):
    checked(scratch, name, yaml.safe_dump(data, allow_unicode=True))


@given(st.data(), FILES, PLAIN)
@settings(max_examples=200, deadline=None)
def test_no_value_anywhere_in_a_good_file_makes_the_check_fail(scratch, data, name, value):
    good = yaml.safe_load(COURSE[name])
    path = data.draw(st.sampled_from(list(places(good))))
    checked(scratch, name, yaml.safe_dump(replaced(good, path, value), allow_unicode=True))


@given(st.data(), FILES, WEIRD_SCALARS)
@settings(max_examples=200, deadline=None)
def test_no_oddity_of_yaml_on_any_line_makes_the_check_fail(scratch, data, name, oddity):
    lines = COURSE[name].splitlines()
    line = data.draw(st.integers(0, len(lines) - 1))
    indent = " " * data.draw(st.integers(0, 6))
    kept, _, _ = lines[line].partition(": ")
    lines[line] = data.draw(st.sampled_from([f"{kept}: {oddity}", f"{indent}{oddity}", f"{indent}- {oddity}"]))
    checked(scratch, name, "\n".join(lines))


@given(json_values | st.fixed_dictionaries({"nbformat": st.just(4), "cells": json_values}))
@example({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "raw", "id": "a"}]})
@settings(max_examples=80, deadline=None)
def test_no_json_in_place_of_a_notebook_makes_the_check_fail(scratch, data):
    checked(scratch, NOTEBOOK, json.dumps(data))


@given(st.text(alphabet='ab,"\n\r\0é;', max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_table_makes_the_check_fail(scratch, text):
    for name in (MOMENTS, FRIENDS):
        checked(scratch, name, COURSE[name] + text)
        checked(scratch, name, text)


def test_a_bomb_of_aliases_is_refused_at_once(scratch):
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    (fault,) = checked(scratch, FIRST, bomb)
    assert fault.line == 2


def test_checking_leaves_the_course_as_it_was(course):
    def everything():
        return {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}

    before = everything()
    check(course)
    assert everything() == before
    shutil.rmtree(course)


def test_an_exercise_that_does_not_show_what_is_handed_in_is_reported(course):
    path = course / "solutions" / "01-made-up" / "01-made-up.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("exercise.before_handing_in()")])
    nbformat.write(notebook, path)
    (fault,) = check(course)
    assert str(fault.file) == "solutions/01-made-up/01-made-up.ipynb"
    assert "what an instructor will see" in fault.message
    assert "exercise.before_handing_in()" in fault.remedy
    notebook.cells.append(nbformat.v4.new_code_cell("exercise.before_handing_in()"))
    nbformat.write(notebook, path)
    assert check(course) == []
