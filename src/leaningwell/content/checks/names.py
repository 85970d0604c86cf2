"""Names that stored answers hold: everything has one, and one that was given out keeps its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from ..names import NAMES, known_of, nameless, names_of
from ..yamlfile import Fault
from .course import Course, parts


def everything_has_a_name(course: Course) -> Iterator[Fault]:
    """Without a name of its own, an option would be another one as soon as a word of it is changed."""
    for path, read in [*course.activities.items(), *course.graded.items()]:
        for node, missing in nameless(course.documents[path]) if read else ():
            message = f"This has no `{next(iter(missing))}`: a change of its words would lose the answers given to it."
            yield Fault(path, node.start_mark.line + 1, message, "Run `make names`, which writes it.")


def names_last(course: Course) -> Iterator[Fault]:
    """Stored answers hold names, so that one which was given out must keep its meaning."""
    path = course.root / NAMES
    if None in [*course.activities.values(), *course.graded.values()] or not path.exists():
        return
    places = {part.id: document.line((*where, "id")) for document, where, part in parts(course)}
    files = {part.id: document.path for document, _, part in parts(course)}
    known = set().union(*(known_of(part) for _, _, part in parts(course)))
    today = set().union(*(names_of(part) for _, _, part in parts(course)))
    names = [(row["part"], row["name"]) for row in course.tables[NAMES.name]]
    for line, (part, name) in enumerate(names, 2):
        if part not in files:
            message = f"Nothing goes by the name “{part}” any more, and stored answers may hold it."
            remedy = "Put it back; a question that is no longer asked goes whole under `retired`."
            yield Fault(path, line, message, remedy)
        elif (part, name) not in known:
            message = f"Nothing in “{part}” goes by the name “{name}” any more, and stored answers may hold it."
            remedy = (
                "Give it back as the `id` of what it was, or list it under `formerly` of what took its place. "
                "A question whose sense has changed gets a new id, and the old one goes whole under `retired`."
            )
            yield Fault(files[part], places[part], message, remedy)
    for part in sorted({part for part, _ in today - set(names)}):
        message = (
            f"Names of “{part}” are not in {NAMES.as_posix()}, which keeps every name that stored answers may hold."
        )
        yield Fault(files[part], places[part], message, "Run `make names`, which adds them.")
