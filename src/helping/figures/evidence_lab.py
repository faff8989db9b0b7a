"""Pictures that wait for the chapter on evidence: overlapping links, shapes in averages, sessions.

What left the chapters because it is about measuring; notes stand in `docs/evidence-lab`. The words
stand in `words/en/evidence_lab.toml`.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures.common import correlation, spread_out
from helping.models import alliance_shapes, real_relationship, working_alliance
from helping.models.checks import one_of, whole
from helping.words import words

OVERLAPS = np.linspace(0, 0.88, 23)
MOST_SESSIONS = 10
SHOWN = ("dependability", "pairs")


def what_is_left(
    figure: Figure, *, overlap: float, real: float, alliance: float
) -> tuple[str, str]:
    """Remainders of two links with outcome, each with the other held constant.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    overlap : float
        Correlation of alliance and real relationship, 0 to 0.88.
    real : float
        Correlation of real relationship and outcome, 0 to 0.45.
    alliance : float
        Correlation of alliance and outcome, 0 to 0.45.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    left = real_relationship.hold_constant(real, alliance, overlap)
    course = [real_relationship.hold_constant(real, alliance, o) for o in OVERLAPS]
    text = words("evidence_lab")["left"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.155, right=0.77, top=0.89, bottom=0.15)
    axes.axhline(0, color="0.5", linewidth=0.8)
    axes.plot([overlap, overlap], [-0.3, 0.5], color="0.5", linestyle=":", linewidth=1.5)
    axes.plot(OVERLAPS, [o.first for o in course], color="C0")
    axes.plot(OVERLAPS, [o.second for o in course], color="C1", linestyle="--")
    axes.plot([overlap], [left.first], "o", color="C0", markersize=8, clip_on=False)
    axes.plot([overlap], [left.second], "s", color="C1", markersize=7, clip_on=False)
    # Equal links end in one point: the words move apart, not the lines.
    first, second = spread_out([course[-1].first, course[-1].second], 0.06)
    axes.text(0.91, first, text["real"], color="C0", va="center")
    axes.text(0.91, second, text["alliance"], color="C1", va="center")
    axes.set(xlim=(0, 0.89), ylim=(-0.3, 0.5), xlabel=text["overlap"])
    axes.set_ylabel(text["left"], labelpad=2)
    axes.set_xticks([0, 0.22, 0.44, 0.66, 0.88], ["0", ".22", ".44", ".66", ".88"])
    axes.set_yticks([-0.2, 0, 0.2, 0.4], ["−.2", "0", ".2", ".4"])
    places = {
        "first": _r(left.first),
        "second": _r(left.second),
        "real": _r(real),
        "alliance": _r(alliance),
        "both": f"{100 * left.both:.0f}",
        "sum": f"{100 * (real**2 + alliance**2):.0f}",
    }
    axes.set_title(text["title"].format(**places), loc="left")
    return text["sentence"].format(**places), text["more"].format(**places)


def _r(value: float) -> str:
    """Write a correlation as its source prints it: two digits, the alliance's with three."""
    digits = 3 if value == published("alliance_outcome_2018_f2f").value else 2
    return correlation(value, digits) if round(value, 2) else "0"


# --- shapes in averages and in persons ------------------------------------------------------

WORDS = words("evidence_lab")
SHAPES = dict(zip(WORDS["average"]["shapes"], alliance_shapes.SHAPE_NAMES, strict=True))
_TOLD = {shape: told for told, shape in SHAPES.items()}


def shape_of_average(
    figure: Figure, shape: str, noise: float, clients: int, client: int
) -> tuple[str, str]:
    """The true average course, the average of some clients, and one client among them.

    Parameters
    ----------
    figure
        An empty figure.
    shape
        True shape of the average: a key of `SHAPES`.
    noise
        Standard deviation of a session's rating, 0.1 to 3 points.
    clients
        Number of clients averaged, 1 to 300.
    client
        Which of them is drawn, counted from 1.

    Returns
    -------
    tuple of str
        What the average would be called, and how often such a study goes wrong; what is folded
        behind it.
    """
    true = SHAPES[shape]
    study = alliance_shapes.one_study(true, noise, clients)
    wrong = round(100 * alliance_shapes.wrong_in_the_long_run(true, noise, clients))
    one, dips = study.scores[client - 1], study.dips[client - 1]
    text = WORDS["average"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.11, right=0.71, top=0.86, bottom=0.135)
    x = np.arange(1, len(one) + 1)
    axes.plot(x, study.truth, color="0.5", linewidth=5, alpha=0.45)
    axes.plot(x, one, color="C1", linewidth=1.3, linestyle="--", marker="o", markersize=4)
    axes.plot(x, study.average, color="C0", linewidth=2.6)
    # Sessions without a V carry their triangle below the picture: every frame has as many.
    axes.plot(x, np.where(dips, one - 0.34, -9), "^", color="C1", markersize=7)
    places = {
        "shape": shape,
        "found": _TOLD[study.found],
        "clients": clients,
        "client": client,
        "same": study.named.count(study.found),
        "named": _TOLD[study.named[client - 1]],
        "dips": int(dips.sum()),
        "wrong": wrong,
    }
    labels = [
        ("average", study.average, "C0"),
        ("client", one, "C1"),
        ("truth", study.truth, "0.5"),
    ]
    heights = spread_out([float(line[-1]) for _, line, _ in labels], 0.4, 3.1, 7.5)
    for (name, _, colour), y in zip(labels, heights, strict=True):
        axes.text(len(one) + 0.35, y, text[name].format(**places), color=colour, va="center")
    axes.set(xlim=(0.7, 10.2), ylim=(2.9, 7.7), xticks=[1, 4, 7, 10], yticks=[3, 5, 7])
    axes.set_xlabel(text["session"])
    axes.set_ylabel(text["points"])
    if study.found == true:
        title, case = "right", "right" if wrong else "right_always"
    else:
        lost, invented = study.found == "flat", true == "flat"
        title, case = "lost" if lost else "invented" if invented else "other", "wrong"
    axes.set_title(text["title"][title].format(**places), loc="left", x=-0.15)
    more = text["more"][("no_v", "one_v", "many_v")[min(places["dips"], 2)]]
    return text["sentence"][case].format(**places), more.format(**places)


def sessions_needed(
    figure: Figure,
    *,
    sessions: int = 1,
    one: float,
    lasts: float = 1.0,
    shown: str = "dependability",
) -> tuple[str, str]:
    """Dependability of a mean of the last sessions.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    sessions : int
        Sessions averaged, 1 to 10.
    one : float
        Dependability of a single session, 0.05 to 1.
    lasts : float
        Correlation of the alliance with itself one session later, 0 to 1; 1 for no change.
    shown : str
        One of `SHOWN`: how well the mean tells clients apart, or how many of 100 pairs of clients
        it puts in the wrong order.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    whole("sessions", sessions, 1, MOST_SESSIONS)
    one_of("shown", shown, SHOWN)
    say = words("evidence_lab")["sessions"]
    in_pairs = shown == "pairs"
    counts = np.arange(1, MOST_SESSIONS + 1)
    now = np.array([working_alliance.dependability(int(n), one, lasts) for n in counts])
    still = np.array([working_alliance.dependability(int(n), one) for n in counts])
    here = float(now[sessions - 1])
    scale = _swapped if in_pairs else float

    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.775, top=0.885, bottom=0.15)
    beside = MOST_SESSIONS + 0.7
    for height, name in ((0.9, "good"), (0.8, "acceptable")):
        axes.plot([1, MOST_SESSIONS], [scale(height)] * 2, color="0.5", linestyle="--", linewidth=1)
        axes.text(beside, scale(height), say[name], color="0.5", va="center")
    axes.plot(counts, [scale(each) for each in still], color="C5", linestyle=":", linewidth=2)
    axes.plot(
        counts, [scale(each) for each in now], color="C0", linewidth=2, marker=".", markersize=7
    )
    axes.plot([sessions], [scale(here)], "o", color="C1", markersize=11)
    axes.plot([sessions] * 2, [0 if in_pairs else 0.2, scale(here)], color="C1", linewidth=1)
    axes.text(beside, scale(0.6), say["if_still"], color="C5", va="center", visible=lasts < 1)
    axes.set(xlim=(0.7, MOST_SESSIONS + 0.4), xlabel=say["sessions"])
    axes.set_ylabel(say["axis"][shown], labelpad=2)
    axes.set_xticks([1, 2, 4, 7, 10])
    if in_pairs:
        axes.set(ylim=(0, 36), yticks=[0, 10, 20, 30])
    else:
        axes.set_ylim(0.2, 1)
        axes.set_yticks(
            [0.2, 0.4, 0.6, 0.8, 1], [correlation(at, 1) for at in (0.2, 0.4, 0.6, 0.8, 1)]
        )

    case = "pairs" if in_pairs else _quality(here)
    told = {"here": correlation(here), "wrong": f"{_swapped(here):.0f}", "sessions": sessions}
    axes.set_title(say["title"][case].format(**told), loc="left")
    best = int(np.argmax(now)) + 1
    meanwhile = "still" if lasts == 1 else "best_one" if best == 1 else "best_many"
    return (
        say["one" if sessions == 1 else "many"][case].format(**told),
        say["more"][meanwhile].format(lasts=correlation(lasts), best=best),
    )


def _swapped(dependable: float) -> float:
    """Return how many of 100 pairs of clients scores put in the wrong order."""
    return 100 * (1 - working_alliance.pairs_in_order(dependable))


def _quality(dependable: float) -> str:
    if dependable >= 0.895:
        return "good"
    return "acceptable" if dependable >= 0.795 else "thin"
