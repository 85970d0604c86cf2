"""Sample submissions to each exercise, graded by stock nbgrader: what they earn, and what their feedback says.

A sample is a file samples/<exercise>/<learner>.yaml. `code` gives code cells by id, `solution` standing for the
author's own; `answers` gives answers by item, options and entries written out; the items under `right` are answered
right; the reflections under `done` are done. `earns` is what each graded cell has to earn, and `says` what the
feedback page has to say.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from classroom.room import ROOT, Classroom, handed_in
from leaningwell.content import load_graded
from leaningwell.items import AnyItem, key_of

pytestmark = pytest.mark.classroom

FOLDER = Path(__file__).parent / "samples"
SAMPLES = {
    exercise.name: {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(exercise.iterdir())}
    for exercise in sorted(FOLDER.iterdir())
}


@pytest.fixture(scope="module", params=SAMPLES)
def room(request, tmp_path_factory) -> Classroom:
    """One exercise's samples, graded once."""
    slug = request.param
    room = Classroom(tmp_path_factory.mktemp(slug), slug)
    room.generate()
    notebook = nbformat.read(ROOT / "solutions" / slug / f"{slug}.ipynb", as_version=4)
    sources = {cell.id: cell.source for cell in notebook.cells}
    items = {item.id: item for item in load_graded(ROOT / "solutions" / slug / "items.yaml").items}
    for learner, sample in SAMPLES[slug].items():
        code = {id: sources[id] if text == "solution" else text for id, text in sample.get("code", {}).items()}
        assert code.keys() <= sources.keys()
        answers = {id: response(items[id], answer) for id, answer in sample.get("answers", {}).items()}
        answers |= {id: items[id].solution() for id in sample.get("right", [])}
        done = tuple(sample.get("done", []))
        room.hand_in(learner, code, handed_in(answers, done, exercise=slug) if answers or done else None)
    room.grade()
    room.give_feedback()
    return room


def response(item: AnyItem, answer: Any) -> Any:
    """The response that a page would save for an answer written out in words."""

    def key(text: str) -> str:
        found = key_of(text)
        assert found in str(item.public()), f"“{text}” is nothing one could answer to {item.id}"
        return found

    match item.type:
        case "numeric":
            return answer
        case "sort":
            return {key(text): category for text, category in answer.items()}
        case "match":
            return {key(left): key(right) for left, right in answer.items()}
        case "compose":
            return {slot: key(text) for slot, text in answer.items()}
        case "annotate":
            return {key(text): tag for text, tag in answer.items()}
        case _:
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
