import re
from itertools import product

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import core_conditions as figures
from helping.models import core_conditions as model
from helping.models.effect_sizes import hundred_clients

CORNERS = list(product((1, 7), (1, 7), (1, 7), (0, 0.25, 1), (False, True)))
TAKEN = list(product(model.GROUPS, (0.3, 0.55, 0.8)))
PRINTED = list(product(figures.PUBLISHED, figures.METRICS, (False, True)))


def new() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", CORNERS)
def test_offered_and_perceived_says_the_numbers_of_the_model(state) -> None:
    sentence, more = figures.offered_and_perceived(new(), *state)
    course = model.experiencing(*state)
    shares = model.stage_shares(course.stage[-1])
    assert f"gains {course.gain:.2f} of a stage" in sentence
    assert ("What of that came across?" in sentence) == state[-1]
    assert f"{100 * sum(shares[3:]):.0f} of 100 moments" in sentence
    assert f"empathy {1 + 6 * course.last.empathy:.1f}" in more
    assert f"to {course.stage[-1]:.1f} of 7" in more


def test_the_title_counts_what_the_reader_bets_on() -> None:
    # The bars of these states look alike; only a number tells which step gains most.
    titles = []
    for step in ({}, {"empathy": 7, "regard": 7}, {"congruence": 7}, {"asks": True}):
        figure = new()
        figures.offered_and_perceived(
            figure, **{"empathy": 4, "congruence": 4, "regard": 4, "arrives": 0.25, **step}
        )
        titles.append(next(t.get_text() for t in figure.texts if "gained" in t.get_text()))
    assert [re.search(r"0\.\d\d", title)[0] for title in titles] == ["0.10", "0.16", "0.18", "0.25"]


@pytest.mark.parametrize(("group", "overlap"), TAKEN)
def test_take_one_away_fills_and_says_the_numbers_of_the_model(group, overlap) -> None:
    figure = new()
    sentence, more = figures.take_one_away(figure, group, overlap)
    counts = [round(model.end_better(reading, group, overlap)) for reading in model.READINGS]
    assert [
        int(n) for n in re.findall(r"\b(\d+) (?:of 100|if they|with one imp)", sentence)
    ] == counts
    for axes, count in zip(figure.axes, counts, strict=True):
        _, filled = axes.patches
        x, y = filled.get_xy()[:-1].T
        area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        assert area == pytest.approx(count)
    assert f"{model.expected_odd_ones(overlap):.0f} are expected" in more


def test_nobody_is_counted_before_the_bet() -> None:
    figure = new()
    sentence, _ = figures.take_one_away(figure, counted=False)
    for axes in figure.axes:
        assert not axes.patches[1].get_visible()
    assert not re.search(r"\d", sentence)


@pytest.mark.parametrize("state", PRINTED)
def test_printed_and_compared_names_every_result(state) -> None:
    _, more = figures.printed_and_compared(new(), *state)
    assert all(name in more for name in figures.PUBLISHED[state[0]])


def test_regard_ties_with_empathy_as_printed_and_is_half_as_a_correlation() -> None:
    printed, printed_more = figures.printed_and_compared(new(), "2018", "as printed")
    as_r, as_r_more = figures.printed_and_compared(new(), "2018", "all as r")
    assert "smallest number is that of congruence" in printed
    assert "smallest is that of regard" in as_r
    assert "empathy r = .28, regard g = .28, congruence r = .23" in printed_more
    assert "empathy r = .28, regard r = .14, congruence r = .23" in as_r_more


def test_clients_in_a_hundred_are_those_of_the_formula() -> None:
    sentence, _ = figures.printed_and_compared(new(), "2018", "of 100 clients")
    assert f"in empathy, {hundred_clients(0.28).better_with_more:.0f}." in sentence


def test_an_estimate_without_a_printed_interval_is_said_to_have_none() -> None:
    _, more = figures.printed_and_compared(new(), "2018", "all as r")
    assert more.endswith("For regard and congruence we have seen no printed interval.")


def test_sorting_says_the_same_numbers_largest_first() -> None:
    def said(ranked: bool) -> list[str]:
        _, more = figures.printed_and_compared(new(), "2018", "all as r", ranked)
        return re.findall(r"([a-z]+) r = (\.\d+)", more)

    assert sorted(said(True)) == sorted(said(False))
    values = [float(value) for _, value in said(True)]
    assert values == sorted(values, reverse=True)
    assert said(True) != said(False)


@pytest.mark.parametrize(("edition", "metric"), [("1957", "all as r"), ("2018", "as gossip")])
def test_an_unknown_choice_is_named(edition: str, metric: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        figures.printed_and_compared(new(), edition, metric)
