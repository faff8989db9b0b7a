"""Three things that get better in order, or only at different speeds: gates and leaks.

Label: *adapted*. Howard, Lueger, Maling and Martinovich (1993),
https://doi.org/10.1037/0022-006X.61.4.678, argued that well-being improves first, then symptoms,
then functioning, each being (in terms of probability) necessary for the next. Here that is a chain
of chances per session; the chances and the leak are ours.

What it cannot show: whether the order is true of a client or a therapy. Improvement here is yes or
no and never lost, the three are what the questionnaire says they are, and nobody leaves.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helping.models.checks import in_range, whole

Floats = NDArray[np.float64]

DOMAINS = ("well-being", "symptoms", "functioning")
CHANCES = (0.25, 0.09, 0.035)
"""Our chance per session that each of the three improves once its gate is open."""

_STATES = tuple(itertools.product((False, True), repeat=3))


@dataclass(frozen=True)
class Phases:
    """Shares of clients after every session; entry 0 is intake, where nobody has improved.

    Attributes
    ----------
    improved : array of float
        One row a session, one column each for well-being, symptoms and functioning, 0 to 1.
    out_of_order : array of float
        One row a session. Column 0: of those with better symptoms, the share *without* better
        well-being; column 1: of those with better functioning, the share without better
        symptoms. 0 where nobody has improved yet.
    shares : array of float
        One row a session, one column for each of the 8 combinations (no-no-no, no-no-yes, ...,
        yes-yes-yes, in the order of `DOMAINS`); each row adds up to 1.
    """

    improved: Floats
    out_of_order: Floats
    shares: Floats


def phases(
    leak: float = 0.0,
    sessions: int = 17,
    *,
    well_being: float = CHANCES[0],
    symptoms: float = CHANCES[1],
    functioning: float = CHANCES[2],
) -> Phases:
    """Follow the shares of clients who have improved, exactly (no chance in the result).

    In each session, what has not improved yet improves with its own chance if the domain before
    it has improved by the session before, and with `leak` times that chance if not.

    Parameters
    ----------
    leak : float
        How far a closed gate lets through: 0 (a strict order) to 1 (no order, only speeds).
    sessions : int
        Number of sessions, 1 to 200. The study of 1993 measured at intake and after 2, 4 and 17.
    well_being, symptoms, functioning : float
        Chance per session, 0 to 1.

    Returns
    -------
    Phases

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("leak", leak, 0, 1)
    whole("sessions", sessions, 1, 200)
    in_range("well_being", well_being, 0, 1)
    in_range("symptoms", symptoms, 0, 1)
    in_range("functioning", functioning, 0, 1)
    step = _transitions(leak, (well_being, symptoms, functioning))
    shares = np.zeros((sessions + 1, len(_STATES)))
    shares[0, 0] = 1.0
    for session in range(1, sessions + 1):
        shares[session] = shares[session - 1] @ step
    has = np.array(_STATES, dtype=float)
    improved = shares @ has
    without_first = shares @ (has[:, 1] * (1 - has[:, 0]))
    without_second = shares @ (has[:, 2] * (1 - has[:, 1]))
    early = np.stack([without_first, without_second], axis=1)
    later = improved[:, 1:]
    out_of_order = np.divide(early, later, out=np.zeros_like(early), where=later > 0)
    return Phases(improved, out_of_order, shares)


def _transitions(leak: float, chances: tuple[float, float, float]) -> Floats:
    step = np.zeros((len(_STATES), len(_STATES)))
    for row, now in enumerate(_STATES):
        for column, then in enumerate(_STATES):
            step[row, column] = np.prod(
                [
                    _domain_step(
                        now[d], then[d], chances[d] * (1 if d == 0 or now[d - 1] else leak)
                    )
                    for d in range(3)
                ]
            )
    return step


def _domain_step(now: bool, then: bool, chance: float) -> float:
    if now:
        return float(then)
    return chance if then else 1 - chance
