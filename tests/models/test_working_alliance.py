"""The scarcest part decides, a list is made by order, and averaging helps while nothing changes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models import working_alliance as wa
from helping.models.alliance_and_outcome import spearman_brown

steps = st.integers(1, 4)
parts = st.builds(wa.Parts, goals=steps, tasks=steps, bond=steps)


def rng(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


# --- three parts


@given(parts, parts)
def test_the_scarcest_part_decides_what_is_carried(have: wa.Parts, asked: wa.Parts) -> None:
    carried = wa.carry(have, asked)
    assert carried.share == min(carried.shares.values())
    assert 1 <= carried.mean <= 4
    assert 0.25 <= carried.share <= 1
    assert bool(carried.scarcest) == (carried.share < 1)
    assert all(carried.shares[part] == carried.share for part in carried.scarcest)


@given(parts, parts)
def test_more_of_what_is_not_the_scarcest_carries_no_more(have: wa.Parts, asked: wa.Parts) -> None:
    carried = wa.carry(have, asked)
    for part, there in vars(have).items():
        if part not in carried.scarcest and there < 4:
            more = wa.carry(wa.Parts(**{**vars(have), part: there + 1}), asked)
            assert more.share == carried.share
            assert more.mean > carried.mean


def test_the_same_mean_carries_everything_or_a_quarter() -> None:
    secret = wa.WORK["telling what was never told"]
    enough, warmless = wa.carry(wa.Parts(2, 3, 4), secret), wa.carry(wa.Parts(4, 4, 1), secret)
    assert enough.mean == warmless.mean == 3
    assert (enough.share, warmless.share) == (1, 0.25)
    assert warmless.scarcest == ("bond",)


def test_every_kind_of_work_can_be_carried_and_none_asks_for_everything() -> None:
    for asked in wa.WORK.values():
        assert wa.carry(wa.Parts(4, 4, 4), asked).share == 1
        assert wa.carry(wa.Parts(1, 1, 1), asked).share < 1
        assert set(vars(asked).values()) != {4}


# --- two raters


@given(st.floats(0, 1), st.floats(0, 2), st.integers(10, 60))
def test_the_clients_at_hand_show_the_correlation_and_the_gap(
    r: float, gap: float, clients: int
) -> None:
    ratings = wa.rate(clients, r, gap, rng())
    assert np.corrcoef(ratings.client, ratings.counsellor)[0, 1] == pytest.approx(r, abs=1e-6)
    assert ratings.client.mean() - ratings.counsellor.mean() == pytest.approx(gap, abs=1e-9)


@given(st.floats(0, 0.99), st.floats(0, 2))
def test_marking_lower_changes_no_name_on_a_list(r: float, gap: float) -> None:
    without, with_gap = wa.rate(40, r, 0, rng()), wa.rate(40, r, gap, rng())
    assert np.array_equal(without.client, with_gap.client)
    assert np.array_equal(
        wa.lowest(without.counsellor, 10), wa.lowest(np.round(with_gap.counsellor + gap, 12), 10)
    )


@given(st.floats(0.05, 0.95))
def test_strangers_find_their_share_and_twins_find_all(part: float) -> None:
    assert wa.share_found(0, part) == pytest.approx(part)
    assert wa.share_found(1, part) == pytest.approx(1)


@given(st.floats(0, 0.9), st.floats(0.05, 0.95))
def test_better_agreement_finds_more(r: float, part: float) -> None:
    assert wa.share_found(r + 0.05, part) > wa.share_found(r, part)


def test_the_published_correlation_finds_four_of_ten() -> None:
    # .36: Tryon, Blackwell and Hammel (2007), 10.1080/10503300701320611. Shares: derived.
    assert wa.share_found(0.36) == pytest.approx(0.409, abs=0.001)
    many = [wa.rate(400, 0.36, 0.41, rng(seed)) for seed in range(60)]
    found = [(wa.lowest(m.client, 100) & wa.lowest(m.counsellor, 100)).mean() * 4 for m in many]
    assert np.mean(found) == pytest.approx(0.409, abs=0.02)


def test_a_list_has_the_length_that_was_asked_for() -> None:
    marked = wa.lowest(np.array([3.0, 1.0, 2.0, 1.0]), 2)
    assert marked.tolist() == [False, True, False, True]


# --- sessions


@given(st.integers(1, 30), st.floats(0.05, 1))
def test_while_nothing_changes_it_is_the_spearman_brown_formula(sessions: int, one: float) -> None:
    assert wa.dependability(sessions, one) == pytest.approx(spearman_brown(one, sessions))


def test_two_sessions_are_acceptable_and_four_very_good() -> None:
    # Crits-Christoph et al. (2011), 10.1037/a0023668: .77 for one; at least two for .80, and four
    # or more for .90 in all three samples.
    assert wa.dependability(1, 0.77) == 0.77
    assert wa.dependability(2, 0.77) >= 0.80
    assert wa.dependability(4, 0.77) >= 0.90
    assert wa.dependability(3, one=0.69) < 0.895 < wa.dependability(4, one=0.69)


@given(st.integers(1, 30), st.floats(0.05, 0.99), st.floats(0, 0.99))
def test_an_alliance_that_changes_is_never_known_better_than_one_that_stays(
    sessions: int, one: float, lasts: float
) -> None:
    changing = wa.dependability(sessions, one, lasts)
    assert 0 <= changing <= wa.dependability(sessions, one) + 1e-12
    assert wa.dependability(1, one, lasts) == pytest.approx(one)


def test_the_mean_is_as_good_as_a_simulation_of_it() -> None:
    source, lasts, sessions = rng(), 0.8, 3
    level = source.standard_normal((200_000, 1))
    past = [level]
    for _ in range(sessions - 1):
        news = source.standard_normal(level.shape)
        past.append(lasts * past[-1] + math.sqrt(1 - lasts**2) * news)
    error = math.sqrt(1 / 0.77 - 1) * source.standard_normal((len(level), sessions))
    mean = (np.hstack(past) + error).mean(axis=1)
    r = np.corrcoef(mean, level[:, 0])[0, 1]
    assert r**2 == pytest.approx(wa.dependability(sessions, 0.77, lasts), abs=0.01)


def test_old_sessions_can_spoil_a_mean() -> None:
    slow = [wa.dependability(n, 0.77, 0.95) for n in range(1, 11)]
    assert int(np.argmax(slow)) + 1 == 3
    assert max(slow) < 0.9
    assert slow[9] < slow[0]


def test_pairs_run_from_a_coin_to_certainty_and_one_session_swaps_one_in_six() -> None:
    assert wa.pairs_in_order(0) == 0.5
    assert wa.pairs_in_order(1) == 1
    assert 1 - wa.pairs_in_order(0.77) == pytest.approx(1 / 6, abs=0.01)


# --- what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wa.Parts(0, 1, 1), "goals is 0: choose a value from 1 to 4"),
        (lambda: wa.rate(2, 0.3, 0.4, rng()), "clients is 2: choose a whole number"),
        (lambda: wa.rate(40, -0.1, 0.4, rng()), "r is -0.1: choose a value from 0 to 1"),
        (lambda: wa.rate(40, 0.3, 3, rng()), "gap is 3: choose a value from 0 to 2"),
        (lambda: wa.lowest(np.zeros(4), 5), "count is 5: choose a whole number from 0 to 4"),
        (lambda: wa.share_found(1.2), "r is 1.2"),
        (lambda: wa.share_found(0.3, part=0), "part is 0"),
        (lambda: wa.dependability(0, 0.77), "sessions is 0"),
        (lambda: wa.dependability(2, one=0), "one is 0"),
        (lambda: wa.dependability(2, 0.77, lasts=1.1), "lasts is 1.1"),
        (lambda: wa.pairs_in_order(-1), "dependable is -1"),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call, message) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_lists_of_many_clinics_meet_as_often_as_expected():
    clinics = [wa.two_lists(0.4, 0.5, seed=seed) for seed in range(400)]
    assert np.mean([found.on_both for found in clinics]) == pytest.approx(
        clinics[0].expected, abs=0.2
    )
    assert all(found.clients_lowest.sum() == 10 for found in clinics)
    assert all(found.counsellors_lowest.sum() == 10 for found in clinics)


def test_allowing_for_the_level_puts_nobody_on_the_list():
    before, after = (wa.two_lists(0.4, gap, seed=3) for gap in (0.8, 0.0))
    assert (before.counsellors_lowest == after.counsellors_lowest).all()
