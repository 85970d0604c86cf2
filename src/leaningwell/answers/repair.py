"""Reads a notebook whatever happened to its file, as plain JSON of nbformat's shape 4.5.

1. The bytes become text: byte-order marks, UTF-16, and encodings of old editors.
2. The text becomes JSON. Of a file that was cut off or damaged in the middle, the cells that can be read are kept.
3. Older shapes become the current one, and every field that has to be there is there, in the form it has to have.

nbformat is not imported, since that takes longer than all else a page loads; a test holds the result against it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from .salvage import DEPTH, SOURCES, cells_in, decoder

ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
KINDS = {"code": "code", "raw": "raw"} | dict.fromkeys(("markdown", "heading", "html", "text"), "markdown")
MAX_BYTES = 100_000_000

EMPTY: dict[str, Any] = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class UnreadableNotebook(Exception):
    """Nothing in the file can be read as a notebook's cells."""


@dataclass(frozen=True)
class Repaired:
    """A notebook in order.

    ``mended`` says what was not: ``encoding``, ``damaged``, ``format``, ``cells`` (some were no cells), ``source``,
    ``line-endings``, ``outputs``, ``metadata``, ``ids``.
    """

    notebook: dict[str, Any]
    mended: tuple[str, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether something that was in the file may be missing."""
        return not {"damaged", "cells"}.isdisjoint(self.mended)


def repaired(raw: bytes) -> Repaired:
    """The notebook in ``raw``. Raises UnreadableNotebook."""
    mended: dict[str, None] = {}
    text = _text(raw, mended)
    found = _json(text, mended)
    cells = _cells(found, mended)
    if not cells and ("damaged" in mended or not _is_empty_notebook(found)):
        raise UnreadableNotebook
    metadata = found.get("metadata") if isinstance(found, dict) else None
    made = [_cell(cell, mended) for cell in cells]
    _give_ids(made, mended)
    return Repaired({**EMPTY, "cells": made, "metadata": _metadata(metadata, mended)}, tuple(mended))


def _is_empty_notebook(found: Any) -> bool:
    return isinstance(found, dict) and "nbformat" in found and found.get("cells") == []


def _text(raw: bytes, mended: dict[str, None]) -> str:
    encoding = json.detect_encoding(raw)
    if encoding != "utf-8":
        mended["encoding"] = None
    try:
        return raw.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        mended["encoding"] = None
        # An old editor on Windows; what even that cannot be keeps the words around it.
        return raw.decode("cp1252" if encoding == "utf-8" else encoding, "replace")


def _json(text: str, mended: dict[str, None]) -> Any:
    text = text.strip("\0 \t\r\n")
    try:
        found, end = decoder().raw_decode(text)
    except (ValueError, RecursionError):
        mended["damaged"] = None
        return {"nbformat": 4, "metadata": {}, "cells": list(cells_in(text))}
    if end < len(text):
        # What is left of a longer file that was written over.
        mended["format"] = None
    return found


def _cells(found: Any, mended: dict[str, None]) -> list[dict[str, Any]]:
    """The cells as they stand, of whatever format."""
    if isinstance(found, dict) and "worksheets" in found and "cells" not in found:
        mended["format"] = None
        sheets = found["worksheets"] if isinstance(found["worksheets"], list) else [found["worksheets"]]
        listed = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _listed(sheet.get("cells"))]
    elif isinstance(found, dict):
        if found.get("nbformat") != 4 or not isinstance(found.get("nbformat_minor"), int):
            mended["format"] = None
        listed = _listed(found.get("cells"))
        if not isinstance(found.get("cells"), list):
            mended["cells"] = None
    else:
        mended["format"] = None
        listed = _listed(found)
    cells = [cell for cell in listed if isinstance(cell, dict) and ({"cell_type", *SOURCES} & cell.keys())]
    if len(cells) < len(listed):
        mended["cells"] = None
    return cells


def _listed(cells: Any) -> list[Any]:
    if isinstance(cells, dict):
        return list(cells.values())
    return cells if isinstance(cells, list) else []


def _cell(cell: dict[str, Any], mended: dict[str, None]) -> dict[str, Any]:
    said = str(cell.get("cell_type", "")).lower()
    kind = KINDS.get(said) or ("code" if {"outputs", "execution_count"} & cell.keys() else "markdown")
    if kind != cell.get("cell_type"):
        mended["format"] = None
    made = {
        "id": cell.get("id"),
        "cell_type": kind,
        "metadata": _metadata(cell.get("metadata"), mended),
        "source": _source(cell, said, mended),
    }
    if kind == "code":
        made["execution_count"] = _count(cell, mended)
        made["outputs"] = _outputs(cell.get("outputs"), mended)
    elif _is_attachments(cell.get("attachments")):
        made["attachments"] = cell["attachments"]
    return made


def _source(cell: dict[str, Any], said: str, mended: dict[str, None]) -> str:
    place = next((name for name in SOURCES if name in cell), "source")
    found = cell.get(place, "")
    if place != "source" or not _is_text(found):
        mended["source"] = None
    text = _joined(found)
    if "\r" in text:
        mended["line-endings"] = None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if said == "heading":
        level = cell.get("level")
        text = f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 1)} {text}"
    return text


def _joined(found: Any) -> str:
    if isinstance(found, str):
        return found
    if not isinstance(found, list):
        return ""
    lines = [line for line in found if isinstance(line, str)]
    # Lines keep their ends in a notebook. Some tools leave them out.
    bare = len(lines) > 1 and not any("\n" in line or "\r" in line for line in lines)
    return "\n".join(lines) if bare else "".join(lines)


def _is_text(found: Any) -> bool:
    return isinstance(found, str) or (isinstance(found, list) and all(isinstance(line, str) for line in found))


def _count(cell: dict[str, Any], mended: dict[str, None]) -> int | None:
    count = cell.get("execution_count", cell.get("prompt_number"))
    if "execution_count" not in cell:
        mended["outputs"] = None
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None


def _outputs(found: Any, mended: dict[str, None]) -> list[dict[str, Any]]:
    listed = found if isinstance(found, list) else []
    made = [output for each in listed if (output := _output(each))]
    if made != found:
        mended["outputs"] = None
    return made


def _output(found: Any) -> dict[str, Any] | None:
    """The output as it stands, with what it lacks; None if it is none, or one of a format before the fourth."""
    if not isinstance(found, dict) or not _shallow(found):
        return None
    match found.get("output_type"):
        case "stream" if _is_text(found.get("text")):
            name = found.get("name")
            return {"output_type": "stream", "name": name if isinstance(name, str) else "stdout", "text": found["text"]}
        case "display_data" | "execute_result" as kind if isinstance(found.get("data"), dict):
            data = {name: value for name, value in found["data"].items() if name.endswith("json") or _is_text(value)}
            metadata = found.get("metadata")
            made = {"output_type": kind, "data": data, "metadata": metadata if isinstance(metadata, dict) else {}}
            return made | ({"execution_count": _count(found, {})} if kind == "execute_result" else {})
        case "error":
            words = {name: str(found.get(name, "")) for name in ("ename", "evalue")}
            lines = found.get("traceback")
            lines = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
            return {"output_type": "error", **words, "traceback": lines}
    return None


def _is_attachments(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(files, dict) and all(_is_text(value) for value in files.values()) for files in found.values()
    )


FORMS: dict[str, type] = {
    "kernelspec": dict, "language_info": dict, "nbgrader": dict, "jupyter": dict, "execution": dict,
    "name": str, "title": str, "orig_nbformat": int, "authors": list, "collapsed": bool, "deletable": bool,
    "editable": bool, "tags": list, "format": str,
}  # fmt: skip
"""What nbformat has rules for. Anything else, such as what Colab, VS Code or JupyterLite write, may have any form."""


def _metadata(found: Any, mended: dict[str, None]) -> dict[str, Any]:
    if not isinstance(found, dict) or not _shallow(found):
        mended["metadata"] = None
        return {}
    made: dict[str, Any] = {name: value for name, value in found.items() if isinstance(value, FORMS.get(name, object))}
    if "tags" in made:
        made["tags"] = list(dict.fromkeys(tag for tag in made["tags"] if isinstance(tag, str) and "," not in tag))
    for name, needed in (("kernelspec", ("name", "display_name")), ("language_info", ("name",))):
        if name in made and not all(isinstance(made[name].get(key), str) for key in needed):
            del made[name]
    if made != found:
        mended["metadata"] = None
    return made


def _shallow(found: Any, levels: int = DEPTH) -> bool:
    if not isinstance(found, dict | list):
        return True
    inner = found.values() if isinstance(found, dict) else found
    return levels > 0 and all(_shallow(each, levels - 1) for each in inner)


def _give_ids(cells: list[dict[str, Any]], mended: dict[str, None]) -> None:
    """Every cell has an id, used once. Of two cells with the same one the last keeps it, as it counts in grading."""
    usable = [cell["id"] if isinstance(cell["id"], str) and ID.fullmatch(cell["id"]) else None for cell in cells]
    last = {id: place for place, id in enumerate(usable)}
    taken = set(usable)
    for place, (cell, id) in enumerate(zip(cells, usable, strict=True)):
        if id is None or last[id] != place:
            mended["ids"] = None
            id = f"cell-{place}"
            while id in taken:
                id += "x"
            taken.add(id)
        cell["id"] = id
