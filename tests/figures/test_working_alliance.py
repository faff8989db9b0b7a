"""The three pictures of chapter 07 say in words what they draw."""

import itertools
import re

import pytest
from matplotlib.figure import Figure

from helping.figures import working_alliance as figures
from helping.models import working_alliance


def sentence(draw, **values) -> str:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


def test_the_first_picture_names_what_is_short_and_what_is_carried():
    said = sentence(figures.three_parts)
    assert "a mean of 2.0 of 4" in said
    assert "the scarcest part is tasks, and 33 per cent" in said
    warmer = sentence(figures.three_parts, bond=4)
    assert "a mean of 2.3 of 4" in warmer
    assert "33 per cent" in warmer
    assert "67 per cent" in sentence(figures.three_parts, tasks=2)
    assert "nothing is short" in sentence(figures.three_parts, tasks=3)


def test_the_second_picture_counts_who_is_noticed_and_the_gap_does_not_matter():
    counts = set()
    for gap in (0.0, 0.41, 0.82):
        said = sentence(figures.two_raters, agreement=0.36, gap=gap)
        noticed, missed = (int(n) for n in re.search(r"hold (\d+) .* miss (\d+)", said).groups())
        assert noticed + missed == 10
        expected = 10 * working_alliance.share_found(0.36, 0.25)
        assert f"would be {expected:.1f} of ten" in said
        counts.add(noticed)
    assert len(counts) == 1


def test_the_second_picture_marks_ten_and_ten():
    figure = Figure(figsize=(4.8, 3.7))
    figures.two_raters(figure, agreement=0.36, gap=0.41)
    drawn = {line.get_marker(): len(line.get_xdata()) for line in figure.axes[0].lines}
    sizes = [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sizes == [30, 10]
    assert drawn["s"] == 10


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
    assert "has 0.93" in sentence(figures.sessions_needed, sessions=4, one=0.77)
    assert "best mean" not in sentence(figures.sessions_needed, sessions=4, one=0.77)
    slow = sentence(figures.sessions_needed, sessions=10, one=0.77, lasts=0.95)
    assert f"has {working_alliance.dependability(10, 0.77, 0.95):.2f}" in slow
    assert "best mean here is that of 3 sessions" in slow


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match="sessions is 11"):
        sentence(figures.sessions_needed, sessions=11, one=0.77)
    with pytest.raises(ValueError, match="work is 'magic'"):
        sentence(figures.three_parts, work="magic")
