"""Sessions and improvement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import dose_and_response as dr

PRINTED = ((8, 0.50), (26, 0.75))


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_two_printed_points_give_the_curve() -> None:
    # Published: Howard et al. (1986), 50 % by 8 and 75 % by 26; slope and intercept derived.
    curve = dr.through_two_points(*PRINTED)
    assert curve.slope == pytest.approx(0.5723, abs=5e-5)
    assert curve.intercept == pytest.approx(-1.190, abs=5e-4)
    assert curve.slope * np.log(10) == pytest.approx(1.318, abs=5e-4)
    assert curve.spread == pytest.approx(1.747, abs=5e-4)
    assert curve.improved([8, 26]) == pytest.approx([0.5, 0.75])


def test_the_curve_elsewhere_and_at_one_year() -> None:
    # Derived; at 52 sessions the paper's figure is about .85 (recalled), and was not used.
    sessions = [1, 2, 4, 13, 18, 39, 52, 104]
    shares = [0.117, 0.214, 0.346, 0.609, 0.679, 0.818, 0.858, 0.929]
    curve = dr.through_two_points(*PRINTED)
    assert curve.improved(sessions) == pytest.approx(shares, abs=6e-4)
    assert curve.improved(52) == pytest.approx(0.85, abs=0.01)
    # Nor was this one: about .15 are better by the first session (second-hand).
    assert curve.improved(1) == pytest.approx(0.15, abs=0.04)


def test_the_middle_two_thirds_need_between_one_and_forty_six_sessions() -> None:
    # Derived: "needed dose" 1.4 to 46 sessions.
    curve = dr.through_two_points(*PRINTED)
    assert curve.sessions_for(0.159) == pytest.approx(1.4, abs=0.05)
    assert curve.sessions_for(0.841) == pytest.approx(46, abs=0.5)


@given(st.floats(0.5, 50), st.floats(1.01, 20), st.floats(0.01, 0.5), st.floats(0.01, 0.48))
def test_any_two_rising_points_lie_on_their_curve(
    sessions: float, later: float, share: float, more: float
) -> None:
    second = (sessions * later, share + more)
    curve = dr.through_two_points((sessions, share), second)
    assert curve.improved(sessions) == pytest.approx(share)
    assert curve.sessions_for(second[1]) == pytest.approx(second[0])


@pytest.fixture(scope="module")
def clients() -> dr.Clients:
    return dr.simulate_clients(40_000, rng(1))


def test_if_nobody_stops_more_sessions_mean_more_who_are_well_enough(clients: dr.Clients) -> None:
    # Derived (reference run).
    found = dr.by_length(clients, "nobody stops")
    expected = [0.04, 0.13, 0.22, 0.30, 0.37, 0.43, 0.48, 0.52, 0.56, 0.59, 0.61, 0.64]
    assert found.well_enough == pytest.approx(expected, abs=0.02)


def test_stopping_by_chance_shows_the_same_rise(clients: dr.Clients) -> None:
    # Derived (reference run): r = +.98.
    found = dr.by_length(clients, "by chance")
    assert found.trend == pytest.approx(0.98, abs=0.01)
    assert np.allclose(found.well_enough, dr.by_length(clients, "nobody stops").well_enough)


def test_stopping_when_well_enough_turns_the_rise_into_a_fall(clients: dr.Clients) -> None:
    # Published (Barkham et al., 2006): 88 % after 1 session to 62 % after 12, r = -.91.
    # The correlation is met; the shape is not (ours bends), as in the reference run below.
    found = dr.by_length(clients, "good enough")
    assert found.trend == pytest.approx(-0.91, abs=0.03)
    expected = [0.91, 0.95, 0.95, 0.94, 0.93, 0.90, 0.86, 0.82, 0.74, 0.68, 0.60, 0.50]
    assert found.well_enough == pytest.approx(expected, abs=0.03)
    assert found.well_enough[0] == pytest.approx(0.88, abs=0.05)


def test_the_published_decline_is_met_at_both_ends(clients: dr.Clients) -> None:
    # Published (Barkham et al., 2006): .88 after 1 session, .62 after 12, r = -.91. With endings a
    # little less tied to being well our curve begins, ends and correlates alike; between the ends
    # it stays bent, so the single shares there are not claimed.
    found = dr.by_length(clients, "good enough", ends_when_well=0.5, growth=1.3)
    assert found.well_enough[[0, -1]] == pytest.approx([0.88, 0.62], abs=0.03)
    assert found.trend == pytest.approx(-0.91, abs=0.03)


def test_a_weak_rule_of_ending_gives_a_curve_that_rises_and_falls(clients: dr.Clients) -> None:
    # Derived (reference run): .19, .67, .23; its settings are not stated, so only the form is held.
    found = dr.by_length(clients, ends_when_well=0.05, ends_otherwise=0.005, growth=1.5)
    top = int(found.well_enough.argmax())
    assert 0 < top < 11
    assert found.well_enough[top] > max(found.well_enough[[0, -1]]) + 0.1


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    sessions=st.integers(2, 30),
    start=st.floats(0, 40),
    start_sd=st.floats(0, 20),
    pace=st.floats(0.01, 10),
    pace_spread=st.floats(0, 3),
    noise=st.floats(0, 10),
)
def test_shares_are_shares_and_all_start_clinical(seed: int, **values: float) -> None:
    one = dr.simulate_clients(100, rng(seed), **values)
    two = dr.simulate_clients(100, rng(seed), **values)
    assert np.array_equal(one.distress, two.distress)
    assert np.isfinite(one.distress).all()
    assert one.distress[:, 0].min() >= 11
    for rule in dr.RULES:
        found = dr.by_length(one, rule)
        assert np.all((found.well_enough >= 0) & (found.well_enough <= 1 + 1e-12))
        assert found.ended.sum() <= 1 + 1e-9


@pytest.mark.parametrize("rule", dr.RULES)
@pytest.mark.parametrize("limit", [1, 4, 12])
def test_where_a_service_sets_a_limit_everybody_has_ended_by_then(
    clients: dr.Clients, rule: str, limit: int
) -> None:
    found = dr.by_length(dr.at_most(clients, limit), rule, all_end=True)
    assert found.sessions.tolist() == list(range(1, limit + 1))
    assert found.ended.sum() == pytest.approx(1)
    assert 0 <= found.of_all <= 1


def test_a_limit_at_the_height_of_the_falling_curve_helps_fewer_of_all(
    clients: dr.Clients,
) -> None:
    whole, short = (
        dr.by_length(dr.at_most(clients, limit), all_end=True).of_all for limit in (12, 4)
    )
    assert short < whole - 0.2


def test_those_who_never_fall_are_never_well_enough() -> None:
    slow = dr.simulate_clients(200, rng(), pace=0.01, pace_spread=0, noise=0)
    assert not slow.well_enough.any()


@pytest.mark.parametrize(
    "call",
    [
        lambda: dr.through_two_points((8, 0.5), (26, 0.5)),
        lambda: dr.through_two_points((8, 0.5), (8, 0.75)),
        lambda: dr.through_two_points((8, 1.5), (26, 0.75)),
        lambda: dr.through_two_points(8, (26, 0.75)),
        lambda: dr.DoseCurve(-1, 0),
        lambda: dr.through_two_points(*PRINTED).improved(0),
        lambda: dr.through_two_points(*PRINTED).sessions_for(1),
        lambda: dr.simulate_clients(0, rng()),
        lambda: dr.simulate_clients(10, rng(), pace=0),
        lambda: dr.by_length(dr.simulate_clients(10, rng()), "never"),
        lambda: dr.by_length(dr.simulate_clients(10, rng()), growth=0.5),
        lambda: dr.at_most(dr.simulate_clients(10, rng()), 13),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
