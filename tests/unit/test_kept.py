"""What the panel on the start page is told, so that a workbook can be read apart from the course."""

import json
from pathlib import Path

from leaningwell import Lesson

COURSE = Path(__file__).parents[2] / "course"


def test_every_entry_that_counts_on_the_map_has_a_name_in_the_panel():
    lesson = Lesson("00-start-here", COURSE)
    lessons = lesson.kept().spec["lessons"]
    named = {part["id"]: part for told in lessons for part in told["parts"]}
    counted = {part for entry in lesson.map().spec["lessons"] for part in entry["parts"]}
    assert counted <= named.keys()
    # A check has a heading of its own, and the answers of a warm-up are told nowhere.
    kinds_without = {id.split("/")[0] for id, part in named.items() if not part.get("title")}
    assert kinds_without <= {"check", "warm-up"}


def test_the_panel_is_told_neither_key_nor_feedback():
    lesson = Lesson("00-start-here", COURSE)
    told = json.dumps(lesson.kept().spec, ensure_ascii=False)
    for item in lesson.activities.items:
        assert not [option.feedback for option in item.options if option.feedback in told]
