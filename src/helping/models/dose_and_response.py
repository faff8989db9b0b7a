"""Sessions and improvement: the dose curve, and what a stopping rule does to it.

Label: *toy* for the clients, tuned to one published row. The curve is an exact formula, the probit
of Howard, Kopta, Krause and Orlinsky (1986), https://doi.org/10.1037/0003-066X.41.2.159, laid
through two printed points (rows dose_8 and dose_26 of the table of figures). The points between and
beyond are computed and are not the published curve: after one session ours has 12 of 100 improved,
where about 25 were printed. Clients who stop when they are well enough follow the idea of Barkham
et al. (2006), https://doi.org/10.1037/0022-006X.74.1.160; all their sizes are ours, and their curve
was tuned to fall about as far as the published one (row gel_2006).

What it cannot show: that sessions heal. The dose curve counts people, and those who had many
sessions are not those who had few. In the second model every client changes at a pace of their
own, sessions do nothing beyond letting time pass, and drop-outs are left out as in the study. The
published fall is nearly a straight line; ours is bent (it stays high, then drops).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from helping.models.checks import above, finite, flag, generator, in_range, of_class, one_of, whole

Floats = NDArray[np.float64]

HIGHEST = 40.0
"""Highest score of the form, in points; the lowest is 0."""
RULES = ("nobody stops", "by chance", "good enough")


@dataclass(frozen=True)
class DoseCurve:
    """Share improved after n sessions: ``Phi(intercept + slope * ln n)``.

    Attributes
    ----------
    intercept, slope : float
        Of the probit on the natural logarithm of sessions; any finite number, and above 0.
    """

    intercept: float
    slope: float

    def __post_init__(self) -> None:
        finite("intercept", self.intercept)
        finite("slope", self.slope)
        above("slope", self.slope, 0)

    @property
    def spread(self) -> float:
        """Standard deviation, between people, of the logarithm of the sessions they need."""
        return 1 / self.slope

    def improved(self, sessions: ArrayLike) -> Floats:
        """Return the share of people improved after so many sessions.

        Parameters
        ----------
        sessions : array_like
            0.01 to 10,000.

        Returns
        -------
        array of float
            0 to 1.

        Raises
        ------
        ValueError
            If a number of sessions is out of range.
        """
        in_range("sessions", sessions, 0.01, 10_000, many=True)
        return np.asarray(norm.cdf(self.intercept + self.slope * np.log(sessions)))[()]

    def sessions_for(self, share: float) -> float:
        """Return after how many sessions this share of people has improved.

        Parameters
        ----------
        share : float
            0.001 to 0.999.

        Returns
        -------
        float
            Not rounded.

        Raises
        ------
        ValueError
            If `share` is out of range.
        """
        in_range("share", share, 0.001, 0.999)
        return math.exp((float(norm.ppf(share)) - self.intercept) / self.slope)


def through_two_points(first: tuple[float, float], second: tuple[float, float]) -> DoseCurve:
    """Lay the dose curve through two points, such as the printed ones of Howard et al. (1986).

    Parameters
    ----------
    first, second : tuple of float
        Sessions (0.01 to 10,000) and share improved by then (0.001 to 0.999); the second must
        have more of both.

    Returns
    -------
    DoseCurve

    Raises
    ------
    ValueError
        If a number is out of range or the second point does not lie higher and later.
    """
    for name, point in (("first", first), ("second", second)):
        if not isinstance(point, tuple | list) or len(point) != 2:
            raise ValueError(f"{name} is not a pair: choose sessions and share improved by then.")
        in_range(f"sessions of {name}", point[0], 0.01, 10_000)
        in_range(f"share of {name}", point[1], 0.001, 0.999)
    if not (second[0] > first[0] and second[1] > first[1]):
        raise ValueError(
            f"second is {second[1]:g} at session {second[0]:g}: choose a later and higher point "
            f"than {first[1]:g} at session {first[0]:g}."
        )
    low, high = float(norm.ppf(first[1])), float(norm.ppf(second[1]))
    slope = (high - low) / math.log(second[0] / first[0])
    return DoseCurve(low - slope * math.log(first[0]), slope)


@dataclass(frozen=True)
class Clients:
    """Simulated clients, each followed for the same number of sessions whether they stay or not.

    Attributes
    ----------
    distress : array of float
        One row a client, one column an occasion; column 0 is intake, column n is session n.
        Points as on CORE-10, 0 to 40.
    well_enough : array of bool
        One row a client, one column a session (1 to the last): below the cut-off and reliably
        better than at intake.
    """

    distress: Floats
    well_enough: NDArray[np.bool_]


def simulate_clients(
    clients: int,
    rng: np.random.Generator | int,
    *,
    sessions: int = 12,
    start: float = 23.0,
    start_sd: float = 6.5,
    pace: float = 1.55,
    pace_spread: float = 1.15,
    noise: float = 1.0,
    cut: float = 11.0,
    reliable: float = 6.0,
) -> Clients:
    """Simulate clients who get better at very different paces.

    Parameters
    ----------
    clients : int
        1 to 100,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    sessions : int
        1 to 100.
    start, start_sd : float
        Distress at intake, 0 to 40 points, and its spread, 0 to 20; nobody starts below `cut`.
    pace : float
        Points by which the middle client falls per session, 0.01 to 10.
    pace_spread : float
        Standard deviation of the logarithm of the pace, 0 to 3.
    noise : float
        Standard deviation of a score round the client's line, 0 to 10 points.
    cut, reliable : float
        Cut-off and reliable change, 0 to 40 points (CORE-10: 11 and 6).

    Returns
    -------
    Clients

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 1, 100_000)
    whole("sessions", sessions, 1, 100)
    in_range("start", start, 0, 40)
    in_range("start_sd", start_sd, 0, 20)
    in_range("pace", pace, 0.01, 10)
    in_range("pace_spread", pace_spread, 0, 3)
    in_range("noise", noise, 0, 10)
    in_range("cut", cut, 0, 40)
    in_range("reliable", reliable, 0, 40)
    # The part of the normal distribution above the cut-off; 1e-12 keeps the tail finite.
    below = float(norm.cdf((cut - start) / max(start_sd, 1e-9)))
    rank = below + (1 - below) * rng.random(clients)
    first = start + start_sd * norm.ppf(np.clip(rank, 1e-12, 1 - 1e-12))
    first = np.clip(first, cut, HIGHEST)
    own_pace = pace * np.exp(pace_spread * rng.standard_normal(clients))
    line = first[:, None] - own_pace[:, None] * np.arange(1, sessions + 1)
    score = np.clip(line + noise * rng.standard_normal(line.shape), 0, HIGHEST)
    well = (score < cut) & (first[:, None] - score >= reliable)
    return Clients(np.column_stack([first, score]), well)


def at_most(clients: Clients, sessions: int) -> Clients:
    """Return the same clients, followed for fewer sessions.

    Parameters
    ----------
    clients : Clients
        From `simulate_clients`.
    sessions : int
        1 to the number of sessions they were followed for.

    Returns
    -------
    Clients

    Raises
    ------
    ValueError
        If `sessions` is out of range.
    """
    of_class("clients", clients, Clients)
    whole("sessions", sessions, 1, clients.well_enough.shape[1])
    return Clients(clients.distress[:, : sessions + 1], clients.well_enough[:, :sessions])


@dataclass(frozen=True)
class ByLength:
    """What a study sees that sorts clients by how many sessions they had.

    Attributes
    ----------
    sessions : array of int
        1 to the last.
    well_enough : array of float
        Of those who ended after so many sessions, the share who ended well enough (reliable and
        clinically significant improvement), 0 to 1. With "nobody stops": of everybody.
    ended : array of float
        Share of all clients who ended after so many sessions, 0 to 1; 0 if nobody stops, except
        in the last session where `all_end` was set.
    """

    sessions: NDArray[np.int_]
    well_enough: Floats
    ended: Floats

    @property
    def trend(self) -> float:
        """Correlation of the number of sessions with the share well enough."""
        return float(np.corrcoef(self.sessions, self.well_enough)[0, 1])

    @property
    def of_all(self) -> float:
        """Share of all clients, not only of those who ended, that ended well enough."""
        return float(self.ended @ self.well_enough)


def by_length(
    clients: Clients,
    rule: str = "good enough",
    *,
    ends_when_well: float = 0.6,
    ends_otherwise: float = 0.003,
    growth: float = 1.35,
    ends_by_chance: float = 0.1,
    all_end: bool = False,
) -> ByLength:
    """Sort the same clients by length of treatment, under one rule of ending.

    Shares are expected values over endings (no further chance).

    Parameters
    ----------
    clients : Clients
        From `simulate_clients`.
    rule : str
        "nobody stops": all are measured at every session. "by chance": everyone ends with the
        same chance a session, whatever their state. "good enough": a planned ending is likely
        once a client is well enough, and otherwise slowly becomes less unlikely.
    ends_when_well : float
        Chance per session to end when well enough, 0.01 to 1.
    ends_otherwise : float
        Chance in the first session to end when not, 0.0001 to 1.
    growth : float
        Factor by which that grows from session to session, 1 to 3, up to certainty.
    ends_by_chance : float
        Chance per session under "by chance", 0.01 to 1.
    all_end : bool
        Whether whoever is still there at the last session ends then, well enough or not, as
        where a service sets a limit (see `at_most`).

    Returns
    -------
    ByLength

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    of_class("clients", clients, Clients)
    one_of("rule", rule, RULES)
    in_range("ends_when_well", ends_when_well, 0.01, 1)
    in_range("ends_otherwise", ends_otherwise, 0.0001, 1)
    in_range("growth", growth, 1, 3)
    in_range("ends_by_chance", ends_by_chance, 0.01, 1)
    flag("all_end", all_end)
    well = clients.well_enough
    count, sessions = well.shape
    numbers = np.arange(1, sessions + 1)
    if rule == "nobody stops":
        at_the_end = (numbers == sessions) * float(all_end)
        return ByLength(numbers, well.mean(axis=0), at_the_end)
    if rule == "by chance":
        chance = np.full((count, sessions), ends_by_chance)
    else:
        otherwise = np.minimum(1.0, ends_otherwise * growth ** (numbers - 1.0))
        chance = np.where(well, ends_when_well, otherwise)
    if all_end:
        chance[:, -1] = 1.0
    still_there = np.cumprod(np.column_stack([np.ones(count), 1 - chance[:, :-1]]), axis=1)
    ending = still_there * chance
    total = ending.sum(axis=0)
    share = np.divide((ending * well).sum(axis=0), total, out=np.zeros(sessions), where=total > 0)
    return ByLength(numbers, share, total / count)


def files_of_a_service(rule: str, limit: int, pace: float, differ: float) -> ByLength:
    """Sort four thousand simulated clients of a service by length of counselling.

    Parameters
    ----------
    rule : str
        Who stops when: one of `RULES`.
    limit : int
        Most sessions that the service allows, 1 to 12; 0 for none.
    pace : float
        Points by which the middle client falls per session, 0.01 to 10.
    differ : float
        How much clients differ in pace (standard deviation of its logarithm), 0 to 3.

    Returns
    -------
    ByLength
        Always of the same clients.

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    one_of("rule", rule, RULES)
    whole("limit", limit, 0, 12)
    in_range("pace", pace, 0.01, 10)
    in_range("differ", differ, 0, 3)
    clients = _clients_of_a_service(pace, differ)
    if limit == 0:
        return by_length(clients, rule, all_end=rule == RULES[0])
    return by_length(at_most(clients, limit), rule, all_end=True)


@lru_cache(maxsize=16)
def _clients_of_a_service(pace: float, differ: float) -> Clients:
    return simulate_clients(4000, 1, sessions=12, pace=pace, pace_spread=differ)
