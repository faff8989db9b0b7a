import re
from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import core_conditions as figures
from helping.models import core_conditions as model
from helping.models.effect_sizes import hundred_clients

CORNERS = list(product((1, 7), (1, 7), (1, 7), (0, 0.25, 1), (False, True)))
TAKEN = list(product(model.READINGS, ("none", *model.CONDITIONS), (0.3, 0.8), (100, 1600)))
PRINTED = list(product(figures.PUBLISHED, figures.METRICS, (False, True)))


def new() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", CORNERS)
def test_offered_and_perceived_says_the_numbers_of_the_model(state) -> None:
    sentence = figures.offered_and_perceived(new(), *state)
    course = model.experiencing(*state)
    shares = model.stage_shares(course.stage[-1])
    assert f"perceived at {1 + 6 * course.last.empathy:.1f}" in sentence
    assert f"the average stage is {course.stage[-1]:.1f} of 7" in sentence
    assert f"a gain of {course.gain:.2f},".replace("0.", ".") in sentence
    assert f"{100 * sum(shares[3:]):.0f} of 100 moments" in sentence


def test_the_title_counts_what_the_reader_bets_on() -> None:
    # The bars of these states look alike; only a number tells which step gains most.
    titles = []
    for step in ({}, {"empathy": 7, "regard": 7}, {"congruence": 7}, {"asks": True}):
        figure = new()
        figures.offered_and_perceived(
            figure, **{"empathy": 4, "congruence": 4, "regard": 4, "arrives": 0.25, **step}
        )
        titles.append(next(t.get_text() for t in figure.texts if "gained" in t.get_text()))
    assert [re.search(r"\.\d\d", title)[0] for title in titles] == [".10", ".16", ".18", ".25"]


@pytest.mark.parametrize("state", TAKEN)
def test_take_one_away_says_the_numbers_of_the_model(state) -> None:
    reading, removed, overlap, clients = state
    sentence = figures.take_one_away(new(), *state)
    study = model.study(reading, overlap, clients)
    assert f"predicts {model.take_away(reading, removed)[-1]:.2f} stages" in sentence
    assert f"only {study.odd_ones} of the {clients} clients" in sentence
    watched = 0 if removed == "none" else model.CONDITIONS.index(removed)
    assert f"correlates {study.r[watched]:.2f}".replace("0.", ".") in sentence


@pytest.mark.parametrize("state", PRINTED)
def test_printed_and_compared_names_every_result(state) -> None:
    sentence = figures.printed_and_compared(new(), *state)
    assert all(name in sentence for name in figures.PUBLISHED[state[0]])


def test_regard_ties_with_empathy_as_printed_and_is_half_as_a_correlation() -> None:
    printed = figures.printed_and_compared(new(), "2018", "as printed")
    as_r = figures.printed_and_compared(new(), "2018", "all as r")
    assert "empathy r = .28, regard g = .28, congruence r = .23" in printed
    assert "empathy r = .28, regard r = .14, congruence r = .23" in as_r


def test_clients_in_a_hundred_are_those_of_the_formula() -> None:
    sentence = figures.printed_and_compared(new(), "2018", "of 100 clients")
    assert f"empathy {hundred_clients(0.28).better_with_more:.0f}," in sentence


def test_an_estimate_without_a_printed_interval_is_said_to_have_none() -> None:
    sentence = figures.printed_and_compared(new(), "2018", "all as r")
    assert re.search(r"for regard and congruence we have seen no printed interval\.$", sentence)


def test_sorting_says_the_same_numbers_largest_first() -> None:
    def said(ranked: bool) -> list[str]:
        whole = figures.printed_and_compared(new(), "2018", "all as r", ranked)
        return re.findall(r"([a-z]+) r = (\.\d+)", whole)

    assert sorted(said(True)) == sorted(said(False))
    values = [float(value) for _, value in said(True)]
    assert values == sorted(values, reverse=True)
    assert said(True) != said(False)


@pytest.mark.parametrize(("edition", "metric"), [("1957", "all as r"), ("2018", "as gossip")])
def test_an_unknown_choice_is_named(edition: str, metric: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        figures.printed_and_compared(new(), edition, metric)
