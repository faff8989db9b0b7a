"""What a reader may rely on when the chapter lets the past meet a new counsellor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.transference import (
    expect,
    expect_from_someone_changing,
    gain,
    sessions_to_neutral,
    steady_gain,
)

scale = st.floats(-2, 2)
certainty = st.floats(0.5, 100)
doubt = st.floats(0, 3)


@pytest.mark.parametrize(("old_certainty", "session"), [(5, 8), (20, 31), (60, 91)])
def test_the_surer_the_old_expectation_the_longer_until_neutral(old_certainty, session):
    course = expect(1, old_certainty=old_certainty, sessions=120)
    assert course.first_above(0) == session


@pytest.mark.parametrize(("old_certainty", "sessions"), [(5, 7.5), (20, 30), (60, 90)])
def test_neutral_is_reached_where_the_closed_form_says(old_certainty, sessions):
    # Derived: certainty times distance over acceptance. A whole number is an exact tie, and counts
    # as not yet above.
    assert sessions_to_neutral(1, old_certainty=old_certainty) == pytest.approx(sessions)
    if sessions == int(sessions):
        course = expect(1, old_certainty=old_certainty, sessions=120)
        assert course.expectation[int(sessions)] == pytest.approx(0, abs=1e-12)


def test_after_ten_sessions_the_course_agrees_with_the_closed_form():
    assert expect(1).expectation[10] == pytest.approx((20 * -1.5 + 10 * 1) / 30)


@pytest.mark.parametrize(("named_in", "session"), [((5,), 12), ((15,), 19), ((5, 15), 12)])
def test_naming_the_pattern_once_brings_neutral_forward(named_in, session):
    assert expect(1, named_in=named_in).first_above(0) == session


def test_naming_it_twice_moves_the_end_not_the_crossing():
    assert expect(1, named_in=(5,)).expectation[40] == pytest.approx(0.653, abs=5e-4)
    assert expect(1, named_in=(5, 15)).expectation[40] == pytest.approx(0.856, abs=5e-4)


def test_naming_makes_the_client_less_sure_without_moving_the_expectation_itself():
    before, named = expect(1), expect(1, named_in=(5,))
    assert named.expectation[4] == before.expectation[4]
    assert named.spread[5] > named.spread[4] > before.spread[5]
    in_agreement = expect(-1.5, named_in=(5,))
    assert np.allclose(in_agreement.expectation, -1.5)


def test_with_a_rejecting_counsellor_naming_makes_things_worse_faster():
    silent, named = expect(-2), expect(-2, named_in=(5,))
    assert silent.expectation[10] == pytest.approx(-1.667, abs=5e-4)
    assert named.expectation[10] == pytest.approx(-1.773, abs=5e-4)


@pytest.mark.parametrize(("doubt", "session"), [(0, 31), (0.5, 67), (1, None)])
def test_doubting_what_surprises_delays_the_crossing(doubt, session):
    assert expect(1, doubt=doubt, sessions=120).first_above(0) == session


def ends(doubt, sessions, old_certainty=10):
    """Return where the client ends with each of the five counsellors."""
    return {
        attitude: expect(
            attitude, old_certainty=old_certainty, doubt=doubt, sessions=sessions
        ).expectation[-1]
        for attitude in (-2, -1, 0, 1, 2)
    }


def test_without_doubt_the_more_accepting_counsellor_is_believed_more_at_every_length():
    for sessions in (1, 30, 60, 120):
        assert sorted(ends(0, sessions).values()) == list(ends(0, sessions).values())


def test_with_doubt_the_order_of_three_counsellors_is_turned_over_only_for_a_time():
    # Doubt alone does it: nothing else differs from the course without doubt.
    early, later, late = ends(1, 30), ends(1, 60), ends(1, 120)
    assert early[0] > early[1] > early[2]
    assert later[1] > later[0] > later[2]
    assert late[1] > late[2] > late[0]
    longest = ends(1, 200)
    assert longest[2] > longest[1] > longest[0]


@pytest.mark.parametrize(("old_certainty", "session"), [(5, 24), (10, 48), (20, 95)])
def test_the_surer_the_client_the_longer_a_neutral_counsellor_leads(old_certainty, session):
    def leads(sessions):
        at = ends(1, sessions, old_certainty)
        return at[0] > at[1]

    assert leads(session - 1)
    assert not leads(session)


def test_with_half_the_doubt_the_order_is_not_turned_after_thirty_sessions():
    at = ends(0.5, 30)
    assert at[0] < at[1] < at[2]


def test_if_people_can_change_certainty_never_hardens():
    course = expect_from_someone_changing(1)
    assert course.first_above(0) == 12
    assert course.gain[1] == pytest.approx(0.057, abs=5e-4)
    assert steady_gain() == pytest.approx(0.0951, abs=5e-5)
    assert expect_from_someone_changing(1, sessions=300).gain[-1] == pytest.approx(steady_gain())


@given(scale, scale, certainty, doubt)
def test_the_expectation_moves_towards_the_counsellor_and_never_past(real, old, sure, doubt):
    course = expect(real, old_expectation=old, old_certainty=sure, doubt=doubt, sessions=30)
    distance = np.abs(real - course.expectation)
    assert np.all(np.diff(distance) <= 1e-12)
    assert np.all(np.sign(real - course.expectation) * np.sign(real - old) >= 0)


@given(scale, certainty, doubt)
def test_without_naming_a_client_grows_surer_and_learns_less_from_each_session(real, sure, doubt):
    course = expect(real, old_certainty=sure, doubt=doubt, sessions=30)
    assert np.all(np.diff(course.spread) <= 0)
    assert np.all(np.diff(expect(real, old_certainty=sure, sessions=30).gain[1:]) < 0)


@given(st.floats(0.1, 2), certainty)
def test_the_course_crosses_neutral_where_the_closed_form_says(real, sure):
    exact = sessions_to_neutral(real, old_certainty=sure)
    if exact < 490 and abs(exact - round(exact)) > 1e-6:
        assert expect(real, old_certainty=sure, sessions=500).first_above(0) == np.ceil(exact)


def test_neutral_is_never_reached_with_someone_who_is_not_accepting():
    assert sessions_to_neutral(0) == sessions_to_neutral(-1) == float("inf")
    assert sessions_to_neutral(1, old_expectation=0) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: expect(3), "acceptance is 3: choose a value from -2 to 2."),
        (
            lambda: expect(1, old_certainty=0),
            "old_certainty is 0: choose a value above 0, 200 at most.",
        ),
        (lambda: expect(1, doubt=-1), "doubt is -1: choose a value from 0 to 3."),
        (lambda: expect(1, loosening=0), "loosening is 0: choose a value above 0, 1 at most."),
        (lambda: expect(1, sessions=2.5), "sessions is 2.5: choose a whole number from 1 to 500."),
        (
            lambda: expect(1, named_in=(5, 0)),
            "A session in named_in is 0: choose a whole number from 1 to 500.",
        ),
        (lambda: expect(float("nan")), "acceptance is nan: choose a value from -2 to 2."),
        (lambda: gain(0), "certainty is 0: choose a value above 0."),
        (lambda: gain(1, -1), "evidence is -1: choose a value of 0 or more."),
        (lambda: steady_gain(noise=0), "noise is 0: choose a value above 0, 10 at most."),
        (
            lambda: expect_from_someone_changing(1, drift=-1),
            "drift is -1: choose a value from 0 to 10.",
        ),
    ],
)
def test_an_impossible_value_is_named_in_one_sentence(call, message):
    with pytest.raises(ValueError, match="choose") as caught:
        call()
    assert str(caught.value) == message
