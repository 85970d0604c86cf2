"""The whole way round: released, fetched, done in JupyterLab by people, handed in, collected, graded, given back."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.lab import Lab
from classroom.room import SLUG, Classroom
from servers import start_server

pytestmark = [pytest.mark.classroom, breadth]
NOTEBOOK = f"{SLUG}.ipynb"
PRIVATE = "Zwetschge-7f3a-for-nobody-else"


@pytest.fixture(scope="module")
def desks(classroom: Classroom):
    """Two learners with the exercise fetched to their desks, just as it was generated."""
    classroom.release()
    desks = {student: classroom.fetch(student) for student in ("ada", "bela")}
    made = {path.name: path.read_bytes() for path in (classroom.root / "exercises" / SLUG).iterdir()}
    for desk in desks.values():
        assert {path.name: path.read_bytes() for path in desk.iterdir()} == made
    return desks


def test_done_by_code_and_without_handed_in_graded_and_given_back(classroom, desks, context, key, right_code):
    do_it_by_code(desks["ada"], context, key, right_code)
    do_it_without_code(desks["bela"], context, key)
    for student, desk in desks.items():
        assert student not in (desk / "answers.json").read_text().lower().split()
        classroom.submit(student)
    classroom.collect()
    collected = classroom.root / "submitted" / "ada" / SLUG / "answers.json"
    assert json.loads(collected.read_text())["done"] == ["kinder-needy"]
    classroom.grade()
    classroom.give_feedback()
    assert sum(classroom.scores("ada").values()) == 22
    assert sum(classroom.scores("bela").values()) == 13
    assert "Questions: 6 of 6 points." in classroom.feedback("bela")
    assert "Glad of people and able to say so." in classroom.feedback("bela")
    exported = {(row["assignment"], row["student_id"]): float(row["score"]) for row in classroom.export()}
    assert exported == {(SLUG, "ada"): 22, (SLUG, "bela"): 13}
    everything = [path for path in classroom.place.rglob("*") if path.is_file()]
    assert classroom.root / "gradebook.db" in everything
    assert not [path for path in everything if PRIVATE.encode() in path.read_bytes()]


def do_it_by_code(desk, context, key, right_code):
    """The task in numbers in code, the task in words, the three questions, and a reflection that is not shared."""
    items = {item.id: item for item in key.items}
    with start_server(desk, application="jupyterlab") as server:
        lab = Lab(context, server)
        lab.open(NOTEBOOK)
        for source in right_code.values():
            lab.write_code(source)
        lab.run_all()
        in_words = [id for task in key.tasks if not task.has_code for id in task.no_code]
        for id in [*in_words, *(item.id for item in key.items if item.points)]:
            lab.answer(items[id], items[id].solution())
        card = lab.find(lab.card("A kinder definition"))
        card.locator("input[value='own']").check()
        card.get_by_role("textbox").press_sequentially(PRIVATE)
        card.get_by_role("textbox").blur()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
        lab.save()


def do_it_without_code(desk, context, key):
    """Both tasks by questions, and a reflection that is shared, taken back and shared again."""
    items = {item.id: item for item in key.items}
    without_code = [id for task in key.tasks for id in task.no_code]
    with start_server(desk, application="jupyterlab") as server:
        lab = Lab(context, server)
        lab.open(NOTEBOOK)
        lab.run_all()
        for id in without_code:
            lab.answer(items[id], items[id].solution())
        card = lab.find(lab.card("A kinder definition"))
        card.locator("input[value='own']").check()
        box = card.get_by_role("textbox")
        box.fill("Glad of people and able to say so.")
        box.blur()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
        assert "Glad of people" not in (desk / "answers.json").read_text()
        card.get_by_role("button", name="Share this with my teacher").click()
        expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
        assert "Glad of people" in (desk / "answers.json").read_text()
        card.get_by_role("button", name="Take it back").click()
        expect(card.get_by_text("Taken back.")).to_be_visible()
        assert "Glad of people" not in (desk / "answers.json").read_text()
        card.get_by_role("button", name="Share this with my teacher").click()
        expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()

        # Another day: the page is new, the kernel is new, and the answers are there.
        lab.open(NOTEBOOK)
        lab.run_all()
        first = next(items[id] for id in without_code if items[id].type == "numeric")
        shown = lab.find(lab.item(first.id))
        expect(shown.locator(".lw-verdict")).to_have_text("This is the answer you saved.")
        expect(shown.get_by_label("Your number")).to_have_value(re.compile(rf"^{first.solution():g}"))
