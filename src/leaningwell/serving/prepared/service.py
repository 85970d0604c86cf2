"""Pages and answers for one folder: what is prepared, and by whom it is asked."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaningwell.widgets.job import Jobs

from . import beforehand
from .pool import PAGE_SECONDS, Busy, NoAnswer, Pool
from .source import Place, build_of, place_of
from .store import FOREIGN, Store, kept_as

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A page as it is sent: compressed, and the name of what it was made from.

    One that is not ``whole`` may be so the next time, though nothing it was made from has changed.
    """

    build: str
    body: bytes
    whole: bool = True


class Prepared:
    """The pages below ``root``. A ``public`` site has lessons only, and makes a page of whatever notebook it has."""

    def __init__(self, root: Path, *, public: bool = False, workers: int = 2, store: Store | None = None):
        self.root = root
        self.public = public
        self.pool = Pool(workers, everything=public)
        self.store = store or Store()
        self.jobs = Jobs()
        self._making: dict[str, asyncio.Task[Page]] = {}

    async def page(self, place: Place, *, do: str = "page") -> Page | None:
        """The page, or None if the notebook is no page of the course. Raises Busy, NoAnswer, OSError.

        To ``do`` "search" gives, instead, the words of all lessons beside it, as JSON.
        """
        build = await asyncio.to_thread(build_of, place, whole_course=do == "search")
        name = kept_as(build, do, public=self.public)
        body = self.store.get(name)
        if body is None and do == "page" and beforehand.is_making(place):
            # Not in a thread that waits: it would keep a server that is stopped from ending.
            while beforehand.is_making(place):
                await asyncio.sleep(0.02)
            body = self.store.get(name)
        if body is not None:
            page = Page(build, body)
        else:
            # Many who ask at once for the same page wait for one worker.
            if name not in self._making:
                self._making[name] = asyncio.create_task(self._make(name, place, build, do))
                self._making[name].add_done_callback(lambda task: self._making.pop(name, None))
            page = await asyncio.shield(self._making[name])
        return None if page.body == FOREIGN else page

    async def _make(self, name: str, place: Place, build: str, do: str) -> Page:
        message = {"do": do, "root": str(place.root), "path": place.path, "build": build}
        try:
            answer = await self.pool.ask(message, seconds=PAGE_SECONDS)
        except NoAnswer:
            if do != "page":
                raise
            log.error("%s could not be prepared; its text is shown without its activities.", place.lesson)
            answer = await self.pool.ask({**message, "do": "text"}, seconds=PAGE_SECONDS)
        if "page" in answer:
            body = base64.b64decode(answer["page"])
            now = await asyncio.to_thread(build_of, place, whole_course=do == "search")
            if answer["faults"] or now != build:
                # Made again at the next request: what was missing may be there, and a file was changed meanwhile.
                return Page(build, body, whole=False)
        elif answer.get("foreign"):
            body = FOREIGN
        else:
            raise OSError(f"{place.lesson} cannot be read as a notebook")
        await asyncio.to_thread(self.store.put, name, body)
        return Page(build, body)

    async def warm_up(self, path: str) -> None:
        """Have the workers and one page there before somebody asks for them."""
        self.pool.start()
        if place := place_of(self.root, path):
            with contextlib.suppress(Busy, NoAnswer, OSError):  # whoever opens it is told
                await self.page(place)

    async def ask(self, place: Place, build: str, cell: str, question: dict[str, Any]) -> dict[str, Any]:
        """What the worker says to a question: ``reply``, or ``unknown``. Raises Busy, NoAnswer."""
        answer = await self.pool.ask(
            {
                "do": "ask",
                "root": str(place.root),
                "path": place.path,
                "build": build,
                "cell": cell,
                "question": question,
            }
        )
        if "job" in answer.get("reply", {}):
            answer["reply"] = await asyncio.to_thread(self.jobs.carry_out, answer["reply"], str(place.folder))
        return answer

    async def idle(self) -> None:
        """Wait until nobody waits for a page or an answer."""
        while self.pool.waiting or self._making:
            await asyncio.sleep(0.05)

    def close(self) -> None:
        """End the workers and the jobs."""
        self.pool.close()
        self.jobs.close()
