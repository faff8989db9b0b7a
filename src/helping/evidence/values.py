"""Hand published numbers to pictures and to the calibration, by the key of their row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helping.evidence import table
from helping.evidence.table import EvidenceError
from helping.used import note


@dataclass(frozen=True)
class Published:
    """The numbers of one published figure.

    Attributes
    ----------
    value : float
        The figure.
    low, high : float or None
        The ends of its interval; None where the source prints none.
    studies, people : int or None
        How many it rests on; None where the table has no plain number.
    statistic : str
        "r", "g", "percent" and so on, as in the table.
    source : str
        Authors and year.
    """

    value: float
    low: float | None
    high: float | None
    studies: int | None
    people: int | None
    statistic: str
    source: str


def published(key: str) -> Published:
    """Return the numbers of a row that holds one figure.

    Parameters
    ----------
    key : str
        The row's key, for example ``"empathy_2018"``.

    Returns
    -------
    Published

    Raises
    ------
    EvidenceError
        If there is no such row, or if it holds a range or several numbers.
    """
    found = _noted(key)
    if isinstance(found, Published):
        return found
    raise EvidenceError(
        f"The row '{key}' holds '{table.read(key).value_text}' and not one number: use "
        f"published_numbers('{key}')."
    )


def published_numbers(key: str) -> tuple[float, ...]:
    """Return all numbers of a row's figure: the ends of a range, or several in their order.

    Parameters
    ----------
    key : str
        The row's key, for example ``"rupture_prevalence_client"``, which holds ``19-42``.

    Returns
    -------
    tuple of float

    Raises
    ------
    EvidenceError
        If there is no such row.
    """
    found = _noted(key)
    return (found.value,) if isinstance(found, Published) else found


def read(key: str) -> Published | tuple[float, ...]:
    """Return the numbers of a row, one figure or several, and note no use of them."""
    found = table.read(key)
    if found.value is None:
        return tuple(map(float, re.findall(r"\d*\.\d+|\d+", found.value_text)))
    low, high = found.ci or (None, None)
    return Published(
        value=float(found.value),
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        studies=_plain(found.k_studies),
        people=_plain(found.n_people),
        statistic=found.statistic,
        source=found.source,
    )


def _noted(key: str) -> Published | tuple[float, ...]:
    found = read(key)
    note("numbers", key, found)
    return found


def _plain(count: str) -> int | None:
    return int(count) if count.isdecimal() else None
