"""The lasting names of all that stored answers refer to: questions and their options, boxes, cards and guesses.

Workbooks and answers.json hold names, never words, so every wording may change. A name may not: ``NAMES`` lists each
one that was ever given out, and the check refuses a course in which one of them has no meaning any more.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from leaningwell.items import TYPES, Item, key_of
from leaningwell.items.part import Identified

from .activities import Choice, Prediction, Task, Writing, parts_of
from .load import load_activities, load_graded, read_table
from .yamlfile import Document, read_text, read_yaml

NAMES = Path("course", "data", "names.csv")
COLUMNS = ("part", "name")
"""``part`` is the id of a question, reflection and so on; ``name``, of something in it; empty for the part itself."""

Name = tuple[str, str]
QUESTIONS = (("items",), ("retired",), ("practice", "rounds"), ("drawer", "items"))
"""The keys that lead to questions."""


def names_of(part: Identified) -> set[Name]:
    """The names by which stored answers know the part and what is in it today; of a task they hold its questions'."""
    return set() if isinstance(part, Task) else {(part.id, name) for name in ["", *_inside(part)]}


def known_of(part: Identified) -> set[Name]:
    """All names under which the part understands stored answers, earlier ones included."""
    return names_of(part) | ({(part.id, name) for name in part.formerly} if isinstance(part, Item) else set())


def _inside(part: Identified) -> Iterable[str]:
    match part:
        case Item():
            return part.texts if part.NAMES else []
        case Writing():
            return [box.id for box in part.boxes]
        case Prediction():
            return [guess.id for guess in part.guesses]
        case Choice():
            return [card.id for card in part.cards]
    return []


def nameless(document: Document) -> Iterator[tuple[yaml.MappingNode, dict[str, str]]]:
    """Every block of a question that lacks a name of its own: its node, and the keys to add with their values."""
    for question in (node for path in QUESTIONS for node in _asked(document.node, path)):
        kind = _value(question, "type")
        for path, keys in TYPES[kind.value].NAMES.items() if kind is not None and kind.value in TYPES else ():
            for node in _at(question, path):
                wordings = {key: _value(node, of) for key, of in keys.items() if _value(node, key) is None}
                if missing := {key: key_of(words.value.strip()) for key, words in wordings.items() if words}:
                    yield node, missing


def _asked(node: yaml.Node | None, path: tuple[str, ...]) -> list[yaml.Node]:
    *blocks, section = path
    for key in blocks:
        node = _value(node, key)
    return _values(node, section)


def _at(node: yaml.Node, path: tuple[str, ...]) -> Iterator[yaml.MappingNode]:
    """The members of the list to which the keys lead, through the members of lists on the way."""
    key, *rest = path
    for inner in _values(node, key):
        if rest:
            yield from _at(inner, tuple(rest))
        elif isinstance(inner, yaml.MappingNode):
            yield inner


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _values(node: yaml.Node | None, key: str) -> list[yaml.Node]:
    found = _value(node, key)
    return found.value if isinstance(found, yaml.SequenceNode) else []


def write_names(root: Path) -> tuple[int, int]:
    """Name all that has no name yet, and list every name; returns how many were given and how many were new.

    The list never loses a name. Raises ContentError if a file cannot be read; only files before it were changed.
    """
    given, names, before = 0, set[Name](), set[Name]()
    for pattern, load in (("course/activities/*.yaml", load_activities), ("solutions/*/items.yaml", load_graded)):
        for path in sorted(root.glob(pattern)):
            load(path)
            given += _give(read_yaml(path))
            names = names.union(*(names_of(part) for _, part in parts_of(load(path))))
    if (root / NAMES).exists():
        before = {(row["part"], row["name"]) for row in read_table(root / NAMES, COLUMNS)}
    if not names <= before:
        with (root / NAMES).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *sorted(names | before)])
    return given, len(names - before)


def _give(document: Document) -> int:
    """Write a name beside all in the file that has none, and return how many there were."""
    found = sorted(nameless(document), key=lambda place: place[0].start_mark.index, reverse=True)
    text = read_text(document.path)
    for node, missing in found:
        first = node.value[0][0].start_mark
        after = ", " if node.flow_style else f"\n{' ' * first.column}"
        written = "".join(f"{key}: {_quoted(name)}{after}" for key, name in missing.items())
        text = text[: first.index] + written + text[first.index :]
    if found:
        document.path.write_text(text, encoding="utf-8")
    return len(found)


def _quoted(name: str) -> str:
    """The name as YAML reads a text: 12345678 or 1234e567 would be a number."""
    return f'"{name}"' if name[0].isdigit() else name
