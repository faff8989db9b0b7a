"""The three pictures of chapter 07 say in words what they draw."""

import itertools
import re

import pytest
from matplotlib.figure import Figure

from helping.figures import working_alliance as figures
from helping.figures.common import correlation
from helping.models import working_alliance

PUBLISHED = {"agreement": 0.36, "gap": 0.41}


def told(draw, **values) -> tuple[str, str]:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


def test_the_first_picture_says_what_is_carried_and_what_a_form_would_say():
    sentence, more = told(figures.three_parts)
    assert "33 per cent of the work, with a mean of 2.0 of 4" in sentence
    assert "goals 2, tasks 1, bond 3" in more
    warmer, _ = told(figures.three_parts, bond=4)
    assert "33 per cent of the work, with a mean of 2.3 of 4" in warmer
    assert "67 per cent" in told(figures.three_parts, tasks=2)[0]
    assert "carries all of the work" in told(figures.three_parts, tasks=3)[0]


def test_the_second_picture_counts_who_is_noticed_and_the_gap_does_not_matter():
    counts = set()
    for gap in (0.0, 0.41, 0.82):
        sentence, more = told(figures.two_raters, agreement=0.36, gap=gap)
        noticed = int(re.search(r"hold (\d+) of", sentence)[1])
        missed = int(re.search(r"miss (\d+)\.", more)[1])
        assert noticed + missed == 10
        expected = 10 * working_alliance.share_found(0.36, 0.25)
        assert f"{expected:.1f} of ten would be found" in more
        assert f"counsellors rate {gap:g} standard deviations lower" in more
        counts.add(noticed)
    assert len(counts) == 1


@pytest.mark.parametrize("listed", [False, True])
def test_the_second_picture_marks_ten_and_ten_once_the_list_is_shown(listed):
    figure = Figure(figsize=(4.8, 3.7))
    figures.two_raters(figure, **PUBLISHED, listed=listed)
    squares = [line for line in figure.axes[0].lines if line.get_marker() == "s"]
    sizes = [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sizes == [30, 10]
    assert [len(line.get_xdata()) for line in squares] == [10]
    assert [line.get_visible() for line in squares] == [listed]


@pytest.mark.parametrize("clinic", [1, 2, 3, 4, 5])
def test_no_client_of_the_second_picture_lies_outside_it(clinic):
    for agreement, gap in itertools.product((0, 0.36, 0.96), (0.0, 0.41, 0.82)):
        figure = Figure(figsize=(4.8, 3.7))
        figures.two_raters(figure, agreement=agreement, gap=gap, clinic=clinic)
        axes = figure.axes[0]
        for line in (line for line in axes.lines if line.get_marker() in ("o", "s")):
            for seen, limits in (
                (line.get_xdata(), axes.get_xlim()),
                (line.get_ydata(), axes.get_ylim()),
            ):
                assert limits[0] < seen.min()
                assert seen.max() < limits[1]


def test_the_third_picture_says_the_models_dependability_and_the_best_mean():
    sentence, more = told(figures.sessions_needed, sessions=4, one=0.77)
    assert "has a dependability of .93, which is called very good" in sentence
    assert "does best" not in more
    slow, slow_more = told(figures.sessions_needed, sessions=10, one=0.77, lasts=0.95)
    assert f"of {correlation(working_alliance.dependability(10, 0.77, 0.95))}," in slow
    assert "the mean of 3 sessions does best" in slow_more


@pytest.mark.parametrize("sessions", range(1, 11))
def test_the_third_picture_counts_the_pairs_in_the_wrong_order(sessions):
    sentence, _ = told(figures.sessions_needed, sessions=sessions, one=0.77, shown="pairs")
    right = working_alliance.pairs_in_order(working_alliance.dependability(sessions, 0.77))
    assert f"Of 100 pairs of clients, {100 - 100 * right:.0f} are put" in sentence


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match="sessions is 11"):
        told(figures.sessions_needed, sessions=11, one=0.77)
    with pytest.raises(ValueError, match="shown is 'tea'"):
        told(figures.sessions_needed, one=0.77, shown="tea")
    with pytest.raises(ValueError, match="work is 'magic'"):
        told(figures.three_parts, work="magic")
