"""Sample submissions to each exercise: what they earn, and what their feedback says.

The course's own command grades them all. Stock nbgrader, which takes a second or two for each, grades all of the first
exercise and of the gallery, which `make test` looks at, and two of each other exercise: one by code and one by
questions.

A sample is a file samples/<exercise>/<learner>.yaml. `code` gives code cells by id, `solution` standing for the
author's own; `answers` gives answers by item, options and entries written out; the items under `right` are answered
right; the reflections under `done` are done. `earns` is what each graded cell has to earn, and `says` what the
feedback page has to say.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from breadth import cases
from classroom.room import GALLERY, SLUG, Classroom, handed_in, source_of
from leaningwell.content import load_graded
from leaningwell.items import AnyItem
from leaningwell.widgets.questions import handlers

pytestmark = pytest.mark.classroom

FOLDER = Path(__file__).parent / "samples"
SAMPLES = {
    exercise.name: {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(exercise.iterdir())}
    for exercise in sorted(FOLDER.iterdir())
}

IN_SHORT = {"another-way", "by-questions"}
"""Whom stock nbgrader grades where it does not grade all."""


@pytest.fixture(scope="module", params=cases(SAMPLES, [SLUG, GALLERY]))
def room(request, tmp_path_factory) -> Classroom:
    """One exercise's samples, graded once."""
    slug = request.param
    room = Classroom(tmp_path_factory.mktemp(slug), slug)
    room.generate()
    notebook = nbformat.read(source_of(slug) / f"{slug}.ipynb", as_version=4)
    sources = {cell.id: cell.source for cell in notebook.cells}
    items = items_of(slug)
    for learner, sample in SAMPLES[slug].items():
        code = {id: sources[id] if text == "solution" else text for id, text in sample.get("code", {}).items()}
        assert code.keys() <= sources.keys()
        answers = answers_of(sample, items)
        done = tuple(sample.get("done", []))
        room.hand_in(learner, code, handed_in(answers, done, exercise=slug) if answers or done else None)
    room.graded_by_nbgrader = room.twin()
    if slug not in (SLUG, GALLERY):
        for learner in SAMPLES[slug].keys() - IN_SHORT:
            shutil.rmtree(room.graded_by_nbgrader.root / "submitted" / learner)
    done = room.run_ours("grade", slug)
    assert done.returncode in (0, 3), done.stdout + done.stderr  # 3 where somebody should look at an answer
    room.give_feedback()
    return room


def items_of(slug: str) -> dict[str, AnyItem]:
    """The graded items with their keys."""
    return {item.id: item for item in load_graded(source_of(slug) / "items.yaml").items}


def answers_of(sample: dict[str, Any], items: dict[str, AnyItem]) -> dict[str, Any]:
    """The responses of a sample by item."""
    answers = {id: response(items[id], answer) for id, answer in sample.get("answers", {}).items()}
    return answers | {id: items[id].solution() for id in sample.get("right", [])}


def response(item: AnyItem, answer: Any) -> Any:
    """The response that a page would save for an answer written out in words; a slot or a tag may go by its name."""
    names = {text: name for name, text in item.texts.items()}

    def key(text: str) -> str:
        assert text in names or text in names.values(), f"“{text}” is nothing one could answer to {item.id}"
        return names.get(text, text)

    if item.type == "numeric":
        return answer
    if isinstance(answer, dict):
        return {key(thing): key(place) for thing, place in answer.items()}
    return [key(text) for text in answer] if isinstance(answer, list) else key(answer)


def test_each_sample_earns_what_it_should(room):
    earned = {learner: room.scores(learner) for learner in SAMPLES[room.slug]}
    assert earned == {learner: sample["earns"] for learner, sample in SAMPLES[room.slug].items()}


def test_feedback_names_what_each_sample_missed(room):
    for learner, sample in SAMPLES[room.slug].items():
        page = re.sub(r"<(script|style).*?</\1>", " ", room.feedback(learner), flags=re.S)
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
        for words in sample.get("says", []):
            assert words in text, f"{learner} is not told: {words}"


def test_nbgrader_itself_writes_the_same_into_the_gradebook_and_the_same_reasons(room):
    stock = room.graded_by_nbgrader
    stock.grade()
    rows = stock.rows()
    assert rows.keys() >= IN_SHORT or room.slug == GALLERY
    assert rows == {learner: row for learner, row in room.rows().items() if learner in rows}
    for learner in rows:
        assert reasons(stock, learner) == reasons(room, learner)


def reasons(room: Classroom, learner: str) -> dict[str, str]:
    """What stands at each graded cell."""
    cells = [cell for cell in room.graded_notebook(learner).cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return {cell.metadata.nbgrader["grade_id"]: cell.outputs[0].text for cell in cells}


@pytest.mark.parametrize("room", [GALLERY], indirect=True)
def test_what_a_lesson_says_of_an_answer_is_what_the_gradebook_holds(room):
    items = items_of(room.slug)
    check = handlers(list(items.values()))["check"]
    for learner, sample in SAMPLES[room.slug].items():
        scores = room.scores(learner)
        for id, answer in answers_of(sample, items).items():
            earned = check({"id": id, "response": answer})["earned"]
            assert scores[id] == pytest.approx(items[id].credit(earned) * items[id].points, abs=0.005)
