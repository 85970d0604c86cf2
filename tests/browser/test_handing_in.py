"""The part before handing in, in Voila and in JupyterLab: what it shows, how it looks, and grading one's own work."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from browser.lab import Lab
from browser.look import misfits, objections
from browser.test_exercise import EXERCISE, SLUG

SLOW = 120_000  # nbgrader works in a process of its own
SEEN = "What your instructor will see"
ASIDE = "answers.broken-20260101-101010.json"


def answers(**other) -> str:
    return json.dumps({"format": "leaningwell-answers", "version": 1, "exercise": SLUG} | other)


def test_it_is_shown_in_words_in_every_width_and_colour_and_can_be_graded_by_keyboard(reader, graded, folder):
    choice = next(item for item in graded.items if item.type == "single")
    items = {
        choice.id: {"response": choice.solution()},
        "smallest-tipping-share": {"response": "0.05"},
        "reading-the-jump": 5,
    }
    words = {"kinder-needy": {"definition": "one line\nand <i>another</i>"}}
    (folder / "answers.json").write_text(answers(items=items, done=["kinder-needy"], shared=words))
    (folder / ASIDE).write_text("broken")
    page = reader.open(EXERCISE)
    seen, submit, grade = (reader.card(title) for title in (SEEN, "Hand in", "Grade my exercise"))
    expect(seen).to_contain_text("4 of 6 parts are still open.")
    expect(seen.get_by_text("Code: still as it was handed out.")).to_have_count(1)
    right = next(option.text for option in choice.options if option.correct)
    expect(seen.locator("dd").filter(has_text=right)).to_have_count(1)
    expect(seen.locator("dd").filter(has_text=re.compile("^0.05$"))).to_have_count(1)
    expect(seen).to_contain_text("The answer is in the file but cannot be read.")
    expect(seen.get_by_text("Not answered", exact=True)).to_have_count(5)
    assert seen.locator("blockquote").inner_text() == "one line\nand <i>another</i>"
    expect(submit).to_contain_text("No class is set up here.", timeout=SLOW)
    expect(submit.get_by_role("button")).to_have_count(0)

    raw = seen.get_by_text("answers.json, word for word")
    raw.click()
    seen.get_by_role("button", name="Show it").first.click()
    expect(seen.get_by_label("answers.json", exact=True)).to_have_text((folder / "answers.json").read_text())

    reader.focus_before(grade)
    reader.tab_to(grade.get_by_role("button", name="Grade it now"))
    page.keyboard.press("Enter")
    expect(grade.get_by_role("status")).to_have_text("Grading …")
    expect(grade.get_by_role("status")).to_have_text("5.5 of 22 points", timeout=SLOW)
    expect(grade.get_by_role("button", name="Grade it now")).to_be_focused()
    expect(grade).to_contain_text("The notebook was graded as it was saved on")
    expect(grade.get_by_role("heading", level=4)).to_have_count(6)
    # Every other view still says no more than that an answer is saved.
    expect(page.locator(".lw-quiz .lw-feedback:visible")).to_have_count(0)

    assert misfits(page) == []

    with page.context.expect_page() as opened:
        grade.get_by_role("link", name="Open the whole feedback page").click()
    expect(opened.value.get_by_text("Questions: 1.5 of 6 points.").first).to_be_visible()
    assert not (folder.parent / "set-aside").exists()
    assert not [line for line in reader.trouble if "Content Security Policy" not in line]


def test_looking_again_says_so_aloud_and_what_was_set_aside_can_be_moved_out(reader, folder):
    (folder / "answers.json").write_text(answers())
    page = reader.open(EXERCISE)
    seen = reader.card(SEEN)
    expect(seen.get_by_text("answers.json, word for word")).to_be_visible(timeout=SLOW)
    (folder / "answers.json").write_text(answers(done=["kinder-needy"]))
    (folder / ASIDE).write_text("a text taken back since")
    reader.focus_before(seen)
    reader.tab_to(seen.get_by_role("button", name="Look again"))
    page.keyboard.press("Enter")
    expect(seen.get_by_role("status").last).to_have_text(
        "This is how it is now. 5 of 6 parts are still open. You can hand in all the same.", timeout=SLOW
    )
    reader.focus_before(seen)
    reader.tab_to(seen.get_by_role("button", name=f"Move it out: {ASIDE}"))
    page.keyboard.press("Enter")
    place = folder.parent / "set-aside" / SLUG / ASIDE
    expect(seen.get_by_role("status").last).to_contain_text(str(place))
    expect(seen.get_by_role("button", name="Look again")).to_be_focused()
    expect(seen.get_by_text("These do not belong to the exercise")).to_have_count(0, timeout=SLOW)
    assert place.read_text() == "a text taken back since"


def test_jupyterlab_says_when_the_notebook_is_not_saved_and_when_code_was_changed(context, server, folder):
    lab = Lab(context, server)
    page = lab.open(EXERCISE)
    lab.run_all()
    seen = lab.find(lab.card(SEEN))
    expect(seen).to_contain_text("This notebook has changes that are not saved.")
    lab.save()
    lab.find(seen)
    expect(seen).not_to_contain_text("This notebook has changes that are not saved.")
    expect(seen.get_by_text("Code: still as it was handed out.")).to_have_count(1)
    lab.write_code("def final_share(need, threshold, kappa, always, steps=90):\n    return 0.25")
    lab.find(seen)
    expect(seen).to_contain_text("This notebook has changes that are not saved.")
    lab.save()
    lab.find(seen)
    page.keyboard.press("Escape")
    seen.get_by_role("button", name="Look again").press("Enter")
    expect(seen.get_by_text("Code: changed and saved.")).to_have_count(1)
    expect(seen.get_by_text("Code: still as it was handed out.")).to_have_count(0)
    assert [line for line in objections(page) if "lw-" in line] == []
