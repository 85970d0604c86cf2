"""Every exploration of the course can be drawn at any setting, and says in full sentences what it shows."""

import random
import re
from pathlib import Path

import pytest

from leaningwell import Lesson, explore
from leaningwell.content import load_activities

COURSE = Path(__file__).parents[2] / "course"
ALL = [
    (path.stem, words.id)
    for path in sorted((COURSE / "activities").glob("*.yaml"))
    for words in load_activities(path).explorations
]
GAP = re.compile(r"[{}]|\bnan\b|\binf\b|−0\b(?!\.)|  |-\d")


@pytest.fixture(scope="module", params=ALL, ids=lambda pair: pair[1])
def activity(request):
    slug, id = request.param
    return getattr(explore, id.replace("-", "_"))(Lesson(slug, COURSE))


def settings(controls):
    """Each control at both its ends while the others rest, and twenty settings at random."""
    for control in controls:
        for end in ends(control):
            yield {control["id"]: end}
    luck = random.Random(0)
    for _ in range(20):
        yield {control["id"]: luck.choice(ends(control)) for control in controls}


def ends(control):
    offered = [choice["value"] for choice in control["choices"]]
    match control["type"]:
        case "slider":
            return [control["minimum"], (control["minimum"] + control["maximum"]) / 2, control["maximum"]]
        case "checks":
            return [[], offered, offered[:1]]
    return offered


def ask(activity, values):
    return activity._handlers["draw"]({"values": values})["figure"]


def test_it_can_be_drawn_and_says_what_it_shows_at_any_setting(activity):
    for values in settings(activity.spec["controls"]):
        figure = ask(activity, values)
        for sentence in [figure["reading"], *(chart["alt"] for chart in figure["charts"])]:
            assert not GAP.search(sentence), (values, sentence)
        assert figure["reading"][-1] in ".?”"


def test_the_same_setting_gives_the_same_figure(activity):
    assert ask(activity, {}) == ask(activity, {})


def test_moving_a_control_changes_the_figure(activity):
    for control in activity.spec["controls"]:
        if not control["presets"]:  # one that only sets others is not sent
            figures = [ask(activity, {control["id"]: end}) for end in ends(control)]
            assert any(figure != figures[0] for figure in figures), control["id"]


def test_it_leaves_something_out_and_says_so(activity):
    assert len(activity.spec["left_out"].split()) > 10


def test_nothing_published_is_shown_before_the_guess(activity):
    if "guess" in activity.spec:
        assert "figure" not in activity.spec
        assert "revealed" not in str(activity.spec["guess"])
        assert activity._handlers["reveal"]({})["revealed"]
