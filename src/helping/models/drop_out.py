"""Who leaves, and when: a chance of dropping out in every session, tied to the first alliance.

Label: *adapted*. Two figures that are passed in are met exactly, by solving for them: the share of
clients who drop out (published by Swift and Greenberg, 2012, https://doi.org/10.1037/a0028226; row
dropout_2012 of the table of figures), and by how much lower their alliance was than the others'
(Sharf, Primavera and Diener, 2010, https://doi.org/10.1037/a0021175; row dropout_alliance). The
form (a logistic chance per session, highest at the start and fading), the number of sessions and
the part of met expectations are ours.

What it cannot show: why anyone leaves. A low first alliance *goes with* leaving here; whether it
drives people out, or both come from something else, the two figures do not say. Leaving can also
be a good decision, and "drop-out" is the counsellor's word for it. Alliance here is one score,
taken once. Therapists' own guesses are far lower (Kullgard et al., 2022,
https://doi.org/10.32872/cpe.6695).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import expit

from helping.models.checks import generator, in_range, of_class, whole

Floats = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True)
class Settings:
    """What drives the chance of leaving, on the scale of log odds.

    Attributes
    ----------
    base : float
        Log odds per session, late in therapy, for a client with average alliance, -15 to 5.
    alliance_helps : float
        What one standard deviation of alliance takes off the log odds, 0 to 5.
    expectation_helps : float
        The same for how far the first sessions were what the client expected, 0 to 5 (toy; 0
        leaves it out).
    early : float
        What the first session adds to the log odds, 0 to 4.
    fades : float
        Sessions after which two thirds of that are gone, 0.5 to 50.
    sessions : int
        Agreed number of sessions, 2 to 100; whoever comes to the last has not dropped out.
    """

    base: float
    alliance_helps: float
    expectation_helps: float = 0.0
    early: float = 1.0
    fades: float = 3.0
    sessions: int = 12

    def __post_init__(self) -> None:
        in_range("base", self.base, -15, 5)
        in_range("alliance_helps", self.alliance_helps, 0, 5)
        in_range("expectation_helps", self.expectation_helps, 0, 5)
        in_range("early", self.early, 0, 4)
        in_range("fades", self.fades, 0.5, 50)
        whole("sessions", self.sessions, 2, 100)


def hazard(settings: Settings, alliance: ArrayLike = 0.0, expectation: ArrayLike = 0.0) -> Floats:
    """Return the chance of leaving after each session, given that one is still there.

    Parameters
    ----------
    settings : Settings
    alliance, expectation : array_like
        In standard deviations from the average client, -6 to 6.

    Returns
    -------
    array of float
        One entry (or, for many clients, one column) for every session but the last, 0 to 1.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    of_class("settings", settings, Settings)
    in_range("alliance", alliance, -6, 6, many=True)
    in_range("expectation", expectation, -6, 6, many=True)
    return _hazard(settings, alliance, expectation)


def _hazard(settings: Settings, alliance: ArrayLike, expectation: ArrayLike) -> Floats:
    after = np.arange(settings.sessions - 1)
    time = settings.base + settings.early * np.exp(-after / settings.fades)
    person = settings.alliance_helps * np.asarray(alliance, dtype=float)
    person = person + settings.expectation_helps * np.asarray(expectation, dtype=float)
    return np.asarray(expit(time - person[..., None]))


def staying(settings: Settings, alliance: ArrayLike = 0.0, expectation: ArrayLike = 0.0) -> Floats:
    """Return the share of such clients who come to each session.

    Parameters
    ----------
    settings, alliance, expectation
        As for `hazard`.

    Returns
    -------
    array of float
        One entry (or column) a session, 1 in the first and never rising.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    stay = np.cumprod(1 - hazard(settings, alliance, expectation), axis=-1)
    return np.concatenate([np.ones((*stay.shape[:-1], 1)), stay], axis=-1)


@dataclass(frozen=True)
class Summary:
    """A whole clientele with normally distributed alliance and expectations.

    Attributes
    ----------
    rate : float
        Share who drop out, 0 to 1.
    d : float
        Alliance of those who stay minus those who leave, in pooled standard deviations.
    left_after : array of float
        Share of all clients who leave after session 1, 2, ..., the last but one.
    """

    rate: float
    d: float
    left_after: Floats


def summary(settings: Settings) -> Summary:
    """Work out rate and alliance difference exactly (by quadrature, without chance).

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    Summary
        With `d` nan if practically everyone leaves or stays.
    """
    of_class("settings", settings, Settings)
    alliance, weights, leaving = _leaving(settings)
    leaves = leaving.sum(axis=1)
    rate = float(weights @ leaves)
    if not 1e-9 < rate < 1 - 1e-9:
        return Summary(rate, math.nan, weights @ leaving)
    gone, gone_variance = _mean_and_variance(alliance, weights * leaves)
    kept, kept_variance = _mean_and_variance(alliance, weights * (1 - leaves))
    pooled = math.sqrt(rate * gone_variance + (1 - rate) * kept_variance)
    return Summary(rate, (kept - gone) / pooled, weights @ leaving)


def _leaving(settings: Settings) -> tuple[Floats, Floats, Floats]:
    """Return alliance, weight and chance of leaving after each session at every node."""
    alliance, expectation, weights = _NODES, np.zeros_like(_NODES), _WEIGHTS
    if settings.expectation_helps:
        count = len(_NODES)
        alliance, expectation = np.repeat(_NODES, count), np.tile(_NODES, count)
        weights = np.repeat(_WEIGHTS, count) * np.tile(_WEIGHTS, count)
    chance = _hazard(settings, alliance, expectation)
    here = np.cumprod(np.column_stack([np.ones(len(chance)), 1 - chance[:, :-1]]), axis=1)
    return alliance, weights, here * chance


def _mean_and_variance(values: Floats, weights: Floats) -> tuple[float, float]:
    share = weights / weights.sum()
    mean = float(share @ values)
    return mean, float(share @ (values - mean) ** 2)


def calibrate(
    rate: float,
    d: float,
    *,
    sessions: int = 12,
    expectation_helps: float = 0.0,
    early: float = 1.0,
    fades: float = 3.0,
) -> Settings:
    """Find the settings under which so many leave, with so much less alliance.

    Parameters
    ----------
    rate : float
        Share who drop out, 0.02 to 0.8.
    d : float
        Difference in alliance, 0 to 1.2 standard deviations.
    sessions, expectation_helps, early, fades
        As in `Settings`; `expectation_helps` up to 2 here.

    Returns
    -------
    Settings

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("rate", rate, 0.02, 0.8)
    in_range("d", d, 0, 1.2)
    in_range("expectation_helps", expectation_helps, 0, 2)
    start = Settings(-3.0, 0.0, expectation_helps, early, fades, sessions)

    def with_rate(helps: float) -> Settings:
        def excess(base: float) -> float:
            return summary(replace(start, base=base, alliance_helps=helps)).rate - rate

        return replace(start, base=float(brentq(excess, -15, 5, xtol=1e-10)), alliance_helps=helps)

    if d < 1e-9:
        return with_rate(0.0)
    helps = brentq(lambda value: summary(with_rate(value)).d - d, 0, 4, xtol=1e-8)
    return with_rate(float(helps))


@dataclass(frozen=True)
class Clients:
    """Simulated clients.

    Attributes
    ----------
    alliance, expectation : array of float
        Standard deviations from the average client.
    last_session : array of int
        Last session attended, counted from 1.
    left : array of bool
        Whether the client dropped out before the agreed end.
    """

    alliance: Floats
    expectation: Floats
    last_session: NDArray[np.int_]
    left: NDArray[np.bool_]


def simulate_clients(settings: Settings, clients: int, rng: np.random.Generator | int) -> Clients:
    """Draw clients and let chance decide who leaves when.

    Parameters
    ----------
    settings : Settings
    clients : int
        1 to 100,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    Clients

    Raises
    ------
    ValueError
        If `clients` is out of range.
    """
    rng = generator(rng)
    of_class("settings", settings, Settings)
    whole("clients", clients, 1, 100_000)
    alliance, expectation = rng.standard_normal((2, clients))
    goes = rng.random((clients, settings.sessions - 1)) < _hazard(settings, alliance, expectation)
    left = np.asarray(goes.any(axis=1))
    last = np.where(left, goes.argmax(axis=1) + 1, settings.sessions)
    return Clients(alliance, expectation, last, left)
