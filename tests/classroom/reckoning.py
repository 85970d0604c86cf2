"""What an answer is worth, reckoned from the exercise's own files by sums that share no line with the course's grading.

The key is read as plain YAML, the points of code from the test cell's own `worth=`. Whatever the course makes of them
has to come to the same.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import nbformat
import yaml

FULL_MESSAGE = 0.9
"""From here on a message is a full answer, as CONTRIBUTING.md has it; credit begins above what a guess earns."""
CHECK = re.compile(r'checks\.(?:close|that)\(\s*"(?P<says>.+?)",.*?worth=(?P<worth>[\d.]+)', re.S)


class Reckoning:
    """One exercise's points."""

    def __init__(self, folder: Path):
        self.raw = yaml.safe_load((folder / "items.yaml").read_text(encoding="utf-8"))
        self.items: dict[str, dict[str, Any]] = {item["id"]: item for item in self.raw["items"]}
        self.tasks: dict[str, dict[str, Any]] = {task["id"]: task for task in self.raw["tasks"]}
        cells = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4).cells
        graded = {
            cell.metadata.nbgrader.grade_id: cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")
        }
        self.possible = {name: float(cell.metadata.nbgrader.points) for name, cell in graded.items()}
        self.checks = {
            name: {" ".join(found["says"].split()): float(found["worth"]) for found in CHECK.finditer(cell.source)}
            for name, cell in graded.items()
            if "checks" in cell.source
        }
        self.reflections = [name for name in self.possible if name not in self.tasks and name not in self.items]

    def right(self, id: str) -> Any:
        """A wholly right answer."""
        item = self.items[id]
        kind = item["type"]
        if kind == "numeric":
            return item["answer"]
        if kind == "single":
            return next(one["id"] for one in item["options"] if one.get("correct"))
        if kind == "multiple":
            return [one["id"] for one in item["options"] if one.get("correct")]
        if kind == "sort":
            return {one["id"]: one["category"] for one in item["entries"]}
        if kind == "scenario":
            return [next(one["id"] for one in turn["options"] if one.get("correct")) for turn in item["turns"]]
        return {slot["id"]: next(one["id"] for one in slot["phrases"] if one["worth"] == 1) for slot in item["slots"]}

    def share(self, id: str, answer: Any) -> float:
        """How right an answer is, from 0 to 1, before a guess is taken off."""
        item = self.items[id]
        kind = item["type"]
        if kind == "numeric":
            return float(abs(answer - item["answer"]) <= item["tolerance"] + 1e-12)
        if kind == "single":
            return float(answer == self.right(id))
        if kind == "multiple":
            right = set(self.right(id))
            return max(0, len(right & set(answer)) - len(set(answer) - right)) / len(right)
        if kind == "sort":
            right = self.right(id)
            return sum(right[entry] == place for entry, place in answer.items()) / len(right)
        if kind == "scenario":
            return statistics.fmean(float(took == fits) for took, fits in zip(answer, self.right(id), strict=True))
        return self._message(item, answer)

    def _message(self, item: dict[str, Any], answer: Mapping[str, str]) -> float:
        worths = {phrase["id"]: phrase["worth"] for slot in item["slots"] for phrase in slot["phrases"]}
        left = {slot["id"]: worths[answer[slot["id"]]] for slot in item["slots"]}
        for clash in item["clashes"]:
            if clash["phrase"] in answer.values():
                left[clash["slot"]] *= clash["factor"]
        return sum(left.values()) / len(left)

    def _guessed(self, item: dict[str, Any]) -> float:
        """What all messages that could be put together earn on average."""
        slots = [[(slot["id"], phrase["id"]) for phrase in slot["phrases"]] for slot in item["slots"]]
        return statistics.fmean(self._message(item, dict(message)) for message in itertools.product(*slots))

    def points(self, id: str, answer: Any, possible: float) -> float:
        """What an answer earns of the points that it can."""
        share = self.share(id, answer)
        if self.items[id]["type"] == "compose" and share < 1:
            guessed = self._guessed(self.items[id])
            share = min(1.0, max(0.0, (share - guessed) / (FULL_MESSAGE - guessed)))
        return _cents(share * possible)

    def earns(self, answers: Mapping[str, Any], done: bool = False, passes: Collection[str] = ()) -> dict[str, float]:
        """What each graded cell earns. ``passes``: what the checks say that the code passes."""
        earned = {}
        for name, possible in self.possible.items():
            if name in self.tasks:
                asked = self.tasks[name]["no-code"]
                parts = [self.points(id, answers[id], possible / len(asked)) for id in asked if id in answers]
                by_code = [worth for says, worth in self.checks.get(name, {}).items() if says in passes]
                earned[name] = _cents(max(sum(parts), sum(by_code)))
            elif name in self.items:
                earned[name] = self.points(name, answers[name], possible) if name in answers else 0.0
            else:
                earned[name] = possible * done
        return earned


def _cents(value: float) -> float:
    """Two places behind the point."""
    return math.floor(value * 100 + 0.5) / 100
