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
was fitted to a client.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from helping.models.checks import flag, in_range, one_of, whole
from helping.models.effect_sizes import Interval, fisher_interval

CONDITIONS = ("empathy", "congruence", "regard")
READINGS = ("all needed", "they add up", "one impression")
STAGES = tuple(range(1, 8))

START_STAGE = 2.5  # between the stages where clients seldom and often come of their own accord
STEP_PER_SESSION = 0.055  # full reception moves a client about one stage in twenty sessions
SPREAD_OF_MOMENTS = 0.9  # one hour holds moments from about two stages either side
BELIEVED_ANYWAY = 0.25  # what still arrives of warmth that is not meant
ASKING_RATE = 0.08  # share of the gap that closes when the counsellor asks what landed
CLIENTS_FILL_IN = 0.5  # how cautious the general impression is, in signs' worth
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


@dataclass(frozen=True)
class Study:
    """What a correlational study sees when one reading is true.

    Attributes
    ----------
    r : tuple of float
        Correlation of empathy, congruence and regard with outcome.
    intervals : tuple of Interval
        Their 95 % intervals.
    odd_ones : int
        Clients in whom one condition is low (lowest quarter) and both others are high (upper
        half): the clients that could tell the readings apart.
    clients : int
        Clients in the study.
    """

    r: tuple[float, float, float]
    intervals: tuple[Interval, Interval, Interval]
    odd_ones: int
    clients: int


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


def pace(reading: str, level: float, removed: str = "none") -> float:
    """Say how fast a client moves under one reading of "necessary and sufficient".

    Parameters
    ----------
    reading : str
        "all needed": the weakest condition sets the pace. "they add up": each brings its third.
        "one impression": the client forms one general impression from whatever signs there are,
        and fills in the missing one.
    level : float
        How fully the client perceives every condition that is there, 0 to 1.
    removed : str, optional
        "none", "empathy", "congruence" or "regard": the condition of which there is no sign.

    Returns
    -------
    float
        Pace from 0 (no movement) to 1. With all three there, the readings agree.

    Raises
    ------
    ValueError
        If a parameter is not one of the values above.
    """
    one_of("Reading", reading, READINGS)
    one_of("Removed condition", removed, ("none", *CONDITIONS))
    in_range("Level", level, 0, 1)
    there = 3 if removed == "none" else 2
    if reading == "all needed":
        return level if there == 3 else 0.0
    if reading == "they add up":
        return level * there / 3
    # A cautious average of the signs seen, scaled so that three signs count in full.
    return level * (there / (there + CLIENTS_FILL_IN)) * (3 + CLIENTS_FILL_IN) / 3


def take_away(
    reading: str, removed: str = "none", level: float = 0.85, sessions: int = 20
) -> tuple[float, ...]:
    """Follow a client when one condition is taken away.

    Parameters
    ----------
    reading, removed, level
        As in `pace`.
    sessions : int, optional
        Number of sessions, 1 to 60.

    Returns
    -------
    tuple of float
        Stages gained after each session, from 0 at session 0.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    whole("Number of sessions", sessions, 1, 60)
    step = pace(reading, level, removed)
    stage, gained = START_STAGE, [0.0]
    for _ in range(sessions):
        stage = _next_stage(stage, step)
        gained.append(stage - START_STAGE)
    return tuple(gained)


def study(reading: str, overlap: float = 0.55, clients: int = 400, seed: int = 1957) -> Study:
    """Run a simulated correlational study in which one reading is true.

    Clients differ in how much of each condition they perceive, and the three go together. Outcome
    follows the reading plus everything else in a life. How much "everything else" there is is
    chosen so that a condition correlates with outcome about as published. So the correlations
    agree *by construction*: the point is that this can be done at all.

    Parameters
    ----------
    reading : str
        As in `pace`. "one impression" takes outcome from the general impression behind the three.
    overlap : float, optional
        Correlation between any two perceived conditions, 0.2 to 0.9.
    clients : int, optional
        Clients in the study, 20 to 20,000.
    seed : int, optional
        Seed of the random numbers, 0 to 2**53; the same seed gives the same clients to each
        reading.

    Returns
    -------
    Study
        Correlations with intervals, and how many clients could tell the readings apart.

    Raises
    ------
    ValueError
        If a parameter is outside its range.
    """
    one_of("Reading", reading, READINGS)
    in_range("Overlap of the conditions", overlap, 0.2, 0.9)
    whole("Number of clients", clients, 20, 20_000)
    whole("Seed", seed, 0, 2**53)
    return _study(reading, overlap, clients, int(seed))


def expected_odd_ones(overlap: float = 0.55, clients: int = 400) -> float:
    """Say how many clients of a study are to be expected to tell the readings apart.

    Parameters
    ----------
    overlap : float, optional
        Correlation between any two perceived conditions, 0.2 to 0.9.
    clients : int, optional
        Clients in the study, 20 to 20,000.

    Returns
    -------
    float
        Expected number of clients with one condition in the lowest quarter and both others in
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


@lru_cache(maxsize=64)
def _study(reading: str, overlap: float, clients: int, seed: int) -> Study:
    rng = np.random.default_rng(seed)
    general, perceived = _clients(rng, clients, overlap)
    drive = _drive(reading, general, perceived)
    scale = _drive_scale(reading, overlap)
    weight = TYPICAL_R / scale.correlation
    other = rng.standard_normal(clients)
    outcome = weight * (drive - scale.mean) / scale.spread + math.sqrt(1 - weight**2) * other
    r = [float(np.corrcoef(perceived[:, j], outcome)[0, 1]) for j in range(3)]
    intervals = [fisher_interval(value, clients) for value in r]
    return Study(
        r=(r[0], r[1], r[2]),
        intervals=(intervals[0], intervals[1], intervals[2]),
        odd_ones=_odd_ones(perceived),
        clients=clients,
    )


@dataclass(frozen=True)
class _Scale:
    mean: float
    spread: float
    correlation: float


@lru_cache(maxsize=16)
def _drive_scale(reading: str, overlap: float) -> _Scale:
    """Mean, spread and correlation with one condition of what drives outcome, in many clients."""
    general, perceived = _clients(np.random.default_rng(0), 40_000, overlap)
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


def _odd_ones(perceived: np.ndarray) -> int:
    low = perceived < norm.ppf(0.25)
    high = perceived > 0
    return int(((low.sum(axis=1) == 1) & (high.sum(axis=1) == 2)).sum())


def _next_stage(stage: float, speed: float) -> float:
    return stage + STEP_PER_SESSION * speed * (7 - stage) / (7 - START_STAGE)
