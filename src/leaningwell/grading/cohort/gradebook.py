"""Looks at the gradebook before anything is graded, and says in a sentence what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import nbgrader
import sqlalchemy
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from ..instructor import say

VERSION = re.compile(r"^(revision|down_revision) = '(\w+)'", re.M)


class NoGradebook(Exception):
    """The gradebook cannot be used; the message is a sentence that says how to mend it."""


def is_absent(url: str) -> bool:
    """Whether there is no gradebook yet: to open one in a file would make it."""
    address = sqlalchemy.make_url(url)
    return address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file())


def look_at(url: str, slug: str) -> None:
    """Raises NoGradebook unless the exercise can be graded into this gradebook."""
    address = sqlalchemy.make_url(url)
    make = say("gradebook-make", slug=slug)
    if is_absent(url):
        raise NoGradebook(say("gradebook-absent", path=address.database, make=make))
    try:
        _compare_version(url)
        with Gradebook(url) as gradebook:
            gradebook.find_assignment(slug)
    except MissingEntry:
        raise NoGradebook(say("gradebook-unknown", slug=slug, make=make)) from None
    except SQLAlchemyError as error:
        raise NoGradebook(why(error)) from None


def _compare_version(url: str) -> None:
    engine = sqlalchemy.create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version")).scalar()
    finally:
        engine.dispose()
    place = Path(nbgrader.__file__).parent / "alembic"
    if found == _latest(place / "versions"):
        return
    from alembic.script import ScriptDirectory  # takes a while to import
    from alembic.util.exc import CommandError

    script = ScriptDirectory(str(place))
    if found == script.get_current_head():
        return
    try:
        script.get_revision(str(found))
    except CommandError:
        raise NoGradebook(say("gradebook-later", version=nbgrader.__version__)) from None
    raise NoGradebook(say("gradebook-earlier"))


def _latest(versions: Path) -> str | None:
    """The version that no other follows, as the files say; None where they do not say so plainly."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in versions.glob("*.py"):
        for name, version in VERSION.findall(path.read_text(encoding="utf-8")):
            found[name].add(version)
    last = found["revision"] - found["down_revision"]
    return last.pop() if len(last) == 1 else None


def why(error: SQLAlchemyError) -> str:
    """What went wrong with the gradebook, in a sentence."""
    said = str(getattr(error, "orig", error)).strip()
    if "locked" in said:
        return say("gradebook-locked")
    if "full" in said:
        return say("gradebook-full")
    if isinstance(error, DatabaseError) and ("not a database" in said or "malformed" in said):
        return say("gradebook-damaged", why=said)
    return say("gradebook-unusable", why=said)
