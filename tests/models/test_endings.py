"""Endings: what two groups can and cannot tell, room to take leave, and an empty chair."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models import endings as model


def some(helped_leave: float, sessions: int, leave_saves: float) -> model.Endings:
    return model.endings(
        4000,
        np.random.default_rng(1),
        helped_leave=helped_leave,
        sessions=sessions,
        leave_saves=leave_saves,
    )


def test_a_gap_between_the_groups_needs_no_goodbye_that_helps() -> None:
    found = some(helped_leave=-1.5, sessions=4, leave_saves=0.0)
    assert found.gap > 3
    assert found.due_to_leave == 0


def test_a_goodbye_that_helps_can_leave_no_gap() -> None:
    found = some(helped_leave=1.5, sessions=8, leave_saves=1.0)
    assert found.due_to_leave > 3
    assert abs(found.gap) < 0.6


def test_some_who_broke_off_keep_more_than_some_who_did_not() -> None:
    found = some(helped_leave=-1.5, sessions=4, leave_saves=0.5)
    off = found.broke_off
    assert np.percentile(found.later[off], 90) > np.percentile(found.later[~off], 10)


@given(st.floats(-3, 3), st.integers(1, 12), st.floats(0, 1))
def test_only_those_who_broke_off_have_a_goodbye_to_miss(
    helped: float, sessions: int, saves: float
) -> None:
    found = model.endings(
        200,
        np.random.default_rng(1),
        helped_leave=helped,
        sessions=sessions,
        leave_saves=saves,
    )
    planned = ~found.broke_off
    assert np.array_equal(found.later[planned], found.later_with_leave[planned])
    if saves == 0:
        assert np.allclose(found.later, found.later_with_leave)


@given(st.integers(2, 60), st.data(), st.floats(0, 10), st.floats(0, 2))
def test_no_hour_is_spent_twice_and_nothing_put_off_is_lost(
    agreed: int, data: st.DataObject, needs: float, pace: float
) -> None:
    left = data.draw(st.integers(0, agreed - 1))
    spent = model.take_leave(agreed, left, needs, pace)
    assert np.allclose(spent.work + spent.leave, 1)
    assert np.all((spent.leave >= 0) & (spent.leave <= 1))
    assert np.allclose(spent.leave[: agreed - 1 - left], 0)
    assert spent.leave_taken <= needs + 1e-9
    assert spent.dealt_with + spent.at_the_door + spent.unsaid == model.LAST_MATTERS


@pytest.mark.parametrize("needs", [1.0, 2.0, 3.0])
def test_the_notice_that_leave_needs_does_not_shrink_with_the_contract(needs: float) -> None:
    def notice(agreed: int) -> int:
        return next(
            k for k in range(agreed) if model.take_leave(agreed, k, needs).leave_taken >= needs
        )

    assert notice(6) == notice(12) == notice(24)


def test_earlier_naming_never_leaves_less_room_for_leave() -> None:
    taken = [model.take_leave(12, left, 3.0).leave_taken for left in range(12)]
    assert taken == sorted(taken)


def test_reasons_add_up_and_kinder_clues_speak_for_having_had_enough() -> None:
    for score, hour, missed in product(model.SCORES, model.HOURS, (False, True)):
        chance = model.why_the_chair_is_empty(score, hour, missed)
        assert chance.sum() == pytest.approx(1)
        kindest = model.why_the_chair_is_empty("better", "warm", False)
        assert chance[0] <= kindest[0]


def test_even_the_kindest_clues_leave_one_in_five_with_another_reason() -> None:
    assert model.why_the_chair_is_empty("better", "warm", False)[0] < 0.8


def test_impossible_settings_are_refused_in_one_sentence() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="leave_saves is 2: choose a value from 0 to 1"):
        model.endings(200, rng, leave_saves=2)
    with pytest.raises(ValueError, match="left is 6: choose a whole number from 0 to 5"):
        model.take_leave(6, 6)
    with pytest.raises(ValueError, match="hour is 'icy': choose one of"):
        model.why_the_chair_is_empty("better", "icy", False)
    with pytest.raises(ValueError, match="usual is 0: choose a value from"):
        model.why_the_chair_is_empty("better", "warm", False, (0, 1, 1))
