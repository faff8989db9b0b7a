"""Rogers' conditions: what is offered, what arrives, and three ways they might work together.

Label: *toy*, for the course of experiencing and for the three readings: our own numbers, to think
with.

The ideas are from Rogers (1957), https://doi.org/10.1037/h0045357 (six conditions; the sixth asks
that empathy and regard reach the client), and Rogers (1958), https://doi.org/10.1037/h0042129
(seven stages of process, from fixity to flow). The size of the movement is a teaching choice: a
good course moves the client about one stage, so that typical clients end near stage 3 or 4 and
stage 7 stays rare.

What it cannot show: whether the conditions cause change, which of the three readings is true, how
much of a real counsellor's empathy reaches a real client, or what else heals people. Nothing here
was fitted to a client. How a client rates a condition stands in for whether it was there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.integrate import quad
from scipy.stats import binom, norm, t

from helping.models.checks import flag, in_range, one_of, whole

CONDITIONS = ("empathy", "congruence", "regard")
READINGS = ("all needed", "they add up", "one impression")
GROUPS = ("more empathy", "one low")
STAGES = tuple(range(1, 8))

START_STAGE = 2.5  # between the stages where clients seldom and often come of their own accord
STEP_PER_SESSION = 0.055  # full reception moves a client about one stage in twenty sessions
SPREAD_OF_MOMENTS = 0.9  # one hour holds moments from about two stages either side
BELIEVED_ANYWAY = 0.25  # what still arrives of warmth that is not meant
ASKING_RATE = 0.08  # share of the gap that closes when the counsellor asks what landed
TYPICAL_R = 0.26  # what each reading is tuned to; near the published empathy and congruence


@dataclass(frozen=True)
class Reception:
    """What reaches the client, each from 0 (nothing) to 1 (all of a full offer).

    Attributes
    ----------
    empathy, congruence, regard : float
        The three therapist conditions as the client perceives them.
    """

    empathy: float
    congruence: float
    regard: float


@dataclass(frozen=True)
class Course:
    """A course of counselling seen from the client's side.

    Attributes
    ----------
    sessions : tuple of int
        Session numbers, from 0 (before the first).
    stage : tuple of float
        Average stage of experiencing after each session (1 to 7).
    first, last : Reception
        What reaches the client in the first and in the last session.
    """

    sessions: tuple[int, ...]
    stage: tuple[float, ...]
    first: Reception
    last: Reception

    @property
    def gain(self) -> float:
        """Stages moved from before the first session to the end."""
        return self.stage[-1] - self.stage[0]


def receive(empathy: float, congruence: float, regard: float, arrives: float) -> Reception:
    """Say what reaches the client of what the counsellor offers (the sixth condition).

    Empathy and regard reach the client as far as the channel is open and as far as the counsellor
    is believed; a counsellor who does not mean it is believed only a quarter.

    Parameters
    ----------
    empathy, congruence, regard : float
        What the counsellor offers, from 1 (hardly) to 7 (fully).
    arrives : float
        How open the channel is, from 0 (nothing arrives) to 1 (all of it): trust, history, a
        shared language, a counsellor who speaks so that it can be heard.

    Returns
    -------
    Reception
        The three conditions as the client perceives them, 0 to 1.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    for name, value in zip(CONDITIONS, (empathy, congruence, regard), strict=True):
        in_range(f"Offered {name}", value, 1, 7)
    in_range("Share that arrives", arrives, 0, 1)
    genuine = (congruence - 1) / 6
    believed = arrives * (BELIEVED_ANYWAY + (1 - BELIEVED_ANYWAY) * genuine)
    return Reception(
        empathy=believed * (empathy - 1) / 6,
        congruence=arrives * genuine,
        regard=believed * (regard - 1) / 6,
    )


def experiencing(
    empathy: float,
    congruence: float,
    regard: float,
    arrives: float,
    asks: bool = False,
    sessions: int = 20,
    start: float = START_STAGE,
) -> Course:
    """Follow a client's experiencing through the stages of process.

    Every session moves the client a little, in proportion to the average of the three conditions
    as perceived, and ever less as stage 7 comes near.

    Parameters
    ----------
    empathy, congruence, regard : float
        What the counsellor offers, from 1 (hardly) to 7 (fully).
    arrives : float
        Share that arrives in the first session, 0 to 1.
    asks : bool, optional
        Whether the counsellor asks what landed and adjusts; then the channel opens a little with
        every session. That it does is an assumption of this toy.
    sessions : int, optional
        Number of sessions, 1 to 60.
    start : float, optional
        Stage before the first session, 1 to 7.

    Returns
    -------
    Course
        Stage after every session, and the first and last reception.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    whole("Number of sessions", sessions, 1, 60)
    in_range("Starting stage", start, 1, 7)
    flag("asks", asks)
    stages = [float(start)]
    first = last = receive(empathy, congruence, regard, arrives)
    for _ in range(sessions):
        last = receive(empathy, congruence, regard, arrives)
        average = (last.empathy + last.congruence + last.regard) / 3
        stages.append(_next_stage(stages[-1], average))
        if asks:
            arrives += ASKING_RATE * (1 - arrives)
    return Course(tuple(range(sessions + 1)), tuple(stages), first, last)


def stage_shares(stage: float) -> tuple[float, ...]:
    """Spread an average stage over the moments of one session.

    Nobody speaks from one stage for an hour: a normal spread round the average is cut into the
    seven stages (an ordinal probit).

    Parameters
    ----------
    stage : float
        Average stage, 1 to 7.

    Returns
    -------
    tuple of float
        Share of moments at stages 1 to 7; the seven add up to 1.

    Raises
    ------
    ValueError
        If `stage` is outside 1 to 7.
    """
    in_range("Stage", stage, 1, 7)
    cuts = norm.cdf((np.arange(1.5, 7) - stage) / SPREAD_OF_MOMENTS)
    return tuple(float(share) for share in np.diff(np.concatenate(([0.0], cuts, [1.0]))))


def end_better(reading: str, group: str = "one low", overlap: float = 0.55) -> float:
    """Say how many of a hundred clients are expected to end in the better half.

    Clients differ in how they rate the three conditions, and the ratings go together. Outcome
    follows the reading plus everything else in a life. How much "everything else" there is is
    chosen so that one condition correlates with outcome by `TYPICAL_R` under each reading: that
    the readings look alike in all clients together is put in. How the odd clients fare comes out.

    Parameters
    ----------
    reading : str
        "all needed": the lowest of the three ratings counts. "they add up": their mean counts.
        "one impression": the general impression behind the three counts.
    group : str, optional
        "more empathy": clients who rate empathy above the median. "one low": clients with one
        rating in the lowest quarter and both others above the median.
    overlap : float, optional
        Correlation between any two ratings, 0.2 to 0.9.

    Returns
    -------
    float
        Expected number, 0 to 100; of all clients together it would be 50.

    Raises
    ------
    ValueError
        If a parameter is not one of the values above.

    Notes
    -----
    "They add up" and "one impression" cannot be told apart by any survey, however large, while all
    overlaps are equal: the three ratings and the outcome have the same joint (multivariate normal)
    distribution.
    """
    one_of("Reading", reading, READINGS)
    one_of("Group", group, GROUPS)
    in_range("Overlap of the conditions", overlap, 0.2, 0.9)
    return _end_better(reading, group, overlap)


def surveys_that_tell(
    reading: str = "all needed",
    overlap: float = 0.55,
    clients: int = 400,
    surveys: int = 200,
    seed: int = 1957,
) -> float:
    """Say in how many simulated surveys the lowest rating adds to what the three ratings tell.

    Each survey predicts outcome from the three ratings and from the lowest of them (a linear
    regression) and looks whether the lowest is significant at 5 per cent. This is what three
    correlations, one by one, cannot show.

    Parameters
    ----------
    reading : str, optional
        As in `end_better`: which reading is true.
    overlap : float, optional
        Correlation between any two ratings, 0.2 to 0.9.
    clients : int, optional
        Clients in each survey, 20 to 20,000.
    surveys : int, optional
        Number of surveys, 1 to 10,000.
    seed : int, optional
        Seed of the random numbers, 0 to 2**53.

    Returns
    -------
    float
        Share of the surveys, 0 to 1. Where "they add up" is true, about 0.05.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    one_of("Reading", reading, READINGS)
    in_range("Overlap of the conditions", overlap, 0.2, 0.9)
    whole("Number of clients", clients, 20, 20_000)
    whole("Number of surveys", surveys, 1, 10_000)
    whole("Seed", seed, 0, 2**53)
    rng = np.random.default_rng(int(seed))
    critical = float(t.ppf(0.975, clients - 5))
    found = 0
    for _ in range(surveys):
        general, perceived = _clients(rng, clients, overlap)
        expected, spread = _outcome(reading, overlap, general, perceived)
        outcome = expected + spread * rng.standard_normal(clients)
        table = np.column_stack((np.ones(clients), perceived, perceived.min(axis=1)))
        weights, *_ = np.linalg.lstsq(table, outcome, rcond=None)
        rest = outcome - table @ weights
        variance = rest @ rest / (clients - 5) * np.linalg.inv(table.T @ table)[4, 4]
        found += abs(weights[4]) > critical * math.sqrt(variance)
    return found / surveys


def expected_odd_ones(overlap: float = 0.55, clients: int = 400) -> float:
    """Say how many clients of a survey are expected to rate one condition low and two high.

    Parameters
    ----------
    overlap : float, optional
        Correlation between any two ratings, 0.2 to 0.9.
    clients : int, optional
        Clients in the survey, 20 to 20,000.

    Returns
    -------
    float
        Expected number of clients with one rating in the lowest quarter and both others in
        the upper half: an integral over the general impression that the three share.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    in_range("Overlap of the conditions", overlap, 0.2, 0.9)
    whole("Number of clients", clients, 20, 20_000)

    def share(general: float) -> float:
        moved, spread = math.sqrt(overlap) * general, math.sqrt(1 - overlap)
        low = norm.cdf((norm.ppf(0.25) - moved) / spread)
        return float(3 * low * norm.cdf(moved / spread) ** 2 * norm.pdf(general))

    return clients * float(quad(share, -8, 8)[0])


def usual_odd_ones(overlap: float = 0.55, clients: int = 400) -> tuple[int, int]:
    """Say between which numbers the odd clients of a survey lie in nine surveys of ten.

    Parameters
    ----------
    overlap, clients
        As in `expected_odd_ones`.

    Returns
    -------
    tuple of int
        5 and 95 in a hundred surveys hold at most so many.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    share = expected_odd_ones(overlap, clients) / clients
    low, high = binom.ppf((0.05, 0.95), clients, share)
    return int(low), int(high)


@lru_cache(maxsize=32)
def _end_better(reading: str, group: str, overlap: float) -> float:
    general, perceived = _clients(np.random.default_rng(1957), 300_000, overlap)
    expected, spread = _outcome(reading, overlap, general, perceived)
    median = 0.0
    for _ in range(4):  # Newton's steps to the outcome that half of all clients exceed
        off = (median - expected) / spread
        median -= spread * float((norm.cdf(off).mean() - 0.5) / norm.pdf(off).mean())
    chosen = perceived[:, 0] > 0 if group == "more empathy" else _odd(perceived)
    return float(100 * norm.sf((median - expected[chosen]) / spread).mean())


def _outcome(
    reading: str, overlap: float, general: np.ndarray, perceived: np.ndarray
) -> tuple[np.ndarray, float]:
    """Return what is expected of each client, in standard deviations, and the spread round it."""
    scale = _drive_scale(reading, overlap)
    weight = TYPICAL_R / scale.correlation
    drive = _drive(reading, general, perceived)
    return weight * (drive - scale.mean) / scale.spread, math.sqrt(1 - weight**2)


@dataclass(frozen=True)
class _Scale:
    mean: float
    spread: float
    correlation: float


@lru_cache(maxsize=16)
def _drive_scale(reading: str, overlap: float) -> _Scale:
    """Mean, spread and correlation with one condition of what drives outcome, in many clients."""
    general, perceived = _clients(np.random.default_rng(0), 1_000_000, overlap)
    drive = _drive(reading, general, perceived)
    correlation = np.mean([np.corrcoef(perceived[:, j], drive)[0, 1] for j in range(3)])
    return _Scale(float(drive.mean()), float(drive.std()), float(correlation))


def _clients(
    rng: np.random.Generator, clients: int, overlap: float
) -> tuple[np.ndarray, np.ndarray]:
    general = rng.standard_normal(clients)
    own = rng.standard_normal((clients, 3))
    perceived = math.sqrt(overlap) * general[:, None] + math.sqrt(1 - overlap) * own
    return general, perceived


def _drive(reading: str, general: np.ndarray, perceived: np.ndarray) -> np.ndarray:
    if reading == "all needed":
        return np.asarray(perceived.min(axis=1))
    if reading == "they add up":
        return np.asarray(perceived.mean(axis=1))
    return general


def _odd(perceived: np.ndarray) -> np.ndarray:
    low, high = perceived < norm.ppf(0.25), perceived > 0
    return np.asarray((low.sum(axis=1) == 1) & (high.sum(axis=1) == 2))


def _next_stage(stage: float, speed: float) -> float:
    return stage + STEP_PER_SESSION * speed * (7 - stage) / (7 - START_STAGE)
