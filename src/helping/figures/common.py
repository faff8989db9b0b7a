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


def signed(value: float, digits: int = 1) -> str:
    """Write a number with a true minus, never minus nought."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


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
