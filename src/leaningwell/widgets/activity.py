"""An activity: what a view is to show, and the answers to what the view asks.

``kind`` names the view, ``spec`` is what it shows: never a key, never a learner's text. Everything a learner does
travels as a question, ``{"do": ..., ...}``, with one reply, and is kept nowhere here: whoever has the course's files
can answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaningwell.content import direction, phrases
from leaningwell.items import ResponseError

if TYPE_CHECKING:
    from .widget import ActivityWidget

Handler = Callable[[dict[str, Any]], dict[str, Any]]
log = logging.getLogger(__name__)
WORDS = Path(__file__).with_name("words.yaml")


class Activity:
    """An activity on the page.

    ``handlers`` maps what a view may ask for to a function from the question to the reply. A reply with the key
    ``problem`` names a sentence for the learner, and ``details`` what is to be filled in; one with the key ``job`` is
    for ``Jobs`` to carry out. ``language`` is the notebook's, and with it that of the words around the activity.
    ``prose``, Markdown, stands in the activity's place where a page runs no JavaScript.
    """

    def __init__(
        self,
        kind: str,
        spec: dict[str, Any],
        handlers: Mapping[str, Handler] | None = None,
        *,
        language: str = "en",
        prose: str = "",
    ):
        self.kind = kind
        self.spec: dict[str, Any] = {"lang": language, "dir": direction(language), **spec}
        self.prose = prose
        self._language = language
        self._handlers = dict(handlers or {})

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer one question of the view. Never raises, so that the view is never left waiting."""
        try:
            return self._handlers[question["do"]](question)
        except ResponseError as error:
            return {"problem": error.code, "details": error.details}
        except Exception:
            # The question itself stays out of the log: it may hold what a learner answered.
            log.error("An activity of kind %r could not answer.", self.kind)
            return {"failed": True}

    @cached_property
    def widget(self) -> ActivityWidget:
        """The activity as a notebook's kernel shows it. A page that needs no kernel needs no widget either."""
        from .widget import ActivityWidget

        return ActivityWidget(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The view, and what stands in its place where a saved notebook is shown and nothing runs."""
        bundle = self.widget._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": phrases(WORDS, self._language)["not-run"]}, metadata
