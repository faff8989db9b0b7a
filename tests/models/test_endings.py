"""Endings: what two groups can and cannot tell, room to take leave, and an empty chair."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models import endings as model


def some(helped_leave: float, sessions: int, leave_adds: float, **more: float) -> model.Endings:
    return model.endings(
        4000,
        np.random.default_rng(1),
        helped_leave=helped_leave,
        sessions=sessions,
        leave_adds=leave_adds,
        **more,
    )


def test_a_gap_between_the_groups_needs_no_goodbye_that_helps() -> None:
    found = some(helped_leave=-1.5, sessions=4, leave_adds=0.0)
    assert found.gap > 3
    assert found.due_to_leave == 0


def test_a_goodbye_that_helps_can_leave_no_gap() -> None:
    found = some(helped_leave=1.5, sessions=8, leave_adds=0.4)
    assert found.due_to_leave > 3
    assert abs(found.gap) < 0.6


def test_each_part_of_the_gap_appears_alone_when_only_its_cause_is_there() -> None:
    alike = {"drift": 0.0, "drift_of_leavers": 0.0}
    fewer = some(0.0, 4, 0.0, **alike)
    assert fewer.due_to_sessions == pytest.approx(fewer.gap, abs=0.4)
    people = some(-1.5, 12, 0.0, **alike)
    assert people.due_to_people == pytest.approx(people.gap)
    leave = some(0.0, 12, 0.4, **alike)
    assert leave.due_to_leave == pytest.approx(leave.gap, abs=0.4)
    afterwards = some(0.0, 12, 0.0, drift=0.0, drift_of_leavers=0.5)
    assert afterwards.due_to_afterwards == pytest.approx(afterwards.gap, abs=0.4)
    assert afterwards.gap < -3


@given(st.floats(-3, 3), st.integers(1, 12), st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_the_parts_of_the_gap_add_up_to_it(
    helped: float, sessions: int, adds: float, drift: float, own: float
) -> None:
    found = model.endings(
        200,
        np.random.default_rng(1),
        helped_leave=helped,
        sessions=sessions,
        leave_adds=adds,
        drift=drift,
        drift_of_leavers=own,
    )
    parts = (
        found.due_to_leave,
        found.due_to_afterwards,
        found.due_to_sessions,
        found.due_to_people,
    )
    assert sum(parts) == pytest.approx(found.gap, abs=1e-9)


def test_some_who_broke_off_keep_more_than_some_who_did_not() -> None:
    found = some(helped_leave=-1.5, sessions=4, leave_adds=0.2)
    off = found.broke_off
    assert np.percentile(found.later[off], 90) > np.percentile(found.later[~off], 10)


@given(st.floats(-3, 3), st.integers(1, 12), st.floats(0, 1))
def test_only_those_who_broke_off_have_a_goodbye_to_miss(
    helped: float, sessions: int, adds: float
) -> None:
    found = model.endings(
        200,
        np.random.default_rng(1),
        helped_leave=helped,
        sessions=sessions,
        leave_adds=adds,
    )
    planned = ~found.broke_off
    assert np.array_equal(found.later[planned], found.later_with_leave[planned])
    if adds == 0:
        assert np.allclose(found.later, found.later_with_leave)


@given(st.integers(2, 60), st.data(), st.floats(0, 10))
def test_no_hour_is_spent_twice_and_nothing_put_off_is_lost(
    agreed: int, data: st.DataObject, needs: float
) -> None:
    left = data.draw(st.integers(0, agreed - 1))
    spent = model.take_leave(agreed, left, needs)
    assert np.allclose(spent.work + spent.leave, 1)
    assert np.all((spent.leave >= 0) & (spent.leave <= 1))
    assert np.allclose(spent.leave[: agreed - 1 - left], 0)
    assert spent.leave_taken <= needs + 1e-9
    assert spent.dealt_with + spent.at_the_door + spent.unsaid == model.LAST_MATTERS


def notice(agreed: int, needs: float) -> int:
    return next(k for k in range(agreed) if model.take_leave(agreed, k, needs).leave_taken >= needs)


def test_that_short_work_needs_early_naming_follows_from_what_a_goodbye_is_taken_to_need() -> None:
    """With the same hours in any contract it does; with the same share of the hours it does not."""
    assert notice(6, 3.0) == notice(12, 3.0) == notice(24, 3.0) == 4
    assert [notice(agreed, agreed / 8) for agreed in (6, 12, 24)] == [1, 1, 4]


def test_earlier_naming_never_leaves_less_room_for_leave() -> None:
    taken = [model.take_leave(12, left, 3.0).leave_taken for left in range(12)]
    assert taken == sorted(taken)


def test_reasons_add_up_and_kinder_clues_speak_for_having_had_enough() -> None:
    for score, hour, missed in product(model.SCORES, model.HOURS, (False, True)):
        chance = model.why_the_chair_is_empty(score, hour, missed)
        assert chance.sum() == pytest.approx(1)
        kindest = model.why_the_chair_is_empty("better", "warm", False)
        assert chance[0] <= kindest[0]


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=5))
def test_a_hundred_people_are_a_hundred_and_nobody_is_far_from_the_chance(
    weights: list[float],
) -> None:
    chance = np.array(weights) / sum(weights)
    people = model.a_hundred(chance)
    assert sum(people) == 100
    assert np.all(np.abs(np.array(people) - 100 * chance) < 1)


def test_even_the_kindest_clues_leave_one_in_five_with_another_reason() -> None:
    assert model.why_the_chair_is_empty("better", "warm", False)[0] < 0.8


def test_impossible_settings_are_refused_in_one_sentence() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="leave_adds is 2: choose a value from 0 to 1"):
        model.endings(200, rng, leave_adds=2)
    with pytest.raises(ValueError, match="left is 6: choose a whole number from 0 to 5"):
        model.take_leave(6, 6)
    with pytest.raises(ValueError, match="hour is 'icy': choose one of"):
        model.why_the_chair_is_empty("better", "icy", False)
    with pytest.raises(ValueError, match="usual is 0: choose a value from"):
        model.why_the_chair_is_empty("better", "warm", False, (0, 1, 1))
