"""All states of a picture, as the page carries them."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from flipbook.controls import Control
from flipbook.errors import FlipbookError
from flipbook.inert import pack_inert
from flipbook.recipe import Recipe
from flipbook.table import pack, to_json

MOST_STATES = 5000
"""Above so many states a picture is refused, and it is said how many would do."""


def book_json(recipe: Recipe, rests_on: Iterable[Path] = ()) -> str:
    """Draw all states and pack them as JSON, or take them from the cache.

    Parameters
    ----------
    recipe : Recipe
    rests_on : iterable of Path
        Data files that ``draw`` reads: an edit draws the picture anew.

    Returns
    -------
    str
        JSON with the keys ``shape``, ``failed`` (how many states could not be drawn and say why),
        ``picture``, ``sentence``, ``more`` and ``idle``.

    Raises
    ------
    FlipbookError
        If there are too many states.
    """
    # What only a build needs is imported by a build alone: Python in a browser has no processes.
    from flipbook.kept import kept_book

    refuse_too_many(recipe.controls)
    return kept_book(recipe, lambda: _drawn(recipe), rests_on)


def _drawn(recipe: Recipe) -> str:
    """Draw all states and pack them as JSON."""
    from flipbook.drawing_pool import draw_states

    controls = recipe.controls
    states = [
        dict(zip(controls, values, strict=True))
        for values in itertools.product(*(control.values for control in controls.values()))
    ]
    drawn = draw_states(recipe, states)
    shape = [len(control.values) for control in controls.values()]
    return to_json(
        {
            "shape": shape,
            "failed": sum(not whole for _, whole in drawn),
            "picture": pack([state.picture for state, _ in drawn], shape),
            "sentence": pack([state.sentence for state, _ in drawn], shape),
            "more": pack([state.more for state, _ in drawn], shape),
            "idle": pack_inert([state.looks for state, _ in drawn], shape, list(controls)),
        }
    )


def refuse_too_many(controls: Mapping[str, Control]) -> None:
    """Raise if the states are too many to draw, saying how few stops or controls would do.

    Raises
    ------
    FlipbookError
        Above :data:`MOST_STATES`.
    """
    counts = {
        name: len(control.values) for name, control in controls.items() if len(control.values) > 1
    }
    states = math.prod(counts.values())
    if states <= MOST_STATES:
        return
    said = f"{states:,} states are more than the {MOST_STATES:,} that a page may hold: "
    most = max(counts, key=lambda name: counts[name])
    fewer = counts[most] * MOST_STATES // states
    hand = controls[most].hand
    if hand is not None and fewer >= 3:
        stops = (math.isqrt(8 * fewer + 1) - 1) // 2
        raise FlipbookError(
            f"{said}coarsen {most}, whose {len(hand.values)} stops make {counts[most]:,} pairs, "
            f"to {stops} or fewer."
        )
    if fewer >= 2:
        raise FlipbookError(
            f"{said}coarsen {most}, which has {counts[most]:,} stops, to {fewer} or fewer."
        )
    each = _stops_each(counts.values())
    if each >= 3:
        raise FlipbookError(
            f"{said}coarsen the controls to {each} stops each (now "
            f"{', '.join(f'{name} {count:,}' for name, count in counts.items())})."
        )
    few = sorted(counts, key=lambda name: counts[name])
    for many in range(len(few), 0, -1):
        each = _stops_each(counts[name] for name in few[:many])
        if each >= 5 or many == 1:
            break
    raise FlipbookError(
        f"{said}keep at most {many} of the {len(few)} controls, with {each} stops each, and give "
        "the others a fixed value."
    )


def _stops_each(counts: Iterable[int]) -> int:
    """Return how many stops each control may keep at most; fewer than so many it keeps as it is."""
    counts = list(counts)
    each = max(counts)
    while each > 1 and math.prod(min(count, each) for count in counts) > MOST_STATES:
        each = min(each - 1, max(1, int(each * 0.999)))
    return each


def failed(book: str) -> int:
    """Return how many states of a packed picture could not be drawn."""
    return int(json.loads(book)["failed"])
