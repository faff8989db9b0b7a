"""What the clinic gives: one stated way of computing each figure."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helping.calibration.view import Floats, View
from helping.cohort.endings import CUT, RELIABLE
from helping.models.outcome_measures import classify
from helping.models.rater_agreement import intraclass

SESSIONS_FOR_AGREEMENT = (3, 4, 5, 6)


def correlation(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Correlate what is there in both."""
    both = np.isfinite(one) & np.isfinite(other)
    return float(np.corrcoef(one[both], other[both])[0, 1])


def _difference(one: Floats, other: Floats) -> float:
    """Return d: the difference of two groups' means in pooled standard deviations."""
    one, other = one[np.isfinite(one)], other[np.isfinite(other)]
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
    scores = view.client[:, [number - 1 for number in SESSIONS_FOR_AGREEMENT]]
    return float(intraclass(scores[np.isfinite(scores).all(axis=1)]).consistency)


def two_sides_agree(view: View) -> float:
    """Correlate client's and counsellor's rating of session 3."""
    return correlation(view.client[:, 2], view.counsellor[:, 2])


def clients_rate_higher(view: View) -> float:
    """Return by how much clients rate session 3 higher, in pooled standard deviations."""
    there = np.isfinite(view.client[:, 2] + view.counsellor[:, 2])
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
        return float(100 * np.nanmean(view.column(f"{side}_reports_rupture")))

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
        now = view.carried[np.arange(view.clients), at]
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
    ratings = view.client[:, 2:9]
    long = (view.attended >= 9) & np.isfinite(ratings).any(axis=1)
    return 100 * correlation(np.nanmean(ratings[long], axis=1), view.outcome[long]) ** 2


def explained_by_one_of_many(view: View) -> float:
    """Return the same of session 3 alone, of those clients."""
    long = view.attended >= 9
    return 100 * correlation(view.client[long, 2], view.outcome[long]) ** 2


def explained_by_all(view: View) -> float:
    """Return the share of outcome that alliance and the three conditions explain together."""
    names = ("empathy", "genuineness", "real_relationship")
    columns = np.stack([view.client[:, 2], *(view.seen[name] for name in names)], axis=1)
    there = np.isfinite(columns).all(axis=1) & np.isfinite(view.outcome)
    columns = columns[there] - columns[there].mean(axis=0)
    target = view.outcome[there] - view.outcome[there].mean()
    left = target - columns @ np.linalg.lstsq(columns, target, rcond=None)[0]
    return float(1 - left.var() / target.var())
