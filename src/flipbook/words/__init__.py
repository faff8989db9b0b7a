"""Every word of flipbook that a reader sees, in one table a language.

A language is a file beside this one, ``de.toml`` for German: whole patterns with named places.
``explore(..., lang="de")`` chooses it for one picture, the environment variable ``COURSE_LANG`` for
all others; what a table lacks is taken from ``en.toml``. ``COURSE_WORDS`` names a folder whose
``flipbook.toml`` goes before both.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from flipbook.errors import FlipbookError


def words(lang: str = "") -> dict[str, Any]:
    """Return the table of a language.

    Parameters
    ----------
    lang : str
        A code such as ``de`` or ``de-AT``, which takes from ``de`` what it lacks; without one, the
        language of the environment.

    Returns
    -------
    dict
        Section -> key -> pattern, to be filled by :meth:`str.format`.
    """
    asked = lang or os.environ.get("COURSE_LANG", "en")
    return _read(asked, os.environ.get("COURSE_WORDS", ""))


def refuse_unknown(lang: str) -> None:
    """Raise if there are no words in a language that an author asks for.

    Raises
    ------
    FlipbookError
        If it has no table, and no folder of an author's own words is named.
    """
    tables = [file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml")]
    known = sorted(file.name.removesuffix(".toml") for file in tables)
    if lang and not {*_names(lang)} & {*known} and not os.environ.get("COURSE_WORDS"):
        raise FlipbookError(
            f"There are no words in the language {lang!r}: choose one of {', '.join(known)}, or "
            "let COURSE_WORDS name a folder with a flipbook.toml of your own."
        )


def _names(language: str) -> list[str]:
    """Return the tables of a language, the one for all its countries first."""
    whole = language.replace("_", "-")
    return list(dict.fromkeys([whole.partition("-")[0], whole]))


@cache
def _read(language: str, folder: str) -> dict[str, Any]:
    here = resources.files(__name__)
    found: dict[str, Any] = {}
    places = [here / f"{name}.toml" for name in dict.fromkeys(["en", *_names(language)])]
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
