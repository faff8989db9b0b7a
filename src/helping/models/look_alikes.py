"""One client's alliance so far, and the whole courses of the hundred who looked most like it.

Label: *adapted*. Courses are those of the usual multilevel model of ratings over time: each person
has an own level and an own straight line (random intercept and slope), and ratings scatter round it
with days that carry over (autoregressive residuals; Hamaker and Grasman, 2014,
https://doi.org/10.3389/fpsyg.2014.01492, discuss it). Every size is ours. Scores stay on a form
from 1 to 9.

What it cannot show: what a client's line would do if the counsellor acted otherwise. Nothing
happens to anyone here; A and B were chosen because they part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helping.models.checks import one_of, whole

Floats = NDArray[np.float64]

SESSIONS = 16
ALIKE = 100
"""So many of a crowd are looked at: those most like the client so far."""
CLIENTS = {"A": 1417, "B": 2183, "C": 2}
"""Rows of the simulated people. Of A and B, who come the same way, one returns and one does not."""
CROWDS = ("rises", "stays level", "sinks")
"""What the alliance does on average in the crowd that a client is compared with."""
LOWEST, HIGHEST = 1.0, 9.0
_SEED, _PEOPLE, _LEVEL = 12, 4000, 5.2
_LEVELS, _SLOPES, _DAYS, _CARRIES_OVER, _MEAN_CHANGE = 1.0, 1.2, 0.9, 0.5, 1.6


@dataclass(frozen=True)
class Courses:
    """Courses of people: their own straight lines, and what they rated.

    Attributes
    ----------
    lines, scores : array of float, shape (people, 16)
        Points. Scores are lines plus days, kept on the form.
    """

    lines: Floats
    scores: Floats


@lru_cache(maxsize=8)
def _courses(crowd: str, seed: int) -> Courses:
    rng = np.random.default_rng(seed)
    level, slope = rng.standard_normal((2, _PEOPLE, 1))
    time = np.linspace(-0.5, 0.5, SESSIONS)
    mean = {"rises": _MEAN_CHANGE, "stays level": 0.0, "sinks": -_MEAN_CHANGE}[crowd]
    lines = _LEVEL + _LEVELS * level + (_SLOPES * slope + mean) * time
    fresh = _DAYS * rng.standard_normal((_PEOPLE, SESSIONS))
    days = fresh.copy()
    for session in range(1, SESSIONS):
        news = np.sqrt(1 - _CARRIES_OVER**2) * fresh[:, session]
        days[:, session] = _CARRIES_OVER * days[:, session - 1] + news
    return Courses(lines, np.clip(lines + days, LOWEST, HIGHEST))


def course_of(client: str) -> Floats:
    """Return a client's alliance after each of the sixteen sessions.

    Parameters
    ----------
    client : str
        A key of `CLIENTS`.

    Returns
    -------
    array of float
        Points, 1 to 9.

    Raises
    ------
    ValueError
        If there is no such client.
    """
    one_of("client", client, CLIENTS)
    return np.asarray(_courses("stays level", _SEED).scores[CLIENTS[client]])


def alike(client: str, now: int, crowd: str, draw: int = 0) -> Courses:
    """Return the whole courses of the hundred in a crowd most like a client so far.

    Parameters
    ----------
    client : str
        A key of `CLIENTS`.
    now : int
        Number of sessions held, 3 to 15.
    crowd : str
        One of `CROWDS`.
    draw : int
        Another crowd of four thousand of the same kind, 0 to 1,000.

    Returns
    -------
    Courses
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
    whole("draw", draw, 0, 1000)
    return _alike(client, now, crowd, draw)


@lru_cache(maxsize=512)
def _alike(client: str, now: int, crowd: str, draw: int) -> Courses:
    everyone, own = _courses(crowd, _SEED + 1 + draw), course_of(client)
    apart = ((everyone.scores[:, :now] - own[:now]) ** 2).sum(axis=1)
    nearest = np.argpartition(apart, ALIKE)[:ALIKE]
    return Courses(everyone.lines[nearest], everyone.scores[nearest])


def parts_of_the_change(client: str, now: int, crowd: str) -> tuple[float, float]:
    """Split the mean change of the hundred, from now to the end, into its two parts.

    Parameters
    ----------
    client, now, crowd
        As for :func:`alike`.

    Returns
    -------
    tuple of float
        Points that come from their own lines, and points that come from days passing (what is left,
        the edge of the form included). They add up to the mean change of their scores.

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    hundred = alike(client, now, crowd)
    whole_change = float((hundred.scores[:, -1] - hundred.scores[:, now - 1]).mean())
    line = float((hundred.lines[:, -1] - hundred.lines[:, now - 1]).mean())
    return line, whole_change - line
