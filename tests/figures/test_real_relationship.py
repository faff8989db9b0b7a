"""The three pictures of chapter 09 say in words what they draw."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import real_relationship as figures
from helping.models import real_relationship

PUBLISHED = {"overlap": 0.66, "real": 0.38, "alliance": 0.278}


def sentence(draw, **values) -> str:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


@pytest.mark.parametrize("overlap", [0, 0.66, 0.88])
def test_the_first_picture_counts_the_pairs_that_disagree(overlap):
    said = sentence(figures.pairs_and_overlap, overlap=overlap, together=0.74)
    expected = 60 * real_relationship.differ(overlap)
    counted = int(re.search(r"number (\d+) of 60", said).group(1))
    assert f"about {expected:.0f} in the long run" in said
    assert abs(counted - expected) < 10


def test_the_first_picture_leaves_few_in_the_corners_at_the_published_link():
    def in_corners(together):
        said = sentence(figures.pairs_and_overlap, overlap=0.66, together=together)
        return sum(map(int, re.search(r"poorly in (\d+), .* hide in (\d+)\.", said).groups()))

    assert in_corners(0.74) < in_corners(0)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({}, ["leaves .27 for", "leaves .04 for", "15 per cent", "promised 22."]),
        ({"alliance": 0.38}, ["leaves .19 for the real", "leaves .19 for the alliance"]),
        ({"real": 0.30}, ["a link of .30", "leaves .16 for", "leaves .11 for"]),
        ({"overlap": 0.88, "real": 0.44}, ["leaves −.26 for the alliance"]),
    ],
)
def test_the_second_picture_says_what_is_left(values, numbers):
    said = sentence(figures.what_is_left, **(PUBLISHED | values))
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


@pytest.mark.parametrize("sureness", [0, 0.75, 1.5])
def test_the_third_picture_says_that_sureness_is_no_cure_for_a_loud_wish(sureness):
    said = sentence(figures.whom_it_serves, pull=1, sureness=sureness)
    assert "In the long run 50 in a hundred" in said


def test_the_third_picture_counts_what_comes_out():
    said = sentence(figures.whom_it_serves, pull=0.5, sureness=0.5, counsellor=2)
    made = real_relationship.moments(
        figures.MOMENTS,
        pull=0.5,
        sureness=0.5,
        rng=np.random.default_rng([figures.MOMENTS_SEED, 2]),
    )
    spoken, own = made.said.sum(axis=1), made.serves_self.sum(axis=1)
    assert f"speaks in {spoken[0]} where she decides and in {spoken[1]} where" in said
    assert f"and {own[0]} and {own[1]} of them serve her more" in said
    assert spoken[2] == figures.MOMENTS


def test_a_picture_refuses_what_no_three_ratings_can_show():
    with pytest.raises(ValueError, match="pull is 4: choose a value from 0 to 3"):
        sentence(figures.whom_it_serves, pull=4)
    with pytest.raises(ValueError, match="overlap is 2"):
        sentence(figures.what_is_left, **(PUBLISHED | {"overlap": 2}))
