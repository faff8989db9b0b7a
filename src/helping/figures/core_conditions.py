"""Pictures of chapter 4: what arrives, one condition taken away, and three printed numbers."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.evidence import Published, published
from helping.models import core_conditions as model
from helping.models.effect_sizes import d_to_r, hundred_clients, r_to_d

_IN_2018 = {
    "empathy": "empathy_2018",
    "regard": "regard_2018_g",
    "congruence": "congruence_2018",
    "alliance": "alliance_outcome_2018_f2f",
}
PUBLISHED = {
    "2011": {
        "empathy": "empathy_2011",
        "regard": "regard_2011",
        "congruence": "congruence_2011",
        "alliance": "alliance_outcome_2011",
    },
    "2018": _IN_2018,
    "2018 multilevel": _IN_2018 | {"regard": "regard_2018_multilevel"},
}
"""The row of the table of figures from which each edition takes each of its numbers."""

METRICS = ("as printed", "all as r", "all as d", "of 100 clients")


def offered_and_perceived(
    figure: Figure,
    empathy: float = 7,
    congruence: float = 7,
    regard: float = 7,
    arrives: float = 0.25,
    asks: bool = False,
) -> str:
    """What is offered, what arrives, and the stages a client's moments come from.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    empathy, congruence, regard : float
        What the counsellor offers, 1 to 7.
    arrives : float
        Share that arrives in the first session, 0 to 1.
    asks : bool
        Whether the counsellor asks what landed.

    Returns
    -------
    str
        One plain sentence with the numbers of the model.
    """
    course = model.experiencing(empathy, congruence, regard, arrives, asks)
    top = figure.add_axes((0.25, 0.6, 0.7, 0.23))
    bottom = figure.add_axes((0.12, 0.15, 0.83, 0.27))

    offered = (empathy, congruence, regard)
    received = (course.last.empathy, course.last.congruence, course.last.regard)
    perceived = [1 + 6 * share for share in received]
    rows = (2, 1, 0)
    top.hlines(rows, perceived, offered, color="0.5", linewidth=1.2, linestyle=":")
    top.plot(offered, rows, "o", color="0.5", markerfacecolor="none", markersize=8)
    top.plot(perceived, rows, "o", color="C1", markersize=8)
    top.set(xlim=(0.6, 7.4), ylim=(-0.6, 2.6), xticks=(1, 4, 7), yticks=())
    top.set_xticklabels(("1 hardly", "4 partly", "7 fully"))
    _name_rows(top, rows)
    _plain(top)
    figure.text(0.25, 0.475, "○ offered", color="0.5")
    figure.text(0.48, 0.475, "● perceived at the end", color="C1")

    before = [100 * share for share in model.stage_shares(course.stage[0])]
    after = [100 * share for share in model.stage_shares(course.stage[-1])]
    bottom.bar(model.STAGES, after, width=0.78, color="C0")
    bottom.plot(*_outline(before), color="0.5", linestyle="--", linewidth=1.2)
    bottom.set(xlim=(0.4, 7.6), ylim=(0, 55), xticks=(), yticks=(0, 40))
    for stage in model.STAGES:
        bottom.text(stage, -10, str(stage), ha="center")
    bottom.set_xlabel("stage of process (of 100 moments)", labelpad=17)
    bottom.text(7.5, 45, "at the end", color="C0", ha="right")
    bottom.text(5.4, 45, "before (dashed)", color="0.5", ha="right")
    _plain(bottom)

    figure.text(0.02, 0.93, _arrival_title(course.gain), fontsize=12, fontweight="bold")
    return (
        f"Empathy is offered at {empathy:.0f} and perceived at {perceived[0]:.1f}, "
        f"congruence at {congruence:.0f} and {perceived[1]:.1f}, "
        f"regard at {regard:.0f} and {perceived[2]:.1f} (1 to 7); "
        f"after 20 sessions the average stage is {course.stage[-1]:.1f} of 7, "
        f"from {course.stage[0]:.1f} before, a gain of {_r(course.gain)}, and "
        f"{sum(after[3:]):.0f} of 100 moments reach stage 4 or higher, from "
        f"{sum(before[3:]):.0f}."
    )


def take_one_away(
    figure: Figure,
    reading: str = "all needed",
    removed: str = "empathy",
    overlap: float = 0.55,
    clients: int = 400,
) -> str:
    """What one reading predicts without a condition, and what a study would see.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    reading : str
        One of `helping.models.core_conditions.READINGS`.
    removed : str
        "none" or one of the three conditions.
    overlap : float
        Correlation between any two perceived conditions in the simulated study, 0.2 to 0.9.
    clients : int
        Clients in the simulated study.

    Returns
    -------
    str
        One plain sentence with the numbers of the model.
    """
    full = model.take_away(reading)
    less = model.take_away(reading, removed)
    studies = {each: model.study(each, overlap, clients) for each in model.READINGS}
    seen = studies[reading]
    top = figure.add_axes((0.13, 0.56, 0.55, 0.28))
    bottom = figure.add_axes((0.25, 0.15, 0.7, 0.21))

    sessions = range(len(full))
    top.plot(sessions, full, color="0.5", linestyle="--")
    top.plot(sessions, less, color="C1", linewidth=2.4)
    top.set(xlim=(0, 20), ylim=(-0.06, 1), xticks=(0, 10, 20), yticks=(0, 1))
    top.set_xlabel("session", labelpad=1)
    top.set_ylabel("stages gained")
    # Two labels that would meet at the line ends are kept a line apart.
    top.text(20.6, max(full[-1], less[-1] + 0.17), "all three", color="0.5", va="center")
    label = "none missing" if removed == "none" else f"no {removed}"
    top.text(20.6, min(less[-1], full[-1] - 0.09), label, color="C1", va="center")
    _plain(top)

    rows = (2, 1, 0)
    for shift, other in zip((0.27, -0.27), _others(reading), strict=True):
        bottom.plot(studies[other].r, [row + shift for row in rows], "d", color="0.5", markersize=5)
    lows = [interval.low for interval in seen.intervals]
    highs = [interval.high for interval in seen.intervals]
    bottom.hlines(rows, lows, highs, color="C0", linewidth=2)
    bottom.plot(seen.r, rows, "o", color="C0", markersize=7)
    bottom.set(xlim=(0, 0.6), ylim=(-0.6, 2.6), xticks=(0, 0.2, 0.4, 0.6), yticks=())
    _name_rows(bottom, rows)
    bottom.set_xlabel("correlation with outcome, simulated study")
    # Above the rows: with 100 clients an interval reaches nearly to the right edge.
    figure.text(0.25, 0.39, "● this reading", color="C0")
    figure.text(0.55, 0.39, "♦ the other two", color="0.5")
    _plain(bottom)

    figure.text(0.02, 0.93, _removal_title(reading, removed), fontsize=12, fontweight="bold")
    watched = 0 if removed == "none" else model.CONDITIONS.index(removed)
    rivals = " and ".join(f"{_r(studies[other].r[watched])}" for other in _others(reading))
    missing = "With all three there" if removed == "none" else f"Without {removed}"
    return (
        f"{missing}, the reading “{reading}” predicts {less[-1]:.2f} stages gained in 20 "
        f"sessions, against {full[-1]:.2f} with all three; yet in a simulated study of {clients} "
        f"clients, {model.CONDITIONS[watched]} correlates {_r(seen.r[watched])} with outcome under "
        f"this reading and {rivals} under the other two, and only {seen.odd_ones} of the "
        f"{clients} clients have one condition low and the other two high."
    )


def printed_and_compared(
    figure: Figure, edition: str = "2018", metric: str = "as printed", ranked: bool = False
) -> str:
    """Published associations with outcome, on a metric of choice.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    edition : str
        "2011", "2018" or "2018 multilevel".
    metric : str
        One of `METRICS`.
    ranked : bool
        Whether to sort the rows by size, largest on top.

    Returns
    -------
    str
        One plain sentence with the numbers.

    Raises
    ------
    ValueError
        If `edition` or `metric` is unknown.
    """
    if edition not in PUBLISHED:
        known = ", ".join(PUBLISHED)
        raise ValueError(f"The edition is {edition!r}, but must be one of {known}.")
    if metric not in METRICS:
        raise ValueError(f"The metric is {metric!r}, but must be one of {', '.join(METRICS)}.")
    results = [(name, published(key)) for name, key in PUBLISHED[edition].items()]
    values = [_on(metric, row.statistic, row.value) for _, row in results]
    order = list(range(len(values)))
    if ranked:
        order.sort(key=lambda j: -values[j])
    height = {j: len(values) - 1 - place for place, j in enumerate(order)}
    limits, ticks = _scale(metric)

    axes = figure.add_axes((0.27, 0.17, 0.53, 0.62))
    for j, ((name, row), value) in enumerate(zip(results, values, strict=True)):
        y, colour = height[j], "C1" if name == "regard" else "C0"
        # Without a printed interval the line shrinks to the point, and the point stays open.
        ends = [value if end is None else _on(metric, row.statistic, end) for end in _ends(row)]
        open_marker = row.low is None
        axes.plot(ends, [y, y], color=colour, linewidth=2.4, solid_capstyle="butt")
        axes.plot(
            [value],
            [y],
            marker="D" if name == "regard" else "o",
            color=colour,
            markersize=8,
            markerfacecolor="none" if open_marker else colour,
        )
        _beside(axes, y, name)
        axes.text(limits[1], y, " " + _shown(metric, row, value), va="center", color=colour)
    axes.set(xlim=limits, ylim=(-0.6, len(values) - 0.4), xticks=ticks, yticks=())
    axes.set_xticklabels([f"{tick:g}".replace("0.", ".") for tick in ticks])
    axes.set_xlabel(_metric_label(metric))
    _plain(axes)
    figure.text(
        0.02, 0.9, _metric_title(edition, metric), fontsize=12, fontweight="bold", linespacing=1.15
    )
    said = ", ".join(f"{results[j][0]} {_shown(metric, results[j][1], values[j])}" for j in order)
    first = "largest first: " if ranked else ""
    without = [name for name, row in results if row.low is None]
    return (
        f"Meta-analyses of {edition[:4]}, {_metric_words(metric)}: {first}{said}; "
        f"for {' and '.join(without)} we have seen no printed interval."
    )


def _plain(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=3)


def _name_rows(axes: Axes, rows: tuple[int, ...]) -> None:
    # Plain text: a tick costs three times as much to draw, and every state is drawn.
    for row, name in zip(rows, model.CONDITIONS, strict=True):
        _beside(axes, row, name)


def _beside(axes: Axes, y: float, text: str) -> None:
    axes.text(-0.03, y, text, ha="right", va="center", transform=axes.get_yaxis_transform())


def _outline(heights: list[float]) -> tuple[list[float], list[float]]:
    """Outline bars of width 0.78 as one line."""
    x = [stage + side for stage in model.STAGES for side in (-0.39, -0.39, 0.39, 0.39)]
    y = [level for height in heights for level in (0, height, height, 0)]
    return x, y


def _arrival_title(gain: float) -> str:
    if gain < 0.005:
        return "Nothing arrives, so nothing moves"
    if gain < 0.3:
        return f"Little arrives: {_r(gain)} of a stage gained"
    if gain < 0.55:
        return f"Some of it arrives: {_r(gain)} of a stage gained"
    return f"Much arrives: {_r(gain)} of a stage, within reason"


def _others(reading: str) -> tuple[str, str]:
    first, second = (each for each in model.READINGS if each != reading)
    return first, second


def _removal_title(reading: str, removed: str) -> str:
    if removed == "none":
        return "All three there: the readings agree"
    return {
        "all needed": "One missing stops the work, says this reading",
        "they add up": "One missing costs a third, says this reading",
        "one impression": "One missing is filled in, says this reading",
    }[reading]


def _r(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)


def _ends(row: Published) -> tuple[float | None, float | None]:
    return row.low, row.high


def _as_r(statistic: str, value: float) -> float:
    # A pooled g has its small-sample correction behind it and converts like d.
    return d_to_r(value) if statistic == "g" else value


def _on(metric: str, statistic: str, value: float) -> float:
    move: dict[str, Callable[[float], float]] = {
        "all as r": lambda r: r,
        "all as d": r_to_d,
        "of 100 clients": lambda r: hundred_clients(r).better_with_more,
    }
    return value if metric == "as printed" else move[metric](_as_r(statistic, value))


def _scale(metric: str) -> tuple[tuple[float, float], tuple[float, ...]]:
    if metric == "all as d":
        return (0, 0.8), (0, 0.2, 0.4, 0.6, 0.8)
    if metric == "of 100 clients":
        return (50, 64), (50, 55, 60)
    return (0, 0.4), (0, 0.1, 0.2, 0.3, 0.4)


def _shown(metric: str, row: Published, value: float) -> str:
    if metric == "of 100 clients":
        return f"{value:.0f}"
    letter = row.statistic if metric == "as printed" else metric[-1]
    return f"{letter} = {_r(value)}"


def _metric_label(metric: str) -> str:
    return {
        "as printed": "number as printed (r and g)",
        "all as r": "correlation r with outcome",
        "all as d": "standardised difference d",
        "of 100 clients": "of 100 with more of it, above the median",
    }[metric]


def _metric_words(metric: str) -> str:
    return {
        "as printed": "numbers as printed, whatever their metric",
        "all as r": "all turned into a correlation r",
        "all as d": "all turned into a standardised difference d",
        "of 100 clients": "of 100 clients with more than the median of each, "
        "how many end above the median outcome (50 would be no link)",
    }[metric]


def _metric_title(edition: str, metric: str) -> str:
    if edition == "2011":
        return "2011: one metric, so printed numbers\ncan be set side by side"
    if metric == "as printed":
        return "As printed: two metrics on one axis,\nand the order means nothing"
    if metric == "of 100 clients":
        return "In clients: the gaps are a few people\nin a hundred"
    return "On one metric, regard moves;\nthe order is still not a ranking"
