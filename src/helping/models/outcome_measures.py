"""What a change on a questionnaire can mean: cut-offs, reliable change, sudden gains, alarms.

Label: *measured* for the formulas, for `CORE_10` and for the sudden-gain rule; *toy* for the
simulated courses, the expected courses and the alarm built on them (ours, in the manner of
systems that compare a client with clients who started alike).

Sources: Jacobson and Truax (1991), https://doi.org/10.1037/0022-006X.59.1.12, for the cut-off and
reliable change; Barkham et al. (2013), https://doi.org/10.1080/14733145.2012.729069, for CORE-10;
Tang and DeRubeis (1999), https://doi.org/10.1037/0022-006X.67.6.894, for sudden gains, with gains
near either end of a series handled as by Wiedemann et al. (2020),
https://doi.org/10.1371/journal.pone.0230276.

What it cannot show: why a score moved; whether life is better; what a client would call a gain.
A cut-off divides scores, not people. Simulated clients change smoothly, answer honestly and never
leave. In every measure here a *higher* score means *more* distress.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm
from scipy.stats import t as student

from helping.models.alliance_shapes import autocorrelated_noise
from helping.models.checks import above, finite, generator, in_range, numbers, of_class, whole

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

CHANGES = ("recovered", "improved", "unchanged", "deteriorated")
"""What `classify` can answer."""

# Three scores on either side of a gain where there are three; two at the ends of a series.
_SIDE, _SHORT_SIDE = 3, 2


@dataclass(frozen=True)
class Measure:
    """A questionnaire and its norms.

    Attributes
    ----------
    name : str
        What it is called.
    clinical_mean, clinical_sd : float
        Norms of people in treatment, in points.
    general_mean, general_sd : float
        Norms of people in general, in points.
    reliability : float
        Internal consistency, 0 to 1.
    lowest, highest : float
        Ends of the scale, in points.
    """

    name: str
    clinical_mean: float
    clinical_sd: float
    general_mean: float
    general_sd: float
    reliability: float
    lowest: float
    highest: float

    def __post_init__(self) -> None:
        of_class("name", self.name, str)
        finite("lowest", self.lowest)
        finite("highest", self.highest)
        above("highest", self.highest, self.lowest)
        in_range("clinical_mean", self.clinical_mean, self.lowest, self.highest)
        in_range("general_mean", self.general_mean, self.lowest, self.highest)
        in_range("clinical_sd", self.clinical_sd, 0.001, self.highest - self.lowest)
        in_range("general_sd", self.general_sd, 0.001, self.highest - self.lowest)
        in_range("reliability", self.reliability, 0, 1)


CORE_10 = Measure("CORE-10", 19.7, 7.7, 4.7, 4.8, 0.90, 0, 40)
"""Norms of Barkham et al. (2013): 1,835 people in treatment and 535 in general."""


def cut_off(
    clinical_mean: float, clinical_sd: float, general_mean: float, general_sd: float
) -> float:
    """Return the score from which a person is more like those in treatment than like others.

    The criterion "c" of Jacobson and Truax (1991): the point that lies as many standard
    deviations from one mean as from the other.

    Parameters
    ----------
    clinical_mean, general_mean : float
        Means in points, 0 to 1,000.
    clinical_sd, general_sd : float
        Standard deviations in points, 0.001 to 1,000.

    Returns
    -------
    float
        Between the two means. Manuals print the next whole score (`math.ceil`).

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("clinical_mean", clinical_mean, 0, 1000)
    in_range("general_mean", general_mean, 0, 1000)
    in_range("clinical_sd", clinical_sd, 0.001, 1000)
    in_range("general_sd", general_sd, 0.001, 1000)
    return (clinical_sd * general_mean + general_sd * clinical_mean) / (clinical_sd + general_sd)


def reliable_change(sd: float, reliability: float, level: float = 0.95) -> float:
    """Return the change, in points, that error of measurement alone would seldom make.

    ``z * sd * sqrt(2) * sqrt(1 - reliability)``, Jacobson and Truax (1991).

    Parameters
    ----------
    sd : float
        Standard deviation in points, 0.001 to 1,000. Manuals differ in whose: CORE-10 uses
        people in treatment, the OQ-45's printed 14 comes out only with people in general.
    reliability : float
        0 to 1.
    level : float
        Share of unchanged people who stay below it, 0.5 to 0.999, two-sided.

    Returns
    -------
    float
        Points, 0 or more.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("sd", sd, 0.001, 1000)
    in_range("reliability", reliability, 0, 1)
    in_range("level", level, 0.5, 0.999)
    z = float(norm.ppf(0.5 + level / 2))
    return z * sd * math.sqrt(2 * (1 - reliability))


def classify(
    before: ArrayLike, after: ArrayLike, cut: float = 11.0, reliable: float = 6.0
) -> NDArray[np.str_]:
    """Say of each client what the change from `before` to `after` is called.

    Parameters
    ----------
    before, after : array_like
        Scores of the same clients, in points; higher is worse.
    cut : float
        Scores of `cut` and above count as clinical, 0 to 1,000 (CORE-10: 11).
    reliable : float
        Change that counts as more than error, 0 to 1,000 points (CORE-10: 6).

    Returns
    -------
    array of str
        "recovered" (reliably better, and across the cut-off: "reliable and clinically
        significant improvement"), "improved" (reliably better only), "deteriorated" (reliably
        worse) or "unchanged".

    Raises
    ------
    ValueError
        If a parameter is out of range, or the two arrays do not fit.
    """
    in_range("before", before, 0, 1000, many=True)
    in_range("after", after, 0, 1000, many=True)
    first, last = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    in_range("cut", cut, 0, 1000)
    in_range("reliable", reliable, 0, 1000)
    if first.shape != last.shape:
        raise ValueError(
            f"before holds {first.size} and after {last.size} scores: give both for every client."
        )
    gain = first - last
    better = (gain >= reliable) & (gain > 0)
    recovered = better & (first >= cut) & (last < cut)
    worse = (gain <= -reliable) & (gain < 0)
    return np.select(
        [recovered, better, worse], ["recovered", "improved", "deteriorated"], "unchanged"
    ).astype(np.str_)


def sudden_gains(scores: ArrayLike, smallest: float = 6.0, share: float = 0.25) -> Marks:
    """Mark the sessions after which the next score is a sudden gain.

    Three criteria of Tang and DeRubeis (1999): the drop to the next session is at least
    `smallest` points; it is at least `share` of the score before it; and the three scores up to
    it are higher than the three after it by a t test (5 %, two-sided). At the ends of a series
    two scores are enough, with the critical value for them (Wiedemann et al., 2020).

    Parameters
    ----------
    scores : array_like
        One row a client, one column a session, at least 4; points, 0 or more unless simulated.
    smallest : float
        Smallest drop in points, 0.1 to 1,000: the reliable change of the measure.
    share : float
        Smallest drop as a share of the score before it, 0 to 1.

    Returns
    -------
    array of bool
        Same form as `scores`; true at the last session before a gain.

    Raises
    ------
    ValueError
        If a parameter is out of range, or there are fewer than 4 sessions.
    """
    table = _table("scores", scores, 4)
    in_range("smallest", smallest, 0.1, 1000)
    in_range("share", share, 0, 1)
    sessions = table.shape[1]
    marks = np.zeros(table.shape, dtype=bool)
    for last in range(_SHORT_SIDE - 1, sessions - _SHORT_SIDE):
        before = table[:, max(0, last + 1 - _SIDE) : last + 1]
        after = table[:, last + 1 : last + 1 + _SIDE]
        drop = table[:, last] - table[:, last + 1]
        large = (drop >= smallest) & (drop >= share * table[:, last])
        marks[:, last] = large & _clearly_higher(before, after)
    return marks


def _clearly_higher(before: Floats, after: Floats) -> Marks:
    n, m = before.shape[1], after.shape[1]
    spread = before.var(axis=1, ddof=1) * (n - 1) + after.var(axis=1, ddof=1) * (m - 1)
    error = np.sqrt(spread / (n + m - 2) * (1 / n + 1 / m))
    critical = float(student.ppf(0.975, n + m - 2))
    return np.asarray(before.mean(axis=1) - after.mean(axis=1) > critical * error)


@dataclass(frozen=True)
class Courses:
    """Simulated scores.

    Attributes
    ----------
    scores : array of float
        One row a client, one column an occasion, 0 to 40 as on CORE-10; column 0 is intake.
    jumped : array of bool
        Whether the client's scores were made with a true jump.
    """

    scores: Floats
    jumped: Marks


def simulate_courses(
    clients: int,
    occasions: int,
    rng: np.random.Generator | int,
    *,
    start: float = CORE_10.clinical_mean,
    start_sd: float = 7.0,
    slope: float = -2.0,
    slope_sd: float = 3.0,
    noise: float = 2.7,
    carry_over: float = 0.5,
    jumping: float = 0.0,
    jump: float = 9.0,
) -> Courses:
    """Make courses that change smoothly (in the logarithm of time), with noise on top.

    Toy. With the defaults and 13 occasions about 10 in 100 clients are reliably worse at the end,
    45 unchanged and 45 better; these shares were tuned for, near the usual accounts of routine
    care (deterioration 5 to 10 %, no change 35 to 40 %).

    Parameters
    ----------
    clients, occasions : int
        1 to 100,000 and 4 to 100.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    start, start_sd : float
        Distress at intake, 0 to 40 points, and its spread, 0 to 20.
    slope, slope_sd : float
        Points per unit of ln(occasion), -20 to 20, and its spread between clients, 0 to 10.
    noise : float
        Standard deviation of a score within a client, 0 to 10 points.
    carry_over : float
        Correlation of noise from one occasion to the next, 0 to 0.95.
    jumping : float
        Share of clients who drop once, for good, 0 to 1.
    jump : float
        Size of that drop, 0 to 40 points.

    Returns
    -------
    Courses

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 1, 100_000)
    whole("occasions", occasions, 4, 100)
    in_range("start", start, 0, 40)
    in_range("start_sd", start_sd, 0, 20)
    in_range("slope", slope, -20, 20)
    in_range("slope_sd", slope_sd, 0, 10)
    in_range("noise", noise, 0, 10)
    in_range("carry_over", carry_over, 0, 0.95)
    in_range("jumping", jumping, 0, 1)
    in_range("jump", jump, 0, 40)
    first = start + start_sd * rng.standard_normal((clients, 1))
    pace = slope + slope_sd * rng.standard_normal((clients, 1))
    smooth = first + pace * np.log(np.arange(1, occasions + 1))
    wobble = noise * autocorrelated_noise(clients, occasions, carry_over, rng)
    jumped = rng.random(clients) < jumping
    # Far enough from both ends for two scores on either side of the drop.
    at = rng.integers(2, occasions - 1, clients)
    drop = jump * (jumped[:, None] & (np.arange(occasions) >= at[:, None]))
    return Courses(np.clip(smooth + wobble - drop, 0, 40), jumped)


def apparent_benefit(scores: ArrayLike, gained: ArrayLike) -> float:
    """Return how much better those with a gain end, allowing for where they started.

    Parameters
    ----------
    scores : array_like
        One row a client, one column an occasion, at least 4.
    gained : array_like of bool
        One entry a client; both kinds must occur.

    Returns
    -------
    float
        Difference of mean final scores (others minus gainers), both freed of the first score by
        regression, in standard deviations of what is left.

    Raises
    ------
    ValueError
        If the arrays do not fit, or one kind of client is missing.
    """
    table = _table("scores", scores, 4)
    marks = _marks("gained", gained)
    if marks.shape != (len(table),) or marks.all() or not marks.any():
        raise ValueError(
            f"gained marks {int(marks.sum())} of {marks.size} clients: mark some, not all, of the "
            f"{len(table)}."
        )
    line = np.polyfit(table[:, 0], table[:, -1], 1)
    rest = table[:, -1] - np.polyval(line, table[:, 0])
    return float((rest[~marks].mean() - rest[marks].mean()) / rest.std())


@dataclass(frozen=True)
class ExpectedCourse:
    """What clients who started alike did: the mean and the alarm limit for every band.

    Attributes
    ----------
    edges : array of float
        Scores at intake that divide the bands, in points.
    expected, limit : array of float
        One row a band, one column an occasion, in points.
    """

    edges: Floats
    expected: Floats
    limit: Floats


def expected_course(
    reference: ArrayLike, percentile: float = 90.0, bands: int = 20
) -> ExpectedCourse:
    """Learn from earlier clients what to expect, given the first score.

    Parameters
    ----------
    reference : array_like
        Scores of earlier clients, one row each; at least five clients a band.
    percentile : float
        Share of clients who started alike and stay at or below the limit, 50 to 99 %.
    bands : int
        Bands of intake scores, equally full, 1 to 50.

    Returns
    -------
    ExpectedCourse

    Raises
    ------
    ValueError
        If a parameter is out of range, or there are too few clients.
    """
    table = _table("reference", reference, 2)
    in_range("percentile", percentile, 50, 99)
    whole("bands", bands, 1, 50)
    edges = np.quantile(table[:, 0], np.linspace(0, 1, bands + 1)[1:-1])
    band = np.digitize(table[:, 0], edges)
    if np.bincount(band, minlength=bands).min() < 5:
        raise ValueError(
            f"reference has {len(table)} clients for {bands} bands: choose fewer bands or give "
            "more clients, so that five start in each."
        )
    groups = [table[band == number] for number in range(bands)]
    return ExpectedCourse(
        edges,
        np.array([group.mean(axis=0) for group in groups]),
        np.array([np.percentile(group, percentile, axis=0) for group in groups]),
    )


def alarms(expected: ExpectedCourse, scores: ArrayLike, by: int) -> Marks:
    """Say which clients went above their limit at least once after intake.

    Parameters
    ----------
    expected : ExpectedCourse
        From `expected_course`.
    scores : array_like
        One row a client, as many columns as the reference had.
    by : int
        Last occasion looked at; 1 is the first after intake.

    Returns
    -------
    array of bool
        One entry a client.

    Raises
    ------
    ValueError
        If a parameter is out of range, or the numbers of occasions differ.
    """
    of_class("expected", expected, ExpectedCourse)
    table = _table("scores", scores, 2)
    occasions = expected.limit.shape[1]
    if table.shape[1] != occasions:
        raise ValueError(
            f"scores have {table.shape[1]} occasions and the expected course {occasions}: give "
            "the same number."
        )
    whole("by", by, 1, occasions - 1)
    limit = expected.limit[np.digitize(table[:, 0], expected.edges)]
    return np.asarray((table[:, 1 : by + 1] > limit[:, 1 : by + 1]).any(axis=1))


@dataclass(frozen=True)
class AlarmQuality:
    """How an alarm fares.

    Attributes
    ----------
    flagged : float
        Share of all clients with an alarm, 0 to 1.
    sensitivity : float
        Share of those who end worse that had one.
    specificity : float
        Share of the others that had none.
    true_alarms : float
        Share of alarms that were followed by a worse end (positive predictive value).
    """

    flagged: float
    sensitivity: float
    specificity: float
    true_alarms: float


def alarm_quality(alarm: ArrayLike, worse: ArrayLike) -> AlarmQuality:
    """Compare alarms with what happened.

    Parameters
    ----------
    alarm, worse : array_like of bool
        One entry a client: had an alarm; ended reliably worse.

    Returns
    -------
    AlarmQuality
        A share of nobody is nan.

    Raises
    ------
    ValueError
        If the two do not fit, or there is no client.
    """
    rang, ended = _marks("alarm", alarm), _marks("worse", worse)
    if rang.shape != ended.shape or rang.size == 0:
        raise ValueError(
            f"alarm has {rang.size} and worse {ended.size} entries: give one for every client."
        )
    return AlarmQuality(
        flagged=float(rang.mean()),
        sensitivity=_share(rang[ended]),
        specificity=_share(~rang[~ended]),
        true_alarms=_share(ended[rang]),
    )


def _share(marks: Marks) -> float:
    return float(marks.mean()) if marks.size else math.nan


def _marks(name: str, values: ArrayLike) -> Marks:
    marks = numbers(name, values)
    if not np.isin(marks, (0, 1)).all():
        raise ValueError(f"{name} holds more than yes and no: give True or False for every client.")
    return marks == 1


def _table(name: str, values: ArrayLike, least: int) -> Floats:
    table = numbers(name, values)
    if table.ndim != 2 or len(table) == 0 or table.shape[1] < least:
        raise ValueError(
            f"{name} has the shape {table.shape}: give one row a client and at least {least} "
            "columns."
        )
    if not np.isfinite(table).all():
        raise ValueError(f"{name} holds a missing number: leave out clients with missing scores.")
    return table
