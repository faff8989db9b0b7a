"""Pictures of chapter 14: what is kept, when to name the ending, and an empty chair.

What each can and cannot show stands in `helping.models.endings`. Every function draws on the
figure it is handed and returns one plain sentence, and what is folded behind it; their words
stand in `words/en/termination.toml`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.figures.common import signed, without_axes
from helping.models import endings as model
from helping.models.checks import in_range, one_of
from helping.words import words

WORDS = words("termination")

# --- what is kept ---------------------------------------------------------------------------

WHO = dict(zip(WORDS["kept"]["who"], (-1.5, 0.0, 1.5), strict=True))
ADDS = dict(zip(WORDS["kept"]["adds"], (0.0, 0.2, 0.4), strict=True))
AFTERWARDS = dict(
    zip(WORDS["kept"]["afterwards"], ((0.0, 0.0), (-0.4, -0.4), (0.0, 0.5)), strict=True)
)
"""Part of the gain that comes or goes in half a year: after a planned ending, after leaving."""
_SHOWN = 36


def what_is_kept(
    figure: Figure, who: str, sessions: int, adds: str, afterwards: str, unseen: bool
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
    adds
        What taking leave adds to the gain: a key of `ADDS`.
    afterwards
        What becomes of a gain in half a year: a key of `AFTERWARDS`.
    unseen
        Show those who broke off as they would be had they taken leave.

    Returns
    -------
    tuple of str
        Where both groups stand and what a goodbye would have given; what is folded behind it.
    """
    one_of("who", who, WHO)
    one_of("adds", adds, ADDS)
    one_of("afterwards", afterwards, AFTERWARDS)
    found = model.two_groups(WHO[who], sessions, ADDS[adds], *AFTERWARDS[afterwards])
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
        cloud = np.clip(later[:_SHOWN], -5, 23.7)
        axes.plot(cloud, y + jitter, ".", color=colour, alpha=0.3, markersize=6)
        axes.plot([end, held], [y + 0.29, y + 0.29], color=colour, linewidth=2)
        axes.plot([end], [y + 0.29], "o", color=colour, markersize=8, fillstyle="none", mew=2)
        axes.plot([held], [y + 0.29], "o", color=colour, markersize=9)
        numbers = text["then_and_later"].format(end=f"{end:.1f}", held=f"{held:.1f}")
        far = max(end, held) > 14  # no room on the right
        place, side = (min(end, held) - 0.8, "right") if far else (max(end, held) + 0.8, "left")
        axes.text(place, y + 0.29, numbers, color=colour, va="center", ha=side)
    if not unseen:
        axes.text(2.5, 0.1, "?", color="C3", va="center", ha="center", size=26)
    axes.set(xlim=(-5.3, 24), ylim=(-0.35, 2.6), xticks=[0, 5, 10, 15, 20])
    axes.set_xlabel(text["points"])
    axes.set_yticks([2.1, 1.1, 0.1], [text[name] for name, *_ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_title(_kept_title(found, unseen), loc="left")
    more = round(100 * float((rows[1][3] > np.median(rows[0][3])).mean()))
    sentence = text["sentence"]["seen" if unseen else "unseen"]
    folded = [text["more"]["overlap"].format(sessions=sessions, more=more)]
    if unseen:
        folded.insert(0, _parts_of_the_gap(found))
    return (
        sentence.format(**{name: f"{points:.1f}" for name, points in kept.items()}),
        " ".join(folded),
    )


def _parts_of_the_gap(found: model.Endings) -> str:
    parts = {
        "gap": found.gap,
        "leave": found.due_to_leave,
        "sessions": found.due_to_sessions,
        "afterwards": found.due_to_afterwards,
        "people": found.due_to_people,
    }
    told = {name: signed(points) for name, points in parts.items()}
    return str(WORDS["kept"]["more"]["parts"].format(**told))


def _kept_title(found: model.Endings, unseen: bool) -> str:
    gap = round(found.gap, 1)
    case = "planned_ahead" if gap > 0 else "broken_off_ahead" if gap < 0 else "the_same"
    title = WORDS["kept"]["title"][f"{case}_seen" if unseen else case]
    return str(title.format(gap=f"{abs(gap):.1f}", leave=f"{found.due_to_leave:.1f}"))


# --- when to name the ending ----------------------------------------------------------------

NEEDS = dict(zip(WORDS["naming"]["needs"], ((1.0, 0.0), (3.0, 0.0), (0.0, 1 / 8)), strict=True))
"""Hours that a goodbye needs: so many in any contract, and so much of each hour agreed."""
_LONGEST = 24


def hours_needed(needs: str, agreed: int) -> float:
    """Return the hours that a goodbye is taken to need.

    Parameters
    ----------
    needs
        A key of `NEEDS`.
    agreed
        Sessions agreed, 1 or more.
    """
    always, of_each = NEEDS[needs]
    return always + of_each * agreed


def naming(figure: Figure, agreed: int, left: int, needs: str) -> tuple[str, str]:
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

    Returns
    -------
    tuple of str
        What there was time for, and what is folded behind it.
    """
    in_range("agreed", agreed, 6, _LONGEST)
    in_range("left", left, 0, 5)
    one_of("needs", needs, NEEDS)
    spent = model.take_leave(agreed, left, hours_needed(needs, agreed))
    text = WORDS["naming"]

    upper, lower = figure.subplots(2, 1, height_ratios=(2.2, 1))
    figure.subplots_adjust(left=0.03, right=0.97, top=0.85, bottom=0.1, hspace=0.7)
    nothing = np.zeros(_LONGEST - agreed)
    leave, work = (np.concatenate([part, nothing]) for part in (spent.leave, spent.work))
    x = np.arange(1, _LONGEST + 1)
    named = agreed - left
    edges = np.stack([x - 0.42, x - 0.42, x + 0.42, x + 0.42], axis=1).ravel()

    def outline(tall: np.ndarray) -> np.ndarray:
        return np.stack([0 * tall, tall, tall, 0 * tall], axis=1).ravel()

    upper.fill_between(edges, 0, outline(leave), color="C2", alpha=0.9, linewidth=0)
    upper.fill_between(
        edges, outline(leave), outline(leave + work), color="C0", alpha=0.35, linewidth=0
    )
    upper.plot([named], [1.47], "v", color="C1", markersize=9)
    at_right = named <= 12
    upper.text(
        named + (0.8 if at_right else -0.8),
        1.49,
        text["say"][left],
        color="C1",
        va="center",
        ha="left" if at_right else "right",
    )
    upper.set(xlim=(0.4, 24.6), ylim=(0, 1.7), yticks=[], xticks=[1, 6, 12, 18, 24])
    without_axes(upper, "left")
    upper.set_xlabel(text["sessions"], labelpad=1)
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
        text["more"]["work"].format(
            named=named, agreed=agreed, say=text["say"][left], work=f"{spent.work_done:g}"
        ),
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
    case = f"{room}_{fate or 'both_worked_on'}"
    if room == "short" and spent.leave_needed == 1:  # only when named in the last session
        case = "short_of_one_hour"
    said = WORDS["naming"]["sentence"][case]
    return str(said.format(taken=f"{spent.leave_taken:g}", needed=f"{spent.leave_needed:g}"))


# --- the empty chair ------------------------------------------------------------------------

NOTES: dict[str, tuple[int, ...]] = dict(
    zip(WORDS["chair"]["notes"], ((0,), (1,), (0, 1, 2)), strict=True)
)
"""Which of the reasons each note leaves room for."""
_IN_A_LINE = 25
_LINES = 4


def empty_chair(figure: Figure, score: str, hour: str, missed: bool, note: str) -> tuple[str, str]:
    """A hundred clients who stayed away, by their reasons, and whom a note fits.

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
    note
        What the counsellor writes: a key of `NOTES`.

    Returns
    -------
    tuple of str
        How many of a hundred the note fits; how many have which reason.
    """
    one_of("note", note, NOTES)
    people = model.a_hundred(model.why_the_chair_is_empty(score, hour, missed))
    text = WORDS["chair"]
    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.85, bottom=0.02)
    apart = 72 * figure.get_size_inches()[0] * 0.94 / _IN_A_LINE  # points from one to the next
    for row, (reason, number) in enumerate(zip(text["short"], people, strict=True)):
        met, colour, top = row in NOTES[note], f"C{(2, 1, 0)[row]}", 5.2 * (2 - row)
        label = text["row" if met else "row_unmet"].format(reason=reason, number=number)
        axes.text(0, top + 3.7, label, color=colour, va="center")
        for line in range(_LINES):
            here = min(max(number - _IN_A_LINE * line, 0), _IN_A_LINE)
            _row_of_people(axes, here, top + 2.8 - 0.8 * line, colour, met, apart)
    axes.text(0, -2.3, text["written"][list(NOTES).index(note)], va="center", style="italic")
    axes.set(xlim=(-0.5, _IN_A_LINE - 0.5), ylim=(-4.6, 14.9), xticks=[], yticks=[])
    without_axes(axes)
    fits = sum(people[each] for each in NOTES[note])
    case = "all" if fits == sum(people) else "some"
    places = dict(zip(("enough", "disappointed", "life"), people, strict=True))
    axes.set_title(text["title"][case].format(fits=fits), loc="left")
    return (
        text["sentence"][case].format(fits=fits, rest=sum(people) - fits),
        text["more"]["shares"].format(**places),
    )


def _row_of_people(
    axes: Axes, people: int, up: float, colour: str, met: bool, apart: float
) -> None:
    """Draw a line of people as one dotted line, so that every state has the same parts."""
    # A third of a step beyond the last one, so that it is drawn; nobody: outside.
    across = (0.0, people - 1 + 1 / 3) if people else (-9.0, -8.9)
    width = 6.5
    axes.plot(
        across,
        (up, up),
        color=colour,
        alpha=0.9 if met else 0.3,
        linewidth=width,
        dash_capstyle="round",
        linestyle=(0, (0.001, apart / width)),
    )
