"""The practice of a lesson as its page shows it. What is noted of the real try never reaches this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from leaningwell.content import Practice
from leaningwell.items import Item

from . import questions
from .activity import Activity

if TYPE_CHECKING:
    from .lesson import Lesson


def practice(lesson: Lesson, practice: Practice) -> Activity:
    """The card: two models, the questions, the real try, and the practice for two."""
    words, name = lesson.words, lesson.personas[practice.who]["name"]
    spec = {
        "lesson": lesson.slug,
        "id": practice.id,
        "title": practice.skill,
        "who": practice.who,
        "name": name,
        "minutes": practice.minutes,
        "care": words[f"care-{practice.care}"],
        "worked": practice.worked.model_dump(mode="json"),
        "prompt": practice.prompt,
        "rounds": [_round(lesson, one) for one in practice.rounds],
        "try": practice.real_try.model_dump(mode="json"),
        "pair": practice.pair.model_dump(mode="json"),
        "sureness": [{"claim": claim, "badge": lesson.ledger[claim].badge} for claim in practice.rests_on],
        "words": {key: text for key, text in words.items() if key.startswith("practice")},
    }
    prose = _prose(practice, words)
    check = questions.handlers(practice.items)
    return Activity("practice", spec, check, language=lesson.activities.language, prose=prose)


def _round(lesson: Lesson, one: Item | str) -> dict[str, Any]:
    """A question, or an activity of the lesson that has a view of its own. Raises KeyError."""
    if isinstance(one, Item):
        return {"item": one.public()}
    translator = lesson.activities.translator
    inner = lesson.translator() if translator and translator.id == one else lesson.choose(one)
    return {"kind": inner.kind, "spec": {**inner.spec, "care": None}}  # the card has its line of care already


def _prose(practice: Practice, words: Mapping[str, str]) -> str:
    """What can be read of it where nothing runs: all but the questions."""
    worked, real, pair = practice.worked, practice.real_try, practice.pair
    parts = [
        f"**{words['practice']}: {practice.skill}**",
        words[f"care-{practice.care}"],
        worked.scene,
        *(
            f"**{words[f'practice-{way}']}.** {model.text}\n\n*{model.why}*"
            for way, model in (("good", worked.good), ("poorer", worked.poorer))
        ),
        f"**{words['practice-try']}.** {real.prompt}",
        f"- **{words['practice-mine']}:** {words['practice-safe']} {real.mine}\n"
        f"- **{words['practice-made-up']}:** {words['practice-written']} {real.made_up}\n"
        f"- **{words['practice-later']}:** {words['practice-later-counts']}",
        f"**{words['practice-pair']}.** {pair.scene} {words['practice-pair-scene']}",
        "\n".join(f"- **{part.name}:** {part.text}" for part in pair.parts),
        "\n".join(f"{number}. {step}" for number, step in enumerate(pair.steps, 1)),
        " ".join(words[f"practice-pair-{rule}"] for rule in ("pass", "ways", "kept")),
        words["practice-pair-questions"],
        "\n".join(f"- ({letter}) {question}" for letter, question in zip("ab", pair.questions, strict=True)),
    ]
    return "\n\n".join(parts)
