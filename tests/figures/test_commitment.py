"""The pictures of the chapter on commitment: what they say agrees with the models."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from matplotlib.figure import Figure

from helping.evidence import published, published_numbers
from helping.figures import commitment as pictures
from helping.models import commitment, drop_out

STATES: dict[Callable[..., Any], dict[str, tuple[Any, ...]]] = {
    pictures.who_stays: {"rate": tuple(pictures.RATES), "counted": (False, True)},
    pictures.from_the_chair: {
        "counted_from": (1, 6),
        "called_finished": (0.0, 0.6),
        "by_hours": (False, True),
    },
    pictures.to_her_sister: {
        "first": (2, 4, 8),
        "asks_back": (False, True),
        "spreads": (False, True),
        "words": tuple(pictures.WORDS_NEEDED),
    },
}


def clientele(key: str) -> drop_out.Settings:
    share = published_numbers(key)[-1] / 100
    return commitment.clientele(share, published("dropout_alliance").value, 0.0)


def states(draw: Callable[..., str]) -> list[dict[str, Any]]:
    choices = STATES[draw]
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", states(pictures.who_stays))
def test_who_stays_draws_a_hundred_people_and_counts_those_who_leave(state: dict[str, Any]) -> None:
    figure = paper()
    said, _ = pictures.who_stays(figure, **state)
    began, left = commitment.a_hundred_by_band(clientele(pictures.RATES[state["rate"]]))
    marks = {"X": 0, "o": 0}
    for line in figure.axes[0].lines:
        marks[line.get_marker()] += len(line.get_xdata())
    assert sum(marks.values()) == sum(began) == 100
    assert marks["X"] == (sum(left) if state["counted"] else 0)
    assert f"{sum(left)} " in said
    assert ("did not look weak" in said) == state["counted"]


@pytest.mark.parametrize("rate", pictures.RATES)
def test_half_or_more_of_those_who_leave_did_not_look_weak_whatever_the_clinic(rate: str) -> None:
    """The answer to the chapter's first bet holds in every state."""
    _, left = commitment.a_hundred_by_band(clientele(pictures.RATES[rate]))
    assert 2 * sum(left[2:]) >= sum(left)
    said, _ = pictures.who_stays(paper(), rate=rate, counted=True)
    assert f"Of the {sum(left)} who leave, {sum(left[2:])} had" in said


def test_from_the_chair_says_what_the_model_says() -> None:
    settings = clientele("dropout_2012")
    for counted_from, finished, by_hours in product((1, 4), (0.0, 0.4), (False, True)):
        said, _ = pictures.from_the_chair(
            paper(), counted_from=counted_from, called_finished=finished, by_hours=by_hours
        )
        seen = commitment.recollection(settings, counted_from, finished, by_hours)
        assert f"would say that {100 * seen.guess:.1f} per cent left" in said


def test_a_hundred_beginnings_are_drawn_as_a_hundred_marks() -> None:
    for state in states(pictures.from_the_chair):
        figure = paper()
        pictures.from_the_chair(figure, **state)
        marks = sum(len(line.get_ydata()) for line in figure.axes[0].lines)
        assert marks == 100


@pytest.mark.parametrize("state", states(pictures.to_her_sister))
def test_she_tells_her_sister_what_one_client_keeps(state: dict[str, Any]) -> None:
    figure = paper()
    said, more = pictures.to_her_sister(figure, **state)
    needed = pictures.WORDS_NEEDED[state["words"]]
    kept = commitment.kept_of_contract(
        state["first"], 10, state["asks_back"], state["spreads"], needed
    )
    says = commitment.one_client_keeps(kept)
    count = int(says.sum())
    assert ("all eight points" if count == 8 else f"{count} of the eight points") in said
    assert f"on average over many such clients it is {kept.points:.1f}" in more.lower()
    lines = [text.get_text() for text in figure.axes[0].texts]
    assert sum(line.startswith("“") for line in lines) == count
    assert lines[0].startswith("“If someone is in danger") == bool(says[0])


def test_an_unknown_choice_is_named() -> None:
    with pytest.raises(ValueError, match="rate"):
        pictures.who_stays(paper(), rate="none")
    with pytest.raises(ValueError, match="words"):
        pictures.to_her_sister(paper(), words="old")
