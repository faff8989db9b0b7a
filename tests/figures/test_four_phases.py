"""The pictures of the chapter on the four phases: what they say agrees with the models."""

from __future__ import annotations

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import four_phases
from helping.models import filing
from helping.models.course_of_therapy import CLEAR_RELIEF, PHASES, course_of_therapy


def paper() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize(
    ("agreement", "sessions", "rupture", "depth", "repair"),
    list(product((0, 2), (12, 24), (0, 3, 10), (1, 4), (0, 4))),
)
def test_one_course_says_what_the_model_says(
    agreement: int, sessions: int, rupture: int, depth: float, repair: int
) -> None:
    said, more = four_phases.one_course(paper(), agreement, sessions, rupture, depth, repair)
    course = course_of_therapy(agreement, sessions, rupture, depth if rupture else 0, repair)
    assert f"{course.last.distress:.1f} points of ten" in said
    assert f"at {course.last.alliance:.1f}." in said
    assert ("does not come back" in said) == (course.ending == "broken off")
    assert f"Of {len(course.sessions)} sessions" in more
    for phase in PHASES:
        assert f"{course.sessions_in(phase)} under {phase}" in more


def test_no_course_with_relief_is_said_to_be_without_change() -> None:
    """A low alliance keeps a session out of the file called change; the relief is there."""
    denied = []
    for settings in product((0, 1, 2), (8, 16, 24), (0, 3, 6, 10), (2, 3, 4), (0, 1, 4)):
        agreement, sessions, rupture, depth, repair = settings
        course = course_of_therapy(agreement, sessions, rupture, depth if rupture else 0, repair)
        eased = course.sessions[-1].distress <= (1 - CLEAR_RELIEF) * course.sessions[0].distress
        case = four_phases._course_case(course)
        if eased and case == "no_change":
            denied.append(settings)
        assert (case == "four") <= all(course.sessions_in(phase) for phase in PHASES)
    assert denied == []


def test_a_long_course_with_a_low_alliance_has_eased_but_is_not_filed_under_change() -> None:
    figure = paper()
    _, more = four_phases.one_course(figure, 1, 24, 6, 4, 0)
    assert "Three tenths of the distress have gone by session 13" in more
    assert figure.axes[0].get_title(loc="left") == "Eased, but never filed under change"


def test_the_bet_on_one_course_is_not_close() -> None:
    deep_named = course_of_therapy(1, 16, 6, 4, 1).last
    shallow_left = course_of_therapy(1, 16, 6, 2, 0).last
    assert deep_named.alliance > shallow_left.alliance + 1
    assert deep_named.distress < shallow_left.distress


@pytest.mark.parametrize(
    ("tradition", "session"), list(product(four_phases.TRADITIONS, (1, 4, 8, 9, 16)))
)
def test_every_map_has_a_name_for_every_session(tradition: str, session: int) -> None:
    stages = four_phases.stages_at(tradition, session)
    said, more = four_phases.traditions(paper(), tradition, session)
    assert stages
    assert all(stage.said in said for stage in stages)
    assert (f"session {session}" if session < 16 else "last session") in said
    assert four_phases.TRADITIONS[tradition].maps in more


def test_every_session_of_every_map_is_covered() -> None:
    for tradition in four_phases.TRADITIONS:
        assert all(four_phases.stages_at(tradition, session) for session in range(1, 17))


def test_four_of_the_eight_maps_have_no_stage_for_parting() -> None:
    told = {
        tradition: four_phases.traditions(paper(), tradition, 16)[0]
        for tradition in four_phases.TRADITIONS
    }
    assert len(told) == 8
    assert all("Of the eight maps four have a stage for parting" in said for said in told.values())
    silent = {tradition for tradition, said in told.items() if "has none" in said}
    assert silent == {"Rogers 1958", "Carkhuff", "Egan", "Hill"}


def test_session_eight_is_commitment_again_on_our_map() -> None:
    assert "for the second time" in four_phases.traditions(paper(), "Hill", 8)[1]
    assert "for the second time" not in four_phases.traditions(paper(), "Hill", 4)[1]


def test_a_rupture_that_the_course_does_not_reach_is_named() -> None:
    _, more = four_phases.one_course(paper(), 1, 8, 10, 2, 0)
    assert "Session 10, the session of the rupture, is never reached" in more
    assert "never reached" not in four_phases.one_course(paper(), 1, 16, 10, 2, 0)[1]


@pytest.mark.parametrize("tradition", four_phases.TRADITIONS)
def test_the_title_of_a_map_keeps_to_the_width_of_a_phone(tradition: str) -> None:
    for session in range(1, 17):
        figure = paper()
        four_phases.traditions(figure, tradition, session)
        title = figure.axes[0].get_title(loc="left")
        assert title.count("\n") == 1
        assert all(len(line) <= 45 for line in title.splitlines())


@pytest.mark.parametrize(("by", "session"), list(product(four_phases.FILERS, range(1, 16, 2))))
def test_every_line_under_every_rule_has_something_to_say(by: str, session: int) -> None:
    said, more = four_phases.where_to_fold(paper(), by, session)
    files = [filing.filed(each) for each in filing.FILERS]
    who = four_phases.FILERS[by]
    shown = files if who == "all" else [filing.filed(who)]
    assert all(file[session // 2] in said for file in shown)
    assert said.count("“") == 1
    if who != "all":
        assert all(f"{shown[0].count(phase)} " in more for phase in PHASES)


def test_the_three_are_seen_to_agree_on_four_of_eight_lines() -> None:
    figure = paper()
    four_phases.where_to_fold(figure, "all three", 1)
    assert figure.axes[0].get_title(loc="left") == "All three file four of eight lines alike"
    figure = paper()
    four_phases.where_to_fold(figure, "these four rules", 1)
    assert "alike" not in figure.axes[0].get_title(loc="left")


def test_another_phase_means_another_sentence() -> None:
    for session in range(1, 16, 2):
        said = {
            filing.filed(who)[session // 2]: four_phases.where_to_fold(paper(), by, session)[0]
            for by, who in four_phases.FILERS.items()
            if who != "all"
        }
        assert len(set(said.values())) == len(said)


def test_no_piece_of_a_map_is_left_out() -> None:
    stages = {
        key: [stage.said for stage in each.stages] for key, each in four_phases.TRADITIONS.items()
    }
    assert stages["Carkhuff"] == ["involving", "exploring", "understanding", "acting", "feedback"]
    assert stages["Egan"][-1] == "action"
    assert {len(four_phases.stages_at("Egan", session)) for session in range(1, 17)} <= {2, 3}
