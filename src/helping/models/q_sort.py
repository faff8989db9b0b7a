"""Sorting cards about oneself: self, ideal self, and the correlation between the two.

Label: *adapted*. The forced sort of 100 cards into nine piles and the correlation are those of
Butler and Haigh (1954, in Rogers and Dymond, *Psychotherapy and personality change*, University of
Chicago Press); the formula is exact. How opinions move, and the noise of sorting, are ours. That
self and ideal can approach each other from either side (the self rises, or the ideal comes down)
was found in a later study, https://doi.org/10.1037/a0035242.

What it cannot show: what is on the cards; whether a person who sorts more alike feels better, or
only wishes to look well or to say thank you (`thanks` says how much of that is put in, and the
sorts do not tell it from a risen self); whether counselling moved anything. The mean correlations
often told of the 1954 study are second-hand, so nothing here is tuned to them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import generator, in_range, numbers, whole

Floats = NDArray[np.float64]
Sorts = NDArray[np.int_]

PILES = (1, 4, 11, 21, 26, 21, 11, 4, 1)
"""Cards allowed on each pile, from "least like me" (1) to "most like me" (9)."""

CARDS = sum(PILES)
SUM_OF_SQUARES = 234
"""Of the pile numbers round their mean 5, the same for every sort: 100 cards, variance 2.34."""

_IN_ORDER = np.repeat(np.arange(1, len(PILES) + 1), PILES)


def force(scores: ArrayLike) -> Sorts:
    """Lay 100 cards on the nine piles in the order of their scores.

    Parameters
    ----------
    scores : array_like
        Last axis: how much each of the 100 cards fits; ties keep the order of the cards.

    Returns
    -------
    array of int
        The same shape; pile 1 to 9 of each card.

    Raises
    ------
    ValueError
        If there are not 100 cards, or a score is missing.
    """
    values = numbers("scores", scores)
    if values.ndim == 0 or values.shape[-1] != CARDS:
        raise ValueError(
            f"scores are for {values.shape[-1] if values.ndim else 1} cards: give {CARDS}."
        )
    if not np.isfinite(values).all():
        raise ValueError("scores hold a missing number: give one for every card.")
    order = np.argsort(values, axis=-1, kind="stable")
    piles = np.empty(values.shape, dtype=int)
    np.put_along_axis(piles, order, np.broadcast_to(_IN_ORDER, values.shape), axis=-1)
    return piles


def correlation(first: ArrayLike, second: ArrayLike) -> Floats:
    """Correlate two sorts: ``1 - sum(D**2) / 468``, D being the distance of a card's two piles.

    Parameters
    ----------
    first, second : array_like of int
        Sorts of the same cards; the last axis holds the 100 piles.

    Returns
    -------
    array of float
        -1 to 1, one for each pair of sorts.

    Raises
    ------
    ValueError
        If one of them does not fill the nine piles as prescribed.
    """
    a, b = _sorted("first", first), _sorted("second", second)
    return np.asarray(1 - ((a - b) ** 2).sum(axis=-1) / (2 * SUM_OF_SQUARES))[()]


def _sorted(name: str, sort: ArrayLike) -> Sorts:
    piles = numbers(name, sort)
    if piles.ndim == 0 or piles.shape[-1] != CARDS:
        raise ValueError(f"{name} has {piles.shape[-1] if piles.ndim else 1} cards: give {CARDS}.")
    if not (np.sort(piles, axis=-1) == _IN_ORDER).all():
        raise ValueError(
            f"{name} does not fill the nine piles as prescribed: lay "
            f"{', '.join(map(str, PILES))} cards on them."
        )
    return piles.astype(int)


def random_sorts(people: int, rng: np.random.Generator | int) -> Sorts:
    """Return sorts in which every card may lie anywhere, one row a person.

    Parameters
    ----------
    people : int
        1 to 100,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Raises
    ------
    ValueError
        If `people` is out of range.
    """
    rng = generator(rng)
    whole("people", people, 1, 100_000)
    return force(rng.standard_normal((people, CARDS)))


def related_sorts(
    people: int, agreement: float, rng: np.random.Generator | int
) -> tuple[Sorts, Sorts]:
    """Return two sorts for everybody whose underlying opinions correlate by `agreement`.

    The piles blunt opinions: the sorts themselves correlate by about 0.95 times `agreement`, and
    single persons differ by chance (standard deviation 0.10 at 0).

    Parameters
    ----------
    people : int
        1 to 100,000.
    agreement : float
        Correlation of the opinions, -1 to 1.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    tuple of arrays of int
        Two arrays, one row a person.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("people", people, 1, 100_000)
    in_range("agreement", agreement, -1, 1)
    self_view, other = rng.standard_normal((2, people, CARDS))
    return force(self_view), force(_mix(self_view, other, agreement))


def sort_with_correlation(
    first: ArrayLike, target: float, rng: np.random.Generator | int
) -> tuple[Sorts, int]:
    """Make a second sort whose correlation with the first is as near to a target as can be.

    Cards are swapped in pairs, and a swap is kept unless it takes the correlation further away.
    Possible correlations lie 1/234 (0.0043) apart.

    Parameters
    ----------
    first : array_like of int
        One sort of 100 cards.
    target : float
        Wished correlation, -1 to 1.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    tuple
        The second sort, and the number of swaps tried.

    Raises
    ------
    ValueError
        If `first` is no sort or `target` is out of range.
    """
    rng = generator(rng)
    a = _sorted("first", first)
    if a.ndim != 1:
        raise ValueError(f"first has the shape {a.shape}: give one sort of {CARDS} cards.")
    in_range("target", target, -1, 1)
    # A start near the target, so that few swaps are needed.
    opinion = (a - 5) / math.sqrt(SUM_OF_SQUARES / CARDS)
    b = force(_mix(opinion, rng.standard_normal(CARDS), target))
    wanted = round(target * SUM_OF_SQUARES)
    gap = wanted - int(((a - 5) * (b - 5)).sum())
    tries = 0
    while gap and tries < 100_000:
        tries += 1
        i, j = rng.integers(0, CARDS, 2)
        change = int((a[i] - a[j]) * (b[j] - b[i]))
        if abs(gap - change) <= abs(gap):  # equal too: near 1 and -1 a dead end is left sideways
            b[i], b[j] = b[j], b[i]
            gap -= change
    return b, tries


def sorted_again(opinions: ArrayLike, reliability: float, rng: np.random.Generator | int) -> Sorts:
    """Let people sort the same opinions with the noise of one occasion.

    Parameters
    ----------
    opinions : array_like
        Standardised opinions; last axis: 100 cards.
    reliability : float
        Correlation of two such occasions before sorting, 0 to 1.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    array of int
        Sorts of the same shape. Two noisy sorts correlate by `reliability` times what the
        opinions do (and the piles take another twentieth).

    Raises
    ------
    ValueError
        If a parameter is out of range or there are not 100 cards.
    """
    rng = generator(rng)
    in_range("reliability", reliability, 0, 1)
    values = numbers("opinions", opinions)
    noise = rng.standard_normal(values.shape)
    return force(math.sqrt(reliability) * values + math.sqrt(1 - reliability) * noise)


def sorts_of_opinions(
    people: int,
    agreement: float,
    reliability: float,
    rng: np.random.Generator | int,
    shared: float = 0.0,
) -> tuple[Sorts, Sorts]:
    """Return self and ideal sorts, laid unsteadily, of opinions that agree exactly so much.

    Parameters
    ----------
    people : int
        1 to 100,000.
    agreement : float
        Correlation of each person's self and ideal opinions over the 100 cards, -1 to 1.
    reliability : float
        Of one occasion of sorting, 0 to 1.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    shared : float
        Share of the unsteadiness that both sorts have in common, 0 to 1, as when they are laid at
        one sitting, or when both lean to what anybody would wish to be.

    Returns
    -------
    tuple of arrays of int
        Self sorts and ideal sorts, one row a person. They correlate by about 0.95 times
        ``reliability * agreement + (1 - reliability) * shared``; persons differ only by how
        unsteadily they sort.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("people", people, 1, 100_000)
    in_range("agreement", agreement, -1, 1)
    in_range("reliability", reliability, 0, 1)
    in_range("shared", shared, 0, 1)
    ideal, other = (_standard(drawn) for drawn in rng.standard_normal((2, people, CARDS)))
    # What the two share by chance is taken out, so that the agreement is exact.
    other = _standard(other - (other * ideal).mean(axis=-1, keepdims=True) * ideal)
    own = _mix(ideal, other, agreement)
    *alone, common = rng.standard_normal((3, people, CARDS))
    selves, ideals = (
        force(
            math.sqrt(reliability) * opinions
            + math.sqrt((1 - reliability) * (1 - shared)) * accidents
            + math.sqrt((1 - reliability) * shared) * common
        )
        for opinions, accidents in zip((own, ideal), alone, strict=True)
    )
    return selves, ideals


@dataclass(frozen=True)
class BeforeAndAfter:
    """Self–ideal correlations of one group.

    Attributes
    ----------
    before, after : array of float
        One entry a person, -1 to 1, as computed from their sorts.
    true_before, true_after : array of float
        The same of their opinions, without mood, noise and piles.
    self_moved, ideal_moved : array of float
        Correlation of each person's self sort (ideal sort) before with the one after.
    """

    before: Floats
    after: Floats
    true_before: Floats
    true_after: Floats
    self_moved: Floats
    ideal_moved: Floats


def before_and_after(
    people: int,
    rng: np.random.Generator | int,
    *,
    agreement: float = 0.0,
    differences: float = 0.2,
    self_rises: float = 0.0,
    ideal_comes_down: float = 0.0,
    reliability: float = 0.8,
    mood: float = 0.3,
    chosen: float = 1.0,
    thanks: float = 0.0,
) -> BeforeAndAfter:
    """Sort self and ideal twice, for a group that is helped or for its controls.

    A control group is a group with both movements 0. With `chosen` below 1 only those with the
    lowest first correlation are kept, as a service does that people come to when it is worst:
    then a control group moves as well (regression to the mean), and only the difference between
    the groups says something about help.

    Parameters
    ----------
    people : int
        People in the group, after choosing, 2 to 5,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    agreement : float
        Mean correlation of self and ideal opinions, -0.9 to 0.9.
    differences : float
        Standard deviation of that between people, on the scale of Fisher's z, 0 to 1.
    self_rises : float
        How far the self-view moves to the old ideal, 0 (not) to 1 (all the way).
    ideal_comes_down : float
        How far the ideal moves to the old self-view, 0 to 1.
    reliability : float
        Of one occasion of sorting, 0 to 1.
    mood : float
        How far the mood of a day tilts the self-view towards the ideal or away from it (standard
        deviation, 0 to 1); a new mood at each occasion.
    chosen : float
        Share of people kept, by lowest first correlation, 0.05 to 1.
    thanks : float
        How far the last self sort, though not the opinion behind it, is moved to the ideal: a
        thank-you, or the wish to look well; 0 to 1. On the cards it looks like `self_rises`.

    Returns
    -------
    BeforeAndAfter

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("people", people, 2, 5000)
    in_range("agreement", agreement, -0.9, 0.9)
    in_range("differences", differences, 0, 1)
    in_range("self_rises", self_rises, 0, 1)
    in_range("ideal_comes_down", ideal_comes_down, 0, 1)
    in_range("reliability", reliability, 0, 1)
    in_range("mood", mood, 0, 1)
    in_range("chosen", chosen, 0.05, 1)
    in_range("thanks", thanks, 0, 1)
    asked = math.ceil(people / chosen)
    true = np.tanh(math.atanh(agreement) + differences * rng.standard_normal((asked, 1)))
    ideal, other = rng.standard_normal((2, asked, CARDS))
    own = true * ideal + np.sqrt(1 - true**2) * other
    today = mood * rng.standard_normal((2, asked, 1))
    first_self = sorted_again(_standard(own + today[0] * ideal), reliability, rng)
    first_ideal = sorted_again(ideal, reliability, rng)
    before = correlation(first_self, first_ideal)
    kept = np.sort(np.argsort(before, kind="stable")[:people])

    own, ideal = own[kept], ideal[kept]
    new_self = _standard((1 - self_rises) * own + self_rises * ideal)
    new_ideal = _standard((1 - ideal_comes_down) * ideal + ideal_comes_down * own)
    told = _standard((1 - thanks) * new_self + thanks * new_ideal)
    tilted = _standard(told + today[1, kept] * new_ideal)
    second_self = sorted_again(tilted, reliability, rng)
    second_ideal = sorted_again(new_ideal, reliability, rng)
    return BeforeAndAfter(
        before=before[kept],
        after=correlation(second_self, second_ideal),
        true_before=_row_correlation(own, ideal),
        true_after=_row_correlation(new_self, new_ideal),
        self_moved=correlation(first_self[kept], second_self),
        ideal_moved=correlation(first_ideal[kept], second_ideal),
    )


@dataclass(frozen=True)
class Alike:
    """People of the same opinions and the same steadiness, who lay their cards once.

    Attributes
    ----------
    own, ideal : array of int
        The self sort and the ideal sort of the first of them.
    found : array of float
        Self–ideal correlation of each, -1 to 1; the first is that of the cards.
    mean, low, high : float
        Their average, and between what nine in ten of them lie.
    """

    own: Sorts
    ideal: Sorts
    found: Floats
    mean: float
    low: float
    high: float


def people_alike(
    agreement: float,
    steadiness: float,
    shared: float = 0.0,
    *,
    people: int = 200,
    seed: int = 1,
) -> Alike:
    """Let people who think the same of themselves sort, each a little unsteadily.

    Adapted: piles and formula as in Chicago; the unsteadiness, and how much of it both sorts
    share, are ours. It cannot show what the shared part is: the mood of one sitting, a card that
    is read in an odd way both times, or a common idea of how one ought to be.

    Parameters
    ----------
    agreement : float
        Correlation of self and ideal opinions, -1 to 1.
    steadiness : float
        Reliability of one occasion of sorting, 0 to 1.
    shared : float
        Share of the unsteadiness that both sorts have in common, 0 to 1.
    people : int
        2 to 10,000.
    seed : int
        Who they are, 0 to 2**53.

    Returns
    -------
    Alike

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("people", people, 2, 10_000)
    whole("seed", seed, 0, 2**53)
    chance = np.random.default_rng([6, int(seed)])
    selves, ideals = sorts_of_opinions(people, agreement, steadiness, chance, shared)
    found = correlation(selves, ideals)
    low, high = np.quantile(found, [0.05, 0.95])
    return Alike(selves[0], ideals[0], found, float(found.mean()), float(low), float(high))


@dataclass(frozen=True)
class FewCards:
    """Some cards of one person, laid before and after.

    Attributes
    ----------
    own_before, ideal_before, own_after, ideal_after : array of int
        Pile of each card, 1 to 9, in the self sort and in the ideal sort.
    own_meant : array of int
        Where the cards of the last self sort would lie if nobody had to be pleased.
    before, after : int
        Sum of the squared distances between self and ideal.
    """

    own_before: Sorts
    ideal_before: Sorts
    own_after: Sorts
    ideal_after: Sorts
    own_meant: Sorts
    before: int
    after: int


FEW_OWN = (1, 2, 3, 8, 7, 8)
FEW_IDEAL = (9, 8, 7, 2, 9, 8)
"""Where six cards lie at first; every distance is even, so that half of it is a whole pile."""


def few_cards(
    self_rises: float = 0.0, ideal_comes_down: float = 0.0, thanks: float = 0.0
) -> FewCards:
    """Let six cards of self and ideal draw together from either side.

    Toy: cards and piles are invented. It cannot show which of the two moves in real people, or
    why.

    Parameters
    ----------
    self_rises : float
        How far the self-view moves to the old ideal, 0 to 1.
    ideal_comes_down : float
        How far the ideal moves to the old self-view, 0 to 1.
    thanks : float
        How far the last self sort, though not the opinion behind it, moves to the ideal, 0 to 1.

    Returns
    -------
    FewCards

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("self_rises", self_rises, 0, 1)
    in_range("ideal_comes_down", ideal_comes_down, 0, 1)
    in_range("thanks", thanks, 0, 1)
    own, ideal = np.array(FEW_OWN), np.array(FEW_IDEAL)
    new_ideal = ideal - ideal_comes_down * (ideal - own)
    meant = own + self_rises * (ideal - own)
    laid = meant + thanks * (new_ideal - meant)
    own_after, ideal_after = np.rint(laid).astype(int), np.rint(new_ideal).astype(int)
    return FewCards(
        own,
        ideal,
        own_after,
        ideal_after,
        np.rint(meant).astype(int),
        int(((own - ideal) ** 2).sum()),
        int(((own_after - ideal_after) ** 2).sum()),
    )


@dataclass(frozen=True)
class Estimate:
    """A mean and half of its 95 % interval, on the scale of a correlation."""

    mean: float
    reach: float

    @classmethod
    def of(cls, values: Floats) -> Estimate:
        """Estimate the mean of what some people have, at least two of them."""
        reach = 1.96 * float(values.std(ddof=1)) / math.sqrt(values.size)
        return cls(float(values.mean()), reach)


@dataclass(frozen=True)
class Comparison:
    """Clients beside others: what either gains, and what is left over.

    Attributes
    ----------
    clients, others : BeforeAndAfter
    gain, others_gain, left : Estimate
        Of the correlation on the cards; `left` is the difference of the gains.
    real : float
        By how much the clients' opinions moved.
    """

    clients: BeforeAndAfter
    others: BeforeAndAfter
    gain: Estimate
    others_gain: Estimate
    left: Estimate
    real: float


def compare(
    real_change: float = 0.0,
    *,
    chosen: float = 0.25,
    others_chosen: float = 0.25,
    thanks: float = 0.0,
    people: int = 100,
    seed: int = 31,
) -> Comparison:
    """Follow a group that is helped and a group that is not.

    Toy: all sizes are ours. It cannot show how large a bad week is in a real service, or what
    else differs between people who come and people who do not.

    Parameters
    ----------
    real_change : float
        How far counselling moves the clients' self-view to their ideal, 0 to 1.
    chosen, others_chosen : float
        Share of people who come, those with the lowest first correlation, 0.05 to 1; 1 is anybody
        on an ordinary day.
    thanks : float
        How far the clients' last self sort is also a thank-you, 0 to 1.
    people : int
        In each group, 2 to 1,000.
    seed : int
        0 to 2**53. The one that stands here draws groups that are ordinary even with 25 people.

    Returns
    -------
    Comparison

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("people", people, 2, 1000)
    whole("seed", seed, 0, 2**53)
    in_range("real_change", real_change, 0, 1)
    in_range("chosen", chosen, 0.05, 1)
    in_range("others_chosen", others_chosen, 0.05, 1)
    in_range("thanks", thanks, 0, 1)
    clients = _group(people, (int(seed), 0), real_change, chosen, thanks)
    others = _group(people, (int(seed), 1), 0, others_chosen, 0)
    gain = Estimate.of(clients.after - clients.before)
    others_gain = Estimate.of(others.after - others.before)
    return Comparison(
        clients,
        others,
        gain,
        others_gain,
        Estimate(gain.mean - others_gain.mean, math.hypot(gain.reach, others_gain.reach)),
        float((clients.true_after - clients.true_before).mean()),
    )


# The same few groups come back in many comparisons.
@lru_cache(maxsize=256)
def _group(
    people: int, seed: tuple[int, int], self_rises: float, chosen: float, thanks: float
) -> BeforeAndAfter:
    return before_and_after(
        people,
        np.random.default_rng([6, *seed]),
        agreement=0.4,
        self_rises=self_rises,
        chosen=chosen,
        thanks=thanks,
    )


def mean_correlation(values: ArrayLike) -> float:
    """Average correlations by way of Fisher's z, which keeps large ones from being short-changed.

    Parameters
    ----------
    values : array_like
        Correlations, -0.999999 to 0.999999, at least one.

    Returns
    -------
    float
        -1 to 1.

    Raises
    ------
    ValueError
        If there is none, or one is out of range.
    """
    in_range("values", values, -0.999999, 0.999999, many=True)
    return float(np.tanh(np.arctanh(values).mean()))


def _mix(base: Floats, other: Floats, share: float) -> Floats:
    return share * base + math.sqrt(1 - share**2) * other


def _standard(opinions: Floats) -> Floats:
    return np.asarray(
        (opinions - opinions.mean(axis=-1, keepdims=True)) / opinions.std(axis=-1, keepdims=True)
    )


def _row_correlation(first: Floats, second: Floats) -> Floats:
    return np.asarray((_standard(first) * _standard(second)).mean(axis=-1))
