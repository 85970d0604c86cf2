"""Questions as the course's pages ask them, and the answers to them, found in this process.

What can be asked is read from what stands in the pages themselves; responses and settings are made up.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup

from leaningwell.serving.prepared.worker import Worker
from servers import Server

LESSONS = sorted(path.stem for path in (Path(__file__).parents[2] / "course").glob("0*.ipynb"))
DRAWINGS = 6
"""So many settings of each exploration."""


@dataclass(frozen=True)
class Question:
    """One request of a page, and the only right reply."""

    address: str
    body: dict[str, Any]
    reply: Any


def page_path(lesson: str) -> str:
    """Where a public site has a lesson."""
    return f"/voila/render/{lesson}.ipynb"


class Answers:
    """What the course's own code says, in this process, to what a page asked a server for the same course."""

    def __init__(self, course: Path):
        self._course = course
        self._worker = Worker(everything=True)

    def to(self, address: str, body: dict[str, Any]) -> Any:
        """The reply to ``body``, sent to ``address``."""
        path, _, cell = address.partition("/leaningwell/ask/")[2].rpartition("/")
        asked = {"do": "ask", "root": str(self._course), "path": unquote(path), "cell": unquote(cell), **body}
        with contextlib.chdir("."):  # which a worker changes
            return json.loads(json.dumps(self._worker.do(asked)["reply"]))


def questions(server: Server, answers: Answers, seed: int = 1) -> list[Question]:
    """Many questions of every lesson, in no order."""
    chance = Random(seed)
    found = []
    for lesson in LESSONS:
        status, page = server.get(page_path(lesson), token=False)
        assert status == 200, f"{lesson}: {status}"
        soup = BeautifulSoup(page, "html.parser")
        ask, build = urljoin(page_path(lesson), str(soup.body["data-ask"])), soup.body["data-build"]
        for script in soup.select(".lw-slot > script[type='application/json']"):
            address = f"{ask}/{script.parent['data-cell']}"
            for asked in asked_by(json.loads(script.string), chance):
                body = {"build": build, "question": asked}
                reply = answers.to(address, body)
                assert not reply.get("failed"), f"{address} has no answer to {asked}"
                found.append(Question(address, body, reply))
    chance.shuffle(found)
    return found


def asked_by(activity: dict[str, Any], chance: Random) -> Iterator[dict[str, Any]]:
    """What the view of an activity may ask."""
    spec = activity["spec"]
    match activity["kind"]:
        case "quiz" | "warm-up":
            for item in spec["items"]:
                yield {"do": "check", "id": item["id"], "response": response(item, chance)}
                yield {"do": "solve", "id": item["id"]}
        case "prediction":
            yield {"do": "reveal"}
        case "exploration":
            if spec.get("guess"):
                yield {"do": "reveal"}
            for _ in range(DRAWINGS):
                sent = [control for control in spec["controls"] if not control.get("presets")]
                yield {"do": "draw", "values": {control["id"]: setting(control, chance) for control in sent}}


def response(item: dict[str, Any], chance: Random) -> Any:
    """Some response to an item, right or wrong."""
    keys = lambda name: [part["key"] for part in item[name]]  # noqa: E731
    match item["type"]:
        case "single" | "true-false":
            return chance.choice(keys("options"))
        case "multiple":
            return chance.sample(keys("options"), chance.randint(1, len(item["options"])))
        case "numeric":
            return chance.choice([0, 1, 2.5, 50, 100])
        case "sort":
            places = [place["key"] if isinstance(place, dict) else place for place in item["categories"]]
            return {key: chance.choice(places) for key in keys("entries")}
        case "match":
            return {key: chance.choice(keys("rights")) for key in keys("lefts")}
        case "order":
            return chance.sample(keys("entries"), len(item["entries"]))
        case "scenario":
            return [chance.choice(item["turns"][0]["options"])["key"]]
    raise AssertionError(f"nobody has said how a question of type {item['type']!r} is answered")


def setting(control: dict[str, Any], chance: Random) -> Any:
    """Some value of a control."""
    if control["type"] == "slider":
        notches = round((control["maximum"] - control["minimum"]) / control["step"])
        return round(control["minimum"] + control["step"] * chance.randint(0, notches), 9)
    values = [choice["value"] for choice in control["choices"]]
    return chance.choice(values) if control["type"] == "choice" else chance.sample(values, min(2, len(values)))
