"""Make the whole clinic, block by block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.cohort import bodies, clients, raters, sessions, sorts, stories, therapists
from helping.cohort.settings import Settings, whole_sizes
from helping.models.checks import whole

Table = dict[str, NDArray[Any]]

SEED = 2144
"""Of the seeds 2000 to 2199, four make clinics of 1,500 that stray from none of the figures they
are tuned to by more than 1.2 times what chance does to it; of the three of them whose bodies also
move together beyond chance this one lies nearest (squares added up), so that a student who computes
a figure finds it. Others scatter more widely."""

BLOCK = 10_000
"""Clients followed at a time, so that the working memory stays the same however many there are."""

SORTERS, TELLERS, PAIRS = 60, 40, 16


def make(
    n_therapists: int = 60,
    n_clients: int = 1500,
    seed: int = SEED,
    *,
    settings: Settings | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> dict[str, Table]:
    """Make the clinic.

    Parameters
    ----------
    n_therapists, n_clients : int
        2 to 50,000 therapists and 20 to 500,000 clients, who come to about ten sessions each.
    seed : int
        0 to 4,294,967,295; the same seed gives the same clinic, to the last digit.
    settings : Settings, optional
        Other settings than the tuned ones.
    progress : callable, optional
        Is told what has been made, and which share of the whole that is.

    Returns
    -------
    dict of str to tables
        A table is a dict of columns, which are arrays of numbers: identifiers count from 0, words
        are indices into their list, yes and no are 1 and 0, and -1 or nan is missing. See
        `helping.cohort.tables` for columns, units and words.

    Raises
    ------
    ValueError
        If a size or the seed is out of range.
    """
    whole_sizes(n_therapists, n_clients)
    whole("seed", seed, 0, 4_294_967_295)
    settings = settings or Settings()

    def chance(*path: int) -> np.random.Generator:
        # Every room has its own stream, so that one more draw in one leaves the others alone.
        return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=path))

    def say(what: str, share: float) -> None:
        if progress is not None:
            progress(what, share)

    staff = therapists.draw(n_therapists, settings, chance(0))
    parts: dict[str, list[Table]] = {
        name: [] for name in ("clients", "sessions", "conditions", "endings")
    }
    starts = range(0, n_clients, BLOCK)
    for number, start in enumerate(starts):
        here = min(BLOCK, n_clients - start)
        people = clients.draw(here, staff, settings, chance(1, number))
        block = sessions.follow(people, staff, settings, chance(2, number))
        parts["clients"].append(_as_table(people))
        parts["sessions"].append(block.appointments)
        parts["conditions"].append(block.conditions)
        parts["endings"].append(block.endings)
        for one in (block.appointments, block.conditions, block.endings):
            one["client_id"] = one["client_id"].astype(np.int32) + np.int32(start)
        say("sessions", share=0.8 * (number + 1) / len(starts))
    made = {name: _joined(tables) for name, tables in parts.items()}
    made["therapists"] = {
        "therapist_id": np.arange(n_therapists),
        "service": staff.service,
        "in_training": staff.in_training.astype(np.int8),
        "experience": staff.experience,
    }
    made["clients"]["client_id"] = np.arange(n_clients)
    ends = made["endings"]
    gained = ends["first_distress"] - ends["last_distress"]
    long_enough = np.flatnonzero(ends["sessions_attended"] >= 5)
    at = _some(long_enough, SORTERS, chance(3))
    made["q_sorts"] = sorts.sort_cards(at, gained[at], chance(4))
    say("Q-sorts", share=0.85)
    at = _some(long_enough, TELLERS, chance(5))
    made["narratives"] = stories.tell_stories(at, gained[at], chance(6))
    say("narratives", share=0.9)
    view = _first_view(made["sessions"])
    at = _some(np.flatnonzero(np.isfinite(view)), PAIRS, chance(7))
    made["movement"] = bodies.move(at, view[at] - view[at].mean(), chance(8))
    say("movement", share=0.95)
    made["class_ratings"] = raters.rate(chance(9))
    say("class ratings", share=1.0)
    return made


def _as_table(people: clients.Clients) -> Table:
    return {
        "client_id": np.arange(len(people.age)),
        "therapist_id": people.therapist,
        "age": people.age,
        "gender": people.gender,
        "reason": people.reason,
        "been_before": people.been_before.astype(np.int8),
        "agreed_sessions": people.agreed,
    }


def _joined(tables: list[Table]) -> Table:
    """Join the blocks column by column, letting go of each as it is copied."""
    return {name: np.concatenate([one.pop(name) for one in tables]) for name in list(tables[0])}


def _some(candidates: NDArray[np.intp], number: int, rng: np.random.Generator) -> NDArray[np.int64]:
    chosen = rng.choice(candidates, min(number, len(candidates)), replace=False)
    return np.sort(chosen).astype(np.int64)


def _first_view(table: Table) -> NDArray[np.float64]:
    """Return every client's mean rating of session 1, nan where there is none."""
    first = table["session"] == 1
    views = [table[f"client_{part}"][first].astype(float) for part in sessions.PARTS]
    return np.asarray(np.mean(views, axis=0))
