"""A class that rates empathy in the same clips, before and after it has talked about the scale."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.models.rater_agreement import class_ratings

Table = dict[str, NDArray[Any]]

OCCASIONS = ("before talking", "after talking")
CLIPS, RATERS = 12, 24


def rate(rng: np.random.Generator) -> Table:
    """Let the class rate all clips twice.

    A talk makes the raters' levels more alike and the moment a little less fickle; by how much is
    ours.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    dict of arrays
        One row a rating, 1 to 9.
    """
    ratings = class_ratings(
        CLIPS, RATERS, rng, clip_variance=0.0, rater_variance=0.0, classes=len(OCCASIONS)
    )  # only the moment; clips and raters are the same persons and scenes both times
    clips = 1.3 * rng.standard_normal(CLIPS)
    levels = rng.standard_normal(RATERS)
    scores = [
        5.2 + clips[:, None] + math.sqrt(rater) * 1.3 * levels + math.sqrt(moment) * 1.3 * noise
        for rater, moment, noise in zip((0.5, 0.15), (1.0, 0.7), ratings, strict=True)
    ]
    return {
        "rater_id": np.tile(np.arange(RATERS), len(OCCASIONS) * CLIPS),
        "clip_id": np.tile(np.repeat(np.arange(CLIPS), RATERS), len(OCCASIONS)),
        "occasion": np.repeat(np.arange(len(OCCASIONS)), CLIPS * RATERS),
        "empathy": np.clip(np.round(np.stack(scores)), 1, 9).ravel().astype(np.int64),
    }
