"""The helplines by country, folded under one line, on a page and in JupyterLab alike."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from leaningwell.content import Row, read_table

TEMPLATE = Path(__file__).with_name("helplines.html.j2")
COLUMNS = ("country", "region", "need", "service", "contact", "last_verified")
REACHED = re.compile(r"(?P<number>\d[\d -]+\d)|(?P<address>\b[a-z]+\.(?:ca|com|org)\b)")


def helplines(table: Path, words: dict[str, str]) -> str:
    """What the template makes of the table, one country after the other as they stand there."""
    from jinja2 import Environment  # takes time to import, and only the opening page has helplines

    rows = read_table(table, COLUMNS)
    countries = [
        {"name": name, "region": region, "lines": [_line(row, words) for row in lines]}
        for (name, region), lines in groupby(rows, lambda row: (row["country"], row["region"]))
    ]
    template = Environment(autoescape=True, trim_blocks=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(summary=words["helplines"], countries=countries)


def _line(row: Row, words: dict[str, str]) -> dict[str, object]:
    return {
        "need": row["need"].capitalize(),
        "service": row["service"],
        "contact": _parts(row["contact"]),
        "checked": row["last_verified"] or words["not-checked"],
    }


def _parts(contact: str) -> list[tuple[str, str | None]]:
    """The contact in parts, numbers and addresses with where they lead, so that a telephone can dial them."""
    parts: list[tuple[str, str | None]] = []
    end = 0
    for found in REACHED.finditer(contact):
        where = f"https://{found[0]}" if found["address"] else f"tel:{re.sub(r'[^0-9]', '', found[0])}"
        parts += [(contact[end : found.start()], None), (found[0], where)]
        end = found.end()
    return [*parts, (contact[end:], None)]
