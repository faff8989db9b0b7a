"""Pictures for the chapter on the four phases.

Each function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/four_phases.toml`. What the models can and cannot show
stands in `helping.models.course_of_therapy` and `helping.models.filing`.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.models import filing
from helping.models.course_of_therapy import PHASES, Course, course_of_therapy
from helping.words import words

WORDS = words("four_phases")
_LONGEST = 24
_PHASE_COLOURS = dict(zip(PHASES, ("C5", "C3", "C2", "C4"), strict=True))

# --- one course -----------------------------------------------------------------------------


def _course_case(course: Course) -> str:
    """Name what is most worth saying of a course: a key of its titles."""
    goodbye = course.first_in("termination")
    eased = course.first_eased()
    if course.ending == "broken off":
        return "in_goodbye" if goodbye else "no_goodbye"
    if course.ending == "well enough":
        return "well_enough"
    if not course.sessions_in("change"):
        if eased is None:
            return "no_change"
        return "not_filed" if goodbye and eased < goodbye else "at_goodbye"
    if "commitment" in course.came_back():
        return "again"
    return "four" if course.sessions_in("process") else "no_process"


def one_course(
    figure: Figure, agreement: int, sessions: int, rupture: int, depth: float, repair: int
) -> tuple[str, str]:
    """One course of therapy: alliance and distress above, the phase of each session below.

    Parameters
    ----------
    figure
        An empty figure.
    agreement
        0 loose, 1 fair, 2 firm.
    sessions
        Sessions agreed at the start, 6 to 24.
    rupture
        Session of the rupture; 0 for none.
    depth
        What the rupture takes off the alliance, 0 to 6.
    repair
        Sessions until the repair; 0 for never.

    Returns
    -------
    tuple of str
        How it ended; what is folded behind it.
    """
    course = course_of_therapy(agreement, sessions, rupture, depth if rupture else 0.0, repair)
    last = len(course.sessions)
    text = WORDS["course"]
    # After the last session the lines stand still, so that every frame has the same points.
    shown = [course.sessions[min(i, last - 1)] for i in range(_LONGEST)]
    x = [s.number for s in shown]

    upper, lower = figure.subplots(2, 1, height_ratios=(2.6, 1))
    figure.subplots_adjust(left=0.26, right=0.985, top=0.9, bottom=0.125, hspace=0.1)

    edges = np.repeat(np.arange(0.5, _LONGEST + 1), 2)[1:-1]
    for row, phase in enumerate(PHASES):
        here = np.array([i < last and shown[i].phase == phase for i in range(_LONGEST)])
        tall = np.repeat(np.where(here, 10.0, 0.0), 2)
        colour = _PHASE_COLOURS[phase]
        upper.fill_between(edges, 0, tall, color=colour, alpha=0.16, linewidth=0)
        lane = np.where(here, float(len(PHASES) - 1 - row), -9.0)
        lower.plot(range(1, _LONGEST + 1), lane, "s", color=colour, markersize=6.5)

    alliance = [s.alliance for s in shown]
    distress = [s.distress for s in shown]
    upper.plot(x, alliance, color="C0", linewidth=2.2)
    upper.plot(x, distress, color="C1", linewidth=2.2, linestyle="--")
    middle = (alliance[-1] + distress[-1]) / 2
    apart = max(abs(alliance[-1] - distress[-1]), 1.3) / 2
    sign = 1 if alliance[-1] >= distress[-1] else -1
    upper.text(last + 0.5, middle + sign * apart, text["alliance"], color="C0", va="center")
    upper.text(last + 0.5, middle - sign * apart, text["distress"], color="C1", va="center")

    if 0 < rupture <= last:
        upper.plot([rupture], [alliance[rupture - 1]], "X", color="C1", markersize=9)
        mended = rupture + repair
        if repair and mended <= last:
            upper.plot([mended], [alliance[mended - 1]], "o", color="C0", markersize=8)

    upper.set(xlim=(0.4, 29.5), ylim=(0, 10), xticks=[], yticks=[0, 5, 10])
    lower.set(xlim=(0.4, 29.5), ylim=(-0.6, 3.6), xticks=[1, 8, 16, 24], xlabel=text["session"])
    lower.set_yticks([3, 2, 1, 0], [WORDS["phase"][phase] for phase in PHASES])
    lower.tick_params(axis="y", length=0)
    upper.set_ylabel(text["points"])
    case = _course_case(course)
    upper.set_title(text["title"][case], loc="left", x=-0.34)
    folded = ["filed"]
    if case == "not_filed":
        folded.append("not_filed")
    if rupture > last:
        folded.append("not_reached")
    places = {
        "first": f"{course.sessions[0].distress:.0f}",
        "distress": f"{course.last.distress:.1f}",
        "alliance": f"{course.last.alliance:.1f}",
        "sessions": last,
        "rupture": rupture,
        "eased": course.first_eased(),
        **{phase: course.sessions_in(phase) for phase in PHASES},
    }
    sentence = text["sentence"][course.ending.replace(" ", "_")]
    return sentence.format(**places), " ".join(text["more"][key].format(**places) for key in folded)


# --- the traditions -------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """A stage of somebody's map, with the sessions of a sixteen-session course we give it.

    Attributes
    ----------
    name
        As it stands in the picture: the authors' (those of Rogers in our words).
    said
        As it is told in a sentence.
    start, end
        Sessions, counted from 1. Our own placing: none of the authors gives session numbers.
    """

    name: str
    said: str
    start: int
    end: int


@dataclass(frozen=True)
class Tradition:
    """A map of the course of helping.

    Attributes
    ----------
    name
        Short name with year.
    maps
        What the stages are stages of.
    stages
        In order.
    parts
        Whether the last stage is about parting, in whatever words.
    """

    name: str
    maps: str
    stages: tuple[Stage, ...]
    parts: bool


_PLACES = {
    "peplau": ((1, 4), (3, 8), (6, 14), (12, 16)),
    "peplau_later": ((1, 4), (4, 14), (13, 16)),
    "rogers": ((1, 3), (2, 8), (6, 13), (8, 15), (13, 16)),
    "rogers_stages": ((1, 5), (3, 10), (7, 16), (13, 16)),
    "carkhuff": ((1, 3), (2, 7), (6, 11), (10, 16), (12, 16)),
    "egan": ((1, 7), (5, 12), (9, 16), (1, 16)),
    "hill": ((1, 7), (5, 12), (10, 16)),
    "hackney": ((1, 3), (2, 4), (4, 6), (6, 14), (14, 16)),
}
_PART = {"peplau", "peplau_later", "rogers", "hackney"}


def _tradition(key: str) -> Tradition:
    told = WORDS["maps"]["map"][key]
    stages = (
        Stage(name, said, start, end)
        for name, said, (start, end) in zip(told["stages"], told["said"], _PLACES[key], strict=True)
    )
    return Tradition(told["name"], told["of"], tuple(stages), key in _PART)


TRADITIONS = {WORDS["maps"]["map"][key]["choice"]: _tradition(key) for key in _PLACES}

_ROWS = 10
_LAST = 16
_COUNTS = ("none", "one", "two", "three")
_ORDER = ("first", "second", "third")


def our_course() -> Course:
    """Return the course below: sixteen sessions, a small rupture in the eighth, soon repaired."""
    return course_of_therapy(1, _LAST, rupture_session=8, rupture_depth=2.0, repaired_after=1)


def stages_at(tradition: str, session: int) -> list[Stage]:
    """Return the stages of a tradition that we place at a session of sixteen."""
    return [s for s in TRADITIONS[tradition].stages if s.start <= session <= s.end]


def traditions(figure: Figure, tradition: str, session: int) -> tuple[str, str]:
    """One tradition's map above ours, over the same sixteen sessions.

    Parameters
    ----------
    figure
        An empty figure.
    tradition
        A key of `TRADITIONS`.
    session
        Session to stand at, 1 to 16.

    Returns
    -------
    tuple of str
        What the other map and ours call that session, and at the last one how many maps have a
        stage for parting; what is folded behind it.
    """
    other = TRADITIONS[tradition]
    ours = our_course()
    now = ours.sessions[session - 1].phase
    here = stages_at(tradition, session)
    again = phase_is_back(session)
    text = WORDS["maps"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.86, bottom=0.135)
    # A pale band as wide as the session: a line would run through the names.
    axes.axvspan(session - 0.5, session + 0.5, color="0.5", alpha=0.22, linewidth=0)
    for row, stage in enumerate(other.stages):
        y = _ROWS - row
        left, width = stage.start - 0.5, stage.end - stage.start + 1
        axes.barh(y, width, 0.72, left=left, color="C0", alpha=0.55 if stage in here else 0.2)
        _label_beside(axes, stage.name, stage.start, stage.end, y)
    for row, phase in enumerate(PHASES):
        y = 4 - row
        numbers = [s.number for s in ours.sessions if s.phase == phase]
        colour = _PHASE_COLOURS[phase]
        for number in numbers:
            alpha = 0.85 if phase == now else 0.25
            axes.barh(y, 1, 0.72, left=number - 0.5, color=colour, alpha=alpha)
        _label_beside(axes, WORDS["phase"][phase], numbers[0], numbers[-1], y)
    axes.axhline(4.95, color="0.5", linewidth=0.8)
    axes.set(xlim=(0.4, 16.6), ylim=(0.4, _ROWS + 0.6), xticks=[1, 4, 8, 12, 16], yticks=[])
    axes.set_xlabel(text["session"])

    many = _COUNTS[len(here)]
    places = {
        "name": other.name,
        "session": session,
        "phase": WORDS["phase"][now],
        "count": text["counted"][sum(each.parts for each in TRADITIONS.values())],
        "of": other.maps,
        **dict(zip(_ORDER, (stage.said for stage in here), strict=False)),
    }
    named = dict(zip(_ORDER, (stage.name for stage in here), strict=False))
    together = text["stages"][many].format(**named)
    if len(together) > 42 - len(other.name):
        together = text["title"]["at_once"][len(here)]
    theirs = text["title"]["theirs"].format(name=other.name, stages=together)
    our = text["title"]["ours_again" if again else "ours"].format(**places)
    axes.set_title(f"{theirs}\n{our}", loc="left")
    case = many
    if session == _LAST:
        case = ("parting" if other.parts else "no_parting") + ("_two" if len(here) > 1 else "")
    more = text["more"]["again" if again else "of"]
    return text["sentence"][case].format(**places), more.format(**places)


def phase_is_back(session: int) -> bool:
    """Tell whether our course is, at this session, in commitment for the second time."""
    phases = [s.phase for s in our_course().sessions[:session]]
    return phases[-1] == "commitment" and "process" in phases


def _label_beside(axes: Axes, name: str, start: int, end: int, y: int) -> None:
    """Write a name where there is room: right of a bar that ends early, left of a late one."""
    if end <= 9:
        axes.text(end + 0.75, y, name, va="center", ha="left")
    elif start >= 6:
        axes.text(start - 0.75, y, name, va="center", ha="right")
    else:
        axes.text((start + end) / 2, y, name, va="center", ha="center")


# --- eight lines, filed ----------------------------------------------------------------------

FILERS = dict(zip((*WORDS["folds"]["by"],), (*filing.FILERS, "all"), strict=True))
"""Who files, as the reader chooses it; the last shows all three side by side."""

_TO_SAY_AT = 46


def where_to_fold(figure: Figure, by: str, session: int) -> tuple[str, str]:
    """Eight lines of one client, each filed under a phase, and what to say to one of them.

    Parameters
    ----------
    figure
        An empty figure.
    by
        Who files: a key of `FILERS`.
    session
        The session whose line is to be answered, 1 to 15, odd.

    Returns
    -------
    tuple of str
        Where the line is filed and what could be said; what is folded behind it.
    """
    text, chosen = WORDS["folds"], FILERS[by]
    at = [moment.session for moment in filing.COURSE].index(session)
    side_by_side = chosen == "all"
    shown = filing.FILERS if side_by_side else (chosen,)
    files = [filing.filed(each) for each in shown]
    phases = [file[at] for file in files]
    phase = phases[0]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.02, right=0.98, top=0.9, bottom=0.02)
    axes.set(xlim=(0, 1), ylim=(10.6, -0.6))
    axes.axis("off")
    for row, moment in enumerate(filing.COURSE):
        colour = "C0" if row == at else "black"
        axes.text(0.045, row, str(moment.session), va="center", ha="right", color="0.5")
        axes.text(0.065, row, text["lines"][row], va="center", color=colour, fontsize=12)
        named = files[0][row]
        label = axes.text(0.775, row, WORDS["phase"][named], va="center", fontsize=12)
        label.set_color(_PHASE_COLOURS[named])
        label.set_visible(not side_by_side)
        for place, who in enumerate(filing.FILERS):
            mark = axes.scatter(0.8 + 0.08 * place, row, s=90, marker="s")
            mark.set_color(_PHASE_COLOURS[filing.filed(who)[row]])
            mark.set_visible(side_by_side)
    said = text["say"][str(session)][phase]
    wrapped = textwrap.fill(said, _TO_SAY_AT).split("\n")
    for row in range(2):
        told = wrapped[row] if row < len(wrapped) else ""
        axes.text(0.065, 8.6 + row, told, va="center", color="C0", fontsize=12, style="italic")

    same = sum(filing.agreed_by_all())
    count = {phase: files[0].count(phase) for phase in PHASES}
    places = {
        "session": session,
        "said": said,
        "phase": WORDS["phase"][phase],
        "same": text["counted"][same],
        "each": ", ".join(WORDS["phase"][each] for each in phases[:-1]),
        "last": WORDS["phase"][phases[-1]],
        **count,
    }
    title = text["title"]["all" if side_by_side else chosen.replace(" ", "_")]
    axes.set_title(title.format(**places), loc="left")
    case = "one" if not side_by_side else "same" if len(set(phases)) == 1 else "apart"
    more = text["more"]["all" if side_by_side else "one"]
    return text["sentence"][case].format(**places), more.format(**places)
