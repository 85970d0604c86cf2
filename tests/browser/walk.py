"""One walk through everything on a page, the same in every host. What there is to walk comes from the page's YAML."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from browser.reader import Reader
from browser.test_lesson import a_wrong_response
from leaningwell.content import Activities, Control, Exploration, Item, Reflection
from leaningwell.content.activities import Choice, Plan, Prediction, Translator
from leaningwell.scoring import score, solution

KEPT = "Kept in this browser."


def walk(reader: Reader, activities: Activities) -> list[str]:
    """Do every activity of the page once, with all its feedback; returns the ids of what was done."""
    parts = activities.everything()
    for part in parts:
        match part:
            case Reflection():
                reflect(reader, part)
            case Prediction():
                predict(reader, part)
            case Exploration():
                explore(reader, part)
            case Choice():
                choose(reader, part)
            case Translator():
                translate(reader, part)
            case Plan():
                plan(reader, part)
            case _:
                answer_wrongly_and_rightly(reader, part)
    return [part.id for part in parts]


def answer_wrongly_and_rightly(reader: Reader, item: Item) -> None:
    """A wrong response, then the right one, each with the reasons the scoring gives."""
    reader.find(reader.item(item.id))
    for response, verdict in (
        (a_wrong_response(item), re.compile("Not quite|Partly right|That is|not it")),
        (solution(item), "Right."),
    ):
        card = Reader.answer(reader, item, response)  # as in a lesson; in Lab, `answer` saves in an exercise
        expect(card.locator(".lw-verdict")).to_contain_text(verdict)
        for reason in score(item, response).reasons:
            expect(card.get_by_text(reason.text)).to_have_count(1)


def reflect(reader: Reader, reflection: Reflection) -> None:
    """Own words in as many boxes as make it complete."""
    card = reader.find(reader.card(reflection.title))
    for box in reflection.boxes[: reflection.complete]:
        reader.write(card, "a line of mine", box.label)
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()


def predict(reader: Reader, prediction: Prediction) -> None:
    """A guess, locked; only then comes the figure."""
    card = reader.find(reader.card(prediction.prompt))
    expect(card).not_to_contain_text(prediction.reveal[:40])
    card.get_by_role("button", name="Lock my guess").click()
    expect(card).to_contain_text(prediction.reveal[:40])


def explore(reader: Reader, exploration: Exploration) -> None:
    """Move the first control that is sent to the kernel, until the table of figures changes."""
    card = reader.find(reader.card(exploration.title))
    table = card.locator(".lw-table")
    before = table.text_content()
    move(card, next(control for control in exploration.controls if control.id != "who"))
    expect(table).not_to_have_text(before, use_inner_text=False)
    card.get_by_role("button", name="Reset").click()
    expect(table).to_have_text(before, use_inner_text=False)


def move(card: Locator, control: Control) -> None:
    """Set a control to something else."""
    name = re.compile(re.escape(control.label))
    match control.type:
        case "slider":
            ends = {control.minimum, control.maximum} - {control.start}
            card.get_by_role("slider", name=name).fill(f"{max(ends):g}")
        case "choice":
            offered = card.get_by_role("combobox", name=name)
            others = offered.locator("option:not(:checked)")
            offered.select_option(others.first.get_attribute("value"))
        case "checks":
            card.get_by_role("checkbox", checked=True).first.uncheck()


def choose(reader: Reader, choice: Choice) -> None:
    """Pick the first card."""
    card = reader.find(reader.card(choice.prompt))
    card.get_by_role("radio").first.check()
    expect(card).to_contain_text("Chosen. Kept in this browser.")


def translate(reader: Reader, translator: Translator) -> None:
    """Another rule brings other phrasings."""
    card = reader.find(reader.card(translator.title))
    rule = translator.rules[1]
    card.get_by_label("The inner rule").select_option(rule.rule)
    expect(card).to_contain_text(rule.needs[0].ask)


def plan(reader: Reader, plan: Plan) -> None:
    """Both lines of the plan of the week."""
    card = reader.find(reader.card(plan.title))
    for label in ("If this happens", "then this is what I do"):
        box = card.get_by_label(label, exact=True)
        box.fill("ring my brother")
        box.blur()
    expect(card.get_by_text(KEPT, exact=True)).to_be_visible()
