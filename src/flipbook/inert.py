"""Controls that make no difference in some states: found by comparing the states themselves."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

AWAKE, UNEXPLAINED, BECAUSE = 0, 1, 2
"""A control makes a difference; makes none; ``BECAUSE + n``: none while control n stands there."""

Codes = np.ndarray[Any, np.dtype[np.int64]]


def find_inert(looks: Sequence[Hashable], shape: Sequence[int]) -> list[Codes]:
    """Say for each control in which states it makes no difference, and which other wakes it.

    A control makes none where the picture looks the same at all its stops, the other controls
    standing still. The one named as the cause is such that moving it alone makes the control
    matter again; if there are several, one that silences it wherever the others stand.

    Parameters
    ----------
    looks : sequence of hashable
        What can be seen and read in each state, the last control moving fastest; states that look
        the same are equal.
    shape : sequence of int
        How many stops each control has; their product is the number of states.

    Returns
    -------
    list of array
        For each control an array over all states: :data:`AWAKE`, :data:`UNEXPLAINED`, or
        :data:`BECAUSE` plus the number of the control that silences it.
    """
    numbers: dict[Hashable, int] = {}
    seen = np.array([numbers.setdefault(look, len(numbers)) for look in looks], int)
    seen = seen.reshape(tuple(shape))
    return [_codes(seen, axis) for axis in range(len(shape))]


def _codes(seen: Codes, axis: int) -> Codes:
    silent = (seen == seen.take([0], axis)).all(axis, keepdims=True)
    silent = np.broadcast_to(silent, seen.shape)
    codes = np.where(silent, UNEXPLAINED, AWAKE)
    if seen.shape[axis] < 2 or silent.all():
        return codes
    always: list[tuple[int, Any]] = []
    sometimes: list[tuple[int, Any]] = []
    for other in range(seen.ndim):
        if other == axis:
            continue
        wakes = silent & ~silent.all(other, keepdims=True)
        rest = tuple(each for each in range(seen.ndim) if each != other)
        rule = wakes & silent.all(rest, keepdims=True)
        always.append((other, rule))
        sometimes.append((other, wakes))
    for other, where in [*always, *sometimes]:
        codes = np.where((codes == UNEXPLAINED) & where, BECAUSE + other, codes)
    return codes


def pack_inert(
    looks: Sequence[Hashable], shape: Sequence[int], names: Sequence[str]
) -> dict[str, list[int]]:
    """Pack what :func:`find_inert` finds, for JSON: nothing of controls that always matter.

    Parameters
    ----------
    looks, shape
        As for :func:`find_inert`.
    names : sequence of str
        The controls' names.

    Returns
    -------
    dict
        Name -> runs over all states: code, how many states, code, how many …
    """
    return {
        name: _runs(codes)
        for name, codes in zip(names, find_inert(looks, shape), strict=True)
        if codes.any()
    }


def _runs(codes: Codes) -> list[int]:
    groups = itertools.groupby(codes.ravel().tolist())
    return [number for code, run in groups for number in (code, len(list(run)))]
