"""Causation and chance: a client's state pulled to one place and pushed about by events.

Label: adapted. The one-variable equation and its reading (where the state is drawn, how steeply,
how much chance) are those of Tschacher and Haken (2019, doi:10.1007/978-3-030-12748-0); the
two-variable system is the minimal one of their chapter 8 (doi:10.1007/978-3-030-12748-0_8). All
default numbers are ours.

One variable, with attractor ``x0``, pull ``k`` and chance ``Q``::

    dx = -k (x - x0) dt + sqrt(2 Q) dW        stationary: Normal, mean x0, variance Q / k

Two variables, counsellor ``T`` and client ``C``::

    dT = (-k_T T + g_T k_T + a C T) dt
    dC = (-k_C C + g_C k_C + b T**2) dt + sqrt(2 Q_C) dW

The signs of the decay terms were taken from the linear form given in the chapter, because the text
that we could read had lost its minus signs: compare with the book before quoting. Two things are
derived here. A spiral on the way to rest needs ``a`` and ``b`` of opposite sign. And in the half of
the plane where ``T`` has the sign of ``g_T`` no path can close upon itself (Dulac, dividing by
``T``), so what looks like a lasting rhythm there is a slowly fading one, or one kept up by chance;
the chapter's abstract speaks of a limit cycle, which we could not confirm.

What it cannot show: what the state is (one number stands for a person), that people notice and
interpret chance events, that pull and chance themselves change in counselling, or more than one
place to which a client is drawn (in the one-variable form). A snapshot of a client does not tell
the three ways of helping apart; only a course over time can.

Waits for chapter 17, the two as one system.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from helping.models.checks import MOST, generator, in_range, of_class, whole
from helping.models.resting import Resting, held, rates, starts

Floats = NDArray[np.float64]

RANGE = 1e6
"""Largest state, either way, about which anything can be asked."""


@dataclass(frozen=True)
class Law:
    """A Normal law: where the state may be found.

    Attributes
    ----------
    mean, variance : float
        Of the state, in its own units.
    """

    mean: float
    variance: float

    def density(self, state: ArrayLike) -> Floats:
        """Return the density at a state, or at each of many (0 beside a mean without spread)."""
        in_range("State", state, -RANGE, RANGE, many=True)
        apart = (np.asarray(state, dtype=float) - self.mean) ** 2
        if self.variance == 0:
            return np.where(apart == 0, np.inf, 0.0)
        return np.exp(-apart / (2 * self.variance)) / np.sqrt(2 * np.pi * self.variance)

    def above(self, threshold: float) -> float:
        """Return the share of the time, 0 to 1, that is spent above a threshold."""
        in_range("Threshold", threshold, -1000, 1000)
        if self.variance == 0:
            return float(self.mean > threshold)
        return float(ndtr((self.mean - threshold) / np.sqrt(self.variance)))


@dataclass(frozen=True)
class State:
    """What governs one client's state.

    Attributes
    ----------
    attractor : float
        Where the state is drawn, -100 to 100; for distress, lower is better.
    pull : float
        How steeply, per unit of time, 0.01 to 100; the time to settle is ``1 / pull``.
    chance : float
        How strongly events push, in squared units per unit of time, 0 to 100.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    attractor: float = 2.0
    pull: float = 1.0
    chance: float = 1.0

    def __post_init__(self) -> None:
        in_range("Attractor", self.attractor, -100, 100)
        in_range("Pull", self.pull, 0.01, 100)
        in_range("Chance", self.chance, 0, 100)

    @property
    def settling_time(self) -> float:
        """Time in which a disturbance shrinks to 37 per cent."""
        return 1 / self.pull

    @property
    def in_the_long_run(self) -> Law:
        """Where the state is found once the start is forgotten."""
        return Law(self.attractor, self.chance / self.pull)

    def after(self, time: float, start: float) -> Law:
        """Return where the state is found some time after a known start.

        Parameters
        ----------
        time : float
            Units of time since the start, 0 to 10,000.
        start : float
            State at the start, -100 to 100.
        """
        in_range("Time", time, 0, 10_000)
        in_range("Start", start, -100, 100)
        kept = np.exp(-self.pull * time)
        spread = -np.expm1(-2 * self.pull * time)
        return Law(
            float(self.attractor + (start - self.attractor) * kept),
            float(self.chance / self.pull * spread),
        )

    def drift(self, state: ArrayLike) -> Floats:
        """Return the expected rate of change at a state."""
        in_range("State", state, -RANGE, RANGE, many=True)
        return -self.pull * (np.asarray(state, dtype=float) - self.attractor)


def paths(
    state: State,
    start: ArrayLike,
    rng: np.random.Generator | int,
    *,
    clients: int = 1,
    steps: int = 200,
    step: float = 0.1,
) -> Floats:
    """Draw courses of clients whose state is governed by the same law (exact at every step).

    Parameters
    ----------
    state : State
        The law.
    start : float or array
        First state of all clients, or of each, -100 to 100.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    clients : int
        Number of clients, 1 to 100,000.
    steps : int
        Number of steps, 0 to 100,000.
    step : float
        Length of a step, 0.0001 to 100.

    Returns
    -------
    array of float, shape (clients, steps + 1)

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    of_class("state", state, State)
    in_range("Start", start, -100, 100, many=True)
    whole("Number of clients", clients, 1, 100_000)
    whole("Number of steps", steps, 0, 100_000)
    whole("Clients times steps", clients * steps, 0, MOST)
    if np.shape(start) not in ((), (clients,)):
        raise ValueError(f"Start has the shape {np.shape(start)}: choose one, or one a client.")
    in_range("Step", step, 0.0001, 100)
    kept = np.exp(-state.pull * step)
    push = np.sqrt(state.in_the_long_run.variance * -np.expm1(-2 * state.pull * step))
    fresh = push * generator(rng).standard_normal((steps, clients))
    course = np.empty((steps + 1, clients))
    course[0] = np.asarray(start, dtype=float) - state.attractor
    for now in range(steps):
        course[now + 1] = kept * course[now] + fresh[now]
    return course.T + state.attractor


@dataclass(frozen=True)
class Pair:
    """What governs counsellor and client together; symbols as in the module's equations.

    Attributes
    ----------
    counsellor_pull, client_pull : float
        Rates ``k`` at which each returns to rest, 0.01 to 100.
    counsellor_rest, client_rest : float
        Own resting values ``g``, -100 to 100.
    client_moves_counsellor, counsellor_moves_client : float
        Couplings ``a`` and ``b``, -10 to 10.
    chance : float
        How strongly events push the client, 0 to 100. The counsellor is shielded from chance.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    counsellor_pull: float = 0.5
    client_pull: float = 1.0
    counsellor_rest: float = 1.0
    client_rest: float = 0.0
    client_moves_counsellor: float = 1.0
    counsellor_moves_client: float = -1.0
    chance: float = 0.0

    def __post_init__(self) -> None:
        in_range("Counsellor's pull", self.counsellor_pull, 0.01, 100)
        in_range("Client's pull", self.client_pull, 0.01, 100)
        in_range("Counsellor's rest", self.counsellor_rest, -100, 100)
        in_range("Client's rest", self.client_rest, -100, 100)
        in_range("Client moves counsellor", self.client_moves_counsellor, -10, 10)
        in_range("Counsellor moves client", self.counsellor_moves_client, -10, 10)
        in_range("Chance", self.chance, 0, 100)

    def rates(self, counsellor: ArrayLike, client: ArrayLike) -> tuple[Floats, Floats]:
        """Return how fast both change, chance apart."""
        in_range("Counsellor", counsellor, -RANGE, RANGE, many=True)
        in_range("Client", client, -RANGE, RANGE, many=True)
        return self._rates(np.asarray(counsellor, dtype=float), np.asarray(client, dtype=float))

    def _rates(self, one: Floats, two: Floats) -> tuple[Floats, Floats]:
        return (
            self.counsellor_pull * (self.counsellor_rest - one)
            + self.client_moves_counsellor * two * one,
            self.client_pull * (self.client_rest - two) + self.counsellor_moves_client * one**2,
        )

    def client_if_quick(self, counsellor: ArrayLike) -> Floats:
        """Return the client's state where the client follows at once (pull far stronger)."""
        in_range("Counsellor", counsellor, -RANGE, RANGE, many=True)
        squared = np.asarray(counsellor, dtype=float) ** 2
        return self.client_rest + self.counsellor_moves_client * squared / self.client_pull

    def jacobian(self, counsellor: float, client: float) -> Floats:
        """Return how the rates respond to a small change of either."""
        in_range("Counsellor", counsellor, -RANGE, RANGE)
        in_range("Client", client, -RANGE, RANGE)
        return np.array(
            [
                [
                    -self.counsellor_pull + self.client_moves_counsellor * client,
                    self.client_moves_counsellor * counsellor,
                ],
                [2 * self.counsellor_moves_client * counsellor, -self.client_pull],
            ]
        )


@dataclass(frozen=True)
class RestingPoint(Resting):
    """Where counsellor and client can stay.

    Attributes
    ----------
    counsellor, client : float
        Their states.
    eigenvalues : tuple of two complex
        Rates at which a small push grows, the larger real part first.
    """

    counsellor: float
    client: float
    eigenvalues: tuple[complex, complex]


def resting_points(pair: Pair) -> tuple[RestingPoint, ...]:
    """Find where counsellor and client can stay, in order of the counsellor's state.

    Parameters
    ----------
    pair : Pair
        What governs them.

    Returns
    -------
    tuple of RestingPoint
        Up to three. Points where a state lies beyond 10,000 are left out: couplings close to 0
        put them there.
    """
    of_class("pair", pair, Pair)
    cubic = [
        pair.client_moves_counsellor * pair.counsellor_moves_client / pair.client_pull,
        0.0,
        pair.client_moves_counsellor * pair.client_rest - pair.counsellor_pull,
        pair.counsellor_rest * pair.counsellor_pull,
    ]
    # A leading coefficient of next to nothing only adds roots that are left out anyway.
    roots = np.roots(np.trim_zeros(np.where(np.abs(cubic) < 1e-9, 0, cubic), "f"))
    real = np.sort(roots[np.abs(roots.imag) < 1e-9 * (1 + np.abs(roots))].real)
    points = []
    for counsellor in real[np.abs(real) <= 1e4]:
        client = float(pair.client_if_quick(counsellor))
        if abs(client) > 1e4:
            continue
        growth = rates(pair.jacobian(counsellor, client))
        points.append(RestingPoint(float(counsellor), client, growth))
    return tuple(points)


@dataclass(frozen=True)
class Course:
    """Counsellor and client over time; the last axis is time.

    Attributes
    ----------
    time : array
        Entry 0 is the start.
    counsellor, client : array
        Their states.
    """

    time: Floats
    counsellor: Floats
    client: Floats


def follow(
    pair: Pair,
    start: tuple[ArrayLike, ArrayLike],
    rng: np.random.Generator | int = 0,
    *,
    duration: float = 30.0,
    step: float = 0.01,
) -> Course:
    """Follow counsellor and client (Heun's method; with chance, its stochastic form).

    Parameters
    ----------
    pair : Pair
        What governs them.
    start : tuple of two float or array
        Counsellor's and client's first state, -100 to 100.
    rng : numpy Generator or int
        Source of chance, or a seed for one; of no effect where `Pair.chance` is 0.
    duration : float
        Time to follow, 0 to 1,000.
    step : float
        Length of a step, 0.0005 to 0.1.

    Returns
    -------
    Course
        States that run away are held at a million.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    of_class("pair", pair, Pair)
    one, two = starts(start, ("counsellor", "client"), 100)
    in_range("Duration", duration, 0, 1000)
    in_range("Step", step, 0.0005, 0.1)
    steps = round(duration / step)
    whole("Starts times steps", one.size * steps, 0, MOST)
    chance = generator(rng)
    size = np.sqrt(2 * pair.chance * step)
    course = np.empty((2, steps + 1, *one.shape))
    course[:, 0] = one, two
    for now in range(steps):
        push = size * chance.standard_normal(one.shape)
        rate_one, rate_two = pair._rates(one, two)
        ahead = held(one + step * rate_one), held(two + step * rate_two + push)
        rate_one_ahead, rate_two_ahead = pair._rates(*ahead)
        one = held(one + step * (rate_one + rate_one_ahead) / 2)
        two = held(two + step * (rate_two + rate_two_ahead) / 2 + push)
        course[:, now + 1] = one, two
    series = np.moveaxis(course, 1, -1)
    return Course(step * np.arange(course.shape[1], dtype=float), series[0], series[1])
