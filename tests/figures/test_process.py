"""The pictures of the chapter on the process phase: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from matplotlib.figure import Figure

from helping.figures import process
from helping.models.alliance_and_outcome import Paths


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


# --- from inside ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "now", "crowd", "came"),
    list(product(process.CLIENTS, (3, 8, 14), process.CROWDS, (False, True))),
)
def test_from_inside_counts_those_who_end_higher(
    client: str, now: int, crowd: str, came: bool
) -> None:
    figure = paper()
    said = process.from_inside(figure, client, now, crowd, came)
    own = process._clients()[process.CLIENTS[client]]
    others = process.alike(client, now, crowd)
    higher = int((others[:, -1] > own[now - 1]).sum())
    assert f"{higher} end higher than today and {100 - higher} lower" in said
    assert (f"client {client} ends at {own[-1]:.1f}" in said) == came


def test_the_same_eight_ratings_mean_different_things_in_different_crowds() -> None:
    """The numbers that the chapter gives for client A after session eight."""
    today = process._clients()[process.CLIENTS["A"]][7]
    higher = [int((process.alike("A", 8, c)[:, -1] > today).sum()) for c in process.CROWDS]
    assert dict(zip(process.CROWDS, higher, strict=True)) == {
        "rises": 98,
        "stays level": 82,
        "sinks": 45,
    }


def test_two_clients_who_come_the_same_way_part() -> None:
    a, b = (process._clients()[process.CLIENTS[client]] for client in "AB")
    assert np.abs(a[:8] - b[:8]).mean() < 0.3
    assert a[-1] > a[7] + 1
    assert b[-1] < b[7] - 1


@pytest.mark.parametrize(
    ("client", "now", "crowd"), [("D", 8, "rises"), ("A", 16, "rises"), ("A", 8, "wanders")]
)
def test_an_unknown_client_session_or_crowd_is_refused(client: str, now: int, crowd: str) -> None:
    with pytest.raises(ValueError, match="choose"):
        process.alike(client, now, crowd)


# --- within and between ---------------------------------------------------------------------

TOGETHER = (-0.6, -0.3, 0.0, 0.3, 0.6)


@pytest.mark.parametrize(
    ("view", "together", "within"),
    list(product(process.VIEWS, (-0.6, 0.0, 0.6), process.WITHIN)),
)
def test_pulled_apart_says_all_three_correlations(view: str, together: float, within: str) -> None:
    figure = paper()
    said = process.pulled_apart(figure, view, together, within)
    for found in process.correlations(together, within).values():
        assert process._signed(found) in said
    assert process._signed(process.correlations(together, within)[view]) in figure.axes[
        0
    ].get_title(loc="left")


@pytest.mark.parametrize(("together", "within"), list(product(TOGETHER, process.WITHIN)))
def test_what_is_built_in_can_be_seen(together: float, within: str) -> None:
    """With sixteen clients only roughly; the seed was chosen so that no picture misleads."""
    found = process.correlations(together, within)
    assert found["one dot a client"] == pytest.approx(together, abs=0.12)
    low, high = {"none": (-0.1, 0.1), "clear": (-0.45, -0.2), "strong": (-0.75, -0.5)}[within]
    assert low < found[process.VIEWS[2]] < high


def test_one_heap_can_point_the_other_way_than_every_client() -> None:
    found = process.correlations(0.6, "clear")
    assert found["every session"] > 0.2
    assert found[process.VIEWS[2]] < -0.2


def test_nothing_falls_off_the_paper() -> None:
    for view, together, within in product(process.VIEWS, TOGETHER, process.WITHIN):
        figure = paper()
        process.pulled_apart(figure, view, together, within)
        (axes,) = figure.axes
        for line in axes.lines:
            assert np.abs(line.get_xdata()).max() < axes.get_xlim()[1]
            assert np.abs(line.get_ydata()).max() < axes.get_ylim()[1]


# --- what a method sees ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "sessions", "clients"), list(product(process.TRUTHS, (4, 20), (60, 600)))
)
def test_method_sees_says_what_the_model_says(truth: str, sessions: int, clients: int) -> None:
    figure = paper()
    said = process.method_sees(figure, truth, sessions, clients)
    assert f"built in is {process._signed(process.built_in(truth))}" in said
    for found in process.long_run(truth, sessions):
        assert process._signed(found) in said
    left, right = figure.axes[0].get_xlim()
    drawn = process.studies(truth, sessions, clients)
    assert left < drawn.min()
    assert drawn.max() < right


@pytest.mark.parametrize(("sessions", "published"), [(4, -0.049), (7, -0.071), (20, -0.089)])
def test_few_sessions_shrink_a_true_link(sessions: int, published: float) -> None:
    """The reference values come from the course's own first runs of the model."""
    _, centred, detrended = process.long_run("a link", sessions)
    assert centred == pytest.approx(published, abs=0.01)
    assert detrended == pytest.approx(centred, abs=0.005)
    assert abs(centred) < abs(Paths().alliance_to_outcome)


def test_two_trends_make_a_link_that_grows_with_the_sessions_and_goes_with_the_trend() -> None:
    centred = [process.long_run("two trends", sessions)[1] for sessions in (4, 7, 10, 20)]
    assert np.all(np.diff(centred) < 0)
    assert centred[-1] < -0.12
    for sessions in (4, 7, 10, 20):
        assert abs(process.long_run("two trends", sessions)[2]) < 0.01


@pytest.mark.parametrize("sessions", [7, 20])
def test_methods_that_look_at_weeks_cannot_hear_an_effect_on_the_course(sessions: int) -> None:
    assert process.faster_with_better("a better level", sessions) > 0.35
    assert np.abs(process.long_run("a better level", sessions)[1:]).max() < 0.01


def test_larger_studies_agree_better() -> None:
    spread = [process.studies("a link", 7, clients)[:, 1].std() for clients in (60, 190, 600)]
    assert spread[0] > spread[1] > spread[2]


@pytest.mark.parametrize(
    ("truth", "sessions", "clients"),
    [("a wish", 7, 190), ("a link", 2, 190), ("a link", 7, 601)],
)
def test_an_impossible_study_is_refused(truth: str, sessions: int, clients: int) -> None:
    with pytest.raises(ValueError, match="choose"):
        process.studies(truth, sessions, clients)
