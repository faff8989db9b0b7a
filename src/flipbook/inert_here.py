"""Controls that make no difference in one state, where not all states have been drawn: live."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence

from flipbook.inert import AWAKE, BECAUSE, UNEXPLAINED

Stops = tuple[int, ...]

MOST_LOOKS = 120
"""So many states are looked at to judge one; what is not settled by then is left unsaid."""


async def inert_at(
    here: Stops, shape: Sequence[int], look: Callable[[Stops], Awaitable[int]]
) -> list[int]:
    """Say for each control whether it makes a difference in one state, and which other wakes it.

    A control is called idle only once the state has been compared with those at all its other
    stops. A neighbour that looks different settles that it is not, so most controls cost one look.
    The cause is a control such that moving it alone, to some stop, makes the idle one matter; there
    the idle one is tried at the stops beside it and at its ends. Of several causes the first found
    is named, where :func:`flipbook.inert.find_inert`, which has all states,
    prefers one that holds wherever the others stand.

    Parameters
    ----------
    here : tuple of int
        The stop at which each control stands.
    shape : sequence of int
        How many stops each control has.
    look : callable
        Draws a state, given its stops, and answers with a number, equal for what looks the same.
        It is asked for at most :data:`MOST_LOOKS` states.

    Returns
    -------
    list of int
        For each control a code of :mod:`flipbook.inert`.
    """
    seen: dict[Stops, int] = {}

    async def same(one: Stops, other: Stops) -> bool:
        for stops in (one, other):
            if stops not in seen:
                if len(seen) >= MOST_LOOKS:
                    raise _EnoughError
                seen[stops] = await look(stops)
        return seen[one] == seen[other]

    codes = [AWAKE] * len(shape)
    try:
        for axis in range(len(shape)):
            for beside in _others(here, shape, axis):
                if not await same(here, beside):
                    break
            else:
                codes[axis] = UNEXPLAINED
        for axis, code in enumerate(codes):
            if code == UNEXPLAINED and shape[axis] > 1:
                codes[axis] = await _cause(here, shape, axis, same)
    except _EnoughError:
        pass
    return codes


class _EnoughError(Exception):
    """So many states have been looked at that the rest is left unsaid."""


async def _cause(
    here: Stops,
    shape: Sequence[int],
    idle: int,
    same: Callable[[Stops, Stops], Awaitable[bool]],
) -> int:
    """Return the code of an idle control: which other, moved alone, makes it matter."""
    for other in range(len(shape)):
        if other == idle:
            continue
        for moved in _others(here, shape, other):
            for beside in itertools.islice(_others(moved, shape, idle), 4):
                if not await same(moved, beside):
                    return BECAUSE + other
    return UNEXPLAINED


def _others(here: Stops, shape: Sequence[int], axis: int) -> Iterator[Stops]:
    """Go to all other stops of one control: first those beside this one, then both ends."""
    now, last = here[axis], shape[axis] - 1
    first = [stop for stop in (now + 1, now - 1, last, 0) if 0 <= stop <= last]
    for stop in dict.fromkeys([*first, *range(last + 1)]):
        if stop != now:
            yield (*here[:axis], stop, *here[axis + 1 :])
