"""One sentence for every impossible value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.checks import (
    above,
    finite,
    flag,
    generator,
    in_range,
    inside,
    numbers,
    of_class,
    one_of,
    whole,
)


def passes(check, value, low, high, **how) -> bool:
    try:
        check("Trust", value, low, high, **how)
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
    st.sampled_from((in_range, whole)),
    st.lists(st.integers(-3, 3) | st.floats(-3, 3) | st.just(np.nan), min_size=1, max_size=4),
)
def test_an_array_passes_where_it_may_and_each_of_its_numbers_does(check, values) -> None:
    fits = all(passes(check, value, -1, 2) for value in values)
    assert passes(check, values, -1, 2, many=True) == fits
    assert passes(check, tuple(values), -1, 2) == fits
    assert not passes(check, values, -1, 2)


@pytest.mark.parametrize("value", ["0.5", b"1", ["0.5"], None, [None], {}, 1j, [], [[1], [1, 2]]])
def test_what_is_no_number_never_passes(value) -> None:
    for check in (in_range, above, inside, whole):
        assert not passes(check, value, -1, 2)
    assert not passes(in_range, value, -1, 2, many=True)


@pytest.mark.parametrize("check", [in_range, above, inside, whole])
def test_a_number_too_large_for_arithmetic_is_refused_in_a_short_sentence(check) -> None:
    for huge in (10**30, 10**400):
        with pytest.raises(ValueError, match=r"^Trust is .*: choose .*\.$") as refused:
            check("Trust", huge, 0, 9)
        assert len(str(refused.value)) < 120


def test_an_array_of_numbers_is_read_and_nothing_else() -> None:
    assert numbers("Scores", [[1, 2], [3, np.nan]]).shape == (2, 2)
    for wrong in ("some", [1, "2"], [[1], [2, 3]], {}, None):
        with pytest.raises(ValueError, match=r"^Scores is .*: choose numbers.*\.$"):
            numbers("Scores", wrong)


def test_chance_comes_from_a_generator_or_a_seed_and_never_from_nowhere() -> None:
    passed = np.random.default_rng(3)
    assert generator(passed) is passed
    assert generator(3).random() == generator(np.int64(3)).random()
    for wrong in (None, -1, 1.5, True, "3"):
        with pytest.raises(ValueError, match=r"^rng is .*: choose a NumPy generator.*\.$"):
            generator(wrong)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: in_range("Trust", 7, 0, 1), "Trust is 7: choose a value from 0 to 1."),
        (lambda: in_range("Trust", np.nan, 0, 1), "Trust is nan: choose a value from 0 to 1."),
        (lambda: in_range("Trust", (0.5, 3), 0, 1), "Trust is 3: choose a value from 0 to 1."),
        (
            lambda: in_range("Trust", [0.5, 0.7], 0, 1),
            "Trust is [0.5, 0.7]: choose a value from 0 to 1.",
        ),
        (
            lambda: in_range("Trust", np.zeros((2, 3)), 0, 1),
            "Trust is an array of shape (2, 3): choose a value from 0 to 1.",
        ),
        (
            lambda: in_range("Trust", np.array([0.5, 3]), 0, 1, many=True),
            "Trust is 3: choose a value from 0 to 1.",
        ),
        (lambda: in_range("Trust", "much", 0, 1), "Trust is 'much': choose a value from 0 to 1."),
        (
            lambda: in_range("Trust", 1 + 1e-8, 0, 1),
            "Trust is 1.00000001: choose a value from 0 to 1.",
        ),
        (lambda: in_range("People", 3, 4, np.inf), "People is 3: choose a value of 4 or more."),
        (lambda: above("Noise", 0, 0, 3), "Noise is 0: choose a value above 0, 3 at most."),
        (lambda: above("Noise", (1, 4), 0, 3), "Noise is 4: choose a value above 0, 3 at most."),
        (lambda: above("Noise", np.nan, 0), "Noise is nan: choose a value above 0."),
        (
            lambda: inside("Share", 1, 0, 1),
            "Share is 1: choose a value between 0 and 1, ends excluded.",
        ),
        (lambda: finite("Change", -np.inf), "Change is -inf: choose a finite number."),
        (lambda: finite("Change", (0, np.nan)), "Change is nan: choose a finite number."),
        (lambda: finite("Change", "some"), "Change is 'some': choose a finite number."),
        (lambda: whole("Weeks", True, 1, 9), "Weeks is True: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", np.nan, 1, 9), "Weeks is nan: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", 2.5, 1, 9), "Weeks is 2.5: choose a whole number from 1 to 9."),
        (lambda: whole("Weeks", 10, 1, 9), "Weeks is 10: choose a whole number from 1 to 9."),
        (
            lambda: whole("Weeks", [2, 2.5], 1, 9, many=True),
            "Weeks is 2.5: choose a whole number from 1 to 9.",
        ),
        (lambda: one_of("Axis", "x", ("a", "b")), "Axis is 'x': choose one of 'a', 'b'."),
        (lambda: one_of("Axis", ["a"], {"a": 1}), "Axis is ['a']: choose one of 'a'."),
        (lambda: flag("asks", "no"), "asks is 'no': choose True or False."),
        (lambda: flag("asks", 1), "asks is 1: choose True or False."),
        (lambda: of_class("pair", 3, dict), "pair is 3: choose an object of class dict."),
    ],
)
def test_the_sentence_names_thing_value_and_range(call, sentence) -> None:
    with pytest.raises(ValueError, match=r"choose") as refused:
        call()
    assert str(refused.value) == sentence


def test_what_fits_passes_in_silence() -> None:
    in_range("Trust", np.linspace(0, 1, 5), 0, 1, many=True)
    in_range("Trust", (0, 0.5), 0, 1)
    in_range("Trust", np.array(0.5), 0, 1)
    above("Noise", 3, 0, 3)
    above("Noise", np.inf, 0)
    inside("Share", np.float64(0.9), 0, 1)
    finite("Change", -1e300)
    whole("Weeks", np.arange(1, 9), 1, 9, many=True)
    whole("Weeks", np.int64(3), 1, 9)
    one_of("Axis", "a", ("a", "b"))
    flag("asks", np.bool_(True))
    of_class("pair", {}, dict)
