"""Realism and genuineness in pairs, what an overlap leaves over, and whom a disclosure serves.

Labels: `pairs` and `moments` are toys, simulated; `hold_constant`, `differ` and `serves_client` are
exact formulas. Published correlations that may be put in, by their rows in the table of figures:
realism and genuineness, realrel_facets_2025; real relationship and alliance,
realrel_alliance_overlap; real relationship and outcome, realrel_2018; alliance and outcome,
alliance_outcome_2018_f2f.

What it cannot show: whether the real relationship is a separate thing. Two ratings that correlate
may be two things or one thing asked about twice; no correlation tells which. The three published
links come from different studies, so what is left when one is held constant is arithmetic about
them and not a finding. Nothing here is a cause. Nobody has measured how loud a counsellor's own
wish is: that part is a way to think about a choice and rests on no data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import owens_t
from scipy.stats import norm

from helping.models.checks import generator, in_range, whole

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Being asked makes it easier to speak by as much as clients' benefits typically differ.
EASIER_WHEN_ASKED = 1.0
WAYS = ("decided", "asked", "shows")


@dataclass(frozen=True)
class Pairs:
    """Simulated pairs of client and counsellor, in standard deviations from the average pair.

    Attributes
    ----------
    realism, genuineness : array of float
        How accurately the two see each other, and how little they hide.
    alliance : array of float
        Strength of the working alliance.
    """

    realism: Floats
    genuineness: Floats
    alliance: Floats

    @property
    def real(self) -> Floats:
        """Strength of the real relationship: both halves, equally weighted, standardised."""
        total = self.realism + self.genuineness
        return np.asarray(total / total.std())

    @property
    def disagree(self) -> Flags:
        """Pairs above average on one of alliance and real relationship, not on the other."""
        return np.asarray((self.real > 0) != (self.alliance > 0))


def pairs(count: int, *, together: float, overlap: float, rng: np.random.Generator | int) -> Pairs:
    """Simulate pairs whose correlations are exactly the ones that are set.

    Chance decides who stands where, not how strong the links are. The same generator state gives
    the same realism and genuineness at every `overlap`.

    Parameters
    ----------
    count : int
        Number of pairs, 4 to 100,000.
    together : float
        Correlation of realism and genuineness, -0.9 to 1.
    overlap : float
        Correlation of alliance and real relationship, -1 to 1.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    Pairs

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("count", count, 4, 100_000)
    in_range("together", together, -0.9, 1)
    in_range("overlap", overlap, -1, 1)
    drawn = rng.standard_normal((count, 3))
    # An orthogonal basis of the centred draws has correlations of exactly 0.
    basis, triangle = np.linalg.qr(drawn - drawn.mean(axis=0))
    first, second, third = (basis * np.sign(np.diag(triangle)) * math.sqrt(count)).T
    realism = first
    genuineness = together * first + math.sqrt(1 - together**2) * second
    real = (realism + genuineness) / math.sqrt(2 + 2 * together)
    alliance = overlap * real + math.sqrt(1 - overlap**2) * third
    return Pairs(realism, genuineness, alliance)


def sixty_pairs(group: int, *, together: float, overlap: float) -> Pairs:
    """Simulate one group of sixty pairs, as :func:`pairs` does.

    Parameters
    ----------
    group : int
        Which sixty (the seed), 1 to 1,000; chosen so that the first lies near the long run.
    together, overlap : float
        As for :func:`pairs`.

    Returns
    -------
    Pairs

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("group", group, 1, 1000)
    return pairs(60, together=together, overlap=overlap, rng=np.random.default_rng([7, group]))


def differ(correlation: float) -> float:
    """Return how often two normally distributed ratings lie on opposite sides of their averages.

    Exact: ``arccos(r) / pi`` (Sheppard, 1899).

    Parameters
    ----------
    correlation : float
        -1 to 1.

    Returns
    -------
    float
        Share of pairs, 0 to 1; one half without correlation.

    Raises
    ------
    ValueError
        If the correlation is outside -1 to 1.
    """
    in_range("correlation", correlation, -1, 1)
    return math.acos(correlation) / math.pi


@dataclass(frozen=True)
class Left:
    """What is left of two links with an outcome when each is held constant for the other.

    Attributes
    ----------
    first, second : float
        Partial correlations, -1 to 1.
    first_alone, second_alone : float
        Share of *all* differences in outcome that goes with one predictor and not the other (the
        squared semipartial correlation), 0 to 1.
    both : float
        Share that goes with the two together, 0 to 1; with overlap it is mostly less than the sum
        of the two squared links.
    """

    first: float
    second: float
    first_alone: float
    second_alone: float
    both: float


def hold_constant(first: float, second: float, overlap: float) -> Left:
    """Return what is left of two correlations with an outcome, given how far the two overlap.

    Parameters
    ----------
    first, second : float
        Correlation of each predictor with the outcome, -0.99 to 0.99.
    overlap : float
        Correlation of the two predictors, -0.99 to 0.99.

    Returns
    -------
    Left

    Raises
    ------
    ValueError
        If a correlation is out of range, or if no three ratings can correlate like this.
    """
    in_range("first", first, -0.99, 0.99)
    in_range("second", second, -0.99, 0.99)
    in_range("overlap", overlap, -0.99, 0.99)
    room = math.sqrt((1 - first**2) * (1 - second**2))
    low, high = first * second - room, first * second + room
    if not low <= overlap <= high:
        raise ValueError(
            f"overlap is {overlap:g}, which links of {first:g} and {second:g} rule out: choose a "
            f"value from {low:.2f} to {high:.2f}."
        )
    free = 1 - overlap**2
    over, under = first - second * overlap, second - first * overlap
    return Left(
        first=over / math.sqrt((1 - second**2) * free),
        second=under / math.sqrt((1 - first**2) * free),
        first_alone=over**2 / free,
        second_alone=under**2 / free,
        both=(first**2 + second**2 - 2 * first * second * overlap) / free,
    )


@dataclass(frozen=True)
class Moments:
    """Simulated moments in which a counsellor could say something of herself.

    Attributes
    ----------
    for_client, for_self : array of float
        What saying it would do for the client and for the counsellor, in standard deviations;
        one row for each of `WAYS`.
    said : array of bool
        Whether it comes out.
    """

    for_client: Floats
    for_self: Floats
    said: Flags

    @property
    def serves_self(self) -> Flags:
        """Moments that came out and served the counsellor more than the client."""
        return np.asarray(self.said & (self.for_self > self.for_client))


def moments(count: int, *, pull: float, sureness: float, rng: np.random.Generator | int) -> Moments:
    """Simulate moments of three ways: one decides, one is asked, it shows anyway.

    What one hears inside is ``for_client + pull * for_self``. One speaks if it passes `sureness`,
    and if it passes ``sureness - EASIER_WHEN_ASKED`` when asked. What shows, shows.

    Parameters
    ----------
    count : int
        Moments of each way, 1 to 100,000.
    pull : float
        How loud the counsellor's own wish is beside the client's benefit, 0 to 3.
    sureness : float
        How strong the inner voice must be before one speaks, -3 to 3.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    Moments

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("count", count, 1, 100_000)
    in_range("pull", pull, 0, 3)
    in_range("sureness", sureness, -3, 3)
    for_client, for_self = rng.standard_normal((2, len(WAYS), count))
    needed = np.array([[sureness], [sureness - EASIER_WHEN_ASKED], [-np.inf]])
    return Moments(for_client, for_self, for_client + pull * for_self > needed)


def twenty_moments(counsellor: int, *, pull: float, sureness: float) -> Moments:
    """Simulate twenty moments of each way with one counsellor, as :func:`moments` does.

    Parameters
    ----------
    counsellor : int
        Which counsellor (the seed), 1 to 1,000; chosen so that the first lies near the long run.
    pull, sureness : float
        As for :func:`moments`.

    Returns
    -------
    Moments

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("counsellor", counsellor, 1, 1000)
    return moments(20, pull=pull, sureness=sureness, rng=np.random.default_rng([119, counsellor]))


def serves_client(pull: float, sureness: float) -> float:
    """Return the share of what one decides to say that serves the client more than oneself.

    Exact, for the first way of `moments`: with the benefits independent and normally distributed,
    one half plus Owen's T over the share that is said.

    Parameters
    ----------
    pull : float
        How loud the counsellor's own wish is beside the client's benefit, 0 to 3.
    sureness : float
        How strong the inner voice must be before one speaks, -3 to 3.

    Returns
    -------
    float
        0 to 1. One half at a pull of 1, however sure one is.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("pull", pull, 0, 3)
    in_range("sureness", sureness, -3, 3)
    needed = sureness / math.sqrt(1 + pull**2)
    return float(0.5 + owens_t(needed, (1 - pull) / (1 + pull)) / norm.sf(needed))
