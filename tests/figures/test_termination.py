"""The pictures of the chapter on termination: what they say agrees with the models."""

from __future__ import annotations

import re
from io import StringIO
from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import termination
from helping.models import endings as model

KEPT = list(
    product(termination.WHO, (4, 8), termination.ADDS, termination.AFTERWARDS, (False, True))
)
NAMING = list(product((6, 12, 24), range(6), termination.NEEDS))
CHAIR = list(product(model.SCORES, model.HOURS, (False, True), termination.NOTES))


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", KEPT[::5])
def test_what_is_kept_says_what_the_model_says(state: tuple[str, int, str, str, bool]) -> None:
    figure = paper()
    said, more = termination.what_is_kept(figure, *state)
    who, sessions, adds, afterwards, unseen = state
    found = model.two_groups(
        termination.WHO[who],
        sessions,
        termination.ADDS[adds],
        *termination.AFTERWARDS[afterwards],
    )
    title = figure.axes[0].get_title("left")
    assert f"after {sessions} sessions" in more
    assert f"{found.later[~found.broke_off].mean():.1f}" in said
    assert f" {found.later[found.broke_off].mean():.1f}" in said
    assert ("With a goodbye" in said) == ("part by part" in more) == unseen
    assert (f"added {found.due_to_leave:.1f}" in title) == unseen


def test_the_chapter_tells_the_two_gaps_and_their_parts_as_they_are() -> None:
    opening = model.two_groups(-1.5, 4, 0.2, 0.0, 0.0)
    parts = (opening.gap, opening.due_to_leave, opening.due_to_sessions, opening.due_to_people)
    assert [round(part, 1) for part in parts] == [8.1, 0.7, 2.4, 5.0]
    turned = model.two_groups(1.5, 8, 0.4, 0.0, 0.0)
    assert (round(turned.gap, 1), round(turned.due_to_leave, 1)) == (-1.0, 3.5)


def test_the_bet_on_the_goodbye_holds_whatever_becomes_of_a_gain() -> None:
    for afterwards in termination.AFTERWARDS.values():
        found = model.two_groups(-1.5, 4, 0.2, *afterwards)
        assert found.due_to_leave < found.gap / 4


@pytest.mark.parametrize("state", NAMING[::4])
def test_naming_says_what_there_was_time_for(state: tuple[int, int, str]) -> None:
    figure = paper()
    said, more = termination.naming(figure, *state)
    agreed, left, needs = state
    spent = model.take_leave(agreed, left, termination.hours_needed(needs, agreed))
    enough = spent.leave_taken >= spent.leave_needed
    assert f"leaves {spent.work_done:g} hours for the work." in more
    assert f"Said in session {agreed - left} of {agreed}" in more
    assert ("room for all of the goodbye" in said) == enough
    assert "1 hours" not in said
    assert ("one never" in said) == (spent.unsaid == 1)
    assert ("both things put off are worked on" in said) == (spent.dealt_with == 2)
    assert ("not enough" in figure.axes[0].get_title("left")) == (not enough)


def test_named_with_one_left_an_eighth_is_enough_of_a_goodbye_and_leaves_a_thing_unsaid() -> None:
    """Room for the goodbye is not room for what was put off, as the text says."""
    needs = termination.hours_needed("an eighth of all hours", 6)
    spent = model.take_leave(6, 1, needs)
    assert spent.leave_taken == spent.leave_needed
    assert (spent.dealt_with, spent.unsaid) == (0, 1)


@pytest.mark.parametrize("state", CHAIR)
def test_the_empty_chair_counts_whom_the_note_fits(
    state: tuple[str, str, bool, str],
) -> None:
    figure = paper()
    said, more = termination.empty_chair(figure, *state)
    score, hour, missed, note = state
    people = model.a_hundred(model.why_the_chair_is_empty(score, hour, missed))
    assert f"{people[0]} had had enough, {people[1]} were disappointed" in more
    fits = sum(people[each] for each in termination.NOTES[note])
    assert ("none is told" in said) == (fits == 100)
    assert (f"fits {fits};" in said) == (fits < 100)


@pytest.mark.parametrize("state", CHAIR[::2])
def test_the_people_of_the_empty_chair_can_be_counted(
    state: tuple[str, str, bool, str],
) -> None:
    figure = paper()
    termination.empty_chair(figure, *state)
    page = StringIO()
    figure.savefig(page, format="svg")
    drawn = 0
    dotted = (
        r'd="M ([\d.-]+) [\d.-]+\s+L ([\d.-]+) [\d.-]+[^>]*?stroke-dasharray: ([\d.]+),([\d.]+)'
    )
    for first, last, dot, gap in re.findall(dotted, page.getvalue()):
        if float(first) >= 0:  # the rest stands outside of the picture
            drawn += int((float(last) - float(first)) / (float(dot) + float(gap))) + 1
    assert drawn == 100


def test_on_most_weeks_no_reason_reaches_even_odds() -> None:
    """An ordinary hour, the same score, no sessions missed, all reasons alike: as the text says."""
    assert model.why_the_chair_is_empty("the same", "ordinary", False).max() < 0.5


def test_what_was_put_off_has_nowhere_to_go_when_the_ending_is_named_in_the_last_session() -> None:
    for agreed, needs in product((6, 12, 24), termination.NEEDS):
        spent = model.take_leave(agreed, 0, termination.hours_needed(needs, agreed))
        assert spent.dealt_with == 0
