"""A type of question and a kind of workbook entry that nobody has thought of yet need one file on each side, no more.

`tests/new_kinds/` has both. Here they are registered, shown, answered by keyboard, scored, graded, saved, brought in,
printed and told to an instructor, and no other file knows of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import partial

import pytest
from playwright.sync_api import expect

from browser.given_out import saved_as_page
from browser.reader import Reader
from browser.stored import bare, call
from browser.test_export_import import PASSPHRASE, bring, made, opened, save, workbook
from servers import command, start_server

SLUG = "30-new-kinds"
PROMPT = "Which step is the third?"
REASON = "The third one comes after two others."
ITEM = {"id": "third-step", "type": "level", "prompt": PROMPT, "steps": 5, "answer": 3, "feedback": REASON}
GRADED = {**ITEM, "id": "graded-step", "points": 3}
LETTER = "letter/third-step"
REGISTERED = {"items/types": ("TYPES", "level"), "kinds/index": ("KINDS", "letter")}
TAKES = 120_000


def notebook(about: dict, cells: list[dict]) -> str:
    plain = {"metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**({"metadata": {}} if cell["cell_type"] == "markdown" else plain), **cell} for cell in cells]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "leaningwell": {"lang": "en", **about}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def code(id: str, source: str, **metadata) -> dict:
    return {"cell_type": "code", "id": id, "source": source, "metadata": metadata}


@pytest.fixture(scope="module")
def environment(root):
    """The made-up files stand beside the modules, so a page loads these and not the bundle."""
    return {"PYTHONPATH": str(root / "tests" / "new_kinds"), "LEANINGWELL_BUNDLE": "no"}


@pytest.fixture(scope="module")
def new_course(tmp_path_factory, root, environment):
    """A course with a lesson and an exercise that use both, the exercise built as any other."""
    place = tmp_path_factory.mktemp("new-kinds")
    shutil.copytree(root / "course", place / "course", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(root / "nbgrader_config.py", place)
    with (place / "course/data/lessons.csv").open("a", encoding="utf-8") as lessons:
        lessons.write(f"{SLUG},New kinds,What nobody has thought of\n")
    lesson = {"lesson": SLUG, "title": "New kinds", "about": "Both", "minutes": 5, "items": [ITEM]}
    (place / f"course/activities/{SLUG}.yaml").write_text(json.dumps(lesson))
    setup = f'from leaningwell import Lesson\n\nlesson = Lesson("{SLUG}")'
    title = {"cell_type": "markdown", "id": "title", "source": "# New kinds"}
    cells = [title, code("setup", setup), code("quiz", "lesson.quiz()")]
    (place / f"course/{SLUG}.ipynb").write_text(notebook({"lesson": 30}, cells))
    source = place / "solutions" / SLUG
    source.mkdir(parents=True)
    (source / "items.yaml").write_text(json.dumps({"lesson": SLUG, "items": [GRADED]}))
    setup = f'from leaningwell import Exercise\n\nexercise = Exercise("{SLUG}")'
    graded = {"grade": True, "grade_id": GRADED["id"], "locked": True, "points": 3, "solution": False, "task": False}
    cells = [
        title,
        code("setup", setup),
        code("question", f'exercise.item("{GRADED["id"]}")'),
        code("graded", "0.0", nbgrader={**graded, "schema_version": 3}, tags=["lab-only"]),
        code("look", "exercise.before_handing_in()"),
    ]
    (source / f"{SLUG}.ipynb").write_text(notebook({"exercise": 30}, cells))
    built = subprocess.run(
        command("build", SLUG, "--root", str(place)),
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return place


@pytest.fixture(scope="module")
def new_server(new_course, environment):
    with start_server(new_course, env=environment) as running:
        yield running


def instead(text: str, route) -> None:
    route.fulfill(body=text, content_type="text/javascript")


@pytest.fixture
def newcomer(context, new_server, root) -> Reader:
    """A reader at that course. Each registry has one line more, as for any new kind."""
    front = root / "src" / "leaningwell" / "frontend" / "kit"
    for registry, (table, name) in REGISTERED.items():
        line = f'\nimport {{ {name} }} from "./{name}.js";\n{table}.{name} = {name};\n'
        body = (front / f"{registry}.js").read_text(encoding="utf-8") + line
        new = (root / "tests" / "new_kinds" / f"{name}.js").read_text(encoding="utf-8")
        folder = registry.split("/")[0]
        for path, text in ((f"{registry}.js", body), (f"{folder}/{name}.js", new)):
            context.route(f"**/kit/{path}", partial(instead, text))
    return Reader(context, new_server)


def answer(reader: Reader, id: str, step: str, button: str):
    """By keyboard alone."""
    card = reader.item(id)
    reader.focus_before(card)
    reader.tab_to(card.get_by_label("Your step"))
    reader.page.keyboard.type(step)
    reader.press(card.get_by_role("button", name=button, exact=True), keyboard=True)
    return card


def test_a_new_type_is_shown_answered_and_scored_in_a_lesson(newcomer):
    newcomer.open(f"course/{SLUG}.ipynb")
    card = answer(newcomer, ITEM["id"], "4", "Check")
    expect(card).to_contain_text("Choose a step")
    expect(card.locator(".lw-verdict")).to_contain_text("Partly.")
    newcomer.reload()
    expect(card.get_by_label("Your step")).to_have_value("4")
    card.get_by_label("Your step").fill("3")
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".lw-verdict")).to_have_text(f"Right. {REASON}")
    assert newcomer.trouble == []


def test_a_new_type_is_handed_in_told_to_an_instructor_and_graded(newcomer, new_course):
    page = newcomer.open(f"exercises/{SLUG}/{SLUG}.ipynb")
    card = answer(newcomer, GRADED["id"], "4", "Save answer")
    expect(card.locator(".lw-verdict")).to_contain_text("Saved.")
    assert REASON not in page.content()
    kept = json.loads((new_course / "exercises" / SLUG / "answers.json").read_text())
    assert kept["items"][GRADED["id"]]["response"] == "4"
    seen, grade = newcomer.card("What your instructor will see"), newcomer.card("Grade my exercise")
    expect(seen.locator("dd")).to_have_text("step 4 of 5")
    grade.get_by_role("button", name="Grade it now").click()
    expect(grade.get_by_role("status")).to_have_text("2.25 of 3 points", timeout=TAKES)
    expect(grade).to_contain_text(REASON)
    feedback = (new_course / "exercises" / SLUG / "feedback" / "my-own" / f"{SLUG}.html").read_text(encoding="utf-8")
    assert "step 4 of 5" in feedback


def test_a_new_kind_is_counted_printed_saved_and_brought_in_with_the_words_of_both(newcomer, new_server, tmp_path):
    page = bare(newcomer.context, new_server)
    call(page, "workbook/workbook", "put", LETTER, {"body": "written here"})
    page.close()
    newcomer.open("course/00-start-here.ipynb")
    panel = newcomer.card("What this browser keeps")
    expect(panel).to_contain_text("Letters: 1")
    path = save(newcomer, tmp_path)
    assert opened(path)["entries"] == {LETTER: {"body": "written here"}}

    wrong = made(tmp_path / "wrong.jwe", workbook({LETTER: {"body": 7}}))
    expect(bring(newcomer, wrong)).to_contain_text("is not as the course writes it")
    panel = bring(newcomer, made(tmp_path / "more.jwe", workbook({LETTER: {"body": "and there"}})), PASSPHRASE)
    expect(panel).to_contain_text("Brought in")
    newcomer.page.goto(saved_as_page(newcomer, tmp_path).as_uri())
    told = newcomer.page.locator("body").inner_text()
    for words in (f"A letter about: {PROMPT}", "Dear step", "written here\n\nand there"):
        assert words in told
    assert "Also kept" not in told
