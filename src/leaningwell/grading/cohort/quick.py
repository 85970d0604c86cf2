"""What nbgrader and nbformat do to each notebook, in less time and with the same result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader.nbgraderformat import common

MOST_KNOWN = 10_000


@contextmanager
def quick_checks() -> Iterator[None]:
    """While this lasts, the same metadata is held against nbgrader's schema once, and not in each notebook."""
    valid: set[str] = set()
    stock = common.jsonschema
    if isinstance(stock, SimpleNamespace):  # another exercise is being graded in this process
        yield
        return

    def validate(instance: Any, schema: Any) -> None:
        known = json.dumps([instance, schema["properties"]["schema_version"]], sort_keys=True, default=repr)
        if known not in valid:
            stock.validate(instance, schema)
            if len(valid) < MOST_KNOWN:
                valid.add(known)

    common.jsonschema = SimpleNamespace(validate=validate)
    try:
        yield
    finally:
        common.jsonschema = stock


class Writer:
    """Writes notebooks as nbformat does. A cell that many share is held against nbformat's schema and laid out once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def write(self, notebook: NotebookNode) -> str:
        """The notebook's file. The notebook is of no more use. Raises ValidationError."""
        cells = split_lines(strip_transient(notebook)).pop("cells")
        keys = [json.dumps(cell, sort_keys=True) for cell in cells]
        new = [cell for cell, key in zip(cells, keys, strict=True) if key not in self._known]
        nbformat.validate({**notebook, "cells": new}, relax_add_props=True)
        made = [self._known.get(key) or self._laid_out(cell, key) for cell, key in zip(cells, keys, strict=True)]
        if not made:
            return _indented({**notebook, "cells": []}, 0) + "\n"
        # "cells" comes before all other keys.
        return '{\n "cells": [\n  ' + ",\n  ".join(made) + "\n ]," + _indented(notebook, 0)[1:] + "\n"

    def _laid_out(self, cell: NotebookNode, key: str) -> str:
        text = _indented(cell, 2)
        if len(self._known) < MOST_KNOWN:
            self._known[key] = text
        return text


def _indented(value: Any, depth: int) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return text.replace("\n", "\n" + " " * depth)
