"""Who leaves, and when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import drop_out as do

USUAL = do.calibrate(0.197, 0.55)


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_two_published_figures_are_met_together() -> None:
    # Published: 19.7 % (Swift and Greenberg, 2012) and d = .55 (Sharf et al., 2010).
    found = do.summary(do.calibrate(0.197, 0.55))
    assert found.rate == pytest.approx(0.197, abs=1e-6)
    assert found.d == pytest.approx(0.55, abs=1e-6)


def test_clients_drawn_by_chance_show_the_same_two_figures() -> None:
    clients = do.simulate_clients(do.calibrate(0.197, 0.55), 100_000, rng())
    assert clients.left.mean() == pytest.approx(0.197, abs=0.005)
    kept, gone = clients.alliance[~clients.left], clients.alliance[clients.left]
    share = len(gone) / 100_000
    pooled = np.sqrt(share * gone.var() + (1 - share) * kept.var())
    assert (kept.mean() - gone.mean()) / pooled == pytest.approx(0.55, abs=0.03)


@settings(max_examples=8)
@given(
    st.floats(0.02, 0.8),
    st.floats(0, 1.2),
    st.integers(2, 40),
    st.sampled_from([0.0, 0.5, 2.0]),
    st.floats(0, 4),
    st.floats(0.5, 50),
)
def test_any_allowed_pair_of_figures_can_be_met(
    rate: float, d: float, sessions: int, expectation: float, early: float, fades: float
) -> None:
    found = do.summary(
        do.calibrate(
            rate, d, sessions=sessions, expectation_helps=expectation, early=early, fades=fades
        )
    )
    assert found.rate == pytest.approx(rate, abs=1e-5)
    assert found.d == pytest.approx(d, abs=1e-4)
    assert found.left_after.sum() == pytest.approx(rate, abs=1e-5)


@given(st.floats(-5, 5), st.floats(0, 1))
def test_more_alliance_never_means_fewer_who_stay(alliance: float, more: float) -> None:
    assert np.all(do.staying(USUAL, alliance + more) >= do.staying(USUAL, alliance) - 1e-12)


def test_leaving_is_likeliest_at_the_start() -> None:
    chance = do.hazard(do.calibrate(0.197, 0.55))
    assert np.all(np.diff(chance) < 0)
    assert do.summary(do.calibrate(0.197, 0.55)).left_after[:3].sum() > 0.4 * 0.197


def test_without_a_link_those_who_leave_had_the_same_alliance() -> None:
    free = do.calibrate(0.197, 0.0)
    assert free.alliance_helps == 0
    assert do.summary(free).d == pytest.approx(0, abs=1e-9)
    assert np.array_equal(do.staying(free, -3), do.staying(free, 3))


def test_met_expectations_count_only_when_switched_on() -> None:
    off, on = do.calibrate(0.197, 0.55), do.calibrate(0.197, 0.55, expectation_helps=0.5)
    assert np.array_equal(do.staying(off, 0, -2), do.staying(off, 0, 2))
    assert do.staying(on, 0, 2)[-1] > do.staying(on, 0, -2)[-1] + 0.1


@given(st.integers(0, 10**6))
def test_the_same_seed_gives_the_same_clients_and_nobody_stays_too_long(seed: int) -> None:
    usual = do.Settings(-3, 0.5)
    once, again = (do.simulate_clients(usual, 200, rng(seed)) for _ in range(2))
    assert np.array_equal(once.last_session, again.last_session)
    assert once.last_session.min() >= 1
    assert np.array_equal(once.left, once.last_session < usual.sessions)


@pytest.mark.parametrize(
    "call",
    [
        lambda: do.calibrate(0.0, 0.55),
        lambda: do.calibrate(0.2, 2.0),
        lambda: do.calibrate(0.197, 0.55, sessions=1),
        lambda: do.Settings(-3, -1),
        lambda: do.Settings(-3, 1, fades=0),
        lambda: do.hazard(do.Settings(-3, 1), 9),
        lambda: do.simulate_clients(do.Settings(-3, 1), 0, rng()),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
