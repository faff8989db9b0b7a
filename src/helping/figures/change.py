"""The pictures of chapter 13: how many sessions, an alarm, and gains that look sudden.

Each function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/change.toml`. All clients are simulated; the models are
`dose_and_response` and `a_thousand_clients`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helping.evidence import published, published_numbers
from helping.figures.common import signed, spread_out
from helping.models import a_thousand_clients as thousand
from helping.models import dose_and_response as dose
from helping.models.checks import one_of
from helping.words import words

Floats = NDArray[np.float64]

WORDS = words("change")
SHOWN = dict(zip(WORDS["alarm"]["shown"], ("now", "this", "all"), strict=True))
"""How much of the future the second picture shows."""


def _rows(axes: Axes, rows: list[tuple[str, list[tuple[int, str, float]]]], of: int) -> None:
    """Draw one bar under one line of words for each group, its parts side by side."""
    for number, (name, parts) in enumerate(rows):
        y = 2.0 * (len(rows) - 1 - number)
        start = 0
        for count, colour, alpha in parts:
            axes.barh(y, count, 0.75, left=start, color=colour, alpha=alpha)
            start += count
        axes.text(0, y + 0.92, name, va="center", ha="left")
    axes.set(xlim=(0, of), ylim=(-0.6, 2.0 * len(rows) - 0.5), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)


# --- how many sessions? ---------------------------------------------------------------------

_MOST = 12
_GAP = 8.5  # between labels, in points of the scale
_PRINTED_AFTER = (1, 12)  # sessions, in the row gel_2006


def _dose_curve() -> dose.DoseCurve:
    """Lay the curve of Howard et al. through its two printed points."""
    half, more = (published(key).value / 100 for key in ("dose_8", "dose_26"))
    return dose.through_two_points((8, half), (26, more))


def how_many_sessions(
    figure: Figure, rule: str, limit: int, pace: float, differ: float
) -> tuple[str, str]:
    """Recovery by number of sessions, beside two published findings.

    Parameters
    ----------
    figure
        An empty figure.
    rule
        Who stops when: one of `dose_and_response.RULES`.
    limit
        Most sessions that the service allows, 2 to 12; 0 for none.
    pace
        Points by which the middle client falls per session, 0.01 to 10.
    differ
        How much clients differ in pace (standard deviation of its logarithm), 0 to 3.

    Returns
    -------
    tuple of str
        What the files show at both ends, and what became of all clients.
    """
    found = dose.files_of_a_service(rule, limit, pace, differ)
    last = len(found.sessions)
    share, ended = 100 * found.well_enough, 100 * found.ended
    of_all = round(100 * found.of_all)
    text = WORDS["files"]

    upper, lower = figure.subplots(2, 1, height_ratios=(2.4, 1))
    figure.subplots_adjust(left=0.155, right=0.765, top=0.85, bottom=0.135, hspace=0.16)
    x = np.arange(1, _MOST + 1)
    howard = 100 * _dose_curve().improved(x)
    barkham = published_numbers("gel_2006")
    # After the last session the line stands still, so that every state has the same points.
    shown = np.minimum(x, last)
    upper.plot(x, howard, color="0.5", linewidth=2, linestyle=":")
    upper.plot(shown, share[shown - 1], color="C0", linewidth=2.6, marker="o", markersize=4)
    upper.plot(_PRINTED_AFTER, barkham, "x", color="C1", markersize=8, mew=2.4)
    labels = {
        text["ours"]: (float(share[-1]), "C0"),
        text["howard"]: (float(howard[-1]), "0.5"),
        text["barkham"]: (barkham[-1], "C1"),
    }
    heights = spread_out([y for y, _ in labels.values()], _GAP + 1, 5, 97)
    for (name, (_, colour)), y in zip(labels.items(), heights, strict=True):
        upper.text(12.75, y, name, color=colour, va="center")
    upper.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[], yticks=[0, 50, 100])
    upper.set_ylabel(text["well_enough"], labelpad=1)
    # One outline for all bars: quicker to draw than twelve.
    tall = np.concatenate([ended, np.zeros(_MOST - last)])
    outline = np.stack([0 * tall, tall, tall, 0 * tall], axis=1).ravel()
    edges = np.stack([x - 0.35, x - 0.35, x + 0.35, x + 0.35], axis=1).ravel()
    lower.fill_between(edges, 0, outline, color="C0", alpha=0.5, linewidth=0)
    lower.text(12.75, 50, text["ended_here"], va="center")
    lower.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[1, 4, 8, 12], yticks=[0, 100])
    lower.set_xlabel(text["sessions"])
    first, final = (round(100 * found.well_enough[i]) for i in (0, -1))
    still = 100 - round(100 * found.ended.sum())
    places = {
        "first": first,
        "final": final,
        "last": last,
        "of_all": of_all,
        "still": still,
        "shape": text["shape"][_shape_of(found)],
    }
    upper.set_title(text["title"].format(**places), loc="left")
    nobody_stops = rule == dose.RULES[0]
    said = text["sentence"]["nobody_stops" if nobody_stops else "stops"]
    more = text["more"]["all_and_still" if still and not nobody_stops else "all"]
    return said.format(**places), more.format(**places)


def _shape_of(found: dose.ByLength) -> str:
    share = found.well_enough
    if share.max() < 0.005:
        return "nobody"
    if share[-1] > share.max() - 0.02:
        return "longer_better"
    if share[0] > share[-1] + 0.1:
        return "longest_worst"
    if share[0] < share[-1] - 0.1:
        return "least_worst"
    return "middle_best"


# --- an alarm -------------------------------------------------------------------------------

_CUT_OFF = 11


def course_and_alarm(
    figure: Figure, percentile: float, by: int, case: int, show: str
) -> tuple[str, str]:
    """Expected course of one client, with all alarms counted.

    Parameters
    ----------
    figure
        An empty figure.
    percentile
        Where the limit lies among clients who started alike, 50 to 99 %.
    by
        Session up to which anyone has looked, 1 to 12.
    case
        Client shown, 1 to 5.
    show
        How much is shown of what came later: "now", "this" client's end, or "all".

    Returns
    -------
    tuple of str
        Whether there is an alarm and what came of it; what is folded behind it.
    """
    one_of("show", show, tuple(SHOWN.values()))
    here, learnt = thousand.clinic(), thousand.expected(percentile)
    row = thousand.CASES[case - 1]
    text = WORDS["alarm"]
    scores, end = here.scores[row], str(here.ends[row])
    band = int(np.digitize(scores[0], learnt.edges))
    usual, limit = learnt.expected[band], learnt.limit[band]
    above = np.flatnonzero(scores[1 : by + 1] > limit[1 : by + 1]) + 1
    first = int(above[0]) if above.size else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.75, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.91, bottom=0.02, hspace=0.42)
    x = np.arange(thousand.OCCASIONS)
    upper.axhline(_CUT_OFF, color="0.5", linewidth=0.8)
    upper.text(-0.1, _CUT_OFF - 1, text["cut_off"], color="0.5", va="top")
    upper.fill_between(x[1:], limit[1:], 40, color="C1", alpha=0.16, linewidth=0)
    upper.plot(x[1:], limit[1:], color="C1", linewidth=1.4, linestyle="--")
    upper.plot(x, usual, color="0.5", linewidth=2, linestyle=":")
    # Both parts stand still where they meet, so that every state has the same points.
    seen, to_come = np.minimum(x, by), np.maximum(x, by)
    if show != "now":
        upper.plot(to_come, scores[to_come], color="C0", linewidth=1.4)
    upper.plot(seen, scores[seen], color="C0", linewidth=2.4, marker="o", markersize=4.5)
    if first:
        upper.plot([first], [scores[first]], "^", color="C1", markersize=11, markeredgewidth=2)
    heights = spread_out([float(limit[-1]), float(usual[-1])], 5.5, 3, 36)
    for name, y, colour in zip(("limit", "expected"), heights, ("C1", "0.5"), strict=True):
        upper.text(12.3, y, text[name], color=colour, va="center")
    upper.set(xlim=(-0.3, 15.2), ylim=(0, 40), xticks=[0, 4, 8, 12], yticks=[0, _CUT_OFF, 20, 40])
    upper.set_xlabel(text["session"], labelpad=1)
    upper.set_ylabel(text["distress"], labelpad=1)
    counts = thousand.alarms_and_ends(percentile, by)
    rows, totals = [], {}
    for alarm, name in ((True, "rang"), (False, "quiet")):
        worse, same, better = (counts[alarm, e] for e in thousand.ENDS)
        all_ = totals[name] = worse + same + better
        numbers = {"all": all_, "worse": worse, "same": same, "better": better}
        label = text[f"{name}_ends" if show == "all" else name].format(**numbers)
        if show != "all":
            worse, same, better = 0, all_, 0
        rows.append((label, [(worse, "C1", 0.95), (same, "0.5", 0.45), (better, "C2", 0.75)]))
    _rows(lower, rows, 1000)
    places = {
        "case": case,
        "by": by,
        "first": first,
        "start": f"{scores[0]:.0f}",
        "score": f"{scores[by]:.0f}",
        "end": f"{scores[-1]:.0f}",
        "kind": text["kind"][end.replace(" ", "_")],
        **totals,
        "worse": counts[True, "worse"],
        "same": counts[True, "no clear change"],
        "better": counts[True, "better"],
        "missed": counts[False, "worse"],
    }
    told = "rang" if first else "quiet"
    told = "all" if show == "all" else f"{told}_ends" if show == "this" else told
    upper.set_title(text["title"][told].format(**places), loc="left")
    more = text["more"]["all" if show == "all" else "now"]
    return text["sentence"][told].format(**places), more.format(**places)


# --- gains that look sudden -----------------------------------------------------------------


def sudden_gains(figure: Figure, wobble: float, jumping: float, case: int) -> tuple[str, str]:
    """Sudden gains found in scores that wobble.

    Parameters
    ----------
    figure
        An empty figure.
    wobble
        Standard deviation of a score round the true course, 0 to 10 points.
    jumping
        Share of clients whose true course drops once, 0 to 1.
    case
        Client shown, counted from 1 among those with a gain; if there are not so many, among all.

    Returns
    -------
    tuple of str
        How many gains the rule finds, how many are true, and how those clients end.
    """
    all_ = thousand.gains(wobble, jumping)
    text = WORDS["gains"]
    found = all_.found
    # Those who begin high come first: there is more to see.
    having = np.flatnonzero(found)
    having = having[np.argsort(all_.truth[having, 0] < 18, kind="stable")]
    row = int(having[case - 1]) if having.size >= case else case - 1
    scores, truth = all_.scores[row], all_.truth[row]
    before = int(all_.marks[row].argmax()) if found[row] else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.75, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.84, bottom=0.02, hspace=0.45)
    x = np.arange(1, scores.size + 1)
    upper.plot(x, truth, color="0.5", linewidth=5, alpha=0.45)
    upper.plot(x, scores, color="C0", linewidth=1.6, marker="o", markersize=4.5)
    if found[row]:
        step = scores[before : before + 2]
        upper.plot([before + 1, before + 2], step, color="C1", linewidth=4.5)
    heights = spread_out([float(truth[-1]), float(scores[-1])], 5.5, 3, 37)
    for name, y, colour in zip(("truth", "scores"), heights, ("0.5", "C0"), strict=True):
        upper.text(12.3, y, text[name], color=colour, va="center")
    upper.set(xlim=(0.6, 14.4), ylim=(0, 40), xticks=[1, 4, 8, 12], yticks=[0, 20, 40])
    upper.set_xlabel(text["session"], labelpad=1)
    upper.set_ylabel(text["distress"], labelpad=1)
    true = int((found & all_.jumped).sum())
    rows = []
    for name, group in (("found", found), ("not_found", ~found)):
        count, jumped = int(group.sum()), int((group & all_.jumped).sum())
        label = text[name].format(count=f"{count:,}", jumped=jumped)
        rows.append((label, [(jumped, "C2", 0.85), (count - jumped, "0.5", 0.4)]))
    _rows(lower, rows, 1000)
    places = {
        "count": int(found.sum()),
        "true": true,
        "benefit": signed(all_.benefit),
        "jumped": int(all_.jumped.sum()),
        "session": before + 1,
    }
    case_of = "none" if not found.any() else "some_true" if true else "none_true"
    upper.set_title(text["title"][case_of].format(**places), loc="left")
    shown = "shown_none"
    if found[row]:
        shown = "shown_jump" if all_.jumped[row] else "shown_gradual"
    made = text["more"]["some_jump" if all_.jumped.any() else "nobody_jumps"]
    more = f"{made.format(**places)} {text['more'][shown].format(**places)}"
    return text["sentence"][case_of].format(**places), more
