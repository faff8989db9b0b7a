"""Links within a client, where averages of few sessions mislead."""

from __future__ import annotations

import numpy as np
import pytest

from helping.models.alliance_and_outcome import Paths, centred_path, simulate_panel
from helping.models.structured_residuals import links_within

SET = Paths()


def panel(sessions, **world):
    return simulate_panel(4000, sessions, 3, **world)


@pytest.mark.parametrize("sessions", [4, 8])
def test_what_was_set_is_recovered_also_from_few_sessions(sessions):
    found = links_within(*vars(panel(sessions)).values(), own_courses=False)
    assert found.alliance_to_outcome == pytest.approx(SET.alliance_to_outcome, abs=0.025)
    assert found.outcome_to_alliance == pytest.approx(SET.outcome_to_alliance, abs=0.025)
    assert found.alliance_lasts == pytest.approx(SET.alliance_lasts, abs=0.03)
    assert found.same_session == pytest.approx(SET.same_session, abs=0.03)
    low, high = found.interval
    assert low < SET.alliance_to_outcome < high


def test_feedback_alone_is_not_taken_for_a_link_as_centring_takes_it():
    # The centred estimate has the wrong sign, since a client's average holds the later sessions.
    world = Paths(alliance_to_outcome=0.0, outcome_to_alliance=-0.30, same_session=0.0)
    drawn = panel(4, paths=world)
    assert centred_path(drawn) > 0.10
    found = links_within(drawn.alliance, drawn.outcome, own_courses=False)
    assert found.alliance_to_outcome == pytest.approx(0, abs=0.025)


def test_own_courses_that_follow_the_usual_alliance_are_not_taken_for_a_link():
    drawn = panel(6, pull=0.1)
    without = links_within(drawn.alliance, drawn.outcome, own_courses=False)
    found = links_within(drawn.alliance, drawn.outcome)
    assert abs(without.alliance_to_outcome - SET.alliance_to_outcome) > 0.02
    assert found.alliance_to_outcome == pytest.approx(SET.alliance_to_outcome, abs=0.02)


def test_gaps_and_early_endings_are_allowed_for():
    drawn = panel(8)
    chance = np.random.default_rng(1)
    alliance, outcome = drawn.alliance.copy(), drawn.outcome.copy()
    for scores in (alliance, outcome):
        scores[:, 1:][chance.random(scores[:, 1:].shape) < 0.1] = np.nan
    # Whoever is well at session 4 comes no more: what is missing hangs on what is there.
    well = drawn.outcome[:, 3] < -0.5
    alliance[well, 4:] = outcome[well, 4:] = np.nan
    found = links_within(alliance, outcome, own_courses=False)
    assert found.alliance_to_outcome == pytest.approx(SET.alliance_to_outcome, abs=0.025)


def test_a_change_of_scale_changes_points_and_not_standard_deviations():
    drawn = panel(4)
    one = links_within(drawn.alliance, drawn.outcome, own_courses=False)
    other = links_within(2 * drawn.alliance + 3, 10 * drawn.outcome, own_courses=False)
    assert other.alliance_to_outcome == pytest.approx(one.alliance_to_outcome, abs=1e-3)
    assert other.points == pytest.approx(5 * one.points, rel=0.02)
    assert other.outcome_sd == pytest.approx(10 * one.outcome_sd, rel=0.02)


@pytest.mark.parametrize(
    ("alliance", "outcome", "sentence"),
    [
        (np.zeros((60, 2)), np.zeros((60, 2)), "3 to 30 columns"),
        (np.zeros((60, 4)), np.zeros((60, 5)), "two equal ones"),
        (
            np.zeros((60, 4)),
            np.where(np.arange(4) < 3, np.zeros((60, 4)), np.nan),
            "fewer sessions",
        ),
        (np.zeros((60, 4)), np.full((60, 4), np.inf), "outcome"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(alliance, outcome, sentence):
    with pytest.raises(ValueError, match=sentence):
        links_within(alliance, outcome)
