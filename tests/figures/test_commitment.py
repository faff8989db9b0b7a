"""The pictures of the chapter on commitment: what they say agrees with the models."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures import commitment as pictures
from helping.models import commitment, drop_out

STATES: dict[Callable[..., str], dict[str, tuple[Any, ...]]] = {
    pictures.who_stays: {
        "alliance": (-2, 0, 2),
        "expected": (-2, 2),
        "matters": (0.0, 0.8),
        "rate": tuple(pictures.RATES),
        "counted": (False, True),
    },
    pictures.from_the_chair: {
        "counted_from": (1, 6),
        "called_finished": (0.0, 0.6),
        "by_hours": (False, True),
    },
    pictures.contract: {
        "first": (2, 8),
        "minutes": (5, 20),
        "asks_back": (False, True),
        "spreads": (False, True),
        "words": tuple(pictures.WORDS_NEEDED),
    },
}


def clientele(key: str, matters: float) -> drop_out.Settings:
    share, d = published(key).value / 100, published("dropout_alliance").value
    return commitment.clientele(share, d, matters)


def states(draw: Callable[..., str]) -> list[dict[str, Any]]:
    choices = STATES[draw]
    return [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", states(pictures.who_stays))
def test_who_stays_says_what_the_model_says(state: dict[str, Any]) -> None:
    said = " ".join(pictures.who_stays(paper(), **state))
    settings = clientele(pictures.RATES[state["rate"]], state["matters"])
    still = 100 * drop_out.staying(settings, state["alliance"], state["expected"])[-1]
    gone = f"{100 - still:.0f}"
    assert f"{gone} {'is' if gone == '1' else 'are'} gone before session 12" in said
    assert f"{still:.0f} are still here" in said
    assert ("did not look weak" in said) == state["counted"]


def test_more_than_half_of_those_who_leave_did_not_look_weak_at_first() -> None:
    """The answer to the chapter's first bet."""
    rate = next(iter(pictures.RATES))
    said, more = pictures.who_stays(paper(), matters=0.4, rate=rate, counted=True)
    assert "53 had a first alliance that did not look weak" in said
    assert "41 are gone" in more


def test_from_the_chair_says_what_the_model_says() -> None:
    settings = clientele("dropout_2012", 0.0)
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


def test_contract_says_what_the_model_says() -> None:
    for state in states(pictures.contract):
        said, _ = pictures.contract(paper(), **state)
        needed = pictures.WORDS_NEEDED[state["words"]]
        kept = commitment.kept_of_contract(
            state["first"], state["minutes"], state["asks_back"], state["spreads"], needed
        )
        assert f"keeps {kept.points:.1f} of the eight points" in said


def test_an_unknown_choice_is_named() -> None:
    with pytest.raises(ValueError, match="rate"):
        pictures.who_stays(paper(), rate="none")
    with pytest.raises(ValueError, match="words"):
        pictures.contract(paper(), words="old")
