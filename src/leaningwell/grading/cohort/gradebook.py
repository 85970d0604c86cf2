"""Looks at the gradebook before anything is graded, and says in a sentence what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import nbgrader
import sqlalchemy
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

VERSION = re.compile(r"^(revision|down_revision) = '(\w+)'", re.M)
LOCKED = "The gradebook is in use by another program. Close it, such as a formgrader that is saving, then try again."


class NoGradebook(Exception):
    """The gradebook cannot be used; the message is a sentence that says how to mend it."""


def is_absent(url: str) -> bool:
    """Whether there is no gradebook yet: to open one in a file would make it."""
    address = sqlalchemy.make_url(url)
    return address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file())


def look_at(url: str, slug: str) -> None:
    """Raises NoGradebook unless the exercise can be graded into this gradebook."""
    address = sqlalchemy.make_url(url)
    make = f"Make it, and put the exercise into it, with `nbgrader generate_assignment {slug} --force`."
    if is_absent(url):
        raise NoGradebook(f"There is no gradebook {address.database}. {make}")
    try:
        _compare_version(url)
        with Gradebook(url) as gradebook:
            gradebook.find_assignment(slug)
    except MissingEntry:
        raise NoGradebook(f"The gradebook does not know {slug}. {make}") from None
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
        raise NoGradebook(
            f"The gradebook was written by a later version of nbgrader than {nbgrader.__version__}. Update nbgrader."
        ) from None
    raise NoGradebook("The gradebook is of an earlier version of nbgrader. Copy it, then run `nbgrader db upgrade`.")


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
        return LOCKED
    if "full" in said:
        return "There is no room left to write the gradebook. Free some space, then try again."
    if isinstance(error, DatabaseError) and ("not a database" in said or "malformed" in said):
        return f"The gradebook is damaged ({said}). Put a copy of it in its place."
    return f"The gradebook cannot be used: {said}."
