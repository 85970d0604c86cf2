"""A class on a real JupyterHub, as docs/classroom.md sets it up: an instructor and three learners with browsers."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from breadth import breadth
from browser.reader import Reader
from chromium import launch_arguments
from classroom.hub_config import NUMBERS
from classroom.room import COURSE, SLUG
from hub import HOST, INSTRUCTOR, can_read, start_hub

pytestmark = [pytest.mark.classroom, breadth]
LEARNERS = ("ada", "bela", "cleo")
EXERCISE = f"exercises/{SLUG}/{SLUG}.ipynb"
SHARED = "Glad of people and able to say so."
GIVEN_BACK = {
    "ada": re.compile(r"Code: 6 of 6 points\."),
    "bela": re.compile(r"Questions: 6 of 6 points\."),
    "cleo": re.compile(re.escape(SHARED)),
}
SLOW = 60_000  # nbgrader works in a process of its own


@pytest.fixture(scope="module")
def hub():
    # Other accounts cannot reach into pytest's own folders.
    with tempfile.TemporaryDirectory(prefix="leaningwell-hub-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        with start_hub(Path(name)) as running:
            yield running


@pytest.fixture(scope="module")
def accounts(hub):
    """Everybody's server, with the exercise handed out."""
    hub.room.generate()
    hub.room.release()
    return hub.accounts(INSTRUCTOR, *LEARNERS)


@pytest.fixture(scope="module")
def people(hub, accounts, playwright):
    """Everybody logged in, each with a browser profile of their own."""
    arguments = launch_arguments()
    here = f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP *.{HOST} 127.0.0.1"
    browser = playwright.chromium.launch(**arguments | {"args": [*arguments["args"], here]})
    found = {}
    for name, account in accounts.items():
        reader = Reader(browser.new_context(ignore_https_errors=True, locale="en-GB"), account)
        reader.page.goto(f"https://{HOST}:{hub.port}/")
        reader.page.get_by_label("Username").fill(name)
        reader.page.get_by_label("Password").fill("made up")
        reader.page.get_by_role("button", name="Sign in").click()
        found[name] = reader
    yield found
    browser.close()


@pytest.fixture(scope="module")
def handed_in(hub, accounts, people, key, right, right_code):
    """Ada did the exercise by code, Bela without, and Cleo shared her reflection."""
    for name in LEARNERS:
        fetch(accounts[name])
    write_code(accounts["ada"], right_code)
    for name in LEARNERS:
        people[name].open(EXERCISE)
    questions = [item for item in key.items if item.points]
    without_code = [item for item in key.items if not item.points]
    do(people["ada"], questions[:1], right)
    do(people["bela"], [*without_code, *questions], right)
    share(people["cleo"])
    for name in LEARNERS:
        hand_in(people[name])
    hub.room.collect()
    return hub.room


@pytest.fixture(scope="module")
def graded(handed_in, people):
    """All is graded, and the instructor has looked at what Cleo shared."""
    done = handed_in.run_ours("grade", SLUG)
    assert done.returncode in (0, 3), done.stderr
    grade_by_hand(people[INSTRUCTOR], "cleo", "0.5")
    return handed_in


def fetch(account):
    """What the button in JupyterLab's list of assignments asks for."""
    status, said = account.ask("assignments/fetch", "POST", {"course_id": COURSE, "assignment_id": SLUG})
    assert status == 200, said
    assert [one["status"] for one in json.loads(said)["value"]] == ["fetched"]


def write_code(account, code):
    """Save the notebook with the code in it, as JupyterLab does."""
    status, said = account.ask(f"api/contents/{EXERCISE}")
    assert status == 200, said
    notebook = nbformat.from_dict(json.loads(said)["content"])
    for cell in notebook.cells:
        cell.source = code.get(cell.id, cell.source)
    saved = {"type": "notebook", "content": notebook}
    assert account.ask(f"api/contents/{EXERCISE}", "PUT", saved)[0] == 200


def do(reader, items, right):
    for item in items:
        reader.answer(item, right[item.id], button="Save answer")


def share(reader):
    card = reader.card("A kinder definition")
    card.locator("input[value='own']").check()
    card.get_by_role("textbox").fill(SHARED)
    card.get_by_role("textbox").blur()
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    card.get_by_role("button", name="Share this with my teacher").click()
    expect(card.get_by_text("This will be handed in with your exercise:")).to_be_visible()


def hand_in(reader):
    card = reader.card("Hand in")
    card.get_by_role("button", name="Hand in", exact=True).click(timeout=SLOW)
    card.get_by_role("button", name="Yes, hand in now").click()
    expect(card.get_by_role("status")).to_contain_text(f"Handed in to {COURSE}", timeout=SLOW)


def grade_by_hand(reader, student, points):
    """In Formgrader, find what somebody shared, and give something on top of it."""
    page = reader.page
    page.goto(reader.server.page(f"formgrader/manage_students/{student}/{SLUG}"))
    page.get_by_role("link", name=SLUG).click()
    expect(page.get_by_text(SHARED)).to_be_visible()
    expect(page.locator("#kinder-needy")).to_have_attribute("placeholder", "1")  # what grading gave
    with page.expect_response(lambda reply: "/api/grade/" in reply.url and reply.request.method == "PUT") as saved:
        page.locator("#kinder-needy_extra_credit").fill(points)
        page.locator("#kinder-needy_extra_credit").press("Tab")
    assert saved.value.ok


def test_everybody_begins_at_the_course_as_a_page(people):
    for reader in people.values():
        expect(reader.page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
        assert reader.page.url.endswith("/voila/render/course/00-start-here.ipynb")
        assert reader.page.url.startswith(reader.server.url)


def test_what_was_done_by_code_without_and_shared_comes_back_graded(graded, accounts, people):
    graded.give_feedback()
    graded.run("release_feedback", SLUG)
    scores = {name: graded.scores(name) for name in LEARNERS}
    assert scores["ada"]["final-share"] == 6
    assert sum(scores["bela"].values()) == 21
    assert scores["cleo"]["kinder-needy"] == 1.5
    for name in LEARNERS:
        account, page = accounts[name], people[name].page
        asked = {"course_id": COURSE, "assignment_id": SLUG}
        assert account.ask("assignments/fetch_feedback", "POST", asked)[0] == 200
        (given,) = json.loads(account.ask(f"api/contents/exercises/{SLUG}/feedback")[1])["content"]
        page.goto(account.page(f"files/{given['path']}/{SLUG}.html"))
        expect(page.get_by_text(GIVEN_BACK[name]).first).to_be_visible()
        assert (SHARED in page.content()) == (name == "cleo")


def test_a_learner_reaches_nobody_elses_server_and_no_tools_of_an_instructor(accounts, people, handed_in):
    for name in (INSTRUCTOR, "ada", "cleo"):
        for path in ("api/contents", f"files/{EXERCISE}", "formgrader/manage_assignments", f"voila/render/{EXERCISE}"):
            assert accounts[name].ask(path, token=accounts["bela"].token)[0] in (403, 404), path
            assert SHARED.encode() not in accounts[name].ask(path, token=accounts["bela"].token)[1]
    assert accounts["bela"].ask("formgrader/manage_assignments")[0] == 404
    assert accounts["cleo"].ask(f"api/contents/exercises/{SLUG}/answers.json")[0] == 200
    page = people["bela"].context.new_page()
    reply = page.goto(accounts["cleo"].page("lab"))
    assert reply.status == 403
    page.close()


def test_no_account_reads_anothers_files_the_key_or_what_was_handed_in(handed_in):
    key = handed_in.root / "solutions" / SLUG / "items.yaml"
    answers = handed_in.place / "people" / "cleo" / "leaning-well" / "exercises" / SLUG / "answers.json"
    inbound = handed_in.exchange / COURSE / "inbound"
    assert SHARED in answers.read_text()
    if os.geteuid() == 0:  # each server ran as an account of its own
        assert answers.stat().st_uid == NUMBERS["cleo"]
        assert {path.stat().st_uid for path in inbound.iterdir()} == set(NUMBERS.values())
    assert not can_read(answers)
    assert not can_read(key)
    assert not can_read(handed_in.place / "hub" / "jupyterhub.sqlite")
    assert can_read(handed_in.place / "course" / "00-start-here.ipynb")
    assert inbound.stat().st_mode & 0o777 == 0o733
