"""A day, traced: whom an ordinary day leans on.

Pure counting over a table of moments and of the roles behind each. The table is made up by the course's authors
to illustrate; nobody measured it. Left out: how many people stand behind each role, under what conditions they
work, and everyone who helped in years before this day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

KINDS = ("paid", "unpaid", "unknown")


@dataclass(frozen=True)
class Link:
    """One role behind one moment; ``kind`` is paid, unpaid or unknown."""

    moment: str
    role: str
    kind: str


@dataclass(frozen=True)
class Trace:
    """The distinct roles of a day: for each its kind and the number of moments it stands behind, most first."""

    moments: int
    roles: tuple[tuple[str, str, int], ...]

    def count(self, kind: str) -> int:
        """How many distinct roles are of this kind."""
        return sum(found == kind for _, found, _ in self.roles)


def trace(links: Iterable[Link], moments: Collection[str]) -> Trace:
    """Trace the day made of ``moments``.

    Raises ValueError for a moment that no link belongs to, a role of two kinds, or a kind that is unknown.
    """
    links = list(links)
    if unknown := set(moments) - {link.moment for link in links}:
        raise ValueError(f"unknown moments: {', '.join(sorted(unknown))}")
    kinds: dict[str, str] = {}
    behind: dict[str, set[str]] = {}
    for link in links:
        if link.kind not in KINDS:
            raise ValueError(f"{link.role}: the kind must be one of {', '.join(KINDS)}, not {link.kind}")
        if kinds.setdefault(link.role, link.kind) != link.kind:
            raise ValueError(f"{link.role} is both {kinds[link.role]} and {link.kind}")
        if link.moment in moments:
            behind.setdefault(link.role, set()).add(link.moment)
    roles = sorted(((role, kinds[role], len(found)) for role, found in behind.items()), key=lambda r: (-r[2], r[0]))
    return Trace(len(set(moments)), tuple(roles))
