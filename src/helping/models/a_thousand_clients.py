"""A thousand simulated clients with an alarm, and a thousand with gains that look sudden.

Label: *toy*. Courses from `helping.models.outcome_measures` with sizes of ours; the rules (limits
from clients who started alike, sudden gains) are the published ones that are named there.

What it cannot show: why anyone gets worse or better, whether an alarm changes anything, and how
often real scores jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helping.models import outcome_measures as outcome
from helping.models.checks import in_range, inside, whole

Floats = NDArray[np.float64]

OCCASIONS = 13
"""Scores of a client of the alarm clinic: intake and twelve sessions."""
ENDS = ("worse", "no clear change", "better")
CASES = (40, 54, 770, 14, 567)
"""Rows of the clinic, chosen so that every way in which an alarm and an end can meet occurs."""
_KIND = {
    "recovered": "better",
    "improved": "better",
    "unchanged": "no clear change",
    "deteriorated": "worse",
}
_GRADUAL = {"start_sd": 6.0, "slope": -3.0, "slope_sd": 1.5, "carry_over": 0.3}


@dataclass(frozen=True)
class Clinic:
    """A thousand simulated clients and what became of them.

    Attributes
    ----------
    scores : array of float, shape (1000, 13)
        One row a client; column 0 is intake.
    ends : array of str, shape (1000,)
        One of `ENDS` each, by reliable change.
    """

    scores: Floats
    ends: NDArray[np.str_]


@lru_cache(maxsize=1)
def clinic() -> Clinic:
    """Return the clinic, the same every time."""
    scores = outcome.simulate_courses(1000, OCCASIONS, 2).scores
    names = outcome.classify(scores[:, 0], scores[:, -1])
    return Clinic(scores, np.array([_KIND[name] for name in names]))


def expected(percentile: float) -> outcome.ExpectedCourse:
    """Return what 20,000 earlier simulated clients did, by where they started.

    Parameters
    ----------
    percentile : float
        Where the limit lies among clients who started alike, above 50 and below 100.

    Returns
    -------
    helping.models.outcome_measures.ExpectedCourse

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    inside("percentile", percentile, 50, 100)
    return _expected(percentile)


@lru_cache(maxsize=8)
def _expected(percentile: float) -> outcome.ExpectedCourse:
    earlier = outcome.simulate_courses(20_000, OCCASIONS, 1).scores
    return outcome.expected_course(earlier, percentile)


def alarms_and_ends(percentile: float, by: int) -> dict[tuple[bool, str], int]:
    """Count the thousand clients by alarm (yes or no) and end.

    Parameters
    ----------
    percentile : float
        Where the limit lies among clients who started alike, above 50 and below 100.
    by : int
        Session up to which anyone has looked, 1 to 12.

    Returns
    -------
    dict of (bool, str) to int

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    inside("percentile", percentile, 50, 100)
    whole("by", by, 1, OCCASIONS - 1)
    return _alarms_and_ends(percentile, by)


@lru_cache(maxsize=64)
def _alarms_and_ends(percentile: float, by: int) -> dict[tuple[bool, str], int]:
    here = clinic()
    rang = outcome.alarms(_expected(percentile), here.scores, by)
    return {
        (alarm, end): int(((rang == alarm) & (here.ends == end)).sum())
        for alarm in (True, False)
        for end in ENDS
    }


@dataclass(frozen=True)
class Gains:
    """A thousand simulated clients and the sudden gains that the rule finds among them.

    Attributes
    ----------
    scores, truth : array of float, shape (1000, 12)
        One row a client, with and without wobble.
    jumped : array of bool
        Whether the client was made with a true jump.
    marks : array of bool
        True at the last session before a gain.
    benefit : float
        How much better those with a gain end, in standard deviations; 0 if there are none.
    """

    scores: Floats
    truth: Floats
    jumped: NDArray[np.bool_]
    marks: NDArray[np.bool_]
    benefit: float

    @property
    def found(self) -> NDArray[np.bool_]:
        """Whether the rule finds a gain, one entry a client."""
        return np.asarray(self.marks.any(axis=1))


def gains(wobble: float, jumping: float) -> Gains:
    """Simulate a thousand clients and look for sudden gains, the same every time.

    Parameters
    ----------
    wobble : float
        Standard deviation of a score round the true course, 0 to 10 points.
    jumping : float
        Share of clients whose true course drops once, 0 to 1.

    Returns
    -------
    Gains

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    in_range("wobble", wobble, 0, 10)
    in_range("jumping", jumping, 0, 1)
    return _gains(wobble, jumping)


@lru_cache(maxsize=32)
def _gains(wobble: float, jumping: float) -> Gains:
    made, still = (
        outcome.simulate_courses(1000, 12, 3, noise=noise, jumping=jumping, **_GRADUAL)
        for noise in (wobble, 0.0)
    )
    marks = outcome.sudden_gains(made.scores)
    found = marks.any(axis=1)
    benefit = outcome.apparent_benefit(made.scores, found) if found.any() else 0.0
    return Gains(made.scores, still.scores, made.jumped, marks, benefit)
