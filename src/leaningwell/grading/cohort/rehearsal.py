"""Does once, before any fork, what Python and IPython put off until the first time. Each fork would do it anew."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any

from leaningwell.content import ContentError
from leaningwell.content.release import know_sheet
from leaningwell.widgets.exercise import Exercise

from .limits import ITEMS
from .shell import Said, Stream

MOST_SAID = 10_000
CELLS = (
    "# what is to come\nfrom math import tau\n\n\ndef half(number):\n    return number / 2\n",
    "print('a word')\nhalf(1)",
    "{'one': [1, 2.5], 'two': (None, 'text')}",
    "half(None)",
    "def half(",
)
"""Of each kind one: what defines, says, shows, fails, and cannot be read."""


def rehearse(shell: Any) -> None:
    """Run in a Shell what many notebooks have in common. Nothing of it is left to see."""
    said = shell.said = Said(MOST_SAID, "")
    with contextlib.redirect_stdout(Stream(said, "stdout")), contextlib.redirect_stderr(Stream(said, "stderr")):
        for cell in CELLS:
            shell.run(cell, kept=False)
        with contextlib.suppress(ContentError):
            know_sheet(Path(ITEMS))
            for shown in _shown(Exercise("rehearsal")):
                shell.display_formatter.format(shown)
    shell.reset(new_session=True)
    del shell.said
    for name in ("last_type", "last_value", "last_traceback"):
        vars(sys).pop(name, None)


def _shown(exercise: Exercise) -> list[object]:
    """All that an exercise shows."""
    sheet = exercise.sheet
    questions = [exercise.item(item["id"]) for item in sheet.items]
    tasks = [exercise.task(task.id) for task in sheet.tasks]
    reflections = [exercise.reflect(reflection.id) for reflection in sheet.reflections]
    return [*questions, *tasks, *reflections, exercise.before_handing_in()]
