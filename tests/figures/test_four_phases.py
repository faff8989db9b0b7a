"""The pictures of the chapter on the four phases: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import four_phases
from helping.models import alliance_shapes
from helping.models.course_of_therapy import PHASES, course_of_therapy


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize(
    ("agreement", "sessions", "rupture", "depth", "repair"),
    list(product((0, 2), (12, 24), (0, 3, 10), (1, 4), (0, 4))),
)
def test_one_course_says_what_the_model_says(
    agreement: int, sessions: int, rupture: int, depth: float, repair: int
) -> None:
    said = four_phases.one_course(paper(), agreement, sessions, rupture, depth, repair)
    course = course_of_therapy(agreement, sessions, rupture, depth if rupture else 0, repair)
    assert f"to {course.last.distress:.1f} of 10" in said
    assert f"alliance ends at {course.last.alliance:.1f}" in said
    assert f"after {len(course.sessions)} sessions" in said
    for phase in PHASES:
        spent = course.sessions_in(phase)
        assert (f"{phase} {spent}" if spent else f"no {phase}") in said


@pytest.mark.parametrize(
    ("tradition", "session"), list(product(four_phases.TRADITIONS, (1, 4, 8, 9, 16)))
)
def test_every_map_has_a_name_for_every_session(tradition: str, session: int) -> None:
    names = four_phases.stages_at(tradition, session)
    said = four_phases.traditions(paper(), tradition, session)
    assert names
    assert all(name in said for name in names)
    assert f"session {session} " in said


def test_every_session_of_every_map_is_covered() -> None:
    for tradition in four_phases.TRADITIONS:
        assert all(four_phases.stages_at(tradition, session) for session in range(1, 17))


def test_four_of_the_eight_maps_have_no_stage_for_parting() -> None:
    silent = {
        tradition
        for tradition in four_phases.TRADITIONS
        if "no stage of its own" in four_phases.traditions(paper(), tradition, 16)
    }
    assert silent == {"Rogers 1958", "Carkhuff", "Egan", "Hill"}


def test_session_eight_is_commitment_again_on_our_map() -> None:
    assert "for the second time" in four_phases.traditions(paper(), "Hill", 8)
    assert "for the second time" not in four_phases.traditions(paper(), "Hill", 4)


@pytest.mark.parametrize(
    ("shape", "noise", "clients", "client"),
    list(product(alliance_shapes.SHAPES, (0.3, 0.9), (4, 300), (1, 4))),
)
def test_shape_of_average_says_what_the_model_says(
    shape: str, noise: float, clients: int, client: int
) -> None:
    said = four_phases.shape_of_average(paper(), shape, noise, clients, client)
    scores = four_phases._ratings(shape, noise).scores[:clients]
    found = alliance_shapes.nearest_shapes(scores.mean(axis=0)[None, :])[0]
    each = alliance_shapes.nearest_shapes(scores)
    assert f"called {found}, as would {each.count(found)} of the {clients}" in said
    assert f"client {client} would be called {each[client - 1]}" in said


def test_the_first_picture_of_shapes_finds_a_shape_that_is_not_there() -> None:
    said = four_phases.shape_of_average(paper(), "flat", 0.6, 4, 1)
    assert "true average is flat" in said
    assert "called high-low-high" in said
    said = four_phases.shape_of_average(paper(), "flat", 0.6, 44, 1)
    assert "called flat" in said


def test_a_rupture_that_the_course_does_not_reach_is_named() -> None:
    assert "session 10, the session of the rupture, is never reached" in four_phases.one_course(
        paper(), 1, 8, 10, 2, 0
    )
    assert "never reached" not in four_phases.one_course(paper(), 1, 16, 10, 2, 0)


@pytest.mark.parametrize("tradition", four_phases.TRADITIONS)
def test_the_title_of_a_map_keeps_to_the_width_of_a_phone(tradition: str) -> None:
    for session in range(1, 17):
        figure = paper()
        four_phases.traditions(figure, tradition, session)
        title = figure.axes[0].get_title(loc="left")
        assert title.count("\n") == 1
        assert all(len(line) <= 45 for line in title.splitlines())
