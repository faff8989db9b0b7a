"""Endings: what is kept of planned and broken-off work, room to take leave, an empty chair.

Label: *toy*. No size here comes from a study. That those who leave unannounced may have had enough,
been disappointed, or been kept away by life follows the idea of Westmacott et al. (2010),
https://doi.org/10.1080/10503301003645796; that those who broke off may go on getting better is a
finding of Lopes et al. (2018), https://doi.org/10.1590/1516-4446-2017-2267, whose sizes are not
used.

What it cannot show: whether a goodbye helps anybody, and whether gains fade, hold or grow. In the
first model we decide both, to see what a comparison of two groups would then look like. In the
second, hours are the only thing that runs out, and how many of them a goodbye needs is put in by
hand. In the third, the clues are fewer and cleaner than in life, and a person may have several
reasons at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from helping.models.checks import flag, generator, in_range, one_of, whole

Floats = NDArray[np.float64]

PLANNED_SESSIONS = 12
"""Sessions of everyone whose ending is planned."""

_MEAN_BENEFIT, _SPREAD_OF_BENEFIT = 8.0, 4.0
_HALF_OF_IT_BY = 3.0  # sessions
_LIFE_AFTERWARDS = 3.0  # points by which half a year moves people up or down, whoever they are

LAST_MATTERS = 2
"""Things that a client has put off and brings once the ending has been named."""

REASONS = ("had enough", "disappointed", "life got in the way")
SCORES = ("better", "the same", "worse")
HOURS = ("warm", "ordinary", "strained")

# Of 100 clients who stay away for this reason, how many leave this clue behind.
_SCORE_GIVEN_REASON = {"better": (70, 20, 35), "the same": (22, 45, 40), "worse": (8, 35, 25)}
_HOUR_GIVEN_REASON = {"warm": (50, 20, 40), "ordinary": (40, 45, 45), "strained": (10, 35, 15)}
_MISSED_GIVEN_REASON = (25, 40, 60)


@dataclass(frozen=True)
class Endings:
    """Simulated clients, and how much better they are, in points of distress.

    Attributes
    ----------
    broke_off : array of bool
        Whether the client stayed away without taking leave.
    at_last_meeting : array of float
        Points better than at the start; below 0 is worse.
    later : array of float
        The same half a year later.
    later_with_leave : array of float
        The same if everyone had taken leave where they stopped: what no study can see.
    later_alike : array of float
        The same if, besides, what came afterwards had been as in the planned group.
    later_in_full : array of float
        The same if, besides all this, everyone had come to all sessions.
    """

    broke_off: NDArray[np.bool_]
    at_last_meeting: Floats
    later: Floats
    later_with_leave: Floats
    later_alike: Floats
    later_in_full: Floats

    @property
    def gap(self) -> float:
        """Points by which the planned group is ahead, half a year later."""
        return float(self.later[~self.broke_off].mean() - self.later[self.broke_off].mean())

    @property
    def due_to_leave(self) -> float:
        """Points that taking leave would have given those who broke off."""
        return self._step(self.later, self.later_with_leave)

    @property
    def due_to_afterwards(self) -> float:
        """Points of the gap that come from what happened to those who broke off afterwards."""
        return self._step(self.later_with_leave, self.later_alike)

    @property
    def due_to_sessions(self) -> float:
        """Points of the gap that come from having come less often."""
        return self._step(self.later_alike, self.later_in_full)

    @property
    def due_to_people(self) -> float:
        """Points of the gap that come from who they are: all else is equal here."""
        planned = self.later_in_full[~self.broke_off].mean()
        return float(planned - self.later_in_full[self.broke_off].mean())

    def _step(self, one: Floats, other: Floats) -> float:
        return float((other - one)[self.broke_off].mean())


def endings(
    clients: int,
    rng: np.random.Generator | int,
    *,
    helped_leave: float = 0.0,
    sessions: int = 4,
    drift: float = -0.4,
    drift_of_leavers: float = -0.4,
    leave_adds: float = 0.0,
) -> Endings:
    """Simulate clients of whom one in two breaks off, on average.

    Parameters
    ----------
    clients : int
        100 to 100,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    helped_leave : float
        Who breaks off: log odds per standard deviation of benefit, -3 (those who gain little) to
        3 (those who gain much); 0 is anyone.
    sessions : int
        Sessions after which they break off, 1 to 12.
    drift, drift_of_leavers : float
        Part of a gain that goes (below 0) or is added (above) within half a year, -1 to 1: in the
        planned group, and among those who broke off.
    leave_adds : float
        Part of the gain that taking leave adds by then, 0 to 1.

    Returns
    -------
    Endings

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 100, 100_000)
    in_range("helped_leave", helped_leave, -3, 3)
    whole("sessions", sessions, 1, PLANNED_SESSIONS)
    in_range("drift", drift, -1, 1)
    in_range("drift_of_leavers", drift_of_leavers, -1, 1)
    in_range("leave_adds", leave_adds, 0, 1)
    differs = rng.standard_normal(clients)
    benefit = _MEAN_BENEFIT + _SPREAD_OF_BENEFIT * differs
    broke_off = rng.random(clients) < expit(helped_leave * differs)
    life = _LIFE_AFTERWARDS * rng.standard_normal(clients)
    full = benefit * _share_gained(PLANNED_SESSIONS)
    gained = np.where(broke_off, benefit * _share_gained(sessions), full)
    own = np.where(broke_off, drift_of_leavers, drift)
    taken = np.where(broke_off, 0.0, leave_adds)
    return Endings(
        broke_off,
        gained,
        later=gained * (1 + own + taken) + life,
        later_with_leave=gained * (1 + own + leave_adds) + life,
        later_alike=gained * (1 + drift + leave_adds) + life,
        later_in_full=full * (1 + drift + leave_adds) + life,
    )


def _share_gained(sessions: int) -> float:
    return float(1 - 0.5 ** (sessions / _HALF_OF_IT_BY))


@lru_cache(maxsize=128)
def two_groups(
    helped_leave: float,
    sessions: int,
    leave_adds: float,
    drift: float = -0.4,
    drift_of_leavers: float = -0.4,
) -> Endings:
    """Simulate four thousand clients.

    Parameters
    ----------
    helped_leave : float
        Who breaks off, -3 to 3, as for :func:`endings`.
    sessions : int
        Sessions after which they break off, 1 to 12.
    leave_adds : float
        Part of the gain that taking leave adds, 0 to 1.
    drift, drift_of_leavers : float
        What comes afterwards, -1 to 1, as for :func:`endings`.

    Returns
    -------
    Endings
        Always the same clients.

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    return endings(
        4000,
        3,
        helped_leave=helped_leave,
        sessions=sessions,
        drift=drift,
        drift_of_leavers=drift_of_leavers,
        leave_adds=leave_adds,
    )


@dataclass(frozen=True)
class LeaveTaking:
    """How the hours are spent when the ending is named with so many sessions left.

    Attributes
    ----------
    work, leave : array of float
        Share of each session spent on the work and on taking leave.
    leave_needed : float
        Hours that taking leave would have needed.
    dealt_with, at_the_door, unsaid : int
        What became of the things put off: worked on, opened in the last hour, never said.
    """

    work: Floats
    leave: Floats
    leave_needed: float
    dealt_with: int
    at_the_door: int
    unsaid: int

    @property
    def work_done(self) -> float:
        """Hours of work in all sessions."""
        return float(self.work.sum())

    @property
    def leave_taken(self) -> float:
        """Hours spent on taking leave."""
        return float(self.leave.sum())


def take_leave(agreed: int, left: int, needs: float = 2.0) -> LeaveTaking:
    """Share out the sessions between work and leave-taking.

    Taking leave fills the last session and at most half of those before it, back to the session
    in which the ending was named; named in the last, it has half of that one. Of the things put
    off, one comes out in each session after the naming, and needs one further session.

    Parameters
    ----------
    agreed : int
        Sessions agreed, 2 to 60.
    left : int
        Sessions still to come after the one in which the ending is named, 0 to `agreed` - 1.
    needs : float
        Hours that taking leave needs, 0 to 10.

    Returns
    -------
    LeaveTaking

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    whole("agreed", agreed, 2, 60)
    whole("left", left, 0, agreed - 1)
    in_range("needs", needs, 0, 10)
    room = np.zeros(agreed)
    room[agreed - 1 - left :] = 0.5
    if left:
        room[-1] = 1.0
    from_the_end = room[::-1]
    before = np.concatenate([[0.0], np.cumsum(from_the_end)[:-1]])
    leave = np.clip(needs - before, 0, from_the_end)[::-1]
    work = 1 - leave
    dealt_with = min(LAST_MATTERS, max(left - 1, 0))
    at_the_door = min(1, LAST_MATTERS - dealt_with)
    unsaid = LAST_MATTERS - dealt_with - at_the_door
    return LeaveTaking(work, leave, needs, dealt_with, at_the_door, unsaid)


def why_the_chair_is_empty(
    score: str, hour: str, missed_before: bool, usual: tuple[float, float, float] = (1, 1, 1)
) -> Floats:
    """Weigh three reasons for staying away by Bayes' rule.

    Parameters
    ----------
    score : str
        How the client was by the last questionnaire: one of `SCORES`.
    hour : str
        What the last hour was like: one of `HOURS`.
    missed_before : bool
        Whether the client had missed sessions before.
    usual : tuple of float
        How common the three `REASONS` are beforehand, each 0.01 to 100; only proportions count.

    Returns
    -------
    array of float
        Chance of each of the `REASONS`, 0 to 1, summing to 1.

    Raises
    ------
    ValueError
        If a clue is unknown or a weight is out of range.
    """
    one_of("score", score, SCORES)
    one_of("hour", hour, HOURS)
    flag("missed_before", missed_before)
    in_range("usual", usual, 0.01, 100, many=True)
    if np.shape(usual) != (len(REASONS),):
        raise ValueError(f"usual is for {np.size(usual)} reasons: choose {len(REASONS)} weights.")
    missed = np.array(_MISSED_GIVEN_REASON) / 100
    weight = np.array(usual, dtype=float) * _SCORE_GIVEN_REASON[score] * _HOUR_GIVEN_REASON[hour]
    weight = weight * (missed if missed_before else 1 - missed)
    return np.asarray(weight / weight.sum())


def a_hundred(chance: Floats) -> list[int]:
    """Share out a hundred people by chances, so that they add up.

    Parameters
    ----------
    chance : array of float
        Chances, 0 to 1, that sum to 1.

    Returns
    -------
    list of int
        People, summing to 100; who is left over goes where the largest remainder is.

    Raises
    ------
    ValueError
        If a chance is out of range, or if they do not sum to 1.
    """
    in_range("chance", chance, 0, 1, many=True)
    total = float(np.sum(chance))
    if not np.isclose(total, 1):
        raise ValueError(f"chance sums to {total:g}: give chances that sum to 1.")
    exactly = 100 * np.asarray(chance, dtype=float)
    people = np.floor(exactly).astype(int)
    order = np.argsort(people - exactly, kind="stable")
    people[order[: 100 - int(people.sum())]] += 1
    return [int(each) for each in people]
