"""One walk through everything on a page, from top to bottom, the same in every host.

What there is to walk comes from the page's notebook and its YAML; what is asserted is what a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, expect

from browser.reader import RIGHT, WRONG, Reader, until
from browser.test_lesson import a_wrong_response
from leaningwell.content import Activities, Control, Exploration, Writing, anchor, load_activities
from leaningwell.content.activities import Choice, Circle, Forecasts, Plan, Practice, Prediction, Translator
from leaningwell.items import Item
from leaningwell.widgets.glossary import linked, terms_of

KEPT = "Kept in this browser."
CALL = re.compile(r'^(?P<where>\w+)\.(?P<name>\w+)\((?:lesson|"(?P<id>[^"]+)")?\)', re.MULTILINE)
FEW = 4
"""Up to so many choices stand side by side; more are a list to choose from."""

OWN = "own"
"""The choice of whom to follow that leaves all else where it is, for answers of one's own."""

SHOWN = """(card) => {
    const inside = card.querySelector(".lw-explore");
    const charts = [...inside.querySelectorAll(".lw-chart")];
    return {
        charts: charts.map((chart) => chart.outerHTML),
        heard: charts.map((chart) => chart.getAttribute("aria-label")),
        reading: inside.querySelector(".lw-reading").textContent,
        table: inside.querySelector(".lw-scrollable").textContent,
    };
}"""
# The chart comes a moment after the words: of a single one is heard what the words below it say.
SETTLED = f"""([card, wanted, before]) => {{
    const now = ({SHOWN})(card);
    const settled = now.heard.every((words) => words === now.reading || (words && now.heard.length > 1));
    return now.heard.length && settled && (JSON.stringify(now) === JSON.stringify(before)) === wanted;
}}"""
TWO_FRAMES = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def walk(reader: Reader, notebook: Path) -> None:
    """Do every activity of the page once, and see that none of its YAML is missing on the page."""
    activities = load_activities(notebook.parent / "activities" / f"{notebook.stem}.yaml")
    parts = {part.id: part for part in activities.everything()}
    done: set[str] = set()
    for name, id in calls(notebook):
        match name:
            case "quiz":
                for item in activities.items:
                    answer_wrongly_and_rightly(reader, item)
                done |= {item.id for item in activities.items}
            case "check_in":
                judge(reader, "Before you begin: what do you expect?", activities)
                done |= {item.id for item in activities.check}
            case "check_out":
                look_at_both_times(reader, load_activities(beside(notebook, activities.check_again)))
            case "practice":
                practise(reader, activities, parts)
                id = activities.practice.id
                done |= {one if isinstance(one, str) else one.id for one in activities.practice.rounds}
            case "curious":
                unfold(reader)
                for item in activities.drawer.items:
                    answer_wrongly_and_rightly(reader, item)
                done |= {item.id for item in activities.drawer.items}
            case "warm_up":
                warm_up(reader, notebook, activities)
            case "predict":
                predict(reader, parts[id])
            case "reflect" | "look_back":
                reflect(reader, parts[id])
            case "choose":
                choose(reader, parts[id])
            case "translator":
                translate(reader, activities.translator)
                id = activities.translator.id
            case "plan":
                plan(reader, activities.plan)
                id = activities.plan.id
            case "own_circle":
                put_on_rings(reader, activities.circle)
                id = activities.circle.id
            case "forecast_lab":
                forecast(reader, activities.forecasts)
                id = activities.forecasts.id
            case "statement":
                see_statement(reader)
            case "plans":
                see_plans(reader, activities)
            case "calibration":
                see_calibration(reader)
            case "map":
                see_map(reader, notebook)
            case "kept":
                see_what_is_kept(reader)
            case "glossary":
                see_terms(reader, notebook)
            case "helplines" | "sources":
                pass  # text
            case _:
                ending = name.replace("_", "-")
                exploration = next(one for one in activities.all_explorations if one.id.endswith(ending))
                if exploration in activities.drawer.explorations:
                    unfold(reader)
                explore(reader, exploration)
                id = exploration.id
        done.add(id)
    assert done - {None} == set(parts)


def calls(notebook: Path) -> Iterator[tuple[str, str | None]]:
    """What the notebook shows, in its order: the name of each function, and the id it is given."""
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            for call in CALL.finditer(cell.source):
                yield call["name"], call["id"]


def beside(notebook: Path, slug: str) -> Path:
    """The activities of another lesson of the same course."""
    return notebook.parent / "activities" / f"{slug}.yaml"


def answer_wrongly_and_rightly(reader: Reader, item: Item) -> None:
    """A wrong response, then the right one, each with the reasons the scoring gives."""
    reader.find(reader.item(item.id))
    for response, verdict in (
        (a_wrong_response(item), WRONG),
        (item.solution(), RIGHT),
    ):
        card = Reader.answer(reader, item, response)  # as in a lesson; in Lab, `answer` saves in an exercise
        expect(card.locator(".lw-verdict")).to_contain_text(verdict)
        for reason in item.score(response).reasons:
            expect(card.get_by_text(reason.text)).to_have_count(1)


def unfold(reader: Reader) -> None:
    """Open the drawer for the curious, where there is one: JupyterLab shows all of it as it is."""
    for drawer in reader.page.locator("details.lw-curious:not([open]) > summary").all():
        reader.find(drawer).click()
        reader.wait_until_ready()


def practise(reader: Reader, activities: Activities, parts: dict[str, Any]) -> None:
    """The models, every round, the real try in each of its ways with a note, and the practice for two."""
    practice: Practice = activities.practice
    card = reader.find(reader.card(practice.skill))
    expect(card.get_by_role("note", name="When this is not for your situation")).to_be_visible()
    for model in (practice.worked.good, practice.worked.poorer):
        expect(card).to_contain_text(model.why)
    for one in practice.rounds:
        if not isinstance(one, str):
            answer_wrongly_and_rightly(reader, one)
        elif isinstance(parts[one], Choice):
            choose(reader, parts[one])
        else:
            translate(reader, activities.translator, cared=False)
    for way in ("Not now", "With a made-up person", "With somebody of mine"):
        card.get_by_role("radio", name=way).check()
        expect(card.get_by_text("Done.", exact=True)).to_be_visible()
    note = practice.real_try.note or "One thing a camera could have seen"
    # What is written in a round is kept in the same card.
    step = card.locator(".lw-practice-step").filter(has=reader.page.get_by_label(note, exact=True))
    keep(step, note, "the door stood open")
    card.get_by_text("In pairs, about 12 minutes").click()
    for part in practice.pair.parts:
        expect(card.get_by_text(part.text)).to_be_visible()


def warm_up(reader: Reader, notebook: Path, activities: Activities) -> None:
    """Who has missed nothing gets the two questions that the lesson names."""
    earlier = [load_activities(path) for path in sorted((notebook.parent / "activities").glob("*.yaml"))]
    items = {item.id: item for other in earlier for item in other.items}
    assert len(activities.warm_up) == 2
    for id in activities.warm_up:
        answer_wrongly_and_rightly(reader, items[id])


def judge(reader: Reader, title: str, activities: Activities) -> Locator:
    """Every statement of a check, the first with “I don’t know”; nothing says right or wrong."""
    card = reader.find(reader.card(title))
    card.get_by_role("radio", name="Judge the statements").check()
    for place, item in enumerate(activities.check):
        statement = card.locator(f"[data-statement='{item.id}']")
        sure = statement.get_by_role("slider", name=re.compile("How sure are you"))
        expect(sure).to_have_count(0)
        answer = "I don’t know" if place == 0 else item.options[place % 2].text
        statement.get_by_role("radio", name=answer, exact=True).check()
        if place > 0:
            sure.fill("80")
    expect(card).to_contain_text(f"All {len(activities.check)} are kept in this browser.")
    for item in activities.check:
        for option in item.options:
            expect(card).not_to_contain_text(option.feedback)
    return card


def look_at_both_times(reader: Reader, first: Activities) -> None:
    """The statements once more; then each with what was said and why it is true or false."""
    card = judge(reader, "The same statements once more", first)
    card.get_by_role("button", name="Show both side by side").click()
    for item in first.check:
        right = next(option for option in item.options if option.correct)
        expect(card.locator(f"[data-compared='{item.id}']")).to_contain_text(right.feedback)


def reflect(reader: Reader, writing: Writing) -> None:
    """Own words in as many boxes as make it complete."""
    card = reader.find(reader.card(writing.title))
    for box in writing.boxes[: writing.complete]:
        reader.write(card, "a line of mine", box.label)
    expect(card.get_by_text("Done.", exact=True)).to_be_visible()


def predict(reader: Reader, prediction: Prediction) -> None:
    """A prediction on a card of its own."""
    lock(reader.find(reader.card(prediction.prompt)), prediction)


def lock(card: Locator, prediction: Prediction) -> None:
    """Guess every number and lock the guesses; only then comes what came out, in words and as a chart."""
    guesses = prediction.all_guesses
    sliders = card.locator(".lw-guess").get_by_role("slider")
    expect(sliders).to_have_count(len(guesses))
    for guess, slider in zip(guesses, sliders.all(), strict=True):
        slider.fill(f"{guess.minimum + guess.step:g}")
    expect(card.get_by_role("img")).to_have_count(0)
    expect(card).not_to_contain_text(prediction.reveal[:40])
    several = len(guesses) > 1
    card.get_by_role("button", name="Lock my guesses" if several else "Lock my guess", exact=True).click()
    expect(card).to_contain_text(prediction.reveal[:40])
    chart = card.locator(".lw-guess").get_by_role("img")
    for guess, slider in zip(guesses, sliders.all(), strict=True):
        expect(slider).to_be_disabled()
        said = f"Your guess: {guess.minimum + guess.step:g} {guess.unit}. What came out: "
        expect(chart).to_have_attribute("aria-label", re.compile(re.escape(said)))


def explore(reader: Reader, exploration: Exploration) -> None:
    """Move every control; each time something else is drawn, said or tabled, and Reset undoes it all."""
    card = reader.find(reader.card(exploration.title))
    inside = card.locator(".lw-explore")
    if exploration.guess:
        expect(inside).to_be_hidden()
        lock(card, exploration.guess)
    if exploration.scenes:
        by_scenes(card, exploration)
        return
    inside.get_by_text("Show as a table").click()
    expect(inside.get_by_role("columnheader")).to_have_text(exploration.columns)
    expect(card).to_contain_text("What this leaves out")
    first = settled(card, before=None)
    seen = [first]
    for control in exploration.controls:
        for value in moves(inside, control):
            if value != OWN:
                seen.append(settled(card, before=seen[-1], moved=f"{exploration.id}: {control.id} to {value}"))
    if exploration.controls:
        for chart in range(min(len(shown["charts"]) for shown in seen)):
            assert len({shown["charts"][chart] for shown in seen}) > 1, f"{exploration.id}: chart {chart} never changed"
        inside.get_by_role("button", name="Reset").click()
        until(card.page, SETTLED, [card.element_handle(), True, first])


def by_scenes(card: Locator, exploration: Exploration) -> None:
    """Look at everybody else's values, then say one's own, scene by scene: the chart comes with the last."""
    inside = card.locator(".lw-explore")
    chart = inside.locator(".lw-stage").get_by_role("img")
    seen = None
    for control in exploration.controls:
        if control.type == "choice":
            for value in moves(inside, control):
                if value != OWN:
                    seen = settled(card, before=seen, moved=f"{exploration.id}: {control.id} to {value}")
    choose_own(inside)
    expect(chart).to_be_hidden()
    by_id = {control.id: control for control in exploration.controls}
    for place, scene in enumerate(exploration.scenes, 1):
        expect(inside.get_by_text(f"{place} of {len(exploration.scenes)}", exact=True)).to_be_visible()
        expect(inside.get_by_role("slider")).to_have_count(len(scene))
        for id in scene:
            slider = inside.get_by_role("slider", name=by_id[id].label)
            expect(slider).to_have_attribute("aria-valuetext", "not set yet")
            slider.fill(f"{by_id[id].minimum if place % 2 else by_id[id].maximum:g}")
        last = place == len(exploration.scenes)
        inside.get_by_role("button", name="Show the picture" if last else "Next", exact=True).click()
    expect(chart).to_be_visible()
    shown = settled(card, before=seen)
    inside.get_by_role("slider").first.fill(f"{by_id[exploration.scenes[-1][0]].minimum:g}")
    if len(exploration.scenes) % 2 == 0:
        settled(card, before=shown)
    expect(inside.get_by_role("columnheader")).to_have_count(0)
    inside.get_by_text("Show as a table").click()
    expect(inside.get_by_role("columnheader")).to_have_text(exploration.columns)
    expect(card).to_contain_text("What this leaves out")


def choose_own(inside: Locator) -> None:
    """Say that the values are to be one's own, in a list or among chips."""
    lists = inside.get_by_role("combobox").filter(has=inside.page.locator(f"option[value={OWN}]"))
    if lists.count():
        lists.select_option(OWN)
    else:
        inside.locator(f"input[type=radio][value={OWN}]").check()


def settled(card: Locator, before: dict[str, Any] | None, moved: str = "") -> dict[str, Any]:
    """Wait until what an exploration shows is something else than before, and give it."""
    try:
        until(card.page, SETTLED, [card.element_handle(), False, before])
    except TimeoutError as error:
        raise AssertionError(f"{moved or 'at first'}: nothing new is shown: {card.evaluate(SHOWN)}") from error
    card.page.evaluate(TWO_FRAMES)
    return card.evaluate(SHOWN)


def moves(inside: Locator, control: Control) -> Iterator[str]:
    """Set a control to other values, one after another: a slider once, a choice to each other one, each box once."""
    label = re.compile(f"^{re.escape(control.label)}")
    match control.type:
        case "slider":
            slider = inside.get_by_role("slider", name=label)
            middle = (control.minimum + control.maximum) / 2
            far = control.minimum if float(slider.input_value()) > middle else control.maximum
            slider.fill(f"{far:g}")
            yield f"{far:g}"
        case "choice":
            chips = inside.get_by_role("group", name=label).get_by_role("radio")
            if chips.count():
                assert chips.count() <= FEW
                for radio in chips.all():
                    if not radio.is_checked():
                        radio.check()
                        yield radio.get_attribute("value")
                return
            offered = inside.get_by_role("combobox", name=label)
            values = offered.locator("option").evaluate_all("(all) => all.map((option) => option.value)")
            assert len(values) > FEW
            start = offered.input_value()
            for value in values:
                if value != start:
                    offered.select_option(value)
                    yield value
        case "checks":
            for box in inside.get_by_role("group", name=label).get_by_role("checkbox").all():
                box.set_checked(not box.is_checked())
                yield box.get_attribute("value")


def choose(reader: Reader, choice: Choice) -> None:
    """Pick each card; what comes next is said."""
    card = reader.find(reader.card(choice.prompt))
    for radio, offered in zip(card.get_by_role("radio").all(), choice.cards, strict=True):
        radio.check()
        expect(card.get_by_text(offered.next)).to_be_visible()
    expect(card).to_contain_text("Chosen. Kept in this browser.")


def translate(reader: Reader, translator: Translator, *, cared: bool = True) -> None:
    """Every rule, and for each the last of its feelings and needs, said in four ways."""
    card = reader.find(reader.card(translator.title))
    for rule in translator.rules:
        card.get_by_label("The inner rule").select_option(rule.rule)
        card.get_by_label("What you may feel under it").select_option(rule.feelings[-1])
        need = rule.needs[-1]
        card.get_by_label("What you may need").select_option(need.need)
        for words in (rule.feelings[-1], need.accusation, need.hint, need.test, need.ask):
            expect(card).to_contain_text(words)
    if cared:
        expect(card.get_by_role("note", name="When this is not for your situation")).to_be_visible()
    keep(card, translator.own, "I may ask too")


def keep(card: Locator, label: str, words: str) -> None:
    """Write a line and wait until it is kept."""
    box = card.get_by_label(label, exact=True)
    box.fill(words)
    box.blur()
    expect(card.get_by_text(KEPT, exact=True)).to_be_visible()


def plan(reader: Reader, plan: Plan) -> None:
    """The plan of the week: one line picked, one written."""
    card = reader.find(reader.card(plan.title))
    card.get_by_role("combobox").first.select_option(plan.when[0])
    expect(card.get_by_label("If this happens", exact=True)).to_have_value(plan.when[0])
    keep(card, "then this is what I do", "ring my brother")


def put_on_rings(reader: Reader, circle: Circle) -> None:
    """The example first; then somebody of one's own, who stands on the drawing under their name."""
    card = reader.find(reader.card(circle.title))
    expect(card.locator(".lw-reading")).not_to_be_empty()
    expect(card.get_by_text(circle.example.people[0].name).first).to_be_visible()
    card.get_by_role("radio", name="My own").check()
    card.get_by_role("button", name="Add a person, a group or a place").click()
    card.get_by_label("Initials or a name, for you alone").fill("lime tree")
    card.get_by_label("Which ring").select_option(label=circle.rings[0].text)
    expect(card.get_by_text("lime tree").first).to_be_visible()
    expect(card.locator(".lw-reading")).to_have_text(circle.readings["no-needs"].format(people=1).strip())


def forecast(reader: Reader, lab: Forecasts) -> None:
    """The example first; then a contact of one's own, from which nothing is concluded."""
    card = reader.find(reader.card(lab.title))
    expect(card.locator(".lw-reading")).to_contain_text(str(len(lab.example.tries)))
    card.get_by_role("radio", name="My own").check()
    card.get_by_role("button", name="Add a small contact").click()
    card.get_by_label("What you are going to do, for you alone").fill("a nod at the lift")
    card.get_by_label("Before: how warm will it be?").select_option("4")
    card.get_by_label("Afterwards: how warm was it?").select_option("7")
    expect(card.locator(".lw-reading")).to_have_text(lab.readings["few"].format(count=1).strip())


def see_statement(reader: Reader) -> None:
    """What has been done stands on it."""
    card = reader.find(reader.card("A statement of participation"))
    expect(card).to_contain_text("parts done")
    expect(card.get_by_role("button", name="Print it, or save it as a PDF")).to_be_enabled()


def see_terms(reader: Reader, notebook: Path) -> None:
    """Every word of the text that is in the glossary leads to what it means: in place, or in JupyterLab in the list."""
    unfold(reader)
    prose = "\n".join(cell.source for cell in nbformat.read(notebook, as_version=4).cells)
    for name, term in linked(terms_of(notebook.parent), prose).items():
        place = f"[href$='#{anchor(name)}']"
        reader.find(reader.page.locator(f".lw-term{place}, .jp-Cell a{place}").first).click()
        expect(reader.page.get_by_text(term.definition, exact=True).filter(visible=True).first).to_be_visible()
        reader.page.keyboard.press("Escape")  # the note may stand over the next term


def see_plans(reader: Reader, activities: Activities) -> None:
    """The plan just made is among those of all lessons, and whether it happened can be said."""
    card = reader.find(reader.card("Your plans"))
    if not activities.plan:
        expect(card.get_by_text("No plan is kept in this browser yet.")).to_be_visible()
        return
    expect(card).to_contain_text("ring my brother")
    card.get_by_role("radio", name="Partly").check()
    expect(card.get_by_text(KEPT, exact=True)).to_be_visible()


def see_calibration(reader: Reader) -> None:
    """So far there are too few answers to say how sure and how right somebody was."""
    card = reader.find(reader.card("How sure, and how often right"))
    expect(card.get_by_text(re.compile("From five on, a picture appears here."))).to_be_visible()


def see_map(reader: Reader, notebook: Path) -> None:
    """Every lesson of the course stands on the map."""
    lessons = reader.find(reader.page.get_by_role("list", name="The lessons"))
    rows = (notebook.parent / "data" / "lessons.csv").read_text(encoding="utf-8").splitlines()
    expect(lessons.get_by_role("listitem")).to_have_count(len(rows) - 1)


def see_what_is_kept(reader: Reader) -> None:
    """By now this browser keeps something of each page that has a list of it."""
    card = reader.find(reader.card("What this browser keeps"))
    expect(card.get_by_text("Nothing is kept here yet.")).to_have_count(0)
    expect(card).to_contain_text(re.compile("Answers to questions|Plans"))
