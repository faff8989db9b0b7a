"""The working alliance: three parts, two people who rate it, and how often one must ask.

Labels: *toy* for `carry`, `rate` and `sayable`, *measured* (an exact formula for normal scores) for
`share_found` and `pairs_in_order`, *adapted* for `dependability`.

`carry` is made freely after Bordin (1979, https://doi.org/10.1037/h0085885), who held that kinds
of work ask for different alliances and that strength depends on the fit with what is asked. How
much each kind asks, and that the scarcest part decides, is ours. `rate` and `share_found` use a
correlation between client and counsellor such as Tryon, Blackwell and Hammel (2007,
https://doi.org/10.1080/10503300701320611) printed. `dependability` is the Spearman-Brown
formula (Brown, 1910; Spearman, 1910), which fits what Crits-Christoph et al. (2011,
https://doi.org/10.1037/a0023668) found for alliance; that the alliance itself may change
meanwhile is added here. Their coefficient holds over weeks of real change already, so it may be
used as it is only while the alliance is taken as still (`lasts` 1); with change, `one` means the
fit of a score with the alliance of its own day, for which we have no published figure.

What it cannot show: that goals, tasks and bond are three things and not one impression; which of
two raters is right; that a better alliance brings a better outcome; or what anybody should say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri, owens_t

from helping.models.checks import finite, flag, generator, in_range, of_class, one_of, whole

Floats = NDArray[np.float64]

STEPS = 4
"""The course's own dials run from 1 (hardly) to 4 (fully)."""


@dataclass(frozen=True)
class Parts:
    """Goals, tasks and bond, either as two people have them or as a piece of work asks for them.

    Attributes
    ----------
    goals, tasks, bond : float
        1 (hardly) to 4 (fully).
    """

    goals: float
    tasks: float
    bond: float

    def __post_init__(self) -> None:
        in_range("goals", self.goals, 1, STEPS)
        in_range("tasks", self.tasks, 1, STEPS)
        in_range("bond", self.bond, 1, STEPS)


WORK = {
    "a sheet to fill in every day": Parts(goals=2, tasks=3, bond=2),
    "doing the thing that is feared": Parts(goals=4, tasks=4, bond=2),
    "telling what was never told": Parts(goals=2, tasks=3, bond=4),
}
"""Three kinds of work and what each asks of an alliance; invented, to think with."""


@dataclass(frozen=True)
class Carried:
    """What an alliance carries, in two ways of adding up.

    Attributes
    ----------
    mean : float
        Mean of the three parts, 1 to 4, as a questionnaire's total would have it.
    shares : dict of str to float
        For each part, how much of what the work asks is there, above 0 to 1.
    share : float
        The smallest of these: what gets done if the scarcest part decides.
    scarcest : tuple of str
        The part or parts that decide; empty if nothing is short.
    """

    mean: float
    shares: dict[str, float]
    share: float
    scarcest: tuple[str, ...]


def carry(have: Parts, asked: Parts) -> Carried:
    """Set what two people have beside what the work asks.

    Parameters
    ----------
    have, asked : Parts
        Goals, tasks and bond, each 1 to 4.

    Returns
    -------
    Carried

    Raises
    ------
    ValueError
        From `Parts`, if a part is out of range.
    """
    of_class("have", have, Parts)
    of_class("asked", asked, Parts)
    there, needed = vars(have), vars(asked)
    shares = {part: min(1.0, there[part] / needed[part]) for part in there}
    share = min(shares.values())
    return Carried(
        mean=sum(there.values()) / len(there),
        shares=shares,
        share=share,
        scarcest=tuple(part for part, found in shares.items() if share < 1 and found == share),
    )


THOUGHTS = ("thanks", "other", "sheet", "aim", "school", "nothing")
"""What a polite client may think of the work: content, would begin elsewhere, sees no point in the
task, has another aim, wonders what is reported, leaves with nothing. Invented, to think with."""

WAYS = {
    "helpful": frozenset({"thanks"}),
    "open": frozenset({"thanks", "other"}),
    "choice": frozenset({"thanks", "other", "aim"}),
    "share": frozenset({"thanks", "other", "sheet"}),
}
"""Four ways to ask, and what each lets her say without contradicting the counsellor. Ours."""


def sayable(way: str, facts: bool = False) -> frozenset[str]:
    """Return which thoughts a polite client can say after one way of asking.

    Parameters
    ----------
    way : str
        A key of `WAYS`.
    facts : bool
        Whether the counsellor has said first who reads and hears what; then a question about that
        can be put.

    Returns
    -------
    frozenset of str
        Some of `THOUGHTS`.

    Raises
    ------
    ValueError
        If there is no such way.
    """
    one_of("way", way, WAYS)
    flag("facts", facts)
    return WAYS[way] | {"school"} if facts else WAYS[way]


@dataclass(frozen=True)
class Ratings:
    """One counsellor's clients, each alliance rated by both.

    Attributes
    ----------
    client, counsellor : array of float
        In standard deviations round the clients' mean.
    """

    client: Floats
    counsellor: Floats


def lowest(ratings: ArrayLike, count: int) -> NDArray[np.bool_]:
    """Mark the lowest ratings of one rater.

    Parameters
    ----------
    ratings : array_like
        One rating a client.
    count : int
        How many to mark, 0 to the number of clients.

    Returns
    -------
    array of bool

    Raises
    ------
    ValueError
        If `count` is out of range, or a rating is missing.
    """
    finite("A rating", ratings, many=True)
    if np.ndim(ratings) != 1:
        raise ValueError(f"ratings have the shape {np.shape(ratings)}: choose one a client.")
    whole("count", count, 0, np.size(ratings))
    marked = np.zeros(np.size(ratings), dtype=bool)
    marked[np.argsort(ratings, kind="stable")[:count]] = True
    return marked


def rate(clients: int, r: float, gap: float, rng: np.random.Generator | int) -> Ratings:
    """Simulate how clients and their counsellor rate the same alliances.

    These very clients show the correlation and the gap that are asked for, not only endlessly many
    of them. With the same random numbers clients' ratings stay the same whatever `r` and `gap` are.

    Parameters
    ----------
    clients : int
        3 to 1,000.
    r : float
        Correlation of the two ratings, 0 to 1.
    gap : float
        How much higher clients rate, on average, 0 to 2 standard deviations.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    Ratings

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 3, 1000)
    in_range("r", r, 0, 1)
    in_range("gap", gap, 0, 2)
    client, other = rng.standard_normal((2, clients))
    client = _standard(client)
    other = _standard(other - (client * other).mean() * client)
    return Ratings(client, r * client + math.sqrt(1 - r**2) * other - gap)


@dataclass(frozen=True)
class TwoLists:
    """Forty alliances or so, and the lowest of them as either side sees it.

    Attributes
    ----------
    ratings : Ratings
    clients_lowest, counsellors_lowest : array of bool
        Who stands on the list of either side.
    on_both : int
        How many stand on both.
    expected : float
        How many would, on average over endlessly many such clinics.
    """

    ratings: Ratings
    clients_lowest: NDArray[np.bool_]
    counsellors_lowest: NDArray[np.bool_]
    on_both: int
    expected: float


def two_lists(
    r: float, gap: float, *, clients: int = 40, count: int = 10, seed: int = 1
) -> TwoLists:
    """Let clients and their counsellor each name the weakest alliances of one clinic.

    Toy: ratings are normal, and one clinic is one draw of chance. It cannot show which of the two
    is right.

    Parameters
    ----------
    r, gap : float
        As for `rate`.
    clients : int
        3 to 1,000.
    count : int
        How long either list is, 1 to clients - 1.
    seed : int
        Which clinic, 0 to 2**53.

    Returns
    -------
    TwoLists

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("clients", clients, 3, 1000)
    whole("count", count, 1, clients - 1)
    whole("seed", seed, 0, 2**53)
    ratings = rate(clients, r, gap, np.random.default_rng([90, int(seed)]))
    theirs, own = lowest(ratings.client, count), lowest(ratings.counsellor, count)
    part = min(max(count / clients, 0.01), 0.99)
    return TwoLists(ratings, theirs, own, int((theirs & own).sum()), count * share_found(r, part))


def share_found(r: float, part: float = 0.25) -> float:
    """Return how many of the clients who rate lowest are also among the counsellor's lowest.

    Exact where both ratings are normal. How much higher one of the two rates does not come into
    it: a list of the lowest is made by order.

    Parameters
    ----------
    r : float
        Correlation of the two ratings, 0 to 1.
    part : float
        Share of all clients that stands on either list, 0.01 to 0.99.

    Returns
    -------
    float
        0 to 1; `part` itself where the ratings have nothing to do with each other.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("r", r, 0, 1)
    in_range("part", part, 0.01, 0.99)
    cut = float(ndtri(part))
    both = ndtr(cut) - 2 * owens_t(cut, math.sqrt((1 - r) / (1 + r)))
    return float(both / part)


def dependability(sessions: int, one: float, lasts: float = 1.0) -> float:
    """Return how well the mean of the last sessions tells the alliance as it is now.

    Each rating is the alliance of that session plus a passing error. With `lasts` at 1 the
    alliance stays what it is and this is the Spearman-Brown formula; below 1 it wanders, always
    back towards its usual size (an autoregressive process), so that old sessions tell of an
    alliance that is no longer quite there.

    Parameters
    ----------
    sessions : int
        Sessions averaged, the present one included, 1 to 100.
    one : float
        Dependability of a single session, 0.05 to 1.
    lasts : float
        Correlation of the alliance with itself one session later, 0 to 1.

    Returns
    -------
    float
        Squared correlation of the mean with the present alliance, 0 to 1.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("sessions", sessions, 1, 100)
    in_range("one", one, 0.05, 1)
    in_range("lasts", lasts, 0, 1)
    ago = np.arange(sessions)
    with_now = float((lasts**ago).mean())
    with_each_other = float((lasts ** np.abs(ago[:, None] - ago)).mean())
    error = (1 / one - 1) / sessions
    return with_now**2 / (with_each_other + error)


def pairs_in_order(dependable: float) -> float:
    """Return how often, of two clients, the one with the better alliance has the better score.

    Exact where scores are normal.

    Parameters
    ----------
    dependable : float
        Dependability of the scores, 0 to 1.

    Returns
    -------
    float
        0.5 (a coin) to 1.

    Raises
    ------
    ValueError
        If `dependable` is out of range.
    """
    in_range("dependable", dependable, 0, 1)
    return 0.5 + math.asin(math.sqrt(dependable)) / math.pi


def _standard(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std())
