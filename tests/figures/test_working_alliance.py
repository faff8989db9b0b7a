"""The three pictures of chapter 07 say in words what they draw."""

import re

import pytest
from matplotlib.figure import Figure

from helping.figures import working_alliance as figures
from helping.models import working_alliance


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


def names_of(figure: Figure, colour: str) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if text.get_color() == colour]


@pytest.mark.parametrize("clinic", [1, 2, 3, 4, 5])
def test_the_second_picture_joins_exactly_the_names_on_both_lists(clinic):
    figure = Figure(figsize=(4.8, 3.7))
    sentence, more = figures.two_raters(figure, agreement=0.36, clinic=clinic, uncovered=True)
    both = int(re.match(r"(\d+) of the ten", sentence)[1])
    shared = names_of(figure, "C0")
    assert len(shared) == 2 * both == 2 * len(set(shared))
    assert sum(line.get_visible() for line in figure.axes[0].lines) == both
    expected = 10 * working_alliance.share_found(0.36, 0.25)
    assert f"{expected:.1f} of ten" in more


def test_the_second_list_is_covered_until_it_is_asked_for():
    figure = Figure(figsize=(4.8, 3.7))
    figures.two_raters(figure, agreement=0.36)
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert sum(name.isalpha() for name in shown) == 10
    assert not any(line.get_visible() for line in figure.axes[0].lines)


def test_a_difference_in_level_moves_no_name():
    # Each alone: the gap between raters, and nothing else, is changed.
    lists = [
        working_alliance.two_lists(0.36, gap, clients=40, count=10, seed=1)
        for gap in (0.0, 0.41, 0.82)
    ]
    assert all((each.counsellors_lowest == lists[0].counsellors_lowest).all() for each in lists)


@pytest.mark.parametrize("way", list(working_alliance.WAYS))
def test_the_third_picture_counts_what_can_be_said(way):
    for facts in (False, True):
        figure = Figure(figsize=(4.8, 3.7))
        sentence, _ = figures.four_ways_to_ask(figure, way=way, facts=facts, shown=True)
        can = working_alliance.sayable(way, facts)
        assert f"can say {len(can)} of the 6" in sentence
        assert len(names_of(figure, "C0")) == len(can)
        assert "nothing" not in can
        assert ("school" in can) is facts


def test_a_picture_refuses_what_it_has_no_room_for():
    with pytest.raises(ValueError, match="way is 'tea'"):
        told(figures.four_ways_to_ask, way="tea")
    with pytest.raises(ValueError, match="work is 'magic'"):
        told(figures.three_parts, work="magic")
