"""The three pictures of chapter 08 say in words what they draw."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import transference as figures
from helping.models import narratives, transference


def told(draw, **values) -> tuple[str, str]:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "It takes 31 sessions before"),
        ({"old_certainty": 5}, "It takes 8 sessions before"),
        ({"interpretation": 5}, "neutral is passed after session 12 instead of 31."),
        ({"interpretation": 15}, "neutral is passed after session 19 instead of 31."),
        ({"interpretation": 5, "old_certainty": 40}, "without it, forty sessions do not get there"),
    ],
)
def test_the_first_picture_says_when_neutral_is_passed(values, says):
    assert says in told(figures.expectation_over_sessions, acceptance=1, **values)[0]


@pytest.mark.parametrize("interpretation", [0, 5, 15])
@pytest.mark.parametrize("acceptance", [-2, -1, 0, 1, 2])
def test_what_is_folded_gives_the_number_and_with_the_band_how_sure_it_is(
    acceptance, interpretation
):
    values = {"acceptance": acceptance, "interpretation": interpretation}
    named_in = (interpretation,) if interpretation else ()
    course = transference.expect(acceptance, named_in=named_in)
    end = f"{course.expectation[40]:.1f}".replace("-", "−")
    (_, with_band), (_, without) = (
        told(figures.expectation_over_sessions, band=band, **values) for band in (True, False)
    )
    assert f"After 40 sessions the client expects {end} on a scale" in without
    assert f", give or take {course.spread[40]:.1f}." in with_band


def test_the_first_picture_does_not_promise_a_crossing_that_does_not_come():
    for values in ({"acceptance": -2}, {"acceptance": 0}, {"old_certainty": 60}):
        said, _ = told(figures.expectation_over_sessions, **values)
        assert "passed" not in said
        assert "It takes" not in said


@pytest.mark.parametrize("acceptance", [-2, 0, 2])
@pytest.mark.parametrize("doubt", [0, 0.75, 1.5])
@pytest.mark.parametrize("sessions", [30, 120])
def test_the_second_picture_says_what_gets_in_and_where_it_leads(acceptance, doubt, sessions):
    _, more = told(figures.what_gets_through, acceptance=acceptance, doubt=doubt, sessions=sessions)
    course = transference.expect(
        acceptance, old_certainty=figures.CERTAINTY_WITH_DOUBT, sessions=sessions, doubt=doubt
    )
    assert f"{100 * course.let_in[1]:.0f} per cent is let in" in more
    end = f"{course.expectation[-1]:.1f}".replace("-", "−")
    assert f"and ends at {end};" in more


@pytest.mark.parametrize(
    ("doubt", "sessions", "best"),
    [(0, 30, 2), (0.5, 30, 2), (0.75, 30, 1), (1, 30, 0), (1, 60, 1), (1, 120, 1), (1.5, 120, 0)],
)
def test_one_counsellor_is_said_to_bring_the_client_highest(doubt, sessions, best):
    def is_best(acceptance):
        said, _ = told(
            figures.what_gets_through, acceptance=acceptance, doubt=doubt, sessions=sessions
        )
        return "none of the other four" in said

    assert [a for a in (-2, -1, 0, 1, 2) if is_best(a)] == [best]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2, "accepting"),
        (-0.97, "cool"),
        (0.2, "a little better than neutral"),
        (-1.2, "a little worse than cool"),
        (-0.5, "between cool and neutral"),
        (1.7, "between warm and accepting"),
    ],
)
def test_a_place_on_the_scale_is_said_in_words(value, said):
    assert figures.in_words_of_scale(value) == said


STORIES = ("assessor", "father", "foreman", "neighbour", "daughter", "today")


@pytest.mark.parametrize("reading", ["word", "time", "care"])
def test_the_third_picture_counts_what_the_reader_ticked_and_ends_in_something_to_say(reading):
    for ticked in range(1, 7):
        ticks = dict.fromkeys(STORIES[:ticked], True)
        said, _ = told(figures.theme_in_stories, reading=reading, **ticks)
        assert f"fits {ticked} of six" in said
        assert re.search(r"Ask “Who did .+\?” to hear", said)


@pytest.mark.parametrize("coins", [1, 2])
@pytest.mark.parametrize("ticked", range(7))
def test_the_coin_clients_are_counted_against_the_readers_own_count(coins, ticked):
    ticks = dict.fromkeys(STORIES[:ticked], True)
    said, more = told(figures.theme_in_stories, coins=coins, **ticks)
    least = max(4, ticked)
    best = [
        max(narratives.tell(6, 0.5, readings=3, rng=np.random.default_rng([8, client]))[0].sum(1))
        for client in range(6 * coins - 5, 6 * coins + 1)
    ]
    as_good = sum(hits >= least for hits in best)
    assert f"{as_good} have a reading that fits at least {least} stories." in said
    assert f"{100 * narratives.chance_of(least, 3, 6, 0.5):.0f} would have" in more


def test_the_draws_shown_lie_in_the_range_that_is_told_with_them():
    for coins in (1, 2):
        said, more = told(figures.theme_in_stories, coins=coins)
        low, high = narratives.usual_count(narratives.chance_of(4, 3, 6, 0.5), 6)
        assert low <= int(re.search(r"coins, (\d)", said)[1]) <= high
        assert f"4.3 on average, and mostly {low} to {high}." in more


def test_no_coin_is_tossed_before_the_reader_asks_for_it():
    said, more = told(figures.theme_in_stories)
    assert "coin" not in said
    assert "hundred" not in more
