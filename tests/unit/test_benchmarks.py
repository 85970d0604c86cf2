"""The benchmark of explorations finds all that there are, also those that come."""

from __future__ import annotations

from pathlib import Path

from benchmarks.explorations import explorations, settings

ROOT = Path(__file__).parents[2]


def test_every_exploration_of_the_course_and_the_gallery_is_measured_in_all_its_settings():
    found = dict(explorations())
    written = [path.stem[:2] for path in (ROOT / "course" / "activities").glob("*.yaml")]
    assert {name[:2] for name in found if not name.startswith("gallery")} == set(written) - {"00"}
    assert [name for name in found if name.startswith("gallery")]
    for name, activity in found.items():
        assert list(settings(activity.spec["controls"])), name
