"""Pictures of chapter 07: three parts of an alliance, two raters, and how often one must ask.

What each can and cannot show stands in `helping.models.working_alliance`. Every function draws on
the figure it is handed and returns one plain sentence.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.models import working_alliance
from helping.models.checks import one_of, whole

STEP_WORDS = ["hardly", "partly", "mostly", "fully"]
WORK_NAMES = tuple(working_alliance.WORK)
CLIENTS = 40
LOWEST = 10
MOST_SESSIONS = 10

# Counsellors rate lower: the picture needs more room on their weak side.
_LIMIT, _LOWEST_SEEN = 3.3, -4.1
# Nearly 1 and nearly 0, so that the SVG names an opacity in every state and only numbers change.
_SHOWN, _HIDDEN = 0.999, 0.001


def three_parts(
    figure: Figure,
    *,
    goals: int = 2,
    tasks: int = 1,
    bond: int = 3,
    work: str = "a sheet to fill in every day",
) -> str:
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
    str
        What the picture shows.
    """
    one_of("work", work, working_alliance.WORK)
    have = working_alliance.Parts(goals, tasks, bond)
    asked = working_alliance.WORK[work]
    carried = working_alliance.carry(have, asked)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.19, right=0.97, top=0.9, bottom=0.09)
    rows = [*range(3), 3.5, 4.5]
    lengths = [goals, tasks, bond, carried.mean, working_alliance.STEPS * carried.share]
    inside = ["short" if carried.shares[part] < 1 else "enough" for part in vars(have)]
    inside += [f"{carried.mean:.1f}", f"{100 * carried.share:.0f} %"]
    axes.barh(rows, lengths, height=0.6, color=["C0", "C0", "C0", "C5", "C2"])
    for row, length, word in zip(rows, lengths, inside, strict=True):
        axes.text(length - 0.08, row, word, color="white", ha="right", va="center_baseline")
    for row, part in enumerate(vars(asked)):
        there, needed = vars(have)[part], vars(asked)[part]
        axes.plot([there, max(there, needed)], [row, row], color="C1", linestyle=":", linewidth=4)
        axes.plot([needed, needed], [row - 0.42, row + 0.42], color="C1", linewidth=3)
    axes.text(asked.goals, -0.5, "asked", color="C1", ha="center", va="bottom")
    axes.set(xlim=(0, 4.15), ylim=(5.0, -1.05))
    axes.set_xticks([1, 2, 3, 4], STEP_WORDS)
    axes.set_yticks(rows, ["goals", "tasks", "bond", "mean", "carries"])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_title(_title_of_parts(carried), loc="left")
    return _sentence_of_parts(have, asked, work, carried)


def two_raters(
    figure: Figure,
    *,
    agreement: float,
    gap: float,
    clinic: int = 1,
) -> str:
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

    Returns
    -------
    str
        What the picture shows.
    """
    ratings = working_alliance.rate(CLIENTS, agreement, gap, np.random.default_rng([90, clinic]))
    unhappy = working_alliance.lowest(ratings.client, LOWEST)
    picked = working_alliance.lowest(ratings.counsellor, LOWEST)
    noticed = int((unhappy & picked).sum())
    expected = LOWEST * working_alliance.share_found(agreement, LOWEST / CLIENTS)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.985, top=0.885, bottom=0.15)
    axes.plot([-_LIMIT, _LIMIT], [-_LIMIT, _LIMIT], color="0.5", linestyle=":", linewidth=1)
    axes.text(_LIMIT - 0.65, _LIMIT - 0.2, "same rating", color="0.5", ha="right", va="center")
    cut = _cut(ratings.client)
    axes.plot([_LOWEST_SEEN, _LIMIT], [cut, cut], color="C1", linestyle="--", linewidth=1)
    axes.text(_LIMIT, -_LIMIT + 0.1, "large: clients’ lowest ten", color="C1", ha="right")
    # On a grid too fine to see, the page stores far fewer different numbers.
    x, y = (np.round(ratings.counsellor, 1), np.round(ratings.client, 1))
    axes.plot(x[~unhappy], y[~unhappy], "o", color="C0", markersize=4, markeredgewidth=0)
    axes.plot(x[unhappy], y[unhappy], "o", color="C1", markersize=7, markeredgewidth=0)
    order = np.argsort(ratings.counsellor)[:LOWEST]
    axes.plot(
        x[order],
        y[order],
        "s",
        color="C3",
        markersize=11,
        markerfacecolor="none",
        markeredgewidth=1.6,
    )
    axes.plot([-gap], [0], "+", color="black", markersize=13, markeredgewidth=2)
    axes.set(xlim=(_LOWEST_SEEN, _LIMIT), ylim=(-_LIMIT, _LIMIT))
    axes.set_xlabel("counsellor’s rating (squares: lowest ten)", labelpad=2)
    axes.set_ylabel("client’s rating", labelpad=1)
    axes.set_xticks([_LOWEST_SEEN + 0.6, _LIMIT - 0.6], ["weak", "strong"])
    axes.set_yticks([-_LIMIT + 0.6, _LIMIT - 0.6], ["weak", "strong"], rotation=90, va="center")
    axes.tick_params(length=0)
    missed = LOWEST - noticed
    go = "goes" if missed == 1 else "go"
    axes.set_title(f"Of the ten weakest, {missed} {go} unnoticed", loc="left")
    return (
        f"With a correlation of {agreement:.2f} and clients rating {gap:.2f} standard deviations "
        f"higher, this counsellor’s lowest ten hold {noticed} of the ten clients who rate the "
        f"alliance lowest and miss {LOWEST - noticed}; over many such clinics it would be "
        f"{expected:.1f} of ten on average, and 2.5 by drawing lots."
    )


def sessions_needed(
    figure: Figure,
    *,
    sessions: int = 1,
    one: float,
    lasts: float = 1.0,
) -> str:
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

    Returns
    -------
    str
        What the picture shows.
    """
    whole("sessions", sessions, 1, MOST_SESSIONS)
    counts = np.arange(1, MOST_SESSIONS + 1)
    now = np.array([working_alliance.dependability(int(n), one, lasts) for n in counts])
    still = np.array([working_alliance.dependability(int(n), one) for n in counts])
    here = float(now[sessions - 1])
    wrong = 100 * (1 - working_alliance.pairs_in_order(here))

    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.775, top=0.885, bottom=0.15)
    for height, name in ((0.9, "very good"), (0.8, "acceptable")):
        axes.plot([1, MOST_SESSIONS], [height, height], color="0.5", linestyle="--", linewidth=1)
        axes.text(MOST_SESSIONS + 0.7, height, name, color="0.5", va="center")
    axes.plot(counts, still, color="C5", linestyle=":", linewidth=2)
    axes.plot(counts, now, color="C0", linewidth=2, marker=".", markersize=7)
    axes.plot([sessions], [here], "o", color="C1", markersize=11)
    axes.plot([sessions, sessions], [0.2, here], color="C1", linewidth=1)
    axes.text(
        MOST_SESSIONS + 0.7,
        0.6,
        "dotted:\nif nothing\nchanged",
        color="C5",
        va="center",
        alpha=_HIDDEN if lasts == 1 else _SHOWN,
    )
    axes.set(xlim=(0.7, MOST_SESSIONS + 0.4), ylim=(0.2, 1.0), xlabel="sessions averaged")
    axes.set_ylabel("dependability", labelpad=2)
    axes.set_xticks([1, 2, 4, 7, 10])
    axes.set_yticks([0.2, 0.4, 0.6, 0.8, 1.0], [".2", ".4", ".6", ".8", "1"])
    axes.set_title(_title_of_sessions(here, wrong), loc="left")
    return _sentence_of_sessions(sessions, one, lasts, now, here, wrong)


def _cut(ratings: np.ndarray) -> float:
    """Return a line between the lowest ten and the rest."""
    low = np.sort(ratings)
    return float((low[LOWEST - 1] + low[LOWEST]) / 2)


def _title_of_parts(carried: working_alliance.Carried) -> str:
    if not carried.scarcest:
        return "Enough of everything: carries all"
    short = "all three" if len(carried.scarcest) == 3 else ", ".join(carried.scarcest)
    return f"Carries {100 * carried.share:.0f} %: short of {short}"


def _sentence_of_parts(
    have: working_alliance.Parts,
    asked: working_alliance.Parts,
    work: str,
    carried: working_alliance.Carried,
) -> str:
    def words(parts: working_alliance.Parts) -> str:
        return ", ".join(f"{name} {step:g}" for name, step in vars(parts).items())

    said = (
        f"The alliance has {words(have)}, a mean of {carried.mean:.1f} of 4; {work} asks for "
        f"{words(asked)}"
    )
    if not carried.scarcest:
        return f"{said}, so nothing is short and all of the work is carried."
    return (
        f"{said}, so the scarcest {'part is' if len(carried.scarcest) == 1 else 'parts are'} "
        f"{' and '.join(carried.scarcest)}, and {_percent(carried.share)} of the work is carried."
    )


def _title_of_sessions(here: float, wrong: float) -> str:
    if here >= 0.895:
        return f"Very good: {wrong:.0f} pairs in 100 swapped"
    if here >= 0.795:
        return f"Acceptable: {wrong:.0f} pairs in 100 swapped"
    return f"Too thin: {wrong:.0f} pairs in 100 swapped"


def _sentence_of_sessions(
    sessions: int, one: float, lasts: float, now: np.ndarray, here: float, wrong: float
) -> str:
    averaged = "one session" if sessions == 1 else f"the mean of {sessions} sessions"
    said = (
        f"Where a single session has a dependability of {one:.2f} and "
        f"{_changing(lasts)}, {averaged} has {here:.2f}: of 100 pairs of clients about "
        f"{wrong:.0f} would be put in the wrong order"
    )
    if lasts == 1:
        return f"{said}."
    best = int(np.argmax(now)) + 1
    return f"{said}; the best mean here is that of {best} session{'s' if best > 1 else ''}."


def _changing(lasts: float) -> str:
    if lasts == 1:
        return "the alliance does not change meanwhile"
    return f"the alliance correlates {lasts:.2f} with itself a session later"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} per cent"
