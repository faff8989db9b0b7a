"""The three pictures of chapter 06 say in words what they draw."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import self_and_ideal as figures
from helping.models import q_sort


def sentence(draw, **values) -> str:
    return draw(Figure(figsize=(4.8, 3.7)), **values)


def numbers(said: str) -> list[float]:
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
    agreement, *_, mean, _, _ = numbers(sentence(figures.forced_piles, person=person))
    assert agreement == 0.5
    assert mean == pytest.approx(0.8 * 0.5 * 0.95, abs=0.02)


def test_self_and_ideal_end_at_the_same_distance_whoever_walks():
    up = numbers(sentence(figures.two_ways_to_meet, self_rises=0.4))
    down = numbers(sentence(figures.two_ways_to_meet, ideal_comes_down=0.4))
    assert up[1] == pytest.approx(down[1], abs=0.02)
    # Only the sort that has moved is less like its own beginning.
    assert up[4] < up[5] - 0.05
    assert up[6] == up[7]
    assert down[4] == down[5]
    assert down[6] < down[7] - 0.05


def test_a_thank_you_cannot_be_told_from_a_self_that_has_come_up():
    moved = numbers(sentence(figures.two_ways_to_meet, self_rises=0.3))
    thanked = numbers(sentence(figures.two_ways_to_meet, thanks=0.3))
    opinions = slice(2, 4)
    assert thanked[opinions][0] == thanked[opinions][1] < moved[opinions][1] - 0.2
    del moved[opinions], thanked[opinions]
    assert thanked == pytest.approx(moved, abs=0.011)


def gains(**values) -> tuple[float, float]:
    """Return the clients' gain and what the comparison leaves of it."""
    found = numbers(sentence(figures.with_a_control_group, **values))
    return found[2], found[5]


def test_without_any_help_clients_gain_and_volunteers_do_not_explain_it():
    for people in (25, 100, 400):
        gain, left = gains(compared="volunteers", people=people)
        assert gain > 0.2
        assert left > 0.2
        gain, left = gains(compared="people waiting", people=people)
        assert gain > 0.2
        assert abs(left) < 0.05


def test_a_waiting_list_leaves_the_thank_you_in():
    _, helped = gains(compared="people waiting", real_change=0.2)
    _, thankful = gains(compared="people waiting", thanks=True)
    assert thankful == pytest.approx(helped, abs=0.02)
    assert thankful > 0.1


@pytest.mark.parametrize("who_comes", [1, 0.5, 0.25])
def test_the_groups_shown_are_ordinary_ones(who_comes):
    many = q_sort.before_and_after(3000, np.random.default_rng(1), agreement=0.4, chosen=who_comes)
    expected = float(np.mean(many.after - many.before))
    for people in (25, 100, 400):
        gain, _ = gains(who_comes=who_comes, people=people, compared="volunteers")
        assert gain == pytest.approx(expected, abs=0.06)


def test_a_picture_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match="compared"):
        sentence(figures.with_a_control_group, compared="a choir")
    with pytest.raises(ValueError, match="person is 0"):
        sentence(figures.forced_piles, person=0)
