"""Warmth answered in kind, lead answered by following, and the floor under both."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import complementarity as model

axes = st.sampled_from(list(model.AXES))


# Reference: one independent run of each setting (600 s at 0.5 s); its own sampling error is about
# .03 in coherence and correlation. Tempo and damping of our version were chosen to agree with it.
@pytest.mark.parametrize(
    ("axis", "coupling", "coherence", "r", "phase"),
    [
        ("affiliation", 0.3, 0.301, 0.21, -1),
        ("dominance", 0.3, 0.284, -0.24, -166),
        ("affiliation", 0.6, 0.515, 0.40, -1),
        ("dominance", 0.6, 0.524, -0.38, -175),
        ("affiliation", 1.0, 0.704, 0.53, 0),
        ("dominance", 1.0, 0.720, -0.48, -178),
    ],
)
def test_coherence_correlation_and_phase_near_the_reference(
    axis, coupling, coherence, r, phase
) -> None:
    moves = model.interact(axis, coupling, 4, pairs=150)
    found = model.rhythm(moves.first, moves.second)
    assert found.coherence.mean() == pytest.approx(coherence, abs=0.03)
    assert found.correlation.mean() == pytest.approx(r, abs=0.05)
    assert model.expected_correlation(axis, coupling) == pytest.approx(r, abs=0.035)
    turned = np.exp(1j * np.radians(found.phase)).mean() / np.exp(1j * np.radians(phase))
    assert np.degrees(np.angle(turned)) == pytest.approx(0, abs=16)


@pytest.mark.parametrize(("axis", "phase"), [("affiliation", 0), ("dominance", 180)])
def test_affiliation_moves_in_step_and_dominance_in_turn(axis, phase) -> None:
    # Direction of the published finding: Sadler et al. (2009).
    moves = model.interact(axis, 1.0, 4, pairs=150)
    found = model.rhythm(moves.first, moves.second)
    away = np.abs((found.phase - phase + 180) % 360 - 180)
    # One pair in ten minutes may stray; most do not.
    assert np.quantile(away, 0.9) < 30
    assert np.median(away) < 8


@pytest.mark.parametrize(("segment", "floor"), [(120, 0.094), (240, 0.142), (480, 0.276)])
def test_strangers_have_coherence_too_and_more_with_longer_segments(segment, floor) -> None:
    assert model.coherence_floor(4, segment=segment) == pytest.approx(floor, abs=0.02)


@settings(max_examples=10)
@given(axes, st.floats(0, 3), st.floats(15, 60), st.floats(0.1, 0.8))
def test_the_derived_correlation_holds_for_every_tempo(axis, coupling, period, damping) -> None:
    moves = model.interact(axis, coupling, 1, pairs=4000, moments=2, period=period, damping=damping)
    r = np.corrcoef(moves.first[:, 1], moves.second[:, 1])[0, 1]
    assert r == pytest.approx(model.expected_correlation(axis, coupling), abs=0.06)


def test_without_coupling_people_are_strangers_with_a_spread_of_one() -> None:
    moves = model.interact("dominance", 0.0, 3, pairs=400)
    found = model.rhythm(moves.first, moves.second)
    assert found.correlation.mean() == pytest.approx(0, abs=0.02)
    assert moves.first.std() == pytest.approx(1, abs=0.02)
    assert model.expected_correlation("dominance", 0) == 0


@settings(max_examples=25)
@given(axes, st.floats(0, 5), st.integers(0, 999), st.floats(-5, 5), st.floats(0.1, 9))
def test_coherence_is_a_share_and_ignores_level_and_size(axis, coupling, seed, level, unit) -> None:
    moves = model.interact(axis, coupling, seed, moments=300)
    found = model.rhythm(moves.first, moves.second, segment=60)
    other = model.rhythm(unit * moves.first + level, moves.second, segment=60)
    assert np.all((found.coherence >= 0) & (found.coherence <= 1 + 1e-9))
    assert np.all(np.abs(found.correlation) <= 1 + 1e-9)
    assert np.allclose(found.coherence, other.coherence, atol=1e-6)


def test_a_later_second_person_has_a_positive_phase() -> None:
    time = np.arange(1200) * 0.5
    noise = 0.1 * np.random.default_rng(2).standard_normal((2, time.size))
    early = np.sin(2 * np.pi * time / 20) + noise[0]
    late = np.sin(2 * np.pi * (time - 5) / 20) + noise[1]
    found = model.rhythm(early, late)
    assert found.phase == pytest.approx(90, abs=5)
    assert found.coherence > 0.9


@given(st.integers(0, 999))
def test_same_seed_same_moves(seed) -> None:
    first, second = (model.interact("affiliation", 0.5, seed, moments=20) for _ in range(2))
    assert np.array_equal(first.second, second.second)


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_the_reply_to_the_reply_is_where_one_began(affiliation, dominance) -> None:
    back = model.complement(*model.complement(affiliation, dominance))
    assert (float(back[0]), float(back[1])) == (affiliation, dominance)


@pytest.mark.parametrize(
    "call",
    [
        lambda: model.interact("kindness", 0.5, 1),
        lambda: model.interact("dominance", -1, 1),
        lambda: model.interact("dominance", 1, 1, damping=0),
        lambda: model.expected_correlation("dominance", 11),
        lambda: model.rhythm(np.zeros(50), np.zeros(60)),
        lambda: model.rhythm(np.zeros(50), np.zeros(50), segment=10),
        lambda: model.rhythm(np.full(50, np.nan), np.zeros(50), segment=10),
        lambda: model.rhythm(np.arange(50.0), np.arange(50.0), segment=40),
        lambda: model.complement(np.inf, 0),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
