"""What pictures share: numbers as the field writes them, labels that keep apart, bare axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes


def correlation(value: float, digits: int = 2, plus: bool = False) -> str:
    """Write a correlation as the field does: .66, −.04, 1; never minus nought.

    Parameters
    ----------
    value : float
        −1 to 1.
    digits : int
        Decimals kept, at least 1.
    plus : bool
        Whether a positive value carries its sign, as a path does.
    """
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text[1:]
    sign = "−" if value < 0 else "+" if plus else ""
    return sign + ("1" if float(text) == 1 else text[1:])


def signed(value: float, digits: int = 1, *, plus: bool = False) -> str:
    """Write a number with a true minus, never minus nought, and if wished with its plus."""
    rounded = round(value, digits) + 0.0
    sign = "+" if plus and rounded > 0 else ""
    return f"{sign}{rounded:.{digits}f}".replace("-", "−")


def per_cent(share: float) -> str:
    """Write a share from 0 to 1 in whole per cent, in words."""
    return f"{100 * share:.0f} per cent"


def spread_out(
    wanted: Sequence[float], gap: float, low: float = -np.inf, high: float = np.inf
) -> list[float]:
    """Move labels as little as need be, until none stands closer than `gap` to the next.

    Parameters
    ----------
    wanted : sequence of float
        Where each label would like to stand.
    gap : float
        The least distance between two.
    low, high : float
        Where the lowest and the highest may stand.

    Returns
    -------
    list of float
        In the order of `wanted`.
    """
    order = np.argsort(wanted, kind="stable")
    placed = np.clip(np.asarray(wanted, dtype=float)[order], low, high)
    for _ in range(40):  # both of a pair give way
        for lower in range(len(placed) - 1):
            lack = gap - (placed[lower + 1] - placed[lower])
            if lack > 0:
                placed[lower] -= lack / 2
                placed[lower + 1] += lack / 2
    steps = gap * np.arange(len(placed))
    placed = np.maximum.accumulate(np.maximum(placed, low) - steps) + steps
    placed = np.minimum.accumulate((np.minimum(placed, high) - steps)[::-1])[::-1] + steps
    result = np.empty_like(placed)
    result[order] = placed
    return [float(place) for place in result]


def without_axes(axes: Axes, *sides: str) -> None:
    """Take away the lines of the named sides (left and bottom unless told), and their ticks."""
    for side in sides or ("left", "bottom"):
        axes.spines[side].set_visible(False)
        (axes.yaxis if side in ("left", "right") else axes.xaxis).set_tick_params(length=0)


def hundred_cells(first: int, last: int) -> tuple[list[int], list[int]]:
    """Outline cells of a square of ten by ten, read like a page.

    Parameters
    ----------
    first, last : int
        From which cell, and up to which, not included; 0 to 100.

    Returns
    -------
    tuple of two lists of int
        Corners, always eight.
    """
    up, left = 10 - first // 10, first % 10
    down, right = 10 - last // 10, last % 10
    if first // 10 == last // 10:
        x = [left, right, right, right, right, left, left, left]
        y = [up, up, up, up - 1, up - 1, up - 1, up - 1, up]
    else:
        foot = down - (right > 0)
        x = [left, 10, 10, right, right, 0, 0, left]
        y = [up, up, down, down, foot, foot, up - 1, up - 1]
    return x, y


def _lines() -> tuple[list[float], list[float]]:
    x: list[float] = []
    y: list[float] = []
    for line in range(1, 10):
        x += [line, line, float("nan"), 0, 10, float("nan")]
        y += [0, 10, float("nan"), line, line, float("nan")]
    return x, y


HUNDRED_LINES = _lines()
"""The inner lines of a square of ten by ten, as one path: people that one can count."""


def whole_numbers(shares: Sequence[float], total: int) -> list[int]:
    """Round to whole numbers that still add up to a total, by largest remainder.

    Parameters
    ----------
    shares : sequence of float
        0 or more, adding up to about the total.
    total : int
        What the whole numbers are to add up to.
    """
    floors = [int(share) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda j: floors[j] - shares[j])
    for j in by_rest[: total - sum(floors)]:
        floors[j] += 1
    return floors
