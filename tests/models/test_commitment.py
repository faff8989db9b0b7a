"""What memory makes of leaving, and what is kept of a contract."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import commitment as cm
from helping.models import drop_out as do

USUAL = do.calibrate(0.197, 0.55, early=2.0, fades=2.0)
REAL_DROP_OUT = 0.197  # Swift and Greenberg (2012)


def test_the_bands_hold_everyone_who_begins_and_everyone_who_leaves() -> None:
    began, left = cm.leaving_by_band(USUAL)
    assert began.sum() == pytest.approx(1)
    assert left.sum() == pytest.approx(REAL_DROP_OUT, abs=0.001)


def test_the_weaker_the_first_alliance_the_more_of_its_band_leave() -> None:
    began, left = cm.leaving_by_band(USUAL)
    assert (np.diff(left / began) < 0).all()


def test_most_who_leave_were_not_among_the_weak() -> None:
    """The point of the first picture: many average clients outweigh few at great risk."""
    _, left = cm.leaving_by_band(USUAL)
    assert left[2:].sum() > left[:2].sum()


@pytest.mark.parametrize("rate", [0.05, 0.197, 0.47, 0.7])
def test_a_hundred_people_are_a_hundred_and_as_many_leave_as_in_the_long_run(rate: float) -> None:
    settings = cm.clientele(rate, 0.55, 0.0)
    began, left = cm.a_hundred_by_band(settings)
    shares, leaving = cm.leaving_by_band(settings)
    assert sum(began) == 100
    assert sum(left) == round(100 * leaving.sum())
    for whole, share in ((began, shares), (left, leaving)):
        assert np.all(np.abs(np.array(whole) - 100 * share) < 1)
    assert all(gone <= people for gone, people in zip(left, began, strict=True))


@given(st.integers(1, 8), st.booleans(), st.booleans(), st.floats(0.2, 10))
def test_one_client_keeps_as_many_points_as_clients_do_on_average(first, asks, spreads, needed):
    kept = cm.kept_of_contract(first, 10, asks, spreads, needed)
    says = cm.one_client_keeps(kept)
    assert abs(says.sum() - kept.points) <= 1.5
    assert not np.any(says & (kept.told == 0))


def test_counting_everyone_once_gives_the_true_share() -> None:
    seen = cm.recollection(USUAL)
    assert seen.guess == pytest.approx(seen.true) == pytest.approx(REAL_DROP_OUT, abs=1e-6)
    assert seen.forgotten == seen.finished == 0


@settings(max_examples=40)
@given(st.integers(1, 11), st.floats(0, 1), st.booleans())
def test_no_way_of_counting_finds_more_leaving_than_there_was(
    counted_from: int, called_finished: float, by_hours: bool
) -> None:
    seen = cm.recollection(USUAL, counted_from, called_finished, by_hours)
    assert 0 <= seen.guess <= seen.true + 1e-12
    assert seen.stayed + seen.true == pytest.approx(1)


@given(st.floats(0, 1), st.booleans())
def test_the_later_someone_counts_the_fewer_seem_to_leave(share: float, by_hours: bool) -> None:
    guesses = [cm.recollection(USUAL, n, share, by_hours).guess for n in range(1, 12)]
    assert (np.diff(guesses) <= 1e-12).all()


def test_three_honest_habits_each_reach_the_guess_of_116_therapists() -> None:
    # Published: 8.89 % (Kullgard et al., 2022).
    assert cm.recollection(USUAL, counted_from=4).guess == pytest.approx(0.0889, abs=0.005)
    assert cm.recollection(USUAL, 2, 0.4).guess == pytest.approx(0.0889, abs=0.01)
    assert cm.recollection(USUAL, by_hours=True).guess < 0.0889


@given(st.integers(1, 8), st.floats(1, 40), st.booleans(), st.booleans(), st.floats(0.2, 10))
def test_what_is_kept_is_a_chance_and_what_was_never_told_is_not_kept(
    first: int, minutes: float, asks: bool, spreads: bool, needed: float
) -> None:
    kept = cm.kept_of_contract(first, minutes, asks, spreads, needed)
    assert (kept.chance >= 0).all()
    assert (kept.chance <= 1).all()
    assert (kept.chance[kept.told == 0] == 0).all()
    assert (kept.told[:first] == 1).all()
    assert set(kept.told[first:]) <= ({2, 3, 4} if spreads else {0})


@given(st.integers(1, 7), st.floats(1, 40), st.booleans(), st.floats(0.2, 10))
def test_telling_the_rest_later_never_costs(
    first: int, minutes: float, asks: bool, needed: float
) -> None:
    once = cm.kept_of_contract(first, minutes, asks, False, needed)
    spread = cm.kept_of_contract(first, minutes, asks, True, needed)
    assert spread.points >= once.points
    assert (spread.chance[:first] == once.chance[:first]).all()


def test_asking_back_gains_most_where_the_words_are_new() -> None:
    def gain(needed: float) -> float:
        asked = cm.kept_of_contract(asks_back=True, minutes_needed=needed)
        return asked.points - cm.kept_of_contract(minutes_needed=needed).points

    assert gain(4.0) > gain(2.0) > gain(1.0) > 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cm.recollection(USUAL, 0), "counted_from is 0"),
        (lambda: cm.recollection(USUAL, 12), "counted_from is 12"),
        (lambda: cm.recollection(USUAL, 1, 1.2), "called_finished is 1.2"),
        (lambda: cm.kept_of_contract(9), "first is 9"),
        (lambda: cm.kept_of_contract(minutes=0), "minutes is 0"),
        (lambda: cm.kept_of_contract(minutes_needed=0), "minutes_needed is 0"),
    ],
)
def test_an_impossible_value_is_named(call, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
