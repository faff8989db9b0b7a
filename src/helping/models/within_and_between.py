"""Between clients and within a client: what one heap mixes, and what four methods report.

Label: *adapted*. Panels with a level for each client and links from session to session
(`helping.models.alliance_and_outcome`); sizes are ours.

What it cannot show: which of these worlds a study was made in, nor what a client would do if the
counsellor acted otherwise.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helping.models.alliance_and_outcome import (
    Panel,
    Paths,
    centred_path,
    raw_path,
    simulate_panel,
    without_own_trend,
)
from helping.models.checks import in_range, one_of, whole
from helping.models.structured_residuals import Links, links_within

Floats = NDArray[np.float64]

VIEWS = ("heap", "between", "within")
"""All sessions, one average a client, or each session less its client's average."""
WITHIN = {
    "none": Paths(alliance_to_outcome=0, outcome_to_alliance=0, same_session=0),
    "clear": Paths(alliance_to_outcome=-0.30, outcome_to_alliance=-0.15, same_session=-0.30),
    "strong": Paths(alliance_to_outcome=-0.50, outcome_to_alliance=-0.15, same_session=-0.45),
}
"""Links from session to session; far stronger than any published, so that an eye can see them."""
TRUTHS = ("nothing", "a link", "the other way", "two trends", "a better level")
"""What is built in.

No link at all; the link of `Paths`; no link, while more distress is followed by a worse alliance;
no link, while every client's alliance rises and distress falls of themselves; no link from session
to session, while distress falls faster throughout for clients whose usual alliance is better.
"""
METHODS = ("one heap", "own average out", "own trend out, too", "level and course modelled")
"""Three ways that take something from what was observed, and one that estimates it with the rest.

The last is `helping.models.structured_residuals.links_within`, with which the calibration page
recovers the link that was set in the simulated clinic.
"""
_OTHER_WAY = Paths(alliance_to_outcome=0, outcome_to_alliance=-0.30, same_session=0)
STUDIES = 12
_CLIENTS_SHOWN, _SESSIONS_SHOWN, _LARGEST = 16, 11, 600


@lru_cache(maxsize=32)
def _pairs(together: float, within: str) -> tuple[Floats, Floats]:
    """Alliance of a session and distress of the next: clients x sessions each."""
    panel = simulate_panel(
        _CLIENTS_SHOWN,
        _SESSIONS_SHOWN,
        145,
        paths=WITHIN[within],
        alliance_levels=1.4,
        outcome_levels=1.4,
        levels_together=together,
    )
    return panel.alliance[:, :-1], panel.outcome[:, 1:]


def seen(view: str, together: float, within: str) -> tuple[Floats, Floats]:
    """Return alliance and the next session's distress of sixteen clients, as a view shows them.

    Parameters
    ----------
    view : str
        One of `VIEWS`.
    together : float
        Correlation of usual alliance and usual distress built in, -1 to 1.
    within : str
        A key of `WITHIN`.

    Returns
    -------
    tuple of two arrays of float, shape (16, 10)

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    one_of("view", view, VIEWS)
    in_range("together", together, -1, 1)
    one_of("within", within, WITHIN)
    alliance, distress = _pairs(together, within)
    own_alliance = alliance.mean(axis=1, keepdims=True)
    own_distress = distress.mean(axis=1, keepdims=True)
    if view == "between":
        return own_alliance + 0 * alliance, own_distress + 0 * distress
    if view == "within":
        return alliance - own_alliance, distress - own_distress
    return alliance, distress


def correlations(together: float, within: str) -> dict[str, float]:
    """Return what each of the `VIEWS` would report as the correlation.

    Parameters
    ----------
    together, within
        As for :func:`seen`.

    Returns
    -------
    dict of str to float
    """
    return {
        view: float(np.corrcoef(x.ravel(), y.ravel())[0, 1])
        for view in VIEWS
        for x, y in [seen(view, together, within)]
    }


@lru_cache(maxsize=32)
def _panel(truth: str, sessions: int) -> Panel:
    return simulate_panel(
        STUDIES * _LARGEST,
        sessions,
        13,
        paths={"a link": None, "the other way": _OTHER_WAY}.get(truth, WITHIN["none"]),
        trend=0.1 if truth == "two trends" else 0.0,
        pull=0.1 if truth == "a better level" else 0.0,
    )


def _checked(truth: str, sessions: int) -> None:
    one_of("truth", truth, TRUTHS)
    whole("sessions", sessions, 3, 40)


def built_in(truth: str) -> float:
    """Return the path from alliance to the next session's distress that was built in.

    Parameters
    ----------
    truth : str
        One of `TRUTHS`.
    """
    one_of("truth", truth, TRUTHS)
    return Paths().alliance_to_outcome if truth == "a link" else 0.0


def _by_subtracting(panel: Panel) -> list[float]:
    return [raw_path(panel), centred_path(panel), centred_path(without_own_trend(panel))]


@lru_cache(maxsize=32)
def _modelled(truth: str, sessions: int) -> Links:
    panel = _panel(truth, sessions)
    return links_within(panel.alliance, panel.outcome)


def long_run(truth: str, sessions: int) -> Floats:
    """Return what each of `METHODS` finds in 7,200 clients at once.

    Parameters
    ----------
    truth : str
        One of `TRUTHS`.
    sessions : int
        Sessions rated by each client, 3 to 40.

    Returns
    -------
    array of float, shape (4,)

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    _checked(truth, sessions)
    return _long_run(truth, sessions)


@lru_cache(maxsize=32)
def _long_run(truth: str, sessions: int) -> Floats:
    modelled = _modelled(truth, sessions).alliance_to_outcome
    return np.array([*_by_subtracting(_panel(truth, sessions)), modelled])


def reach_of_a_study(truth: str, sessions: int, clients: int) -> float:
    """Return how far a study's estimate by the last of `METHODS` lies from the long run.

    From the standard error in 7,200 clients, for a study of another size.

    Parameters
    ----------
    truth, sessions
        As for :func:`long_run`.
    clients : int
        Clients in a study, 10 to 600.

    Returns
    -------
    float
        Nineteen of twenty studies lie within it, on either side.

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    _checked(truth, sessions)
    whole("clients", clients, 10, _LARGEST)
    found = _modelled(truth, sessions)
    return 1.96 * found.error * float(np.sqrt(found.clients / clients))


def reach_of_all(truth: str, sessions: int) -> float:
    """Return how far the last of `METHODS` may lie from the truth in all 7,200 clients at once.

    Parameters
    ----------
    truth, sessions
        As for :func:`long_run`.

    Returns
    -------
    float
        Half the width of a 95 per cent interval.

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    _checked(truth, sessions)
    return 1.96 * _modelled(truth, sessions).error


def studies(truth: str, sessions: int, clients: int) -> Floats:
    """Return what twelve studies find by the first three `METHODS`: a row a study.

    Parameters
    ----------
    truth, sessions
        As for :func:`long_run`.
    clients : int
        Clients in a study, 10 to 600.

    Returns
    -------
    array of float, shape (12, 3)

    Raises
    ------
    ValueError
        If a value is unknown or out of range.
    """
    _checked(truth, sessions)
    whole("clients", clients, 10, _LARGEST)
    return _studies(truth, sessions, clients)


@lru_cache(maxsize=128)
def _studies(truth: str, sessions: int, clients: int) -> Floats:
    panel = _panel(truth, sessions)
    rows = [slice(n * _LARGEST, n * _LARGEST + clients) for n in range(STUDIES)]
    return np.array([_by_subtracting(Panel(panel.alliance[r], panel.outcome[r])) for r in rows])


def faster_with_better(truth: str, sessions: int) -> float:
    """Return the correlation of a client's average alliance with the fall of distress.

    Parameters
    ----------
    truth, sessions
        As for :func:`long_run`.
    """
    _checked(truth, sessions)
    panel = _panel(truth, sessions)
    fall = panel.outcome[:, 0] - panel.outcome[:, -1]
    return float(np.corrcoef(panel.alliance.mean(axis=1), fall)[0, 1])
