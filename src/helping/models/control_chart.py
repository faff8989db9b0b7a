"""A control chart for one client's alliance, and how often it sees a rupture that never was.

Label: measured for the chart, the standard individuals chart of statistical process control, which
Eubanks-Carter, Gorman and Muran (2012, doi:10.1080/10503307.2012.693772) brought to alliance
ratings; toy for the simulated clients on whom its false alarms are counted. The cut-offs used by
later studies of ruptures are not those of this module.

The centre is the client's own mean; the spread is judged from the mean size of the steps from one
session to the next (the moving range), so that one bad session hardly widens the limits.
Sessions below the lower limit are flagged. The chart takes ratings to be independent; where they
carry over from week to week, steps are too small, limits too narrow and flags too many.

What it cannot show: whether a flagged session held a rupture; ruptures that are not rated; a slow
decline, which moves the centre along; and, in the simulated clients, a ceiling of the scale.

Waits for chapter 15, where ruptures are found in a noisy series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.alliance_shapes import autocorrelated_noise
from helping.models.checks import flag, in_range, whole

Floats = NDArray[np.float64]

RANGES = {2: 1.77, 3: 2.66}
"""Mean moving ranges from centre to limit, for limits of two and of three standard deviations."""


@dataclass(frozen=True)
class Chart:
    """Control charts, one a client; the last axis is sessions.

    Attributes
    ----------
    scores : array
        The ratings.
    centre, lower, upper : array
        Mean and limits, one a client.
    flagged : array of bool
        Which sessions lie below the lower limit.
    """

    scores: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    flagged: NDArray[np.bool_]


def individuals_chart(scores: ArrayLike, sigmas: int = 3) -> Chart:
    """Draw the individuals chart of one client or of many.

    Parameters
    ----------
    scores : array_like
        Ratings, -1,000 to 1,000; the last axis is sessions, at least 3.
    sigmas : int
        Distance of the limits, 2 or 3 standard deviations.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If a rating or the distance is out of range, or there are fewer than 3 sessions.
    """
    whole("Distance of the limits", sigmas, 2, 3)
    ratings = _ratings(scores)
    centre = ratings.mean(axis=-1)
    reach = RANGES[sigmas] * np.abs(np.diff(ratings, axis=-1)).mean(axis=-1)
    lower, upper = centre - reach, centre + reach
    # Equal ratings have no spread; a rounding error of the mean must not flag them.
    flagged = ratings < lower[..., None] - 1e-9
    return Chart(ratings, centre, lower, upper, flagged)


def detrend(scores: ArrayLike) -> Floats:
    """Take a straight trend out of each client's ratings, keeping the mean.

    Parameters
    ----------
    scores : array_like
        Ratings, -1,000 to 1,000; the last axis is sessions, at least 3.

    Returns
    -------
    array
    """
    ratings = _ratings(scores)
    time = np.arange(ratings.shape[-1]) - (ratings.shape[-1] - 1) / 2
    slope = ratings @ time / (time @ time)
    return ratings - slope[..., None] * time


def false_alarms(
    rng: np.random.Generator | int,
    *,
    sessions: int = 16,
    carry_over: float = 0.3,
    sigmas: int = 3,
    growth: float = 0.0,
    noise: float = 1.0,
    detrended: bool = False,
    clients: int = 10_000,
) -> float:
    """Return the share of clients with at least one flag though no rupture ever happened.

    Parameters
    ----------
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    sessions : int
        Number of sessions, 3 to 100.
    carry_over : float
        Correlation of one session's rating with the next, 0 to 0.95.
    sigmas : int
        Distance of the limits, 2 or 3.
    growth : float
        Steady growth of the alliance, -1 to 1 points a session.
    noise : float
        Standard deviation of a rating within a client, 0.01 to 10 points.
    detrended : bool
        Whether a straight trend is taken out first.
    clients : int
        Number of simulated clients, 1 to 100,000.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Growth", growth, -1, 1)
    in_range("Noise", noise, 0.01, 10)
    flag("detrended", detrended)
    ratings = noise * _uneventful(rng, clients, sessions, carry_over) + growth * np.arange(sessions)
    chart = individuals_chart(detrend(ratings) if detrended else ratings, sigmas)
    return float(chart.flagged.any(axis=-1).mean())


def dips_found(
    depth: float,
    rng: np.random.Generator | int,
    *,
    sessions: int = 16,
    carry_over: float = 0.3,
    sigmas: int = 3,
    clients: int = 10_000,
) -> float:
    """Return how often a real dip of one session in mid-course is flagged.

    Parameters
    ----------
    depth : float
        Depth of the dip in standard deviations within a client, 0 to 20.
    rng, sessions, carry_over, sigmas, clients
        As in `false_alarms`.

    Returns
    -------
    float
        Share of the dips, 0 to 1, that lie below the lower limit.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Depth", depth, 0, 20)
    ratings = _uneventful(rng, clients, sessions, carry_over)
    ratings[:, sessions // 2] -= depth
    return float(individuals_chart(ratings, sigmas).flagged[:, sessions // 2].mean())


def _ratings(scores: ArrayLike) -> Floats:
    in_range("A rating", scores, -1000, 1000, many=True)
    ratings = np.asarray(scores, dtype=float)
    whole("Number of sessions", ratings.shape[-1] if ratings.ndim else 0, 3, 100_000)
    return ratings


def _uneventful(
    rng: np.random.Generator | int, clients: int, sessions: int, carry_over: float
) -> Floats:
    whole("Number of clients", clients, 1, 100_000)
    whole("Number of sessions", sessions, 3, 100)
    in_range("Carry-over", carry_over, 0, 0.95)
    return autocorrelated_noise(clients, sessions, carry_over, rng)
