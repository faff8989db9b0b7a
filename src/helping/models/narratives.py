"""Relationship episodes and the theme that recurs in them, or seems to.

The core conflictual relationship theme (Luborsky and Crits-Christoph, 1998, doi:10.1037/10250-000)
reads three components out of a told episode: a wish, the response of the other, the response of
the self. Here an episode is only a row of yes and no: did a given reading of a component fit it?

Label: toy. Shares, intervals and the gain from picking the best reading are exact consequences of
chance with independent episodes; the shares themselves are invented.

What it cannot show: why someone tells these stories and not others, or tells them to this listener;
that episodes about one person hang together; that two readers see different things in one story;
and whether a theme, once found, is worth saying aloud.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from helping.models.checks import MOST, above, generator, in_range, inside, whole

COMPONENTS = ("wish", "response of the other", "response of the self")


@dataclass(frozen=True)
class Theme:
    """The reading that fits most of the told stories, for one component.

    Attributes
    ----------
    reading : int
        Which of the readings was kept, counted from 0.
    present : array of bool
        In which stories it fits, in the order of telling.
    share : float
        Its pervasiveness: share of the told stories in which it fits, 0 to 1.
    low, high : float
        Where the real share lies with 95 per cent probability, had it been the only reading tried
        and every share equally likely beforehand.
    """

    reading: int
    present: NDArray[np.bool_]
    share: float
    low: float
    high: float


def tell(
    stories: int,
    real_share: float,
    *,
    readings: int = 1,
    rng: np.random.Generator | int,
) -> NDArray[np.bool_]:
    """Draw the stories of one client.

    Parameters
    ----------
    stories : int
        Number of relationship episodes told, 1 to 200.
    real_share : float
        How often each reading really fits, 0 to 1.
    readings : int
        How many rival readings the listener has in mind for each component, 1 to 50.
    rng : numpy Generator or int
        Source of chance, or a seed for one. With the same seed a longer telling begins with the
        same stories, and more readings include the earlier ones, up to the two limits.

    Returns
    -------
    array of bool, shape (3, readings, stories)
        Whether a reading of wish, response of the other, response of the self fits a story.

    Raises
    ------
    ValueError
        If a value lies outside its range.
    """
    whole("stories", stories, 1, 200)
    in_range("real_share", real_share, 0, 1)
    whole("readings", readings, 1, 50)
    chance = generator(rng).random((len(COMPONENTS), 50, 200))
    return chance[:, :readings, :stories] < real_share


def core_theme(told: NDArray[np.bool_]) -> tuple[Theme, Theme, Theme]:
    """Keep, for each component, the reading that fits most of the stories.

    Parameters
    ----------
    told : array of bool, shape (3, readings, stories)
        As drawn by `tell`.

    Returns
    -------
    tuple of three Theme
        For wish, response of the other, response of the self.

    Raises
    ------
    ValueError
        If `told` has another shape or holds anything but yes and no.
    """
    shape = np.shape(told) if isinstance(told, np.ndarray) and told.dtype == bool else ()
    if len(shape) != 3 or shape[0] != len(COMPONENTS) or 0 in shape:
        raise ValueError(
            f"The stories have the shape {shape}: choose yes and no as (3, readings, stories)."
        )
    wish, other, self_ = (_most_frequent(component) for component in told)
    return wish, other, self_


def one_client(
    client: int, stories: int, real_share: float, *, readings: int = 1
) -> tuple[Theme, Theme, Theme]:
    """Listen to one simulated client and keep, for each component, the reading that fits most.

    Parameters
    ----------
    client : int
        Which client tells (the seed), 1 to 1,000; the same one begins with the same stories.
    stories : int
        Stories told, 1 to 200.
    real_share : float
        How often each reading really fits, 0 to 1.
    readings : int
        Rival readings that the listener has in mind for each component, 1 to 50.

    Returns
    -------
    tuple of three Theme
        For wish, response of the other, response of the self.

    Raises
    ------
    ValueError
        If a value lies outside its range.
    """
    whole("client", client, 1, 1000)
    told = tell(stories, real_share, readings=readings, rng=np.random.default_rng([8, client]))
    return core_theme(told)


def share_interval(hits: int, stories: int, level: float = 0.95) -> tuple[float, float]:
    """Return the interval that holds the real share, all shares being equally likely beforehand.

    Parameters
    ----------
    hits : int
        Stories in which the theme shows, 0 to `stories`.
    stories : int
        Stories told, 1 or more.
    level : float
        Probability inside the interval, above 0 and below 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, 0 to 1.
    """
    whole("stories", stories, 1, 100_000)
    whole("hits", hits, 0, stories)
    inside("level", level, 0, 1)
    tails = (1 - level) / 2, (1 + level) / 2
    low, high = (special.betaincinv(1 + hits, 1 + stories - hits, tail) for tail in tails)
    return float(low), float(high)


def standard_error(real_share: float, stories: int) -> float:
    """Return how far the share in `stories` stories typically falls from the real one.

    Parameters
    ----------
    real_share : float
        0 to 1.
    stories : int
        1 or more.

    Returns
    -------
    float
        Standard error of the share, 0 to 0.5.
    """
    in_range("real_share", real_share, 0, 1)
    whole("stories", stories, 1, 100_000)
    return float(np.sqrt(real_share * (1 - real_share) / stories))


def best_of(readings: int, stories: int, real_share: float) -> float:
    """Return the share that the best of several equally common readings shows on average.

    Parameters
    ----------
    readings : int
        Rival readings tried, 1 to 50.
    stories : int
        Stories told, 1 or more.
    real_share : float
        How often every one of the readings really fits, 0 to 1.

    Returns
    -------
    float
        Expected share of the reading that is kept, `real_share` or more.
    """
    whole("readings", readings, 1, 50)
    whole("stories", stories, 1, 100_000)
    in_range("real_share", real_share, 0, 1)
    below = special.bdtr(np.arange(stories), stories, real_share)
    return float(np.sum(1 - below**readings) / stories)


def chance_of(hits: int, readings: int, stories: int, real_share: float) -> float:
    """Return how likely it is that the best of several readings fits so many stories.

    Parameters
    ----------
    hits : int
        Stories that the reading kept should fit at least, 0 to `stories`.
    readings : int
        Rival readings tried, 1 to 50.
    stories : int
        Stories told, 1 or more.
    real_share : float
        How often every one of the readings really fits, 0 to 1.

    Returns
    -------
    float
        0 to 1; exact.
    """
    whole("readings", readings, 1, 50)
    whole("stories", stories, 1, 100_000)
    whole("hits", hits, 0, stories)
    in_range("real_share", real_share, 0, 1)
    below = special.bdtr(hits - 1, stories, real_share) if hits else 0.0
    return float(1 - below**readings)


def usual_count(chance: float, clients: int) -> tuple[int, int]:
    """Return how many of some clients will show what each shows with the same chance.

    Parameters
    ----------
    chance : float
        0 to 1.
    clients : int
        1 to 1,000.

    Returns
    -------
    tuple of int
        The 5th and the 95th percentile of the count.
    """
    in_range("chance", chance, 0, 1)
    whole("clients", clients, 1, 1000)
    reached = special.bdtr(np.arange(clients + 1), clients, chance)
    low, high = np.searchsorted(reached, (0.05, 0.95))
    return int(low), int(min(high, clients))


def power_to_see_change(
    before: float,
    after: float,
    *,
    clients: int = 33,
    stories: int = 10,
    likeness: float = 8.0,
    studies: int = 2000,
    rng: np.random.Generator | int,
) -> float:
    """Return how often a study of this size would call a change in pervasiveness significant.

    Clients differ (a beta-binomial): each keeps their rank among the others, tells `stories`
    stories before and after, and the differences are tested with a paired t test at 5 per cent.

    Parameters
    ----------
    before, after : float
        Mean real share before and after, above 0 and below 1.
    clients : int
        Clients in the study, 2 to 10,000.
    stories : int
        Stories a client tells each time, 1 to 1,000.
    likeness : float
        How alike clients are (sum of the two beta parameters), above 0 to 10,000.
    studies : int
        Studies to simulate, 1 to 100,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    float
        Share of significant studies, 0 to 1.
    """
    inside("before", before, 0, 1)
    inside("after", after, 0, 1)
    whole("clients", clients, 2, 10_000)
    whole("stories", stories, 1, 1000)
    whole("studies", studies, 1, 100_000)
    above("likeness", likeness, 0, 10_000)
    whole("Clients times studies", clients * studies, 2, MOST)
    chance = generator(rng)
    rank = chance.random((studies, clients))
    change = np.zeros((studies, clients))
    for mean, sign in ((before, -1), (after, 1)):
        real = special.betaincinv(likeness * mean, likeness * (1 - mean), rank)
        change += sign * chance.binomial(stories, real) / stories
    error = change.std(axis=1, ddof=1) / np.sqrt(clients)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(change.mean(axis=1) / error)
    return float(np.mean(t > special.stdtrit(clients - 1, 0.975)))


def _most_frequent(component: NDArray[np.bool_]) -> Theme:
    hits = component.sum(axis=1)
    reading = int(np.argmax(hits))
    stories = component.shape[1]
    low, high = share_interval(int(hits[reading]), stories)
    return Theme(
        reading=reading,
        present=component[reading],
        share=float(hits[reading] / stories),
        low=low,
        high=high,
    )
