"""Pictures for the chapter on the process phase: the middle, seen from inside and from afar.

Each function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/process.toml`. What is heard is a toy
(`helping.models.four_middles`); the others stand on adapted models (`helping.models.look_alikes`,
`helping.models.within_and_between`) with sizes of ours. They cannot show what a client's line would
do if the counsellor acted otherwise.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.figures.common import correlation, signed, spread_out, without_axes
from helping.models import four_middles, look_alikes
from helping.models import within_and_between as panels
from helping.models.look_alikes import SESSIONS
from helping.words import words

WORDS = words("process")
CLIENTS = look_alikes.CLIENTS
CROWDS = dict(zip(WORDS["inside"]["crowds"], look_alikes.CROWDS, strict=True))
_SHOWN = (-0.5, 0.5)
VIEWS = dict(zip(WORDS["apart"]["views"], panels.VIEWS, strict=True))


# --- from inside ----------------------------------------------------------------------------


def from_inside(
    figure: Figure, client: str, now: int, crowd: str, ended: bool, came: bool
) -> tuple[str, str]:
    """One client's alliance so far, and where a hundred like it went.

    Parameters
    ----------
    figure : Figure
        An empty figure.
    client : str
        A key of `CLIENTS`.
    now : int
        Number of sessions held, 3 to 15.
    crowd : str
        One of `look_alikes.CROWDS`.
    ended : bool
        Whether to show where the hundred ended.
    came : bool
        Whether to show what came after for this client.

    Returns
    -------
    tuple of str
        How many of the hundred ended above where the client stands, and what came; what is
        folded behind it.
    """
    others = look_alikes.alike(client, now, crowd).scores
    line, days = look_alikes.parts_of_the_change(client, now, crowd)
    own = look_alikes.course_of(client)
    today = own[now - 1]
    higher = int((others[:, -1] > today).sum())
    # Tenths are finer than a pixel of the line's width, and weigh less on the page.
    low, middle, high = np.percentile(others, (10, 50, 90), axis=0).round(1)
    x = np.arange(1, SESSIONS + 1)
    # Points of the past lie on today's, so that every frame has the same number of points.
    ahead = np.maximum(x, now)
    text = WORDS["inside"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.11, right=0.78, top=0.86, bottom=0.15)
    axes.axvline(now, color="0.5", linewidth=1, linestyle=":")
    here, there = spread_out([float(middle[-1]), float(own[-1])], 1.1)
    if ended:
        edges = [np.where(x > now, line, today) for line in (low, middle, high)]
        axes.fill_between(ahead, edges[0], edges[2], color="C5", alpha=0.2, linewidth=0)
        axes.plot(ahead, edges[1], color="C5", linewidth=1.6, linestyle="--")
        axes.text(16.4, here, text["alike"], color="C5", va="center", linespacing=0.9)
    if came:
        course = np.where(x > now, own, today)
        axes.plot(ahead, course, "o:", color="C1", linewidth=1.6, markersize=3.5)
        name = text["client"].format(client=client)
        axes.text(16.4, there, name, color="C1", va="center")
    axes.plot(
        np.minimum(x, now),
        np.where(x <= now, own, today),
        color="C0",
        linewidth=2.2,
        marker="o",
        markersize=4,
    )
    axes.set(xlim=(0.6, 16.2), ylim=(0.7, 9.3), xticks=[1, 4, 8, 12, 16], yticks=[2, 4, 6, 8])
    axes.set_xlabel(text["session"])
    axes.set_ylabel(text["alliance"])
    places = {
        "client": client,
        "now": now,
        "higher": higher,
        "others": len(others) - higher,
        "today": signed(today),
        "end": signed(own[-1]),
        "change": signed(abs(today - own[0])),
        "low": signed(low[-1]),
        "high": signed(high[-1]),
        "line": signed(line, plus=True),
        "days": signed(days, plus=True),
        "above": signed(others[:, now - 1].mean() - today, plus=True),
    }
    axes.set_title(text["title_ended" if ended else "title"].format(**places), loc="left")
    if came:
        case = "came_higher" if own[-1] > today else "came_lower"
        case = f"ended_{case}" if ended else case
    elif ended:
        case = "ended"
    else:
        case = "lost" if today < own[0] else "gained"
    more = text["more"]["ended" if ended else "today"]
    return text["sentence"][case].format(**places), more.format(**places)


# --- four middles ---------------------------------------------------------------------------


def what_is_heard(figure: Figure, said: str, shown: bool) -> tuple[str, str]:
    """Forty clients whose line falls, sorted by what they answer.

    Parameters
    ----------
    figure : Figure
        An empty figure.
    said : str
        One of `four_middles.SAID`.
    shown : bool
        Whether to show what it was.

    Returns
    -------
    tuple of str
        How many could be told apart by the answer, and who answers what.
    """
    found = four_middles.heard(said)
    text = WORDS["heard"]
    answers = text["answers"][said]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.83, bottom=0.16)
    looks = (("C0", "o"), ("C1", "s"), ("C2", "^"), ("C3", "X"))
    places = [0, 0, 0]
    for (colour, marker), counts in zip(looks, found.counts, strict=True):
        for answer, count in enumerate(counts):
            at = places[answer] + np.arange(count)
            places[answer] += count
            across, up = 4.6 * answer + at % 4, 9.4 - at // 4
            seen = (colour, marker) if shown else ("C5", "o")
            axes.plot(across, up, linestyle="none", markersize=8, color=seen[0], marker=seen[1])
    for answer, word in enumerate(answers):
        axes.text(4.6 * answer - 0.3, 10.6, word, va="bottom")
    axes.set(xlim=(-0.7, 13.2), ylim=(-0.6, 11.6), xticks=[], yticks=[])
    without_axes(axes)
    axes.axis("off")
    for (colour, marker), name, place in zip(
        looks, text["kinds"], (0.0, 3.4, 6.8, 9.0), strict=True
    ):
        if shown:
            axes.plot([place - 0.2], [-1.4], color=colour, marker=marker, clip_on=False)
            axes.text(place + 0.15, -1.4, name, color=colour, va="center")
    figure.suptitle(text["title"][said], x=0.012, y=0.985, ha="left", weight="bold", size=12)
    first, second, third = places
    told = {"right": found.told_apart, "first": first, "second": second, "third": third}
    who = " ".join(
        text["who"].format(kind=kind, first=counts[0], second=counts[1], third=counts[2])
        for kind, counts in zip(text["kinds"], found.counts, strict=True)
    )
    if shown:
        case = "nothing" if said == "comfort" else "something"
    else:
        case = "hidden_nod" if said == "comfort" else "hidden"
    return text["sentence"][case].format(**told), who if shown else text["not_yet"]


# --- within and between ---------------------------------------------------------------------


def pulled_apart(figure: Figure, view: str, together: float, within: str) -> str:
    """Sixteen clients' sessions, pulled apart into between and within.

    Parameters
    ----------
    figure : Figure
        An empty figure.
    view : str
        One of `within_and_between.VIEWS`.
    together : float
        Correlation of usual alliance and usual distress built in, -1 to 1.
    within : str
        A key of `within_and_between.WITHIN`.

    Returns
    -------
    str
        The correlation in this view.
    """
    x, y = panels.seen(view, together, within)
    found = panels.correlations(together, within)[view]
    slope, level = np.polyfit(x.ravel(), y.ravel(), 1)
    text = WORDS["apart"][view]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.08, right=0.97, top=0.86, bottom=0.11)
    axes.plot(x[3:].ravel(), y[3:].ravel(), "o", color="0.5", markersize=3.5, alpha=0.45)
    for client, (colour, marker) in enumerate((("C0", "o"), ("C1", "s"), ("C2", "^"))):
        axes.plot(x[client], y[client], marker, color=colour, markersize=6)
    ends = np.array([x.min(), x.max()])
    axes.plot(ends, level + slope * ends, color="black", linewidth=2)
    axes.set(xlim=(-4.8, 4.8), ylim=(-4.6, 4.6), xticks=[], yticks=[])
    axes.set(xlabel=text["x"], ylabel=text["y"])
    direction = "hardly" if abs(found) < 0.1 else "more" if found > 0 else "less"
    places = {
        "direction": WORDS["apart"]["direction"][direction],
        "r": correlation(found, plus=True),
    }
    axes.set_title(text["title"].format(**places), loc="left", x=-0.06)
    return str(text["sentence"].format(**places))


# --- what a method sees ---------------------------------------------------------------------


def method_sees(figure: Figure, truth: str, sessions: int, clients: int) -> tuple[str, str]:
    """What studies find by four methods, beside what was built in.

    Parameters
    ----------
    figure : Figure
        An empty figure.
    truth : str
        One of `within_and_between.TRUTHS`.
    sessions : int
        Sessions rated by each client, 3 to 40.
    clients : int
        Clients in a study, 10 to 600.

    Returns
    -------
    tuple of str
        What the methods find in the long run, and what is folded behind it.
    """
    found = panels.studies(truth, sessions, clients)
    means = panels.long_run(truth, sessions)
    reach = panels.reach_of_a_study(truth, sessions, clients)
    true = panels.built_in(truth)
    text = WORDS["method"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.3, right=0.96, top=0.86, bottom=0.15)
    axes.axvline(true, color="C1", linewidth=2, linestyle="--")
    # Scattered up and down in a fixed order, so that the dots of a row can be told apart.
    count = len(found)
    heights = np.repeat([3.0, 2.0, 1.0], count) + np.tile(
        0.05 * (np.arange(count) * 5 % count - 5.5), 3
    )
    axes.plot(found.T.ravel(), heights, "o", color="0.5", markersize=4, alpha=0.6)
    ends = np.clip([means[3] - reach, means[3] + reach], *_SHOWN)
    axes.plot(ends, [0, 0], color="0.5", linewidth=4, alpha=0.5, solid_capstyle="butt")
    axes.plot(means, [3, 2, 1, 0], "D", color="C0", markersize=9)
    axes.text(true + 0.012, 3.62, text["built_in"], color="C1", va="center")
    axes.set(xlim=_SHOWN, ylim=(-0.5, 3.8))
    axes.set_xticks([-0.4, -0.2, 0, 0.2, 0.4], ["−.4", "−.2", "0", "+.2", "+.4"])
    axes.set_yticks([3, 2, 1, 0], text["rows"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(text["link"])
    heap, own, trend, modelled = (correlation(mean, plus=True) for mean in means)
    places = {
        "sessions": sessions,
        "clients": clients,
        "true": correlation(true, plus=True),
        "heap": heap,
        "own": own,
        "trend": trend,
        "modelled": modelled,
        "most": correlation(float(np.abs(means[1:]).max())),
        "reach": correlation(reach),
        "give": correlation(panels.reach_of_all(truth, sessions)),
        "low": correlation(found.min(), plus=True),
        "high": correlation(found.max(), plus=True),
        "faster": correlation(panels.faster_with_better(truth, sessions), plus=True),
    }
    key = truth.replace(" ", "_")
    axes.set_title(text["title"][key].format(**places), loc="left", x=-0.42)
    return text["sentence"][key].format(**places), text["more"].format(**places)
