"""What a few told stories can and cannot show."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.narratives import (
    best_of,
    chance_of,
    core_theme,
    power_to_see_change,
    share_interval,
    standard_error,
    tell,
    usual_count,
)

shares = st.floats(0.05, 0.95)


def test_the_same_client_tells_the_same_stories():
    assert np.array_equal(tell(10, 0.4, readings=5, rng=3), tell(10, 0.4, readings=5, rng=3))
    assert not np.array_equal(tell(10, 0.4, readings=5, rng=3), tell(10, 0.4, readings=5, rng=4))


def test_telling_more_keeps_what_was_told_before():
    more = tell(20, 0.4, readings=7, rng=1)
    assert np.array_equal(more[:, :3, :5], tell(5, 0.4, readings=3, rng=1))


def test_many_stories_show_the_real_share():
    shares_told = [tell(200, 0.3, rng=seed).mean() for seed in range(30)]
    assert np.mean(shares_told) == pytest.approx(0.3, abs=0.01)


def test_the_kept_reading_fits_no_fewer_stories_than_its_rivals():
    told = tell(8, 0.4, readings=6, rng=2)
    for component, theme in zip(told, core_theme(told), strict=True):
        assert theme.share == component.mean(axis=1).max()
        assert np.array_equal(theme.present, component[theme.reading])
        assert theme.low < theme.share < theme.high or theme.share in (0, 1)


def test_ten_stories_leave_the_share_of_one_client_uncertain_by_fifteen_points():
    assert standard_error(0.66, 10) == pytest.approx(0.15, abs=0.005)
    low, high = share_interval(6, 10)
    assert high - low > 0.5


@given(st.integers(0, 30), st.integers(1, 30))
def test_the_interval_holds_the_posterior_median_and_narrows_with_more_stories(hits, extra):
    stories = 30
    low, high = share_interval(hits, stories)
    assert 0 <= low < (1 + hits) / (2 + stories) < high <= 1
    longer = share_interval(hits * (1 + extra), stories * (1 + extra))
    assert longer[1] - longer[0] < high - low


@given(st.integers(1, 20), shares)
def test_one_reading_is_honest_and_more_readings_flatter(stories, real):
    assert best_of(1, stories, real) == pytest.approx(real)
    flattered = [best_of(readings, stories, real) for readings in (1, 2, 4, 8)]
    assert all(a < b for a, b in pairwise(flattered))


def test_a_pattern_that_is_not_there_can_be_found():
    assert best_of(7, 5, 0.2) > 2 * 0.2
    assert best_of(7, 20, 0.2) < best_of(7, 5, 0.2)
    found = [core_theme(tell(5, 0.4, readings=5, rng=seed))[0].share for seed in range(800)]
    assert np.mean(found) == pytest.approx(best_of(5, 5, 0.4), abs=0.02)


@pytest.mark.parametrize(
    ("before", "after", "power"),
    [(0.66, 0.62, 0.22), (0.41, 0.29, 0.92), (0.42, 0.23, 1.00), (0.09, 0.19, 0.98)],
)
def test_thirty_three_clients_see_a_large_change_and_miss_a_small_one(before, after, power):
    assert power_to_see_change(before, after, rng=1) == pytest.approx(power, abs=0.03)


def test_without_a_change_one_study_in_twenty_finds_one():
    assert power_to_see_change(0.4, 0.4, rng=1) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tell(0, 0.5, rng=1), "stories is 0: choose a whole number from 1 to 200."),
        (lambda: tell(5, 1.5, rng=1), "real_share is 1.5: choose a value from 0 to 1."),
        (
            lambda: tell(5, 0.5, readings=51, rng=1),
            "readings is 51: choose a whole number from 1 to 50.",
        ),
        (
            lambda: core_theme(np.zeros((2, 1, 4), dtype=bool)),
            "The stories have the shape (2, 1, 4): choose yes and no as (3, readings, stories).",
        ),
        (lambda: share_interval(6, 5), "hits is 6: choose a whole number from 0 to 5."),
        (
            lambda: share_interval(2, 5, level=1),
            "level is 1: choose a value between 0 and 1, ends excluded.",
        ),
        (
            lambda: power_to_see_change(0, 0.5, rng=1),
            "before is 0: choose a value between 0 and 1, ends excluded.",
        ),
        (
            lambda: power_to_see_change(0.2, 0.5, likeness=0, rng=1),
            "likeness is 0: choose a value above 0, 10000 at most.",
        ),
        (
            lambda: power_to_see_change(0.2, 0.5, clients=1, rng=1),
            "clients is 1: choose a whole number from 2 to 10000.",
        ),
    ],
)
def test_an_impossible_value_is_named_in_one_sentence(call, message):
    with pytest.raises(ValueError, match="choose") as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize(("hits", "of_a_hundred"), [(0, 100), (4, 72), (5, 29), (6, 5)])
def test_of_coin_tosses_the_best_of_three_readings_fits_four_of_six_more_often_than_not(
    hits, of_a_hundred
):
    assert round(100 * chance_of(hits, 3, 6, 0.5)) == of_a_hundred
    kept = np.array(
        [tell(6, 0.5, readings=3, rng=seed)[0].sum(axis=1).max() for seed in range(900)]
    )
    assert np.mean(kept >= hits) == pytest.approx(chance_of(hits, 3, 6, 0.5), abs=0.05)


def test_trying_more_readings_is_what_makes_a_good_fit_common():
    # Each part alone: one reading, or a rule agreed beforehand, leaves the coin a coin.
    assert chance_of(4, 1, 6, 0.5) == pytest.approx(22 / 64)
    assert chance_of(4, 1, 6, 0.5) < chance_of(4, 3, 6, 0.5) < chance_of(4, 7, 6, 0.5)


def test_how_many_of_six_clients_is_usual():
    assert usual_count(chance_of(4, 3, 6, 0.5), 6) == (2, 6)
    assert usual_count(0, 6) == (0, 0)
    assert usual_count(1, 6) == (6, 6)
