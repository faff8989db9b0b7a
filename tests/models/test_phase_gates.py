"""Three things that get better in order, or only at different speeds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models.phase_gates import phases

chance = st.floats(0, 1)


def test_shares_improved_with_a_strict_order() -> None:
    # Derived (reference run), sessions 2, 4 and 17.
    improved = phases(0.0).improved[[2, 4, 17]]
    expected = [[0.44, 0.02, 0.0], [0.68, 0.11, 0.0], [0.99, 0.69, 0.16]]
    assert np.allclose(improved, expected, atol=0.006)


@pytest.mark.parametrize(
    ("leak", "expected"),
    [(0.0, (0, 0, 0)), (0.1, (0.27, 0.09, 0.001)), (1.0, (0.56, 0.32, 0.007))],
)
def test_symptoms_before_well_being_tell_order_from_speed_only_early(
    leak: float, expected: tuple[float, float, float]
) -> None:
    # Derived (reference run): of those with better symptoms, share without better well-being.
    found = phases(leak).out_of_order[[2, 4, 17], 0]
    assert np.allclose(found[:2], expected[:2], atol=0.006)
    assert found[2] == pytest.approx(expected[2], abs=0.001)


@settings(max_examples=60)
@given(chance, st.integers(1, 60), chance, chance, chance)
def test_shares_are_shares_and_nothing_improved_is_lost(
    leak: float, sessions: int, well_being: float, symptoms: float, functioning: float
) -> None:
    found = phases(
        leak, sessions, well_being=well_being, symptoms=symptoms, functioning=functioning
    )
    assert np.allclose(found.shares.sum(axis=1), 1)
    assert found.shares.min() >= 0
    assert np.all(np.diff(found.improved, axis=0) >= -1e-12)
    assert np.all((found.out_of_order >= 0) & (found.out_of_order <= 1 + 1e-12))


@given(chance, chance, chance)
def test_a_closed_gate_keeps_the_order(
    well_being: float, symptoms: float, functioning: float
) -> None:
    found = phases(0.0, 20, well_being=well_being, symptoms=symptoms, functioning=functioning)
    assert np.allclose(found.out_of_order, 0)
    assert np.all(np.diff(found.improved, axis=1) <= 1e-12)


@given(chance, chance, chance)
def test_with_a_full_leak_the_three_do_not_know_of_each_other(
    well_being: float, symptoms: float, functioning: float
) -> None:
    found = phases(1.0, 10, well_being=well_being, symptoms=symptoms, functioning=functioning)
    for column, hazard in enumerate((well_being, symptoms, functioning)):
        alone = 1 - (1 - hazard) ** np.arange(11)
        assert np.allclose(found.improved[:, column], alone)
    joint = found.shares[:, 6:].sum(axis=1)  # better well-being and better symptoms
    assert np.allclose(joint, found.improved[:, 0] * found.improved[:, 1])


@given(st.floats(0, 0.9))
def test_the_more_leaks_the_more_improve_out_of_order(leak: float) -> None:
    tight, loose = phases(leak, 4), phases(leak + 0.1, 4)
    assert np.all(loose.out_of_order[2:, 0] > tight.out_of_order[2:, 0])


@pytest.mark.parametrize(
    "call",
    [
        lambda: phases(1.5),
        lambda: phases(0, 0),
        lambda: phases(0, 2.5),
        lambda: phases(symptoms=-1),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": choose .*\.$"):
        call()
