"""Pictures of chapter 07: three parts of an alliance, two raters, and how often one must ask.

What each can and cannot show stands in `helping.models.working_alliance`. Every function draws on
the figure it is handed and returns one plain sentence.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.figures.common import correlation
from helping.models import working_alliance
from helping.models.checks import one_of, whole
from helping.words import words

WORK_NAMES = tuple(working_alliance.WORK)
CLIENTS = 40
LOWEST = 10
MOST_SESSIONS = 10
SHOWN = ("dependability", "pairs")

# Counsellors rate lower: the picture needs more room on their weak side.
_LIMIT, _LOWEST_SEEN = 3.3, -4.1


def three_parts(
    figure: Figure,
    *,
    goals: int = 2,
    tasks: int = 1,
    bond: int = 3,
    work: str = "a sheet to fill in every day",
) -> tuple[str, str]:
    """Alliance from goals, tasks and bond, beside what the work asks.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    goals, tasks, bond : int
        How far the two agree, and how strong the bond is, 1 (hardly) to 4 (fully).
    work : str
        A key of `helping.models.working_alliance.WORK`.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    one_of("work", work, working_alliance.WORK)
    say = words("working_alliance")["parts"]
    have = working_alliance.Parts(goals, tasks, bond)
    asked = working_alliance.WORK[work]
    carried = working_alliance.carry(have, asked)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.19, right=0.97, top=0.9, bottom=0.09)
    rows = [*range(3), 3.5, 4.5]
    lengths = [goals, tasks, bond, carried.mean, working_alliance.STEPS * carried.share]
    mean, share = f"{carried.mean:.1f}", f"{100 * carried.share:.0f}"
    inside = [mean, say["share"].format(share=share)]
    axes.barh(rows, lengths, height=0.6, color=["C0", "C0", "C0", "C5", "C2"])
    for row, length, word in zip(rows[3:], lengths[3:], inside, strict=True):
        axes.text(length - 0.08, row, word, color="white", ha="right", va="center_baseline")
    for row, part in enumerate(vars(asked)):
        there, needed = vars(have)[part], vars(asked)[part]
        axes.plot([there, max(there, needed)], [row, row], color="C1", linestyle=":", linewidth=4)
        axes.plot([needed, needed], [row - 0.42, row + 0.42], color="C1", linewidth=3)
    axes.text(asked.goals, -0.5, say["asked"], color="C1", ha="center", va="bottom")
    axes.set(xlim=(0, 4.15), ylim=(5.0, -1.05))
    axes.set_xticks([1, 2, 3, 4], say["steps"])
    axes.set_yticks(rows, [say[name] for name in ("goals", "tasks", "bond", "mean", "carries")])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    case = "part" if carried.scarcest else "all"
    axes.set_title(say["title"][case].format(share=share), loc="left")
    steps = {part: f"{step:g}" for part, step in vars(have).items()}
    steps |= {f"{part}_asked": f"{step:g}" for part, step in vars(asked).items()}
    return say["said"][case].format(share=share, mean=mean), say["more"].format(**steps)


def two_raters(
    figure: Figure,
    *,
    agreement: float,
    gap: float,
    clinic: int = 1,
    listed: bool = True,
) -> tuple[str, str]:
    """Forty alliances as clients and their counsellor rate them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    agreement : float
        Correlation of the two ratings, 0 to 1.
    gap : float
        How much higher clients rate, in standard deviations, 0 to 1.
    clinic : int
        Which forty clients (the seed).
    listed : bool
        Whether the counsellor's own list is shown.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("working_alliance")["raters"]
    found = working_alliance.two_lists(agreement, gap, clients=CLIENTS, count=LOWEST, seed=clinic)
    ratings, unhappy, picked = found.ratings, found.clients_lowest, found.counsellors_lowest
    missed = LOWEST - found.on_both

    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.985, top=0.885, bottom=0.15)
    axes.plot([-_LIMIT, _LIMIT], [-_LIMIT, _LIMIT], color="0.5", linestyle=":", linewidth=1)
    axes.text(_LIMIT - 0.65, _LIMIT - 0.2, say["same"], color="0.5", ha="right", va="center")
    cut = _cut(ratings.client)
    axes.plot([_LOWEST_SEEN, _LIMIT], [cut, cut], color="C1", linestyle="--", linewidth=1)
    axes.text(_LIMIT, -_LIMIT + 0.1, say["large"], color="C1", ha="right")
    # On a grid too fine to see, the page stores far fewer different numbers.
    x, y = (np.round(ratings.counsellor, 1), np.round(ratings.client, 1))
    axes.plot(x[~unhappy], y[~unhappy], "o", color="C0", markersize=4, markeredgewidth=0)
    axes.plot(x[unhappy], y[unhappy], "o", color="C1", markersize=7, markeredgewidth=0)
    axes.plot(
        x[picked],
        y[picked],
        "s",
        color="C3",
        markersize=11,
        markerfacecolor="none",
        markeredgewidth=1.6,
        visible=listed,
    )
    axes.plot([-gap], [0], "+", color="black", markersize=13, markeredgewidth=2)
    axes.set(xlim=(_LOWEST_SEEN, _LIMIT), ylim=(-_LIMIT, _LIMIT))
    axes.set_xlabel(say["counsellor"]["shown" if listed else "hidden"], labelpad=2)
    axes.set_ylabel(say["client"], labelpad=1)
    ends = [say["weak"], say["strong"]]
    axes.set_xticks([_LOWEST_SEEN + 0.6, _LIMIT - 0.6], ends)
    axes.set_yticks([-_LIMIT + 0.6, _LIMIT - 0.6], ends, rotation=90, va="center")
    axes.tick_params(length=0)
    case = {0: "none", 1: "one"}.get(missed, "many") if listed else "hidden"
    axes.set_title(say["title"][case].format(missed=missed), loc="left")
    told = {
        "noticed": found.on_both,
        "missed": missed,
        "expected": f"{found.expected:.1f}",
        "gap": f"{gap:g}",
    }
    shown = "shown" if listed else "hidden"
    return say["said"][shown].format(**told), say["more"][shown].format(**told)


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
    say = words("working_alliance")["sessions"]
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


def _cut(ratings: np.ndarray) -> float:
    """Return a line between the lowest ten and the rest."""
    low = np.sort(ratings)
    return float((low[LOWEST - 1] + low[LOWEST]) / 2)
