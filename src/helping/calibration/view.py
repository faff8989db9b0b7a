"""The clinic as a researcher has it: its tables lined up client by client."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping import data
from helping.cohort import Settings, make
from helping.cohort.endings import ENDINGS

Floats = NDArray[np.float64]
Tables = Mapping[str, Mapping[str, NDArray[Any]]]

OUTCOME_FROM = 3  # sessions from which on an outcome is counted


class View:
    """What a researcher has: the tables of the clinic, lined up client by client.

    Parameters
    ----------
    tables : mapping
        From `helping.cohort.make`, or `helping.data.as_numbers`.
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables["sessions"]
        came = np.asarray(rows["attendance"]) == 0
        self.clients = len(tables["clients"]["client_id"])
        self.who = np.asarray(rows["client_id"], dtype=np.intp)[came]
        self.number = np.asarray(rows["session"])[came].astype(np.intp)
        self._rows, self._came = rows, came
        ends = tables["endings"]
        self.first = np.asarray(ends["first_distress"], dtype=float)
        self.last = np.asarray(ends["last_distress"], dtype=float)
        self.attended = np.asarray(ends["sessions_attended"]).astype(np.intp)
        self.planned = np.asarray(ends["ending"]) != ENDINGS.index("dropped out")
        self.therapist = np.asarray(tables["clients"]["therapist_id"]).astype(np.intp)
        self.distress = self.spread(self.column("distress"))
        self.carried = _carried_on(self.distress)
        self.client, self.counsellor = (
            self.spread(self._mean(s)) for s in ("client", "counsellor")
        )
        self.ruptured = self.spread(self.column("rupture") > 0)
        self.repaired = self.spread(self.column("repaired"))
        self.scored = self.attended >= OUTCOME_FROM
        line = np.polyfit(self.first[self.scored], self.last[self.scored], 1)
        self.outcome = np.where(self.scored, np.polyval(line, self.first) - self.last, np.nan)
        self.seen: dict[str, Floats] = {}
        asked = np.asarray(tables["conditions"]["client_id"]).astype(np.intp)
        for name in ("empathy", "genuineness", "real_relationship"):
            full = np.full(self.clients, np.nan)
            full[asked] = tables["conditions"][name]
            self.seen[name] = full

    def column(self, name: str) -> Floats:
        """Return a column of the sessions that took place, nan where a form is empty."""
        values = np.asarray(self._rows[name])[self._came]
        return np.where(values < 0, np.nan, values.astype(float))

    def spread(self, values: NDArray[np.generic]) -> Floats:
        """Return clients x sessions, nan where there was none."""
        wide = np.full((self.clients, int(self.number.max())), np.nan)
        wide[self.who, self.number - 1] = values
        return wide

    def _mean(self, side: str) -> Floats:
        return np.asarray(
            sum(self.column(f"{side}_{part}") for part in ("goal", "task", "bond")) / 3
        )


def _carried_on(scores: Floats) -> Floats:
    """Fill every empty place with the last score before it."""
    at = np.where(np.isfinite(scores), np.arange(scores.shape[1]), 0)
    return np.take_along_axis(scores, np.maximum.accumulate(at, axis=1), axis=1)


@lru_cache(maxsize=1)
def clinic() -> View:
    """Return the clinic in ``data/simulated``.

    Raises
    ------
    helping.data.DataError
        If a table is missing, damaged or of another version.
    """
    return View(data.as_numbers())


@lru_cache(maxsize=1)
def without_the_cost() -> View:
    """Return a clinic in which ruptures leave no distress behind and being stuck costs nothing."""
    return View(make(settings=Settings(rupture_cost=0, stuck_slower=0)))
