"""Pictures of chapter 07: three parts of an alliance, two lists of names, four ways to ask.

What each can and cannot show stands in `helping.models.working_alliance`. Every function draws on
the figure it is handed and returns one plain sentence.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.models import working_alliance
from helping.models.checks import one_of
from helping.words import words

WORK_NAMES = tuple(working_alliance.WORK)
CLIENTS = 40
LOWEST = 10


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
    clinic: int = 1,
    uncovered: bool = False,
) -> tuple[str, str]:
    """Ten names that a counsellor worries about, beside the ten who rate the alliance lowest.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    agreement : float
        Correlation of the two ratings, 0 to 1.
    clinic : int
        Which forty clients (the seed).
    uncovered : bool
        Whether the clients' own list is shown.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("working_alliance")["raters"]
    found = working_alliance.two_lists(agreement, 0.0, clients=CLIENTS, count=LOWEST, seed=clinic)
    hers, theirs = (
        [int(client) for client in np.flatnonzero(marked)]
        for marked in (found.counsellors_lowest, found.clients_lowest)
    )
    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.88, bottom=0.03)
    axes.set(xlim=(0, 1), ylim=(LOWEST - 0.3, -1.6))
    axes.axis("off")
    axes.text(0.02, -1, say["hers"], va="center")
    axes.text(0.98, -1, say["theirs"], va="center", ha="right")
    for row, (left, right) in enumerate(zip(hers, theirs, strict=True)):
        shared = uncovered and left in theirs
        axes.text(0.02, row, say["names"][left], color="C0" if shared else "0.5", va="center")
        name = say["names"][right] if uncovered else say["covered"]
        colour = "C0" if uncovered and right in hers else "C1" if uncovered else "0.5"
        axes.text(0.98, row, name, color=colour, va="center", ha="right")
        end = theirs.index(left) if left in theirs else row
        axes.plot([0.3, 0.7], [row, end], color="C0", linewidth=2, visible=shared)
    case = "uncovered" if uncovered else "covered"
    missed = LOWEST - found.on_both
    told = {"both": found.on_both, "missed": missed, "expected": f"{found.expected:.1f}"}
    axes.set_title(say["title"][case].format(**told), loc="left")
    return say["said"][case].format(**told), say["more"][case].format(**told)


def four_ways_to_ask(
    figure: Figure,
    *,
    way: str,
    facts: bool = False,
    shown: bool = False,
) -> tuple[str, str]:
    """What a polite client thinks, and which of it a question lets her say.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    way : str
        A key of `helping.models.working_alliance.WAYS`.
    facts : bool
        Whether the counsellor has said first who reads and hears what.
    shown : bool
        Whether it is shown what she can say.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further words.
    """
    say = words("working_alliance")["ways"]
    open_to_her = working_alliance.sayable(way, facts)
    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.88, bottom=0.03)
    axes.set(xlim=(0, 1), ylim=(len(working_alliance.THOUGHTS) - 0.3, -1.9))
    axes.axis("off")
    axes.text(0.02, -1.35, say["asked"][way], va="center", fontsize=12.5, color="C1")
    for row, thought in enumerate(working_alliance.THOUGHTS):
        said = shown and thought in open_to_her
        colour = "C0" if said else "0.5" if shown else "black"
        axes.text(0.1, row, say["thought"][thought], va="center", color=colour, fontsize=12.5)
        axes.plot([0.045], [row], "o", color="C0", markersize=10, visible=said)
        axes.plot(
            [0.045],
            [row],
            "o",
            color="0.5",
            markersize=10,
            markerfacecolor="none",
            visible=not said,
        )
    case = "shown" if shown else "covered"
    told = {"count": len(open_to_her), "of": len(working_alliance.THOUGHTS)}
    axes.set_title(say["title"][case].format(**told), loc="left")
    more = say["more"]["facts" if facts else "nothing"]
    return say["said"][case].format(**told), more
