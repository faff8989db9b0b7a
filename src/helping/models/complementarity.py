"""Complementarity: warmth invites warmth, and taking the lead invites following.

Label: toy. The idea is that of the interpersonal circle: affiliation tends to be answered in kind
and dominance with its opposite. Sadler, Ethier, Gunn, Duong and Woody (2009, doi:10.1037/a0016232)
found it moment by moment in 50 pairs: affiliation moved in step, dominance in turn, in a rhythm
that the two shared. The equations here are ours and nothing is fitted to those pairs: each person
swings about an own level, pushed by chance and pulled towards the other's present position
(affiliation) or its mirror image (dominance)::

    x1'' = -2 d w x1' - w**2 x1 + k w**2 (s x2 - x1) + chance,   s = 1 affiliation, -1 dominance

and the same for x2. Derived: the two correlate at ``s * k / (1 + k)`` whatever the tempo ``w`` and
the damping ``d``.

*Coherence* says how far two series share their rhythm, from 0 to 1, by Welch's method. It is above
0 for strangers too: with few segments, far above. So none may be reported without its floor.

What it cannot show: what is said or felt; that people differ in how much they insist on a position;
overall levels, which coherence ignores (two may be perfectly in rhythm, one warm, one cold); who
moves whom. Complementary is not the same as helpful: a counsellor who always follows the pull
confirms what the client expects.

Waits for chapter 16 and 17, the dance and the system.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, signal

from helping.models.checks import MOST, generator, in_range, numbers, one_of, whole

Floats = NDArray[np.float64]

AXES = {"affiliation": 1, "dominance": -1}
"""The two axes of the interpersonal circle, and whether they are answered in kind or in reverse."""


@dataclass(frozen=True)
class Moves:
    """Positions of two people on one axis; leading axis is pairs, last axis is moments.

    Attributes
    ----------
    time : array
        Seconds.
    first, second : array, shape (pairs, moments)
        Positions about each person's own level; without coupling their spread is 1.
    """

    time: Floats
    first: Floats
    second: Floats


@dataclass(frozen=True)
class Rhythm:
    """How far two people share a rhythm; one value a pair.

    Attributes
    ----------
    coherence : array
        0 to 1, averaged over frequencies with the two powers as weights.
    phase : array
        By how many degrees the second comes later, above -180 to 180; near 0 in step, near 180
        in turn, without meaning where coherence is near its floor.
    correlation : array
        Plain correlation, -1 to 1.
    """

    coherence: Floats
    phase: Floats
    correlation: Floats


def expected_correlation(axis: str, coupling: float) -> float:
    """Return the correlation of two people on an axis, in the long run.

    Parameters
    ----------
    axis : str
        "affiliation" or "dominance".
    coupling : float
        Pull of the other relative to the pull of the own level, 0 to 10.

    Returns
    -------
    float
        -1 to 1.

    Raises
    ------
    ValueError
        If the axis is unknown or the coupling out of range.
    """
    one_of("Axis", axis, AXES)
    in_range("Coupling", coupling, 0, 10)
    return AXES[axis] * coupling / (1 + coupling)


def interact(
    axis: str,
    coupling: float,
    rng: np.random.Generator | int,
    *,
    pairs: int = 1,
    moments: int = 1200,
    step: float = 0.5,
    period: float = 30.0,
    damping: float = 0.15,
) -> Moves:
    """Let pairs of people respond to each other on one axis (exact at every moment).

    Parameters
    ----------
    axis : str
        "affiliation" or "dominance".
    coupling : float
        As in `expected_correlation`.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    pairs : int
        Number of pairs, 1 to 10,000.
    moments : int
        Number of moments, 2 to 100,000.
    step : float
        Seconds from one moment to the next, 0.05 to 10.
    period : float
        Seconds of a full swing of someone alone, 2 to 600.
    damping : float
        How soon a swing dies out, 0.02 to 0.9.

    Returns
    -------
    Moves

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    one_of("Axis", axis, AXES)
    in_range("Coupling", coupling, 0, 10)
    whole("Number of pairs", pairs, 1, 10_000)
    whole("Number of moments", moments, 2, 100_000)
    whole("Pairs times moments", pairs * moments, 2, MOST)
    in_range("Step", step, 0.05, 10)
    in_range("Period", period, 2, 600)
    in_range("Damping", damping, 0.02, 0.9)
    # In units of 1/w for time, so that all entries are of like size.
    answer = AXES[axis] * coupling
    law = np.array(
        [
            [0, 1, 0, 0],
            [-(1 + coupling), -2 * damping, answer, 0],
            [0, 0, 0, 1],
            [answer, 0, -(1 + coupling), -2 * damping],
        ]
    )
    # Pushes of this size give someone alone a spread of 1.
    settled = linalg.solve_continuous_lyapunov(law, -np.diag([0, 1, 0, 1]) * 4 * damping)
    move = linalg.expm(law * 2 * np.pi * step / period)
    push = _root(settled - move @ settled @ move.T)
    chance = generator(rng)
    now = chance.standard_normal((pairs, 4)) @ _root(settled).T
    course = np.empty((2, pairs, moments))
    for moment in range(moments):
        course[:, :, moment] = now[:, [0, 2]].T
        now = now @ move.T + chance.standard_normal((pairs, 4)) @ push.T
    return Moves(step * np.arange(moments, dtype=float), course[0], course[1])


def rhythm(first: ArrayLike, second: ArrayLike, *, segment: int = 240) -> Rhythm:
    """Measure how far two people share a rhythm.

    Parameters
    ----------
    first, second : array_like, shape (moments,) or (pairs, moments)
        Positions at equal steps, finite, of the same shape.
    segment : int
        Moments in a segment, 8 or more; half-overlapping segments are averaged, and there must be
        at least 3, since one segment alone always has coherence 1.

    Returns
    -------
    Rhythm

    Raises
    ------
    ValueError
        If the tables do not match or are too short, or somebody does not move at all.
    """
    one, two = numbers("first", first), numbers("second", second)
    if one.shape != two.shape or one.ndim not in (1, 2) or 0 in one.shape:
        raise ValueError(
            f"The tables have shapes {one.shape} and {two.shape}: choose two equal ones."
        )
    whole("Moments in a segment", segment, 8, one.shape[-1] // 2)
    if not np.all(np.isfinite(one) & np.isfinite(two)):
        raise ValueError("The tables have gaps: choose finite numbers.")
    if min(np.ptp(one, axis=-1).min(), np.ptp(two, axis=-1).min()) == 0:
        raise ValueError("Somebody never moves: choose people who do, or leave that pair out.")
    how = {"nperseg": segment, "axis": -1}
    power_one, power_two = signal.welch(one, **how)[1], signal.welch(two, **how)[1]
    cross = signal.csd(one, two, **how)[1]
    shared = np.abs(cross) ** 2 / np.maximum(power_one * power_two, 1e-300)
    # Each person counts the same, however large their movements.
    weight = power_one / power_one.sum(-1, keepdims=True)
    weight = weight + power_two / power_two.sum(-1, keepdims=True)
    centred_one, centred_two = one - one.mean(-1, keepdims=True), two - two.mean(-1, keepdims=True)
    size = np.sqrt((centred_one**2).sum(-1) * (centred_two**2).sum(-1))
    return Rhythm(
        coherence=np.asarray((shared * weight).sum(-1) / weight.sum(-1)),
        # The sign makes a second person who comes later positive.
        phase=np.asarray(-np.degrees(np.angle(cross.sum(-1)))),
        correlation=np.asarray((centred_one * centred_two).sum(-1) / size),
    )


def coherence_floor(
    rng: np.random.Generator | int, *, segment: int = 240, pairs: int = 200, moments: int = 1200
) -> float:
    """Return the mean coherence of people who do not respond to each other at all.

    Parameters
    ----------
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    segment : int
        As in `rhythm`.
    pairs, moments : int
        As in `interact`.

    Returns
    -------
    float
        0 to 1; higher for fewer and longer segments.
    """
    alone = interact("affiliation", 0.0, rng, pairs=pairs, moments=moments)
    return float(rhythm(alone.first, alone.second, segment=segment).coherence.mean())


def complement(affiliation: ArrayLike, dominance: ArrayLike) -> tuple[Floats, Floats]:
    """Return the position that the circle expects in reply: as warm, and the other way about lead.

    Parameters
    ----------
    affiliation, dominance : array_like
        Position of one person, each -1,000 to 1,000.

    Returns
    -------
    tuple of two arrays
        Affiliation and dominance of the reply that complements it.
    """
    in_range("Affiliation", affiliation, -1000, 1000, many=True)
    in_range("Dominance", dominance, -1000, 1000, many=True)
    return np.asarray(affiliation, dtype=float), -np.asarray(dominance, dtype=float)


def _root(covariance: Floats) -> Floats:
    """Return a matrix whose square is the covariance, also where that is all but singular."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return vectors * np.sqrt(np.maximum(values, 0))
