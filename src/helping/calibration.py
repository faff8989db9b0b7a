"""How the simulated data behave: published figures beside what the made-up clinic gives.

Every published figure comes from the table of figures by its key (`helping.evidence`); what the
clinic gives is computed from its tables in one stated way. `table` puts the two side by side and
says of each figure whether the clinic was tuned to it, tied to what was tuned, or free; `tensions`
works out where published figures cannot all hold in one clinic.

Meeting a figure shows that the clinic was built to meet it, or could be; it says nothing about
clients.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping import data, evidence
from helping.cohort import Settings, make
from helping.cohort.endings import CUT, ENDINGS, RELIABLE
from helping.models.alliance_and_outcome import spearman_brown
from helping.models.outcome_measures import classify
from helping.models.rater_agreement import intraclass

Floats = NDArray[np.float64]
Table = Mapping[str, NDArray[Any]]
Tables = Mapping[str, Table]

_OUTCOME_FROM, _SESSIONS_FOR_AGREEMENT = 3, (3, 4, 5, 6)


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
        self.client, self.counsellor = (
            self.spread(self._mean(s)) for s in ("client", "counsellor")
        )
        self.ruptured = self.spread(self.column("rupture") > 0)
        self.repaired = self.spread(self.column("repaired"))
        self.scored = self.attended >= _OUTCOME_FROM
        line = np.polyfit(self.first[self.scored], self.last[self.scored], 1)
        self.outcome = np.where(self.scored, np.polyval(line, self.first) - self.last, np.nan)
        self.seen: dict[str, Floats] = {}
        asked = np.asarray(tables["conditions"]["client_id"]).astype(np.intp)
        for name in ("empathy", "genuineness", "real_relationship"):
            full = np.full(self.clients, np.nan)
            full[asked] = tables["conditions"][name]
            self.seen[name] = full

    def column(self, name: str) -> Floats:
        """Return a column of the sessions that took place."""
        return np.asarray(self._rows[name])[self._came].astype(float)

    def spread(self, values: NDArray[np.generic]) -> Floats:
        """Return clients x sessions, nan where there was none."""
        wide = np.full((self.clients, int(self.number.max())), np.nan)
        wide[self.who, self.number - 1] = values
        return wide

    def _mean(self, side: str) -> Floats:
        return np.asarray(
            sum(self.column(f"{side}_{part}") for part in ("goal", "task", "bond")) / 3
        )


def correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Correlate what is there in both."""
    both = np.isfinite(one) & np.isfinite(other)
    return float(np.corrcoef(one[both], other[both])[0, 1])


def _difference(one: Floats, other: Floats) -> float:
    """Return d: the difference of two groups' means in pooled standard deviations."""
    pooled = (one.size - 1) * one.var(ddof=1) + (other.size - 1) * other.var(ddof=1)
    return float((one.mean() - other.mean()) / math.sqrt(pooled / (one.size + other.size - 2)))


def alliance_and_outcome(view: View) -> float:
    """Correlate the client's rating of session 3 with outcome."""
    return correlation(view.client[:, 2], view.outcome)


def therapists_share(view: View) -> float:
    """Return per cent of outcome variance between therapists (one-way, unequal caseloads)."""
    score, where = view.outcome[view.scored], view.therapist[view.scored]
    sizes = np.bincount(where)
    sums = np.bincount(where, weights=score)
    here = sizes > 0
    sizes, means = sizes[here], sums[here] / sizes[here]
    groups, total = len(sizes), sizes.sum()
    between = (sizes * (means - score.mean()) ** 2).sum() / (groups - 1)
    within = ((score**2).sum() - (sizes * means**2).sum()) / (total - groups)
    typical = (total - (sizes**2).sum() / total) / (groups - 1)
    share = (between - within) / typical
    return float(100 * share / (share + within))


def one_session_stands(view: View) -> float:
    """Return the intraclass correlation of the client's rating over sessions 3 to 6."""
    scores = view.client[:, [number - 1 for number in _SESSIONS_FOR_AGREEMENT]]
    return float(intraclass(scores[np.isfinite(scores).all(axis=1)]).consistency)


def two_sides_agree(view: View) -> float:
    """Correlate client's and counsellor's rating of session 3."""
    return correlation(view.client[:, 2], view.counsellor[:, 2])


def clients_rate_higher(view: View) -> float:
    """Return by how much clients rate session 3 higher, in pooled standard deviations."""
    there = np.isfinite(view.client[:, 2])
    return _difference(view.client[there, 2], view.counsellor[there, 2])


def drop_out(view: View) -> float:
    """Return per cent of clients who dropped out."""
    return float(100 * (1 - view.planned.mean()))


def alliance_of_those_who_leave(view: View) -> float:
    """Return by how much they rated session 1 lower than those who stay."""
    return _difference(view.client[view.planned, 0], view.client[~view.planned, 0])


def repair_and_outcome(view: View) -> float:
    """Correlate repairs per session in rupture with outcome, where there was a rupture."""
    strained = np.nansum(view.ruptured, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mended = np.nansum(view.repaired, axis=1) / strained
    return correlation(np.where(strained > 0, mended, np.nan), view.outcome)


def reported(side: str) -> Callable[[View], float]:
    """Return a measure: per cent of sessions in which this side reports a rupture."""

    def measure(view: View) -> float:
        return float(100 * view.column(f"{side}_reports_rupture").mean())

    measure.__doc__ = f"Return per cent of sessions in which the {side} reports a rupture."
    return measure


def ever_reported(view: View) -> float:
    """Return per cent of clients who reported a rupture at least once."""
    told = np.nansum(view.spread(view.column("client_reports_rupture")), axis=1)
    return float(100 * (told > 0).mean())


def ever_repaired(view: View) -> float:
    """Return per cent of clients with a rupture who saw one repaired."""
    strained = np.nansum(view.ruptured, axis=1) > 0
    return float(100 * (np.nansum(view.repaired, axis=1)[strained] > 0).mean())


def seen_and_outcome(name: str) -> Callable[[View], float]:
    """Return a measure: correlation of what the client sees, after session 3, with outcome."""
    return lambda view: correlation(view.seen[name], view.outcome)


def seen_and_alliance(name: str) -> Callable[[View], float]:
    """Return a measure: correlation of what the client sees with the alliance of session 3."""
    return lambda view: correlation(view.seen[name], view.client[:, 2])


def better_by(session: int) -> Callable[[View], float]:
    """Return a measure: per cent reliably better by a session, early enders with their last."""

    def measure(view: View) -> float:
        at = np.minimum(view.attended, session) - 1
        now = view.distress[np.arange(view.clients), at]
        return float(100 * (view.first - now >= RELIABLE).mean())

    return measure


def effect(view: View) -> float:
    """Return the mean fall of distress in standard deviations of the first score."""
    return float((view.first - view.last).mean() / view.first.std(ddof=1))


def _planned_and_clinical(view: View) -> NDArray[np.bool_]:
    return np.asarray(view.planned & (view.first >= CUT))


def effect_of_planned(view: View) -> float:
    """Return the same for planned endings that began above the cut-off."""
    some = _planned_and_clinical(view)
    fall = (view.first - view.last)[some]
    return float(fall.mean() / view.first[some].std(ddof=1))


def recovered(view: View) -> float:
    """Return per cent of them with reliable and clinically significant improvement."""
    some = _planned_and_clinical(view)
    return float(100 * (classify(view.first[some], view.last[some]) == "recovered").mean())


def _recovered_by_length(view: View) -> tuple[Floats, Floats]:
    some = _planned_and_clinical(view)
    well = classify(view.first, view.last) == "recovered"
    lengths = np.arange(2, 13)
    shares = [well[some & (view.attended == n)].mean() for n in lengths]
    return lengths.astype(float), 100 * np.asarray(shares)


def length_and_recovery(view: View) -> float:
    """Correlate length (2 to 12 sessions) with the share recovered after that length."""
    return float(np.corrcoef(*_recovered_by_length(view))[0, 1])


def recovered_at_12(view: View) -> float:
    """Return per cent recovered of those who ended as planned after twelve sessions."""
    return float(_recovered_by_length(view)[1][-1])


def worse(view: View) -> float:
    """Return per cent of clients who ended reliably worse."""
    return float(100 * (classify(view.first, view.last) == "deteriorated").mean())


def explained_by_one(view: View) -> float:
    """Return per cent of outcome variance that goes with the alliance of session 3."""
    return 100 * alliance_and_outcome(view) ** 2


def explained_by_many(view: View) -> float:
    """Return the same of the mean of sessions 3 to 9, of clients who came to all of them."""
    return 100 * correlation(view.client[:, 2:9].mean(axis=1), view.outcome) ** 2


def explained_by_one_of_many(view: View) -> float:
    """Return the same of session 3 alone, of those clients."""
    long = np.isfinite(view.client[:, 8])
    return 100 * correlation(view.client[long, 2], view.outcome[long]) ** 2


TUNED, IN_RANGE, TIED, BY_ITSELF = "tuned", "tuned into the range", "tied", "by itself"


@dataclass(frozen=True)
class Figure:
    """One published figure and how it is taken from the clinic.

    Attributes
    ----------
    key : str
        Of the row in the table of figures.
    how : str
        How the clinic's figure is computed, in words.
    measure : callable
        The computation.
    kind : str
        `TUNED`; `IN_RANGE`; `TIED`, if nobody aimed at it here but what was tuned settles it (the
        same number or its square, or a chain of ruptures tuned to it in its own model); or
        `BY_ITSELF`.
    decimals : int
        Digits shown after the point.
    spread : float, optional
        Standard deviation of the clinic's figure over 200 clinics of the same size, made from
        other seeds: what chance alone does to it. For tuned figures.
    """

    key: str
    how: str
    measure: Callable[[View], float]
    kind: str
    decimals: int = 2
    spread: float | None = None

    @property
    def published(self) -> float:
        """The published figure; nan where a range is published."""
        value = evidence.row(self.key).value
        return math.nan if value is None else float(value)

    @property
    def limits(self) -> tuple[float, float]:
        """The published range, where there is one instead of a figure."""
        low, high = map(float, re.findall(r"\d+(?:\.\d+)?", evidence.row(self.key).value_text))
        return low, high


_THIRD = "client’s rating of session 3"
_GAIN = "last distress, freed of the first (clients with three sessions or more)"

FIGURES = (
    Figure(
        "alliance_outcome_2018_f2f", f"{_THIRD} with {_GAIN}", alliance_and_outcome, TUNED, 3, 0.027
    ),
    Figure("therapist_effects_johns", "share of the same outcome", therapists_share, TUNED, 1, 1.6),
    Figure(
        "alliance_one_session_2011",
        "client’s ratings of sessions 3 to 6, intraclass correlation for one",
        one_session_stands,
        TUNED,
        spread=0.01,
    ),
    Figure(
        "client_therapist_agreement", "both ratings of session 3", two_sides_agree, TUNED, 2, 0.025
    ),
    Figure(
        "client_rates_higher", "both ratings of session 3", clients_rate_higher, TUNED, 2, 0.066
    ),
    Figure("client_rates_higher_2025", "the same", clients_rate_higher, TIED),
    Figure("dropout_2012", "clients who stopped coming", drop_out, TUNED, 1, 1.08),
    Figure(
        "dropout_alliance",
        "client’s rating of session 1, those who stay less those who leave",
        alliance_of_those_who_leave,
        TUNED,
        spread=0.066,
    ),
    Figure(
        "rupture_repair_2018",
        "repairs per session in rupture with outcome, where there was a rupture",
        repair_and_outcome,
        TUNED,
        spread=0.026,
    ),
    Figure(
        "rupture_prevalence_client", "sessions that clients report", reported("client"), IN_RANGE, 0
    ),
    Figure(
        "rupture_prevalence_observer", "that observers report", reported("observer"), IN_RANGE, 0
    ),
    Figure(
        "rupture_recalled_2023",
        "clients who report a rupture at least once at the time",
        ever_reported,
        TIED,
        0,
    ),
    Figure(
        "rupture_resolved_2023",
        "of clients with a rupture, those with at least one repair",
        ever_repaired,
        TIED,
        0,
    ),
    Figure(
        "empathy_2018",
        "asked after session 3, with outcome",
        seen_and_outcome("empathy"),
        TUNED,
        spread=0.024,
    ),
    Figure("congruence_2018", "the same", seen_and_outcome("genuineness"), TUNED, spread=0.026),
    Figure("realrel_2018", "the same", seen_and_outcome("real_relationship"), TUNED, spread=0.023),
    Figure(
        "alliance_empathy_overlap",
        f"with the {_THIRD}",
        seen_and_alliance("empathy"),
        TUNED,
        spread=0.019,
    ),
    Figure(
        "alliance_genuineness_overlap",
        "the same",
        seen_and_alliance("genuineness"),
        TUNED,
        spread=0.019,
    ),
    Figure(
        "realrel_alliance_overlap",
        "the same",
        seen_and_alliance("real_relationship"),
        TUNED,
        spread=0.016,
    ),
    Figure(
        "routine_effect_2022",
        "fall from the first to the last session in standard deviations of the first",
        effect,
        TUNED,
        spread=0.04,
    ),
    Figure(
        "planned_effect_2015",
        "the same, planned endings from above the cut-off",
        effect_of_planned,
        BY_ITSELF,
    ),
    Figure("gel_2015", "of the same clients", recovered, BY_ITSELF, 0),
    Figure("deterioration_2018", "worse by six points or more", worse, BY_ITSELF, 1),
    Figure("dose_8", "better by six points or more", better_by(8), BY_ITSELF, 0),
    Figure("dose_26", "the same; early enders keep their last score", better_by(26), BY_ITSELF, 0),
    Figure(
        "good_enough_trend_2006",
        "lengths of 2 to 12 sessions, planned endings",
        length_and_recovery,
        BY_ITSELF,
    ),
    Figure("good_enough_12_2006", "planned endings", recovered_at_12, BY_ITSELF, 0),
    Figure("alliance_session3_2011", _THIRD, explained_by_one, TIED, 1),
    Figure(
        "alliance_sessions3to9_2011",
        "client’s mean rating of sessions 3 to 9",
        explained_by_many,
        BY_ITSELF,
        1,
    ),
)


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
def _without_the_cost() -> View:
    """Return a clinic in which ruptures leave no distress behind."""
    return View(make(settings=Settings(rupture_cost=0)))


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Attributes
    ----------
    figure : Figure
        What was compared.
    found : float
        What the clinic gives.
    """

    figure: Figure
    found: float

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What was measured, the published figure, the clinic's, and how it came about."""
        row = evidence.row(self.figure.key)
        found = f"{self.found:.{self.figure.decimals}f}".replace("-", "−")
        if row.statistic == "r":
            found = found.replace("0.", ".", 1)
        if row.statistic.startswith("percent"):
            found += "\u202f%"  # a narrow space that does not break
        return (
            f"{row.label} ({self.figure.how})",
            evidence.figure_in_words(row),
            found,
            self.figure.kind,
        )


@dataclass(frozen=True)
class Calibration:
    """The whole table, as a notebook's output."""

    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return "\n".join(" | ".join(line.cells) for line in self.lines)

    def _repr_html_(self) -> str:
        heads = ("Figure (how it is taken here)", "Published", "This clinic")
        rows = []
        for line in self.lines:
            row = evidence.row(line.figure.key)
            what, published, found, kind = map(escape, line.cells)
            rows.append(
                f'<tr id="calibration-{row.key}"><th scope="row" style="font-weight:normal">{what}'
                f'</th><td>{published}<br><a href="{escape(row.link)}">{escape(row.source)}</a>'
                f"{' (partly checked)' if row.verified == 'partly' else ''}</td>"
                f"<td>{found},<br>{kind}</td></tr>"
            )
        head = "".join(f'<th scope="col">{text}</th>' for text in heads)
        # Inline, because the same output stands in JupyterLab, where no stylesheet of ours is.
        return (
            '<div style="overflow-x:auto" tabindex="0" role="region" aria-label="Calibration">'
            '<table class="table calibration" style="text-align:left">'
            "<caption>Simulated: a clinic that does not exist, beside published figures</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )


def table(view: View | None = None) -> Calibration:
    """Put published figures beside what the clinic gives.

    Parameters
    ----------
    view : View, optional
        Another clinic than the one in ``data/simulated``.

    Returns
    -------
    Calibration
        Shows itself in a notebook.
    """
    view = view or clinic()
    return Calibration(tuple(Line(figure, figure.measure(view)) for figure in FIGURES))


@dataclass(frozen=True)
class Tension:
    """Published figures that pull apart.

    Attributes
    ----------
    title, words : str
        What it is about, and the sums.
    keys : tuple of str
        Rows of the table of figures that were used.
    """

    title: str
    words: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Tensions:
    """All of them, as a notebook's output."""

    all: tuple[Tension, ...]

    def __repr__(self) -> str:
        return "\n".join(f"{one.title} {one.words}" for one in self.all)

    def _repr_html_(self) -> str:
        items = "".join(
            f'<li style="margin:0 0 .6em"><strong>{escape(one.title)}</strong> '
            f"{escape(one.words)}</li>"
            for one in self.all
        )
        return f'<ol style="max-width:46rem;line-height:1.5">{items}</ol>'


def _value(key: str) -> float:
    value = evidence.row(key).value
    if value is None:
        raise ValueError(f"The figure '{key}' is not one number.")
    return float(value)


def _r(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace("0.", ".", 1).replace("-", "−")


def alone_and_beside(first: float, second: float, overlap: float) -> tuple[float, float]:
    """Return what two predictors explain: the second alone, and both together.

    Parameters
    ----------
    first, second : float
        Their correlations with outcome.
    overlap : float
        Their correlation with each other.

    Returns
    -------
    tuple of float
        Shares of outcome variance, 0 to 1.
    """
    both = (first**2 + second**2 - 2 * first * second * overlap) / (1 - overlap**2)
    return second**2, both


def tensions(view: View | None = None) -> Tensions:
    """Work out where published figures cannot hold together, or not without a price.

    Parameters
    ----------
    view : View, optional
        Another clinic than the one in ``data/simulated``.

    Returns
    -------
    Tensions
        Shows itself in a notebook.
    """
    view = view or clinic()
    stands = _value("alliance_one_session_2011")
    one, many = _value("alliance_session3_2011"), _value("alliance_sessions3to9_2011")
    seven = one / stands * spearman_brown(stands, 7)
    alliance, real = _value("alliance_outcome_2018_f2f"), _value("realrel_2018")
    alone, both = alone_and_beside(alliance, real, _value("realrel_alliance_overlap"))
    apart = [alliance, *map(_value, ("empathy_2018", "congruence_2018", "realrel_2018"))]
    summed = 100 * sum(r * r for r in apart)
    joint = 100 * explained_by_all(view)
    higher, newer = _value("client_rates_higher"), evidence.row("client_rates_higher_2025")
    low, high = newer.ci or (0, 0)
    rarely, often = evidence.row("rupture_prevalence_client").value_text.split("-")
    sessions = round(float(view.attended.mean()))
    ever = 100 * (1 - (1 - float(rarely) / 100) ** sessions)
    reports = [reported(side)(view) for side in ("client", "counsellor", "observer")]
    spared = _without_the_cost()
    share = next(figure for figure in FIGURES if figure.key == "therapist_effects_johns")
    five, width = _value("therapist_effects_johns"), round(2 * (share.spread or 0))
    return Tensions(
        (
            Tension(
                "One session and seven.",
                f"If one session stands for a client by {_r(stands)} and explains {one:g} per cent "
                f"of outcome, a mean of seven can explain {seven:.1f} per cent, and endlessly many "
                f"{one / stands:.1f}. The same study reports {many:g}. So averaging cannot be the "
                "whole story: later sessions must lie nearer to the outcome, or so few clients "
                "make both shares loose. Our clinic is tuned to the first figure. Among its "
                "clients with nine sessions or more, session 3 explains "
                f"{explained_by_one_of_many(view):.1f} per cent and the mean of sessions 3 to 9 "
                f"{explained_by_many(view):.1f}: a gain, and far from threefold.",
                (
                    "alliance_one_session_2011",
                    "alliance_session3_2011",
                    "alliance_sessions3to9_2011",
                ),
            ),
            Tension(
                "Four ingredients, one soup.",
                f"Alliance, empathy, genuineness and real relationship, each alone, would explain "
                f"{summed:.0f} per cent of outcome if one added them up. They overlap. Beside the "
                f"real relationship, which alone explains {100 * alone:.1f} per cent, the alliance "
                f"brings the two to {100 * both:.1f}: if all three figures hold in one clinic, it "
                "adds next to nothing of its own. That hangs on a few hundredths of three "
                "uncertain figures, and is no reason to rank the two. In our clinic all four "
                f"together explain {joint:.0f} per cent. For the overlaps of empathy, genuineness "
                "and real relationship with each other we found no pooled figure: here they came "
                "by themselves.",
                (
                    "alliance_outcome_2018_f2f",
                    "realrel_2018",
                    "realrel_alliance_overlap",
                    "empathy_2018",
                    "congruence_2018",
                ),
            ),
            Tension(
                "How much higher clients rate.",
                f"The older synthesis has d = {higher:.2f}; the newer one’s interval, "
                f"{low:.2f} to {high:.2f}, does not reach it. The clinic is tuned to the "
                "older, which covers more kinds of clients; it cannot have both.",
                ("client_rates_higher", "client_rates_higher_2025"),
            ),
            Tension(
                "Before and after, and the dose.",
                f"With a fall of d = {_value('routine_effect_2022'):g} and norms as of CORE-10, "
                f"{better_by(8)(view):.0f} per cent of our clients are better by session 8 and "
                f"{better_by(26)(view):.0f} by session 26, where the dose curve has "
                f"{_value('dose_8'):g} and {_value('dose_26'):g}. A clinic could be tuned to the "
                "first point instead, at the price of a smaller fall. That ours does not rise from "
                "the first to the second is the price of another figure, that of repair below: "
                "the distress which ruptures leave behind here eats up what later sessions bring. "
                f"Without it {better_by(8)(spared):.0f} per cent would be better by session 8 and "
                f"{better_by(26)(spared):.0f} by session 26, with a fall of d = "
                f"{effect(spared):.2f}, and repair would go with outcome by r = "
                f"{_r(repair_and_outcome(spared))}. Nor does the clinic reach "
                f"d = {_value('planned_effect_2015'):g} for planned endings "
                f"(here {effect_of_planned(view):.2f}); that service saw other clients, or "
                "changed them more.",
                (
                    "routine_effect_2022",
                    "dose_8",
                    "dose_26",
                    "rupture_repair_2018",
                    "planned_effect_2015",
                ),
            ),
            Tension(
                "Twelve sessions.",
                f"Of planned endings after twelve sessions {recovered_at_12(view):.0f} per cent "
                f"had recovered here, and {_value('good_enough_12_2006'):g} there. Twelve is the "
                "shortest length that our clients agree to, and whoever is well enough may end "
                "sooner, so that those who come to the twelfth as agreed are those who were not. "
                "The distress that ruptures leave behind takes its share: without it there would "
                f"be {recovered_at_12(spared):.0f}. That fewer recover after more sessions (r = "
                f"{_r(length_and_recovery(view))} here, {_r(_value('good_enough_trend_2006'))} "
                "there) comes from who ends when, too: whoever is well leaves.",
                ("good_enough_12_2006", "good_enough_trend_2006"),
            ),
            Tension(
                "Ruptures at the time, ruptures remembered.",
                f"If each of {sessions} sessions had a chance of {rarely} per cent to be reported, "
                f"the lower end of the range, {ever:.0f} per cent of clients would report one "
                f"sooner or later (at {often} per cent, practically all). Years later "
                f"{_value('rupture_recalled_2023'):g} per cent remember one. So either ruptures "
                "gather in some pairs, as they do here, or people forget; probably both. In our "
                f"clinic clients report one in {reports[0]:.0f} per cent of sessions, counsellors "
                f"in {reports[1]:.0f} and observers in {reports[2]:.0f}; for counsellors we found "
                "no published range and put them in between.",
                ("rupture_prevalence_client", "rupture_recalled_2023"),
            ),
            Tension(
                "The price of repair.",
                f"To bring repair and outcome to r = {_r(_value('rupture_repair_2018'))}, every "
                f"session in rupture had to add {Settings().rupture_cost:g} point of distress that "
                "stays. No study says that it does. The correlation could have been built from "
                "clients who both mend and recover more easily, and the table would look the same.",
                ("rupture_repair_2018",),
            ),
            Tension(
                "Five per cent is hard to see.",
                f"With {len(np.unique(view.therapist))} therapists, clinics made alike but for "
                f"chance show shares of outcome up to about {width} points above or below the "
                f"{five:g} that was put in. A study of this size can find {five + width:g} per "
                f"cent, or {five - width:g}, and be a good study.",
                ("therapist_effects_johns",),
            ),
        )
    )


def explained_by_all(view: View) -> float:
    """Return the share of outcome that alliance and the three conditions explain together."""
    names = ("empathy", "genuineness", "real_relationship")
    columns = np.stack([view.client[:, 2], *(view.seen[name] for name in names)], axis=1)
    there = np.isfinite(columns).all(axis=1) & np.isfinite(view.outcome)
    columns = columns[there] - columns[there].mean(axis=0)
    target = view.outcome[there] - view.outcome[there].mean()
    left = target - columns @ np.linalg.lstsq(columns, target, rcond=None)[0]
    return float(1 - left.var() / target.var())
