"""``annotate``: lines, each to be given the tag that fits. A response maps a line's key to a tag's.

Several tags may fit a line, and a reader gives it one. A line without tags sets the scene. A folded line is a card that
stays shut until the reader opens it; as long as it has no tag it is not scored, so that nobody has to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from .base import Explanation, Item, Named, Score, shown, texts_of
from .number import ResponseError
from .part import Misfit, Text, alike
from .placing import Category, Placed, all_placed, pairs_in_words, places_explained, placing_score


class Tag(Category):
    """What can be said of a line. Written as a text alone, the text is its name, too."""

    about: str = Field("", description="what the tag means, shown above the lines")

    def shown(self) -> dict[str, Any]:
        """Its name, its text and what it means."""
        return {"key": self.key, "text": self.text} | ({"about": self.about} if self.about else {})


class Line(Placed):
    """One line, with all tags that fit it."""

    who: str = Field("", description="who speaks or acts, as the learner reads it")
    text: Text = Field(description="what is said or done")
    tags: list[Text] = Field([], description="the tags that fit, by name; none where the line sets the scene")
    folded: Text | None = Field(None, description="what stands on the shut card; shut, the line does not count")
    feedback: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        "", description="what the line does, which tags fit it, and what somebody could make of it"
    )

    @property
    def places(self) -> Sequence[str]:
        """The tags that fit."""
        return self.tags

    def shown(self) -> dict[str, Any]:
        """Who says what; a line that sets the scene has no name."""
        shown = {"who": self.who, "text": self.text}
        return ({"key": self.key} if self.tags else {}) | shown | ({"folded": self.folded} if self.folded else {})


class Annotate(Item):
    """Lines in their order, each to be given one tag; every line that has tags counts alike."""

    NAMES: ClassVar = {("lines",): {"id": "text"}}
    MISSED: ClassVar = "untagged"

    type: Literal["annotate"]
    tags: list[Tag] = Field(min_length=2, description="at least two tags")
    lines: list[Line] = Field(min_length=2, description="at least two lines")

    @property
    def scored_lines(self) -> list[Line]:
        """The lines that are to be given a tag."""
        return [line for line in self.lines if line.tags]

    @property
    def tag_texts(self) -> dict[str, str]:
        """The tags' texts by name."""
        return {tag.key: tag.text for tag in self.tags}

    def misfits(self) -> Iterator[Misfit]:
        """Lines that nobody could tag, and tags that tell nothing apart."""
        yield from alike([tag.text for tag in self.tags], "tags", ("tags",))
        yield from alike([line.text for line in self.lines], "lines", ("lines",))
        for index, line in enumerate(self.lines):
            for place, sentence in self._line_misfits(line):
                yield ("lines", index, *place), sentence
        if not self.scored_lines:
            yield ("lines",), "no line has `tags`, so there is nothing to do; write which ones fit"
        elif all(line.folded for line in self.scored_lines):
            yield ("lines",), "every line with `tags` is folded, so nothing would count; leave one open"
        for index, tag in enumerate(self.tags):
            if self.scored_lines and all(tag.key in line.tags for line in self.scored_lines):
                yield ("tags", index), f"the tag “{tag.key}” fits every line, so that it tells nothing apart"

    def _line_misfits(self, line: Line) -> Iterator[Misfit]:
        for place, tag in enumerate(line.tags):
            if tag not in self.tag_texts:
                offered = ", ".join(self.tag_texts)
                yield ("tags", place), f"the tag “{tag}” is not among `tags`; write one of: {offered}"
            if tag in line.tags[:place]:
                yield ("tags", place), f"the tag “{tag}” stands here twice; remove one"
        if line.tags:
            for key, text in (("who", line.who), ("feedback", line.feedback)):
                if not text.strip():
                    yield (key,), f"a line with `tags` needs `{key}:` ({Line.model_fields[key].description})"
            return
        if line.folded:
            yield ("folded",), "a line without `tags` counts nowhere, so it need not be shut; remove this"
        if line.feedback:
            yield ("feedback",), "nobody reads this, since the line has no `tags`; write which ones fit, or remove it"

    def named(self) -> Sequence[Sequence[Named]]:
        """The tags, and the lines that are given one."""
        return [self.tags, self.scored_lines]

    def asked(self) -> dict[str, Any]:
        """The tags and all lines."""
        return {"tags": shown(self.tags), "lines": shown(self.lines)}

    def solution(self) -> dict[str, str]:
        """Each line with the first of its tags; a shut card stays shut."""
        return all_placed(line for line in self.scored_lines if not line.folded)

    def scored(self, response: Any) -> Score:
        """The share of lines that have a tag which fits; of the folded ones, those that were given a tag count."""
        nothing = ResponseError("Give at least one line a tag first.", "tag")
        given = response if isinstance(response, dict) else {}
        counted = [line for line in self.scored_lines if not line.folded or line.key in given]
        return placing_score(counted, self.tag_texts, response, nothing)

    def explains(self, response: Any) -> Iterator[Explanation]:
        """The tags that fit each line which has another one."""
        return places_explained(self.scored_lines, response)

    @property
    def chance(self) -> float:
        """What the best single tag earns on all lines."""
        most = max(sum(tag.key in line.tags for line in self.scored_lines) for tag in self.tags)
        return most / len(self.scored_lines)

    @classmethod
    def words(cls, shown: dict[str, Any], response: Any) -> Iterator[str]:
        """Each line that was given a tag, and which."""
        lines = [
            {"key": line["key"], "text": f"{line['who']}: {line['text']}"} for line in shown["lines"] if "key" in line
        ]
        yield from pairs_in_words(lines, texts_of(shown["tags"]), response, "→")
