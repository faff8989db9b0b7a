"""The three pictures of chapter 08 say in words what they draw."""

import itertools
import re

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
def test_the_second_picture_says_what_gets_in_and_where_it_leads(acceptance, doubt):
    _, more = told(figures.what_gets_through, acceptance=acceptance, doubt=doubt)
    course = transference.expect(
        acceptance,
        old_expectation=transference.first_expectation(1),
        old_certainty=figures.CERTAINTY_WITH_DOUBT,
        sessions=figures.SESSIONS_OF_DOUBT,
        doubt=doubt,
    )
    assert f"{100 * course.let_in[1]:.0f} per cent is let in" in more
    end = f"{course.expectation[-1]:.1f}".replace("-", "−")
    assert f"and ends at {end};" in more


@pytest.mark.parametrize(("doubt", "best"), [(0, 2), (0.5, 2), (1, 0), (1.5, 0)])
def test_one_counsellor_is_said_to_bring_the_client_highest(doubt, best):
    def is_best(acceptance):
        said, _ = told(figures.what_gets_through, acceptance=acceptance, doubt=doubt)
        return "no other counsellor" in said

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


def test_the_third_picture_says_the_share_that_listening_like_this_shows():
    said, _ = told(figures.theme_in_stories, stories=5, in_ten=4, readings=5)
    typical = 100 * narratives.best_of(5, 5, 0.4)
    assert f"sees {typical:.0f} in a hundred, where 40 are real." in said


def test_the_third_picture_counts_only_the_stories_told():
    for stories, client in itertools.product((5, 10, 20), (1, 2, 3)):
        _, more = told(figures.theme_in_stories, stories=stories, readings=7, client=client)
        counts = [int(n) for n in re.search(r"fits (\d+) .*?, (\d+) .*?and (\d+) ", more).groups()]
        themes = narratives.one_client(client, stories, 0.4, readings=7)
        assert counts == [int(theme.present.sum()) for theme in themes]
        assert max(counts) <= stories


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match="stories is 21: choose a whole number from 1 to 20"):
        told(figures.theme_in_stories, stories=21)
    with pytest.raises(ValueError, match="readings is 0"):
        told(figures.theme_in_stories, readings=0)
