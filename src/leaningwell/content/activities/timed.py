"""Parts of a lesson that take some minutes, each as many as such parts usually do unless its file says otherwise."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from leaningwell.items.part import Identified


class Timed(Identified):
    """A part for which the lesson's minutes are counted."""

    USUAL: ClassVar[float]
    """How many minutes such a part takes."""

    minutes: float | None = Field(None, gt=0, description="how many minutes it takes, where that is not the usual")

    @property
    def takes(self) -> float:
        """How many minutes it takes."""
        return self.minutes or self.USUAL
