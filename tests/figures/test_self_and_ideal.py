"""The three pictures of chapter 06 say in words what they draw, and what to ask."""

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


@pytest.mark.parametrize(("shared", "shown"), [(0, 0.38), (0.5, 0.475), (1, 0.57)])
def test_what_both_sorts_share_can_make_a_true_half_look_like_more(shared, shown):
    agreement, mean, *_ = numbers(figures.forced_piles, shared=shared)
    assert agreement == 0.5
    assert mean == pytest.approx(shown, abs=0.02)


def test_no_agreement_at_all_looks_like_some_when_the_sorts_share_their_accidents():
    _, mean, *_ = numbers(figures.forced_piles, agreement=0, shared=1)
    assert mean == pytest.approx(0.19, abs=0.02)


def marks(**values):
    figure = Figure(figsize=(4.8, 3.7))
    said = figures.six_cards(figure, **values)
    visible = [line for line in figure.axes[0].lines if line.get_visible()]
    return said, [line.get_xdata().tolist() for line in visible]


def test_a_thank_you_and_a_self_that_has_come_up_are_the_same_picture():
    moved, thanked = (
        marks(moved="the self, halfway"),
        marks(moved="the self sort, to say thank you"),
    )
    assert moved == thanked
    asked = [marks(moved=each, behind=True) for each in figures.MOVES]
    assert "nothing has moved" in asked[-1][0][0]
    assert all("means what he laid" in each[0][0] for each in asked[:-1])


def test_whoever_walks_halfway_the_six_cards_end_as_near():
    numbers_told = [
        re.findall(r"\d+", marks(moved=each)[0][1])[:2]
        for each in ("the self, halfway", "the ideal, halfway")
    ]
    assert numbers_told == [["156", "39"], ["156", "39"]]


@pytest.mark.parametrize("moved", figures.MOVES)
@pytest.mark.parametrize("behind", [False, True])
def test_every_state_of_the_six_cards_ends_in_something_to_say(moved, behind):
    (sentence, _), _ = marks(moved=moved, behind=behind)
    assert re.search(r"You might say “[^”]+\?” and ", sentence)


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
    with pytest.raises(ValueError, match="moved"):
        told(figures.six_cards, moved="the piano")
    with pytest.raises(ValueError, match="person is 0"):
        told(figures.forced_piles, person=0)
