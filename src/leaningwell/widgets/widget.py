"""The one widget class: the line between an activity's view in a notebook and the activity in the notebook's kernel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from anywidget.experimental import command

from .job import Jobs

if TYPE_CHECKING:
    from .activity import Activity

_jobs = Jobs()


class ActivityWidget(anywidget.AnyWidget):
    """Synced state is ``kind`` (which view) and ``spec`` (what to show), and never changes."""

    _esm = Path(__file__).parent / "loader.js"
    kind = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, activity: Activity):
        super().__init__(kind=activity.kind, spec=activity.spec)
        self._activity = activity

    @command
    def ask(self, question: dict[str, Any], buffers: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """The reply to one question of the view."""
        return _jobs.carry_out(self._activity.answer(question)), []
