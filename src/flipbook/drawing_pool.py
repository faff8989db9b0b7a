"""Drawing every state of a picture during a build: on all cores, with a progress bar."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flipbook.drawing import Drawn
from flipbook.recipe import Recipe
from flipbook.style import style

PROGRESS_VARIABLE = "FLIPBOOK_PROGRESS"

State = Mapping[str, Any]


def draw_states(recipe: Recipe, states: Sequence[State]) -> list[tuple[Drawn, bool]]:
    """Draw every state, on all cores where the system can share the work.

    Parameters
    ----------
    recipe : Recipe
    states : sequence of mapping
        The values of each state.

    Returns
    -------
    list of tuple of Drawn and bool
        In the order of the states, each with whether it could be drawn.
    """
    shared = _shared(recipe, states) if len(states) >= 24 else None
    if shared is not None:
        return list(shared)
    gc.collect()
    with style():
        return list(_progress(map(recipe.state_or_reason, states), len(states), recipe.name))


def _shared(recipe: Recipe, states: Sequence[State]) -> Iterator[tuple[Drawn, bool]] | None:
    """Share the work among processes; None where the system has no such thing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores < 2 or sys.platform == "darwin":
        return None
    try:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
    except ImportError:
        return None
    # A fork hands the workers the function itself, even one defined in a notebook.
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores, fork, initializer=_Worker.settle, initargs=(recipe,))
    chunk = max(1, min(16, len(states) // (4 * cores)))

    def drawn() -> Iterator[tuple[Drawn, bool]]:
        with pool:
            done = pool.map(_Worker.draw, states, chunksize=chunk)
            yield from _progress(done, len(states), recipe.name)

    return drawn()


class _Worker:
    """What a process that draws has got, for as long as it lives."""

    recipe: Recipe
    style = ExitStack()

    @classmethod
    def settle(cls, recipe: Recipe) -> None:
        gc.freeze()
        cls.recipe = recipe
        cls.style.enter_context(style())

    @classmethod
    def draw(cls, state: State) -> tuple[Drawn, bool]:
        return cls.recipe.state_or_reason(state)


def _progress(done: Iterable[Any], total: int, name: str) -> Iterator[Any]:
    """Show how far the drawing is: in a terminal, or in a file that a build watches."""
    watched = os.environ.get(PROGRESS_VARIABLE)
    if not watched:
        with contextlib.suppress(ImportError):  # a bar is a comfort
            from tqdm import tqdm

            off = not sys.stderr.isatty()
            done = tqdm(
                done, total=total, desc=f"Drawing {name}", unit="state", leave=False, disable=off
            )
        yield from done
        return
    with Path(watched).open("a", encoding="utf-8") as file:
        for count, item in enumerate(done, 1):
            if count % 8 == 0 or count == total:
                file.write(json.dumps([name, count, total]) + "\n")
                file.flush()
            yield item
