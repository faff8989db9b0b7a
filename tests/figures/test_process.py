"""The pictures of the chapter on the process phase: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import process
from helping.figures.common import correlation
from helping.models import four_middles, look_alikes
from helping.models import within_and_between as panels
from helping.models.alliance_and_outcome import Paths
from helping.models.structured_residuals import links_within


def _path(number: float) -> str:
    return correlation(number, plus=True)


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


# --- from inside ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "now", "crowd", "ended", "came"),
    list(product(look_alikes.CLIENTS, (3, 8, 14), look_alikes.CROWDS, *[(False, True)] * 2)),
)
def test_from_inside_counts_those_who_end_higher(
    client: str, now: int, crowd: str, ended: bool, came: bool
) -> None:
    figure = paper()
    said, more = process.from_inside(figure, client, now, crowd, ended, came)
    own = look_alikes.course_of(client)
    others = look_alikes.alike(client, now, crowd).scores
    higher = int((others[:, -1] > own[now - 1]).sum())
    title = figure.axes[0].get_title(loc="left")
    assert (f"{higher} end above where {client} stands today" in said) == ended
    assert (f"{higher} ended above" in title) == ended
    assert (f"{own[-1]:.1f}" in said and client in said) >= came
    assert f"stands at {own[now - 1]:.1f} points today" in more


def test_the_same_eight_ratings_mean_different_things_in_different_crowds() -> None:
    """The numbers that the chapter gives for client A after session eight."""
    today = look_alikes.course_of("A")[7]
    higher = {
        crowd: int((look_alikes.alike("A", 8, crowd).scores[:, -1] > today).sum())
        for crowd in look_alikes.CROWDS
    }
    assert higher == {"rises": 90, "stays level": 74, "sinks": 57}


def test_most_dips_end_higher_in_the_level_crowd_and_not_in_one_that_sinks() -> None:
    """Everyone who stands lowest so far, a point or more below the first session."""
    risen = {}
    for crowd in look_alikes.CROWDS:
        scores = look_alikes._courses(crowd, 99).scores
        higher = []
        for now in range(4, 12):
            today = scores[:, now - 1]
            dip = (scores[:, :now].argmin(axis=1) == now - 1) & (scores[:, 0] - today >= 1)
            higher.extend(scores[dip, -1] > today[dip])
        risen[crowd] = np.mean(higher)
    assert risen["stays level"] > 0.65
    assert risen["sinks"] < 0.5


def test_two_clients_who_come_the_same_way_part() -> None:
    a, b = (look_alikes.course_of(client) for client in "AB")
    assert np.abs(a[:8] - b[:8]).mean() < 0.3
    assert a[-1] > a[7] + 1
    assert b[-1] < b[7] - 1


@pytest.mark.parametrize(
    ("client", "now", "crowd"), [("D", 8, "rises"), ("A", 16, "rises"), ("A", 8, "wanders")]
)
def test_an_unknown_client_session_or_crowd_is_refused(client: str, now: int, crowd: str) -> None:
    with pytest.raises(ValueError, match="choose"):
        look_alikes.alike(client, now, crowd)


# --- four middles ---------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "shown"), list(product(four_middles.SAID, (False, True))))
def test_forty_clients_stand_where_their_answer_puts_them(said: str, shown: bool) -> None:
    figure = paper()
    sentence, _ = process.what_is_heard(figure, said, shown)
    found = four_middles.heard(said)
    marks = [line for line in figure.axes[0].lines if len(line.get_xdata()) != 1 or not shown]
    at = [x for line in figure.axes[0].lines for x, y in line.get_xydata() if y > -1]
    assert marks
    assert len(at) == 40
    columns = [sum(4.6 * place - 1 < x < 4.6 * place + 3.5 for x in at) for place in range(3)]
    assert columns == [sum(column) for column in zip(*found.counts, strict=True)]
    assert (f"{found.told_apart} of" in sentence) == shown


def test_a_comfort_tells_nothing_and_no_question_tells_all() -> None:
    told = {said: four_middles.heard(said).told_apart for said in four_middles.SAID}
    assert told["comfort"] == 10
    assert all(20 < told[said] < 30 for said in four_middles.SAID[1:])
    for said in four_middles.SAID:
        assert all(sum(counts) == 10 for counts in four_middles.heard(said).counts)


# --- within and between ---------------------------------------------------------------------

TOGETHER = (-0.6, -0.3, 0.0, 0.3, 0.6)


@pytest.mark.parametrize(
    ("view", "together", "within"), list(product(panels.VIEWS, (-0.6, 0.0, 0.6), panels.WITHIN))
)
def test_pulled_apart_says_the_correlation_of_its_view(
    view: str, together: float, within: str
) -> None:
    figure = paper()
    said = process.pulled_apart(figure, view, together, within)
    found = correlation(panels.correlations(together, within)[view], plus=True)
    assert found in said
    assert found in figure.axes[0].get_title(loc="left")


@pytest.mark.parametrize(("together", "within"), list(product(TOGETHER, panels.WITHIN)))
def test_what_is_built_in_can_be_seen(together: float, within: str) -> None:
    """With sixteen clients only roughly; the seed was chosen so that no picture misleads."""
    found = panels.correlations(together, within)
    assert found["between"] == pytest.approx(together, abs=0.12)
    low, high = {"none": (-0.1, 0.1), "clear": (-0.45, -0.2), "strong": (-0.75, -0.5)}[within]
    assert low < found["within"] < high


def test_one_heap_can_point_the_other_way_than_every_client() -> None:
    found = panels.correlations(0.6, "clear")
    assert found["heap"] > 0.2
    assert found["within"] < -0.2


def test_nothing_falls_off_the_paper() -> None:
    for view, together, within in product(panels.VIEWS, TOGETHER, panels.WITHIN):
        figure = paper()
        process.pulled_apart(figure, view, together, within)
        (axes,) = figure.axes
        for line in axes.lines:
            assert np.abs(line.get_xdata()).max() < axes.get_xlim()[1]
            assert np.abs(line.get_ydata()).max() < axes.get_ylim()[1]


# --- what a method sees ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "sessions", "clients"), list(product(panels.TRUTHS, (4, 10), (60, 600)))
)
def test_method_sees_says_what_the_model_says(truth: str, sessions: int, clients: int) -> None:
    figure = paper()
    said, more = process.method_sees(figure, truth, sessions, clients)
    assert f"Built in was {_path(panels.built_in(truth))}." in more
    for found in panels.long_run(truth, sessions):
        assert _path(found) in more
    own, _, modelled = panels.long_run(truth, sessions)[1:]
    if truth in ("a link", "the other way", "two trends"):
        assert _path(own) in said
    if truth in ("a link", "the other way"):
        assert _path(modelled) in said
    left, right = figure.axes[0].get_xlim()
    drawn = panels.studies(truth, sessions, clients)
    assert left < drawn.min()
    assert drawn.max() < right
    (reach,) = (line for line in figure.axes[0].lines if line.get_linewidth() == 4)
    width = 2 * panels.reach_of_a_study(truth, sessions, clients)
    assert np.diff(reach.get_xdata())[0] <= width + 1e-9


SESSIONS = (4, 7, 10, 20)


@pytest.mark.parametrize(("sessions", "published"), [(4, -0.049), (7, -0.071), (20, -0.089)])
def test_subtracting_shrinks_a_true_link_and_modelling_finds_it(
    sessions: int, published: float
) -> None:
    """The reference values come from the course's own first runs of the model."""
    _, centred, own_trend, modelled = panels.long_run("a link", sessions)
    assert centred == pytest.approx(published, abs=0.01)
    assert abs(own_trend) < abs(centred) < abs(Paths().alliance_to_outcome)
    assert modelled == pytest.approx(Paths().alliance_to_outcome, abs=0.02)


@pytest.mark.parametrize(("sessions", "clients"), [(7, 190)])
def test_the_bar_of_the_modelled_row_holds_as_many_studies_as_it_says(
    sessions: int, clients: int
) -> None:
    """Thirty studies fitted one by one, against what the standard error of all clients promises."""
    panel = panels._panel("a link", sessions)
    found = [
        links_within(panel.alliance[rows], panel.outcome[rows]).alliance_to_outcome
        for rows in (slice(n * clients, (n + 1) * clients) for n in range(30))
    ]
    reach = panels.reach_of_a_study("a link", sessions, clients)
    assert 1.96 * np.std(found, ddof=1) == pytest.approx(reach, rel=0.4)


def test_taking_out_own_trends_takes_most_of_a_true_link_where_sessions_are_few() -> None:
    own_trend = [panels.long_run("a link", sessions)[2] for sessions in SESSIONS]
    assert np.all(np.diff(own_trend) < 0)
    assert abs(own_trend[0]) < 0.2 * abs(Paths().alliance_to_outcome)


@pytest.mark.parametrize("sessions", SESSIONS)
def test_where_distress_moves_the_alliance_subtracting_makes_up_a_link_of_the_wrong_sign(
    sessions: int,
) -> None:
    _, centred, own_trend, modelled = panels.long_run("the other way", sessions)
    assert centred > 0.015
    assert own_trend > 0.04
    assert abs(modelled) < 0.015


def test_two_trends_make_a_link_that_grows_with_the_sessions_and_goes_with_the_trend() -> None:
    centred = [panels.long_run("two trends", sessions)[1] for sessions in SESSIONS]
    assert np.all(np.diff(centred) < 0)
    assert centred[-1] < -0.12
    for sessions in SESSIONS:
        assert np.abs(panels.long_run("two trends", sessions)[2:]).max() < 0.01


@pytest.mark.parametrize("sessions", SESSIONS)
def test_without_any_link_only_the_heap_sees_one(sessions: int) -> None:
    heap, *others = panels.long_run("nothing", sessions)
    assert heap < -0.03
    assert np.abs(others).max() < 0.01


@pytest.mark.parametrize("sessions", SESSIONS)
def test_methods_that_look_at_weeks_cannot_hear_an_effect_on_the_course(sessions: int) -> None:
    found = panels.long_run("a better level", sessions)
    assert np.abs(found[1:]).max() < 0.015
    assert panels.faster_with_better("a better level", sessions) > 0.15


def test_larger_studies_agree_better() -> None:
    spread = [panels.studies("a link", 7, clients)[:, 1].std() for clients in (60, 190, 600)]
    assert spread[0] > spread[1] > spread[2]


@pytest.mark.parametrize(
    ("truth", "sessions", "clients"),
    [("a wish", 7, 190), ("a link", 2, 190), ("a link", 7, 601)],
)
def test_an_impossible_study_is_refused(truth: str, sessions: int, clients: int) -> None:
    with pytest.raises(ValueError, match="choose"):
        panels.studies(truth, sessions, clients)
