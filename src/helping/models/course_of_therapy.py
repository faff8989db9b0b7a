"""One course of therapy from the first session to the last, with a phase for every session.

Label: *toy*. Two things are borrowed. That alliance and distress feed each other from one
session to the next, in both directions, is the direction found within clients by Flückiger
et al. (2020, doi:10.1037/ccp0000594); how strongly they do so here is ours. That people may
stop when they are well enough is the idea of Barkham et al. (2006,
doi:10.1037/0022-006X.74.1.160). Everything else is ours, to think with.

Each session, with alliance A and distress D, both 0 to 10, and a strain left by a rupture::

    aim   = 6.5 + 2.5 * (relief so far, as a share of the first distress) - strain
    A     = A + 0.30 * (aim - A)
    D     = D - 0.16 * D * (A - 2) / 10

A rupture takes its depth off the alliance at once and leaves a strain of the same size. A
repair lifts the strain and gives back half the depth; left alone the strain fades by 5 per
cent a session.

The phase of a session is read off the state of that session by the first of four rules that
fits, and off its number only where the agreed end is near: see `phase_of`. So a phase can last
one session or twelve, can come back, or can never come.

What it cannot show: what anyone says; chance; events outside the room; a client or counsellor
who changes in other ways; that repair *causes* relief (here it does, because we built it so);
that a repaired alliance may end stronger or weaker than before (here it does neither). It is
not to be used to judge or to predict a real course.
"""

from __future__ import annotations

from dataclasses import dataclass

from helping.models.checks import above, flag, in_range, whole

PHASES = ("commitment", "process", "change", "termination")

WORKING_LEVEL = 6.0
"""Alliance, 0 to 10, from which the two can be said to have an agreement to work with."""

CLEAR_RELIEF = 0.30
"""Share of the first distress that must be gone before we speak of change."""

WELL_ENOUGH = 0.40
"""Share of the first distress left at which goodbye is taken up, whatever was agreed."""

BREAKING_POINT = 2.5
"""Alliance below which, twice running, the client does not come back."""

GOODBYE_SESSIONS = 2
"""Sessions kept for the ending."""

_FIRST_DISTRESS = 8.0
_FIRMNESS_TO_ALLIANCE = {0: 3.0, 1: 4.2, 2: 5.4}
_ALLIANCE_SPEED = 0.30
_RELIEF_LIFTS_AIM = 2.5
_PLAIN_AIM = 6.5
_ALLIANCE_HELPS = 0.16
_NEUTRAL_ALLIANCE = 2.0
_STRAIN_KEPT = 0.95


@dataclass(frozen=True)
class Session:
    """One session.

    Attributes
    ----------
    number : int
        Counted from 1.
    alliance, distress : float
        0 to 10, at the end of the session, on scales of our own.
    strain : float
        What an unrepaired rupture still costs, 0 to 10.
    phase : str
        One of `PHASES`.
    """

    number: int
    alliance: float
    distress: float
    strain: float
    phase: str


@dataclass(frozen=True)
class Course:
    """A whole course of therapy.

    Attributes
    ----------
    sessions : tuple of Session
        In order, from the first to the last.
    ending : str
        "as agreed", "well enough" (sooner than agreed, because distress has eased) or
        "broken off" (the client does not come back).
    """

    sessions: tuple[Session, ...]
    ending: str

    @property
    def last(self) -> Session:
        """The last session."""
        return self.sessions[-1]

    def sessions_in(self, phase: str) -> int:
        """Count the sessions of a phase, wherever they lie."""
        return sum(session.phase == phase for session in self.sessions)

    def first_in(self, phase: str) -> int | None:
        """Return the number of the first session of a phase, or None if it never comes."""
        return next((s.number for s in self.sessions if s.phase == phase), None)

    def first_eased(self) -> int | None:
        """Return the number of the first session with `CLEAR_RELIEF`, or None if it never comes.

        A session is filed under change only if the alliance is at the working level besides.
        """
        eased = (1 - CLEAR_RELIEF) * self.sessions[0].distress
        return next((s.number for s in self.sessions if s.distress <= eased), None)

    def came_back(self) -> tuple[str, ...]:
        """Name the phases that were left and entered again."""
        runs = [
            now.phase
            for before, now in zip((None, *self.sessions), self.sessions, strict=False)
            if before is None or before.phase != now.phase
        ]
        return tuple(phase for phase in PHASES if runs.count(phase) > 1)


def phase_of(alliance: float, distress: float, first_distress: float, *, ending: bool) -> str:
    """Name the phase of a session by the first rule that fits.

    1. *termination*: the ending is in sight (the agreed end is near, or distress is down to
       two fifths of what it was, with a working alliance, and goodbye is taken up);
    2. *commitment*: the alliance is below the working level, so that what the two are doing
       together is still, or again, to be agreed;
    3. *change*: distress has fallen by 30 per cent or more;
    4. *process*: otherwise; there is an agreement, the work is on, relief is still to come.

    Parameters
    ----------
    alliance, distress : float
        State of the session, 0 to 10.
    first_distress : float
        Distress in the first session, above 0 to 10.
    ending : bool
        Whether the ending is in sight.

    Returns
    -------
    str
        One of `PHASES`.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Alliance", alliance, 0, 10)
    in_range("Distress", distress, 0, 10)
    above("First distress", first_distress, 0, 10)
    flag("ending", ending)
    if ending:
        return "termination"
    if alliance < WORKING_LEVEL:
        return "commitment"
    if distress <= (1 - CLEAR_RELIEF) * first_distress:
        return "change"
    return "process"


def course_of_therapy(
    agreement: int = 1,
    agreed_sessions: int = 16,
    rupture_session: int = 0,
    rupture_depth: float = 0.0,
    repaired_after: int = 0,
    *,
    given_back: float = 0.5,
) -> Course:
    """Run one course of therapy.

    Parameters
    ----------
    agreement : int
        How firm the first agreement on what to do together is: 0 loose, 1 fair, 2 firm.
    agreed_sessions : int
        Number of sessions agreed at the start, 6 to 40.
    rupture_session : int
        Session of a rupture, counted from 1; 0 for none. A session that the course does not
        reach leaves the course as it is.
    rupture_depth : float
        What the rupture takes off the alliance, 0 to 6.
    repaired_after : int
        Number of sessions after the rupture in which it is named and repaired; 0 for never.
    given_back : float
        Share of the depth that a repair gives back at once, 0 to 1; at 0 it lifts the strain only.

    Returns
    -------
    Course
        Its sessions, and how it ended.

    Raises
    ------
    ValueError
        If a parameter is out of range.

    Notes
    -----
    Direction of the two links: Flückiger et al. (2020, doi:10.1037/ccp0000594). Sizes: ours.
    """
    whole("Firmness of the agreement", agreement, 0, 2)
    whole("Number of agreed sessions", agreed_sessions, 6, 40)
    whole("Session of the rupture", rupture_session, 0, 40)
    whole("Sessions until repair", repaired_after, 0, 40)
    in_range("Depth of the rupture", rupture_depth, 0, 6)
    in_range("Share given back by a repair", given_back, 0, 1)

    alliance, distress, strain = _FIRMNESS_TO_ALLIANCE[agreement], _FIRST_DISTRESS, 0.0
    end, ending = agreed_sessions, "as agreed"
    sessions: list[Session] = []
    number = 0
    while number < end:
        number += 1
        if number > 1:
            relief = (_FIRST_DISTRESS - distress) / _FIRST_DISTRESS
            aim = _PLAIN_AIM + _RELIEF_LIFTS_AIM * relief - strain
            eased = distress - _ALLIANCE_HELPS * distress * (alliance - _NEUTRAL_ALLIANCE) / 10
            alliance += _ALLIANCE_SPEED * (aim - alliance)
            distress = eased
            strain *= _STRAIN_KEPT
        if rupture_session and number == rupture_session:
            alliance -= rupture_depth
            strain = rupture_depth
        if rupture_session and repaired_after and number == rupture_session + repaired_after:
            alliance += given_back * rupture_depth
            strain = 0.0
        alliance = min(10.0, max(0.0, alliance))
        distress = min(10.0, max(0.0, distress))
        in_sight = number > end - GOODBYE_SESSIONS
        phase = phase_of(alliance, distress, _FIRST_DISTRESS, ending=in_sight)
        sessions.append(Session(number, alliance, distress, strain, phase))
        low_twice = number > 1 and max(s.alliance for s in sessions[-2:]) < BREAKING_POINT
        if low_twice and number < end:
            ending = "broken off"
            break
        well_enough = distress <= WELL_ENOUGH * _FIRST_DISTRESS and alliance >= WORKING_LEVEL
        if well_enough and number + GOODBYE_SESSIONS < end:
            end, ending = number + GOODBYE_SESSIONS, "well enough"
    return Course(tuple(sessions), ending)
