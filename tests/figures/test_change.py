"""The pictures of the chapter on change: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import change
from helping.models import a_thousand_clients as thousand
from helping.models import first_step
from helping.models import outcome_measures as outcome

LIMIT_LINES, BY, CASES = (80, 90, 95, 98), (2, 4, 6, 8), (1, 2, 3, 4, 5)


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", list(product(LIMIT_LINES, BY, CASES, change.SHOWN.values()))[::7])
def test_course_and_alarm_says_what_the_clinic_says(state: tuple[int, int, int, str]) -> None:
    percentile, by, case, show = state
    said, more = change.course_and_alarm(paper(), *state)
    here = thousand.clinic()
    rang = outcome.alarms(thousand.expected(percentile), here.scores, by)
    worse = here.ends == "worse"
    row = thousand.CASES[case - 1]
    end = f"ends at {here.scores[row, -1]:.0f}"
    if show == "all":
        assert f"Of {rang.sum()} clients with an alarm, {(rang & worse).sum()} end" in said
        assert f"of the {(~rang).sum()} without one, {(~rang & worse).sum()} do." in said
    else:
        assert f"{rang.sum()} have an alarm by session {by}" in more
        assert said.startswith("An alarm rang" if rang[row] else "No alarm")
    assert (end in f"{said} {more}") == (show != "now")


@pytest.mark.parametrize("case", CASES)
def test_nothing_of_the_end_is_given_away_before_it_is_asked_for(case: int) -> None:
    figure = paper()
    told = change.course_and_alarm(figure, 90, 4, case, "now")
    words = " ".join([*told, *(text.get_text() for a in figure.axes for text in a.texts)])
    words += figure.axes[0].get_title("left")
    assert not any(end in words for end in ("worse", "better", "no clear change"))


def test_every_client_of_the_clinic_is_counted_once() -> None:
    for percentile, by in product(LIMIT_LINES, BY):
        assert sum(thousand.alarms_and_ends(percentile, by).values()) == 1000


def test_most_alarms_are_not_future_deteriorators_and_few_are_future_improvers() -> None:
    counts = thousand.alarms_and_ends(90, 4)
    rang = sum(n for (alarm, _), n in counts.items() if alarm)
    assert counts[True, "worse"] < 0.4 * rang
    assert counts[True, "better"] < 0.1 * rang
    assert counts[False, "worse"] < counts[True, "worse"]


@pytest.mark.parametrize(("percentile", "by"), list(product(LIMIT_LINES, BY)))
def test_an_alarm_that_catches_most_who_end_worse_rings_mostly_for_others(
    percentile: int, by: int
) -> None:
    counts = thousand.alarms_and_ends(percentile, by)
    rang = sum(n for (alarm, _), n in counts.items() if alarm)
    if counts[True, "worse"] > counts[False, "worse"]:
        assert counts[True, "worse"] < rang / 2


def test_a_limit_that_can_be_trusted_misses_most_who_end_worse() -> None:
    counts = thousand.alarms_and_ends(98, 4)
    rang = sum(n for (alarm, _), n in counts.items() if alarm)
    assert counts[True, "worse"] > 0.6 * rang
    assert counts[False, "worse"] > counts[True, "worse"]


def test_the_five_clients_show_every_meeting_of_alarm_and_end() -> None:
    here = thousand.clinic()
    rows = list(thousand.CASES)
    rang = outcome.alarms(thousand.expected(90), here.scores, 4)[rows]
    assert rang.tolist() == [True, True, True, False, False]
    assert here.ends[rows].tolist() == ["no clear change", "worse", "better", "better", "worse"]


@pytest.mark.parametrize(("percentile", "by"), list(product(LIMIT_LINES, BY)))
def test_the_title_over_all_says_one_in_how_many(percentile: int, by: int) -> None:
    figure = paper()
    change.course_and_alarm(figure, percentile, by, 1, "all")
    counts = thousand.alarms_and_ends(percentile, by)
    rang = sum(n for (alarm, _), n in counts.items() if alarm)
    parts = {
        "one in four": 1 / 4,
        "one in three": 1 / 3,
        "one in two": 1 / 2,
        "two in three": 2 / 3,
    }
    named = figure.axes[0].get_title("left").partition("about ")[2]
    assert parts[named] == pytest.approx(counts[True, "worse"] / rang, abs=0.06)


def test_over_many_clinics_four_in_ten_alarms_come_true_and_one_in_twenty_ends_better() -> None:
    ends = []
    for seed in range(100, 112):
        scores = outcome.simulate_courses(1000, thousand.OCCASIONS, seed).scores
        rang = outcome.alarms(thousand.expected(90), scores, 4)
        ends.append(outcome.classify(scores[rang, 0], scores[rang, -1]))
    every = np.concatenate(ends)
    assert (every == "deteriorated").mean() == pytest.approx(0.38, abs=0.03)
    assert np.isin(every, ("recovered", "improved")).mean() == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("step", list(first_step.STEPS))
def test_a_step_ends_in_the_question_that_it_still_lacks(step: str) -> None:
    covered, _ = change.first_step(paper(), step=step)
    shown, _ = change.first_step(paper(), step=step, shown=True)
    missing = change.WORDS["step"]["next"][first_step.first_no(step)]
    assert missing in shown
    assert missing not in covered


def test_one_step_alone_gets_four_yeses() -> None:
    assert [step for step in first_step.STEPS if first_step.first_no(step) == "none"] == ["text"]
