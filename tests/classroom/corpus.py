"""The hostile submissions: what stands in ``hostile/``, by kind, and how each is handed in.

Each case is a learner: a ``cell`` of the learner's own, above the task, or the ``function`` that the task asks for.
Without one, the function is a right one, and earns its points all the same, unless the cell ``stops`` the notebook.
What a case tries leaves harmless marks. ``stock`` says what nbgrader's own command does with it, if it does not hold.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
import yaml

from classroom.room import SLUG, Classroom, handed_in

FOLDER = Path(__file__).parent / "hostile"
KINDS: dict[str, dict[str, dict[str, Any]]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir())
}
CASES = {name: case for cases in KINDS.values() for name, case in cases.items()}
WRONG = "def final_share(*given, **named):\n    return 9\n"
CLOSED = ("five-quiet-weeks", "friday-in-the-workshop", "lifts-on-tuesday")
TASK = "final-share"
NEIGHBOURS = ("a-neighbour", "zz-neighbour")
WORDS = "marked-words of somebody else"
SECRET = "marked-secret-of-the-environment"
SECRETS = (WORDS, SECRET, "following == shown", "answer: 0.05", "_hidden_rest(", "marked\\n")
TOKEN = f"leaningwell-stays-behind-{os.getpid()}."
SETTINGS = "\nc.Execute.timeout = 6\nc.ExecuteWhatRuns.memory = 700\n"
Change = Callable[[nbformat.NotebookNode], None]


def fair(case: Mapping[str, Any]) -> dict[str, float]:
    """What each graded cell has to earn."""
    code = case.get("earns", 0 if case.get("stops") or "function" in case else 6)
    answered = "answers" not in case and "answers.json" not in case.get("links", {})
    return dict.fromkeys((*CLOSED, "quiet-mornings", "kinder-needy"), 0) | {TASK: code, CLOSED[0]: 3 * answered}


def names_of(classroom: Classroom, student: str, case: str, port: int) -> dict[str, str]:
    """What the words in capitals stand for in a case."""
    place = classroom.place
    here = {"ROOT": str(classroom.root), "SLUG": SLUG, "SELF": student, "TOKEN": TOKEN, "PORT": str(port)}
    return here | {"MARK": str(place / f"mark-{case}"), "SOCKET": str(place / "s")}


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text, with what the words in capitals stand for."""
    for word, meant in names.items():
        text = text.replace(word, meant)
    return text


def neighbours(classroom: Classroom, right: Mapping[str, Any], right_code: Mapping[str, str]) -> None:
    """Two people who did their work, the first to be graded and the last but for those named after them."""
    for name in NEIGHBOURS:
        shared = {"kinder-needy": {"definition": WORDS}}
        classroom.hand_in(name, right_code, handed_in({id: right[id] for id in CLOSED}, ("kinder-needy",), shared))


def hand_in(
    classroom: Classroom, name: str, right: Mapping[str, Any], right_code: Mapping[str, str], port: int, who: str = ""
) -> None:
    """Hand one case in, under its own name or as ``who``."""
    case, who = CASES[name], who or name
    names = names_of(classroom, who, name, port)
    function = case.get("function")
    code = dict(right_code) if function is None else {f"{TASK}-code": WRONG if function == "wrong" else function}
    answers = handed_in({CLOSED[0]: right[CLOSED[0]]})
    if "answers" in case:
        answers = handed_in({}) | case["answers"]
    cells = {"own": filled(case.get("cell", "pass"), names)}
    classroom.hand_in(who, code, None if "answers.json" in case.get("links", {}) else answers, change(cells, case))
    lay_beside(classroom.root / "submitted" / who / SLUG, case, names)


def lay_beside(folder: Path, case: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """The files and links of a case, in the folder that is handed in."""
    for path, content in case.get("files", {}).items():
        there = folder / filled(path, names)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(filled(content, names))
    for path, target in case.get("links", {}).items():
        there = folder / filled(path, names)
        there.unlink(missing_ok=True)
        there.symlink_to(filled(target, names))


def change(cells: Mapping[str, str], case: Mapping[str, Any]) -> Change:
    """What is done to a notebook: cells of one's own come in above the task, and the course's are changed."""

    def do(notebook: nbformat.NotebookNode) -> None:
        place = next(at for at, cell in enumerate(notebook.cells) if cell.id == f"{TASK}-code")
        notebook.cells[place:place] = [nbformat.v4.new_code_cell(source, id=id) for id, source in cells.items()]
        for cell in notebook.cells:
            for key, value in case.get("cells", {}).get(cell.id, {}).items():
                cell[key] = nbformat.from_dict(value)
            if cell.cell_type != "code":
                cell.pop("outputs", None)
                cell.pop("execution_count", None)
        notebook.metadata.update(nbformat.from_dict(case.get("notebook", {})))
        if first := case.get("first"):
            notebook.cells.sort(key=lambda cell: cell.id != first)

    return do


def said(notebook: nbformat.NotebookNode, cell: str = "") -> str:
    """All that a graded notebook shows below the learner's own cells, or below one of them."""
    own = [
        one for one in notebook.cells if one.cell_type == "code" and not one.metadata.get("nbgrader", {}).get("grade")
    ]
    return str([one.outputs for one in own if not cell or one.id == cell])


def digests(*places: Path) -> dict[str, str]:
    """What every file below these places holds."""
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }
