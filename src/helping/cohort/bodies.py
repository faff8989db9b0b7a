"""Movement of client and counsellor in some first sessions, as a camera would count it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.models.oscillators import move_together

Floats = NDArray[np.float64]
Table = dict[str, NDArray[Any]]

SECONDS, FRAMES = 240.0, 5.0


def move(people: NDArray[np.int64], alliance: Floats, rng: np.random.Generator) -> Table:
    """Let pairs move, the more together the better their alliance.

    That link is ours: in studies, synchrony above chance is well supported, and what it goes with
    is not.

    Parameters
    ----------
    people : array of int
        Index of each client.
    alliance : array of float
        Client's rating of session 1, in points round the mean of these clients.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    dict of arrays
        One row a frame: second, client's and counsellor's movement, in arbitrary units.
    """
    time, clients, counsellors = [], [], []
    for view in alliance:
        pull = float(np.clip(0.4 + 0.25 * view, 0.05, 1.5))
        bodies = move_together(
            rng,
            pull_on_first=0.7 * pull,
            pull_on_second=1.3 * pull,
            first_tempo=float(rng.uniform(0.2, 0.3)),
            second_tempo=float(rng.uniform(0.2, 0.3)),
            restlessness=0.8,
            other_movement=0.8,
            duration=SECONDS,
            frames=FRAMES,
        )
        time.append(bodies.time)
        clients.append(bodies.first[0])
        counsellors.append(bodies.second[0])
    return {
        "client_id": np.repeat(people, [len(one) for one in time]),
        "second": np.concatenate(time),
        "client_movement": np.concatenate(clients),
        "counsellor_movement": np.concatenate(counsellors),
    }
