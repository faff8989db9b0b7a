"""Pictures of chapter 14: what is kept, when to name the ending, and an empty chair.

What each can and cannot show stands in `helping.models.endings`. Every function draws on the
figure it is handed and returns one plain sentence, and what is folded behind it; their words
stand in `words/en/termination.toml`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.figures.common import without_axes
from helping.models import endings as model
from helping.models.checks import in_range, one_of
from helping.words import words

WORDS = words("termination")

# --- what is kept ---------------------------------------------------------------------------

WHO = dict(zip(WORDS["kept"]["who"], (-1.5, 0.0, 1.5), strict=True))
SAVES = dict(zip(WORDS["kept"]["saves"], (0.0, 0.5, 1.0), strict=True))
_SHOWN = 36


def what_is_kept(
    figure: Figure, who: str, sessions: int, saves: str, unseen: bool
) -> tuple[str, str]:
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
    tuple of str
        What both groups keep and what a goodbye would have given; what is folded behind it.
    """
    one_of("who", who, WHO)
    one_of("saves", saves, SAVES)
    found = model.two_groups(WHO[who], sessions, SAVES[saves])
    off, text = found.broke_off, WORDS["kept"]
    rows = [
        ("planned", "C0", found.at_last_meeting[~off], found.later[~off]),
        ("broken_off", "C1", found.at_last_meeting[off], found.later[off]),
        ("with_leave", "C3", found.at_last_meeting[off], found.later_with_leave[off]),
    ]
    kept = {name: float(later.mean()) for name, _, _, later in rows}
    axes = figure.subplots()
    figure.subplots_adjust(left=0.225, right=0.97, top=0.84, bottom=0.15)
    jitter = np.tile(np.linspace(-0.17, 0.17, 9), _SHOWN // 9)
    axes.axvline(0, color="0.5", linewidth=1, linestyle=":")
    for row, (name, colour, last, later) in enumerate(rows[: 3 if unseen else 2]):
        y, end, held = 2.0 - row, float(last.mean()), kept[name]
        cloud = np.clip(later[:_SHOWN], -5, 17.8)
        axes.plot(cloud, y + jitter, ".", color=colour, alpha=0.3, markersize=6)
        axes.plot([end, held], [y + 0.29, y + 0.29], color=colour, linewidth=2)
        axes.plot([end], [y + 0.29], "o", color=colour, markersize=8, fillstyle="none", mew=2)
        axes.plot([held], [y + 0.29], "o", color=colour, markersize=9)
        numbers = text["then_and_later"].format(end=f"{end:.1f}", held=f"{held:.1f}")
        axes.text(max(end, held) + 0.6, y + 0.29, numbers, color=colour, va="center")
    if not unseen:
        axes.text(2.5, 0.1, "?", color="C3", va="center", ha="center", size=26)
    axes.set(xlim=(-5.3, 18), ylim=(-0.35, 2.6), xticks=[0, 5, 10, 15])
    axes.set_xlabel(text["points"])
    axes.set_yticks([2.1, 1.1, 0.1], [text[name] for name, *_ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_title(_kept_title(found, unseen), loc="left")
    more = round(100 * float((rows[1][3] > np.median(rows[0][3])).mean()))
    sentence = text["sentence"]["seen" if unseen else "unseen"]
    return (
        sentence.format(**{name: f"{points:.1f}" for name, points in kept.items()}),
        text["more"]["overlap"].format(sessions=sessions, more=more),
    )


def _kept_title(found: model.Endings, unseen: bool) -> str:
    gap = round(found.gap, 1)
    case = "planned_ahead" if gap > 0 else "broken_off_ahead" if gap < 0 else "the_same"
    title = WORDS["kept"]["title"][f"{case}_seen" if unseen else case]
    return str(title.format(gap=f"{abs(gap):.1f}", leave=f"{found.due_to_leave:.1f}"))


# --- when to name the ending ----------------------------------------------------------------

NEEDS = dict(zip(WORDS["naming"]["needs"], (1.0, 2.0, 3.0), strict=True))
PACES = dict(zip(WORDS["naming"]["paces"], (0.7, 1.0, 1.3), strict=True))
_LONGEST = 24


def naming(figure: Figure, agreed: int, left: int, needs: str, pace: str) -> tuple[str, str]:
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
    tuple of str
        What there was time for, and what is folded behind it.
    """
    in_range("agreed", agreed, 6, _LONGEST)
    in_range("left", left, 0, 5)
    one_of("needs", needs, NEEDS)
    one_of("pace", pace, PACES)
    spent = model.take_leave(agreed, left, NEEDS[needs], PACES[pace])
    text = WORDS["naming"]

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
        text["named_here"],
        color="C1",
        va="center",
        ha="left" if at_right else "right",
    )
    upper.set(xlim=(0.4, 24.6), ylim=(0, 1.7), yticks=[], xticks=[1, 6, 12, 18, 24])
    without_axes(upper, "left")
    upper.set_xlabel(text["sessions"].format(worth=f"{spent.work_done:.1f}"), labelpad=1)
    fates = np.repeat((0, 1, 2), (spent.dealt_with, spent.at_the_door, spent.unsaid))
    beside = np.array([0.0, 0.16]) if fates[0] == fates[1] else np.zeros(2)
    lower.plot(fates + beside - beside.mean(), [0.5, 0.5], "D", color="C3", markersize=10)
    lower.set(xlim=(-0.5, 2.5), ylim=(0, 1), yticks=[], xticks=[0, 1, 2])
    lower.set_xticklabels(text["fates"])
    lower.tick_params(axis="x", length=0)
    without_axes(lower, "left")
    lower.text(-0.5, 1.0, text["put_off"], va="bottom", color="C3")
    upper.set_title(_naming_title(spent), loc="left")
    return (
        _naming_sentence(spent),
        text["more"]["work"].format(agreed=agreed, worth=f"{spent.work_done:.1f}"),
    )


def _naming_title(spent: model.LeaveTaking) -> str:
    if spent.leave_taken < spent.leave_needed:
        case = "not_enough_of_one" if spent.leave_needed == 1 else "not_enough"
    else:
        case = "for_both" if spent.dealt_with == model.LAST_MATTERS else "none_for_the_rest"
    title = WORDS["naming"]["title"][case]
    return str(title.format(taken=f"{spent.leave_taken:g}", needed=f"{spent.leave_needed:g}"))


def _naming_sentence(spent: model.LeaveTaking) -> str:
    room = "short" if spent.leave_taken < spent.leave_needed else "enough"
    fate = "one_unsaid" if spent.unsaid else "one_at_the_door" if spent.at_the_door else None
    said = WORDS["naming"]["sentence"][f"{room}_{fate or 'both_worked_on'}"]
    return str(said.format(taken=f"{spent.leave_taken:g}", needed=f"{spent.leave_needed:g}"))


# --- the empty chair ------------------------------------------------------------------------

USUAL = dict(
    zip(WORDS["chair"]["usual"], ((1.0, 1.0, 1.0), (2.0, 1.0, 1.0), (1.0, 2.0, 1.0)), strict=True)
)


def empty_chair(figure: Figure, score: str, hour: str, missed: bool, usual: str) -> tuple[str, str]:
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
    tuple of str
        How good the best guess is; how likely each reason is, of 100 such clients.
    """
    one_of("usual", usual, USUAL)
    chance = 100 * model.why_the_chair_is_empty(score, hour, missed, USUAL[usual])
    weight = np.array(USUAL[usual])
    before = 100 * weight / weight.sum()
    text = WORDS["chair"]
    axes = figure.subplots()
    figure.subplots_adjust(left=0.05, right=0.95, top=0.84, bottom=0.15)
    for row, (reason, now, then) in enumerate(zip(text["short"], chance, before, strict=True)):
        y, colour = 2 - row, f"C{(2, 1, 0)[row]}"
        axes.barh([y], [now], 0.4, color=colour, alpha=0.8)
        axes.plot([then, then], [y - 0.25, y + 0.25], color="0.5", linewidth=2.4)
        axes.text(
            1,
            y + 0.32,
            text["bar"].format(reason=reason, number=f"{now:.0f}"),
            color=colour,
            va="bottom",
        )
    axes.set(xlim=(0, 100), ylim=(-0.4, 2.75), xticks=[0, 50, 100], yticks=[])
    axes.set_xlabel(text["of_100"])
    best = int(np.argmax(chance))
    wrong = 100 - round(float(chance[best]))
    places = {
        "reason": text["short"][best],
        "wrong": wrong,
        **{
            name: f"{share:.0f}"
            for name, share in zip(("enough", "disappointed", "life"), chance, strict=True)
        },
    }
    axes.set_title(text["title"].format(**places), loc="left")
    return text["sentence"].format(**places), text["more"].format(**places)
