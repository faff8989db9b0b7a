"""Every sentence that a reader sees: one table a chapter or purpose, one folder a language.

``words("transference")["expectation"]["late"].format(session=31)`` fills a pattern of
``en/transference.toml``. The environment variable ``COURSE_LANG`` chooses the folder; what a
table lacks is taken from ``en``. ``COURSE_WORDS`` names a folder that goes before both.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any


def words(name: str) -> dict[str, Any]:
    """Return a table of patterns in the language of the environment.

    Parameters
    ----------
    name : str
        The file's name without ``.toml``: a chapter, with ``_`` for ``-``, or a purpose.

    Returns
    -------
    dict
        Section -> key -> pattern, to be filled by :meth:`str.format`.

    Raises
    ------
    FileNotFoundError
        If no language has such a table.
    """
    return _read(name, os.environ.get("COURSE_LANG", "en"), os.environ.get("COURSE_WORDS", ""))


@cache
def _read(name: str, language: str, folder: str) -> dict[str, Any]:
    here = resources.files(__name__)
    places = [here / "en" / f"{name}.toml", here / language / f"{name}.toml"]
    if folder:
        places.append(Path(folder) / f"{name}.toml")
    tables = [place.read_text(encoding="utf-8") for place in places if place.is_file()]
    if not tables:
        raise FileNotFoundError(
            f"There is no table of words {name}.toml in {here / 'en'}: write it, or check the name."
        )
    found: dict[str, Any] = {}
    for table in tables:
        _lay_over(found, tomllib.loads(table))
    return found


def _lay_over(table: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(table.get(key), dict):
            _lay_over(table[key], value)
        else:
            table[key] = value
