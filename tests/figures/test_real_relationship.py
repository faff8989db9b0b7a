"""The three pictures of chapter 09 say in words what they draw."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import real_relationship as figures
from helping.models import real_relationship
from helping.words import words


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


def test_few_of_the_pairs_that_disagree_are_far_apart():
    # The text: at .66 about sixteen of sixty disagree, and about two are clearly apart.
    many = real_relationship.pairs(100_000, together=0.74, overlap=0.66, rng=1)
    clearly = many.disagree & (np.abs(many.real) > 0.5) & (np.abs(many.alliance) > 0.5)
    assert round(60 * many.disagree.mean()) == 16
    assert round(60 * clearly.mean()) == 2


def a_sentence(**values) -> tuple[Figure, str]:
    figure = Figure(figsize=(4.8, 3.7))
    said, _ = figures.one_sentence(figure, **values)
    return figure, said


OWN = words("real_relationship")["one_sentence"]["own"]


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("then", ["nothing", "Efua", "what he saw"])
def test_the_second_picture_counts_the_words_that_she_hands_over(own, then):
    figure, said = a_sentence(grants="yes", own=own, then=then)
    count = len(OWN[own].split())
    assert (f"{count} words" in said) if count else ("without a word" in said)
    (squares,) = figure.axes[0].collections
    assert np.count_nonzero(squares.get_facecolors()[:, 3]) == count


@pytest.mark.parametrize("grants", ["hay fever", "no comment"])
def test_who_denies_it_or_declines_adds_no_story(grants):
    for own in OWN:
        figure, said = a_sentence(grants=grants, own=own)
        assert "Sunday" not in said
        assert not np.any(figure.axes[0].collections[0].get_facecolors()[:, 3])


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
