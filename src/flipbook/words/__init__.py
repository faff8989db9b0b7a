"""Every word of flipbook that a reader sees, in one table a language.

A language is a file beside this one, ``de.toml`` for German: whole patterns with named places.
The environment variable ``COURSE_LANG`` chooses it; what a table lacks is taken from ``en.toml``.
``COURSE_WORDS`` names a folder whose ``flipbook.toml`` goes before both.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any


def words() -> dict[str, Any]:
    """Return the table in the language of the environment.

    Returns
    -------
    dict
        Section -> key -> pattern, to be filled by :meth:`str.format`.
    """
    return _read(os.environ.get("COURSE_LANG", "en"), os.environ.get("COURSE_WORDS", ""))


@cache
def _read(language: str, folder: str) -> dict[str, Any]:
    here = resources.files(__name__)
    found: dict[str, Any] = {}
    places = [here / "en.toml", here / f"{language}.toml"]
    if folder:
        places.append(Path(folder) / "flipbook.toml")
    for place in places:
        if place.is_file():
            _lay_over(found, tomllib.loads(place.read_text(encoding="utf-8")))
    return found


def _lay_over(table: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(table.get(key), dict):
            _lay_over(table[key], value)
        else:
            table[key] = value
