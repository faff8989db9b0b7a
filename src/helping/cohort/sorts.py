"""Sorting cards: some clients' self and ideal self, before and after."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.models.q_sort import CARDS, sorted_again

Floats = NDArray[np.float64]
Table = dict[str, NDArray[Any]]

OCCASIONS = ("before", "after")


def sort_cards(people: NDArray[np.int64], gained: Floats, rng: np.random.Generator) -> Table:
    """Let clients sort self and ideal twice.

    The self-view moves to the old ideal, and the ideal a little to the old self-view; both more in
    those whose distress has fallen more. That link is ours.

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
        One row a card at an occasion, with its pile (1 to 9) in either sort.
    """
    number = len(people)
    agreement = np.tanh(rng.normal(0.0, 0.25, number))[:, None]
    own, other, news = rng.standard_normal((3, number, CARDS))
    ideal = agreement * own + np.sqrt(1 - agreement**2) * other
    rises = np.clip(0.03 * gained + 0.08 * rng.standard_normal(number), 0, 0.8)[:, None]
    falls = rises / 4
    self_after = _standard((1 - rises) * own + rises * ideal + 0.2 * news)
    ideal_after = _standard((1 - falls) * ideal + falls * own)
    sorts = [sorted_again(view, 0.85, rng) for view in (own, ideal, self_after, ideal_after)]
    selves, ideals = np.stack(sorts[::2], axis=1), np.stack(sorts[1::2], axis=1)
    return {
        "client_id": np.repeat(people, len(OCCASIONS) * CARDS),
        "occasion": np.tile(np.repeat(np.arange(len(OCCASIONS)), CARDS), number),
        "card": np.tile(np.arange(1, CARDS + 1), number * len(OCCASIONS)),
        "self_pile": selves.ravel(),
        "ideal_pile": ideals.ravel(),
    }


def _standard(views: Floats) -> Floats:
    return np.asarray(views / views.std(axis=1, keepdims=True))
