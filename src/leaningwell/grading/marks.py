"""From the key and the answers handed in to points and reasons. Pure: nothing is read, written or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaningwell.answers import Kept, instructor_view
from leaningwell.content import Graded, Reflection, Task
from leaningwell.items import Explanation, Item, Reason, ResponseError, Score

from .words import Voice


@dataclass(frozen=True)
class Mark:
    """What one graded cell earns.

    ``reasons`` is what feedback says; ``heading`` and ``handed_in`` show what was answered, in plain text
    that may hold a learner's own words and is never to be rendered. ``answered``: was there anything? ``outdated``: did
    something no longer fit its question, so that a person should look?
    """

    points: float
    possible: float
    reasons: str
    heading: str = ""
    handed_in: str = ""
    answered: bool = True
    outdated: bool = False


def marks(graded: Graded, kept: Kept, lacking: str | None = None, voice: Voice | None = None) -> dict[str, Mark]:
    """The mark of every graded cell by its id: tasks (by questions), closed items, reflections.

    ``lacking`` names the sentence that says why there are no answers at all, if there are none. Without a ``voice``,
    feedback speaks the exercise's language in lines of the usual length.
    """
    marker = _Marker(kept, lacking, voice or Voice(graded.language), {item.id: item for item in graded.items})
    found: dict[str, Mark] = {}
    for task in graded.tasks:
        found[task.id] = marker.safely(task.points, marker.task, task)
    for item in graded.items:
        if item.points:
            found[item.id] = marker.safely(item.points, marker.item, item, item.points)
    for reflection in graded.reflections:
        if reflection.points:
            found[reflection.id] = marker.safely(reflection.points, marker.receipt, reflection, reflection.points)
    return found


def failed(points: float, voice: Voice) -> Mark:
    """The mark when grading itself went wrong: nothing, and a sentence that says whose fault it is."""
    return Mark(0.0, points, voice.say("own-failure"), answered=False)


def number(value: float) -> str:
    """Points as people write them: 6, 4.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class _Marker:
    """Marks what one person handed in."""

    kept: Kept
    lacking: str | None
    voice: Voice
    items: dict[str, Item]

    def safely(self, points: float, mark: Callable[..., Mark], *about: object) -> Mark:
        """One mark, whatever goes wrong with it."""
        try:
            return mark(*about)
        except Exception:
            return failed(points, self.voice)

    def task(self, task: Task) -> Mark:
        """What the questions of a task earn together."""
        parts = [self.item(self.items[id], task.points / len(task.no_code)) for id in task.no_code]
        earned = round(sum(part.points for part in parts), 2)
        outdated = any(part.outdated for part in parts)
        if not outdated and not any(part.answered for part in parts):
            return Mark(0.0, task.points, self.voice.say(self.lacking or "no-questions"), answered=False)
        return Mark(
            min(earned, task.points),
            task.points,
            "\n\n".join(
                f"{self.voice.wrapped(self._question(self.items[id]))}\n{part.reasons}"
                for id, part in zip(task.no_code, parts, strict=True)
            ),
            self.voice.say("handed-in"),
            "\n\n".join(part.handed_in for part in parts),
            answered=any(part.answered for part in parts),
            outdated=outdated,
        )

    def item(self, item: Item, points: float) -> Mark:
        """What the answer to one question earns."""
        say, wrapped, prompt = self.voice.say, self.voice.wrapped, self._question(item)
        heading, given = say("handed-in"), instructor_view.answer(item.public(), self.kept)
        if given.state == "damaged":
            return Mark(0.0, points, say("damaged"), heading, prompt)
        if given.state == "nothing":
            return Mark(0.0, points, say(self.lacking or "nothing"), heading, prompt, answered=False)
        if given.state == "outdated":
            return Mark(0.0, points, wrapped(say("outdated")), heading, prompt, answered=False, outdated=True)
        handed_in = f"{prompt}\n{say('answer', answer=_listed(given.text))}"
        try:
            result = item.score(self.kept.items[item.id]["response"])
        except ResponseError as error:
            return Mark(0.0, points, wrapped(say("misfit", why=self.voice.why(error))), heading, handed_in)
        earned = min(max(round(item.credit(result.earned) * points, 2), 0.0), points)
        return Mark(earned, points, self._reasons(item, result), heading, handed_in)

    def receipt(self, reflection: Reflection, points: float) -> Mark:
        """What a reflection earns: all of it once it is done, whichever way was taken."""
        say, found = self.voice.say, instructor_view.receipt(reflection, self.kept)
        shared = "\n\n".join(f"{label}\n{text}" for label, text in found.shared.items())
        heading = say("shared" if shared else "handed-in")
        if not found.done:
            return Mark(0.0, points, say(self.lacking or "not-done"), heading, shared, answered=False)
        return Mark(points, points, say("done"), heading, shared or say("done-private"))

    def _question(self, item: Item) -> str:
        return self.voice.say("question", prompt=" ".join(item.prompt.split()))

    def _reasons(self, item: Item, result: Score) -> str:
        explained = {each.about: each for each in item.explained(self.kept.items[item.id]["response"])}
        parts = [self._reason(item, reason, explained.get(reason.about)) for reason in result.reasons]
        if not parts and (number := explained.get("")):
            parts = [self.voice.wrapped(self.voice.say("number", answer=number.fits[0], feedback=number.text))]
        if result.missed:
            name = f"{item.MISSED}-one" if result.missed == 1 else item.MISSED
            parts.append(self.voice.say(name, count=result.missed))
        if item.chance is not None:
            parts.append(self.voice.wrapped(self.voice.say("above-chance")))
        return "\n".join(parts)

    def _reason(self, item: Item, reason: Reason, explained: Explanation | None) -> str:
        verdict = reason.effect or ("right" if reason.right else "partly" if reason.partly else "not-yet")
        head = self.voice.say(verdict, about=item.texts.get(reason.about, "")).rstrip(" :")
        told = [text for text in (reason.then, reason.text) if text]
        if explained and explained.fits and reason.about:
            told.append(self.voice.say("fits", places=", ".join(item.texts.get(name, name) for name in explained.fits)))
        return "\n".join([self.voice.wrapped(head), *(self.voice.wrapped(text, "    ") for text in told)])


def _listed(text: str) -> str:
    return text if "\n" not in text else "\n- " + text.replace("\n", "\n- ")
