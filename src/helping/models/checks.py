"""Refuse an impossible value in one sentence that names it and says what to choose instead."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def in_range(name: str, value: float | ArrayLike, low: float, high: float) -> None:
    """Refuse a number, or an array holding a number, outside ``low`` to ``high``.

    Parameters
    ----------
    name : str
        What the value is called; the sentence begins with it.
    value : float or array_like
        Number or numbers to check; not-a-number is refused, infinity only outside the range.
    low, high : float
        Smallest and largest value allowed.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, lambda number: (low <= number) & (number <= high))
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


def finite(name: str, value: float | ArrayLike) -> None:
    """Refuse not-a-number and infinity; parameters as in `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit.
    """
    wrong = _first_wrong(value, np.isfinite)
    if wrong is not None:
        raise ValueError(f"{name} is {wrong}: choose a finite number.")


def whole(name: str, value: float | ArrayLike, low: float, high: float) -> None:
    """Refuse anything but whole numbers from ``low`` to ``high``; parameters as in `in_range`.

    Raises
    ------
    ValueError
        Naming the first value that does not fit; true and false do not.
    """
    wrong = _first_wrong(
        value,
        lambda number: (low <= number) & (number <= high) & (number == np.floor(number)),
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
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}: choose one of {', '.join(map(repr, allowed))}.")


def _first_wrong(value: float | ArrayLike, fits: Callable[[Any], Any]) -> str | None:
    # Most values are single numbers that fit, and some pictures check thousands of them.
    if isinstance(value, int | float) and fits(value):
        return None
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return repr(value)
    wrong = numbers[~fits(numbers)]
    return f"{wrong.flat[0]:.10g}" if wrong.size else None
