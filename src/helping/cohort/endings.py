"""Who ends when, and how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helping.cohort.clients import Clients
from helping.cohort.settings import MOST_SESSIONS, Settings
from helping.cohort.therapists import Therapists
from helping.models import drop_out

Floats = NDArray[np.float64]

ENDINGS = ("as agreed", "well enough", "another reason", "dropped out")
AS_AGREED, WELL_ENOUGH, ANOTHER_REASON, DROPPED_OUT = range(len(ENDINGS))
CUT, RELIABLE = 11, 6  # CORE-10: cut-off and reliable change


@dataclass(frozen=True)
class Endings:
    """One entry a client.

    Attributes
    ----------
    last : array of int
        Last session attended, counted from 1.
    how : array of int
        Index into `ENDINGS`.
    """

    last: NDArray[np.int64]
    how: NDArray[np.int8]


def decide(
    clients: Clients,
    therapists: Therapists,
    first_alliance: Floats,
    ruptured: NDArray[np.bool_],
    distress: Floats,
    settings: Settings,
    rng: np.random.Generator,
) -> Endings:
    """Let chance decide after every session whether it was the last.

    Parameters
    ----------
    clients, therapists
        Who meets.
    first_alliance : array of float
        Client's view of session 1, in standard deviations from the average client.
    ruptured : array of bool
        Clients x sessions: whether a session held a rupture.
    distress : array of float
        Clients x sessions, in points.
    settings : Settings
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Endings
        Whoever is at the agreed end, or ends because they are well enough, has not dropped out.
    """
    form = drop_out.Settings(settings.leaving_base, settings.leaving_helped, sessions=MOST_SESSIONS)
    odds = drop_out.hazard(form, np.clip(first_alliance, -6, 6))
    odds /= 1 - odds
    odds[ruptured[:, :-1]] *= np.exp(settings.leaving_in_rupture)
    odds[therapists.in_training[clients.therapist]] *= np.exp(settings.leaving_a_trainee)
    leaves = rng.random(odds.shape) < odds / (1 + odds)
    well = (distress < CUT) & (distress[:, :1] - distress >= RELIABLE)
    chance = np.minimum(
        settings.ends_otherwise * settings.ends_growth ** np.arange(MOST_SESSIONS), 1.0
    )
    # In the order of `ENDINGS`: what comes in the same session goes to the first.
    first = np.stack(
        [
            clients.agreed,
            _first(well & (rng.random(well.shape) < settings.ends_when_well)),
            _first(rng.random(well.shape) < chance),
            _first(leaves),
        ]
    )
    return Endings(first.min(axis=0), first.argmin(axis=0).astype(np.int8))


def _first(happens: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the first session after which something happens, beyond the last if it does not."""
    return np.where(happens.any(axis=1), happens.argmax(axis=1) + 1, MOST_SESSIONS + 1)


def missed_after(ended: Endings, settings: Settings, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return how many appointments each client misses after the last session.

    Many who stop coming miss one or more; others call, or book no other. A few who end as planned,
    but sooner than agreed, miss one.
    """
    left = rng.choice(len(settings.missed_at_the_end), len(ended.how), p=settings.missed_at_the_end)
    planned = (rng.random(len(ended.how)) < settings.missed_afterwards).astype(np.int64)
    sooner = np.isin(ended.how, (WELL_ENOUGH, ANOTHER_REASON))
    return np.where(ended.how == DROPPED_OUT, left, planned * sooner).astype(np.int64)
