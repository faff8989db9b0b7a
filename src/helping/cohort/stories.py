"""Relationship narratives: what some clients' told episodes come to, read three times each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.models.narratives import tell

Floats = NDArray[np.float64]
Table = dict[str, NDArray[Any]]

OCCASIONS = ("early", "late")
EPISODES = 8
PEOPLE = ("parent", "partner", "friend", "brother or sister", "someone at work", "counsellor")
WISHES = ("to be close", "to be seen", "to be left in peace", "to stand up for oneself", "to help")
OTHERS = ("turns away", "takes over", "finds fault", "listens", "gives way")
SELVES = ("goes quiet", "gets angry", "feels ashamed", "tries harder", "speaks up")
_GOOD = {"response_of_other": 3, "response_of_self": 4}  # listens, speaks up


def tell_stories(people: NDArray[np.int64], gained: Floats, rng: np.random.Generator) -> Table:
    """Let clients tell episodes early and late in counselling.

    Every client has a theme: one reading of each component that recurs. The recurring responses
    come up less late, the more so the further distress has fallen; the wish hardly changes. That
    link, and all shares, are ours.

    Parameters
    ----------
    people : array of int
        Index of each client.
    gained : array of float
        Fall of distress, in points.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    dict of arrays
        One row an episode.
    """
    components = {
        "wish": len(WISHES),
        "response_of_other": len(OTHERS),
        "response_of_self": len(SELVES),
    }
    columns: dict[str, list[NDArray[np.int64]]] = {name: [] for name in components}
    for points in gained:
        themes = [int(rng.integers(0, 5)), int(rng.integers(0, 3)), int(rng.integers(0, 4))]
        share = float(rng.beta(6, 4))
        for late in (0.0, 1.0):
            eased = late * min(0.45, max(0.0, 0.02 * float(points)))
            now = [share, share * (1 - eased), share * (1 - eased)]
            for (name, readings), theme, chance in zip(
                components.items(), themes, now, strict=True
            ):
                # A reading of one component at a time, as their shares differ.
                fits = tell(EPISODES, chance, rng=rng)[0, 0]
                other = (theme + rng.integers(1, readings, EPISODES)) % readings
                if late and name in _GOOD:
                    other = np.where(rng.random(EPISODES) < 0.5, _GOOD[name], other)
                columns[name].append(np.where(fits, theme, other))
    told = len(people) * len(OCCASIONS)
    about = rng.choice(len(PEOPLE), told * EPISODES, p=(0.28, 0.24, 0.16, 0.1, 0.16, 0.06))
    return {
        "client_id": np.repeat(people, len(OCCASIONS) * EPISODES),
        "occasion": np.tile(np.repeat(np.arange(len(OCCASIONS)), EPISODES), len(people)),
        "episode": np.tile(np.arange(1, EPISODES + 1), told),
        "about": about,
        **{name: np.concatenate(values) for name, values in columns.items()},
    }
