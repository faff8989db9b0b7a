"""Refuse an impossible value in one sentence that names it and says what to choose instead."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST = 20_000_000
"""Numbers that one call may draw or keep: sizes that fit one by one can be too much together."""


def in_range(
    name: str, value: float | ArrayLike, low: float, high: float, *, many: bool = False
) -> None:
    """Refuse a number outside ``low`` to ``high``.

    Parameters
    ----------
    name : str
        What the value is called; the sentence begins with it.
    value : float or array_like
        A number, or a tuple of them; not-a-number is refused, infinity only outside the range, and
        text is no number.
    low, high : float
        Smallest and largest value allowed.
    many : bool
        Whether an array or a list may be given too, with one number in it at least.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, lambda number: (low <= number) & (number <= high), many)
    if wrong is not None:
        ends = f"of {low:g} or more" if high == math.inf else f"from {low:g} to {high:g}"
        raise ValueError(f"{name} is {wrong}: choose a value {ends}.")


def above(name: str, value: float | ArrayLike, low: float, high: float = math.inf) -> None:
    """Refuse a number that is not above ``low``, or is above ``high``; else as `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, lambda number: (low < number) & (number <= high))
    if wrong is not None:
        end = "" if high == math.inf else f", {high:g} at most"
        raise ValueError(f"{name} is {wrong}: choose a value above {low:g}{end}.")


def inside(name: str, value: float | ArrayLike, low: float, high: float) -> None:
    """Refuse a number outside ``low`` to ``high`` or at one of these ends; else as `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, lambda number: (low < number) & (number < high))
    if wrong is not None:
        raise ValueError(
            f"{name} is {wrong}: choose a value between {low:g} and {high:g}, ends excluded."
        )


def finite(name: str, value: float | ArrayLike, *, many: bool = False) -> None:
    """Refuse not-a-number and infinity; parameters as in `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, np.isfinite, many)
    if wrong is not None:
        raise ValueError(f"{name} is {wrong}: choose a finite number.")


def whole(
    name: str, value: float | ArrayLike, low: float, high: float, *, many: bool = False
) -> None:
    """Refuse anything but whole numbers from ``low`` to ``high``; parameters as in `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit; true and false do not.
    """
    wrong = _first_wrong(
        value,
        lambda number: (low <= number) & (number <= high) & (number == np.floor(number)),
        many,
    )
    if wrong is None and isinstance(value, bool):
        wrong = str(value)
    if wrong is not None:
        raise ValueError(f"{name} is {wrong}: choose a whole number from {low:g} to {high:g}.")


def one_of(name: str, value: str, allowed: Collection[str]) -> None:
    """Refuse a word that is not among ``allowed``.

    Raises
    ------
    ValueError
        Naming the word and those allowed.
    """
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(
            f"{name} is {_shown(value)}: choose one of {', '.join(map(repr, allowed))}."
        )


def flag(name: str, value: bool) -> None:
    """Refuse anything but true and false, words like "no" above all: they would count as true.

    Raises
    ------
    ValueError
        Naming the value.
    """
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} is {_shown(value)}: choose True or False.")


def of_class(name: str, value: object, kind: type) -> None:
    """Refuse an object of another class than ``kind``.

    Raises
    ------
    ValueError
        Naming the object and the class.
    """
    if not isinstance(value, kind):
        raise ValueError(f"{name} is {_shown(value)}: choose an object of class {kind.__name__}.")


def numbers(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return an array of numbers from what can be read as one; not-a-number may be among them.

    Raises
    ------
    ValueError
        If it holds anything but numbers, or rows of unequal length.
    """
    found = _read(values)
    if found is None:
        raise ValueError(f"{name} is {_shown(values)}: choose numbers, in rows of equal length.")
    return found


def generator(rng: np.random.Generator | int) -> np.random.Generator:
    """Return the source of chance: the generator that was passed, or one with that seed.

    Raises
    ------
    ValueError
        If it is neither; nothing, too, since nobody could draw the same numbers again.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, int | np.integer) and not isinstance(rng, bool) and rng >= 0:
        return np.random.default_rng(rng)
    raise ValueError(
        f"rng is {_shown(rng)}: choose a NumPy generator, or a whole number of 0 or more as seed."
    )


def _first_wrong(
    value: float | ArrayLike, fits: Callable[[Any], Any], many: bool = False
) -> str | None:
    # Most values are single numbers that fit, and some pictures check thousands of them.
    if isinstance(value, int | float) and abs(value) < 1e15 and fits(value):
        return None
    numbers = _read(value)
    if (
        numbers is None
        or numbers.size == 0
        or not (many or numbers.ndim == 0 or type(value) is tuple)
    ):
        return _shown(value)
    wrong = numbers[~fits(numbers)]
    return f"{wrong.flat[0]:.10g}" if wrong.size else None


def _read(values: ArrayLike) -> NDArray[np.float64] | None:
    """Return an array of numbers, or None for what NumPy would have to guess at."""
    try:
        found = np.asarray(values)
        if values is None or found.dtype.kind not in "biufO":
            return None
        return found.astype(float, copy=False)
    except (TypeError, ValueError, OverflowError):
        return None


def _shown(value: object) -> str:
    """Show a value in one short line."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return " ".join(reprlib.repr(value).split())
