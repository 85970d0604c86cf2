"""The published figures: they can be read, they are what was published, and none is unsure."""

from pathlib import Path

import pytest

from leaningwell.content import read_table
from leaningwell.content.checks import FIGURES

DATA = Path(__file__).parents[2] / "course" / "data"


def rows(name, **wanted):
    found = read_table(DATA / f"{name}.csv", FIGURES)
    return [row for row in found if all(row[column] == value for column, value in wanted.items())]


def test_every_published_ratio_lies_within_its_interval():
    for row in rows("mortality_forest"):
        assert 1 < float(row["ratio"]) < 2
        if row["low"]:
            assert float(row["low"]) < float(row["ratio"]) < float(row["high"])


def test_the_intervals_that_were_not_checked_are_left_out():
    assert all(row["low"] == row["high"] == "" for row in rows("mortality_forest", year="2015"))


@pytest.mark.parametrize(("group", "change"), [("all", 9), ("men", 12), ("women", 8)])
def test_the_share_without_close_friends_grew_by(group, change):
    percent = {row["year"]: int(row["percent"]) for row in rows("friends", group=group, answer="no close friends")}
    assert percent["2021"] - percent["1990"] == change


def test_the_pew_answers_come_to_about_a_hundred():
    assert sum(int(row["percent"]) for row in rows("friends", year="2023")) == 99


def test_confidants_fell_from_2_94_to_2_08():
    assert [row["value"] for row in rows("gss_confidants", measure="mean number of confidants")] == ["2.94", "2.08"]


def test_the_share_with_no_confidant_is_shown_corrected_beside_what_was_first_published():
    first, corrected = rows("gss_confidants", year="2004", unit="percent")
    assert (first["version"], first["sureness"]) == ("as first published", "certain")
    assert 20 < float(corrected["value"]) < float(first["value"]) < 25
    assert corrected["sureness"] == "likely"


def test_the_project_that_found_hardly_anybody_without_a_friend_stands_beside_the_polls():
    (project,) = rows("friends", asked_by="American Friendship Project")
    assert project["percent"] == "2"


@pytest.mark.parametrize(
    ("answer", "points"),
    [("a friend", 16), ("their mother", 12), ("another relative", 18), ("a professional", 6), ("their partner", 0)],
)
def test_fewer_men_would_turn_to_others_but_as_many_to_their_partner(answer, points):
    percent = {row["group"]: int(row["percent"]) for row in rows("pew_support", answer=answer)}
    assert percent["women"] - percent["men"] == points


def test_hardly_more_men_than_women_felt_lonely_all_or_most_of_the_time():
    assert [row["percent"] for row in rows("pew_lonely")] == ["16", "15"]


def test_a_difference_that_nobody_found_is_called_an_illustration():
    assert [row["difference"] for row in rows("effect_presets", sureness="illustrative")] == ["0.8"]


def test_mere_presence_has_no_number_because_no_change_was_found():
    assert [row["form"] for row in rows("touch_forest") if not row["effect"]] == ["mere presence"]


def test_touch_by_robots_does_as_much_for_the_body_and_less_for_the_mind():
    effect = {(row["form"], row["outcome"]): float(row["effect"]) for row in rows("touch_forest") if row["effect"]}
    person, robot = "touch by a person", "touch by a robot or an object"
    assert (effect[robot, "physical outcomes"], effect[person, "physical outcomes"]) == (0.56, 0.51)
    assert (effect[robot, "mental outcomes"], effect[person, "mental outcomes"]) == (0.34, 0.58)


def test_practice_sheets_hold_answers_from_1_to_7_or_none():
    for row in rows("ecr_practice"):
        assert all(row[f"item_{item}"] in {"", *"1234567"} for item in range(1, 10))
        assert row["sureness"] == "illustrative"


def test_every_link_with_lasting_symptoms_is_modest_and_lies_within_its_interval():
    for row in rows("ptsd_forest"):
        assert 0.1 < float(row["r"]) <= 0.4
        if row["low"]:
            assert float(row["low"]) < float(row["r"]) < float(row["high"])


def test_the_sizes_that_were_not_seen_again_are_marked_and_have_no_interval():
    unsure = rows("ptsd_forest", sureness="likely")
    assert {row["year"] for row in unsure} == {"2000", "2003"}
    assert all(row["low"] == row["high"] == "" for row in unsure)


def test_the_two_first_reviews_put_different_things_first():
    first = {year: max(rows("ptsd_forest", year=year), key=lambda row: float(row["r"])) for year in ("2000", "2003")}
    assert first["2000"]["factor"] == "little support"
    assert first["2003"]["factor"] not in {row["factor"] for row in rows("ptsd_forest", year="2000")}


def test_what_is_found_over_time_is_nearly_the_same_in_both_directions():
    assert [row["beta"] for row in rows("ptsd_over_time")] == ["-0.10", "-0.09"]
