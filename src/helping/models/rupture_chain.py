"""Rupture and repair as a chain: where the two stand in this session depends on the last.

Label: toy. States of a session: *calm*, *withdrawal*, *confrontation* (the two kinds of rupture
described by Safran and Muran), and *left*, from which nobody returns. No matrix of such transitions
has been published that we know of, so all rates are ours; the presets aim at orders of magnitude
(how often sessions hold a rupture by clients' and by observers' report; about one client in five
leaves early).

One chain for everybody has no memory and no kinds of people, and gives itself away: it says that 93
in 100 clients ever have a rupture and that 91 in 100 of those see one resolved. Asked later, fewer
clients recall one and far fewer judge it resolved (rows rupture_recalled_2023 and
rupture_resolved_2023 of the table of figures). `MIXTURE`, three kinds of pair in shares of ours, is
tuned to those two figures and reaches them; that it leaves the share of early leavers where it was
was not tuned. The price is that half of the pairs hardly ever repair, which is a claim nobody has
tested, and with 38 people both figures are uncertain by some fifteen points either way.

What it cannot show: what a rupture is about, who noticed it, how deep it went; that repair may
leave an alliance stronger than before; that a past rupture makes the next one likelier or less
likely; why somebody leaves; memory, since people forget what went well again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import MOST, generator, in_range, numbers, of_class, whole

Floats = NDArray[np.float64]

STATES = ("calm", "withdrawal", "confrontation", "left")
CALM, WITHDRAWAL, CONFRONTATION, LEFT = range(4)


@dataclass(frozen=True)
class Rates:
    """Probabilities of what the next session brings; every one from 0 to 1.

    Attributes
    ----------
    withdraw, confront : float
        From calm to withdrawal, or to confrontation.
    repair_withdrawal, repair_confrontation : float
        From a rupture back to calm.
    leave_calm, leave_withdrawal, leave_confrontation : float
        From each state to leaving.
    turn_to_confrontation, turn_to_withdrawal : float
        From one kind of rupture to the other.

    Raises
    ------
    ValueError
        If a probability is out of range, or those out of one state add up to more than 1.
    """

    withdraw: float = 0.14
    confront: float = 0.04
    repair_withdrawal: float = 0.55
    repair_confrontation: float = 0.45
    leave_withdrawal: float = 0.03
    leave_confrontation: float = 0.06
    leave_calm: float = 0.006
    turn_to_confrontation: float = 0.05
    turn_to_withdrawal: float = 0.10

    def __post_init__(self) -> None:
        for name, rate in vars(self).items():
            in_range(name.capitalize().replace("_", " "), rate, 0, 1)
        for state, stay in zip(STATES, self._stays(), strict=False):
            if stay < -1e-12:
                raise ValueError(
                    f"The rates out of {state} add up to {1 - stay:g}: choose rates that add up "
                    "to 1 at most."
                )

    def _stays(self) -> tuple[float, float, float]:
        return (
            1 - self.withdraw - self.confront - self.leave_calm,
            1 - self.repair_withdrawal - self.turn_to_confrontation - self.leave_withdrawal,
            1 - self.repair_confrontation - self.turn_to_withdrawal - self.leave_confrontation,
        )

    def matrix(self) -> Floats:
        """Return the transition matrix, rows from and columns to, in the order of `STATES`."""
        calm, withdrawal, confrontation = self._stays()
        return np.array(
            [
                [calm, self.withdraw, self.confront, self.leave_calm],
                [
                    self.repair_withdrawal,
                    withdrawal,
                    self.turn_to_confrontation,
                    self.leave_withdrawal,
                ],
                [
                    self.repair_confrontation,
                    self.turn_to_withdrawal,
                    confrontation,
                    self.leave_confrontation,
                ],
                [0, 0, 0, 1],
            ]
        )


PRESETS = {
    "as clients report": Rates(),
    "as observers code": Rates(0.40, 0.14, 0.35, 0.35, 0.02, 0.04, 0.004),
    "poor repair": Rates(0.14, 0.04, 0.25, 0.15, 0.06, 0.12, 0.006),
    "good repair": Rates(0.14, 0.04, 0.75, 0.65, 0.01, 0.03, 0.006),
}
"""Teaching presets; clients report far fewer ruptures than observers code."""


@dataclass(frozen=True)
class Kind:
    """A kind of pair in a mixture.

    Attributes
    ----------
    name : str
        What to call it.
    share : float
        Share of all pairs, 0 to 1.
    rates : Rates
        Its chain.
    """

    name: str
    share: float
    rates: Rates

    def __post_init__(self) -> None:
        of_class("Name", self.name, str)
        in_range("Share", self.share, 0, 1)
        of_class("Rates", self.rates, Rates)


MIXTURE = (
    Kind("seldom strained", 0.30, Rates(0.03, 0.01, 0.50, 0.40, 0.02, 0.05, 0.006)),
    Kind("strained and mending", 0.175, Rates()),
    Kind("strained and stuck", 0.525, Rates(0.14, 0.04, 0.02, 0.01, 0.02, 0.04, 0.006)),
)
"""Three kinds of pair, tuned to the two retrospective figures named at the top of this module."""


@dataclass(frozen=True)
class Expectation:
    """What becomes of many pairs.

    Attributes
    ----------
    withdrawal, confrontation : float
        Share of the sessions held that are of that state.
    ever : float
        Share of the pairs with at least one rupture.
    resolved : float
        Share of those that came back to calm from a rupture at least once; 0 if there are none.
    left : float
        Share of the pairs that ended by the client leaving.
    by_session : array, shape (sessions, 4)
        Share of the pairs in each state, in the order of `STATES`.
    """

    withdrawal: float
    confrontation: float
    ever: float
    resolved: float
    left: float
    by_session: Floats


def expect(rates: Rates, sessions: int = 16) -> Expectation:
    """Return the exact expectation for pairs who share one chain and begin calm.

    Parameters
    ----------
    rates : Rates
        The chain.
    sessions : int
        Number of sessions agreed, 1 to 500. The first is one step after the calm beginning.

    Returns
    -------
    Expectation
    """
    return expect_mixture((Kind("everybody", 1.0, rates),), sessions)


def expect_mixture(kinds: tuple[Kind, ...] = MIXTURE, sessions: int = 16) -> Expectation:
    """Return the exact expectation for a mixture of kinds of pair.

    Parameters
    ----------
    kinds : tuple of Kind
        Their shares must add up to 1.
    sessions : int
        As in `expect`.

    Returns
    -------
    Expectation

    Raises
    ------
    ValueError
        If the shares do not add up to 1, or the number of sessions is out of range.
    """
    whole("Number of sessions", sessions, 1, 500)
    of_class("Kinds", kinds, tuple)
    for kind in kinds:
        of_class("A kind", kind, Kind)
    total = sum(kind.share for kind in kinds)
    if abs(total - 1) > 1e-9:
        raise ValueError(f"Shares of the kinds add up to {total:g}: choose shares that make 1.")
    # Shape (sessions, history, state); history: no rupture yet, rupture, resolved at least once.
    course = np.asarray(sum(kind.share * _histories(kind.rates, sessions) for kind in kinds))
    by_session = course.sum(axis=1)
    held = by_session[:, :LEFT].sum()
    ever = course[-1, 1:].sum()
    return Expectation(
        withdrawal=_share(by_session[:, WITHDRAWAL].sum(), held),
        confrontation=_share(by_session[:, CONFRONTATION].sum(), held),
        ever=float(ever),
        resolved=_share(course[-1, 2].sum(), ever),
        left=float(by_session[-1, LEFT]),
        by_session=by_session,
    )


def simulate(
    rates: Rates, clients: int, rng: np.random.Generator | int, *, sessions: int = 16
) -> NDArray[np.int8]:
    """Draw courses of pairs who share one chain and begin calm.

    Parameters
    ----------
    rates : Rates
        The chain.
    clients : int
        Number of clients, 1 to 1,000,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    sessions : int
        Number of sessions agreed, 1 to 500.

    Returns
    -------
    array of int, shape (clients, sessions)
        Index into `STATES`.
    """
    whole("Number of clients", clients, 1, 1_000_000)
    whole("Number of sessions", sessions, 1, 500)
    whole("Clients times sessions", clients * sessions, 1, MOST)
    of_class("Rates", rates, Rates)
    steps = rates.matrix().cumsum(axis=1)
    # Rounding must not leave a sliver of chance beyond the last state.
    steps[:, -1] = 1.0
    chance = generator(rng).random((sessions, clients))
    states = np.zeros((sessions, clients), dtype=np.int8)
    now = np.zeros(clients, dtype=np.intp)
    for session in range(sessions):
        now = (chance[session][:, None] >= steps[now]).sum(axis=1)
        states[session] = now
    return states.T


def simulate_mixture(
    clients: int,
    rng: np.random.Generator | int,
    *,
    kinds: tuple[Kind, ...] = MIXTURE,
    sessions: int = 16,
) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
    """Draw courses of pairs of several kinds.

    Parameters
    ----------
    clients, rng, sessions
        As in `simulate`.
    kinds : tuple of Kind
        Their shares must add up to 1.

    Returns
    -------
    tuple of two arrays
        The states as from `simulate`, and the kind of each client as an index into `kinds`.
    """
    whole("Number of clients", clients, 1, 1_000_000)
    whole("Number of sessions", sessions, 1, 500)
    expect_mixture(kinds, 1)
    chance = generator(rng)
    kind = chance.choice(len(kinds), size=clients, p=[one.share for one in kinds])
    states = np.empty((clients, sessions), dtype=np.int8)
    for index, one in enumerate(kinds):
        those = np.flatnonzero(kind == index)
        if those.size:
            states[those] = simulate(one.rates, those.size, chance, sessions=sessions)
    return states, kind


def summarise(states: ArrayLike) -> Expectation:
    """Count in drawn courses what `expect` computes.

    Parameters
    ----------
    states : array_like of int, shape (clients, sessions)
        As from `simulate`.

    Returns
    -------
    Expectation

    Raises
    ------
    ValueError
        If there is no row a client, or a state is none of the four.
    """
    if np.ndim(numbers("States", states)) != 2:
        raise ValueError(f"States have shape {np.shape(states)}: choose one row a client.")
    whole("A state", states, 0, LEFT, many=True)
    states = np.asarray(states, dtype=np.int8)
    held = states != LEFT
    ruptured = (states == WITHDRAWAL) | (states == CONFRONTATION)
    mended = (ruptured[:, :-1] & (states[:, 1:] == CALM)).any(axis=1)
    return Expectation(
        withdrawal=_share(np.sum(states == WITHDRAWAL), held.sum()),
        confrontation=_share(np.sum(states == CONFRONTATION), held.sum()),
        ever=float(ruptured.any(axis=1).mean()),
        resolved=_share(mended.sum(), ruptured.any(axis=1).sum()),
        left=float(np.mean(states[:, -1] == LEFT)),
        by_session=np.stack([(states == state).mean(axis=0) for state in range(4)], axis=1),
    )


def _histories(rates: Rates, sessions: int) -> Floats:
    """Return the share in each (history, state) after each session, one history a row."""
    step = rates.matrix()
    now = np.zeros((3, 4))
    now[0, CALM] = 1.0
    course = np.empty((sessions, 3, 4))
    for session in range(sessions):
        moved = now @ step
        # The first rupture moves a pair on by one history, the first return to calm by another.
        moved[1, [WITHDRAWAL, CONFRONTATION]] += moved[0, [WITHDRAWAL, CONFRONTATION]]
        moved[0, [WITHDRAWAL, CONFRONTATION]] = 0
        moved[2, CALM] += moved[1, CALM]
        moved[1, CALM] = 0
        course[session] = now = moved
    return course


def _share(part: float, all_of_it: float) -> float:
    return float(part / all_of_it) if all_of_it > 0 else 0.0
