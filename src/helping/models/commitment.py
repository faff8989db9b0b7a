"""Who leaves, sorted by first alliance; what memory makes of it; what is kept of a contract.

Labels: `leaving_by_band` is *adapted*, as `helping.models.drop_out` is, whose limits it shares; the
other two are *toy*. `recollection` takes the leaving of `helping.models.drop_out` and counts it as
somebody might who was there: from a certain session on, by hours and not by people, and calling
some of those who left finished. It shows that such habits are *enough* to turn one published figure
(clients who drop out: Swift and Greenberg, 2012, https://doi.org/10.1037/a0028226) into the other
(the guess of therapists in Kullgard et al., 2022, https://doi.org/10.32872/cpe.6695). It cannot
show that therapists count like this, nor which of the two figures is right for anyone's practice.

`kept_of_contract` says how much of what must be agreed at the beginning a client could give back
in own words, when it is told at once or spread out, with or without asking back. That telling once
and an ongoing conversation differ is the argument of Lidz, Appelbaum and Meisel (1988, *Archives
of Internal Medicine*, 148, 1385-1389); form and sizes are ours, nothing is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helping.models import drop_out
from helping.models.checks import above, flag, in_range, of_class, whole

Floats = NDArray[np.float64]

POINTS = 8
"""Things to agree upon in our contract; the more pressing come first."""

LATER_SESSIONS = 3
"""Sessions among which the rest is spread, where it is spread."""

ASKING_TAKES = 0.3
"""Share of the time that goes into asking the client to say it in own words."""

ASKING_MENDS = 0.6
"""Share of what was missed that comes to light, and is cleared up, by asking."""


BANDS = 5
"""Bands of a first alliance: around 2, 1, 0, 1 and 2 standard deviations below or above average."""


@lru_cache(maxsize=32)
def clientele(rate: float, d: float, expectation_helps: float) -> drop_out.Settings:
    """Return a clientele of twelve sessions of which a given share leaves, much of it at once.

    Parameters
    ----------
    rate : float
        Share who leave before the agreed end, 0.02 to 0.8.
    d : float
        How much lower their first alliance was, in standard deviations, 0 to 2.
    expectation_helps : float
        How much met expectations matter, 0 to 2; toy.

    Returns
    -------
    helping.models.drop_out.Settings

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    # How much of the leaving comes early is ours; its total is the one that is handed in.
    return drop_out.calibrate(
        rate, d, sessions=12, expectation_helps=expectation_helps, early=2.0, fades=2.0
    )


def leaving_by_band(settings: drop_out.Settings) -> tuple[Floats, Floats]:
    """Sort a clientele by its first alliance into five bands, one standard deviation wide.

    Parameters
    ----------
    settings : helping.models.drop_out.Settings
        Who leaves when.

    Returns
    -------
    tuple of two arrays of float
        Share of all who begin that belong to each of the bands, and share of all who begin that
        belong to it and leave; the outer bands hold all beyond.
    """
    of_class("settings", settings, drop_out.Settings)
    alliance = np.arange(-3.975, 4, 0.05)  # no point upon the edge of a band
    weights = np.exp(-(alliance**2) / 2)
    weights /= weights.sum()
    nodes, node_weights = np.polynomial.hermite_e.hermegauss(15)
    stays = drop_out.staying(settings, alliance[:, None], np.clip(nodes, -6, 6))[..., -1]
    leaves = weights * (1 - stays @ (node_weights / node_weights.sum()))
    band = np.digitize(alliance, (-1.5, -0.5, 0.5, 1.5))
    began = np.array([weights[band == each].sum() for each in range(BANDS)])
    return began, np.array([leaves[band == each].sum() for each in range(BANDS)])


def a_hundred_by_band(settings: drop_out.Settings) -> tuple[list[int], list[int]]:
    """Sort a hundred people who begin into the bands, and those who leave among them.

    Parameters
    ----------
    settings : helping.models.drop_out.Settings
        Who leaves when.

    Returns
    -------
    tuple of two lists of int
        People who begin, adding up to 100, and those who leave, in each band; the shares of
        `leaving_by_band`, rounded so that the sums are right.
    """
    began, left = leaving_by_band(settings)
    return _whole_numbers(100 * began, 100), _whole_numbers(100 * left, round(100 * left.sum()))


def _whole_numbers(shares: Floats, total: int) -> list[int]:
    """Round shares to whole numbers that add up to a total, by largest remainder."""
    floors = np.floor(shares).astype(int)
    by_rest = np.argsort(floors - shares, kind="stable")
    floors[by_rest[: total - int(floors.sum())]] += 1
    return [int(each) for each in floors]


@dataclass(frozen=True)
class Recollection:
    """A clientele as it is and as somebody remembers it; shares of all who began, 0 to 1.

    Attributes
    ----------
    stayed : float
        Came to the agreed end.
    remembered : float
        Left, and are counted as having left.
    finished : float
        Left, and are counted as having finished.
    forgotten : float
        Left before they were counted at all.
    hours : float
        Mean number of sessions of those who left, among those counted; nan if there are none.
    guess : float
        Share of drop-outs that the one who remembers would name, 0 to 1.
    """

    stayed: float
    remembered: float
    finished: float
    forgotten: float
    hours: float
    guess: float

    @property
    def true(self) -> float:
        """Share of all who began that left, 0 to 1."""
        return self.remembered + self.finished + self.forgotten


def recollection(
    settings: drop_out.Settings,
    counted_from: int = 1,
    called_finished: float = 0.0,
    by_hours: bool = False,
) -> Recollection:
    """Count those who left as someone does who was there.

    Parameters
    ----------
    settings : helping.models.drop_out.Settings
        Who leaves when.
    counted_from : int
        Session from which on a client counts as one's client, 1 to the last but one.
    called_finished : float
        Share of those who left that is filed as finished, 0 to 1.
    by_hours : bool
        Whether each client counts by the number of sessions, as on a page of the diary, rather
        than once.

    Returns
    -------
    Recollection

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    of_class("settings", settings, drop_out.Settings)
    whole("counted_from", counted_from, 1, settings.sessions - 1)
    in_range("called_finished", called_finished, 0, 1)
    flag("by_hours", by_hours)
    left_after = drop_out.summary(settings).left_after
    session = np.arange(1, settings.sessions)
    counted = np.where(session >= counted_from, left_after, 0.0)
    left, stayed = float(counted.sum()), 1 - float(left_after.sum())
    weight = session if by_hours else np.ones_like(session)
    gone = float(counted @ weight)
    here = stayed * (settings.sessions if by_hours else 1)
    return Recollection(
        stayed=stayed,
        remembered=left * (1 - called_finished),
        finished=left * called_finished,
        forgotten=float(left_after.sum()) - left,
        hours=float(counted @ session) / left if left else math.nan,
        guess=gone * (1 - called_finished) / (gone + here),
    )


@dataclass(frozen=True)
class Kept:
    """What a client could give back in own words.

    Attributes
    ----------
    chance : array of float
        For each of the eight points, 0 to 1.
    told : array of int
        Session in which it was told; 0 for never.
    """

    chance: Floats
    told: NDArray[np.int_]

    @property
    def points(self) -> float:
        """How many of the eight on average."""
        return float(self.chance.sum())


def kept_of_contract(
    first: int = 8,
    minutes: float = 10,
    asks_back: bool = False,
    spreads: bool = False,
    minutes_needed: float = 2.0,
) -> Kept:
    """Work out what is kept of eight points by session four.

    A point that gets m minutes is taken in with chance 1 - exp(-m / minutes_needed); asking back
    takes a share of the minutes and mends a share of what was missed.

    Parameters
    ----------
    first : int
        Points told in the first session, 1 to 8, in their order.
    minutes : float
        Time for them in the first session, above 0 to 50. Where the rest is spread, each of the
        three later sessions has a third of that: spreading takes twice the minutes in all.
    asks_back : bool
        Whether the client is asked to say each point in own words.
    spreads : bool
        Whether the other points are told in sessions two to four, or never.
    minutes_needed : float
        Minutes in which a client takes in two thirds of one point, 0.2 to 10: short when the
        words are at home, long when they are new or in a third language.

    Returns
    -------
    Kept

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    whole("first", first, 1, POINTS)
    above("minutes", minutes, 0, 50)
    in_range("minutes_needed", minutes_needed, 0.2, 10)
    flag("asks_back", asks_back)
    flag("spreads", spreads)
    number = np.arange(POINTS)
    rest = POINTS - first
    later = 2 + (number - first) * LATER_SESSIONS // max(rest, 1)
    told = np.where(number < first, 1, later if spreads else 0)
    each = np.where(number < first, minutes / first, minutes / max(rest, 1) if spreads else 0.0)
    missed = np.exp(-each * (1 - ASKING_TAKES * asks_back) / minutes_needed)
    if asks_back:
        missed = np.where(told > 0, missed * (1 - ASKING_MENDS), missed)
    return Kept(1 - missed, told)


def one_client_keeps(kept: Kept) -> NDArray[np.bool_]:
    """Say which of the eight points one client can give back.

    One fixed client, by eight evenly spread thresholds, one a point: so the count lies near the
    average, within one and a half, and which points they are means nothing.

    Parameters
    ----------
    kept : Kept
        The chances.

    Returns
    -------
    array of bool
        One entry a point.
    """
    of_class("kept", kept, Kept)
    order = np.array([3, 6, 1, 4, 0, 7, 2, 5])
    return np.asarray(kept.chance > (order + 0.5) / POINTS)
