"""The pictures of the chapter on change: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import change
from helping.models import a_thousand_clients as thousand
from helping.models import dose_and_response as dose
from helping.models import outcome_measures as outcome

RULES, LIMITS, PACES, DIFFER = dose.RULES, (0, 8, 6, 4), (0.8, 1.55, 3.0), (0.0, 0.6, 1.15)
LIMIT_LINES, BY, CASES = (80, 90, 95, 98), (2, 4, 6, 8), (1, 2, 3, 4, 5)


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", list(product(RULES, LIMITS, PACES, DIFFER))[::5])
def test_how_many_sessions_says_what_the_files_say(state: tuple[str, int, float, float]) -> None:
    figure = paper()
    said, more = change.how_many_sessions(figure, *state)
    found = dose.files_of_a_service(*state)
    assert f"{round(100 * found.well_enough[-1])}" in said
    assert f"Of all 100 clients, {round(100 * found.of_all)} " in figure.axes[0].get_title("left")
    assert ("still coming" in more) == (found.ended.sum() < 0.995)
    assert f"Of all 100 clients {round(100 * found.of_all)} ended well enough" in more


def test_only_the_stopping_rule_turns_the_curve_over() -> None:
    rising = dose.files_of_a_service("nobody stops", 0, 1.55, 1.15)
    falling = dose.files_of_a_service("good enough", 0, 1.55, 1.15)
    assert rising.trend > 0.95
    assert falling.trend < -0.85


def test_quicker_clients_do_not_turn_the_falling_curve_but_clients_all_alike_do() -> None:
    quick = dose.files_of_a_service("good enough", 0, 3.0, 1.15)
    alike = dose.files_of_a_service("good enough", 0, 1.55, 0.0)
    assert quick.trend < -0.85
    assert alike.well_enough[-1] > alike.well_enough[0] + 0.5


def test_the_tighter_the_limit_the_fewer_of_all_end_well_enough() -> None:
    shares = [dose.files_of_a_service("good enough", n, 1.55, 1.15).of_all for n in LIMITS]
    assert shares == sorted(shares, reverse=True)
    assert [round(100 * share) for share in shares] == [61, 51, 42, 30]


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


@pytest.mark.parametrize("state", list(product((0.5, 1.5, 2.5, 4.0), (0.0, 0.2), (1, 4))))
def test_sudden_gains_says_what_the_rule_finds(state: tuple[float, float, int]) -> None:
    wobble, jumping, _ = state
    said, more = change.sudden_gains(paper(), *state)
    made = thousand.gains(wobble, jumping)
    if made.found.any():
        assert f"finds {made.found.sum()} sudden gains" in said
        assert f"{made.benefit:.1f} standard deviations better" in said
    else:
        assert "finds no sudden gain" in said
    assert ("Nobody truly jumps" in more) == (not made.jumped.any())


def test_gradual_clients_have_sudden_gains_and_those_end_better() -> None:
    made = thousand.gains(2.5, 0.0)
    assert not made.jumped.any()
    assert made.found.mean() > 0.1
    assert made.benefit > 0.4
