"""Drawing every state of a picture: on all cores, with a progress bar, kept between builds."""

from __future__ import annotations

import ast
import gc
import hashlib
import itertools
import json
import math
import multiprocessing
import os
import site
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl
from tqdm import tqdm

from flipbook.controls import Control
from flipbook.drawing import Drawn, draw_frame
from flipbook.errors import FlipbookError
from flipbook.inert import pack_inert
from flipbook.style import style
from flipbook.table import pack, to_json

MOST_STATES = 5000
"""Above so many states a picture is refused, and the control to coarsen is named."""

CACHE_VARIABLE = "FLIPBOOK_CACHE"
PROGRESS_VARIABLE = "FLIPBOOK_PROGRESS"

_task: tuple[Callable[..., str], tuple[float, float], str] | None = None
_worker_style = ExitStack()


def book_json(
    draw: Callable[..., str],
    controls: Mapping[str, Control],
    fixed: Mapping[str, Any],
    size: tuple[float, float],
    name: str,
    rests_on: Iterable[Path] = (),
) -> str:
    """Draw all states and pack them as JSON, or take them from the cache.

    Parameters
    ----------
    draw : callable
    controls : mapping of str to Control
    fixed : mapping of str to object
        Values of ``draw`` that no control changes.
    size : tuple of float
        Width and height in inches.
    name : str
        The picture's id.
    rests_on : iterable of Path
        Data files that ``draw`` reads: an edit draws the picture anew.

    Returns
    -------
    str
        JSON with the keys ``shape``, ``picture``, ``sentence``, ``more`` and ``idle``.

    Raises
    ------
    FlipbookError
        If there are too many states, or one of them cannot be drawn or has no sentence.
    """
    refuse_too_many(controls)
    kept = _cache_file(draw, controls, fixed, size, name, rests_on)
    if kept and kept.exists():
        return kept.read_text(encoding="utf-8")
    states = [
        dict(zip(controls, values, strict=True)) | dict(fixed)
        for values in itertools.product(*(control.values for control in controls.values()))
    ]
    drawn = draw_states(draw, states, size, name)
    shape = [len(control.values) for control in controls.values()]
    written = to_json(
        {
            "shape": shape,
            "picture": pack([state.picture for state in drawn], shape),
            "sentence": pack([state.sentence for state in drawn], shape),
            "more": pack([state.more for state in drawn], shape),
            "idle": pack_inert([state.looks for state in drawn], shape, list(controls)),
        }
    )
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_text(written, encoding="utf-8")
        half.replace(kept)  # whole or not at all
    return written


def refuse_too_many(controls: Mapping[str, Control]) -> None:
    """Raise if the states are too many to draw, naming the control to coarsen.

    Raises
    ------
    FlipbookError
        Above :data:`MOST_STATES`.
    """
    counts = {name: len(control.values) for name, control in controls.items()}
    states = math.prod(counts.values())
    if states > MOST_STATES:
        most = max(counts, key=lambda name: counts[name])
        fewer = max(2, counts[most] * MOST_STATES // states)
        raise FlipbookError(
            f"{states} states are more than the {MOST_STATES} that a page may hold: coarsen "
            f"{most}, which has {counts[most]} stops, to {fewer} or fewer."
        )


def draw_states(
    draw: Callable[..., str],
    states: Sequence[Mapping[str, Any]],
    size: tuple[float, float],
    name: str,
) -> list[Drawn]:
    """Draw every state, on both cores where the system can share the work.

    Parameters
    ----------
    draw : callable
    states : sequence of mapping
        The values of each state.
    size : tuple of float
    name : str

    Returns
    -------
    list of Drawn
        In the order of the states.
    """
    global _task
    _task = (draw, size, name)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    try:
        if cores < 2 or len(states) < 24 or sys.platform == "darwin":
            gc.collect()
            with style():
                return list(_progress(map(_draw_one, states), len(states), name))
        # A fork hands the workers the function itself, even one defined in a notebook.
        pool = ProcessPoolExecutor(
            cores, mp_context=multiprocessing.get_context("fork"), initializer=_settle_worker
        )
        with pool:
            chunk = max(1, min(16, len(states) // (4 * cores)))
            done = pool.map(_draw_one, states, chunksize=chunk)
            return list(_progress(done, len(states), name))
    finally:
        _task = None


def _settle_worker() -> None:
    gc.freeze()
    _worker_style.enter_context(style())  # for as long as the worker lives


def _draw_one(state: Mapping[str, Any]) -> Drawn:
    assert _task is not None
    draw, size, name = _task
    return draw_frame(draw, dict(state), size, name)


def _progress(done: Iterator[Any], total: int, name: str) -> Iterator[Any]:
    """Show how far the drawing is: in a terminal, or in a file that a build watches."""
    watched = os.environ.get(PROGRESS_VARIABLE)
    if not watched:
        yield from tqdm(
            done,
            total=total,
            desc=f"Drawing {name}",
            unit="state",
            leave=False,
            disable=not sys.stderr.isatty(),
        )
        return
    with Path(watched).open("a", encoding="utf-8") as file:
        for count, item in enumerate(done, 1):
            if count % 8 == 0 or count == total:
                file.write(json.dumps([name, count, total]) + "\n")
                file.flush()
            yield item


def _cache_file(
    draw: Callable[..., str],
    controls: Mapping[str, Control],
    fixed: Mapping[str, Any],
    size: tuple[float, float],
    name: str,
    rests_on: Iterable[Path],
) -> Path | None:
    folder = os.environ.get(CACHE_VARIABLE)
    module = sys.modules.get(getattr(draw, "__module__", ""))
    if not folder or module is None or module.__name__ == "__main__":
        return None  # what a notebook's own function rests on cannot be known
    sources = local_sources(module) | local_sources(sys.modules["flipbook"])
    digest = hashlib.sha256()
    stops = {key: [repr(value) for value in control.values] for key, control in controls.items()}
    settled = [draw.__qualname__, stops, repr(dict(fixed)), size, name, mpl.__version__]
    digest.update(json.dumps(settled, default=repr).encode())
    for path in sorted(sources | {Path(file) for file in rests_on}):
        digest.update(path.name.encode() + path.read_bytes())
    return Path(folder) / f"{name}-{digest.hexdigest()[:24]}.json"


def local_sources(module: ModuleType) -> set[Path]:
    """List the files that a module rests on and that someone here may edit.

    The module itself, and whatever it imports from outside the installed libraries, step by step.
    A module may name data files that it reads in a constant ``DATA_FILES``.

    Parameters
    ----------
    module : module
    """
    found: set[Path] = set()
    waiting = [module.__name__]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        loaded = sys.modules.get(name)
        file = getattr(loaded, "__file__", None)
        if name in seen or loaded is None or not file or not _is_local(Path(file)):
            continue
        seen.add(name)
        path = Path(file)
        found.add(path)
        found.update(Path(data) for data in getattr(loaded, "DATA_FILES", ()))
        waiting.extend(_imported(path, loaded))
    return found


def _is_local(file: Path) -> bool:
    installed = [sysconfig.get_path("stdlib"), *site.getsitepackages()]
    return file.suffix == ".py" and not any(file.is_relative_to(folder) for folder in installed)


def _imported(path: Path, module: ModuleType) -> Iterator[str]:
    package = module.__name__ if path.name == "__init__.py" else module.__package__ or ""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            source = ".".join(part for part in (above, node.module) if part)
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)
