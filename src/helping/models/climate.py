"""The climate between two people: where a conversation settles when each moves the other.

Two models of the same idea, each with its own label.

*Turn by turn* (label: adapted). The difference equations of Cook, Tyson, White, Rushe, Gottman and
Murray (1995, Journal of Family Psychology 9, 110-130) and Gottman, Swanson and Murray (1999,
doi:10.1037/0893-3200.13.1.3), made for couples who argue: what a person brings, what carries over
from their last turn (inertia), and what the other's turn adds (the influence function)::

    first  = pull + inertia * first  + influence(second)
    second = pull + inertia * second + influence(first, just heard)

The form is theirs; our changes are the default numbers, one step upward for repair instead of
their fitted repair and damping terms, and the reading of the first person as the client and the
second as the counsellor. Nobody has fitted this to counselling.

*In continuous time* (label: toy). Two actors who lose their mood at a steady rate and respond to
each other by a curve that levels off, ``rate = decay * own + bias + response * tanh(other)``. It is
the generic form used in models of conflict (Rojas-Pacheco et al., 2013, Physica A 392, 458-467;
Jacobo-Villegas et al., 2025, doi:10.48550/arXiv.2510.17993). All facts stated here about it are
derived and tested; it reproduces no published picture of psychotherapy.

What neither can show: what is said; why someone is hurt; that two people can change the rules by
talking about them (the influence functions stay as they are); chance; power. "Positive" is a code
given by an observer to affect, which is not the same as good, and a warm steady state is not an
outcome of counselling. A larger response to the other is not the same as agreeing with them.

Waits for chapter 17, the two as one system.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from helping.models.checks import MOST, in_range, of_class, whole
from helping.models.resting import Resting, held, rates, starts

Floats = NDArray[np.float64]

LIMIT = 20.0
"""Largest mood, either way, at which a conversation may start; moods have no natural unit."""


@dataclass(frozen=True)
class Piece:
    """A stretch of an influence function on which it is a straight line.

    Attributes
    ----------
    low, high : float
        Ends of the stretch in the other's mood.
    slope, level : float
        Influence is ``level + slope * mood``.
    """

    low: float
    high: float
    slope: float
    level: float


@runtime_checkable
class Influence(Protocol):
    """What the other's mood adds to one's own; see `Bilinear` and `Ojive`."""

    def __call__(self, mood: ArrayLike) -> Floats:
        """Return the influence of a mood, or of each of many."""
        ...

    def pieces(self) -> tuple[Piece, ...]:
        """Return the straight stretches, from left to right."""
        ...


@dataclass(frozen=True)
class Bilinear:
    """Influence in proportion to the other's mood, with one slope for each side of neutral.

    Attributes
    ----------
    below, above : float
        Slope for a negative and for a positive mood of the other, -5 to 5.

    Raises
    ------
    ValueError
        If a slope is out of range.
    """

    below: float
    above: float

    def __post_init__(self) -> None:
        in_range("Slope below neutral", self.below, -5, 5)
        in_range("Slope above neutral", self.above, -5, 5)

    def __call__(self, mood: ArrayLike) -> Floats:
        """Return the influence of a mood, or of each of many."""
        other = np.asarray(mood, dtype=float)
        return np.where(other < 0, self.below, self.above) * other

    def pieces(self) -> tuple[Piece, ...]:
        """Return the two straight stretches."""
        return Piece(-np.inf, 0, self.below, 0), Piece(0, np.inf, self.above, 0)


@dataclass(frozen=True)
class Ojive:
    """Influence in steps: none near neutral, a fixed amount beyond a threshold.

    Attributes
    ----------
    loss : float
        What is lost when the other is at or below minus `hurt_at`, 0 to 5.
    gain : float
        What is gained when the other is at or above `lifted_at`, 0 to 5.
    hurt_at, lifted_at : float
        Thresholds, as distances from neutral, above 0 (0.01) to 5.
    repair : float
        What is added, against the slide, when the other is at or below minus `repair_at`, 0 to 5.
        Our simplification of the published repair term.
    repair_at : float
        Distance below neutral at which repair sets in, 0.01 to 5.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    loss: float = 0.8
    gain: float = 0.5
    hurt_at: float = 0.5
    lifted_at: float = 0.5
    repair: float = 0.0
    repair_at: float = 0.3

    def __post_init__(self) -> None:
        in_range("Loss", self.loss, 0, 5)
        in_range("Gain", self.gain, 0, 5)
        in_range("Threshold of hurt", self.hurt_at, 0.01, 5)
        in_range("Threshold of uplift", self.lifted_at, 0.01, 5)
        in_range("Repair", self.repair, 0, 5)
        in_range("Threshold of repair", self.repair_at, 0.01, 5)

    def __call__(self, mood: ArrayLike) -> Floats:
        """Return the influence of a mood, or of each of many."""
        other = np.asarray(mood, dtype=float)
        return (
            self.gain * (other >= self.lifted_at)
            - self.loss * (other <= -self.hurt_at)
            + self.repair * (other <= -self.repair_at)
        )

    def pieces(self) -> tuple[Piece, ...]:
        """Return the level stretches between the thresholds."""
        edges = sorted({-self.hurt_at, -self.repair_at, self.lifted_at})
        ends = [-np.inf, *edges, np.inf]
        middles = [edges[0] - 1, *(np.add(edges[1:], edges[:-1]) / 2), edges[-1] + 1]
        return tuple(
            Piece(low, high, 0.0, float(self(middle)))
            for low, high, middle in zip(ends[:-1], ends[1:], middles, strict=True)
        )


@dataclass(frozen=True)
class Person:
    """One of the two in the conversation.

    Attributes
    ----------
    pull : float
        What the person brings to every turn, -5 to 5.
    inertia : float
        Share of the last turn's mood that carries over, 0 to 0.95.
    influence : Influence
        What the other's mood adds to this person's.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    pull: float
    inertia: float
    influence: Influence

    def __post_init__(self) -> None:
        in_range("Pull", self.pull, -5, 5)
        in_range("Inertia", self.inertia, 0, 0.95)
        of_class("Influence", self.influence, Influence)

    @property
    def uninfluenced(self) -> float:
        """Mood on which the person would settle if the other left them cold."""
        return self.pull / (1 - self.inertia)


@dataclass(frozen=True)
class SteadyState:
    """A pair of moods that reproduces itself.

    Attributes
    ----------
    first, second : float
        The two moods.
    strength : float
        Size of the larger eigenvalue: a small push shrinks by this factor a turn in the long run.
    """

    first: float
    second: float
    strength: float

    @property
    def attracts(self) -> bool:
        """Whether moods nearby are drawn in."""
        return self.strength < 1


@dataclass(frozen=True)
class Conversation:
    """Two moods turn by turn, or moment by moment; the last axis is time.

    Attributes
    ----------
    time : array
        Turn, or time in units of the first actor's choosing; entry 0 is the start.
    first, second : array
        Moods; leading axes are those of the starts.
    """

    time: Floats
    first: Floats
    second: Floats


def client_and_counsellor(
    *, repair: float = 0.0, clients_repair: float = 0.0, pull: float = 0.1, inertia: float = 0.4
) -> tuple[Person, Person]:
    """Return the toy pair of the course: the client speaks first, the counsellor answers.

    Both are hurt by coldness (0.8) more than lifted by warmth (0.5).

    Parameters
    ----------
    repair : float
        How strongly the counsellor turns towards the client when the client is cold, 0 to 5.
    clients_repair : float
        The same for the client, 0 to 5.
    pull : float
        What each brings, -5 to 5.
    inertia : float
        What carries over for each, 0 to 0.95.

    Returns
    -------
    tuple of two Person
        Client, counsellor.
    """
    in_range("Client's repair", clients_repair, 0, 5)
    return (
        Person(pull, inertia, Ojive(repair=clients_repair)),
        Person(pull, inertia, Ojive(repair=repair)),
    )


def converse(
    first: Person, second: Person, start: tuple[ArrayLike, ArrayLike], turns: int = 30
) -> Conversation:
    """Let two people take turns; the second hears the first before answering.

    Parameters
    ----------
    first, second : Person
        The two, in the order in which they speak.
    start : tuple of two float or array
        Mood of each before the first turn, -20 to 20.
    turns : int
        Number of pairs of turns, 0 to 5,000.

    Returns
    -------
    Conversation
        Moods that run away are held at a million.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _both(Person, first, second)
    one, two = starts(start, ("first", "second"), LIMIT)
    whole("Number of turns", turns, 0, 5000)
    moods_one, moods_two = [one], [two]
    for _ in range(turns):
        one, two = _turn(first, second, one, two)
        moods_one.append(one)
        moods_two.append(two)
    return Conversation(
        np.arange(turns + 1.0), np.stack(moods_one, axis=-1), np.stack(moods_two, axis=-1)
    )


def local_strength(
    inertia_first: float, inertia_second: float, slope_first: float, slope_second: float
) -> float:
    """Return by what factor a small push grows or shrinks a turn, in the long run.

    With slopes of the same sign it lies below 1, so that the push dies out, exactly where the
    product of the slopes is smaller than ``(1 - inertia_first) * (1 - inertia_second)``.

    Parameters
    ----------
    inertia_first, inertia_second : float
        Inertia of each, 0 to 0.95.
    slope_first, slope_second : float
        Slope of the influence *on* each, -100 to 100.

    Returns
    -------
    float
        Size of the larger eigenvalue, 0 or more.
    """
    in_range("Inertia of the first", inertia_first, 0, 0.95)
    in_range("Inertia of the second", inertia_second, 0, 0.95)
    in_range("Slope on the first", slope_first, -100, 100)
    in_range("Slope on the second", slope_second, -100, 100)
    turn = np.array(
        [
            [inertia_first, slope_first],
            [slope_second * inertia_first, inertia_second + slope_first * slope_second],
        ]
    )
    return float(np.abs(np.linalg.eigvals(turn)).max())


def steady_states(first: Person, second: Person) -> tuple[SteadyState, ...]:
    """Find every pair of moods that reproduces itself, from the coldest to the warmest.

    The influence functions are made of straight stretches, so each pair of stretches has at most
    one crossing, found exactly. Where two null-clines lie on top of each other (a knife-edge: the
    slopes' product is exactly ``(1 - inertia) * (1 - inertia)``) that stretch is left out.

    Parameters
    ----------
    first, second : Person
        The two.

    Returns
    -------
    tuple of SteadyState
    """
    _both(Person, first, second)
    found: dict[tuple[float, float], SteadyState] = {}
    keep_one, keep_two = 1 - first.inertia, 1 - second.inertia
    for on_first, on_second in product(first.influence.pieces(), second.influence.pieces()):
        knife_edge = keep_one * keep_two - on_first.slope * on_second.slope
        if abs(knife_edge) < 1e-12:
            continue
        given_one = first.pull + on_first.level
        given_two = second.pull + on_second.level
        one = (given_one * keep_two + on_first.slope * given_two) / knife_edge
        two = (given_two * keep_one + on_second.slope * given_one) / knife_edge
        # On a threshold only one of the two neighbouring stretches is the real one.
        real = (
            on_first.low <= two <= on_first.high
            and on_second.low <= one <= on_second.high
            and np.isclose(first.influence(two), on_first.level + on_first.slope * two)
            and np.isclose(second.influence(one), on_second.level + on_second.slope * one)
        )
        if real:
            strength = local_strength(
                first.inertia, second.inertia, on_first.slope, on_second.slope
            )
            found[round(one, 9), round(two, 9)] = SteadyState(one, two, strength)
    return tuple(found[place] for place in sorted(found))


def where_it_ends(
    first: Person, second: Person, start: tuple[ArrayLike, ArrayLike], turns: int = 400
) -> NDArray[np.int_]:
    """Say for each start which steady state the conversation reaches.

    Parameters
    ----------
    first, second : Person
        The two.
    start : tuple of two float or array
        Moods before the first turn, -20 to 20.
    turns : int
        Turns allowed, 1 to 5,000.

    Returns
    -------
    array of int
        Index into `steady_states`, or -1 where none is reached.
    """
    _both(Person, first, second)
    one, two = starts(start, ("first", "second"), LIMIT)
    whole("Number of turns", turns, 1, 5000)
    for _ in range(turns):
        before = one, two
        one, two = _turn(first, second, one, two)
        if np.array_equal(before, (one, two)):
            break
    ends = np.full(one.shape, -1)
    for index, state in enumerate(steady_states(first, second)):
        ends[(np.abs(one - state.first) < 1e-6) & (np.abs(two - state.second) < 1e-6)] = index
    return ends


def catchment(first: Person, second: Person, *, reach: float = 3.0, points: int = 60) -> Floats:
    """Return the share of starting moods that each steady state draws in.

    Parameters
    ----------
    first, second : Person
        The two.
    reach : float
        Starts are spread evenly from minus to plus this, 0.1 to 20.
    points : int
        Starts along each side of the square, 2 to 500.

    Returns
    -------
    array
        One share for each of `steady_states`; they sum to 1 where every start settles.
    """
    in_range("Reach", reach, 0.1, LIMIT)
    whole("Number of points", points, 2, 500)
    # Mid-points of cells: no start then lies on an edge between two catchments by design.
    line = reach * ((2 * np.arange(points) + 1) / points - 1)
    one, two = np.meshgrid(line, line)
    ends = where_it_ends(first, second, (one, two))
    number = len(steady_states(first, second))
    return np.array([np.mean(ends == index) for index in range(number)])


@dataclass(frozen=True)
class Actor:
    """One of two actors in continuous time: ``decay * own + bias + response * tanh(other)``.

    Attributes
    ----------
    response : float
        Strength of the response to the other, -10 to 10; below 0 the actor leans the other way,
        as a counsellor may lean in when the client sinks.
    decay : float
        Rate at which the own mood fades, -10 to -0.05; near 0 the actor is slow to change.
    bias : float
        Own drift, -10 to 10; alone, the actor settles at ``-bias / decay``.

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    response: float = 2.0
    decay: float = -1.0
    bias: float = 0.0

    def __post_init__(self) -> None:
        in_range("Response", self.response, -10, 10)
        in_range("Decay", self.decay, -10, -0.05)
        in_range("Bias", self.bias, -10, 10)

    def rate(self, own: Floats, other: Floats) -> Floats:
        """Return how fast the mood changes."""
        return self.decay * own + self.bias + self.response * np.tanh(other)

    def rest(self, other: ArrayLike) -> Floats:
        """Return the mood on which the actor settles while the other stays put."""
        return -(self.bias + self.response * np.tanh(np.asarray(other, dtype=float))) / self.decay


@dataclass(frozen=True)
class RestingPoint(Resting):
    """Where two actors can stay.

    Attributes
    ----------
    first, second : float
        The two moods.
    eigenvalues : tuple of two complex
        Rates at which a small push grows, the larger real part first.
    """

    first: float
    second: float
    eigenvalues: tuple[complex, complex]


def resting_points(first: Actor, second: Actor) -> tuple[RestingPoint, ...]:
    """Find where two actors can stay, from the coldest first actor to the warmest.

    They depend on response and bias only in proportion to decay: halving an actor's decay, or
    doubling that actor's response and bias, moves the speed and not the place.

    Parameters
    ----------
    first, second : Actor
        The two.

    Returns
    -------
    tuple of RestingPoint
        One, two or three; two at most at a knife-edge.
    """
    _both(Actor, first, second)

    def excess(one: ArrayLike) -> Floats:
        return first.rest(second.rest(one)) - np.asarray(one)

    bound = (abs(first.bias) + abs(first.response)) / abs(first.decay) + 0.1
    # An odd offset keeps neutral, often a solution, from falling on a grid point.
    grid = np.linspace(-bound - 0.0123, bound, 4001)
    values = excess(grid)
    places = [
        brentq(excess, grid[i], grid[i + 1], xtol=1e-14)
        for i in np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    ]
    return tuple(_resting_point(first, second, place) for place in places)


def _resting_point(first: Actor, second: Actor, one: float) -> RestingPoint:
    two = float(second.rest(one))
    local = np.array(
        [
            [first.decay, first.response / np.cosh(two) ** 2],
            [second.response / np.cosh(one) ** 2, second.decay],
        ]
    )
    return RestingPoint(one, two, rates(local))


def flow(
    first: Actor,
    second: Actor,
    start: tuple[ArrayLike, ArrayLike],
    *,
    duration: float = 20.0,
    step: float = 0.01,
    delay: float = 0.0,
) -> Conversation:
    """Follow two actors in continuous time (Heun's method).

    Without delay the two can circle on the way but never for ever: the decays add up to less than
    0 everywhere, which rules out closed orbits (Bendixson).

    Parameters
    ----------
    first, second : Actor
        The two.
    start : tuple of two float or array
        Mood of each until the beginning, -20 to 20.
    duration : float
        Time to follow, 0 to 1,000.
    step : float
        Length of a step, 0.0005 to 0.1.
    delay : float
        How long each takes to notice the other, 0 to 20; rounded to whole steps.

    Returns
    -------
    Conversation

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _both(Actor, first, second)
    one, two = starts(start, ("first", "second"), LIMIT)
    in_range("Duration", duration, 0, 1000)
    in_range("Step", step, 0.0005, 0.1)
    in_range("Delay", delay, 0, 20)
    steps, late = round(duration / step), round(delay / step)
    whole("Starts times steps", one.size * (steps + late), 0, MOST)
    moods = np.empty((2, steps + 1 + late, *one.shape))
    moods[:, : late + 1] = np.stack([one, two])[:, None]
    for now in range(late, steps + late):
        own, heard = moods[:, now], moods[:, now - late]
        slope = np.stack([first.rate(own[0], heard[1]), second.rate(own[1], heard[0])])
        ahead = own + step * slope
        heard = moods[:, now + 1 - late] if late else ahead
        slope_ahead = np.stack([first.rate(ahead[0], heard[1]), second.rate(ahead[1], heard[0])])
        moods[:, now + 1] = own + step * (slope + slope_ahead) / 2
    series = np.moveaxis(moods[:, late:], 1, -1)
    return Conversation(step * np.arange(steps + 1, dtype=np.float64), series[0], series[1])


def start_needed(first: Actor, second: Actor, second_start: float = -1.0) -> float:
    """Return how warm the first actor must begin to end on the warm side.

    Parameters
    ----------
    first, second : Actor
        A pair with a cold and a warm resting point and a saddle between them.
    second_start : float
        Mood in which the other begins, -20 to 20.

    Returns
    -------
    float
        The edge between the two catchments, to about 0.001.

    Raises
    ------
    ValueError
        If the pair has not three resting points, or no start from -20 to 20 decides.
    """
    in_range("Start of the second", second_start, -LIMIT, LIMIT)
    points = resting_points(first, second)
    if len(points) != 3:
        raise ValueError(
            f"The pair has {len(points)} resting points: choose responses strong enough for 3."
        )
    low, high = -LIMIT, LIMIT
    for _ in range(4):
        starts = np.linspace(low, high, 25)
        end = flow(first, second, (starts, np.full(25, second_start)), duration=60, step=0.02)
        warm = end.first[:, -1] > points[1].first
        if warm.all() or not warm.any():
            raise ValueError(
                f"Start of the second is {second_start:g}: the first decides nothing from there."
            )
        edge = int(np.argmax(warm))
        low, high = float(starts[edge - 1]), float(starts[edge])
    return (low + high) / 2


def delay_of_oscillation(response: float, decay: float = -1.0) -> float:
    """Return from which delay two actors of opposite response keep oscillating around neutral.

    For actors with the same decay, no bias, and responses ``response`` and ``-response``.

    Parameters
    ----------
    response : float
        Strength of the response, 0 to 10.
    decay : float
        Rate at which moods fade, -10 to -0.05.

    Returns
    -------
    float
        Delay; infinity where the response is no stronger than the decay.
    """
    in_range("Response", response, 0, 10)
    in_range("Decay", decay, -10, -0.05)
    if response <= -decay:
        return float("inf")
    pace = np.sqrt(response**2 - decay**2)
    return float((np.pi / 2 - np.arctan(pace / -decay)) / pace)


def _both(kind: type, first: object, second: object) -> None:
    of_class("first", first, kind)
    of_class("second", second, kind)


def _turn(first: Person, second: Person, one: Floats, two: Floats) -> tuple[Floats, Floats]:
    one = held(first.pull + first.inertia * one + first.influence(two))
    return one, held(second.pull + second.inertia * two + second.influence(one))
