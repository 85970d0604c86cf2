"""Reads YAML and keeps the line of every value, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in the course's files: where it is, what is wrong, how to mend it."""

    file: Path
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"


class ContentError(Exception):
    """Raised when a content file cannot be used; carries every fault found in it."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Document:
    """A parsed YAML file: plain data, and the lines it came from."""

    path: Path
    data: Any
    node: yaml.Node | None = field(repr=False)

    def line(self, where: Sequence[str | int]) -> int:
        """Line (from 1) of the value at ``where``; the nearest enclosing one if it is not there.

        Parts of ``where`` that name nothing in the file (a validator's own tags) are passed over.
        """
        node, line = self.node, 1
        for step in where:
            child = _child(node, step)
            if child is not None:
                node, line = child[1], child[0].start_mark.line + 1
        return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    return None


class _Loader(yaml.SafeLoader):
    """Reads plain YAML. Aliases are refused, since a value in two places has no line of its own."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Take the next node, unless it is an alias."""
        if self.check_event(yaml.AliasEvent):
            problem = "aliases (`*name`) are not used here; write the text out"
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Make the node's value. PyYAML lets many kinds of error through, such as that of `2026-13-01`."""
        try:
            value = super().construct_object(node, deep)
            if isinstance(value, int):
                str(value)  # fails, and would fail later, for an integer of thousands of digits
            return value
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            problem = "this value cannot be read; put it in quotes if it is text"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from None


def read_text(path: Path) -> str:
    """The file's text. Raises ContentError if it is missing, not UTF-8, or cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError([Fault(path, 1, "This file is missing.", "Restore it, or correct its name.")]) from None
    except OSError as error:
        message = f"This file cannot be read: {error.strerror}."
        raise ContentError([Fault(path, 1, message, "Put a readable file in its place.")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError([Fault(path, line, "This file is not UTF-8.", "Save it as UTF-8.")]) from None


def read_yaml(path: Path) -> Document:
    """Read one YAML file.

    Raises ContentError, with file, line and remedy, if it is missing, not UTF-8, not YAML, or names a key twice.
    """
    text = read_text(path)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
        faults = [
            Fault(path, key.start_mark.line + 1, f"The key “{key.value}” stands twice in one block.", "Remove one.")
            for key in _repeated_keys(node)
        ]
        if faults:
            raise ContentError(faults)
        return Document(path, data, node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Check the indentation, the quotes and the colons of this line and the one above."
        raise ContentError([Fault(path, line, f"This is not valid YAML: {error.problem}.", remedy)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        remedy = "Remove control characters; save the file as plain text."
        raise ContentError([Fault(path, line, f"This is not valid YAML: {error.reason}.", remedy)]) from None
    except RecursionError:
        raise ContentError([Fault(path, 1, "This file is nested too deeply.", "Use fewer levels.")]) from None


def _repeated_keys(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
