"""The link within a client: what was set, and what five ways of computing it report."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from helping import evidence
from helping.calibration.scrolling import scrolling_table
from helping.calibration.view import Floats, View, clinic
from helping.cohort import Settings
from helping.models.structured_residuals import Links, links_within
from helping.words import words

SESSIONS = 8
"""Sessions that are used: more than half of the clients come to so many."""

WAYS = ("heap", "centred", "detrended", "levels", "courses")
"""All sessions in one heap; each client's average taken out; own average and own trend taken out;
usual levels estimated (random-intercept cross-lagged panel model); usual levels and own courses
estimated (latent curve model with structured residuals)."""


@dataclass(frozen=True)
class Within:
    """What five ways report of one clinic.

    Attributes
    ----------
    put_in : float
        The link from alliance to the next session's distress that was set, in standard deviations
        of the ups and downs within a client.
    found : dict of str to float
        What each of `WAYS` reports, in the same unit.
    courses : Links
        The last of them in full.
    """

    put_in: float
    found: dict[str, float]
    courses: Links

    def __repr__(self) -> str:
        return "\n".join(" | ".join(line) for line in self.lines)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was done, and what it gives."""
        say = words("calibration")["within"]
        low, high = self.courses.interval
        given = {way: _short(self.found[way]) for way in WAYS}
        given["courses"] += f" [{_short(low)}, {_short(high)}]"
        row = evidence.row("alliance_nairobi_2019")
        points = say["points"].format(source=row.source, published=evidence.figure_in_words(row))
        put_in = f"{self.put_in:.4f}".replace("0.", ".", 1).replace("-", "−")
        return (
            (say["set"], put_in),
            *((say[way], given[way]) for way in WAYS),
            (points, f"{self.courses.points:.2f}".replace("-", "−")),
        )

    def _repr_html_(self) -> str:
        say = words("calibration")["within"]
        rows = (
            f'<tr><th scope="row">{escape(what)}</th><td>{found}</td></tr>'
            for what, found in self.lines
        )
        return scrolling_table(say["caption"], say["label"], (say["way"], say["found"]), rows)


def within(view: View | None = None) -> Within:
    """Compute the link within a client in five ways.

    Parameters
    ----------
    view : View, optional
        Another clinic than the one in ``data/simulated``.

    Returns
    -------
    Within
        Shows itself in a notebook.
    """
    view = view or clinic()
    alliance, distress = view.client[:, :SESSIONS], view.distress[:, :SESSIONS]
    levels = links_within(alliance, distress, own_courses=False)
    courses = links_within(alliance, distress)
    both = [scores - np.nanmean(scores, axis=0) for scores in (alliance, distress)]
    size = courses.alliance_sd / courses.outcome_sd
    simple = {
        "heap": _next(*both),
        "centred": _next(*(_without(scores, trend=False) for scores in both)),
        "detrended": _next(*(_without(scores, trend=True) for scores in both)),
    }
    found = {way: path * size for way, path in simple.items()}
    found |= {"levels": levels.alliance_to_outcome, "courses": courses.alliance_to_outcome}
    return Within(Settings().paths.alliance_to_outcome, found, courses)


def _next(alliance: Floats, distress: Floats) -> float:
    """Regress distress on the alliance and distress of the session before."""
    columns = np.stack([alliance[:, :-1].ravel(), distress[:, :-1].ravel()], axis=1)
    later = distress[:, 1:].ravel()
    there = np.isfinite(columns).all(axis=1) & np.isfinite(later)
    return float(np.linalg.lstsq(columns[there], later[there], rcond=None)[0][0])


def _without(scores: Floats, *, trend: bool) -> Floats:
    """Take each client's own average away, or own straight line over ln(session)."""
    left = np.full(scores.shape, np.nan)
    course = np.log(np.arange(1, scores.shape[1] + 1))
    for row, one in enumerate(scores):
        there = np.isfinite(one)
        if there.sum() > 1 + trend:
            fitted = np.polyval(np.polyfit(course[there], one[there], int(trend)), course)
            left[row] = one - fitted
    return left


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1).replace("-", "−")
