"""The course's simulated data as tables: ``data.load("sessions")``.

The people in them are invented; see the page “How the simulated data behave”. Every table is
checked against ``datapackage.json`` before it is handed out: version, headings, types, ranges,
words, keys, and that it is the very file which was made. Nothing is ever written here: ``make
data`` does that.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
from numpy.typing import NDArray

from helping.cohort.files import DESCRIPTION, schema
from helping.cohort.tables import TABLES, VERSION
from helping.content import content_file

_REMEDY = "run `make data`"
_RESTORE = f"keep changes in a copy, and {_REMEDY}"


class DataError(ValueError):
    """A table is missing, damaged or of another version; the message says so in a sentence."""


def names() -> tuple[str, ...]:
    """Return the names of the tables.

    Raises
    ------
    DataError
        If the description of the data is missing, damaged or of another version.
    """
    return tuple(resource["name"] for resource in _package()["resources"])


def describe(name: str) -> pd.DataFrame:
    """Return what the columns of a table hold: type, unit, range or words, meaning.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    pandas.DataFrame
        One row a column.

    Raises
    ------
    DataError
        If there is no such table.
    """
    rows = []
    for field in _resource(name)["schema"]["fields"]:
        rows.append(
            {
                "column": field["name"],
                "type": field["type"],
                "unit": field.get("unit", ""),
                "values": _span(field),
                "may be empty": not field["constraints"]["required"],
                "meaning": field["description"],
            }
        )
    return pd.DataFrame(rows).set_index("column")


def load(name: str) -> pd.DataFrame:
    """Return a table.

    Parameters
    ----------
    name : str
        One of `names`, for example ``"sessions"``.

    Returns
    -------
    pandas.DataFrame
        Identifiers as text, whole numbers as int64 (Int64 where they may be missing), other
        numbers as float64, words as categories in their order, yes and no as boolean. A copy:
        change it as you like.

    Raises
    ------
    DataError
        If there is no such table, or its file is missing, damaged or of another version.
    """
    resource = _resource(name)
    path = content_file(resource["path"])
    if not path.is_file():
        raise DataError(f"The table '{name}' is missing: there is no file {path}; {_REMEDY}.")
    state = path.stat()
    return _load(name, path, resource["hash"], state.st_mtime_ns, state.st_size).copy()


def as_numbers() -> dict[str, dict[str, NDArray[np.generic]]]:
    """Return all tables in the form in which they were made.

    Returns
    -------
    dict of str to dict of str to array
        As from `helping.cohort.make`: identifiers count from 0, words are indices, yes and no
        are 1 and 0; missing is -1 or nan.

    Raises
    ------
    DataError
        As for `load`.
    """
    return {
        name: {str(c): _numbers(column) for c, column in load(name).items()} for name in names()
    }


def _numbers(column: pd.Series) -> NDArray[np.generic]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes)
    if isinstance(column.dtype, pd.BooleanDtype):
        return column.astype("Int8").fillna(-1).to_numpy(np.int8)
    if isinstance(column.dtype, pd.StringDtype):
        return column.str[1:].astype(int).to_numpy() - 1
    if column.dtype == "Int64":
        return column.to_numpy(float, na_value=np.nan)
    return column.to_numpy()


def _package() -> dict[str, Any]:
    path = content_file(DESCRIPTION)
    if not path.is_file():
        raise DataError(
            f"There is no description of the simulated data at {path}: {_REMEDY}, or set "
            "HELPING_DATA to the folder that holds it."
        )
    package = _read_package(path, path.stat().st_mtime_ns)
    if str(package["version"]) != VERSION:
        raise DataError(
            f"The simulated data in {path.parent} are of version {package['version']}, and this "
            f"course reads version {VERSION}: {_REMEDY}."
        )
    expected = [(name, f"simulated/{name}.csv", schema(table)) for name, table in TABLES.items()]
    if [(one["name"], one["path"], one["schema"]) for one in package["resources"]] != expected:
        raise _damaged(path)
    return package


def _damaged(description: Path) -> DataError:
    return DataError(
        f"The description of the simulated data, {description}, is damaged: {_REMEDY}."
    )


@lru_cache(maxsize=4)
def _read_package(path: Path, _changed: int) -> dict[str, Any]:
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        package["version"]
        made = [one for one in package["resources"] if one["path"].startswith("simulated/")]
        package["resources"] = made
        for resource in made:
            resource["name"], resource["path"], resource["schema"], resource["hash"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise _damaged(path) from None
    return dict(package)


def _resource(name: str) -> dict[str, Any]:
    resources = {resource["name"]: resource for resource in _package()["resources"]}
    if name not in resources:
        raise DataError(f"There is no table '{name}': choose one of {', '.join(resources)}.")
    return dict(resources[name])


@lru_cache(maxsize=32)
def _load(name: str, path: Path, fingerprint: str, _changed: int, _size: int) -> pd.DataFrame:
    content = path.read_bytes()
    rules = _resource(name)["schema"]
    texts = _texts(content, [field["name"] for field in rules["fields"]], path.name)
    table = pd.DataFrame(
        {f["name"]: _typed(texts[f["name"]], f, path.name) for f in rules["fields"]}
    )
    _check_keys(table, rules, path.name)
    # Last, because whatever can be named above says more.
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != fingerprint:
        raise DataError(
            f"{path.name} is cut short, changed or of another version: it is not the file that "
            f"{DESCRIPTION} describes; {_RESTORE}."
        )
    return table


def _texts(content: bytes, wished: list[str], file: str) -> pd.DataFrame:
    """Return the cells as they stand, one comma between two and no quotation marks."""
    try:
        # A spreadsheet's mark at the start and its line ends are left to the fingerprint.
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = ""
    if not text.strip() or "\0" in text:
        raise DataError(f"{file} is empty or not text in UTF-8: {_REMEDY}.")
    heading, *lines = text.removesuffix("\n").split("\n")
    for found, name in zip_longest(heading.split(","), wished):
        if found != name:
            raise DataError(
                f"{file}, line 1: {_quoted(found)} stands where {_quoted(name)} should be; "
                f"{_RESTORE}."
            )
    for number, line in enumerate(lines, 2):
        cells = line.count(",") + 1
        if cells != len(wished):
            raise DataError(
                f"{file}, line {number}: {_quoted(line)} has {cells} cells for {len(wished)} "
                f"columns; {_RESTORE}."
            )
    return pd.read_csv(
        io.StringIO(text), dtype=str, na_filter=False, quoting=csv.QUOTE_NONE, lineterminator="\n"
    )


def _quoted(text: str | None) -> str:
    if text is None:
        return "nothing"
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def _check_keys(table: pd.DataFrame, rules: dict[str, Any], file: str) -> None:
    """Refuse a row that is there twice, or one that belongs to nobody."""
    keys = rules["primaryKey"]
    again = np.flatnonzero(table.duplicated(keys))
    if len(again):
        row = ", ".join(f"{key} {table[key].iloc[again[0]]}" for key in keys)
        raise DataError(f"{file}, line {again[0] + 2}: {row} is there twice; {_RESTORE}.")
    for link in rules.get("foreignKeys", ()):
        (column,), other = link["fields"], link["reference"]["resource"]
        lost = np.flatnonzero(~table[column].isin(load(other)[column]))
        if len(lost):
            raise DataError(
                f"{file}, line {lost[0] + 2}: {column} '{table[column].iloc[lost[0]]}' is not "
                f"among the {other}; {_RESTORE}."
            )


def _span(field: dict[str, Any]) -> str:
    """Return which values a column may hold, in words; nothing for identifiers."""
    limits = field["constraints"]
    if "minimum" in limits:
        return f"{limits['minimum']:g} to {limits['maximum']:g}"
    return "yes, no" if field["type"] == "boolean" else ", ".join(limits.get("enum", ()))


def _typed(texts: pd.Series, field: dict[str, Any], file: str) -> pd.Series:
    limits, kind = field["constraints"], field["type"]
    empty = texts == ""
    words: list[str] = limits.get("enum", ["no", "yes"] if kind == "boolean" else [])
    if words:
        wrong = ~(texts.isin(words) | empty)
    elif kind == "string":
        wrong = ~(texts.str.fullmatch(limits["pattern"]) | empty)
    else:
        numbers = pd.to_numeric(texts, errors="coerce")
        wrong = ~(numbers.between(limits["minimum"], limits["maximum"]) | empty)
        if kind == "integer":
            wrong |= numbers.notna() & (numbers % 1 != 0)
    if limits["required"]:
        wrong |= empty
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        allowed = f" ({_span(field)})" if _span(field) else ""
        raise DataError(
            f"{file}, line {row + 2}: {_quoted(texts[row])} cannot stand in the column "
            f"'{field['name']}'{allowed}; {_RESTORE}."
        )
    if kind == "boolean":
        return texts.map({"yes": True, "no": False}).astype("boolean")
    if words:
        return pd.Series(pd.Categorical(texts.where(~empty), categories=words), index=texts.index)
    if kind == "string":
        return texts.astype("string")
    if kind == "integer":
        return numbers.astype("int64" if limits["required"] else "Int64")
    return numbers.astype(float)
