"""The front end's own sums, run in Node."""

from __future__ import annotations

from node import evaluate


def test_the_numbers_behind_calibration_and_gain():
    said = "((confidence, right) => ({ confidence, right }))"
    found = evaluate(
        "items/calibration.js",
        "{ bands, gain, summary }",
        f"""{{
            bands: bands([[50, true], [59, false], [60, true], [99, true], [100, false]].map((one) => {said}(...one))),
            empty: bands([]).length,
            summary: summary([{said}(60, true), {said}(100, false)]),
            gains: [gain(2, 5, 6), gain(4, 4, 10), gain(10, 10, 10), gain(5, 3, 10), gain(0, 10, 10)],
        }}""",
    )
    shown = [(band["low"], band["high"], band["count"], band["right"]) for band in found["bands"]]
    assert shown == [(50, 59, 2, 1), (60, 69, 1, 1), (90, 99, 1, 1), (100, 100, 1, 0)]
    assert found["empty"] == 0
    assert found["summary"] == {"count": 2, "right": 1, "sure": 80}
    assert found["gains"] == [0.75, 0, None, None, 1]


def test_an_axis_is_never_divided_for_ever():
    spans = "[[0, 1], [3, 3], [5, 1], [NaN, 1], [0, Infinity], [-1e-9, 1e-9], [0, 90], [1e9, 1e9 + 1]]"
    found = evaluate("charts/axes.js", "{ ticks }", f"{spans}.map(([low, high]) => ticks(low, high).length)")
    assert found == [5, 1, 1, 1, 1, 5, 4, 5]
