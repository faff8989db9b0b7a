"""Pictures of chapter 06: the forced piles, two ways to meet, and a group to compare with.

The sort and its correlation are an adapted model, the rest are toys; see `helping.models.q_sort`
for what they cannot show. Everybody in these pictures is simulated.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.models import q_sort as model
from helping.models.checks import one_of, whole

OTHERS = 200
"""People with the same opinions as the one whose cards are shown."""

PEOPLE_WHO_MEET = 30
THANKS = 0.2
COMPARED = ("nobody", "volunteers", "people waiting")

# Nearly 1 and nearly 0, so that the SVG names an opacity in every state and only numbers change.
_SHOWN, _HIDDEN = 0.999, 0.001

_WISHED_FOR = model.PILES[6] + model.PILES[7] + model.PILES[8]
_CARDS_ABREAST = 3


def forced_piles(
    figure: Figure, *, agreement: float = 0.5, steadiness: float = 0.8, person: int = 1
) -> str:
    """Nine piles of cards about oneself, and the correlation that comes of them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    agreement : float
        Correlation of what the person thinks of self and ideal, -1 to 1.
    steadiness : float
        Reliability of one occasion of sorting, 0 to 1.
    person : int
        Whose cards are shown (the seed), 1 to 100.

    Returns
    -------
    str
        What the picture shows.
    """
    whole("person", person, 1, 100)
    selves, ideals = model.sorts_of_opinions(
        OTHERS, agreement, steadiness, np.random.default_rng([6, person])
    )
    found = model.correlation(selves, ideals)
    mean = float(found.mean())
    low, high = np.quantile(found, [0.05, 0.95])
    own, ideal = selves[0], ideals[0]
    wished = ideal >= 7
    on_like_me = int((own[wished] >= 7).sum())

    piles, scale = figure.subplots(2, 1, height_ratios=[1.75, 1])
    figure.subplots_adjust(left=0.235, right=0.965, top=0.9, bottom=0.15, hspace=0.55)
    _lay_cards(piles, own, wished)
    piles.set_title(_title_of_piles(agreement, mean), loc="left", x=-0.3)

    scale.plot([agreement, agreement], [2.5, 1.5], color="C1", linestyle="--")
    scale.plot([found[0]], [1], "D", color="C0", markersize=8)
    scale.plot([low, high], [0, 0], color="0.5", linewidth=3)
    scale.plot([mean], [0], "|", color="0.5", markersize=16, markeredgewidth=3)
    scale.set(xlim=(-0.35, 1.05), ylim=(-0.6, 2.6), xticks=[0, 0.5, 1])
    scale.set_yticks([2, 1, 0], ["opinions", "these cards", f"{OTHERS} like this"])
    scale.set_xlabel("correlation of self and ideal", labelpad=1)
    _bare(scale)
    return (
        f"What this person thinks of self and ideal agrees by {_r(agreement)}, the two sorts by "
        f"{_r(found[0])}: of the {_WISHED_FOR} cards most wished for, {on_like_me} lie on the "
        f"three piles most like me. {OTHERS} people with the same opinions and the same "
        f"steadiness ({steadiness:g}) average {_r(mean)}, and nine in ten of them lie between "
        f"{_r(low)} and {_r(high)}."
    )


def two_ways_to_meet(
    figure: Figure, *, self_rises: float = 0, ideal_comes_down: float = 0, thanks: float = 0
) -> str:
    """Self and ideal before and after, with either of them moving.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    self_rises : float
        How far the self-view moves to the old ideal, 0 to 1.
    ideal_comes_down : float
        How far the ideal moves to the old self-view, 0 to 1.
    thanks : float
        How far the last self sort alone is moved to the ideal, 0 to 1.

    Returns
    -------
    str
        What the picture shows.
    """
    found = _meeting(self_rises, ideal_comes_down, thanks)
    still = _meeting(0, 0, 0)
    before, after = found.before.mean(), found.after.mean()
    true_before, true_after = found.true_before.mean(), found.true_after.mean()
    moved = [found.self_moved.mean(), found.ideal_moved.mean()]
    unmoved = [still.self_moved.mean(), still.ideal_moved.mean()]

    top, bottom = figure.subplots(2, 1, height_ratios=[2.1, 1])
    figure.subplots_adjust(left=0.21, right=0.965, top=0.9, bottom=0.15, hspace=0.4)
    # One line for all persons, with a gap between one and the next, is quicker than thirty.
    gap = np.full(PEOPLE_WHO_MEET, np.nan)
    y = np.column_stack([found.before, found.after, gap])
    x = np.broadcast_to([0, 1, np.nan], y.shape)
    top.plot(x.ravel(), y.ravel(), color="0.5", linewidth=0.7, alpha=0.45)
    top.plot([0, 1], [true_before, true_after], color="C1", linestyle="--")
    top.plot([0, 1], [before, after], "o-", color="C0", linewidth=3)
    heights = _apart(after, true_after, 0.25)
    top.text(1.05, heights[0], f"sorts {_r(after)}", color="C0", va="center")
    top.text(1.05, heights[1], f"opinions {_r(true_after)}", color="C1", va="center")
    # Room above 1, so that the label of the highest line stays clear of the title.
    top.set(xlim=(-0.05, 1.6), ylim=(-0.6, 1.2), xticks=[0, 1], yticks=[-0.5, 0, 0.5, 1])
    top.set_xticklabels(["before", "after"])
    top.set_ylabel("self–ideal r")
    top.spines["bottom"].set_visible(False)
    top.tick_params(axis="x", length=0, pad=0)
    top.set_title(_title_of_meeting(self_rises, ideal_comes_down, thanks), loc="left", x=-0.24)

    bottom.hlines([1, 0], moved, unmoved, color="0.5", linewidth=1.5, linestyle=":")
    bottom.plot(unmoved, [1, 0], "o", color="0.5", markerfacecolor="none", markersize=9)
    bottom.plot(moved, [1, 0], "o", color="C2", markersize=9)
    bottom.set(xlim=(0, 1), ylim=(-0.7, 1.7), xticks=[0, 0.5, 1])
    bottom.set_yticks([1, 0], ["self sort", "ideal sort"])
    bottom.set_xlabel("first sort with last, r (○ had nothing moved)", labelpad=1)
    _bare(bottom)
    return (
        f"The sorts of {PEOPLE_WHO_MEET} simulated people correlate {_r(before)} before and "
        f"{_r(after)} after; what they think of themselves and of their ideal, {_r(true_before)} "
        f"and {_r(true_after)}. The first self sort with the last correlates {_r(moved[0])} "
        f"({_r(unmoved[0])} had nothing moved), the first ideal sort with the last "
        f"{_r(moved[1])} ({_r(unmoved[1])})."
    )


def with_a_control_group(
    figure: Figure,
    *,
    real_change: float = 0,
    who_comes: float = 0.25,
    compared: str = "nobody",
    thanks: bool = False,
    people: int = 100,
) -> str:
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
    str
        What the picture shows.
    """
    one_of("compared", compared, COMPARED)
    whole("people", people, 2, 1000)
    alone = compared == "nobody"
    clients = _group(people, 0, real_change, who_comes, THANKS if thanks else 0)
    # With nobody to compare, the hidden marks still need a place.
    others = _group(people, 1, 0, 1 if compared == "volunteers" else who_comes, 0)
    gain, gain_error = _mean(clients.after - clients.before)
    others_gain, others_error = _mean(others.after - others.before)
    left, left_error = gain - others_gain, math.hypot(gain_error, others_error)
    real = float((clients.true_after - clients.true_before).mean())

    top, bottom = figure.subplots(2, 1, height_ratios=[1.25, 1])
    figure.subplots_adjust(left=0.21, right=0.965, top=0.9, bottom=0.15, hspace=0.5)
    shown = _HIDDEN if alone else _SHOWN
    starts = []
    for group, shift, style, alpha in ((clients, 0, "C0o-", 1), (others, 0.02, "C4s--", shown)):
        points = [_mean(group.before), _mean(group.after)]
        means, errors = np.array(points).T
        starts.append(means)
        x = np.array([0, 1]) + shift
        top.vlines(x, means - errors, means + errors, color=style[:2], alpha=alpha)
        top.plot(x, means, style[2:], color=style[:2], alpha=alpha, linewidth=2.2)
    heights = _apart(starts[0][1], starts[1][1], 0.17)
    top.text(1.06, heights[0], "clients", color="C0", va="center")
    name = "waiting" if compared == "people waiting" else "volunteers"
    top.text(1.06, heights[1], name, color="C4", va="center", alpha=shown)
    top.set(xlim=(-0.05, 1.5), ylim=(-0.3, 0.6), xticks=[0, 1], yticks=[0, 0.5])
    top.set_xticklabels(["before", "after"])
    top.set_ylabel("self–ideal r")
    top.spines["bottom"].set_visible(False)
    top.tick_params(axis="x", length=0, pad=0)
    top.set_title(_title_of_control(compared, gain, others_gain, left), loc="left", x=-0.24)

    bottom.axvline(0, color="0.5", linewidth=0.8)
    bottom.plot([real, real], [2.5, -0.6], color="C1", linestyle="--")
    bottom.text(real, 2.65, "really", color="C1", ha="center")
    for row, value, error, colour, mark, alpha in (
        (2, gain, gain_error, "C0", "o", 1),
        (1, others_gain, others_error, "C4", "s", shown),
        (0, left, left_error, "C3", "D", shown),
    ):
        bottom.plot([value - error, value + error], [row, row], color=colour, alpha=alpha)
        bottom.plot([value], [row], mark, color=colour, markersize=8, alpha=alpha)
    bottom.set(xlim=(-0.2, 0.8), ylim=(-0.6, 2.6), xticks=[0, 0.2, 0.4, 0.6])
    bottom.set_yticks([2, 1, 0], ["clients", "others", "left over"])
    bottom.set_xlabel("gain in correlation (r)", labelpad=1)
    _bare(bottom)

    opening = (
        f"{people} simulated clients go from {_r(clients.before.mean())} to "
        f"{_r(clients.after.mean())}, a gain of {_r(gain)} give or take {_r(gain_error)}"
    )
    ending = f"what the clients think of themselves really moved by {_r(real)}."
    if alone:
        return f"{opening}, with nobody to compare them with; {ending}"
    who = "volunteers" if compared == "volunteers" else "people on the waiting list"
    return (
        f"{opening}; {people} {who} gain {_r(others_gain)}, which leaves {_r(left)} give or take "
        f"{_r(left_error)}; {ending}"
    )


def _lay_cards(axes: Axes, own: model.Sorts, wished: np.ndarray) -> None:
    """Lay the cards of a self sort in piles, those wished for at the bottom and filled."""
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
    axes.text(0.55, 8.6, "■ the 16 most\nwished for", color="C0", va="top")
    axes.set(xlim=(0.5, 9.5), ylim=(0, 9.3), yticks=[])
    axes.set_xticks([1, 5, 9], ["least\nlike me", "pile 5", "most\nlike me"])
    axes.tick_params(axis="x", length=0, pad=2)
    axes.spines["left"].set_visible(False)


def _bare(axes: Axes) -> None:
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


@lru_cache(maxsize=256)
def _meeting(self_rises: float, ideal_comes_down: float, thanks: float) -> model.BeforeAndAfter:
    return model.before_and_after(
        PEOPLE_WHO_MEET,
        np.random.default_rng([6, 30]),
        agreement=0.1,
        self_rises=self_rises,
        ideal_comes_down=ideal_comes_down,
        thanks=thanks,
    )


# The same few groups come back in many states. The seed was chosen for draws that are ordinary
# even with 25 people; a test holds the groups to what thousands would do.
@lru_cache(maxsize=256)
def _group(
    people: int, seed: int, real_change: float, who_comes: float, thanks: float
) -> model.BeforeAndAfter:
    return model.before_and_after(
        people,
        np.random.default_rng([6, 31, seed]),
        agreement=0.4,
        self_rises=real_change,
        chosen=who_comes,
        thanks=thanks,
    )


def _mean(values: np.ndarray) -> tuple[float, float]:
    """Return the mean and half of its 95 % interval."""
    return float(values.mean()), 1.96 * float(values.std(ddof=1)) / math.sqrt(values.size)


def _apart(first: float, second: float, least: float) -> tuple[float, float]:
    """Push two heights apart so that their labels do not meet."""
    lack = least - abs(first - second)
    if lack <= 0:
        return first, second
    up = lack / 2 if first >= second else -lack / 2
    return first + up, second - up


def _title_of_piles(agreement: float, mean: float) -> str:
    if round(mean, 2) < agreement - 0.005:
        return f"A true {_r(agreement)} shows as {_r(mean)}"
    return f"A true {_r(agreement)} stays about {_r(mean)}"


def _title_of_meeting(self_rises: float, ideal_comes_down: float, thanks: float) -> str:
    if self_rises and ideal_comes_down:
        who = "Both moved"
    elif self_rises:
        who = "The self came up"
    elif ideal_comes_down:
        who = "The ideal came down"
    elif thanks:
        return "Nobody moved; the last sort is a thank-you"
    else:
        return "Nobody moved"
    return f"{who}, with a thank-you on top" if thanks else who


def _title_of_control(compared: str, gain: float, others_gain: float, left: float) -> str:
    if compared == "nobody":
        return f"A gain of {_r(gain)}, compared with nobody"
    who = "Volunteers" if compared == "volunteers" else "Those who wait"
    do = "gain too" if others_gain >= 0.05 else "stay put"
    return f"{who} {do}: {_r(left)} is left over"


def _r(value: float) -> str:
    """Write a correlation as the field does: no leading zero, a true minus, never minus zero."""
    text = f"{abs(value):.2f}"
    sign = "−" if value < 0 and float(text) else ""
    return sign + (text if text.startswith("1") else text[1:])
