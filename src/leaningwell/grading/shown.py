"""Keeps what a cell shows to what a page can hold, whatever became of the limits where the cell ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LONGEST_NAME = 100


def within(outputs: Sequence[Mapping[str, Any]], most: int, left_out: str) -> list[dict[str, Any]]:
    """The outputs up to twice ``most`` characters: what is printed, and a last value or error of the same size.

    In place of the rest stands ``left_out``. Of an error its name is always kept.
    """
    kept: list[dict[str, Any]] = []
    size = 0
    for output in outputs:
        size += _size(output)
        if size <= 2 * most:
            kept.append(dict(output))
        elif output["output_type"] == "error":
            name = str(output.get("ename", ""))[:LONGEST_NAME]
            kept.append({"output_type": "error", "ename": name, "evalue": left_out, "traceback": [left_out]})
    if size > 2 * most and not (kept and kept[-1].get("evalue") == left_out):
        kept.append({"output_type": "stream", "name": "stdout", "text": f"\n{left_out}\n"})
    return kept


def _size(output: Mapping[str, Any]) -> int:
    parts = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
    parts += output.get("data", {}).values()
    return sum(len(part) if isinstance(part, str) else len(str(part)) for part in parts)
