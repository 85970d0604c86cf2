"""The documents name only what is there, and what GitHub reads says the same as the project."""

import ast
import csv
import importlib
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]

TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "course" / "teachers.md",
]
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
# Where the formats live: two modules of the package, and files of the front end wherever they lie below src/.
ANSWERS = "leaningwell.answers.format"
NAMES = "leaningwell.content.names"
SAVED_FILE = "export-import.js"


def test_every_test_that_a_document_names_exists():
    named = [found for page in PAGES for found in TEST.findall(page.read_text(encoding="utf-8"))]
    assert named
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{path}::{name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_repository_leads_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def runs():
    """The tests' job, and every Python it runs with."""
    job = read(WORKFLOW)["jobs"]["test"]
    matrix = job["strategy"]["matrix"]
    return job, [*matrix["python"], *(more["python"] for more in matrix["include"])]


def test_the_workflow_runs_what_the_readme_says_runs_every_kind_of_test_and_all_the_others():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^    (make \w+) +# runs every kind of test$", readme, re.M)[1]
    job, _ = runs()
    lines = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    ran = [line.replace("PYTHON=python${{ matrix.python }} ", "") for line in lines]
    assert [line for line in ran if line.startswith("make test")] == [command, "make test-breadth"]


def test_the_workflow_begins_with_the_oldest_python_that_is_supported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    _, pythons = runs()
    # A number would read 3.10 as 3.1.
    assert all(isinstance(python, str) for python in pythons)
    oldest = min(pythons, key=lambda python: [int(part) for part in python.split(".")])
    assert project["requires-python"] == f">={oldest}"


def test_the_workflow_may_only_read():
    assert read(WORKFLOW)["permissions"] == {"contents": "read"}


def test_the_form_asks_for_every_lesson_and_for_no_private_story():
    fields = {part["id"]: part for part in read(FORMS / "evidence-correction.yml")["body"] if "id" in part}
    titles = lessons()
    assert fields["lesson"]["attributes"]["options"][: len(titles)] == titles
    assert "no private story" in fields["private"]["attributes"]["options"][0]["label"]
    assert read(FORMS / "config.yml")["blank_issues_enabled"] is True


def lessons():
    """The titles of the lessons, lesson 0 first."""
    with (ROOT / "course" / "data" / "lessons.csv").open(encoding="utf-8", newline="") as file:
        return [row["title"] for row in csv.DictReader(file)]


def points_of_the_exercises():
    """For each lesson that has an exercise, what can be earned in it."""
    totals = {}
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        totals[int(path.stem[:2])] = sum(cell["metadata"].get("nbgrader", {}).get("points") or 0 for cell in cells)
    return totals


def test_the_page_for_teachers_goes_through_every_lesson():
    text = (ROOT / "course" / "teachers.md").read_text(encoding="utf-8")
    parts = text.partition("## The ten lessons")[2].partition("\n## ")[0].split("\n### ")[1:]
    assert [part.splitlines()[0] for part in parts] == [f"{n} · {title}" for n, title in enumerate(lessons())]
    for part in parts:
        for word in ("Purpose", "Announce", "Pair task", "(a)", "(b)", "May come up", "Never ask"):
            assert f"**{word}" in part, (part.splitlines()[0], word)


def test_the_page_for_teachers_has_the_two_questions_of_each_pair_sheet():
    text = " ".join((ROOT / "course" / "teachers.md").read_text(encoding="utf-8").split())
    for path in sorted((ROOT / "course" / "activities").glob("*.yaml")):
        first, second = yaml.safe_load(path.read_text(encoding="utf-8"))["practice"]["pair"]["questions"]
        assert f"**(a)** {first} **(b)** {second} *" in text, path.stem


def test_the_page_for_teachers_counts_the_points_as_the_exercises_do():
    text = " ".join((ROOT / "course" / "teachers.md").read_text(encoding="utf-8").split())
    points = points_of_the_exercises()
    more, fewer = ([n for n in points if points[n] == total] for total in (22, 21))
    assert sorted(more + fewer) == list(points)

    def named(numbers):
        *most, last = map(str, numbers)
        return f"{', '.join(most)} and {last}"

    assert f"Lessons {named(more)} have a reflection" in text
    assert f"21 in lessons {named(fewer)}, and {sum(points.values())} in all" in text
    six = text.partition("## A course in six sessions")[2]
    used = [int(n) for n in re.findall(r"\| \d \| (\d)", six)]
    assert f"have {sum(points.get(n, 0) for n in used)} points" in six


def constant(module, name):
    """A constant of one of the package's Python modules."""
    return getattr(importlib.import_module(module), name)


def constant_of_the_front_end(file, name):
    """A constant of one of the front end's modules, wherever it lies."""
    (path,) = (ROOT / "src").rglob(file)
    value = re.search(rf"^(?:export )?const {name} = (.+);$", path.read_text(encoding="utf-8"), re.M)[1]
    return ast.literal_eval(value)


def stored_formats():
    """The rows of the changelog's table: for each format, what is written today and what is read."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("## Stored formats")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {what: cells for what, *cells in rows[2:]}


def versions(cell):
    return [int(number) for number in re.findall(r"\d+", cell)]


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("answers.json", lambda: constant(ANSWERS, "VERSION")),
        ("saved as a file", lambda: constant_of_the_front_end(SAVED_FILE, "VERSION")),
        ("the database", lambda: constant_of_the_front_end("database.js", "VERSION")),
        ("each sealed entry", lambda: constant_of_the_front_end("sealing.js", "VERSION")),
        ("the record of its key", lambda: constant_of_the_front_end("keys.js", "NEWEST")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_changelog_names_the_version_that_the_code_writes_and_reads(words, version):
    ((today, earlier),) = (cells for what, cells in stored_formats().items() if words in what)
    assert versions(today)[-1] == version()
    assert versions(earlier) == list(range(1, version() + 1))


def test_the_changelog_names_each_format_as_the_code_does():
    for name in (
        constant(ANSWERS, "NAME"),
        constant(ANSWERS, "FORMAT"),
        constant_of_the_front_end(SAVED_FILE, "FORMAT"),
        constant_of_the_front_end("database.js", "NAME"),
    ):
        assert sum(f"`{name}`" in what for what in stored_formats()) == 1, name


def test_the_changelog_names_how_many_iterations_a_saved_file_may_ask_for():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for file, name in (("passphrase.js", "ITERATIONS"), ("jwe.js", "FEWEST"), ("jwe.js", "MOST")):
        assert f"{constant_of_the_front_end(file, name):,}" in text, name


def test_the_changelog_names_the_columns_of_the_list_of_names():
    path = constant(NAMES, "NAMES").as_posix()
    (row,) = (cells for what, cells in stored_formats().items() if f"`{path}`" in what)
    assert tuple(re.findall(r"`(\w+)`", row[0])) == constant(NAMES, "COLUMNS")
