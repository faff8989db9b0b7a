"""Pictures of chapter 4: what arrives, one condition rated low, and three printed numbers."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.evidence import Published, published
from helping.figures.common import HUNDRED_LINES, correlation, hundred_cells
from helping.models import core_conditions as model
from helping.models.effect_sizes import d_to_r, hundred_clients, r_to_d
from helping.words import words

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
) -> tuple[str, str]:
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
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("core_conditions")["offered"]
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
    top.set_xticklabels((say["low"], say["middle"], say["high"]))
    _name_rows(top, rows)
    _plain(top)
    figure.text(0.25, 0.475, say["offered"], color="0.5")
    figure.text(0.48, 0.475, say["perceived"], color="C1")

    before = [100 * share for share in model.stage_shares(course.stage[0])]
    after = [100 * share for share in model.stage_shares(course.stage[-1])]
    bottom.bar(model.STAGES, after, width=0.78, color="C0")
    bottom.plot(*_outline(before), color="0.5", linestyle="--", linewidth=1.2)
    bottom.set(xlim=(0.4, 7.6), ylim=(0, 55), xticks=(), yticks=(0, 40))
    for stage in model.STAGES:
        bottom.text(stage, -10, str(stage), ha="center")
    bottom.set_xlabel(say["axis"], labelpad=17)
    bottom.text(7.5, 45, say["after"], color="C0", ha="right")
    bottom.text(5.4, 45, say["before"], color="0.5", ha="right")
    _plain(bottom)

    gain = f"{course.gain:.2f}"
    figure.text(0.02, 0.93, say["title"].format(gain=gain), fontsize=12, fontweight="bold")
    said = say["said"]["asks" if asks else "offers"]
    return (
        said.format(gain=gain, reached=f"{sum(after[3:]):.0f}"),
        say["more"].format(
            empathy=f"{perceived[0]:.1f}",
            congruence=f"{perceived[1]:.1f}",
            regard=f"{perceived[2]:.1f}",
            start=f"{course.stage[0]:.1f}",
            end=f"{course.stage[-1]:.1f}",
            reached_before=f"{sum(before[3:]):.0f}",
        ),
    )


def take_one_away(
    figure: Figure, group: str = "one low", overlap: float = 0.55, counted: bool = True
) -> tuple[str, str]:
    """A hundred clients under each of three readings, and how many end in the better half.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    group : str
        One of `helping.models.core_conditions.GROUPS`.
    overlap : float
        Correlation between any two ratings, 0.2 to 0.9.
    counted : bool
        Whether it is shown how the clients end.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("core_conditions")["take_away"]
    better = {
        reading: round(model.end_better(reading, group, overlap)) for reading in model.READINGS
    }
    for column, (reading, count) in enumerate(better.items()):
        axes = figure.add_axes((0.03 + 0.33 * column, 0.2, 0.28, 0.52))
        colour = "C1" if reading == "all needed" else "C0"
        axes.fill(*hundred_cells(0, 100), color="0.5", alpha=0.25, linewidth=0)
        shown = axes.fill(*hundred_cells(0, count), color=colour, linewidth=0)
        axes.plot(*HUNDRED_LINES, color="white", linewidth=1.6)
        axes.set(xlim=(0, 10), ylim=(0, 10), xticks=(), yticks=())
        axes.axis("off")
        axes.text(5, 10.5, say["reading"][reading], ha="center")
        number = axes.text(5, -1.8, str(count), ha="center", fontsize=14, color=colour)
        for part in (*shown, number):
            part.set_visible(counted)
    parted = len(set(better.values())) > 1
    told = dict(zip(("needed", "add", "one"), better.values(), strict=True))
    title = say["title"][("parted" if parted else "alike") if counted else "asked"]
    figure.text(0.02, 0.9, title.format(**told), fontsize=12, fontweight="bold")
    figure.text(0.03, 0.82, say["group"][group])
    figure.text(0.03, 0.03, say["key"], color="0.5", visible=counted)
    low, high = model.usual_odd_ones(overlap)
    said = say["said"][group if counted else "before"]
    return said.format(**told), say["more"].format(
        expected=f"{model.expected_odd_ones(overlap):.0f}", low=low, high=high
    )


def printed_and_compared(
    figure: Figure, edition: str = "2018", metric: str = "as printed", ranked: bool = False
) -> tuple[str, str]:
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
    tuple of str
        The result in one plain sentence, and further numbers.

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
    say = words("core_conditions")["measured"]
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
        _beside(axes, y, words("core_conditions")["condition"][name])
        axes.text(limits[1], y, " " + _shown(metric, row, value), va="center", color=colour)
    axes.set(xlim=limits, ylim=(-0.6, len(values) - 0.4), xticks=ticks, yticks=())
    axes.set_xticklabels([f"{tick:g}".replace("0.", ".") for tick in ticks])
    axes.set_xlabel(say["axis"][metric])
    _plain(axes)
    title = say["title"][_metric_title(edition, metric)]
    figure.text(0.02, 0.9, title, fontsize=12, fontweight="bold", linespacing=1.15)

    names = [words("core_conditions")["condition"][name] for name, _ in results]
    told = [_shown(metric, row, value) for (_, row), value in zip(results, values, strict=True)]
    least, most = (choose(range(len(values)), key=values.__getitem__) for choose in (min, max))
    sentence = say["said"][_metric_sentence(edition, metric)].format(
        least=names[least],
        low=told[least],
        most=names[most],
        high=told[most],
        regard=told[[name for name, _ in results].index("regard")],
    )
    row = say["more"]["row"]
    rows = ", ".join(row.format(name=names[j], value=told[j]) for j in order)
    without = [name for name, (_, row) in zip(names, results, strict=True) if row.low is None]
    unseen = say["more"]["one_open" if len(without) == 1 else "two_open"]
    return sentence, " ".join(
        (
            say["more"]["ranked" if ranked else "in_order"].format(rows=rows),
            unseen.format(first=without[0], second=without[-1]),
        )
    )


def _plain(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=3)


def _name_rows(axes: Axes, rows: tuple[int, ...]) -> None:
    # Plain text: a tick costs three times as much to draw, and every state is drawn.
    for row, name in zip(rows, model.CONDITIONS, strict=True):
        _beside(axes, row, words("core_conditions")["condition"][name])


def _beside(axes: Axes, y: float, text: str) -> None:
    axes.text(-0.03, y, text, ha="right", va="center", transform=axes.get_yaxis_transform())


def _outline(heights: list[float]) -> tuple[list[float], list[float]]:
    """Outline bars of width 0.78 as one line."""
    x = [stage + side for stage in model.STAGES for side in (-0.39, -0.39, 0.39, 0.39)]
    y = [level for height in heights for level in (0, height, height, 0)]
    return x, y


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
    say = words("core_conditions")["measured"]["value"]
    if metric == "of 100 clients":
        return str(say[metric].format(value=f"{value:.0f}"))
    letter = row.statistic if metric == "as printed" else metric[-1]
    return str(say[letter].format(value=correlation(value)))


def _metric_sentence(edition: str, metric: str) -> str:
    if metric != "as printed":
        return metric
    return "as printed, one metric" if edition == "2011" else "as printed, two metrics"


def _metric_title(edition: str, metric: str) -> str:
    if edition == "2011":
        return "2011"
    return metric if metric in ("as printed", "of 100 clients") else "on one"
