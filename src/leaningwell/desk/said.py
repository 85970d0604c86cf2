"""Calls nbgrader and catches what it says, so that a step can say it in its own place."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from nbgrader.converters import NbGraderException
from nbgrader.exchange import ExchangeError
from sqlalchemy.exc import SQLAlchemyError

from leaningwell.grading.cohort.gradebook import why

from .course import CannotDo
from .words import say


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage().strip())


def carried_out(step: Any, act: Callable[[], object] | None = None) -> list[str]:
    """Run one of nbgrader's steps. Gives what it warned of; raises CannotDo with what it said where it failed."""
    kept, log = _Kept(), logging.getLogger(f"leaningwell.desk.{type(step).__name__}")
    log.propagate = False
    log.setLevel(logging.WARNING)
    log.handlers = [kept]
    step.log = log
    try:
        (act or step.start)()
    except (NbGraderException, ExchangeError) as error:
        raise CannotDo(_with_a_remedy(str(error)) or " ".join(kept.lines)) from None
    except SQLAlchemyError as error:
        raise CannotDo(why(error)) from None
    except SystemExit:  # how an application of nbgrader's gives up
        raise CannotDo(" ".join(kept.lines) or say("silent")) from None
    except OSError as error:
        raise CannotDo(say("file-trouble", why=os.strerror(error.errno or 0), file=error.filename)) from None
    return kept.lines


def _with_a_remedy(said: str) -> str:
    """nbgrader's own sentence, or what an instructor can do about it."""
    if "Unwritable directory" in said or "You don't own the directory" in said:
        return say("exchange-rights", place=said.rpartition(": ")[2])
    return said
