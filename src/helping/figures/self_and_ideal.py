"""Pictures of chapter 06: the forced piles, six cards that draw together, a group to compare with.

The sort and its correlation are an adapted model, the rest are toys; see `helping.models.q_sort`
for what they cannot show. Everybody in these pictures is simulated.
"""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.figures.common import correlation, spread_out, without_axes
from helping.models import q_sort as model
from helping.models.checks import one_of, whole
from helping.words import words

OTHERS = 200
"""People with the same opinions as the one whose cards are shown."""

MOVES = {
    "nothing": {},
    "the self, halfway": {"self_rises": 0.5},
    "the ideal, halfway": {"ideal_comes_down": 0.5},
    "the self sort, to say thank you": {"thanks": 0.5},
}
"""What may have moved, as the reader chooses it, and what that is in the model."""

THANKS = 0.2
_CASES = dict(zip(MOVES, ("nothing", "self", "ideal", "thanks"), strict=True))

COMPARED = ("nobody", "volunteers", "people waiting")

_WISHED_FOR = model.PILES[6] + model.PILES[7] + model.PILES[8]
_CARDS_ABREAST = 3


def forced_piles(
    figure: Figure,
    *,
    agreement: float = 0.5,
    steadiness: float = 0.8,
    shared: float = 0,
    person: int = 1,
) -> tuple[str, str]:
    """Nine piles of cards about oneself, and the correlation that comes of them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    agreement : float
        Correlation of what the person thinks of self and ideal, -1 to 1.
    steadiness : float
        Reliability of one occasion of sorting, 0 to 1.
    shared : float
        Share of the unsteadiness that both sorts have in common, 0 to 1.
    person : int
        Whose cards are shown (the seed), 1 to 100.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    whole("person", person, 1, 100)
    say = words("self_and_ideal")["piles"]
    alike = model.people_alike(agreement, steadiness, shared, people=OTHERS, seed=person)
    wished = alike.ideal >= 7

    piles, scale = figure.subplots(2, 1, height_ratios=[1.75, 1])
    figure.subplots_adjust(left=0.235, right=0.965, top=0.9, bottom=0.15, hspace=0.55)
    _lay_cards(piles, alike.own, wished)
    told = {
        "true": correlation(agreement),
        "mean": correlation(alike.mean),
        "own": correlation(alike.found[0]),
        "low": correlation(alike.low),
        "high": correlation(alike.high),
        "others": OTHERS,
        "wished": _WISHED_FOR,
        "like_me": int((alike.own[wished] >= 7).sum()),
    }
    case = "same" if abs(alike.mean - agreement) < 0.02 else "other"
    piles.set_title(say["title"][case].format(**told), loc="left", x=-0.3)

    scale.plot([agreement, agreement], [2.5, 1.5], color="C1", linestyle="--")
    scale.plot([alike.found[0]], [1], "D", color="C0", markersize=8)
    scale.plot([alike.low, alike.high], [0, 0], color="0.5", linewidth=3)
    scale.plot([alike.mean], [0], "|", color="0.5", markersize=16, markeredgewidth=3)
    scale.set(xlim=(-0.35, 1.05), ylim=(-0.6, 2.6), xticks=[0, 0.5, 1])
    scale.set_yticks([2, 1, 0], [say["opinions"], say["cards"], say["others"].format(**told)])
    scale.set_xlabel(say["axis"], labelpad=1)
    without_axes(scale, "left")
    return say["said"].format(**told), say["more"].format(**told)


def six_cards(figure: Figure, *, moved: str = "nothing", behind: bool = False) -> tuple[str, str]:
    """Six cards of one person in March and now, and what to ask about them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    moved : str
        One of `MOVES`.
    behind : bool
        Whether it is shown where the self cards would lie if nobody had to be pleased.

    Returns
    -------
    tuple of str
        What moved and something to say, and further numbers.
    """
    one_of("moved", moved, MOVES)
    say = words("self_and_ideal")["six"]
    found = model.few_cards(**MOVES[moved])
    axes = figure.subplots()
    figure.subplots_adjust(left=0.425, right=0.945, top=0.9, bottom=0.2)
    rows = np.arange(len(say["cards"]))[::-1]
    # The ideal lies a little above the self, so that both are seen on one pile.
    up, down = rows + 0.17, rows - 0.17
    axes.hlines(up, found.ideal_before, found.ideal_after, color="0.6", linestyle=":")
    axes.hlines(down, found.own_before, found.own_after, color="0.6", linestyle=":")
    hollow = axes.plot(found.ideal_before, up, "D", markersize=7)
    hollow += axes.plot(found.own_before, down, "o", markersize=8)
    for marks in hollow:
        marks.set(color="0.55", markerfacecolor="none")
    axes.plot(found.ideal_after, up, "D", color="C2", markersize=7, label=say["ideal"])
    axes.plot(found.own_after, down, "o", color="C0", markersize=8, label=say["self"])
    axes.plot(
        found.own_meant, down, "x", color="C1", markersize=10, markeredgewidth=2.5, visible=behind
    )
    axes.set(xlim=(0.5, 9.5), ylim=(-0.7, len(rows) - 0.3), xticks=[1, 5, 9])
    axes.set_xticklabels([say["least"], say["middle"], say["most"]])
    axes.set_yticks(rows, say["cards"])
    axes.set_xlabel(say["key"], labelpad=2)
    without_axes(axes, "left")
    told = {"before": found.before, "after": found.after}
    axes.set_title(say["title"].format(**told), loc="left", x=-0.8)
    case = _CASES[moved]
    if not behind:
        # A thank-you looks as a self does that has come up.
        case = case.replace("thanks", "self")
    said = say["said"]["behind" if behind else "cards"][case]
    changed = int((found.own_after != found.own_before).sum())
    changed_ideals = int((found.ideal_after != found.ideal_before).sum())
    return said.format(**told), say["more"].format(self=changed, ideal=changed_ideals, **told)


def with_a_control_group(
    figure: Figure,
    *,
    real_change: float = 0,
    who_comes: float = 0.25,
    compared: str = "nobody",
    thanks: bool = False,
    people: int = 100,
) -> tuple[str, str]:
    """Gain of a group of clients, beside the gain of others.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    real_change : float
        How far counselling moves the clients' self-view to their ideal, 0 to 1.
    who_comes : float
        Share of people who come, those with the lowest first correlation, 0.05 to 1.
    compared : str
        One of "nobody", "volunteers" (anybody, on an ordinary day) and "people waiting" (who
        came as the clients did).
    thanks : bool
        Whether the clients' last self sort is also a thank-you.
    people : int
        People in each group, 2 to 1,000.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    one_of("compared", compared, COMPARED)
    whole("people", people, 2, 1000)
    say = words("self_and_ideal")["control"]
    alone = compared == "nobody"
    case = {"people waiting": "waiting"}.get(compared, compared)
    # With nobody to compare, the hidden marks still need a place.
    found = model.compare(
        real_change,
        chosen=who_comes,
        others_chosen=1 if compared == "volunteers" else who_comes,
        thanks=THANKS if thanks else 0,
        people=people,
    )

    top, bottom = figure.subplots(2, 1, height_ratios=[1.25, 1])
    figure.subplots_adjust(left=0.21, right=0.965, top=0.9, bottom=0.15, hspace=0.5)
    starts = []
    for group, shift, style, shown in (
        (found.clients, 0, "C0o-", True),
        (found.others, 0.02, "C4s--", not alone),
    ):
        points = [model.Estimate.of(group.before), model.Estimate.of(group.after)]
        means, reaches = (np.array(each) for each in zip(*map(astuple, points), strict=True))
        starts.append(float(means[1]))
        x = np.array([0, 1]) + shift
        top.vlines(x, means - reaches, means + reaches, color=style[:2], visible=shown)
        top.plot(x, means, style[2:], color=style[:2], visible=shown, linewidth=2.2)
    heights = spread_out(starts, 0.17)
    top.text(1.06, heights[0], say["clients"], color="C0", va="center")
    name = say["waiting" if case == "waiting" else "volunteers"]
    top.text(1.06, heights[1], name, color="C4", va="center", visible=not alone)
    top.set(xlim=(-0.05, 1.5), ylim=(-0.3, 0.6), xticks=[0, 1], yticks=[0, 0.5])
    _before_and_after(top, say)

    bottom.axvline(0, color="0.5", linewidth=0.8)
    bottom.plot([found.real, found.real], [2.5, -0.6], color="C1", linestyle="--")
    bottom.text(found.real, 2.65, say["really"], color="C1", ha="center")
    for row, value, colour, mark, shown in (
        (2, found.gain, "C0", "o", True),
        (1, found.others_gain, "C4", "s", not alone),
        (0, found.left, "C3", "D", not alone),
    ):
        ends = [value.mean - value.reach, value.mean + value.reach]
        bottom.plot(ends, [row, row], color=colour, visible=shown)
        bottom.plot([value.mean], [row], mark, color=colour, markersize=8, visible=shown)
    bottom.set(xlim=(-0.2, 0.8), ylim=(-0.6, 2.6), xticks=[0, 0.2, 0.4, 0.6])
    bottom.set_yticks([2, 1, 0], [say["clients"], say["others"], say["left"]])
    bottom.set_xlabel(say["axis"], labelpad=1)
    without_axes(bottom, "left")

    told = {
        "people": people,
        "before": correlation(found.clients.before.mean()),
        "after": correlation(found.clients.after.mean()),
        "gain": correlation(found.gain.mean),
        "error": correlation(found.gain.reach),
        "others": correlation(found.others_gain.mean),
        "left": correlation(found.left.mean),
        "left_error": correlation(found.left.reach),
        "real": correlation(found.real),
    }
    others_do = "gain" if found.others_gain.mean >= 0.05 else "stay"
    title = say["title"]["nobody" if alone else f"{case}_{others_do}"]
    top.set_title(title.format(**told), loc="left", x=-0.24)
    more = say["more"]["nobody" if alone else "compared"]
    return say["said"][case].format(**told), more.format(**told)


def _lay_cards(axes: Axes, own: model.Sorts, wished: np.ndarray) -> None:
    """Lay the cards of a self sort in piles, those wished for at the bottom and filled."""
    say = words("self_and_ideal")["piles"]
    # All hundred outlines stay where they are; only the sixteen filled cards move.
    outlines, filled = [], []
    for pile, size in enumerate(model.PILES, start=1):
        full = int(((own == pile) & wished).sum())
        for place in range(size):
            row, column = divmod(place, _CARDS_ABREAST)
            outlines.append((pile + 0.29 * (column - 1), row + 0.5))
            if place < full:
                filled.append(outlines[-1])
    axes.plot(*np.array(outlines).T, "s", color="0.5", markerfacecolor="none", markersize=7.5)
    axes.plot(*np.array(filled).T, "s", color="C0", markersize=7)
    axes.text(0.55, 8.6, say["wished"], color="C0", va="top")
    axes.set(xlim=(0.5, 9.5), ylim=(0, 9.3), yticks=[])
    axes.set_xticks([1, 5, 9], [say["least"], say["middle"], say["most"]])
    axes.tick_params(axis="x", length=0, pad=2)
    axes.spines["left"].set_visible(False)


def _before_and_after(axes: Axes, say: dict[str, str]) -> None:
    axes.set_xticklabels([say["before"], say["after"]])
    axes.set_ylabel(say["height"])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", length=0, pad=0)
