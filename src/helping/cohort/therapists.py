"""The therapists of the clinic."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helping.cohort.settings import Settings

Floats = NDArray[np.float64]

SERVICES = ("charity", "college or university", "general practice", "private practice")
_SHARES = (0.30, 0.25, 0.30, 0.15)


@dataclass(frozen=True)
class Therapists:
    """One entry a therapist.

    Attributes
    ----------
    service : array of int
        Index into `SERVICES`.
    experience : array of int
        Years since training, 0 to 40. It has no part in anything else.
    in_training : array of bool
        Whether still in training, and so without years. More clients drop out.
    alliance : array of float
        Part of clients' alliance that belongs to the therapist, in standard deviations.
    slope : array of float
        Part of clients' change that belongs to the therapist, points per unit of ln(session).
    generosity : array of float
        How high the therapist rates alliances, in standard deviations.
    busyness : array of float
        Relative size of the caseload, above 0.
    forgetful : array of float
        How often the therapist leaves a form empty, standard deviations.
    """

    service: NDArray[np.int8]
    experience: NDArray[np.int64]
    in_training: NDArray[np.bool_]
    alliance: Floats
    slope: Floats
    generosity: Floats
    busyness: Floats
    forgetful: Floats


def draw(number: int, settings: Settings, rng: np.random.Generator) -> Therapists:
    """Draw therapists.

    Parameters
    ----------
    number : int
        How many.
    settings : Settings
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Therapists
    """
    in_training = rng.random(number) < 0.3
    years = np.minimum(1 + rng.gamma(1.6, 6.0, number), 40).astype(np.int64)
    return Therapists(
        service=rng.choice(len(SERVICES), number, p=_SHARES).astype(np.int8),
        experience=np.where(in_training, 0, years),
        in_training=in_training,
        alliance=math.sqrt(settings.therapist_variance) * rng.standard_normal(number),
        slope=settings.therapist_slope_sd * rng.standard_normal(number),
        generosity=rng.standard_normal(number),
        busyness=rng.gamma(6.0, 1 / 6.0, number) + 0.2,
        forgetful=rng.standard_normal(number),
    )
