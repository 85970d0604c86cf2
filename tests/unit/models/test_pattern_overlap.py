"""Overlap is not identity: two maps that look alike, and classifiers that tell them apart."""

import numpy as np
import pytest

from leaningwell.models.pattern_overlap import LIT, USUAL, compare, record

SAME = [("pain", "pain"), ("rejection", "rejection")]
CROSSED = [("pain", "rejection"), ("rejection", "pain")]


@pytest.fixture(scope="module")
def recording():
    return record(USUAL)


@pytest.fixture(scope="module")
def sharp(recording):
    return compare(recording)


@pytest.fixture(scope="module")
def many():
    return [record(seed) for seed in range(20)]


def test_the_two_maps_look_nearly_the_same(sharp):
    assert round(sharp.overlap, 2) == 0.84
    assert (round(sharp.pain.mean(), 2), round(sharp.rejection.mean(), 2)) == (0.96, 0.98)


def test_the_two_patterns_hardly_go_together(sharp):
    assert 0.1 <= sharp.correlation <= 0.2


def test_each_classifier_knows_its_own_and_is_at_chance_on_the_other(sharp):
    assert [round(sharp.accuracy[pair], 1) for pair in SAME] == [1.0, 1.0]
    assert [round(sharp.accuracy[pair], 2) for pair in CROSSED] == [0.5, 0.5]


def test_blurred_the_maps_overlap_wholly_and_the_classifiers_lose_most_of_what_they_knew(recording):
    blurred = compare(recording, blur=2)
    assert round(blurred.overlap, 2) == 1.0
    assert all(0.65 <= blurred.accuracy[pair] <= 0.72 for pair in SAME)


def test_the_usual_recording_is_a_usual_one(many):
    found = [compare(recording) for recording in many]
    assert np.mean([one.overlap for one in found]) == pytest.approx(0.84, abs=0.01)
    assert np.mean([one.correlation for one in found]) == pytest.approx(0.14, abs=0.02)
    assert np.mean([[one.accuracy[pair] for pair in SAME] for one in found]) == pytest.approx(0.99, abs=0.01)
    assert np.mean([[one.accuracy[pair] for pair in CROSSED] for one in found]) == pytest.approx(0.50, abs=0.01)
    blurred = [[compare(recording, 2).accuracy[pair] for pair in SAME] for recording in many]
    assert np.mean(blurred) == pytest.approx(0.70, abs=0.02)


def test_more_blur_means_more_overlap_and_less_known(many):
    levels = [[compare(recording, blur) for recording in many[:8]] for blur in (0, 0.5, 1, 2)]
    overlap = [np.mean([one.overlap for one in level]) for level in levels]
    known = [np.mean([[one.accuracy[pair] for pair in SAME] for one in level]) for level in levels]
    assert overlap == sorted(overlap)
    assert known == sorted(known, reverse=True)


def test_blurring_moves_no_mean_by_much_and_never_widens_a_map(recording, sharp):
    blurred = compare(recording, blur=1)
    assert blurred.pain.mean() == pytest.approx(sharp.pain.mean(), abs=0.05)
    assert blurred.pain.std() < sharp.pain.std()


def test_the_maps_are_sheets_of_twenty_by_twenty_and_the_overlap_can_be_counted_on_them(sharp):
    assert sharp.pain.shape == sharp.rejection.shape == (20, 20)
    pain, rejection = sharp.pain > LIT, sharp.rejection > LIT
    assert sharp.overlap == 2 * (pain & rejection).sum() / (pain.sum() + rejection.sum())


def test_the_same_seed_records_the_same_trials(recording):
    assert recording.pain.shape == (2, 60, 400)
    np.testing.assert_array_equal(recording.pain, record(USUAL).pain)


@pytest.mark.parametrize("blur", [-0.1, 11, np.nan])
def test_a_blur_out_of_range_is_refused(recording, blur):
    with pytest.raises(ValueError, match="blur must lie between 0 and 10"):
        compare(recording, blur)


def test_a_recording_of_nothing_is_refused():
    with pytest.raises(ValueError, match="trials must be a whole number, at least 2"):
        record(0, trials=1)


def test_comparing_leaves_the_recording_as_it_was(recording):
    before = recording.pain.copy(), recording.rest.copy()
    compare(recording, 1)
    np.testing.assert_array_equal(recording.pain, before[0])
    np.testing.assert_array_equal(recording.rest, before[1])
