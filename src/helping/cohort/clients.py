"""The clients of the clinic, before anything has happened."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv

from helping.cohort.settings import LENGTHS, Settings
from helping.cohort.therapists import Therapists

Floats = NDArray[np.float64]

GENDERS = ("woman", "man", "another")
REASONS = (
    "family or partner",
    "loss",
    "low mood",
    "study or work",
    "change in life",
    "worry",
)
_LENGTH_SHARES = (0.2, 0.3, 0.3, 0.2)


@dataclass(frozen=True)
class Clients:
    """One entry a client.

    Attributes
    ----------
    therapist : array of int
        Index of their therapist.
    age : array of int
        Years, 17 to 85.
    gender, reason : array of int
        Index into `GENDERS` and `REASONS`. Neither has a part in anything else.
    been_before : array of bool
        Whether they have had counselling before; without a part in anything else.
    agreed : array of int
        Agreed number of sessions, one of `LENGTHS`.
    alliance : array of float
        Lasting part of the alliance, of client and therapist together, standard deviations.
    start : array of float
        Lasting part of distress at the start, in points.
    slope : array of float
        Change of distress in points per unit of ln(session), without ruptures.
    own_pace : array of float
        How much of that is neither alliance nor therapist: fast is high; standard deviations.
    """

    therapist: NDArray[np.int64]
    age: NDArray[np.int64]
    gender: NDArray[np.int8]
    reason: NDArray[np.int8]
    been_before: NDArray[np.bool_]
    agreed: NDArray[np.int64]
    alliance: Floats
    start: Floats
    slope: Floats
    own_pace: Floats


def draw(
    number: int, therapists: Therapists, settings: Settings, rng: np.random.Generator
) -> Clients:
    """Draw clients and send each to a therapist.

    Parameters
    ----------
    number : int
        How many.
    therapists : Therapists
        To whom they go, more of them to the busier ones.
    settings : Settings
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Clients
    """
    where = rng.choice(
        len(therapists.busyness), number, p=therapists.busyness / therapists.busyness.sum()
    )
    alliance = therapists.alliance[where]
    alliance = alliance + math.sqrt(settings.client_variance) * rng.standard_normal(number)
    own_pace = rng.standard_normal(number)
    slope = settings.slope + settings.client_pull * alliance + therapists.slope[where]
    lasting = math.sqrt(settings.start_sd**2 - settings.session_sd**2)
    return Clients(
        therapist=where,
        age=_ages(number, rng),
        gender=rng.choice(len(GENDERS), number, p=(0.62, 0.35, 0.03)).astype(np.int8),
        reason=rng.integers(0, len(REASONS), number, dtype=np.int8),
        been_before=rng.random(number) < 0.35,
        agreed=rng.choice(LENGTHS, number, p=_LENGTH_SHARES),
        alliance=alliance,
        start=settings.start + lasting * rng.standard_normal(number),
        slope=slope - settings.client_slope_sd * own_pace,
        own_pace=own_pace,
    )


def _ages(number: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return whole years from 17 to 85, few of them high and none heaped at the end."""
    youngest, oldest, shape, spread = 16.5, 85.5, 2.6, 8.0
    below = rng.random(number) * gammainc(shape, (oldest - youngest) / spread)
    return np.round(youngest + spread * gammaincinv(shape, below)).astype(np.int64)
