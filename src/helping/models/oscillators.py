"""Two bodies in rhythm: when they lock, who leads, and the movement that a camera would see.

Label: adapted for the two equations, which are standard; toy for the bodies and all sizes.

*Two oscillators* (the pair form of Kuramoto's model), each with an own tempo and a pull towards
the other::

    d first  = (tempo_first  + pull_on_first  * sin(second - first)) dt + restlessness dW
    d second = (tempo_second + pull_on_second * sin(first - second)) dt + restlessness dW

They lock exactly where the difference of tempos is no larger than the sum of the two pulls; the one
on whom the smaller pull acts leads. *Relative phase* (Haken, Kelso and Bunz, 1985,
doi:10.1007/BF00336922)::

    d phase = (difference - in_step * sin(phase) - 2 * in_turn * sin(2 * phase)) dt

Moving alternately is stable only where ``in_turn / in_step`` exceeds 1/4. Richer models give every
person an oscillator for perceiving and one for acting (Heggli et al., 2019,
doi:10.1371/journal.pcbi.1007422); they are not built here.

What it cannot show: that bodies in a session are seldom rhythmic; posture, gaze, voice, and what a
movement means; why anyone would follow. Being in step is not a good in itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import MOST, generator, in_range, whole

Floats = NDArray[np.float64]

FASTER_THAN_FRAMES = 4
"""Steps of the calculation in one frame."""


@dataclass(frozen=True)
class Locking:
    """What two oscillators do in the long run, without chance.

    Attributes
    ----------
    locked : bool
        Whether they keep a constant phase to each other.
    phase : float
        By how much the first is ahead, in radians, -pi/2 to pi/2; not-a-number unless locked.
    drift : float
        Mean rate at which the first runs ahead, in radians a second; 0 if locked.
    """

    locked: bool
    phase: float
    drift: float


def locking(difference: float, pull: float) -> Locking:
    """Return whether two oscillators lock, and how.

    Parameters
    ----------
    difference : float
        First's tempo minus second's, in radians a second, -50 to 50.
    pull : float
        Sum of the pulls on both, in radians a second, 0 to 100.

    Returns
    -------
    Locking

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Difference of tempos", difference, -50, 50)
    in_range("Sum of the pulls", pull, 0, 100)
    if difference == 0 and pull == 0:
        return Locking(True, 0.0, 0.0)
    if abs(difference) <= pull:
        return Locking(True, float(np.arcsin(difference / pull)), 0.0)
    # Two roots, since the square of a tiny difference would vanish.
    size = np.sqrt(abs(difference) - pull) * np.sqrt(abs(difference) + pull)
    drift = np.sign(difference) * size
    return Locking(False, float("nan"), float(drift))


@dataclass(frozen=True)
class Bodies:
    """Pairs of moving bodies; leading axis is pairs, last axis is frames.

    Attributes
    ----------
    time : array
        Seconds.
    first, second : array, shape (pairs, frames)
        Movement energy, 0 or more, in arbitrary units.
    first_phase, second_phase : array, shape (pairs, frames)
        Phases in radians, counted up without end.
    """

    time: Floats
    first: Floats
    second: Floats
    first_phase: Floats
    second_phase: Floats

    @property
    def ahead(self) -> Floats:
        """By how much the first is ahead, in radians, not wrapped."""
        return self.first_phase - self.second_phase


def move_together(
    rng: np.random.Generator | int,
    *,
    pull_on_first: float = 0.6,
    pull_on_second: float = 0.6,
    first_tempo: float = 0.25,
    second_tempo: float = 0.25,
    restlessness: float = 0.5,
    other_movement: float = 0.5,
    duration: float = 300.0,
    frames: float = 10.0,
    pairs: int = 1,
) -> Bodies:
    """Let two bodies move, each with a tempo of its own and a pull towards the other.

    Movement energy is large twice in a cycle, as it is for a hand that goes and comes back, plus
    movement that has nothing to do with the rhythm.

    Parameters
    ----------
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    pull_on_first, pull_on_second : float
        How strongly each is drawn to the other, 0 to 20 radians a second.
    first_tempo, second_tempo : float
        Own tempos, 0.01 to 2 cycles a second.
    restlessness : float
        How irregular each rhythm is, 0 to 5 radians per square root of a second.
    other_movement : float
        Size of movement outside the rhythm, 0 to 10 (the rhythm has size 1).
    duration : float
        Seconds, 1 to 7,200.
    frames : float
        Frames a second, 1 to 50.
    pairs : int
        Number of pairs, 1 to 10,000.

    Returns
    -------
    Bodies

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Pull on the first", pull_on_first, 0, 20)
    in_range("Pull on the second", pull_on_second, 0, 20)
    in_range("Tempo of the first", first_tempo, 0.01, 2)
    in_range("Tempo of the second", second_tempo, 0.01, 2)
    in_range("Restlessness", restlessness, 0, 5)
    in_range("Other movement", other_movement, 0, 10)
    in_range("Duration", duration, 1, 7200)
    in_range("Frames a second", frames, 1, 50)
    whole("Number of pairs", pairs, 1, 10_000)
    chance = generator(rng)
    number = round(duration * frames)
    whole("Pairs times frames", pairs * number, 1, MOST)
    inside = int(np.ceil(FASTER_THAN_FRAMES * max(1, 10 / frames)))
    step = 1 / (frames * inside)
    phases = np.empty((number, 2, pairs))
    now = chance.uniform(0, 2 * np.pi, (2, pairs))
    tempo = 2 * np.pi * np.array([[first_tempo], [second_tempo]])
    pull = np.array([[pull_on_first], [-pull_on_second]])
    for frame in range(number):
        phases[frame] = now
        pushes = restlessness * np.sqrt(step) * chance.standard_normal((inside, 2, pairs))
        for push in pushes:
            now = now + step * (tempo + pull * np.sin(now[1] - now[0])) + push
    rhythm = np.sin(phases) ** 2
    other = other_movement * np.abs(chance.standard_normal(phases.shape))
    energy = np.moveaxis(rhythm + other, 0, -1)
    turned = np.moveaxis(phases, 0, -1)
    return Bodies(np.arange(number) / frames, energy[0], energy[1], turned[0], turned[1])


@dataclass(frozen=True)
class Phases:
    """Relative phase over time; the last axis is time.

    Attributes
    ----------
    time : array
        Seconds.
    phase : array
        Radians, not wrapped.
    """

    time: Floats
    phase: Floats


def relative_phase(
    start: ArrayLike,
    *,
    in_step: float = 1.0,
    in_turn: float = 0.5,
    difference: float = 0.0,
    restlessness: float = 0.0,
    duration: float = 30.0,
    step: float = 0.02,
    rng: np.random.Generator | int = 0,
) -> Phases:
    """Follow the relative phase of two movers.

    Parameters
    ----------
    start : float or array
        Relative phase at the start, -10 to 10 radians.
    in_step, in_turn : float
        Strength of the pulls to moving together and to moving alternately, 0 to 10 a second.
    difference : float
        Difference of tempos, -50 to 50 radians a second.
    restlessness : float
        Size of chance, 0 to 5 radians per square root of a second.
    duration : float
        Seconds, 0 to 1,000.
    step : float
        Length of a step, 0.001 to 0.02 seconds.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    Phases

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    in_range("Start", start, -10, 10, many=True)
    _check_pulls(in_step, in_turn, difference)
    in_range("Restlessness", restlessness, 0, 5)
    in_range("Duration", duration, 0, 1000)
    in_range("Step", step, 0.001, 0.02)
    chance = generator(rng)
    now = np.asarray(start, dtype=float)
    steps = round(duration / step)
    whole("Starts times steps", now.size * steps, 0, MOST)
    course = [now]
    for _ in range(steps):
        push = restlessness * np.sqrt(step) * chance.standard_normal(now.shape)
        now = now + step * _phase_rate(now, in_step, in_turn, difference) + push
        course.append(now)
    return Phases(step * np.arange(len(course), dtype=float), np.stack(course, axis=-1))


def stable_phases(
    in_step: float = 1.0, in_turn: float = 0.5, difference: float = 0.0
) -> tuple[float, ...]:
    """Return the relative phases that two movers keep.

    Parameters
    ----------
    in_step, in_turn, difference : float
        As in `relative_phase`.

    Returns
    -------
    tuple of float
        Radians above -pi to pi, in order; near 0 in step, near pi in turn; empty where tempos
        differ too much.

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _check_pulls(in_step, in_turn, difference)
    # Half a cell off, so that 0 and pi, the usual answers, are not themselves grid points.
    grid = np.linspace(-np.pi, np.pi, 20_001) + np.pi / 20_000
    rates = _phase_rate(grid, in_step, in_turn, difference)
    falls = np.flatnonzero((rates[:-1] > 0) & (rates[1:] <= 0))
    share = rates[falls] / (rates[falls] - rates[falls + 1])
    return tuple(sorted(float(p) for p in grid[falls] + share * (grid[1] - grid[0])))


def _phase_rate(phase: Floats, in_step: float, in_turn: float, difference: float) -> Floats:
    return difference - in_step * np.sin(phase) - 2 * in_turn * np.sin(2 * phase)


def _check_pulls(in_step: float, in_turn: float, difference: float) -> None:
    in_range("Pull to moving in step", in_step, 0, 10)
    in_range("Pull to moving in turn", in_turn, 0, 10)
    in_range("Difference of tempos", difference, -50, 50)
