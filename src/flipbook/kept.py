"""Pictures kept between builds: what a picture rests on has not changed, so neither has it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import matplotlib as mpl

from flipbook import rests_on
from flipbook.drawing_pool import draw_states
from flipbook.inert import pack_inert
from flipbook.recipe import Recipe
from flipbook.table import pack, to_json
from flipbook.words import words

CACHE_VARIABLE = "FLIPBOOK_CACHE"

VERSIONS_KEPT = 4
"""Of each picture so many versions are kept, those that were used last."""

DAYS_KEPT = 30
"""What no build has used for so long is thrown away."""


def kept_book(recipe: Recipe, draw_all: Callable[[], str], files: Iterable[Path] = ()) -> str:
    """Return a packed picture as it was kept, or have it drawn, and keep it.

    Parameters
    ----------
    recipe : Recipe
    draw_all : callable
        Draws and packs all states.
    files : iterable of Path
        Files that ``draw`` reads without telling.

    Returns
    -------
    str
        What `draw_all` returns, now or in an earlier build.
    """
    file = _file(recipe)
    if file is None:
        return draw_all()
    uses, book = _read(file)
    if book and rests_on.still_so(uses):
        rests_on.tell(uses)
        file.touch()
        return book
    rests_on.forget_memories(recipe.draw)
    with rests_on.watched() as uses:
        rests_on.tell({f"{rests_on.PATH}{path}": rests_on.mark_of(path) for path in files})
        book = draw_all()
    _keep(file, uses, book)
    _throw_away(file)
    return book


def _file(recipe: Recipe) -> Path | None:
    """Return where a picture is kept, or None where what it rests on cannot be known."""
    draw = recipe.draw
    folder = os.environ.get(CACHE_VARIABLE)
    module = sys.modules.get(getattr(draw, "__module__", ""))
    if not folder or module is None or module.__name__ == "__main__":
        return None
    stops = {
        key: [control.label, *map(repr, control.values), *control.spoken]
        for key, control in recipe.controls.items()
    }
    settled = [
        getattr(draw, "__qualname__", repr(draw)),
        stops,
        repr(dict(recipe.fixed)),
        recipe.size,
        recipe.name,
        recipe.title,
        mpl.__version__,
        words(recipe.lang)["page"],
        rests_on.digest_of(draw, Recipe, draw_states, pack, pack_inert, to_json),
    ]
    digest = hashlib.sha256(json.dumps(settled, default=repr).encode()).hexdigest()
    return Path(folder) / f"{recipe.name}-{digest[:24]}.json"


def _read(file: Path) -> tuple[dict[str, str], str]:
    """Return what a kept picture had read, and the picture; nothing where none is whole."""
    try:
        first, _, book = file.read_text(encoding="utf-8").partition("\n")
        return dict(json.loads(first)["uses"]), book
    except (OSError, ValueError, KeyError, TypeError):
        return {}, ""


def _keep(file: Path, uses: dict[str, str], book: str) -> None:
    """Write a picture whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps({"uses": uses}) + "\n" + book, encoding="utf-8")
    half.replace(file)


def _throw_away(kept: Path) -> None:
    """Throw away old versions of a picture, and what no build has used lately."""
    used = {file: file.stat().st_mtime for file in kept.parent.glob("*.json")}
    name = re.escape(kept.stem[:-25])
    versions = [file for file in used if re.fullmatch(rf"{name}-[0-9a-f]{{24}}", file.stem)]
    versions.sort(key=lambda file: used[file], reverse=True)
    long_ago = time.time() - DAYS_KEPT * 86400
    for file in {*versions[VERSIONS_KEPT:], *(f for f, when in used.items() if when < long_ago)}:
        file.unlink(missing_ok=True)
