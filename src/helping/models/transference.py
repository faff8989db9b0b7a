"""The past as a prior: an old expectation meets the sessions of a new relationship.

Label: toy. The learning rule is the textbook update of a Normal prior; reading it as transference
is ours, to think with. Similar readings have been argued in words by Moutoussis, Shahar, Hauser
and Dolan (2018, doi:10.1162/CPSY_a_00014) and Holmes and Nolte (2019,
doi:10.3389/fpsyg.2019.00592); none of the numbers here comes from them or from any client.

What it cannot show: a relationship is more than one number; the counsellor of this model never
changes, so nothing is made by two people together, nothing is enacted, and the counsellor has no
past of their own; a prior is what was learned, which is not the same as a distortion, and the
client of the model may be right; sessions that deepen an old expectation out of sight, as memory
experiments suggest (Glassman and Andersen, 1999, doi:10.1023/A:1018762724798), do not occur.

The scale runs from -2 (rejecting) over 0 (neutral) to 2 (accepting).
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helping.models.checks import above, finite, in_range, of_class, whole

SCALE = (-2.0, 2.0)
OLD_EXPECTATION = -1.5
LOOSENING = 0.3
# Sums of exact ties come out as 1e-17; nobody should cross neutral by a rounding error.
_TIE = 1e-9


@dataclass(frozen=True)
class Course:
    """What the client expects after each session; entry 0 is before the first.

    Attributes
    ----------
    sessions : array of int
        0 to the last session.
    expectation : array of float
        What the client expects of the counsellor, -2 (rejecting) to 2 (accepting).
    spread : array of float
        How far, in scale points, the truth may lie from it in the client's eyes (one standard
        deviation).
    gain : array of float
        Share of the surprise in each session that was learned, 0 to 1; entry 0 is 0.
    let_in : array of float
        Share of each session's weight that was taken as evidence at all, 0 to 1; entry 0 is 1.
    """

    sessions: NDArray[np.int_]
    expectation: NDArray[np.float64]
    spread: NDArray[np.float64]
    gain: NDArray[np.float64]
    let_in: NDArray[np.float64]

    def first_above(self, level: float = 0.0) -> int | None:
        """Return the first session after which the expectation lies strictly above `level`."""
        above = np.flatnonzero(self.expectation > level + _TIE)
        return int(above[0]) if above.size else None


def expect(
    acceptance: float,
    *,
    old_expectation: float = OLD_EXPECTATION,
    old_certainty: float = 20.0,
    clarity: float = 1.0,
    sessions: int = 40,
    named_in: Collection[int] = (),
    loosening: float = LOOSENING,
    doubt: float = 0.0,
) -> Course:
    """Follow a client who learns what this counsellor is like, session by session.

    Every session shows the counsellor as they are (the expected course; no chance). Naming the
    pattern multiplies the certainty of the expectation by `loosening` before that session is
    taken in: it inserts nothing, it only lets the next sessions count for more.

    Parameters
    ----------
    acceptance : float
        What the counsellor is really like, -2 (rejecting) to 2 (accepting).
    old_expectation : float
        What the client expects before the first session, -2 to 2.
    old_certainty : float
        How sure that expectation is, in sessions' worth of evidence, above 0 to 200.
    clarity : float
        How much one session shows (the precision of its evidence), above 0 to 10.
    sessions : int
        Number of sessions to follow, 1 to 500.
    named_in : collection of int
        Sessions in which the pattern is named, each 1 or later.
    loosening : float
        What naming leaves of the certainty, above 0 to 1 (1: naming does nothing).
    doubt : float
        How strongly a surprise is discounted, 0 (not at all) to 3. A session that differs from
        the expectation by `g` scale points keeps the weight ``exp(-doubt * g)``.

    Returns
    -------
    Course

    Raises
    ------
    ValueError
        If a value lies outside its range.
    """
    in_range("acceptance", acceptance, *SCALE)
    in_range("old_expectation", old_expectation, *SCALE)
    above("old_certainty", old_certainty, 0, 200)
    above("clarity", clarity, 0, 10)
    whole("sessions", sessions, 1, 500)
    above("loosening", loosening, 0, 1)
    in_range("doubt", doubt, 0, 3)
    of_class("named_in", named_in, Collection)
    for session in named_in:
        whole("A session in named_in", session, 1, 500)

    mean, certainty = float(old_expectation), float(old_certainty)
    expectation, certainties, gains, let_in = [mean], [certainty], [0.0], [1.0]
    for session in range(1, sessions + 1):
        if session in named_in:
            certainty *= loosening
        surprise = acceptance - mean
        share = float(np.exp(-doubt * abs(surprise)))
        learned = gain(certainty, clarity * share)
        mean += learned * surprise
        certainty += clarity * share
        expectation.append(mean)
        certainties.append(certainty)
        gains.append(learned)
        let_in.append(share)
    return Course(
        sessions=np.arange(sessions + 1),
        expectation=np.array(expectation),
        spread=1 / np.sqrt(np.array(certainties)),
        gain=np.array(gains),
        let_in=np.array(let_in),
    )


def gain(certainty: float, evidence: float = 1.0) -> float:
    """Return the share of a surprise that is learned from one session.

    Parameters
    ----------
    certainty : float
        Certainty (precision) of the expectation before the session, above 0.
    evidence : float
        Precision of what the session shows, 0 or more.

    Returns
    -------
    float
        ``evidence / (certainty + evidence)``, 0 to 1.
    """
    above("certainty", certainty, 0)
    finite("evidence", evidence)
    in_range("evidence", evidence, 0, math.inf)
    return evidence / (certainty + evidence)


def sessions_to_neutral(
    acceptance: float,
    *,
    old_expectation: float = OLD_EXPECTATION,
    old_certainty: float = 20.0,
    clarity: float = 1.0,
) -> float:
    """Return after how many sessions the expectation stands exactly at neutral.

    Closed form for a client who is not helped by naming and not hindered by doubt:
    ``old_certainty * |old_expectation| / (clarity * |acceptance|)``.

    Parameters
    ----------
    acceptance, old_expectation, old_certainty, clarity : float
        As in `expect`.

    Returns
    -------
    float
        Number of sessions, not rounded; infinity where neutral is never reached.
    """
    in_range("acceptance", acceptance, *SCALE)
    in_range("old_expectation", old_expectation, *SCALE)
    above("old_certainty", old_certainty, 0, 200)
    above("clarity", clarity, 0, 10)
    if old_expectation == 0:
        return 0.0
    if acceptance * old_expectation >= 0:
        return float("inf")
    return old_certainty * abs(old_expectation) / (clarity * abs(acceptance))


def expect_from_someone_changing(
    acceptance: float,
    *,
    old_expectation: float = OLD_EXPECTATION,
    old_variance: float = 0.05,
    drift: float = 0.01,
    noise: float = 1.0,
    sessions: int = 40,
) -> Course:
    """Follow a client who takes it that people can change between sessions (a Kalman filter).

    Because some uncertainty is added before every session, certainty never hardens: the gain
    settles at a value above zero instead of shrinking for ever.

    Parameters
    ----------
    acceptance, old_expectation : float
        As in `expect`.
    old_variance : float
        Variance of the expectation before the first session, above 0 to 10.
    drift : float
        Variance added before each session, 0 to 10.
    noise : float
        Variance of what one session shows, above 0 to 10.
    sessions : int
        Number of sessions to follow, 1 to 500.

    Returns
    -------
    Course
    """
    in_range("acceptance", acceptance, *SCALE)
    in_range("old_expectation", old_expectation, *SCALE)
    above("old_variance", old_variance, 0, 10)
    in_range("drift", drift, 0, 10)
    above("noise", noise, 0, 10)
    whole("sessions", sessions, 1, 500)
    mean, variance = float(old_expectation), float(old_variance)
    expectation, variances, gains = [mean], [variance], [0.0]
    for _ in range(sessions):
        variance += drift
        learned = variance / (variance + noise)
        mean += learned * (acceptance - mean)
        variance *= 1 - learned
        expectation.append(mean)
        variances.append(variance)
        gains.append(learned)
    return Course(
        sessions=np.arange(sessions + 1),
        expectation=np.array(expectation),
        spread=np.sqrt(np.array(variances)),
        gain=np.array(gains),
        let_in=np.ones(sessions + 1),
    )


def steady_gain(drift: float = 0.01, noise: float = 1.0) -> float:
    """Return the gain on which `expect_from_someone_changing` settles.

    Parameters
    ----------
    drift, noise : float
        Variance added before, and shown by, each session; 0 to 10, and above 0 to 10.

    Returns
    -------
    float
        Share of each later surprise that is learned, 0 to 1.
    """
    in_range("drift", drift, 0, 10)
    above("noise", noise, 0, 10)
    variance = (drift + np.sqrt(drift**2 + 4 * drift * noise)) / 2
    return float(variance / (variance + noise))
