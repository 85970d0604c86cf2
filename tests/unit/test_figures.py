"""Figures refuse what cannot be drawn, with a sentence that helps the author; explorations join words and figures."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from leaningwell import Lesson
from leaningwell.widgets import figures as f
from leaningwell.widgets.exploration import exploration

ROOT = Path(__file__).parents[2]
X = f.Axis(label="days", minimum=0, maximum=10)
Y = f.Axis(label="doubt", minimum=0, maximum=1)


def icons(*counts, total=100):
    return f.Icons(people=[f.People(label="all", shares=[f.Share(label="some", count=n) for n in counts], total=total)])


def forest(**estimate):
    return f.Forest(x=Y, estimates=[f.Estimate(label="touch", **estimate)])


def histogram(edges, *groups):
    return f.Histogram(x=X, y=Y, edges=edges, groups=[f.Counts(label="true", counts=counts) for counts in groups])


REFUSED = {
    "a-value-that-is-not-a-number": (lambda: f.Series(label="doubt", y=[0, math.nan]), "“doubt” holds nan at place 1"),
    "an-infinite-value": (lambda: f.Rule(label="half", at=math.inf), "“half” is inf"),
    "a-word-for-a-number": (lambda: f.Mark(label="start", x="left", y=0), "must be a number"),
    "an-empty-series": (lambda: f.Series(label="doubt", y=[]), "“doubt” holds no value"),
    "a-series-of-three-dimensions": (lambda: f.Series(label="doubt", y=np.zeros((2, 2, 2))), "dimensions"),
    "x-and-y-of-two-lengths": (lambda: f.Series(label="doubt", x=[1], y=[1, 2]), "equally long, but x has 1, y has 2"),
    "an-unknown-style": (lambda: f.Series(label="doubt", y=[1], style="wavy"), "use one of: solid"),
    "an-axis-without-length": (lambda: f.Axis(label="days", minimum=3, maximum=3), "from 3 to 3"),
    "an-axis-to-nowhere": (lambda: f.Axis(label="days", minimum=0, maximum=math.nan), "finite numbers only"),
    "a-logarithm-of-nothing": (lambda: f.Axis(label="odds", minimum=0, maximum=2, scale="log"), "begin above 0"),
    "lines-without-a-line": (lambda: f.Lines(x=X, y=Y, series=[]), "nothing to draw"),
    "a-path-without-x": (lambda: f.Plane(x=X, y=Y, series=[f.Series(label="path", y=[1])]), "needs `x`"),
    "an-ellipse-turned-inside-out": (lambda: f.Ellipse(x=1, y=1, across=-1, up=1), "negative"),
    "a-crowd-of-an-unknown-shape": (lambda: f.Share(label="lonely", count=1, shape="heart"), "use one of: dot"),
    "an-unknown-shape": (lambda: f.Mark(label="start", x=0, y=0, shape="heart"), "use one of: dot"),
    "three-corners": (lambda: f.Quadrants(x=1, y=1, corners=("a", "b", "c")), "four corners, not 3"),
    "a-negative-bar": (lambda: f.Bar(label="none", values=[-1]), "bars begin at 0"),
    "a-bar-too-long": (lambda: f.Bars(bars=[f.Bar(label="none", values=[9])], maximum=5), "reaches 9, beyond 5"),
    "a-bar-too-few": (
        lambda: f.Bars(bars=[f.Bar(label="none", values=[1])], series=["men", "women"], maximum=5),
        "has 1 values, but 2 are drawn",
    ),
    "an-estimate-outside-its-interval": (lambda: forest(value=0.9, low=0.1, high=0.5), "does not hold 0.9"),
    "half-an-interval": (lambda: forest(value=0.3, low=0.1), "both ends, or none"),
    "an-estimate-outside-the-axis": (lambda: forest(value=3), "outside the axis, 0 to 1"),
    "more-people-than-there-are": (lambda: icons(60, 50), "marks 110 of 100"),
    "half-a-person": (lambda: icons(2.5), "whole numbers"),
    "falling-edges": (lambda: histogram([0, 2, 1], [1, 1]), "must rise"),
    "counts-without-a-bin": (lambda: histogram([0, 1, 2], [1, 2, 3]), "3 counts for 2 bins"),
    "a-link-to-nobody": (
        lambda: f.Network(left=[f.Node(label="A")], right=[f.Node(label="comfort")], links=[(0, 1, 1)]),
        "leads to a name that is not there",
    ),
    "a-dot-without-a-moment": (
        lambda: f.Radial(centre="day", spokes=["bus"], dots=[f.Dot(label="driver")], key={"dot": "paid"}),
        "must belong to at least one",
    ),
    "a-shape-nobody-explained": (
        lambda: f.Rings(centre="me", rings=[f.Ring(label="close", dots=[f.Dot(shape="ring")])], key={"dot": "gives"}),
        "not explained in `key`",
    ),
    "a-row-of-values-for-a-table": (lambda: f.Heat(values=[1, 2], minimum=0, maximum=1), "needs rows and columns"),
    "too-few-names-for-the-rows": (
        lambda: f.Heat(values=[[1], [2]], minimum=0, maximum=1, rows=["A"]),
        "2 rows but 1 names",
    ),
    "a-figure-without-words": (lambda: f.Figure(icons(1), " ", []), "no reading"),
    "two-charts-without-words-of-their-own": (lambda: f.Figure([icons(1), icons(2)], "Some.", []), "each needs `alt`"),
    "a-row-too-short": (lambda: f.Figure(icons(1), "Some.", [["a"]]).dump(2), "1 cells, but the YAML names 2"),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(make, sentence):
    with pytest.raises(f.FigureError) as refusal:
        make()
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_figure_reaches_the_page_as_plain_short_numbers():
    runs = np.array([[1 / 3, 2 / 3], [0, 1]])
    chart = f.Lines(x=X, y=Y, series=[f.Series(label="doubt", y=runs)])
    shown = f.Figure(chart, "It rises.", [[np.int64(1), None, "a"]]).dump(3)
    assert shown["charts"][0]["series"][0]["y"] == [[0.33333, 0.66667], [0.0, 1.0]]
    assert shown["charts"][0]["series"][0]["x"] == [0, 1]
    assert shown["rows"] == [[1, "", "a"]]


def test_an_axis_around_values_holds_them_even_if_they_are_all_alike():
    assert f.Axis.around("days", [2, 2]).minimum < 2 < f.Axis.around("days", [2, 2]).maximum
    assert f.Axis.around("days", [0.0], [0.0]).minimum < 0
    wide = f.Axis.around("days", [-1, 3], [5])
    assert wide.minimum < -1
    assert wide.maximum > 5


@pytest.fixture
def lesson(tmp_path):
    """The gallery as a lesson."""
    shutil.copytree(ROOT / "tests" / "gallery" / "activities", tmp_path / "activities")
    shutil.copytree(ROOT / "course" / "evidence", tmp_path / "evidence")
    return Lesson("20-gallery", tmp_path)


def a_figure(words, value=1):
    rows = [["x"] * len(words.columns)]
    return f.Figure(f.Bars(bars=[f.Bar(label="all", values=[value])], maximum=100), f"It is {value}.", rows)


def test_values_beyond_a_control_are_held_within_it(lesson):
    words = lesson.exploration("gallery-lines")
    asked = []
    made = exploration(lesson, words, lambda values: asked.append(values) or a_figure(words))
    made._handlers["draw"]({"values": {"rate": 99, "company": "a crowd", "other": 1}})
    assert asked[-1] == {"rate": 0.3, "company": "shown"}


def test_a_figure_that_cannot_be_drawn_stops_the_cell_and_names_the_fault(lesson):
    words = lesson.exploration("gallery-lines")
    with pytest.raises(f.FigureError, match="2 columns"):
        exploration(lesson, words, lambda values: f.Figure(icons(1), "One.", [[1, 2, 3]]))


def test_a_plane_places_only_sliders_that_are_there(lesson):
    words = lesson.exploration("gallery-lines")
    plane = f.Plane(x=X, y=Y, place=("rate", "company"))
    with pytest.raises(f.FigureError, match="“company”, which is no slider"):
        exploration(lesson, words, lambda values: f.Figure(plane, "One.", [[1, 2]]))


def test_a_guess_comes_before_the_figure_and_does_not_give_it_away(lesson):
    words = lesson.exploration("gallery-bars")
    made = exploration(lesson, words, lambda values: a_figure(words), revealed={"none": 15, "few": 57, "many": 28})
    assert "figure" not in made.spec
    assert "revealed" not in str(made.spec)
    assert made._handlers["reveal"]({})["revealed"] == {"none": 15, "few": 57, "many": 28}
    assert made._handlers["reveal"]({})["figure"]["reading"] == "It is 1."


def test_a_guess_without_what_came_out_is_refused(lesson):
    words = lesson.exploration("gallery-bars")
    with pytest.raises(ValueError, match="missing for: few, many"):
        exploration(lesson, words, lambda values: a_figure(words), revealed={"none": 15})


def test_published_figures_carry_the_badges_of_their_claims(lesson):
    words = lesson.exploration("gallery-bars")
    made = exploration(lesson, words, lambda values: a_figure(words), revealed={"none": 1, "few": 1, "many": 1})
    assert made.spec["sureness"] == [{"claim": "E3", "badge": lesson.ledger["E3"].badge}]
    assert made.spec["studied"] == words.studied


def test_a_mark_that_only_shows_a_place_carries_words_and_no_number():
    placed = f.Estimate(label="presence", value=0, words="no reliable change", shape="ring")
    shown = f.Figure(f.Forest(x=Y, estimates=[placed]), "One is placed.", []).dump(0)
    assert shown["charts"][0]["estimates"][0]["words"] == "no reliable change"
