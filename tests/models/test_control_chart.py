"""The chart, and how easily it sees ruptures in noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helping.models import control_chart

ratings = arrays(float, st.tuples(st.integers(1, 4), st.integers(3, 20)), elements=st.floats(-9, 9))


def test_the_limits_are_those_of_the_textbook() -> None:
    # By hand: mean 5, moving ranges 1, 2, 1, mean 4/3.
    scores = [4.5, 5.5, 3.5, 6.5]
    chart = control_chart.individuals_chart(scores, 3)
    assert chart.centre == pytest.approx(5)
    assert chart.lower == pytest.approx(5 - 2.66 * 2)
    two = control_chart.individuals_chart(scores, 2)
    assert two.upper == pytest.approx(5 + 1.77 * 2)


def test_the_factors_are_sigmas_over_the_mean_range_of_two() -> None:
    # Exact: two independent normal ratings differ by 2 / sqrt(pi) = 1.128 on average.
    for sigmas, factor in control_chart.RANGES.items():
        assert factor == pytest.approx(sigmas * np.sqrt(np.pi) / 2, abs=0.005)


# Independent run of the same design, 4,000 clients or so: its sampling error and ours.
@pytest.mark.parametrize(
    ("sessions", "carry_over", "three", "two"),
    [
        (12, 0.0, 0.014, 0.212),
        (12, 0.3, 0.043, 0.374),
        (12, 0.6, 0.121, 0.579),
        (16, 0.0, 0.019, 0.292),
        (16, 0.3, 0.075, 0.513),
        (16, 0.6, 0.208, 0.746),
        (30, 0.0, 0.039, 0.498),
        (30, 0.3, 0.136, 0.769),
        (30, 0.6, 0.438, 0.952),
    ],
)
def test_the_chart_sees_ruptures_where_there_are_none(sessions, carry_over, three, two) -> None:
    for sigmas, share in ((3, three), (2, two)):
        found = control_chart.false_alarms(
            5, sessions=sessions, carry_over=carry_over, sigmas=sigmas
        )
        assert found == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(
    ("depth", "three", "two"),
    [(1.5, 0.068, 0.318), (2, 0.118, 0.480), (3, 0.330, 0.777), (4, 0.592, 0.942)],
)
def test_and_misses_many_that_are_real(depth, three, two) -> None:
    for sigmas, share in ((3, three), (2, two)):
        assert control_chart.dips_found(depth, 5, sigmas=sigmas) == pytest.approx(share, abs=0.02)


def test_growth_looks_like_rupture_until_the_trend_is_taken_out() -> None:
    # Reference: 44 % and 4 %, at growth of .08 a session; its noise of .35 points was found again.
    growing = {"growth": 0.08, "noise": 0.35}
    assert control_chart.false_alarms(5, **growing) == pytest.approx(0.44, abs=0.02)
    straight = control_chart.false_alarms(5, **growing, detrended=True)
    assert straight == pytest.approx(0.04, abs=0.01)


@given(ratings, st.floats(-5, 5), st.floats(0.1, 5))
def test_units_and_level_of_the_scale_do_not_matter(scores, level, unit) -> None:
    chart = control_chart.individuals_chart(scores)
    other = control_chart.individuals_chart(unit * scores + level)
    near = np.isclose(scores, chart.lower[:, None], atol=1e-6)
    assert np.array_equal(chart.flagged[~near], other.flagged[~near])
    assert np.allclose(other.lower, unit * chart.lower + level)


@given(ratings)
def test_wider_limits_flag_no_more(scores) -> None:
    wide = control_chart.individuals_chart(scores, 3).flagged
    assert not np.any(wide & ~control_chart.individuals_chart(scores, 2).flagged)


@given(ratings, st.floats(-1, 1))
def test_detrending_forgets_the_trend_and_keeps_the_mean(scores, slope) -> None:
    straight = control_chart.detrend(scores + slope * np.arange(scores.shape[1]))
    again = control_chart.detrend(scores)
    assert np.allclose(straight - straight.mean(axis=1, keepdims=True),
                       again - again.mean(axis=1, keepdims=True), atol=1e-8)  # fmt: skip
    assert np.allclose(again.mean(axis=1), scores.mean(axis=1))


def test_equal_ratings_are_never_flagged() -> None:
    assert not control_chart.individuals_chart(np.full((3, 9), 0.1)).flagged.any()


def test_same_seed_same_share() -> None:
    assert control_chart.false_alarms(8, clients=500) == control_chart.false_alarms(8, clients=500)


@pytest.mark.parametrize(
    "call",
    [
        lambda: control_chart.individuals_chart([1, 2]),
        lambda: control_chart.individuals_chart(3.0),
        lambda: control_chart.individuals_chart([1, 2, np.nan]),
        lambda: control_chart.individuals_chart([1, 2, 3], 4),
        lambda: control_chart.false_alarms(1, carry_over=1),
        lambda: control_chart.false_alarms(1, sessions=2),
        lambda: control_chart.dips_found(-1, 1),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
