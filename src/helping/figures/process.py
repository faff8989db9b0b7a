"""Pictures for the chapter on the process phase: the middle, seen from inside and from afar.

Each function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/process.toml`. All three stand on adapted models
(`helping.models.look_alikes`, `helping.models.within_and_between`) with sizes of ours. They cannot
show what a client's line would do if the counsellor acted otherwise.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.figures.common import correlation, signed, spread_out
from helping.models import look_alikes
from helping.models import within_and_between as panels
from helping.models.look_alikes import SESSIONS
from helping.words import words

WORDS = words("process")
CLIENTS = look_alikes.CLIENTS
CROWDS = dict(zip(WORDS["inside"]["crowds"], look_alikes.CROWDS, strict=True))
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
        How many of the hundred ended higher than today, and what came; what is folded behind it.
    """
    others = look_alikes.alike(client, now, crowd)
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
    axes.set(xlim=(0.6, 16.2), ylim=(0.5, 9), xticks=[1, 4, 8, 12, 16], yticks=[2, 4, 6, 8])
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
    """What studies find by three methods, beside what was built in.

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
    true = panels.built_in(truth)
    text = WORDS["method"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.3, right=0.96, top=0.86, bottom=0.15)
    axes.axvline(true, color="C1", linewidth=2, linestyle="--")
    # Scattered up and down in a fixed order, so that the dots of a row can be told apart.
    count = len(found)
    heights = np.repeat([2.0, 1.0, 0.0], count) + np.tile(
        0.05 * (np.arange(count) * 5 % count - 5.5), 3
    )
    axes.plot(found.T.ravel(), heights, "o", color="0.5", markersize=4, alpha=0.6)
    axes.plot(means, [2, 1, 0], "D", color="C0", markersize=9)
    axes.text(true + 0.012, 2.62, text["built_in"], color="C1", va="center")
    axes.set(xlim=(-0.36, 0.24), ylim=(-0.5, 2.8))
    axes.set_xticks([-0.3, -0.15, 0, 0.15], ["−.30", "−.15", "0", "+.15"])
    axes.set_yticks([2, 1, 0], text["rows"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(text["link"])
    heap, own, trend = (correlation(mean, plus=True) for mean in means)
    places = {
        "sessions": sessions,
        "clients": clients,
        "true": correlation(true, plus=True),
        "heap": heap,
        "own": own,
        "trend": trend,
        "low": correlation(found.min(), plus=True),
        "high": correlation(found.max(), plus=True),
        "faster": correlation(panels.faster_with_better(truth, sessions), plus=True),
    }
    key = truth.replace(" ", "_")
    shrunk = "_shrunk" if sessions < 10 else "_found"
    title = text["title"][key + (shrunk if key == "a_link" else "")]
    axes.set_title(title.format(**places), loc="left", x=-0.42)
    return text["sentence"][key].format(**places), text["more"].format(**places)
