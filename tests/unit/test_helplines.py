"""The helplines are ordered for whoever reads them, and every number can be called."""

from __future__ import annotations

import json
import re

import pytest

from leaningwell import Lesson
from leaningwell.content import read_table
from node import evaluate


def regions(*languages):
    return evaluate("../page/helplines.js", "{ regionsOf }", f"regionsOf({json.dumps(languages)})")


@pytest.mark.parametrize(
    ("languages", "near"),
    [
        (["en-GB", "en"], ["GB"]),
        (["de-AT", "de", "en"], ["AT", "EU"]),
        (["de"], ["DE", "EU"]),
        (["pt-BR"], ["BR"]),
        (["ko"], ["KR"]),
        (["fr-CH", "fr", "en-US"], ["CH", "US"]),
        (["zh-Hant-TW"], ["TW"]),
        (["not a language"], []),
        ([], []),
    ],
)
def test_a_browser_s_languages_say_which_country_comes_first(languages, near):
    assert regions(*languages) == near


def test_every_country_of_the_list_says_which_it_is_and_every_contact_stands_there(root):
    table = root / "course/data/helplines.csv"
    rows = read_table(table, ("country", "region", "contact"))
    listed = Lesson("00-start-here", root / "course").helplines().data
    assert "\n\n" not in listed.strip(), "Markdown would end the list there"
    for row in rows:
        assert re.fullmatch(r"[A-Z]{2}", row["region"]) or row["country"].startswith("Japan")
        assert f'data-region="{row["region"]}"><strong>{row["country"]}</strong>' in listed
    text = re.sub(r"<[^>]+>", "", listed)
    assert all(row["contact"] in text for row in rows)
    assert listed.count("<strong>") == len({row["country"] for row in rows})
