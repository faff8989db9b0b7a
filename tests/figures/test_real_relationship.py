"""The three pictures of chapter 09 say in words what they draw."""

import re

import pytest
from matplotlib.figure import Figure

from helping.figures import real_relationship as figures
from helping.models import real_relationship


def told(draw, **values) -> tuple[str, str]:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


@pytest.mark.parametrize("overlap", [0, 0.66, 0.88])
def test_the_first_picture_counts_the_pairs_that_disagree(overlap):
    said, _ = told(figures.pairs_and_overlap, overlap=overlap)
    expected = 60 * real_relationship.differ(overlap)
    counted = int(re.search(r"In (\d+) of these 60 pairs", said).group(1))
    assert f"in the long run about {expected:.0f} are" in said
    assert abs(counted - expected) < 10


def test_the_first_picture_leaves_few_in_the_corners_at_the_published_link():
    def in_corners(together):
        _, more = told(figures.pairs_and_overlap, together=together)
        return sum(map(int, re.search(r"poorly in (\d+) .* hide in (\d+)\.", more).groups()))

    assert in_corners(0.74) < in_corners(0)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({}, ["outcome is .27 and the alliance’s .04.", "with 15 per cent", "promised 22."]),
        ({"alliance": 0.38}, ["outcome is .19 and the alliance’s .19."]),
        ({"real": 0.30}, ["links were .30 and .278", "outcome is .16 and the alliance’s .11."]),
        ({"overlap": 0.88, "real": 0.44}, ["the alliance’s −.26."]),
    ],
)
def test_the_second_picture_says_what_is_left(values, numbers):
    said = " ".join(told(figures.what_is_left, **values))
    assert [number for number in numbers if number not in said] == []


@pytest.mark.parametrize("overlap", [0, 0.88])
@pytest.mark.parametrize(("real", "alliance"), [(0.38, 0.278), (0.38, 0.38), (0.30, 0.38)])
def test_the_second_picture_names_each_line_at_its_own_end(overlap, real, alliance):
    figure = Figure(figsize=(4.8, 3.7))
    figures.what_is_left(figure, overlap=overlap, real=real, alliance=alliance)
    axes = figure.axes[0]
    curves = [line for line in axes.lines if len(line.get_xdata()) == len(figures.OVERLAPS)]
    for line, name in zip(curves, ("real rel.", "alliance"), strict=True):
        (word,) = (text for text in axes.texts if text.get_text() == name)
        assert abs(word.get_position()[1] - line.get_ydata()[-1]) < 0.04


@pytest.mark.parametrize(
    ("pull", "says"),
    [(1, "still 50 in a hundred"), (1.5, "makes it worse: 39"), (0.5, "helps: 72 in a hundred")],
)
def test_the_third_picture_says_that_sureness_is_no_cure_for_a_loud_wish(pull, says):
    assert says in told(figures.whom_it_serves, pull=pull, sureness=1.5)[0]


def test_the_third_picture_counts_what_comes_out():
    _, more = told(figures.whom_it_serves, pull=0.5, sureness=0.5, counsellor=2)
    made = real_relationship.twenty_moments(2, pull=0.5, sureness=0.5)
    spoken, own = made.said.sum(axis=1), made.serves_self.sum(axis=1)
    assert f"speaks in {spoken[0]} where she decides and in {spoken[1]} where" in more
    assert f"{own[0]} and {own[1]} of these serve her more" in more
    assert spoken[2] == 20


def test_a_picture_refuses_what_no_three_ratings_can_show():
    with pytest.raises(ValueError, match="pull is 4: choose a value from 0 to 3"):
        told(figures.whom_it_serves, pull=4)
    with pytest.raises(ValueError, match="overlap is 2"):
        told(figures.what_is_left, overlap=2)
