"""Pictures kept between builds: what a picture rests on has not changed, so neither has it."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib as mpl

from flipbook.recipe import Recipe
from flipbook.words import words

CACHE_VARIABLE = "FLIPBOOK_CACHE"


def keep(file: Path, book: str) -> None:
    """Write a picture whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}")
    half.write_text(book, encoding="utf-8")
    half.replace(file)


def kept_file(recipe: Recipe, rests_on: Iterable[Path]) -> Path | None:
    """Return where a picture is kept, or None where what it rests on cannot be known.

    Parameters
    ----------
    recipe : Recipe
    rests_on : iterable of Path
        Data files that ``draw`` reads.
    """
    draw = recipe.draw
    folder = os.environ.get(CACHE_VARIABLE)
    module = sys.modules.get(getattr(draw, "__module__", ""))
    if not folder or module is None or module.__name__ == "__main__":
        return None
    sources = local_sources(module) | local_sources(sys.modules["flipbook"])
    digest = hashlib.sha256()
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
        words()["page"],
    ]
    digest.update(json.dumps(settled, default=repr).encode())
    for path in sorted(sources | {Path(file) for file in rests_on}):
        digest.update(path.name.encode() + path.read_bytes())
    return Path(folder) / f"{recipe.name}-{digest.hexdigest()[:24]}.json"


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
