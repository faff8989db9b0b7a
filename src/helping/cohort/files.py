"""The clinic as files: CSV that opens in a spreadsheet, and their description.

The description is a Data Package (Frictionless, https://specs.frictionlessdata.io/data-package/).
Everything is written beside its place first and moved there when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.cohort.tables import TABLES, VERSION, Column, Description

FOLDER = "simulated"
DESCRIPTION = "datapackage.json"
TRUTH = ("no", "yes")
PUBLISHED_FIGURES = {
    "name": "evidence",
    "title": "Published figures",
    "description": (
        "One row a figure: what was found, its interval, how many studies and people, what it "
        "does not show, and its source. Written by hand; the schema beside it says what each "
        "column holds."
    ),
    "profile": "tabular-data-resource",
    "path": "evidence/evidence.csv",
    "scheme": "file",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "schema": "evidence/schema.json",
}
"""The one table that no program makes; so it has no size and no fingerprint here."""
_OLD = "old"
_ID_DIGITS = {"C": 4}


def write(
    tables: Mapping[str, Mapping[str, NDArray[np.generic]]],
    data: Path,
    seed: int,
    *,
    progress: Callable[[str, float], None] | None = None,
) -> None:
    """Write all tables and their description, or nothing.

    Parameters
    ----------
    tables : mapping
        From `helping.cohort.make`.
    data : Path
        The folder ``data``; the tables go to its folder ``simulated``, the description beside it.
    seed : int
        The seed they were made from, to be noted.
    progress : callable, optional
        Is told what has been written, and which share of the whole that is.
    """
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".making-") as name:
        making = Path(name)
        new = making / FOLDER
        new.mkdir()
        resources = []
        for number, (table, description) in enumerate(TABLES.items()):
            content = as_csv(tables[table], description)
            (new / f"{table}.csv").write_bytes(content)
            resources.append(_resource(table, description, content))
            if progress is not None:
                progress(f"{table}.csv", (number + 1) / len(TABLES))
        package = json.dumps(_package(resources, seed), ensure_ascii=False, indent=1) + "\n"
        (making / DESCRIPTION).write_text(package, encoding="utf-8", newline="\n")
        place = data / FOLDER
        try:
            if place.exists():
                place.rename(making / _OLD)
            new.rename(place)
            (making / DESCRIPTION).replace(data / DESCRIPTION)
        except BaseException:  # Ctrl-C too: what lies in `making` then will be gone
            _put_back(making, place)
            raise


def remove_unfinished(data: Path) -> None:
    """Clear away what an interrupted run left behind; old tables come back.

    Parameters
    ----------
    data : Path
        The folder ``data``.
    """
    for left in data.glob(".making-*"):
        _put_back(left, data / FOLDER)
        shutil.rmtree(left)


def _put_back(making: Path, place: Path) -> None:
    """Undo an exchange that has not come to its last step, the description."""
    if not (making / DESCRIPTION).exists():
        return
    if place.exists() and not (making / FOLDER).exists():
        place.rename(making / FOLDER)
    if (making / _OLD).exists():
        (making / _OLD).rename(place)


def as_csv(table: Mapping[str, NDArray[np.generic]], description: Description) -> bytes:
    """Return a table as CSV: UTF-8, comma, point, one line a row, a first line of headings.

    Parameters
    ----------
    table : mapping of str to array
        Columns as from `helping.cohort.make`.
    description : Description
        What they are.

    Returns
    -------
    bytes
    """
    columns = [_texts(table[column.name], column) for column in description.columns]
    heading = ",".join(column.name for column in description.columns)
    lines = chain([heading], map(",".join, zip(*columns, strict=True)))
    return ("\n".join(lines) + "\n").encode()


def _texts(values: NDArray[np.generic], column: Column) -> Iterable[str]:
    if column.kind == "number":
        form = f"%.{column.decimals}f"
        return ["" if value != value else form % value for value in values.tolist()]
    if column.kind == "whole":
        return ["" if value != value else str(int(value)) for value in values.tolist()]
    if column.kind == "id":
        last = int(values.max(initial=0)) + 1
        digits = max(_ID_DIGITS.get(column.letter, 2), len(str(last)))
        return [f"{column.letter}{value + 1:0{digits}d}" for value in values.tolist()]
    words = np.array([*(TRUTH if column.kind == "truth" else column.words), ""])
    return words[values].tolist()  # -1, the last, is missing


def schema(description: Description) -> dict[str, Any]:
    """Return a table's columns as the description of the data has them.

    Parameters
    ----------
    description : Description
        What they are.

    Returns
    -------
    dict
        A Frictionless Table Schema.
    """
    fields: dict[str, Any] = {
        "fields": [_field(column) for column in description.columns],
        "primaryKey": list(description.key),
        "missingValues": [""],
    }
    if description.refers:
        fields["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": table, "fields": [column]}}
            for column, table in description.refers.items()
        ]
    return fields


def _resource(name: str, description: Description, content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "title": description.title,
        "description": description.meaning,
        "profile": "tabular-data-resource",
        "path": f"{FOLDER}/{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema(description),
    }


def _field(column: Column) -> dict[str, Any]:
    types = {"id": "string", "whole": "integer", "word": "string", "truth": "boolean"}
    limits: dict[str, Any] = {"required": not column.blank}
    field: dict[str, Any] = {
        "name": column.name,
        "type": types.get(column.kind, column.kind),
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.low is not None:
        limits |= {"minimum": column.low, "maximum": column.high}
    if column.words:
        limits["enum"] = list(column.words)
    if column.kind == "id":
        limits["pattern"] = f"{column.letter}\\d+"
    if column.kind == "truth":
        field |= {"trueValues": [TRUTH[1]], "falseValues": [TRUTH[0]]}
    return field | {"constraints": limits}


def _package(resources: list[dict[str, Any]], seed: int) -> dict[str, Any]:
    return {
        "name": "helping-relationship",
        "title": "A clinic that does not exist, and the published figures of the course",
        "description": (
            "Invented data for learning, in the folder simulated. Nobody in these tables is or was "
            "a person: a program drew them all from one seed. They are tuned to some published "
            "figures and not to others; the page “How the simulated data behave” of the course "
            "says which. Nothing found in them is a finding about clients, and nothing in them may "
            "be cited as one. The published figures, in the folder evidence, are other people’s "
            "findings, each with its source."
        ),
        "version": VERSION,
        "seed": seed,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "profile": "tabular-data-package",
        "resources": [*resources, PUBLISHED_FIGURES],
    }
