"""One sentence for every impossible value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.checks import above, finite, in_range, inside, one_of, whole


def passes(check, value, low, high) -> bool:
    try:
        check("Trust", value, low, high)
    except ValueError:
        return False
    return True


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_a_number_is_refused_exactly_where_it_lies_outside(low, value, high) -> None:
    if low <= value <= high:
        in_range("Trust", value, low, high)
    else:
        with pytest.raises(ValueError, match=r"^Trust is .*: choose a value .*\.$"):
            in_range("Trust", value, low, high)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_open_ends_are_refused_and_closed_ones_are_not(low, value, high) -> None:
    assert passes(above, value, low, high) == (low < value <= high)
    assert passes(inside, value, low, high) == (low < value < high)


@given(
    st.sampled_from((in_range, above, inside, whole)),
    st.lists(st.integers(-3, 3) | st.floats(-3, 3) | st.just(np.nan), max_size=4),
)
def test_an_array_passes_where_each_of_its_numbers_does(check, values) -> None:
    assert passes(check, values, -1, 2) == all(passes(check, value, -1, 2) for value in values)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: in_range("Trust", 7, 0, 1), "Trust is 7: choose a value from 0 to 1."),
        (lambda: in_range("Trust", np.nan, 0, 1), "Trust is nan: choose a value from 0 to 1."),
        (lambda: in_range("Trust", [0.5, 3], 0, 1), "Trust is 3: choose a value from 0 to 1."),
        (lambda: in_range("Trust", "much", 0, 1), "Trust is 'much': choose a value from 0 to 1."),
        (
            lambda: in_range("Trust", 1 + 1e-8, 0, 1),
            "Trust is 1.00000001: choose a value from 0 to 1.",
        ),
        (lambda: in_range("People", 3, 4, np.inf), "People is 3: choose a value of 4 or more."),
        (lambda: above("Noise", 0, 0, 3), "Noise is 0: choose a value above 0, 3 at most."),
        (lambda: above("Noise", [1, 4], 0, 3), "Noise is 4: choose a value above 0, 3 at most."),
        (lambda: above("Noise", np.nan, 0), "Noise is nan: choose a value above 0."),
        (
            lambda: inside("Share", 1, 0, 1),
            "Share is 1: choose a value between 0 and 1, ends excluded.",
        ),
        (lambda: finite("Change", -np.inf), "Change is -inf: choose a finite number."),
        (lambda: finite("Change", [0, np.nan]), "Change is nan: choose a finite number."),
        (lambda: finite("Change", "some"), "Change is 'some': choose a finite number."),
        (lambda: whole("Weeks", True, 1, 9), "Weeks is True: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", np.nan, 1, 9), "Weeks is nan: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", 2.5, 1, 9), "Weeks is 2.5: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", 10, 1, 9), "Weeks is 10: choose a whole number from 1 to 9."),
        (
            lambda: whole("Weeks", [2, 2.5], 1, 9),
            "Weeks is 2.5: choose a whole number from 1 to 9.",
        ),
        (lambda: one_of("Axis", "x", ("a", "b")), "Axis is 'x': choose one of 'a', 'b'."),
    ],
)
def test_the_sentence_names_thing_value_and_range(call, sentence) -> None:
    with pytest.raises(ValueError, match=r"choose") as refused:
        call()
    assert str(refused.value) == sentence


def test_what_fits_passes_in_silence() -> None:
    in_range("Trust", np.linspace(0, 1, 5), 0, 1)
    in_range("Trust", [], 0, 1)
    above("Noise", 3, 0, 3)
    above("Noise", np.inf, 0)
    inside("Share", np.array([0.1, 0.9]), 0, 1)
    finite("Change", -1e300)
    whole("Weeks", np.arange(1, 9), 1, 9)
    whole("Weeks", np.int64(3), 1, 9)
    one_of("Axis", "a", ("a", "b"))
