"""Eight lines of one client, filed under four phases by three people who know the same facts.

Label: *toy*. Client, facts and filing rules are ours. What it shows is a matter of logic: people
who agree on what happened can differ about the phase, if their rules ask different things first.

What it cannot show: how often real colleagues differ; which rule serves clients better.
"""

from __future__ import annotations

from dataclasses import dataclass

from helping.models.checks import one_of

FILERS = ("agreement first", "a rupture is process", "the form")
"""Who files: the four rules of the chapter; a colleague for whom a doubted agreement, once there
has been one, is the work itself; a form that goes by the number of the session."""

_FORM = ((3, "commitment"), (6, "process"), (12, "change"), (16, "termination"))


@dataclass(frozen=True)
class Moment:
    """What the two people know about a moment.

    Attributes
    ----------
    session : int
        Of sixteen, counted from 1.
    agreed, changed, parting : bool
        Whether there is an agreement to work with; whether something outside has changed and
        holds; whether parting is taken up.
    """

    session: int
    agreed: bool = True
    changed: bool = False
    parting: bool = False


COURSE = (
    Moment(1, agreed=False),
    Moment(3),
    Moment(5, agreed=False),
    Moment(7, changed=True),
    Moment(9, agreed=False, changed=True),
    Moment(11, changed=True),
    Moment(13),
    Moment(15, changed=True, parting=True),
)


def filed(by: str) -> tuple[str, ...]:
    """Return the phase of each moment of the course as one person files it.

    Parameters
    ----------
    by : str
        "agreement first", "a rupture is process" or "the form".

    Returns
    -------
    tuple of str
        "commitment", "process", "change" or "termination" for each moment.

    Raises
    ------
    ValueError
        If nobody of that name files.
    """
    one_of("Who files", by, FILERS)
    return tuple(
        _by_the_form(moment)
        if by == "the form"
        else _by_the_room(
            moment,
            doubt_is_work=by == "a rupture is process"
            and any(before.agreed for before in COURSE[:place]),
        )
        for place, moment in enumerate(COURSE)
    )


def _by_the_form(moment: Moment) -> str:
    return next(phase for last, phase in _FORM if moment.session <= last)


def _by_the_room(moment: Moment, *, doubt_is_work: bool) -> str:
    if moment.parting:
        return "termination"
    if not moment.agreed:
        return "process" if doubt_is_work else "commitment"
    return "change" if moment.changed else "process"


def agreed_by_all() -> tuple[bool, ...]:
    """Tell for each moment whether all who file give it the same phase."""
    every = zip(*(filed(by) for by in FILERS), strict=True)
    return tuple(len(set(phases)) == 1 for phases in every)
