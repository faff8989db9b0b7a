"""Where a conversation settles: published form, derived numbers, and what repair does to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import climate
from helping.models.climate import Actor, Bilinear, Ojive, Person

moods = st.floats(-5, 5)


# Turn by turn. Numbers: derived, from an independent run of the same equations.


@pytest.mark.parametrize(
    ("on_first", "on_second", "strength"),
    [
        (0.59, 0.59, 0.986),
        (0.61, 0.61, 1.014),
        (1.0, 0.3, 0.928),
        (1.3, -1.3, 0.64),
        (1.6, -1.6, 1.664),
    ],
)
def test_a_push_grows_or_dies_out_at_the_derived_rate(on_first, on_second, strength) -> None:
    found = climate.local_strength(0.4, 0.4, on_first, on_second)
    assert found == pytest.approx(strength, abs=6e-4)


@given(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 3), st.floats(0.01, 3), st.booleans())
def test_slopes_of_one_sign_are_stable_below_the_product_rule(r1, r2, s1, s2, negative) -> None:
    room = (1 - r1) * (1 - r2) - s1 * s2
    if abs(room) < 1e-6:
        return
    sign = -1 if negative else 1
    assert (climate.local_strength(r1, r2, sign * s1, sign * s2) < 1) == (room > 0)


def test_bilinear_pairs_settle_where_the_lines_cross() -> None:
    calm = Person(0.3, 0.4, Bilinear(0.3, 0.3))
    (only,) = climate.steady_states(calm, calm)
    assert (only.first, only.second) == pytest.approx((1, 1))
    volatile = Person(0.1, 0.4, Bilinear(0.9, 0.2))
    cold, warm = climate.steady_states(volatile, volatile)
    assert (cold.first, cold.second) == pytest.approx((-1 / 3, -1 / 3))
    assert (warm.first, warm.second) == pytest.approx((0.25, 0.25))
    assert warm.attracts
    assert not cold.attracts


def test_the_same_two_people_have_three_climates_and_the_start_decides() -> None:
    pair = climate.client_and_counsellor()
    states = climate.steady_states(*pair)
    assert [state.first for state in states] == pytest.approx([-7 / 6, 1 / 6, 1])
    assert [state.second for state in states] == pytest.approx([-7 / 6, 1 / 6, 1])
    assert all(state.attracts for state in states)
    # Reference: 4,000 random starts, .385 .213 .402 (standard error .008); ours: an even grid.
    assert climate.catchment(*pair) == pytest.approx([0.385, 0.213, 0.402], abs=0.02)


def test_repair_removes_the_hostile_climate() -> None:
    pair = climate.client_and_counsellor(repair=0.6, clients_repair=0.6)
    states = climate.steady_states(*pair)
    assert [state.first for state in states] == pytest.approx([1 / 6, 1])
    # Reference: 4,000 random starts, .571 .429.
    assert climate.catchment(*pair) == pytest.approx([0.571, 0.429], abs=0.02)


def test_one_who_repairs_is_enough_once_repair_is_strong_enough() -> None:
    # Derived: the counsellor must stay above -0.5, so the repair must exceed 0.4.
    weak = climate.steady_states(*climate.client_and_counsellor(repair=0.39))
    strong = climate.steady_states(*climate.client_and_counsellor(repair=0.41))
    assert weak[0].first < 0
    assert min(state.first for state in strong) > 0


@settings(max_examples=60)
@given(
    pulls=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    inertia=st.floats(0, 0.9),
    slopes=st.tuples(*[st.floats(0, 1)] * 4),
    ojive=st.booleans(),
)
def test_every_steady_state_reproduces_itself(pulls, inertia, slopes, ojive) -> None:
    shapes = (
        (Ojive(slopes[0], slopes[1], repair=slopes[2]), Ojive(slopes[2], slopes[3]))
        if ojive
        else (Bilinear(*slopes[:2]), Bilinear(*slopes[2:]))
    )
    first, second = (Person(p, inertia, s) for p, s in zip(pulls, shapes, strict=True))
    for state in climate.steady_states(first, second):
        if max(abs(state.first), abs(state.second)) > climate.LIMIT:
            continue
        turn = climate.converse(first, second, (state.first, state.second), turns=1)
        assert turn.first[-1] == pytest.approx(state.first, abs=1e-6)
        assert turn.second[-1] == pytest.approx(state.second, abs=1e-6)


@given(moods, moods, st.floats(-1, 1), st.floats(0, 0.9))
def test_without_influence_each_ends_on_their_own(one, two, pull, inertia) -> None:
    alone = Person(pull, inertia, Bilinear(0, 0))
    other = Person(-pull, inertia, Ojive(loss=0, gain=0))
    talk = climate.converse(alone, other, (one, two), turns=400)
    assert talk.first[-1] == pytest.approx(alone.uninfluenced, abs=1e-6)
    assert talk.second[-1] == pytest.approx(other.uninfluenced, abs=1e-6)


@given(st.floats(-1, 1), st.floats(0, 0.5))
def test_without_repair_whoever_brings_more_has_no_colder_climates(pull, more) -> None:
    # Direction of a published contrast: couples later divorced had brought less (1999). Strong
    # repair breaks the rule, since one may then turn warm only because the other is cold.
    before, after = (
        climate.steady_states(*climate.client_and_counsellor(pull=p)) for p in (pull, pull + more)
    )
    assert after[0].first >= before[0].first - 1e-9
    assert after[-1].first >= before[-1].first - 1e-9


def test_the_sooner_two_are_hurt_the_more_starts_end_cold() -> None:
    # Direction of a published contrast: couples later divorced were hurt sooner (1999).
    cold = []
    for hurt_at in (0.9, 0.7, 0.5, 0.3):
        one = Person(0.1, 0.4, Ojive(hurt_at=hurt_at))
        cold.append(climate.catchment(one, one)[0])
    assert np.all(np.diff(cold) > 0)


def test_many_starts_at_once_are_the_same_as_one_by_one() -> None:
    pair = climate.client_and_counsellor()
    together = climate.converse(*pair, (np.array([-2.0, 2.0]), np.array([0.0, 1.0])), turns=9)
    alone = climate.converse(*pair, (2.0, 1.0), turns=9)
    assert together.first.shape == (2, 10)
    assert together.second[1] == pytest.approx(alone.second)


# Continuous time. Numbers: derived; the pitchfork, the absence of cycles and the oscillation by
# delay are also stated in the abstracts of Jacobo-Villegas et al. (2025) and Rojas-Pacheco (2013).


@pytest.mark.parametrize(
    ("response", "warm", "eigenvalues"),
    [(1.1, 0.553, (-0.178, -1.822)), (2, 1.915, (-0.834, -1.166)), (3, 2.985, (-0.969, -1.031))],
)
def test_strong_response_gives_a_cold_and_a_warm_place(response, warm, eigenvalues) -> None:
    cold, saddle, hot = climate.resting_points(Actor(response), Actor(response))
    assert (cold.first, hot.first) == pytest.approx((-warm, warm), abs=6e-4)
    assert [value.real for value in hot.eigenvalues] == pytest.approx(eigenvalues, abs=6e-4)
    assert saddle.first == pytest.approx(0, abs=1e-9)
    assert saddle.eigenvalues == pytest.approx((response - 1, -response - 1))


@given(st.floats(0.2, 5), st.floats(0.2, 5), st.floats(-3, -0.2), st.floats(-3, -0.2))
def test_two_attractors_exactly_where_responses_outweigh_decays(c1, c2, m1, m2) -> None:
    strength = c1 * c2 / (m1 * m2)
    if abs(strength - 1) < 0.03:
        return
    points = climate.resting_points(Actor(c1, m1), Actor(c2, m2))
    assert len(points) == (3 if strength > 1 else 1)


@given(st.floats(0.2, 4), st.floats(-1, 1), st.floats(-2, -0.5))
def test_slower_decay_is_the_same_as_stronger_response_for_the_place(c, b, m) -> None:
    slow = climate.resting_points(Actor(c, m / 2, b), Actor(c, m / 2, b))
    strong = climate.resting_points(Actor(2 * c, m, 2 * b), Actor(2 * c, m, 2 * b))
    assert [p.first for p in slow] == pytest.approx([p.first for p in strong], abs=1e-8)


@pytest.mark.parametrize(("response", "number"), [(0.97, 1), (1.03, 3)])
def test_the_second_climate_opens_where_response_equals_decay(response, number) -> None:
    # Derived; a supercritical pitchfork is also stated by Jacobo-Villegas et al. (2025).
    assert len(climate.resting_points(Actor(response), Actor(response))) == number


@pytest.mark.parametrize(("response", "decay", "bias"), [(2, -1, 0.4), (1, -0.5, 0.2)])
def test_half_the_decay_with_half_the_rest_stays_in_the_same_places(response, decay, bias) -> None:
    # Derived: 1.915 without bias; with biases of opposite sign and a counsellor who leans in,
    # .2438 and .0782.
    both = Actor(response, decay)
    ends = [point.first for point in climate.resting_points(both, both)]
    assert ends == pytest.approx([-1.915, 0, 1.915], abs=6e-4)
    leaning = Actor(-response, decay, bias), Actor(response, decay, -bias)
    (point,) = climate.resting_points(*leaning)
    assert (point.first, point.second) == pytest.approx((0.2438, 0.0782), abs=6e-5)


@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(-3, -0.2), st.floats(-3, -0.2), moods)
def test_every_resting_point_loses_what_the_two_decays_take(c1, c2, m1, m2, bias) -> None:
    # Derived: the sum of the eigenvalues is that of the decays, below 0 everywhere (Bendixson);
    # they circle exactly where (m1 - m2)**2 + 4 * c1 * c2 * slope * slope is below 0.
    for point in climate.resting_points(Actor(c1, m1, bias), Actor(c2, m2)):
        assert sum(point.eigenvalues) == pytest.approx(m1 + m2)
        slopes = 1 / np.cosh(point.first) ** 2 / np.cosh(point.second) ** 2
        bend = (m1 - m2) ** 2 + 4 * c1 * c2 * slopes
        if abs(bend) > 1e-3:
            assert point.spirals == (bend < 0)


@pytest.mark.parametrize(("start", "end"), [(0.99, -1.915), (1.01, 1.915)])
def test_with_a_client_who_starts_cold_the_counsellors_start_decides(start, end) -> None:
    # Derived. That therapy fares worst where the therapist starts negative is a finding of the
    # two-actor model of 2012, and of this one.
    talk = climate.flow(Actor(2), Actor(2), (np.array([start, -0.5]), np.array([-1.0, -1.0])))
    assert talk.first[0, -1] == pytest.approx(end, abs=1e-3)
    assert talk.second[0, -1] == pytest.approx(end, abs=1e-3)
    assert talk.second[1, -1] == pytest.approx(-1.915, abs=1e-3)


@pytest.mark.parametrize(
    ("c1", "c2", "place"), [(3, 1.5, (2.708, 1.487)), (4, 0.5, (1.756, 0.471))]
)
def test_the_more_responsive_actor_ends_warmer(c1, c2, place) -> None:
    point = climate.resting_points(Actor(c1), Actor(c2))[-1]
    swapped = climate.resting_points(Actor(c2), Actor(c1))[-1]
    assert (point.first, point.second) == pytest.approx(place, abs=6e-4)
    assert (swapped.second, swapped.first) == pytest.approx(place, abs=6e-4)


def test_a_counsellor_who_leans_in_lets_the_client_swing_and_settle() -> None:
    counsellor, client = Actor(-3, bias=0.5), Actor(3, bias=-1)
    (point,) = climate.resting_points(counsellor, client)
    assert (point.first, point.second) == pytest.approx((0.364, 0.045), abs=6e-4)
    assert point.spirals
    assert point.attracts
    assert point.eigenvalues[0].real == pytest.approx(-1)
    assert abs(point.eigenvalues[0].imag) == pytest.approx(2.809, abs=6e-4)
    talk = climate.flow(counsellor, client, (1, -2))
    turns = np.flatnonzero(np.diff(np.sign(np.diff(talk.second)))) + 1
    assert talk.second[turns[:5]] == pytest.approx([0.584, -0.127, 0.101, 0.027, 0.051], abs=6e-4)
    assert talk.time[turns[0]] == pytest.approx(1.37, abs=0.011)


@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(-2, 2), st.floats(-2, 2))
def test_two_who_both_follow_never_swing(c1, c2, b1, b2) -> None:
    for point in climate.resting_points(Actor(c1, bias=b1), Actor(c2, bias=b2)):
        assert not point.spirals


@pytest.mark.parametrize(("decay", "needed"), [(-2, 1.934), (-1, 1.0), (-0.5, 0.564)])
def test_a_steadier_counsellor_needs_less_warmth_at_the_start(decay, needed) -> None:
    counsellor = Actor(response=-2 * decay, decay=decay)
    assert climate.start_needed(counsellor, Actor(2)) == pytest.approx(needed, abs=2e-3)


def test_delay_of_oscillation_is_the_derived_one() -> None:
    assert climate.delay_of_oscillation(2) == pytest.approx(0.3023, abs=5e-5)
    assert climate.delay_of_oscillation(4, -2) == pytest.approx(0.3023 / 2, abs=5e-5)
    assert climate.delay_of_oscillation(0.9) == np.inf


@pytest.mark.parametrize(
    ("delay", "swing", "tolerance"), [(0.33, 0.78, 0.02), (0.5, 1.92, 0.01), (1.0, 3.06, 0.01)]
)
def test_noticing_late_keeps_two_swinging(delay, swing, tolerance) -> None:
    # Peak to peak; beyond the critical delay of 0.302.
    talk = climate.flow(Actor(-2), Actor(2), (0.5, 0.2), duration=60, delay=delay)
    assert np.ptp(talk.first[-2000:]) == pytest.approx(swing, abs=tolerance)


def test_noticing_soon_enough_lets_two_settle() -> None:
    talk = climate.flow(Actor(-2), Actor(2), (0.5, 0.2), duration=200, delay=0.28)
    assert np.ptp(talk.first[-1000:]) < 0.001


@settings(max_examples=20)
@given(one=moods, two=moods, c1=st.floats(-5, 5), c2=st.floats(-5, 5))
def test_without_delay_everyone_comes_to_rest(one, two, c1, c2) -> None:
    # No closed orbits (Bendixson); slow near the pitchfork, hence only "almost still".
    talk = climate.flow(Actor(c1), Actor(c2), (one, two), duration=60, step=0.02)
    assert np.ptp(talk.first[-50:]) < 0.02


@pytest.mark.parametrize(
    "call",
    [
        lambda: Bilinear(9, 0),
        lambda: Ojive(loss=-1),
        lambda: Person(0, 1.0, Bilinear(0, 0)),
        lambda: Actor(decay=0.5),
        lambda: climate.converse(*climate.client_and_counsellor(), (99, 0)),
        lambda: climate.converse(*climate.client_and_counsellor(), (0, 0), turns=-1),
        lambda: climate.flow(Actor(), Actor(), (0, 0), delay=-1),
        lambda: climate.start_needed(Actor(0.5), Actor(0.5)),
        lambda: climate.delay_of_oscillation(-1),
        lambda: climate.catchment(*climate.client_and_counsellor(), points=1),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
