"""Shapes of the alliance: what the generator makes and what noise makes of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import alliance_shapes as shapes


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


@given(st.integers(3, 100))
def test_contrasts_are_orthonormal_and_free_of_the_level(sessions: int) -> None:
    linear, quadratic = shapes.contrasts(sessions)
    basis = np.stack([np.full(sessions, sessions**-0.5), linear, quadratic])
    assert np.allclose(basis @ basis.T, np.eye(3), atol=1e-9)
    assert linear[-1] > linear[0]
    assert quadratic[0] == pytest.approx(quadratic[-1])
    assert quadratic[0] > quadratic[sessions // 2]


@given(
    shape=st.sampled_from(shapes.SHAPE_NAMES),
    sessions=st.integers(3, 30),
    size=st.floats(0.1, 3),
    level=st.floats(1, 7),
)
def test_without_noise_or_spread_everyone_has_the_shape(
    shape: str, sessions: int, size: float, level: float
) -> None:
    ratings = shapes.simulate_ratings(shape, 3, sessions, 0, rng(), size=size, level=level)
    assert np.allclose(ratings.scores, ratings.average_curve)
    assert np.allclose(ratings.scores.mean(axis=1), level)
    assert shapes.nearest_shapes(ratings.scores, size) == [shape] * 3


def test_noise_has_the_spread_and_carry_over_asked_for() -> None:
    noise = shapes.autocorrelated_noise(20_000, 12, 0.3, rng())
    assert np.allclose(noise.std(axis=0), 1, atol=0.03)
    neighbours = [np.corrcoef(noise[:, s], noise[:, s + 1])[0, 1] for s in range(11)]
    assert np.allclose(neighbours, 0.3, atol=0.03)


@given(st.integers(1, 10), st.floats(0, 6))
def test_a_dip_touches_one_session_only(session: int, depth: float) -> None:
    def make(**dip: float) -> np.ndarray:
        return shapes.simulate_ratings("rising", 2, 10, 0.5, rng(), **dip).scores

    fall = make() - make(dip_session=session, dip_depth=depth)
    assert np.allclose(fall[:, session - 1], depth)
    assert np.allclose(np.delete(fall, session - 1, axis=1), 0)


@pytest.mark.parametrize(
    ("noise", "stable", "linear", "quadratic"),
    [(0.2, 0.99, 0.99, 1.00), (0.35, 0.85, 0.92, 0.92), (0.5, 0.70, 0.82, 0.81)],
)
def test_four_sessions_show_the_shape_as_often_as_a_reference_run(
    noise: float, stable: float, linear: float, quadratic: float
) -> None:
    # An independent run of the same generator; tolerance is its sampling error and ours.
    found = shapes.shape_recovery(noise, rng(), clients=8000)
    assert found["flat"] == pytest.approx(stable, abs=0.02)
    assert found["rising"] == pytest.approx(linear, abs=0.02)
    assert found["high-low-high"] == pytest.approx(quadratic, abs=0.02)


@pytest.mark.parametrize(("threshold", "share"), [(1.0, 0.91), (1.5, 0.68), (2.0, 0.35)])
def test_most_clients_show_a_v_though_nothing_happened(threshold: float, share: float) -> None:
    found = shapes.v_shapes_in_noise(threshold, rng(), clients=8000)
    assert found == pytest.approx(share, abs=0.03)


def test_a_v_needs_the_drop_and_the_way_back() -> None:
    v = np.array([[5.0, 3.0, 5.0, 5.0], [5.0, 3.0, 3.2, 3.4], [5.0, 4.8, 5.0, 5.0]])
    assert shapes.v_shapes(v, sd=1.0).tolist() == [
        [False, True, False, False],
        [False] * 4,
        [False] * 4,
    ]


@settings(max_examples=30)
@given(st.floats(0.1, 2), st.floats(0.1, 3), st.integers(0, 10_000))
def test_a_stricter_rule_finds_no_more(low: float, more: float, seed: int) -> None:
    scores = shapes.autocorrelated_noise(50, 16, 0.3, rng(seed))
    strict = shapes.v_shapes(scores, 1.0, low + more)
    assert not np.any(strict & ~shapes.v_shapes(scores, 1.0, low))


def test_few_clients_find_shapes_that_many_do_not() -> None:
    few = shapes.found_in_averages("flat", 4, 0.6, rng(), spread=0.8)
    many = shapes.found_in_averages("flat", 44, 0.6, rng(), spread=0.8, studies=500)
    # "about one four-client study in six", as the chapter says.
    assert few["high-low-high"] == pytest.approx(1 / 6, abs=0.03)
    assert many["high-low-high"] < 0.01
    assert sum(few.values()) == pytest.approx(1)


@pytest.mark.parametrize(("shape", "clients"), [("flat", 4), ("rising", 4), ("flat", 12)])
def test_the_share_of_wrong_studies_is_that_of_studies_run_client_by_client(
    shape: str, clients: int
) -> None:
    quick = shapes.wrong_in_the_long_run(shape, 0.6, clients)
    chance, wrong = rng(), 0
    for _ in range(2000):
        ratings = shapes.simulate_ratings(shape, clients, 10, 0.6, chance, spread=0.8, size=0.9)
        wrong += shapes.nearest_shapes(ratings.scores.mean(axis=0)[None, :]) != [shape]
    assert quick == pytest.approx(wrong / 2000, abs=0.035)


def test_a_study_of_more_clients_holds_those_of_a_smaller_one() -> None:
    few, many = (shapes.one_study("flat", 0.6, clients) for clients in (4, 44))
    assert np.array_equal(many.scores[:4], few.scores)
    assert many.named[:4] == few.named
    assert (few.found, many.found) == ("high-low-high", "flat")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: shapes.contrasts(2),
            "Number of sessions is 2: choose a whole number from 3 to 100.",
        ),
        (
            lambda: shapes.simulate_ratings("wavy", 3, 10, 0.5, rng()),
            "Shape is 'wavy': choose one of 'flat', 'rising', 'high-low-high'.",
        ),
        (
            lambda: shapes.simulate_ratings("flat", 0, 10, 0.5, rng()),
            "Number of clients is 0: choose a whole number from 1 to 100000.",
        ),
        (
            lambda: shapes.simulate_ratings("flat", 3, 10, -0.5, rng()),
            "Noise is -0.5: choose a value from 0 to 3.",
        ),
        (
            lambda: shapes.simulate_ratings("flat", 3, 10, 0.5, rng(), carry_over=1.0),
            "Carry-over of noise is 1: choose a value from 0 to 0.95.",
        ),
        (
            lambda: shapes.simulate_ratings("flat", 3, 10, 0.5, rng(), dip_session=11),
            "Session of the dip is 11: choose a whole number from 1 to 10.",
        ),
        (
            lambda: shapes.coefficients(np.zeros(4)),
            "Scores have the shape (4,): choose one row a client.",
        ),
        (
            lambda: shapes.coefficients(np.full((1, 4), np.nan)),
            "A score is nan: choose a finite number.",
        ),
        (
            lambda: shapes.v_shapes(np.full((1, 4), np.nan), 1.0),
            "A score is nan: choose a finite number.",
        ),
        (
            lambda: shapes.nearest_shapes(np.zeros((1, 4)), 0),
            "Size of the shape is 0: choose a value from 0.1 to 3.",
        ),
        (
            lambda: shapes.v_shapes(np.zeros((1, 4)), 0.0),
            "Standard deviation is 0: choose a value above 0, 3 at most.",
        ),
        (
            lambda: shapes.found_in_averages("flat", 0, 0.5, rng()),
            "Clients in a study is 0: choose a whole number from 1 to 1000.",
        ),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call, message: str) -> None:
    with pytest.raises(ValueError, match=r"choose") as refused:
        call()
    assert str(refused.value) == message
