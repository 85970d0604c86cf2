"""The teacher's desk in a browser: a round by its buttons, a shared reflection beside its guide, and how it looks."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect

from browser.look import misfits
from classroom.room import ROOT, SLUG, Classroom, handed_in, shuts_in
from servers import start_server

pytestmark = pytest.mark.classroom
SLOW = 90_000
TEXT = "Somebody who <b>says</b> so."
LIST = "id;first name;last name\nana;Ana;Ruiz\nbo;Bo;Ek\ncy;Cy;Ött\n;No;Body\n"


@pytest.fixture(scope="module")
def room(classroom: Classroom, right) -> Classroom:
    """A class of three, of whom two have handed in."""
    shared = {"kinder-needy": {"definition": TEXT}}
    classroom.hand_in("ana", answers=handed_in(right, ("kinder-needy",), shared))
    classroom.hand_in("bo", answers=handed_in(right, ("kinder-needy",), {"kinder-needy": {"definition": "Kind."}}))
    for folder in ("course", "teaching"):
        shutil.copytree(ROOT / folder, classroom.root / folder)
    if not shuts_in():
        pytest.skip("the desk grades in a sandbox only, and there is none here")
    return classroom


def download(room: Classroom) -> bytes:
    """All that a platform has, as its zip, which is larger than one message may be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as files:
        folder = "Cy Ött_1001_assignsubmission_file"
        files.write(room.root / "exercises" / SLUG / f"{SLUG}.ipynb", f"{folder}/{SLUG}.ipynb")
        files.writestr(f"{folder}/answers.json", json.dumps(handed_in({})))
        files.writestr("Read me.txt", os.urandom(12_000_000))
    return made.getvalue()


def card(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_a_round_by_the_desks_buttons(room, context):
    with start_server(room.root) as server:
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.page("voila/render/teaching/desk.ipynb"))
        press = card(page, "Your list of learners").get_by_role("button", name="Put on the list")
        press.click(timeout=SLOW)
        expect(page.get_by_role("link", name="Leaning Well")).to_have_attribute("href", "../course/00-start-here.ipynb")
        expect(card(page, "Your list of learners")).to_contain_text("Choose a file first.")
        expect(page.get_by_role("heading", name="5. Grade")).to_be_visible()
        expect(card(page, "Grade")).to_contain_text("Exercise 1: The self-sufficiency story")
        expect(page.get_by_role("button", name="Leave this page quickly")).to_have_count(0)
        expect(page.get_by_text("What you write in lessons stays in this browser.")).to_have_count(0)
        page.get_by_label("CSV file").set_input_files(
            {"name": "class.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
        )
        press.click()
        expect(card(page, "Your list of learners")).to_contain_text("3 learners on the list: 3 new.", timeout=SLOW)
        expect(card(page, "Your list of learners")).to_contain_text("Line 5 has no id")

        expect(card(page, "Your list of learners")).to_contain_text("✓ 3 on the list.")

        # What a platform gave is brought by the browser, in pieces.
        collect = card(page, "Collect")
        expect(collect).to_contain_text("2 of 3 have handed in.")
        collect.get_by_label("A download from your platform").set_input_files(
            {"name": "all.zip", "mimeType": "application/zip", "buffer": download(room)}
        )
        collect.get_by_role("button", name="Collect").click()
        expect(collect).to_contain_text("took in the work of 1 person", timeout=SLOW)
        expect(collect).to_contain_text("✓ 3 of 3 have handed in.")
        shutil.rmtree(room.root / "submitted" / "cy")

        # Before anything is graded.
        back = card(page, "Give feedback back")
        back.get_by_role("button", name="Give back").click()
        expect(back).to_contain_text("Grade it first.", timeout=SLOW)

        grade = card(page, "Grade")
        grade.get_by_role("button", name="Grade what is new").click()
        expect(grade).to_contain_text("2 submissions graded.", timeout=SLOW)
        key = room.root / "solutions" / SLUG / "items.yaml"
        key.write_text(f"{key.read_text(encoding='utf-8')}# Changed.\n", encoding="utf-8")
        grade.get_by_role("button", name="Grade what is new").click()
        expect(grade).to_contain_text("Nothing new to grade.", timeout=SLOW)
        grade.get_by_role("button", name="Grade these 2 again by the key as it is now").click()
        expect(grade).to_contain_text("2 submissions graded.", timeout=SLOW)
        expect(grade.get_by_role("button")).to_have_count(1)
        expect(grade).to_contain_text("✓ 2 of 2 hand-ins are graded.")
        expect(card(page, "What needs a person")).to_contain_text("2 parts wait for you.")
        look = card(page, "Who has handed in")
        look.get_by_role("button", name="Look").click()
        expect(look.get_by_role("row", name="Ana Ruiz (ana) yes 22")).to_be_visible(timeout=SLOW)
        expect(look.get_by_role("row", name="Cy Ött (cy) nothing yet")).to_be_visible()

        # What was shared, beside what was asked, what to go by and an example; somebody else is quicker with the other.
        page.get_by_role("button", name="Show what waits").click()
        part = card(page, "Ana Ruiz · A kinder definition")
        expect(part).to_contain_text(TEXT, timeout=SLOW)
        expect(part).to_contain_text("Jo and Robin once tried this over breakfast.")
        expect(part).to_contain_text("Judge no feeling")
        part.get_by_label("Points, 0 to 1").fill("2")
        part.get_by_role("button", name="Save").click()
        expect(part).to_contain_text("The points have to be a number from 0 to 1.")
        part.get_by_label("Points, 0 to 1").fill("0.5")
        part.get_by_label("Comment").fill("Clear.")
        part.get_by_role("button", name="Save").press("Enter")
        expect(part).to_contain_text("Saved: 0.5 points and a comment.")
        with Gradebook(f"sqlite:///{room.root}/gradebook.db") as gradebook:
            gradebook.find_grade("kinder-needy", SLUG, SLUG, "bo").manual_score = 0.75
            gradebook.db.commit()
        other = card(page, "Bo Ek · A kinder definition")
        other.get_by_label("Comment").fill("Half a")
        other.get_by_role("button", name="Save").click()
        expect(other).to_contain_text("Somebody has graded this part meanwhile: it has 0.75 of 1 points now.")
        # What was typed and not saved stays, with what the gradebook has by now.
        page.get_by_role("button", name="Show what waits").click()
        expect(other).to_contain_text("Meanwhile this part was changed elsewhere: it has 0.75 points")
        expect(other.get_by_label("Comment")).to_have_value("Half a")
        expect(part.get_by_label("Comment")).to_have_value("Clear.")
        expect(part.get_by_text("Not saved yet")).to_be_hidden()

        went = card(page, "How it went")
        went.get_by_role("button", name="Tell how it went").click()
        expect(went.get_by_role("heading", name="What this report does not say")).to_be_visible(timeout=SLOW)
        expect(went).to_contain_text("Fewer than five people handed in.")
        with page.expect_download() as saved:
            went.get_by_role("button", name=f"Save {SLUG}-report.html").click()
        assert "What this report does not say" in saved.value.path().read_text(encoding="utf-8")
        along = card(page, "Take the grades along")
        along.get_by_role("button", name="Write the file").click()
        expect(along).to_contain_text("Choose your platform first.", timeout=SLOW)
        assert misfits(page, (1280, 320)) == []

        back.get_by_role("button", name="Give back").click()
        expect(back).to_contain_text("2 pages of feedback were made", timeout=SLOW)
        expect(back).to_contain_text("2 of 2 pages of feedback are made.")
        assert all(url.startswith((server.url, "data:", "blob:")) for url in asked)
    assert "Clear." in room.feedback("ana")
    assert room.scores("ana")["kinder-needy"] == 0.5
    assert room.scores("bo")["kinder-needy"] == 0.75
