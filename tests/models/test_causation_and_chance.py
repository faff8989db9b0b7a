"""One client pulled and pushed, and a client with a counsellor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import causation_and_chance as model
from helping.models.causation_and_chance import Pair, State

states = st.builds(State, st.floats(-5, 5), st.floats(0.1, 5), st.floats(0.05, 5))


@pytest.mark.parametrize(
    ("state", "share"),
    [
        (State(2, 1, 1), 0.1587),
        (State(0, 1, 1), 0.0013),
        (State(2, 4, 1), 0.0228),
        (State(2, 1, 0.25), 0.0228),
    ],
)
def test_three_ways_to_spend_less_time_above_a_threshold(state, share) -> None:
    # Derived from the Normal law.
    assert state.in_the_long_run.above(3) == pytest.approx(share, abs=5e-5)


def test_the_same_snapshot_may_be_a_different_process() -> None:
    steadier, sheltered = State(2, 4, 1), State(2, 1, 0.25)
    assert steadier.in_the_long_run == sheltered.in_the_long_run
    assert steadier.settling_time == sheltered.settling_time / 4


def test_drawn_courses_have_the_mean_and_variance_of_the_law() -> None:
    course = model.paths(State(-2, 0.5, 0.2), -2, rng=5, clients=2000, steps=400, step=0.1)
    late = course[:, 200:]
    assert late.mean() == pytest.approx(-2, abs=0.02)
    assert late.var() == pytest.approx(0.4, abs=0.01)  # Q / k
    forgotten = np.corrcoef(late[:, 0], late[:, 20])[0, 1]
    assert forgotten == pytest.approx(np.exp(-0.5 * 2), abs=0.05)


@given(states, st.floats(-5, 5), st.floats(0.05, 5), st.floats(-4, 4))
def test_the_density_obeys_the_fokker_planck_equation(state, start, time, place) -> None:
    law = state.after(time, start)
    x = law.mean + place * np.sqrt(law.variance)
    dx, dt = 1e-3 * np.sqrt(law.variance), 1e-4 * time
    flux = [-state.drift(p) * law.density(p) for p in (x - dx, x + dx)]
    bend = (law.density(x + dx) - 2 * law.density(x) + law.density(x - dx)) / dx**2
    right = (flux[1] - flux[0]) / (2 * dx) + state.chance * bend
    left = (state.after(time + dt, start).density(x) - state.after(time - dt, start).density(x)) / (
        2 * dt
    )
    scale = law.density(law.mean) * max(state.pull, 1 / time) * (1 + abs(start - state.attractor))
    assert abs(left - right) < 0.01 * scale * (1 + 1 / np.sqrt(law.variance))


@given(states, st.floats(-5, 5))
def test_the_law_begins_at_the_start_and_ends_in_the_long_run(state, start) -> None:
    assert state.after(0, start) == model.Law(pytest.approx(start), 0)
    end = state.after(1000, start)
    assert end.mean == pytest.approx(state.attractor)
    assert end.variance == pytest.approx(state.in_the_long_run.variance)


@given(st.integers(0, 99), st.floats(0.1, 5))
def test_same_seed_same_course_and_no_chance_no_spread(seed, pull) -> None:
    state = State(1, pull, 1)
    first, second = (model.paths(state, 0, seed, clients=3, steps=9) for _ in range(2))
    assert np.array_equal(first, second)
    calm = model.paths(State(1, pull, 0), 0, seed, clients=3, steps=9)
    assert calm[:, -1] == pytest.approx(1 - np.exp(-pull * 0.9))


# Two variables. Numbers: derived from the equations.


@pytest.mark.parametrize(
    ("client_rest", "points", "value"),
    [
        (0.0, [(0.590, -0.348)], -0.924 + 0.831j),
        (2.0, [(-1.0, 1.0), (-0.366, 1.866), (1.366, 0.134)], None),
    ],
)
def test_resting_points_and_spirals(client_rest, points, value) -> None:
    found = model.resting_points(Pair(client_rest=client_rest))
    assert [(p.counsellor, p.client) for p in found] == pytest.approx(
        [pytest.approx(point, abs=6e-4) for point in points]
    )
    # Where there are three, the outer two are foci and the one between them is a saddle.
    assert [point.spirals for point in found] == [True, False, True][: len(found)]
    assert [point.attracts for point in found if not point.spirals] == [False] * (len(found) // 2)
    if value is not None:
        assert abs(found[0].eigenvalues[0].imag) == pytest.approx(value.imag, abs=6e-4)
        assert found[0].eigenvalues[0].real == pytest.approx(value.real, abs=6e-4)


def test_a_critical_case_neither_fades_nor_grows() -> None:
    pair = Pair(1, 0.5, 1, 9.5, 1, -1)
    point = model.resting_points(pair)[0]
    assert (point.counsellor, point.client) == pytest.approx((-2, 1.5))
    assert point.eigenvalues[0].real == pytest.approx(0, abs=1e-9)
    assert abs(point.eigenvalues[0].imag) == pytest.approx(2.784, abs=6e-4)
    # Derived: the square of the pace is - client_pull**2 - 2 * a * b * counsellor**2.
    assert point.eigenvalues[0].imag ** 2 == pytest.approx(-(0.5**2) + 2 * 2**2)


@given(
    st.floats(0.1, 3),
    st.floats(0.1, 3),
    st.floats(0.1, 3),
    st.floats(-3, 3),
    st.floats(-3, 3),
    st.floats(-3, 3),
)
def test_on_the_counsellors_own_side_nothing_swings_for_ever(k1, k2, g, rest, a, b) -> None:
    # Derived (Dulac, dividing by the counsellor's state): what a push loses there is k_T * g_T / T
    # and k_C, so no focus on that side is unstable.
    for point in model.resting_points(Pair(k1, k2, g, rest, a, b)):
        if point.counsellor > 0.01:
            lost = -k1 * g / point.counsellor - k2
            assert sum(point.eigenvalues) == pytest.approx(lost, rel=1e-4, abs=1e-6)
            assert point.attracts or not point.spirals


@given(st.floats(0.1, 3), st.floats(0.1, 3), st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))
def test_circling_needs_couplings_of_opposite_sign(k1, k2, rest, a, b) -> None:
    points = model.resting_points(Pair(k1, k2, 1, rest, a, b))
    if a * b >= 0:
        assert not any(point.spirals for point in points)


@settings(max_examples=40)
@given(st.floats(0.2, 2), st.floats(0.2, 2), st.floats(-3, 3), st.floats(-2, 2), st.floats(-2, 2))
def test_every_resting_point_is_at_rest(k1, k2, rest, a, b) -> None:
    pair = Pair(k1, k2, 1, rest, a, b)
    for point in model.resting_points(pair):
        size = 1 + point.counsellor**2 + point.client**2
        assert np.abs(pair.rates(point.counsellor, point.client)) == pytest.approx(
            np.zeros(2), abs=1e-6 * size
        )


@settings(max_examples=25)
@given(st.floats(0.01, 3), st.floats(-3, 3), st.floats(0.1, 2), st.floats(-2, -0.1))
def test_the_counsellor_never_crosses_neutral_against_their_own_rest(one, two, a, b) -> None:
    course = model.follow(Pair(1, 1, 1, 0, a, b), (one, two), duration=10)
    assert course.counsellor.min() > 0


def test_without_coupling_each_returns_alone() -> None:
    course = model.follow(Pair(1, 2, 1, -1, 0, 0), (3.0, 3.0), duration=1)
    assert course.counsellor[-1] == pytest.approx(1 + 2 * np.exp(-1), abs=1e-3)
    assert course.client[-1] == pytest.approx(-1 + 4 * np.exp(-2), abs=1e-3)


def test_a_quick_client_follows_the_counsellor() -> None:
    pair = Pair(0.2, 20, 1, 0, 0.2, -1)
    course = model.follow(pair, (2.0, 0.0), duration=5)
    late = slice(100, None)
    assert course.client[late] == pytest.approx(
        pair.client_if_quick(course.counsellor[late]), abs=0.02
    )


def test_chance_reaches_the_client_with_the_variance_of_one_variable() -> None:
    pair = Pair(0.5, 1, 1, 0, 0, 0, chance=0.3)
    course = model.follow(pair, (np.ones(400), np.zeros(400)), 3, duration=20, step=0.02)
    assert course.client[:, 500:].var() == pytest.approx(0.3, rel=0.06)
    assert np.all(course.counsellor == 1)


def test_starts_of_a_critical_pair_wander_long() -> None:
    # Derived: starts .3 away neither come to rest nor get away for hundreds of units of time.
    pair = Pair(1, 0.5, 1, 9.5, 1, -1)
    starts = np.array([-2.3, -2.0]), np.array([1.5, 1.2])
    course = model.follow(pair, starts, duration=200)
    assert np.all(np.ptp(course.counsellor[:, -500:], axis=1) > 0.2)
    assert np.all(np.abs(course.counsellor + 2) < 1.5)


@pytest.mark.parametrize(
    "call",
    [
        lambda: State(pull=0),
        lambda: State(chance=-1),
        lambda: State().after(-1, 0),
        lambda: State().in_the_long_run.above(np.nan),
        lambda: model.paths(State(), 1000, 0),
        lambda: model.paths(State(), 0, 0, clients=0),
        lambda: Pair(client_pull=-1),
        lambda: model.follow(Pair(), (0, 1000)),
        lambda: model.follow(Pair(), (0, 0), step=1),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
