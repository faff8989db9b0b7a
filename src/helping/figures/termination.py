"""Pictures of chapter 14: what is kept, when to name the ending, and an empty chair.

What each can and cannot show stands in `helping.models.endings`. Every function draws on the
figure it is handed and returns one plain sentence.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from helping.models import endings as model
from helping.models.checks import in_range, one_of

# --- what is kept ---------------------------------------------------------------------------

WHO = {"those helped least": -1.5, "anyone": 0.0, "those helped most": 1.5}
SAVES = {"nothing": 0.0, "half of the loss": 0.5, "all of the loss": 1.0}
_CLIENTS, _SHOWN, _FADES = 4000, 36, 0.4


@lru_cache(maxsize=32)
def some_endings(who: str, sessions: int, saves: str) -> model.Endings:
    """Simulate the clients of the first picture; `who` and `saves` are keys of the lists above."""
    one_of("who", who, WHO)
    one_of("saves", saves, SAVES)
    return model.endings(
        _CLIENTS,
        np.random.default_rng(3),
        helped_leave=WHO[who],
        sessions=sessions,
        fades=_FADES,
        leave_saves=SAVES[saves],
    )


def what_is_kept(figure: Figure, who: str, sessions: int, saves: str, unseen: bool) -> str:
    """What is kept of planned and broken-off work.

    Parameters
    ----------
    figure
        An empty figure.
    who
        Who breaks off: a key of `WHO`.
    sessions
        Sessions after which they break off, 1 to 12.
    saves
        What taking leave saves of the later loss: a key of `SAVES`.
    unseen
        Show those who broke off as they would be had they taken leave.

    Returns
    -------
    str
        What both groups keep, and what a goodbye would have given.
    """
    found = some_endings(who, sessions, saves)
    off = found.broke_off
    rows = [
        ("planned", "C0", found.at_last_meeting[~off], found.later[~off]),
        ("broken off", "C1", found.at_last_meeting[off], found.later[off]),
        (
            "the same,\nwith a\ngoodbye",
            "C3",
            found.at_last_meeting[off],
            found.later_with_leave[off],
        ),
    ]
    axes = figure.subplots()
    figure.subplots_adjust(left=0.225, right=0.97, top=0.84, bottom=0.15)
    jitter = np.tile(np.linspace(-0.17, 0.17, 9), _SHOWN // 9)
    axes.axvline(0, color="0.5", linewidth=1, linestyle=":")
    for row, (_, colour, last, later) in enumerate(rows):
        y = 2.0 - row if row < 2 or unseen else -9.0
        end, held = float(last.mean()), float(later.mean())
        cloud = np.clip(later[:_SHOWN], -5, 17.8)
        axes.plot(cloud, y + jitter, ".", color=colour, alpha=0.3, markersize=6)
        axes.plot([end, held], [y + 0.29, y + 0.29], color=colour, linewidth=2)
        axes.plot([end], [y + 0.29], "o", color=colour, markersize=8, fillstyle="none", mew=2)
        axes.plot([held], [y + 0.29], "o", color=colour, markersize=9)
        words = f"{end:.1f}, later {held:.1f}"
        text = axes.text(max(end, held) + 0.6, y + 0.29, words, color=colour, va="center")
        text.set_alpha(1.0 if y >= 0 else 0.0)
    ask = axes.text(2.5, 0.1, "?", color="C3", va="center", ha="center", size=26)
    ask.set_alpha(0.0 if unseen else 1.0)
    axes.set(xlim=(-5.3, 18), ylim=(-0.35, 2.6), xticks=[0, 5, 10, 15])
    axes.set_xlabel("points better (ring: last meeting)")
    axes.set_yticks([2.1, 1.1, 0.1], [words for words, *_ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_title(_kept_title(found, unseen), loc="left")
    kept = [float(later.mean()) for _, _, _, later in rows]
    more = round(100 * float((rows[1][3] > np.median(rows[0][3])).mean()))
    sentence = (
        f"Half a year later the planned group keeps {kept[0]:.1f} points and those who broke off "
        f"after {sessions} sessions keep {kept[1]:.1f}; {more} of 100 who broke off keep more "
        "than the middle client of the planned group"
    )
    if unseen:
        sentence += f"; with a goodbye the same people would keep {kept[2]:.1f}"
    return sentence + "."


def _kept_title(found: model.Endings, unseen: bool) -> str:
    gap, leave = round(found.gap, 1), found.due_to_leave
    if gap > 0:
        first = f"Planned endings are {gap:.1f} points ahead"
    elif gap < 0:
        first = f"Broken-off work is {-gap:.1f} points ahead"
    else:
        first = "Both groups keep the same"
    second = (
        f"a goodbye would have added {leave:.1f}" if unseen else "what would a goodbye have added?"
    )
    return f"{first};\n{second}"


# --- when to name the ending ----------------------------------------------------------------

NEEDS = {"little": 1.0, "some": 2.0, "much": 3.0}
PACES = {"slackens": 0.7, "goes on": 1.0, "quickens": 1.3}
_LONGEST = 24
_FATES = ("worked on", "at the door", "never said")


def naming(figure: Figure, agreed: int, left: int, needs: str, pace: str) -> str:
    """How the sessions are spent, by when the ending is named.

    Parameters
    ----------
    figure
        An empty figure.
    agreed
        Sessions agreed, 6 to 24.
    left
        Sessions still to come when the ending is named, 0 to 5.
    needs
        How much leave there is to take: a key of `NEEDS`.
    pace
        What the work does once the ending is in sight: a key of `PACES`.

    Returns
    -------
    str
        What there was time for.
    """
    in_range("agreed", agreed, 6, _LONGEST)
    in_range("left", left, 0, 5)
    one_of("needs", needs, NEEDS)
    one_of("pace", pace, PACES)
    spent = model.take_leave(agreed, left, NEEDS[needs], PACES[pace])

    upper, lower = figure.subplots(2, 1, height_ratios=(2.2, 1))
    figure.subplots_adjust(left=0.03, right=0.97, top=0.85, bottom=0.1, hspace=0.7)
    nothing = np.zeros(_LONGEST - agreed)
    leave, worth = (np.concatenate([part, nothing]) for part in (spent.leave, spent.worth))
    x = np.arange(1, _LONGEST + 1)
    named = agreed - left
    edges = np.stack([x - 0.42, x - 0.42, x + 0.42, x + 0.42], axis=1).ravel()

    def outline(tall: np.ndarray) -> np.ndarray:
        return np.stack([0 * tall, tall, tall, 0 * tall], axis=1).ravel()

    upper.fill_between(edges, 0, outline(leave), color="C2", alpha=0.9, linewidth=0)
    upper.fill_between(
        edges, outline(leave), outline(leave + worth), color="C0", alpha=0.35, linewidth=0
    )
    upper.plot([named], [1.47], "v", color="C1", markersize=9)
    at_right = named <= 12
    upper.text(
        named + (0.8 if at_right else -0.8),
        1.49,
        "named here",
        color="C1",
        va="center",
        ha="left" if at_right else "right",
    )
    upper.set(xlim=(0.4, 24.6), ylim=(0, 1.7), yticks=[], xticks=[1, 6, 12, 18, 24])
    upper.spines["left"].set_visible(False)
    upper.set_xlabel(
        f"session (blue: work worth {_hours_of_work(spent)}; green: taking leave)", labelpad=1
    )
    fates = np.repeat((0, 1, 2), (spent.dealt_with, spent.at_the_door, spent.unsaid))
    beside = np.array([0.0, 0.16]) if fates[0] == fates[1] else np.zeros(2)
    lower.plot(fates + beside - beside.mean(), [0.5, 0.5], "D", color="C3", markersize=10)
    lower.set(xlim=(-0.5, 2.5), ylim=(0, 1), yticks=[], xticks=[0, 1, 2])
    lower.set_xticklabels(_FATES)
    lower.tick_params(axis="x", length=0)
    lower.spines["left"].set_visible(False)
    lower.text(-0.5, 1.0, "two things put off till then:", va="bottom", color="C3")
    upper.set_title(_naming_title(spent), loc="left")
    return _naming_sentence(spent, agreed, left)


def _naming_title(spent: model.LeaveTaking) -> str:
    if spent.leave_taken < spent.leave_needed:
        room = f"{spent.leave_taken:g} of {_hours(spent.leave_needed)}"
        return f"Room for {room} of goodbye:\nnot enough"
    if spent.dealt_with < model.LAST_MATTERS:
        return "Room for goodbye,\nnone for what was put off"
    return "Room for goodbye\nand for what was put off"


def _hours(number: float) -> str:
    return f"{number:g} hour" if number == 1 else f"{number:g} hours"


def _hours_of_work(spent: model.LeaveTaking) -> str:
    return f"{spent.work_done:.1f} hours"


def _naming_sentence(spent: model.LeaveTaking, agreed: int, left: int) -> str:
    when = {0: "in the last session", 1: "with 1 session left"}.get(
        left, f"with {left} sessions left"
    )
    return (
        f"Of {agreed} sessions, with the ending named {when}, {_hours(spent.leave_taken)} "
        f"of the {spent.leave_needed:g} needed {'goes' if spent.leave_taken == 1 else 'go'} to "
        f"taking leave and the work is worth {_hours_of_work(spent)}; of two things put off, "
        f"{spent.dealt_with} {'is' if spent.dealt_with == 1 else 'are'} worked on, "
        f"{spent.at_the_door} opened in the last hour and {spent.unsaid} never said."
    )


# --- the empty chair ------------------------------------------------------------------------

USUAL = {
    "all alike": (1.0, 1.0, 1.0),
    "more had enough": (2.0, 1.0, 1.0),
    "more disappointed": (1.0, 2.0, 1.0),
}
_SHORT = ("had enough", "was disappointed", "life got in the way")


def empty_chair(figure: Figure, score: str, hour: str, missed: bool, usual: str) -> str:
    """Three reasons why a client may have stayed away.

    Parameters
    ----------
    figure
        An empty figure.
    score
        How the client was by the last questionnaire: one of `endings.SCORES`.
    hour
        What the last hour was like: one of `endings.HOURS`.
    missed
        Whether there had been missed sessions before.
    usual
        What is common in this service: a key of `USUAL`.

    Returns
    -------
    str
        How likely each reason is, of 100 such clients.
    """
    one_of("usual", usual, USUAL)
    chance = 100 * model.why_the_chair_is_empty(score, hour, missed, USUAL[usual])
    weight = np.array(USUAL[usual])
    before = 100 * weight / weight.sum()
    axes = figure.subplots()
    figure.subplots_adjust(left=0.05, right=0.95, top=0.84, bottom=0.15)
    for row, (reason, now, then) in enumerate(zip(_SHORT, chance, before, strict=True)):
        y, colour = 2 - row, f"C{(2, 1, 0)[row]}"
        axes.barh([y], [now], 0.4, color=colour, alpha=0.8)
        axes.plot([then, then], [y - 0.25, y + 0.25], color="0.5", linewidth=2.4)
        axes.text(1, y + 0.32, f"{reason}: {now:.0f}", color=colour, va="bottom")
    axes.set(xlim=(0, 100), ylim=(-0.4, 2.75), xticks=[0, 50, 100], yticks=[])
    axes.set_xlabel("of 100 such clients (grey: before the clues)")
    best = int(np.argmax(chance))
    wrong = 100 - round(float(chance[best]))
    axes.set_title(
        f"Best guess: {_SHORT[best]};\nwrong for {wrong} of 100 such clients", loc="left"
    )
    return (
        f"Of 100 invented clients who stay away after such clues, {chance[0]:.0f} had had enough, "
        f"{chance[1]:.0f} were disappointed and {chance[2]:.0f} were kept away by life; whoever "
        f"acts on the likeliest reason is wrong {wrong} times."
    )
