"""Pictures for the chapter on the process phase: the middle, seen from inside and from afar.

Each function draws on the figure it is handed and returns one plain sentence. All three stand on
adapted models (`helping.models.alliance_shapes`, `helping.models.alliance_and_outcome`) with sizes
of ours. They cannot show what a client's line would do if the counsellor acted otherwise.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helping.models.alliance_and_outcome import (
    Panel,
    Paths,
    centred_path,
    raw_path,
    simulate_panel,
    without_trend,
)
from helping.models.alliance_shapes import simulate_ratings
from helping.models.checks import in_range, one_of, whole

Floats = NDArray[np.float64]

_HIDDEN = 0.001


def _signed(number: float) -> str:
    """Write a correlation or a path as the field does, with a true minus."""
    text = f"{abs(number):.2f}".removeprefix("0")
    return text if text == ".00" else f"{'−' if number < 0 else '+'}{text}"


# --- from inside ----------------------------------------------------------------------------

SESSIONS = 16
_SEED = 12
_PEOPLE = 4000
_ALIKE = 100
CLIENTS = {"A": 3445, "B": 3077, "C": 36}
"""Rows of `_clients`. Chosen: of A and B, who begin alike, one returns and one does not."""
CROWDS = ("rises", "stays level", "sinks")
"""What the alliance does on average in the crowd that a client is compared with."""
_LEVEL = 4.8


@lru_cache(maxsize=1)
def _clients() -> Floats:
    """Return simulated ratings of people who differ a great deal in their courses."""
    rng = np.random.default_rng(_SEED)
    return simulate_ratings(
        "rising", _PEOPLE, SESSIONS, 0.6, rng, spread=1.7, size=1.0, level=4.5
    ).scores


@lru_cache(maxsize=4)
def _crowd(crowd: str) -> Floats:
    """Return simulated ratings of many people, one row each, who are alike on the whole."""
    shape = "flat" if crowd == "stays level" else "rising"
    rng = np.random.default_rng(_SEED + 1)
    scores = simulate_ratings(
        shape, _PEOPLE, SESSIONS, 0.6, rng, spread=1.1, size=2.5, level=_LEVEL
    ).scores
    return 2 * _LEVEL - scores if crowd == "sinks" else scores


@lru_cache(maxsize=512)
def alike(client: str, now: int, crowd: str) -> Floats:
    """Return the whole courses of the hundred in a crowd most like a client so far.

    Parameters
    ----------
    client
        A key of `CLIENTS`.
    now
        Number of sessions held, 3 to 15.
    crowd
        One of `CROWDS`.

    Returns
    -------
    array
        One row a person: those with the least sum of squared differences up to now. Where a
        client's course is rare in the crowd, even the nearest are not very near.
    """
    one_of("client", client, CLIENTS)
    whole("now", now, 3, SESSIONS - 1)
    one_of("crowd", crowd, CROWDS)
    scores = _crowd(crowd)
    own = _clients()[CLIENTS[client]]
    apart = ((scores[:, :now] - own[:now]) ** 2).sum(axis=1)
    return np.asarray(scores[np.argpartition(apart, _ALIKE)[:_ALIKE]])


def from_inside(figure: Figure, client: str, now: int, crowd: str, came: bool) -> str:
    """One client's alliance so far, and where a hundred like it went.

    Parameters
    ----------
    figure
        An empty figure.
    client
        A key of `CLIENTS`.
    now
        Number of sessions held, 3 to 15.
    crowd
        One of `CROWDS`.
    came
        Whether to show what came after.

    Returns
    -------
    str
        How many of the hundred ended higher than today, and what came.
    """
    others = alike(client, now, crowd)
    own = _clients()[CLIENTS[client]]
    today = own[now - 1]
    higher = int((others[:, -1] > today).sum())
    # Tenths are finer than a pixel of the line's width, and weigh less on the page.
    low, middle, high = np.percentile(others, (10, 50, 90), axis=0).round(1)
    x = np.arange(1, SESSIONS + 1)
    # Points of the past lie on today's, so that every frame has the same number of points.
    ahead = np.maximum(x, now)
    low, middle, high = (np.where(x > now, line, today) for line in (low, middle, high))

    axes = figure.subplots()
    figure.subplots_adjust(left=0.11, right=0.78, top=0.86, bottom=0.15)
    axes.axvline(now, color="0.5", linewidth=1, linestyle=":")
    axes.fill_between(ahead, low, high, color="C5", alpha=0.2, linewidth=0)
    axes.plot(ahead, middle, color="C5", linewidth=1.6, linestyle="--")
    axes.plot(
        ahead,
        np.where(x > now, own, today),
        color="C1",
        linewidth=1.6,
        marker="o",
        markersize=3.5,
        linestyle=":",
        alpha=1 if came else _HIDDEN,
    )
    axes.plot(
        np.minimum(x, now),
        np.where(x <= now, own, today),
        color="C0",
        linewidth=2.2,
        marker="o",
        markersize=4,
    )
    here, there = _apart(float(middle[-1]), float(own[-1]), 1.1)
    axes.text(16.4, here, "most like\nthis so far", color="C5", va="center", linespacing=0.9)
    axes.text(16.4, there, f"client {client}", color="C1", va="center", alpha=1 if came else 0)
    axes.set(xlim=(0.6, 16.2), ylim=(0.5, 9), xticks=[1, 4, 8, 12, 16], yticks=[2, 4, 6, 8])
    axes.set_xlabel("session")
    axes.set_ylabel("alliance, points")
    axes.set_title(
        f"From session {now}: of 100 who looked alike,\n{higher} ended higher than today",
        loc="left",
    )
    sentence = (
        f"After session {now} client {client} stands at {today:.1f}; of the hundred simulated "
        f"clients most like this one so far, {higher} end higher than today and {100 - higher} "
        f"lower, and eight in ten of them end between {low[-1]:.1f} and {high[-1]:.1f}"
    )
    if came:
        sentence += f"; client {client} ends at {own[-1]:.1f}"
    return sentence + "."


def _apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Move two heights apart until they are at least a gap from each other."""
    lack = max(gap - abs(first - second), 0.0) / 2
    sign = 1 if first >= second else -1
    return first + sign * lack, second - sign * lack


# --- within and between ---------------------------------------------------------------------

_SHOWN, _HELD = 16, 11
VIEWS = ("every session", "one dot a client", "round each client’s usual")
WITHIN = {
    "none": Paths(alliance_to_outcome=0, outcome_to_alliance=0, same_session=0),
    "clear": Paths(alliance_to_outcome=-0.30, outcome_to_alliance=-0.15, same_session=-0.30),
    "strong": Paths(alliance_to_outcome=-0.50, outcome_to_alliance=-0.15, same_session=-0.45),
}
"""Links from session to session; far stronger than any published, so that an eye can see them."""


@lru_cache(maxsize=32)
def _pairs(together: float, within: str) -> tuple[Floats, Floats]:
    """Alliance of a session and distress of the next: clients x sessions each."""
    panel = simulate_panel(
        _SHOWN,
        _HELD,
        np.random.default_rng(145),
        paths=WITHIN[within],
        alliance_levels=1.4,
        outcome_levels=1.4,
        levels_together=together,
    )
    return panel.alliance[:, :-1], panel.outcome[:, 1:]


def correlations(together: float, within: str) -> dict[str, float]:
    """Return what each of the `VIEWS` would report as the correlation.

    Parameters
    ----------
    together
        Correlation of usual alliance and usual distress built in, -1 to 1.
    within
        A key of `WITHIN`.
    """
    in_range("together", together, -1, 1)
    one_of("within", within, WITHIN)
    return {
        view: float(np.corrcoef(x.ravel(), y.ravel())[0, 1])
        for view in VIEWS
        for x, y in [_seen(view, together, within)]
    }


def _seen(view: str, together: float, within: str) -> tuple[Floats, Floats]:
    alliance, distress = _pairs(together, within)
    own_a = alliance.mean(axis=1, keepdims=True)
    own_d = distress.mean(axis=1, keepdims=True)
    if view == VIEWS[1]:
        return own_a + 0 * alliance, own_d + 0 * distress
    if view == VIEWS[2]:
        return alliance - own_a, distress - own_d
    return alliance, distress


def pulled_apart(figure: Figure, view: str, together: float, within: str) -> str:
    """Sixteen clients' sessions, pulled apart into between and within.

    Parameters
    ----------
    figure
        An empty figure.
    view
        One of `VIEWS`.
    together
        Correlation of usual alliance and usual distress built in, -1 to 1.
    within
        A key of `WITHIN`.

    Returns
    -------
    str
        The correlation in this view, and in the two others.
    """
    one_of("view", view, VIEWS)
    found = correlations(together, within)
    x, y = _seen(view, together, within)
    slope, level = np.polyfit(x.ravel(), y.ravel(), 1)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.08, right=0.97, top=0.86, bottom=0.11)
    axes.plot(x[3:].ravel(), y[3:].ravel(), "o", color="0.5", markersize=3.5, alpha=0.45)
    for client, (colour, marker) in enumerate((("C0", "o"), ("C1", "s"), ("C2", "^"))):
        axes.plot(x[client], y[client], marker, color=colour, markersize=6)
    ends = np.array([x.min(), x.max()])
    axes.plot(ends, level + slope * ends, color="black", linewidth=2)
    axes.set(xlim=(-4.8, 4.8), ylim=(-4.6, 4.6), xticks=[], yticks=[])
    across, up, words = {
        VIEWS[0]: ("in a session", "in the next", "In one heap, a better session comes before"),
        VIEWS[1]: ("as a rule", "as a rule", "Clients with a better alliance have"),
        VIEWS[2]: ("by own usual", "by own usual", "A client’s better session comes before"),
    }[view]
    title = f"{words}\n{_direction(found[view])} ({_signed(found[view])})"
    axes.set_xlabel(f"alliance {across}: better →")
    axes.set_ylabel(f"distress {up}: more →")
    axes.set_title(title, loc="left", x=-0.06)
    return (
        f"All sessions in one heap give a correlation of {_signed(found[VIEWS[0]])}, the sixteen "
        f"clients’ averages {_signed(found[VIEWS[1]])}, and the sessions round each client’s own "
        f"average {_signed(found[VIEWS[2]])}; the picture shows {view}."
    )


def _direction(correlation: float) -> str:
    if abs(correlation) < 0.1:
        return "hardly more or less distress"
    return "more distress" if correlation > 0 else "less distress"


# --- what a method sees ---------------------------------------------------------------------

_STUDIES, _LARGEST = 12, 600
_NO_LINK = WITHIN["none"]
TRUTHS = ("nothing", "a link", "two trends", "a better level")
"""What is built in.

No link at all; the link of `Paths`; no link, while every client's alliance rises and distress falls
of themselves; no link from session to session, while distress falls faster throughout for clients
whose usual alliance is better.
"""
METHODS = ("one heap", "own average out", "trend out, too")


@lru_cache(maxsize=32)
def _panel(truth: str, sessions: int) -> Panel:
    one_of("truth", truth, TRUTHS)
    whole("sessions", sessions, 3, 40)
    return simulate_panel(
        _STUDIES * _LARGEST,
        sessions,
        np.random.default_rng(13),
        paths=None if truth == "a link" else _NO_LINK,
        trend=0.1 if truth == "two trends" else 0.0,
        pull=0.1 if truth == "a better level" else 0.0,
    )


def built_in(truth: str) -> float:
    """Return the path from alliance to the next session's distress that was built in."""
    one_of("truth", truth, TRUTHS)
    return Paths().alliance_to_outcome if truth == "a link" else 0.0


def _by_method(panel: Panel) -> Floats:
    return np.array([raw_path(panel), centred_path(panel), centred_path(without_trend(panel))])


@lru_cache(maxsize=32)
def long_run(truth: str, sessions: int) -> Floats:
    """Return what each of `METHODS` finds in 7,200 clients at once.

    Parameters
    ----------
    truth
        One of `TRUTHS`.
    sessions
        Sessions rated by each client, 3 to 40.
    """
    return _by_method(_panel(truth, sessions))


@lru_cache(maxsize=128)
def studies(truth: str, sessions: int, clients: int) -> Floats:
    """Return what twelve studies find: one row a study, one column for each of `METHODS`.

    Parameters
    ----------
    truth, sessions
        As for `long_run`.
    clients
        Clients in a study, 10 to 600.
    """
    whole("clients", clients, 10, _LARGEST)
    panel = _panel(truth, sessions)
    rows = [slice(n * _LARGEST, n * _LARGEST + clients) for n in range(_STUDIES)]
    return np.array([_by_method(Panel(panel.alliance[r], panel.outcome[r])) for r in rows])


def faster_with_better(truth: str, sessions: int) -> float:
    """Return the correlation of a client's average alliance with the fall of distress."""
    panel = _panel(truth, sessions)
    fall = panel.outcome[:, 0] - panel.outcome[:, -1]
    return float(np.corrcoef(panel.alliance.mean(axis=1), fall)[0, 1])


def method_sees(figure: Figure, truth: str, sessions: int, clients: int) -> str:
    """What studies find by three methods, beside what was built in.

    Parameters
    ----------
    figure
        An empty figure.
    truth
        One of `TRUTHS`.
    sessions
        Sessions rated by each client, 3 to 40.
    clients
        Clients in a study, 10 to 600.

    Returns
    -------
    str
        What each method finds in the long run, and the truth.
    """
    found, means = studies(truth, sessions, clients), long_run(truth, sessions)
    true = built_in(truth)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.3, right=0.96, top=0.86, bottom=0.15)
    axes.axvline(true, color="C1", linewidth=2, linestyle="--")
    # Scattered up and down in a fixed order, so that the dots of a row can be told apart.
    heights = np.repeat([2.0, 1.0, 0.0], _STUDIES) + np.tile(
        0.05 * (np.arange(_STUDIES) * 5 % _STUDIES - 5.5), 3
    )
    axes.plot(found.T.ravel(), heights, "o", color="0.5", markersize=4, alpha=0.6)
    axes.plot(means, [2, 1, 0], "D", color="C0", markersize=9)
    axes.text(true + 0.012, 2.62, "built in", color="C1", va="center")
    axes.set(xlim=(-0.36, 0.24), ylim=(-0.5, 2.8))
    axes.set_xticks([-0.3, -0.15, 0, 0.15], ["−.30", "−.15", "0", "+.15"])
    axes.set_yticks([2, 1, 0], ["one heap", "own average\nout", "trend out,\ntoo"])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("link to the next session’s distress")
    axes.set_title(_finding(truth, sessions), loc="left", x=-0.42)
    sentence = (
        f"The link built in is {_signed(true)}; in the long run studies with {sessions} sessions a "
        f"client find {_signed(means[0])} in one heap, {_signed(means[1])} with each client’s own "
        f"average taken out, and {_signed(means[2])} with the shared trend taken out as well; "
        f"the twelve studies drawn, of {clients} clients each, lie between "
        f"{_signed(found.min())} and {_signed(found.max())}"
    )
    if truth == "a better level":
        sentence += (
            "; yet a client’s usual alliance and the fall of distress correlate at "
            f"{_signed(faster_with_better(truth, sessions))}"
        )
    return sentence + "."


def _finding(truth: str, sessions: int) -> str:
    held = f"{sessions} sessions a client"
    return {
        "nothing": f"No link, {held}:\nonly the heap sees one",
        "a link": f"A true link, {held}:\n{'shrunk' if sessions < 10 else 'nearly all found'}",
        "two trends": f"Two trends, no link, {held}:\nthe middle row is taken in",
        "a better level": f"A better level, {held}:\nthe lower rows see nothing",
    }[truth]
