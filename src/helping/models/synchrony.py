"""Synchrony of two movement series, and how much of it chance alone would give.

Label: measured for the statistic, windowed cross-correlation of movement energy as it is used in
research on psychotherapy (Ramseyer and Tschacher, 2011, doi:10.1037/a0023419; Kleinbub and
Ramseyer, 2020, doi:10.1080/10503307.2020.1844334). The code is our own. Two people who never met
show some synchrony by this measure, and more of it the more rhythmic they are, so every value
needs a surrogate: people paired with somebody else, or the minutes of one person shuffled.

What it cannot show: what was moved, or why; who "caused" anything (a lead in time is not a cause);
whether synchrony does good. The values depend on window, step, lag and smoothing, which must be
reported with them.

Waits for chapter 16, where synchrony is told from chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import flag, generator, in_range, numbers, of_class, whole

Floats = NDArray[np.float64]

CAP = 10.0
"""Largest Fisher z; a perfect correlation would otherwise be infinite."""


@dataclass(frozen=True)
class Settings:
    """How two series are compared; all but `rate` in seconds.

    Attributes
    ----------
    rate : float
        Frames a second, 0.1 to 100.
    window : float
        Length of a window, 1 to 600.
    step : float
        From the start of one window to that of the next, 0.1 to 600.
    lag : float
        Largest delay of one person behind the other, 0 to 60.
    smooth : float
        Length of the moving average taken first, 0 to 10.
    absolute : bool
        Whether moving against each other counts as synchrony too.

    Raises
    ------
    ValueError
        If a value is out of range, or a window holds fewer than 4 frames.
    """

    rate: float = 25.0
    window: float = 60.0
    step: float = 30.0
    lag: float = 5.0
    smooth: float = 0.5
    absolute: bool = True

    def __post_init__(self) -> None:
        in_range("Frames a second", self.rate, 0.1, 100)
        in_range("Window", self.window, 1, 600)
        in_range("Step", self.step, 0.1, 600)
        in_range("Lag", self.lag, 0, 60)
        in_range("Smoothing", self.smooth, 0, 10)
        flag("absolute", self.absolute)
        in_range("Frames in a window", self.window * self.rate, 4, 60_000)


@dataclass(frozen=True)
class Correlations:
    """Fisher z of two series for every window and lag.

    Attributes
    ----------
    starts : array, shape (windows,)
        Start of each window in seconds.
    lags : array, shape (lags,)
        Seconds by which the second person comes later; below 0 the second comes first.
    z : array, shape (windows, lags)
        Fisher z of the correlation, -10 to 10; 0 where one person did not move at all.
    absolute : bool
        Whether the size alone counts.
    """

    starts: Floats
    lags: Floats
    z: Floats
    absolute: bool

    @property
    def by_lag(self) -> Floats:
        """Mean over the windows for each lag."""
        return self._counted.mean(axis=0)

    @property
    def by_window(self) -> Floats:
        """Mean over the lags for each window."""
        return self._counted.mean(axis=1)

    @property
    def synchrony(self) -> float:
        """Mean over all windows and lags."""
        return float(self._counted.mean())

    @property
    def lead_of_first(self) -> float:
        """Mean where the second comes later, minus mean where the second comes first."""
        later, sooner = self.by_lag[self.lags > 0], self.by_lag[self.lags < 0]
        return float(later.mean() - sooner.mean()) if later.size else 0.0

    @property
    def _counted(self) -> Floats:
        return np.abs(self.z) if self.absolute else self.z


def correlate(
    first: ArrayLike, second: ArrayLike, settings: Settings | None = None
) -> Correlations:
    """Correlate two movement series window by window and lag by lag.

    The window of the first person stays in place while that of the second is moved, so every
    correlation rests on a full window.

    Parameters
    ----------
    first, second : array_like
        Series of equal length, finite.
    settings : Settings
        How to compare them; the defaults of `Settings` if not given.

    Returns
    -------
    Correlations

    Raises
    ------
    ValueError
        If the series do not match or are too short for one window with its lags.
    """
    how = _how(settings)
    one, two = _prepared(first, how), _prepared(second, how)
    if one.size != two.size:
        raise ValueError(
            f"The series have {one.size} and {two.size} frames: choose two of equal length."
        )
    return _correlate(one, two, how)


def smooth(series: ArrayLike, frames: int) -> Floats:
    """Return a centred moving average of the same length (fewer frames count at the ends).

    Parameters
    ----------
    series : array_like
        One series, finite.
    frames : int
        Frames in the average, 1 to 10,000.

    Returns
    -------
    array
    """
    values = _series(series)
    whole("Frames in the average", frames, 1, 10_000)
    kernel = np.ones(min(frames, values.size))
    total = np.convolve(values, kernel, mode="same")
    return total / np.convolve(np.ones(values.size), kernel, mode="same")


def all_pairings(firsts: ArrayLike, seconds: ArrayLike, settings: Settings | None = None) -> Floats:
    """Return the synchrony of every first person with every second one.

    Parameters
    ----------
    firsts, seconds : array_like, shape (pairs, frames)
        Row by row the two people of the real pairs; at least 2 pairs.
    settings : Settings
        As in `correlate`.

    Returns
    -------
    array, shape (pairs, pairs)
        The real pairs stand on the diagonal; roles are kept.

    Raises
    ------
    ValueError
        If the tables do not match or hold fewer than 2 pairs.
    """
    how = _how(settings)
    ones, twos = numbers("firsts", firsts), numbers("seconds", seconds)
    if ones.ndim != 2 or ones.shape != twos.shape or ones.shape[0] < 2:
        raise ValueError(
            f"The tables have shapes {ones.shape} and {twos.shape}: choose two equal ones with a "
            "row a pair and at least 2 rows."
        )
    ready_ones = [_prepared(row, how) for row in ones]
    ready_twos = [_prepared(row, how) for row in twos]
    return np.array([[_correlate(a, b, how).synchrony for b in ready_twos] for a in ready_ones])


@dataclass(frozen=True)
class Comparison:
    """Real synchrony beside that of people who never met.

    Attributes
    ----------
    real, pseudo : array
        Synchrony of the real pairs and of all others.
    effect : float
        Difference of the means in pooled standard deviations; 0 if there is no spread.
    z : float
        Real mean in standard deviations of re-paired means.
    p : float
        Share of re-pairings with a mean at least as high (the real one counts as one), above 0.
    """

    real: Floats
    pseudo: Floats
    effect: float
    z: float
    p: float


def compare(
    pairings: ArrayLike, rng: np.random.Generator | int, *, shuffles: int = 2000
) -> Comparison:
    """Compare the real pairs with re-paired ones.

    Parameters
    ----------
    pairings : array_like, shape (pairs, pairs)
        From `all_pairings`.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    shuffles : int
        Number of random re-pairings of the whole group, 10 to 1,000,000.

    Returns
    -------
    Comparison

    Raises
    ------
    ValueError
        If the table is not square with at least 2 rows, or a value is out of range.
    """
    table = numbers("pairings", pairings)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.shape[0] < 2:
        raise ValueError(f"The table has shape {table.shape}: choose a square one, 2 rows or more.")
    in_range("A synchrony", table, -CAP, CAP, many=True)
    whole("Number of shuffles", shuffles, 10, 1_000_000)
    real = np.diag(table).copy()
    pseudo = table[~np.eye(len(table), dtype=bool)]
    chance = generator(rng)
    rows = np.arange(len(table))
    means = np.array([table[rows, chance.permutation(len(table))].mean() for _ in range(shuffles)])
    return Comparison(
        real,
        pseudo,
        effect=_in_units(real.mean() - pseudo.mean(), _pooled_sd(real, pseudo)),
        z=_in_units(real.mean() - means.mean(), float(means.std())),
        # A hair of tolerance: the real pairing itself turns up among the shuffles.
        p=float((1 + np.sum(means >= real.mean() - 1e-12)) / (1 + shuffles)),
    )


def shuffle_segments(series: ArrayLike, frames: int, rng: np.random.Generator | int) -> Floats:
    """Put the segments of a series in random order; a short remainder stays at the end.

    Parameters
    ----------
    series : array_like
        One series, finite.
    frames : int
        Frames in a segment, 1 to 1,000,000.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    array
        The same values in another order.
    """
    values = _series(series)
    whole("Frames in a segment", frames, 1, 1_000_000)
    number = values.size // frames
    head = values[: number * frames].reshape(number, frames)
    mixed = generator(rng).permutation(head)
    return np.concatenate([mixed.ravel(), values[number * frames :]])


def shuffled_synchrony(
    first: ArrayLike,
    second: ArrayLike,
    rng: np.random.Generator | int,
    *,
    settings: Settings | None = None,
    segment: float = 60.0,
    surrogates: int = 50,
) -> Floats:
    """Return the synchrony of one person with the shuffled minutes of the other.

    Parameters
    ----------
    first, second : array_like
        As in `correlate`.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    settings : Settings
        As in `correlate`.
    segment : float
        Length of a segment, 1 to 600 seconds.
    surrogates : int
        Number of shuffles, 1 to 10,000.

    Returns
    -------
    array, shape (surrogates,)
    """
    how = _how(settings)
    in_range("Segment", segment, 1, 600)
    whole("Number of surrogates", surrogates, 1, 10_000)
    chance = generator(rng)
    frames = max(1, round(segment * how.rate))
    return np.array(
        [
            correlate(first, shuffle_segments(second, frames, chance), how).synchrony
            for _ in range(surrogates)
        ]
    )


def _how(settings: Settings | None) -> Settings:
    how = Settings() if settings is None else settings
    of_class("settings", how, Settings)
    return how


def _series(series: ArrayLike) -> Floats:
    values = numbers("The series", series)
    if values.ndim != 1 or values.size == 0 or not np.all(np.isfinite(values)):
        raise ValueError(
            f"The series has shape {values.shape} or gaps: choose one row of finite numbers."
        )
    return values


def _prepared(series: ArrayLike, how: Settings) -> Floats:
    values = smooth(series, max(1, round(how.smooth * how.rate)))
    spread = values.std()
    # Centring now keeps the running sums of squares exact.
    return (values - values.mean()) / (spread if spread > 0 else 1.0)


def _correlate(one: Floats, two: Floats, how: Settings) -> Correlations:
    frames = round(how.window * how.rate)
    lag = round(how.lag * how.rate)
    starts = np.arange(lag, one.size - frames - lag + 1, max(1, round(how.step * how.rate)))
    if starts.size == 0:
        raise ValueError(
            f"The series have {one.size} frames: choose at least {frames + 2 * lag}, one window "
            "with its lags."
        )
    # Sums over every window of the second person, once for all.
    sums = np.concatenate([[0.0], np.cumsum(two)])
    squares = np.concatenate([[0.0], np.cumsum(two**2)])
    sums, squares = sums[frames:] - sums[:-frames], squares[frames:] - squares[:-frames]
    spread = np.sqrt(np.maximum(squares - sums**2 / frames, 0))
    z = np.zeros((starts.size, 2 * lag + 1))
    for index, start in enumerate(starts):
        window = one[start : start + frames] - one[start : start + frames].mean()
        size = np.sqrt(window @ window)
        together = np.correlate(two[start - lag : start + frames + lag], window, mode="valid")
        scale = size * spread[start - lag : start + lag + 1]
        r = np.divide(together, scale, out=np.zeros_like(together), where=scale > 1e-9 * frames)
        z[index] = np.arctanh(np.clip(r, -np.tanh(CAP), np.tanh(CAP)))
    return Correlations(
        starts / how.rate, np.arange(-lag, lag + 1) / how.rate, z, absolute=how.absolute
    )


def _pooled_sd(one: Floats, two: Floats) -> float:
    squares = np.sum((one - one.mean()) ** 2) + np.sum((two - two.mean()) ** 2)
    return float(np.sqrt(squares / (one.size + two.size - 2)))


def _in_units(difference: float, unit: float) -> float:
    return float(difference / unit) if unit > 1e-12 else 0.0
