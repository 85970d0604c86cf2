"""Every exercise by both routes, in Voila and in JupyterLab: what is answered is saved, shown again, and never lost."""

from __future__ import annotations

import json
import re
import stat

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import expect

from breadth import cases
from browser.conftest import ROOT, SLUG, as_given_out
from browser.lab import Lab
from browser.walk import reflect
from leaningwell.content import Graded, load_graded

EXERCISE = f"exercises/{SLUG}/{SLUG}.ipynb"
EXERCISES = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/items.yaml"))
IN_LAB = cases(EXERCISES, [SLUG])
"""One in JupyterLab and two as pages; the others by `make test-breadth`."""


def responses(folder) -> dict:
    """What lies in the exercise's folder as answers, by item."""
    saved = json.loads((folder / "answers.json").read_text())
    return {id: answer["response"] for id, answer in saved["items"].items()}


def all_right(graded: Graded, folder) -> bool:
    """Whether every item was answered and saved, and earns all it can."""
    saved = responses(folder)
    return set(saved) == {item.id for item in graded.items} and all(
        item.score(saved[item.id]).earned == 1 for item in graded.items
    )


@pytest.fixture(params=cases(EXERCISES, EXERCISES[-1:]))
def exercise(request, course):
    """The folder of one exercise of the course, left as it was given out; one after the other."""
    with as_given_out(course / "exercises" / request.param) as place:
        yield place


def test_every_answer_is_saved_without_a_verdict_and_shown_again(reader, root, exercise):
    graded = load_graded(root / "solutions" / exercise.name / "items.yaml")
    page = reader.open(f"exercises/{exercise.name}/{exercise.name}.ipynb")
    for item in graded.items:
        card = reader.answer(item, item.solution(), button="Save answer")
        expect(card.locator(".lw-verdict")).to_have_text("Saved. You can change it until you hand in.")
        expect(card.locator(".lw-feedback:visible")).to_have_count(0)
    for reflection in graded.reflections:
        reflect(reader, reflection)
    assert all_right(graded, exercise)
    reader.reload()
    for item in graded.items:
        expect(reader.item(item.id).locator(".lw-verdict")).to_have_text("This is the answer you saved.")
    for choice in (item for item in graded.items if item.type == "single"):
        expect(page.locator(f"[data-item='{choice.id}'] input[value='{choice.solution()}']")).to_be_checked()
    assert reader.trouble == []
    assert reader.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("exercise", IN_LAB, indirect=True)
def test_in_lab_it_runs_from_top_to_bottom_with_its_solution_and_every_answer_is_saved(context, server, root, exercise):
    graded = load_graded(root / "solutions" / exercise.name / "items.yaml")
    name = f"{exercise.name}.ipynb"
    solved = nbformat.read(root / "solutions" / exercise.name / name, as_version=4)
    lab = Lab(context, server)
    lab.open(f"exercises/{exercise.name}/{name}")
    for cell in solved.cells:
        if "BEGIN SOLUTION" in cell.source:
            lab.write_code(cell.source)
    lab.run_all()
    for item in graded.items:
        lab.answer(item, item.solution())
    for reflection in graded.reflections:
        reflect(lab, reflection)
    later = [one.id for one in [*graded.items, *graded.reflections] if one.points]
    expect(lab.page.get_by_text("Scored when the exercise is graded.", exact=True)).to_have_count(len(later) + 1)
    expect(lab.page.locator(".jp-OutputArea-output").get_by_text("0.0", exact=True)).to_have_count(0)
    lab.save()
    server.end_kernels()
    assert all_right(graded, exercise)
    cells = [cell for cell in nbformat.read(exercise / name, as_version=4).cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    said = [(cell.id, out) for cell in cells for out in cell.outputs if out.output_type in ("error", "stream")]
    assert {id for id, _ in said} == {task.id for task in graded.tasks if task.kind != "words"}
    for _, out in said:
        assert all(line.startswith("Passed: ") for line in out.text.splitlines())
    assert lab.trouble == []
    assert lab.hosts == {"127.0.0.1"}


ADDED = [
    "next_share(np.array([0.5]), np.array([0.6]), 0.5, 0.4, np.zeros(1, dtype=bool))",
    "1 / 0",
    "while True:\n    pass",
    "def half_a",
    "exercise = None",
    'exercise.item("no-question-of-this-name")',
]


def test_what_a_learner_added_to_the_notebook_takes_nothing_of_the_page_along(reader, folder, graded):
    path = folder / f"{SLUG}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    whole = len([cell for cell in notebook.cells if cell.source.startswith("exercise.")])
    for place in (3, 12):
        notebook.cells[place:place] = [new_code_cell(source) for source in ADDED]
    start = next(cell for cell in notebook.cells if cell.id == "start")
    start.source += "\nimport seaborn"
    nbformat.write(notebook, path)
    page = reader.open(EXERCISE)
    expect(page.locator(".lw-root[data-ready]")).to_have_count(whole)
    # A call of the course's own that cannot be answered says so in its own place.
    expect(page.get_by_text("This part could not be set up.")).to_have_count(2)
    expect(page.get_by_text("This notebook holds code that somebody has added.")).to_be_visible()
    item = graded.items[-1]
    reader.answer(item, item.solution(), button="Save answer")
    assert responses(folder) == {item.id: item.solution()}
    assert json.loads(path.read_text())["cells"][3]["source"] == [ADDED[0]]
    assert reader.trouble == []


def test_the_page_of_an_exercise_shows_no_code_and_leads_to_lab(reader, folder):
    page = reader.open(EXERCISE)
    assert "def next_share" not in page.locator("main").inner_text()
    link = page.get_by_role("link", name="open the exercise in JupyterLab")
    assert link.get_attribute("href") == f"/lab/tree/{EXERCISE}"


def test_nothing_the_page_is_sent_holds_a_key_or_feedback(reader, graded, folder):
    reader.open(EXERCISE)
    arrived = b"".join(reader.received) + reader.page.content().encode()
    assert graded.items[-1].prompt.encode() in arrived or graded.items[-1].prompt[:20].encode() in arrived
    for item in graded.items:
        for part in getattr(item, "options", []) or getattr(item, "entries", []):
            assert part.feedback[:40].encode() not in arrived
    assert b'"correct"' not in arrived


@pytest.mark.parametrize(
    "content",
    [
        '{"format": "leaningwell-answers", "version": 1, "exercise"',
        '{"somebody": "else"}',
        "\x00\ufffe not json at all",
    ],
    ids=["truncated", "foreign", "garbage"],
)
def test_a_file_of_answers_that_cannot_be_used_is_kept_aside(reader, graded, folder, content):
    (folder / "answers.json").write_text(content)
    page = reader.open(EXERCISE)
    expect(page.get_by_text("kept aside as answers.broken").first).to_be_visible()
    item = graded.items[0]
    reader.answer(item, item.solution(), button="Save answer")
    (aside,) = folder.glob("answers.broken-*.json")
    assert aside.read_text() == content
    assert item.id in json.loads((folder / "answers.json").read_text())["items"]


def test_answers_that_may_not_be_changed_are_told_of_and_left_alone(reader, graded, folder):
    path = folder / "answers.json"
    path.write_text(json.dumps({"format": "leaningwell-answers", "version": 1, "exercise": SLUG, "items": {}}))
    path.chmod(stat.S_IRUSR)
    before = path.read_bytes()
    reader.open(EXERCISE)
    item = next(item for item in graded.items if item.type == "numeric")
    card = reader.answer(item, item.solution(), button="Save answer")
    expect(card.locator(".lw-verdict")).to_contain_text(re.compile("read-only|cannot be"))
    expect(card.get_by_label("Your number")).to_have_value(str(item.solution()))
    assert path.read_bytes() == before


def test_what_was_written_in_the_lesson_is_offered_again_and_shared_only_on_request(reader, root, folder):
    reader.open(f"course/{SLUG}.ipynb")
    title = "A kinder definition"
    card = reader.card(title)
    reader.write(card, "A word for somebody who says so.")
    page = reader.open(EXERCISE)
    card = reader.card(title)
    expect(card.get_by_role("textbox")).to_have_value("A word for somebody who says so.")
    page.wait_for_timeout(500)
    assert "somebody who says so" not in (folder / "answers.json").read_text()
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
    assert "somebody who says so" in (folder / "answers.json").read_text()
    card.get_by_role("button", name="Take it back").click()
    expect(card.get_by_text("Taken back.")).to_be_visible()
    assert "somebody who says so" not in (folder / "answers.json").read_text()


def test_only_the_boxes_of_the_shared_reflection_are_handed_in(reader, folder):
    reader.open(f"course/{SLUG}.ipynb")
    for title, text in (("First lessons", "private to the last"), ("A kinder definition", "for the teacher")):
        card = reader.card(title)
        reader.write(card, text)
    reader.open(EXERCISE)
    card = reader.card("A kinder definition")
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
    saved = json.loads((folder / "answers.json").read_text())["shared"]
    assert saved == {"kinder-needy": {"definition": "for the teacher"}}


@pytest.mark.parametrize("way", ["skip", "delete"])
def test_what_is_shared_stays_in_view_or_is_taken_back(reader, folder, way):
    reader.open(EXERCISE)
    card = reader.card("A kinder definition")
    reader.write(card, "shared for now")
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
    if way == "skip":
        card.locator("input[value='skip']").check()
        expect(card.get_by_role("button", name="Take it back")).to_be_visible()
        expect(card.locator("blockquote")).to_have_text("shared for now")
    else:
        card.get_by_role("button", name="Delete what I wrote").click()
        card.get_by_role("button", name="Yes, delete").click()
        expect(card.get_by_text("Deleted from this browser.")).to_be_visible()
        assert "shared for now" not in (folder / "answers.json").read_text()


def test_what_was_shared_stays_in_sight_when_the_exercise_says_late_what_was_shared_before(reader, folder):
    held = []

    def hold(route):
        held.append(route) if b'"do":"load"' in (route.request.post_data_buffer or b"") else route.continue_()

    reader.page.route("**/leaningwell/ask/**/kinder-needy-reflection", hold)
    reader.page.goto(reader.address(EXERCISE))
    card = reader.card("A kinder definition")
    card.locator("input[value='own']").check()
    card.get_by_role("textbox").fill("the first version")
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
    assert held
    nothing = {"reply": {"items": {}, "shared": {}, "reflections": {}}}
    with reader.page.expect_response("**/leaningwell/ask/**/kinder-needy-reflection"):
        for route in held:
            route.fulfill(json=nothing["reply"])
    reader.wait_until_ready()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()


def test_a_change_after_sharing_is_told_of(reader, folder):
    reader.open(EXERCISE)
    card = reader.card("A kinder definition")
    card.locator("input[value='own']").check()
    card.get_by_role("textbox").fill("the first version")
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()
    card.get_by_role("textbox").fill("the second version")
    expect(card.get_by_text("You have changed it since.")).to_be_visible()
    card.get_by_role("button", name="Share the new version").click()
    expect(card.locator("blockquote")).to_have_text("the second version")
    assert "the second version" in (folder / "answers.json").read_text()


def test_what_is_no_number_is_not_saved_as_one(reader, graded, folder):
    reader.open(EXERCISE)
    item = next(item for item in graded.items if item.type == "numeric")
    card = reader.answer(item, "two", button="Save answer")
    expect(card.locator(".lw-verdict")).to_contain_text("This is not a number.")
    assert not (folder / "answers.json").exists() or item.id not in (folder / "answers.json").read_text()
