"""The three pictures of chapter 06 say in words what they draw."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import self_and_ideal as figures
from helping.figures.common import correlation
from helping.models import q_sort


def told(draw, **values) -> tuple[str, str]:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


def numbers(draw, **values) -> list[float]:
    """Return the correlations that a picture tells, sentence first."""
    said = " ".join(told(draw, **values))
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d?\.\d\d", said)]


@pytest.mark.parametrize("steadiness", [0.5, 0.8, 1])
@pytest.mark.parametrize("agreement", [0, 0.5, 1])
def test_the_heap_has_the_same_outline_whatever_the_person_thinks(agreement, steadiness):
    figure = Figure()
    figures.forced_piles(figure, agreement=agreement, steadiness=steadiness)
    outlines, filled = (np.rint(line.get_xdata()).astype(int) for line in figure.axes[0].lines)
    assert np.bincount(outlines)[1:].tolist() == list(q_sort.PILES)
    assert len(filled) == 16


@pytest.mark.parametrize("person", range(1, 6))
def test_unsteady_cards_show_less_than_the_person_thinks(person):
    agreement, mean, *_ = numbers(figures.forced_piles, person=person)
    assert agreement == 0.5
    assert mean == pytest.approx(0.8 * 0.5 * 0.95, abs=0.02)


def test_self_and_ideal_end_at_the_same_distance_whoever_walks():
    # before, after, opinions after and before, self with last and had nothing moved, ideal so too
    up = numbers(figures.two_ways_to_meet, self_rises=0.4)
    down = numbers(figures.two_ways_to_meet, ideal_comes_down=0.4)
    assert up[1] == pytest.approx(down[1], abs=0.02)
    # Only the sort that has moved is less like its own beginning.
    assert up[4] < up[5] - 0.05
    assert up[6] == up[7]
    assert down[4] == down[5]
    assert down[6] < down[7] - 0.05


def test_a_thank_you_cannot_be_told_from_a_self_that_has_come_up():
    moved = numbers(figures.two_ways_to_meet, self_rises=0.3)
    thanked = numbers(figures.two_ways_to_meet, thanks=0.3)
    opinions = slice(2, 4)
    assert thanked[opinions][0] == thanked[opinions][1] < moved[opinions][0] - 0.2
    del moved[opinions], thanked[opinions]
    assert thanked == pytest.approx(moved, abs=0.011)


@pytest.mark.parametrize("compared", figures.COMPARED)
def test_a_comparison_says_what_the_model_found(compared):
    sentence, _ = told(figures.with_a_control_group, compared=compared)
    found = q_sort.compare(others_chosen=1 if compared == "volunteers" else 0.25)
    assert f"gain {correlation(found.gain.mean)} in correlation" in sentence
    if compared != "nobody":
        assert sentence.endswith(
            f"{correlation(found.others_gain.mean)}, which leaves {correlation(found.left.mean)}."
        )


def test_who_stands_beside_the_clients_is_seen_only_when_compared():
    for compared, shown in (("nobody", False), ("volunteers", True)):
        figure = Figure(figsize=(4.8, 3.7))
        figures.with_a_control_group(figure, compared=compared)
        squares = [ln for axes in figure.axes for ln in axes.lines if ln.get_marker() == "s"]
        assert [line.get_visible() for line in squares] == [shown, shown]


def test_a_picture_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match="compared"):
        told(figures.with_a_control_group, compared="a choir")
    with pytest.raises(ValueError, match="person is 0"):
        told(figures.forced_piles, person=0)
