"""The one widget class: it hands a view its description and answers the view's questions.

Synced state is ``kind`` (which view) and ``spec`` (what to show; never a key, never a learner's text). Everything a
learner does travels as a question, ``{"do": ..., ...}``, with one reply, and is kept nowhere in the widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from anywidget.experimental import command

from leaningwell.content import direction, phrases
from leaningwell.items import ResponseError

Handler = Callable[[dict[str, Any]], dict[str, Any]]
log = logging.getLogger(__name__)
WORDS = Path(__file__).with_name("words.yaml")


class Activity(anywidget.AnyWidget):
    """An activity on the page.

    ``handlers`` maps what a view may ask for to a function from the question to the reply. A reply with the key
    ``problem`` names a sentence for the learner, and ``details`` what is to be filled in. ``language`` is the
    notebook's, and with it that of the words around the activity.
    """

    _esm = Path(__file__).parent / "loader.js"
    kind = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self, kind: str, spec: dict[str, Any], handlers: Mapping[str, Handler] | None = None, *, language: str = "en"
    ):
        super().__init__(kind=kind, spec={"lang": language, "dir": direction(language), **spec})
        self._language = language
        self._handlers = dict(handlers or {})

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The view, and what stands in its place where a saved notebook is shown and nothing runs."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": phrases(WORDS, self._language)["not-run"]}, metadata

    @command
    def ask(self, question: dict[str, Any], buffers: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """Answer one question of the view. Never raises, so that the view is never left waiting."""
        try:
            return self._handlers[question["do"]](question), []
        except ResponseError as error:
            return {"problem": error.code, "details": error.details}, []
        except Exception:
            # The question itself stays out of the log: it may hold what a learner answered.
            log.error("An activity of kind %r could not answer.", self.kind)
            return {"failed": True}, []
