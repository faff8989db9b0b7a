"""What becomes of people who look alike, and which part of the model it comes from."""

import numpy as np
import pytest

from helping.models import look_alikes

STATES = [
    (client, now, crowd)
    for client in look_alikes.CLIENTS
    for now in (3, 8, 12, 15)
    for crowd in look_alikes.CROWDS
]


@pytest.mark.parametrize("state", STATES)
def test_no_score_leaves_the_form(state):
    scores = look_alikes.alike(*state).scores
    assert scores.min() >= look_alikes.LOWEST
    assert scores.max() <= look_alikes.HIGHEST
    assert scores.shape == (look_alikes.ALIKE, look_alikes.SESSIONS)


@pytest.mark.parametrize("state", STATES)
def test_the_two_parts_add_up_to_the_change(state):
    scores = look_alikes.alike(*state).scores
    change = (scores[:, -1] - scores[:, state[1] - 1]).mean()
    assert sum(look_alikes.parts_of_the_change(*state)) == pytest.approx(change)


@pytest.mark.parametrize("client", ["A", "B"])
def test_after_a_low_eighth_session_days_passing_lift_and_the_lines_do_not(client):
    """The cause that the chapter names is the cause in the model, each part computed alone."""
    line, days = look_alikes.parts_of_the_change(client, 8, "stays level")
    assert days > 0.7
    assert -0.5 < line < -0.2


def test_after_a_good_eighth_session_days_passing_lower():
    line, days = look_alikes.parts_of_the_change("C", 8, "stays level")
    assert days < -0.7
    assert abs(line) < 0.3


def test_the_number_of_the_first_bet_is_what_other_crowds_of_the_kind_give_too():
    """The chapter says 74 here, and how far others lie from it."""
    today = look_alikes.course_of("A")[7]
    higher = [
        int((look_alikes.alike("A", 8, "stays level", draw).scores[:, -1] > today).sum())
        for draw in range(1, 31)
    ]
    assert 66 <= np.mean(higher) <= 76
    assert min(higher) >= 62
    assert max(higher) <= 84


def test_the_sinking_crowd_that_is_drawn_is_a_high_one_as_the_chapter_says():
    today = look_alikes.course_of("A")[7]
    higher = [
        int((look_alikes.alike("A", 8, "sinks", draw).scores[:, -1] > today).sum())
        for draw in range(1, 31)
    ]
    assert (min(higher), max(higher)) == (40, 56)


def test_three_parts_add_up_to_the_way_from_the_client_to_the_ends():
    """Own lines, days, and how far above the client the hundred stood: a third of a point."""
    today = look_alikes.course_of("A")[7]
    others = look_alikes.alike("A", 8, "stays level").scores
    line, days = look_alikes.parts_of_the_change("A", 8, "stays level")
    above = others[:, 7].mean() - today
    assert above == pytest.approx(1 / 3, abs=0.01)
    assert line + days + above == pytest.approx(others[:, -1].mean() - today)


def test_a_crowd_that_rises_leaves_more_above_today_than_one_that_sinks():
    for client, now, _ in STATES:
        today = look_alikes.course_of(client)[now - 1]
        rises, level, sinks = (
            (look_alikes.alike(client, now, crowd).scores[:, -1] > today).sum()
            for crowd in look_alikes.CROWDS
        )
        assert rises >= level >= sinks
