"""The three pictures of chapter 08 say in words what they draw."""

import itertools
import re

import pytest
from matplotlib.figure import Figure

from helping.figures import transference as figures
from helping.models import narratives, transference


def sentence(draw, **values) -> str:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


@pytest.mark.parametrize(
    ("values", "crossing"),
    [
        ({"old_certainty": 20, "interpretation": 0}, 31),
        ({"old_certainty": 20, "interpretation": 5}, 12),
        ({"old_certainty": 20, "interpretation": 15}, 19),
        ({"old_certainty": 5, "interpretation": 0}, 8),
    ],
)
def test_the_first_picture_says_when_neutral_is_passed(values, crossing):
    said = sentence(figures.expectation_over_sessions, acceptance=1, **values)
    assert f"past neutral after session {crossing}," in said
    named_in = (values["interpretation"],) if values["interpretation"] else ()
    course = transference.expect(1, old_certainty=values["old_certainty"], named_in=named_in)
    assert f"after 40 sessions the client expects {course.expectation[40]:.1f} " in said


def test_the_sentence_says_how_sure_the_client_is_where_the_band_shows_it():
    with_band, without = (
        sentence(figures.expectation_over_sessions, band=band) for band in (True, False)
    )
    assert re.sub(r", give or take \d\.\d", "", with_band) == without != with_band


def test_the_first_picture_does_not_promise_a_crossing_that_does_not_come():
    assert "past neutral" not in sentence(figures.expectation_over_sessions, acceptance=-2)
    assert "past neutral" not in sentence(figures.expectation_over_sessions, old_certainty=60)


@pytest.mark.parametrize("acceptance", [-2, 0, 2])
@pytest.mark.parametrize("doubt", [0, 0.75, 1.5])
def test_the_second_picture_says_what_gets_in_and_where_it_leads(acceptance, doubt):
    said = sentence(figures.what_gets_through, acceptance=acceptance, doubt=doubt)
    course = transference.expect(
        acceptance,
        old_expectation=transference.first_expectation(1),
        old_certainty=figures.CERTAINTY_WITH_DOUBT,
        sessions=figures.SESSIONS_OF_DOUBT,
        doubt=doubt,
    )
    assert f"{100 * course.let_in[1]:.0f} per cent of the first session" in said
    end = f"{course.expectation[-1]:.1f}".replace("-", "−")
    assert f"after 30 sessions the client expects {end}," in said


def test_the_third_picture_says_the_share_that_listening_like_this_shows():
    said = sentence(figures.theme_in_stories, stories=5, in_ten=4, readings=5)
    assert f"sees {100 * narratives.best_of(5, 5, 0.4):.0f} per cent on average" in said
    assert "every reading really fits 4 stories in ten" in said


def test_the_third_picture_counts_only_the_stories_told():
    for stories, client in itertools.product((5, 10, 20), (1, 2, 3)):
        said = sentence(figures.theme_in_stories, stories=stories, readings=7, client=client)
        counts = [int(n) for n in re.search(r"fits (\d+) .*?, (\d+) .*?and (\d+) ", said).groups()]
        assert max(counts) <= stories


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match=r"stories is 21; it must lie between 1 and 20\."):
        sentence(figures.theme_in_stories, stories=21)
    with pytest.raises(ValueError, match="readings is 0"):
        sentence(figures.theme_in_stories, readings=0)
