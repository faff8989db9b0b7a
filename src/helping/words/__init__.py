"""Every sentence that a reader sees: one table a chapter or purpose, one folder a language.

``words("transference")["expectation"]["late"].format(session=31)`` fills a pattern of
``en/transference.toml``. The environment variable ``COURSE_LANG`` chooses the folder; what a
table lacks is taken from ``en``. ``COURSE_WORDS`` names a folder that goes before both.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from helping.used import note


class Table(dict[str, Any]):
    """A table of patterns that notes which of them are looked up."""

    noted = True  # what a picture takes from it is known word by word
    at = ""

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        if not isinstance(value, Table):
            note("words", f"{self.at}/{key}", value)
        return value

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()  # makes dict() and ** go through __getitem__

    def get(self, key: str, default: Any = None) -> Any:
        """Return a pattern, or the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def items(self) -> Any:
        """Return all pairs; each pattern counts as looked up."""
        return [(key, self[key]) for key in self]

    def values(self) -> Any:
        """Return all patterns; each counts as looked up."""
        return [self[key] for key in self]


def words(name: str) -> Table:
    """Return a table of patterns in the language of the environment.

    Parameters
    ----------
    name : str
        The file's name without ``.toml``: a chapter, with ``_`` for ``-``, or a purpose.

    Returns
    -------
    Table
        Section -> key -> pattern, to be filled by :meth:`str.format`.

    Raises
    ------
    FileNotFoundError
        If no language has such a table.
    """
    return _read(name, os.environ.get("COURSE_LANG", "en"), os.environ.get("COURSE_WORDS", ""))


def read(place: str) -> object:
    """Return the pattern at ``name/section/key``, and note no use of it."""
    name, *keys = place.split("/")
    found: object = words(name)
    for key in keys:
        found = dict.__getitem__(found, key)  # type: ignore[index]
    return found


@cache
def _read(name: str, language: str, folder: str) -> Table:
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
    return _table(found, name)


def _table(plain: dict[str, Any], at: str) -> Table:
    table = Table(
        (key, _table(value, f"{at}/{key}") if isinstance(value, dict) else value)
        for key, value in plain.items()
    )
    table.at = at
    return table


def _lay_over(table: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(table.get(key), dict):
            _lay_over(table[key], value)
        else:
            table[key] = value
