"""One course of therapy: its rules, its ranges, and what the chapter says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.course_of_therapy import (
    PHASES,
    WORKING_LEVEL,
    Course,
    course_of_therapy,
    phase_of,
)

settings_of_a_course = st.fixed_dictionaries(
    {
        "agreement": st.integers(0, 2),
        "agreed_sessions": st.integers(6, 40),
        "rupture_session": st.integers(0, 40),
        "rupture_depth": st.floats(0, 6),
        "repaired_after": st.integers(0, 40),
    }
)


@given(settings_of_a_course)
def test_every_setting_keeps_its_ranges(chosen: dict) -> None:
    course = course_of_therapy(**chosen)
    assert [s.number for s in course.sessions] == list(range(1, len(course.sessions) + 1))
    assert 2 <= len(course.sessions) <= chosen["agreed_sessions"]
    for session in course.sessions:
        assert 0 <= session.alliance <= 10
        assert 0 <= session.distress <= 10
        assert 0 <= session.strain <= 6
        assert session.phase in PHASES
    assert sum(course.sessions_in(phase) for phase in PHASES) == len(course.sessions)


@given(settings_of_a_course)
def test_the_phase_follows_from_the_state_and_not_from_the_number(chosen: dict) -> None:
    course = course_of_therapy(**chosen)
    for session in course.sessions:
        if session.phase != "termination":
            first = course.sessions[0].distress
            named = phase_of(session.alliance, session.distress, first, ending=False)
            assert session.phase == named
            assert (session.phase == "commitment") == (session.alliance < WORKING_LEVEL)


@given(settings_of_a_course)
def test_a_planned_ending_has_a_goodbye(chosen: dict) -> None:
    course = course_of_therapy(**chosen)
    if course.ending != "broken off":
        assert [s.phase for s in course.sessions[-2:]] == ["termination"] * 2
    if course.ending == "as agreed":
        assert len(course.sessions) == chosen["agreed_sessions"]
    else:
        assert len(course.sessions) < chosen["agreed_sessions"]


@given(st.integers(0, 2), st.integers(6, 40))
def test_without_a_rupture_no_phase_comes_back(agreement: int, agreed: int) -> None:
    course = course_of_therapy(agreement, agreed)
    assert course.came_back() == ()
    distress = [s.distress for s in course.sessions]
    assert distress == sorted(distress, reverse=True)


@given(st.integers(0, 2), st.integers(2, 12), st.floats(0.5, 6))
def test_each_side_moves_the_other_in_the_next_session(
    agreement: int, session: int, depth: float
) -> None:
    """A fall of the alliance costs relief one session later, not in the same session."""
    plain = course_of_therapy(agreement, 40).sessions
    torn = course_of_therapy(agreement, 40, session, depth).sessions
    if len(torn) > session:
        assert torn[session - 1].distress == plain[session - 1].distress
        assert torn[session].distress > plain[session].distress


@given(st.integers(0, 2), st.integers(3, 10), st.floats(0.5, 4), st.integers(1, 5))
def test_repair_never_leaves_more_distress_than_none(
    agreement: int, session: int, depth: float, after: int
) -> None:
    mended = course_of_therapy(agreement, 16, session, depth, after)
    alone = course_of_therapy(agreement, 16, session, depth)
    length = min(len(mended.sessions), len(alone.sessions))
    assert mended.sessions[length - 1].distress <= alone.sessions[length - 1].distress + 1e-9


def ending(**chosen: float) -> Course:
    base = {"agreement": 1, "agreed_sessions": 16, "rupture_session": 6}
    return course_of_therapy(**(base | chosen))


def test_the_bet_of_the_chapter() -> None:
    """A deep rupture named at once costs less than a shallow one left alone."""
    deep_named = ending(rupture_depth=4, repaired_after=1)
    shallow_left = ending(rupture_depth=2)
    assert round(deep_named.last.distress, 1) == 3.2
    assert round(shallow_left.last.distress, 1) == 3.6
    assert round(deep_named.last.alliance, 1) == 7.6
    assert round(shallow_left.last.alliance, 1) == 6.2


def test_from_a_deep_rupture_to_the_goodbye_it_is_commitment_though_distress_eases() -> None:
    course = course_of_therapy(1, 24, 6, 4, 0)
    assert {session.phase for session in course.sessions[5:22]} == {"commitment"}
    assert course.first_eased() == 13


def test_the_depth_of_a_rupture_is_paid_in_every_session_until_it_is_mended() -> None:
    shallow, deep = (course_of_therapy(1, 16, 6, depth, 0) for depth in (2, 4))
    assert all(
        two.distress > one.distress
        for one, two in zip(shallow.sessions[6:], deep.sessions[6:], strict=True)
    )


def test_what_a_repair_buys_is_mostly_the_strain_it_lifts() -> None:
    left, lifted_only, mended = (
        course_of_therapy(1, 16, 6, 4, after, given_back=back).last.distress
        for after, back in ((0, 0.5), (1, 0.0), (1, 0.5))
    )
    assert left - lifted_only > 2 * (lifted_only - mended) > 0


def test_eight_more_sessions_buy_about_what_one_repair_buys() -> None:
    longer = ending(agreed_sessions=24, rupture_depth=4)
    named = ending(rupture_depth=4, repaired_after=1)
    assert longer.last.distress == pytest.approx(named.last.distress, abs=0.15)


def test_the_firmer_the_agreement_the_sooner_the_work_begins() -> None:
    starts = [course_of_therapy(firm).first_in("process") for firm in (0, 1, 2)]
    assert starts == [6, 5, 3]


def test_a_deep_early_rupture_left_alone_ends_it() -> None:
    course = ending(rupture_session=3, rupture_depth=4)
    assert course.ending == "broken off"
    assert len(course.sessions) == 4
    assert course.first_in("termination") is None


def test_commitment_comes_back_after_a_rupture() -> None:
    assert "commitment" in ending(rupture_depth=2, repaired_after=1).came_back()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"agreement": 3}, "Firmness of the agreement is 3: choose a whole number from 0 to 2."),
        (
            {"agreement": 0.5},
            "Firmness of the agreement is 0.5: choose a whole number from 0 to 2.",
        ),
        (
            {"agreement": True},
            "Firmness of the agreement is True: choose a whole number from 0 to 2.",
        ),
        (
            {"agreed_sessions": 5},
            "Number of agreed sessions is 5: choose a whole number from 6 to 40.",
        ),
        (
            {"agreed_sessions": 41},
            "Number of agreed sessions is 41: choose a whole number from 6 to 40.",
        ),
        (
            {"rupture_session": -1},
            "Session of the rupture is -1: choose a whole number from 0 to 40.",
        ),
        ({"rupture_depth": 6.1}, "Depth of the rupture is 6.1: choose a value from 0 to 6."),
        (
            {"rupture_depth": float("nan")},
            "Depth of the rupture is nan: choose a value from 0 to 6.",
        ),
        (
            {"repaired_after": 41},
            "Sessions until repair is 41: choose a whole number from 0 to 40.",
        ),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(wrong: dict, message: str) -> None:
    with pytest.raises(ValueError, match="choose") as refused:
        course_of_therapy(**wrong)
    assert str(refused.value) == message
