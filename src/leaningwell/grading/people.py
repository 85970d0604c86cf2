"""Whom a name belongs to: platforms call a learner otherwise than the gradebook does.

A learner is known by an id, an e-mail address, the platform's number, whatever else a list of learners says, and by the
name as people and platforms write it: Ana Ruiz; Ruiz, Ana; ruizana; ana-ruiz. Accents may be written in two ways, or
be lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from nbgrader.api import Gradebook

from .cohort.gradebook import is_absent


@dataclass(frozen=True)
class Person:
    """A learner of the gradebook. ``aliases``: whatever else stands for exactly this person, such as a user name."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name in both orders, as far as it is known."""
        return (f"{self.first} {self.last}", f"{self.last} {self.first}") if self.first or self.last else ()

    @property
    def shown(self) -> str:
        """How a list of the platform writes the name; the id where none is known."""
        return ", ".join(part for part in (self.last, self.first) if part) or self.id


@dataclass(frozen=True)
class Register:
    """All learners that are known. ``complete``: they come from a list, so that whoever is not on it is a stranger."""

    people: tuple[Person, ...] = ()
    complete: bool = False
    _sure: dict[str, set[str]] = field(default_factory=dict, compare=False)
    _named: dict[str, set[str]] = field(default_factory=dict, compare=False)
    _at: dict[str, list[Person]] = field(default_factory=dict, compare=False)
    _called: dict[str, dict[str, Person]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for person in self.people:
            for key in (person.id, person.email, person.lms, *person.aliases):
                if key.strip():
                    self._sure.setdefault(plain(key), set()).add(person.id)
            for name in (*person.names, person.id, *person.aliases):
                for form in _forms(name):
                    self._named.setdefault(form, set()).add(person.id)
            if person.email.strip():
                self._at.setdefault(plain(person.email), []).append(person)
            for name in person.names:
                self._called.setdefault(plain(name), {})[person.id] = person

    def find(self, claim: str) -> set[str]:
        """The ids of those who may be meant: one is certain, several are not.

        What stands for one person alone, such as an address, is tried before names as people have them.
        """
        if claim.strip() and (found := self._sure.get(plain(claim))):
            return found
        return next((found for form in _forms(claim) if (found := self._named.get(form))), set())

    def same(self, other: Person, but: Container[str] = ()) -> tuple[Person, bool] | None:
        """Who of these is the same person under another id, and whether an address says so, which is certain.

        A name tells where nobody else has it, and no address contradicts it. Those with an id of ``but`` are others.
        """
        address = plain(other.email)
        if found := [one for one in self._at.get(address, ()) if one.id != other.id and one.id not in but]:
            return (found[0], True) if len(found) == 1 else None
        found = self.namesakes(other, but)
        if len(found) != 1 or (address and found[0].email):
            return None
        return found[0], False

    def namesakes(self, other: Person, but: Container[str] = ()) -> list[Person]:
        """All others of the same full name, but those with an id of ``but``."""
        names = {plain(name) for name in other.names if other.first and other.last}
        found = {id: person for name in names for id, person in self._called.get(name, {}).items()}
        return [person for id, person in found.items() if id != other.id and id not in but]

    def find_sure(self, *claims: str) -> set[str]:
        """The ids of all whom these names stand for, by names for one person alone."""
        return set().union(*(self._sure.get(plain(claim), set()) for claim in claims if claim.strip()))


def plain(text: str) -> str:
    """A name without what differs between systems: how accents are stored, upper case, spaces around it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())


def slugged(name: str) -> str:
    """A name that nbgrader and file systems take, such as ana-ruiz for Ana Ruiz; letters of every script stay."""
    return re.sub(r"[^\w.@-]+", "-", unicodedata.normalize("NFC", name).strip()).strip("-.").lower()


def _forms(name: str) -> list[str]:
    """How platforms write a name without spaces and signs: with its accents, without them, without such letters."""
    whole = re.sub(r"[\W_]+", "", plain(name))
    bare = "".join(char for char in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(char))
    return [form for form in dict.fromkeys((whole, bare, re.sub(r"[^\x00-\x7f]", "", whole))) if len(form) > 1]


def of_gradebook(url: str, more: Iterable[Person] = ()) -> Register:
    """The learners of the gradebook, if there is one, and those of a list. Raises SQLAlchemy's errors."""
    if is_absent(url):
        listed_only = tuple(more)
        return Register(listed_only, bool(listed_only))
    with Gradebook(url) as gradebook:
        return register(gradebook, more)


def register(gradebook: Gradebook, more: Iterable[Person] = ()) -> Register:
    """The learners of an open gradebook, and those of a list."""
    people = [
        Person(
            student.id,
            _known(student.first_name),
            # Grading calls whom nobody has named by the id.
            "" if student.last_name == student.id and not student.first_name else _known(student.last_name),
            _known(student.email),
            _known(student.lms_user_id),
        )
        for student in gradebook.students
    ]
    listed = {person.id: person for person in more}
    merged = [_merged(person, listed.pop(person.id, None)) for person in people] + list(listed.values())
    # Whom grading met by itself has an id alone; a list tells names or addresses.
    return Register(tuple(merged), any(person.names or person.email or person.aliases for person in merged))


def _known(value: str | None) -> str:
    # nbgrader once wrote the word None where it knew nothing.
    return "" if value is None or value.strip() == "None" else value.strip()


def _merged(person: Person, other: Person | None) -> Person:
    if other is None:
        return person
    return Person(
        person.id,
        person.first or other.first,
        person.last or other.last,
        person.email or other.email,
        person.lms or other.lms,
        (*person.aliases, *other.aliases),
    )
