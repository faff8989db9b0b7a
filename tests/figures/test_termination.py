"""The pictures of the chapter on termination: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import termination
from helping.models import endings as model

KEPT = list(product(termination.WHO, (2, 4, 8), termination.SAVES, (False, True)))
NAMING = list(product((6, 12, 24), range(6), termination.NEEDS, termination.PACES))
CHAIR = list(product(model.SCORES, model.HOURS, (False, True), termination.USUAL))


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", KEPT[::5])
def test_what_is_kept_says_what_the_model_says(state: tuple[str, int, str, bool]) -> None:
    figure = paper()
    said, more = termination.what_is_kept(figure, *state)
    who, sessions, saves, unseen = state
    found = model.two_groups(termination.WHO[who], sessions, termination.SAVES[saves])
    title = figure.axes[0].get_title("left")
    assert f"after {sessions} sessions" in more
    assert f"the planned group keeps {found.later[~found.broke_off].mean():.1f}" in said
    assert f" {found.later[found.broke_off].mean():.1f}" in said
    assert ("With a goodbye" in said) == unseen
    assert (f"added {found.due_to_leave:.1f}" in title) == state[3]


def test_the_chapter_tells_the_two_gaps_as_they_are() -> None:
    opening = model.two_groups(-1.5, 4, 0.5)
    turned = model.two_groups(1.5, 8, 1.0)
    assert (round(opening.gap, 1), round(opening.due_to_leave, 1)) == (5.7, 0.7)
    assert (round(turned.gap, 1), round(turned.due_to_leave, 1)) == (0.2, 3.5)


@pytest.mark.parametrize("state", NAMING[::9])
def test_naming_says_what_there_was_time_for(state: tuple[int, int, str, str]) -> None:
    figure = paper()
    said, more = termination.naming(figure, *state)
    agreed, left, needs, pace = state
    spent = model.take_leave(agreed, left, termination.NEEDS[needs], termination.PACES[pace])
    enough = spent.leave_taken >= spent.leave_needed
    assert f"The work in {agreed} sessions is worth {spent.work_done:.1f} hours." in more
    assert ("room for all of the goodbye" in said) == enough
    assert ("one never" in said) == (spent.unsaid == 1)
    assert ("both things put off are worked on" in said) == (spent.dealt_with == 2)
    assert ("not enough" in figure.axes[0].get_title("left")) == (not enough)


@pytest.mark.parametrize("state", CHAIR[::4])
def test_the_empty_chair_gives_the_chances_of_the_model(
    state: tuple[str, str, bool, str],
) -> None:
    figure = paper()
    said, more = termination.empty_chair(figure, *state)
    chance = 100 * model.why_the_chair_is_empty(*state[:3], termination.USUAL[state[3]])
    assert f"{chance[0]:.0f} had had enough" in more
    wrong = 100 - round(float(chance.max()))
    assert f"is wrong for {wrong} of 100" in said
    assert f"wrong for {wrong} of 100" in figure.axes[0].get_title("left")


def test_on_most_weeks_no_reason_reaches_even_odds() -> None:
    assert model.why_the_chair_is_empty("the same", "ordinary", False).max() < 0.5
