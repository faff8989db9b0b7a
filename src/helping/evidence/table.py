"""Read the table of published figures and refuse what is damaged, row by row."""

from __future__ import annotations

import csv
import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from helping.content import data_folder
from helping.used import note

COLUMNS = (
    "key",
    "label",
    "finding",
    "statistic",
    "value",
    "ci_low",
    "ci_high",
    "ci_level",
    "k_studies",
    "n_people",
    "hundred",
    "does_not_show",
    "popular_version",
    "source",
    "doi",
    "verified",
    "note",
)
_NEEDED = ("label", "finding", "statistic", "value", "does_not_show", "source", "doi", "verified")
_PARSED = ("value", "ci_low", "ci_high", "ci_level")
CORRELATIONS = ("r", "rho")
DIFFERENCES = ("d", "g", "SMD")
_REWRITTEN = (
    (r"^[=+@]", "a spreadsheet formula"),
    (r"\d[eE][+-]?\d", "a number in powers of ten"),
    (r"(?<![\d.])\d{1,2}[-. /](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", "a date"),
    (r"(?<![\d,])(?:0,\d|\d+,\d{1,2}(?!\d))", "a decimal comma"),
)
"""What spreadsheets make of a figure when they open and save the table."""


class EvidenceError(ValueError):
    """The table of figures is missing or damaged; the message names row, field and remedy."""


@dataclass(frozen=True)
class Evidence:
    """One published figure.

    Attributes
    ----------
    key : str
        Its name in the table and, after ``evidence-``, on a page.
    label : str
        A short plain name of the figure.
    finding : str
        What was found, in our own words.
    statistic : str
        ``r``, ``rho``, ``g``, ``d``, ``SMD``, ``percent``, ``percent of …``, ``count`` or words.
    value : Decimal or None
        The figure with the digits that its source printed; None where the source gives a range
        or several numbers, which stand in `value_text`.
    value_text : str
        The figure as the table has it.
    ci : tuple of Decimal or None
        The ends of the interval, if the source gives one.
    ci_level : Decimal or None
        The interval's level in per cent.
    k_studies, n_people : str
        How many studies and people; may be empty or say ``>30000``.
    hundred : str
        What it looks like in a hundred clients, where this is not computed; may be empty.
    does_not_show, popular_version, source, doi, verified, note : str
        As in the table; `doi` may hold an address where a source has no DOI.
    """

    key: str
    label: str
    finding: str
    statistic: str
    value: Decimal | None
    value_text: str
    ci: tuple[Decimal, Decimal] | None
    ci_level: Decimal | None
    k_studies: str
    n_people: str
    hundred: str
    does_not_show: str
    popular_version: str
    source: str
    doi: str
    verified: str
    note: str

    @property
    def link(self) -> str:
        """The address of the source."""
        return self.doi if self.doi.startswith("https://") else f"https://doi.org/{self.doi}"


def load(path: Path | None = None) -> dict[str, Evidence]:
    """Read and check the whole table.

    Parameters
    ----------
    path : Path, optional
        Another table than ``data/evidence/evidence.csv``.

    Returns
    -------
    dict of str to Evidence
        Rows by key, in the order of the table.

    Raises
    ------
    EvidenceError
        If the table is missing or a row is damaged, in one sentence.
    """
    path = path or data_folder() / "evidence" / "evidence.csv"
    if not path.is_file():
        raise EvidenceError(
            f"There is no table of figures at {path}: put it there, or set HELPING_DATA to the "
            "folder that holds evidence/evidence.csv."
        )
    return dict(_load(path, path.stat().st_mtime_ns))


def row(key: str) -> Evidence:
    """Return one row of the table.

    Parameters
    ----------
    key : str
        The row's key, for example ``"empathy_2018"``.

    Returns
    -------
    Evidence
        The row.

    Raises
    ------
    EvidenceError
        If there is no such row, or the table is missing or damaged.
    """
    found = read(key)
    note("evidence", key, found)
    return found


def read(key: str) -> Evidence:
    """Return a row like `row`, and note no use of it."""
    table = load()
    if key not in table:
        near = difflib.get_close_matches(key, table, n=1)
        hint = f"did you mean '{near[0]}'" if near else "check the key, or add the row"
        raise EvidenceError(f"The table of figures has no row '{key}': {hint}.")
    return table[key]


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> dict[str, Evidence]:
    file = path.name
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
            if missing and any(";" in name for name in reader.fieldnames or ()):
                raise EvidenceError(
                    f"{file} has semicolons between its fields: save it again with commas."
                )
            if missing:
                raise EvidenceError(
                    f"{file} lacks the column '{missing[0]}': its first line must be "
                    f"'{','.join(COLUMNS)}'."
                )
            records = [(reader.line_num, record) for record in reader]
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{file} is not UTF-8 text: save it again as UTF-8.") from error
    if not records:
        raise EvidenceError(f"{file} has no row: restore it from its history.")
    table: dict[str, Evidence] = {}
    for line, record in records:
        if None in record or None in record.values():
            raise EvidenceError(
                f"{file}, line {line}: the row has too many or too few fields; put fields that "
                "hold a comma in double quotes."
            )
        found = _row({name: text.strip() for name, text in record.items()}, file, line)
        if found.key in table:
            raise EvidenceError(f"{file}, line {line}: the key '{found.key}' stands twice.")
        table[found.key] = found
    return table


def _row(text: dict[str, str], file: str, line: int) -> Evidence:
    key = text["key"]
    if not re.fullmatch(r"[a-z0-9_]+", key):
        raise EvidenceError(
            f"{file}, line {line}: the key '{key}' must have only lower-case letters, digits "
            "and underscores."
        )
    where = f"{file}, row '{key}'"
    for name in _NEEDED:
        if not text[name]:
            raise EvidenceError(f"{where}: '{name}' is empty; fill it in, or leave the row out.")
    if text["verified"] not in ("yes", "partly"):
        raise EvidenceError(
            f"{where}: 'verified' is '{text['verified']}'; print only figures that are verified "
            "('yes' or 'partly'), so check it or leave it out."
        )
    if not re.fullmatch(r"10\.\d{4,}/\S+|https://\S+", text["doi"]):
        raise EvidenceError(
            f"{where}: 'doi' is '{text['doi']}'; write a DOI such as 10.1037/pst0000175, or a full "
            "https address for a source without one."
        )
    for name in (*_PARSED, "k_studies", "n_people"):
        for pattern, kind in _REWRITTEN:
            if re.search(pattern, text[name]):
                raise EvidenceError(
                    f"{where}: '{name}' is '{text[name]}', which reads as {kind}: write the "
                    "number as its source printed it, and let no spreadsheet rewrite it."
                )
    single = _decimal(text["value"])
    if single is None and text["statistic"] in CORRELATIONS + DIFFERENCES:
        raise EvidenceError(
            f"{where}: 'value' is '{text['value']}'; for the statistic '{text['statistic']}' "
            "write one number."
        )
    if not re.search(r"\d", text["value"]):
        raise EvidenceError(f"{where}: 'value' is '{text['value']}'; write a number.")
    for name in ("k_studies", "n_people"):
        if text[name] and not re.search(r"\d", text[name]):
            raise EvidenceError(f"{where}: '{name}' is '{text[name]}'; write a number or nothing.")
    if single is not None and text["statistic"] in CORRELATIONS and abs(single) > 1:
        raise EvidenceError(f"{where}: a correlation of {single} is outside -1 to 1.")
    for name in ("value", "ci_low", "ci_high"):
        if text["statistic"] in CORRELATIONS and re.match(r"[-−]?0\.", text[name]):
            raise EvidenceError(
                f"{where}: '{name}' is '{text[name]}'; write a correlation without the leading "
                "zero and with all the digits of its source, such as .50."
            )
    ci, level = _interval(text, single, where)
    return Evidence(
        value=single,
        value_text=text["value"],
        ci=ci,
        ci_level=level,
        **{name: text[name] for name in COLUMNS if name not in _PARSED},
    )


def _interval(
    text: dict[str, str], value: Decimal | None, where: str
) -> tuple[tuple[Decimal, Decimal] | None, Decimal | None]:
    names = ("ci_low", "ci_high", "ci_level")
    given = [name for name in names if text[name]]
    if not given or given == ["ci_level"]:
        return None, None
    if len(given) < 3:
        missing = next(name for name in names if not text[name])
        raise EvidenceError(
            f"{where}: the interval is incomplete; fill in '{missing}', or empty all three of "
            "ci_low, ci_high and ci_level."
        )
    numbers_ = []
    for name in names:
        number = _decimal(text[name])
        if number is None:
            raise EvidenceError(f"{where}: '{name}' is '{text[name]}'; write one number.")
        numbers_.append(number)
    low, high, level = numbers_
    if not low <= high or (value is not None and not low <= value <= high):
        raise EvidenceError(
            f"{where}: the value {text['value']} does not lie between ci_low {text['ci_low']} and "
            f"ci_high {text['ci_high']}; check the three."
        )
    if not 50 <= level < 100:
        raise EvidenceError(
            f"{where}: 'ci_level' is '{text['ci_level']}'; write a level in per cent, such as 95."
        )
    return (low, high), level


def _decimal(text: str) -> Decimal | None:
    is_number = re.fullmatch(r"[-−]?(\d+\.?\d*|\.\d+)", text)
    return Decimal(text.replace("−", "-")) if is_number else None
