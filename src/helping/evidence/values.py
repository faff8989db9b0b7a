"""Hand published numbers to pictures and to the calibration, by the key of their row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helping.evidence.table import EvidenceError, row


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
    found = row(key)
    if found.value is None:
        raise EvidenceError(
            f"The row '{key}' holds '{found.value_text}' and not one number: use "
            f"published_numbers('{key}')."
        )
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
    found = row(key)
    if found.value is not None:
        return (float(found.value),)
    return tuple(map(float, re.findall(r"\d*\.\d+|\d+", found.value_text)))


def _plain(count: str) -> int | None:
    return int(count) if count.isdecimal() else None
