"""One client's alliance so far, and the whole courses of the hundred who looked most like it.

Label: *adapted*. Courses are growth curves with noise that carries over, after the usual model of
alliance over time (`helping.models.alliance_shapes`); every size is ours.

What it cannot show: what a client's line would do if the counsellor acted otherwise. Nothing
happens to anyone here; A and B were chosen because they part.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helping.models.alliance_shapes import simulate_ratings
from helping.models.checks import one_of, whole

Floats = NDArray[np.float64]

SESSIONS = 16
ALIKE = 100
"""So many of a crowd are looked at: those most like the client so far."""
CLIENTS = {"A": 3445, "B": 3077, "C": 36}
"""Rows of the simulated people. Of A and B, who begin alike, one returns and one does not."""
CROWDS = ("rises", "stays level", "sinks")
"""What the alliance does on average in the crowd that a client is compared with."""
_SEED, _PEOPLE, _LEVEL = 12, 4000, 4.8


@lru_cache(maxsize=1)
def _clients() -> Floats:
    return simulate_ratings(
        "rising", _PEOPLE, SESSIONS, 0.6, _SEED, spread=1.7, size=1.0, level=4.5
    ).scores


@lru_cache(maxsize=4)
def _crowd(crowd: str) -> Floats:
    shape = "flat" if crowd == "stays level" else "rising"
    scores = simulate_ratings(
        shape, _PEOPLE, SESSIONS, 0.6, _SEED + 1, spread=1.1, size=2.5, level=_LEVEL
    ).scores
    return 2 * _LEVEL - scores if crowd == "sinks" else scores


def course_of(client: str) -> Floats:
    """Return a client's alliance after each of the sixteen sessions.

    Parameters
    ----------
    client : str
        A key of `CLIENTS`.

    Returns
    -------
    array of float
        Points, about 1 to 8.

    Raises
    ------
    ValueError
        If there is no such client.
    """
    one_of("client", client, CLIENTS)
    return _clients()[CLIENTS[client]]


def alike(client: str, now: int, crowd: str) -> Floats:
    """Return the whole courses of the hundred in a crowd most like a client so far.

    Parameters
    ----------
    client : str
        A key of `CLIENTS`.
    now : int
        Number of sessions held, 3 to 15.
    crowd : str
        One of `CROWDS`.

    Returns
    -------
    array of float, shape (100, 16)
        One row a person: those with the least sum of squared differences up to now. Where a
        client's course is rare in the crowd, even the nearest are not very near.

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    one_of("client", client, CLIENTS)
    whole("now", now, 3, SESSIONS - 1)
    one_of("crowd", crowd, CROWDS)
    return _alike(client, now, crowd)


@lru_cache(maxsize=512)
def _alike(client: str, now: int, crowd: str) -> Floats:
    scores, own = _crowd(crowd), course_of(client)
    apart = ((scores[:, :now] - own[:now]) ** 2).sum(axis=1)
    return np.asarray(scores[np.argpartition(apart, ALIKE)[:ALIKE]])
