"""How far people who rate the same moment agree: intraclass correlations and kappas.

Label: *measured* for the coefficients (exact formulas); *toy* for the simulated class.

Sources: Shrout and Fleiss (1979), https://doi.org/10.1037/0033-2909.86.2.420, and McGraw and Wong
(1996), https://doi.org/10.1037/1082-989X.1.1.30, for the intraclass correlations; Cohen (1960),
https://doi.org/10.1177/001316446002000104, and Cohen (1968), https://doi.org/10.1037/h0026256, for
kappa and weighted kappa; Fleiss (1971), https://doi.org/10.1037/h0031619; Feinstein and Cicchetti
(1990), https://doi.org/10.1016/0895-4356(90)90158-L, for the paradox of high agreement and low
kappa. The package pingouin (function ``intraclass_corr``) gives the same six intraclass
correlations, with intervals; they are written out here, from the mean squares of an analysis of
variance, because the models of this course need NumPy and SciPy only.

What it cannot show: who is right. Raters can agree and all be wrong, and a class that has talked
agrees more than one that has seen more. Simulated raters differ in level and at random, never in
what they mean by a word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helping.models.checks import MOST, generator, in_range, numbers, one_of, whole

Floats = NDArray[np.float64]

WEIGHTS = ("none", "linear", "quadratic")


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares of ratings of n clips (rows) by k raters (columns).

    Attributes
    ----------
    rows, columns, error : array of float
        Between clips, between raters, and what is left of a two-way analysis of variance.
    within : array of float
        Within clips, of a one-way analysis.
    clips, raters : int
        n and k.
    """

    rows: Floats
    columns: Floats
    error: Floats
    within: Floats
    clips: int
    raters: int


@dataclass(frozen=True)
class Agreement:
    """Six intraclass correlations; below 0 when raters agree less than by chance.

    Attributes
    ----------
    one_way, agreement, consistency : array of float
        For *one* rater: ICC(1) (every clip has other raters), ICC(A,1) (the same raters, and
        their levels count), ICC(C,1) (the same raters, levels do not count). Shrout and
        Fleiss call them ICC(1,1), ICC(2,1) and ICC(3,1).
    mean_one_way, mean_agreement, mean_consistency : array of float
        The same for the *mean* of all raters: ICC(1,k), ICC(2,k), ICC(3,k).
    """

    one_way: Floats
    agreement: Floats
    consistency: Floats
    mean_one_way: Floats
    mean_agreement: Floats
    mean_consistency: Floats


def mean_squares(ratings: ArrayLike) -> MeanSquares:
    """Return the mean squares of one table of ratings, or of many.

    Parameters
    ----------
    ratings : array_like
        Last two axes: clips (2 or more) and raters (2 or more). Axes before them are separate
        tables, done at once. No rating may be missing.

    Returns
    -------
    MeanSquares

    Raises
    ------
    ValueError
        If there are too few clips or raters, or a rating is missing.
    """
    table = numbers("ratings", ratings)
    if table.ndim < 2 or min(table.shape[-2:]) < 2:
        raise ValueError(
            f"ratings have the shape {table.shape}: give two or more clips (rows) and two or more "
            "raters (columns)."
        )
    if not np.isfinite(table).all():
        raise ValueError("ratings hold a missing number: leave out the clip or the rater.")
    n, k = table.shape[-2:]
    clip = table.mean(axis=-1, keepdims=True)
    rater = table.mean(axis=-2, keepdims=True)
    grand = table.mean(axis=(-2, -1), keepdims=True)
    rest = table - clip - rater + grand
    return MeanSquares(
        rows=k * ((clip - grand) ** 2).sum(axis=(-2, -1)) / (n - 1),
        columns=n * ((rater - grand) ** 2).sum(axis=(-2, -1)) / (k - 1),
        error=(rest**2).sum(axis=(-2, -1)) / ((n - 1) * (k - 1)),
        within=((table - clip) ** 2).sum(axis=(-2, -1)) / (n * (k - 1)),
        clips=n,
        raters=k,
    )


def intraclass(ratings: ArrayLike) -> Agreement:
    """Return the six intraclass correlations of a table of ratings.

    Parameters
    ----------
    ratings : array_like
        As for `mean_squares`.

    Returns
    -------
    Agreement
        A correlation is nan where it does not exist: where its denominator is not above 0, as
        when the clips do not differ at all.

    Raises
    ------
    ValueError
        As for `mean_squares`.
    """
    m = mean_squares(ratings)
    n, k = m.clips, m.raters
    levels = m.columns - m.error
    # Rounding leaves a trace where clips do not differ; measured against all there is, it is 0.
    trace = 1e-9 * (m.rows + m.columns + m.error + m.within)

    def ratio(above: Floats, below: Floats) -> Floats:
        exists = below > trace
        return np.where(exists, above / np.where(exists, below, 1.0), np.nan)[()]

    return Agreement(
        one_way=ratio(m.rows - m.within, m.rows + (k - 1) * m.within),
        agreement=ratio(m.rows - m.error, m.rows + (k - 1) * m.error + k / n * levels),
        consistency=ratio(m.rows - m.error, m.rows + (k - 1) * m.error),
        mean_one_way=ratio(m.rows - m.within, m.rows),
        mean_agreement=ratio(m.rows - m.error, m.rows + levels / n),
        mean_consistency=ratio(m.rows - m.error, m.rows),
    )


def class_ratings(
    clips: int,
    raters: int,
    rng: np.random.Generator | int,
    *,
    clip_variance: float = 1.0,
    rater_variance: float = 0.5,
    residual_variance: float = 1.0,
    classes: int = 1,
) -> Floats:
    """Simulate classes in which everyone rates every clip once.

    A rating is the clip's true value, plus the rater's own level (some are strict), plus the
    moment. Toy: the default variances stand for untrained raters.

    Parameters
    ----------
    clips, raters : int
        2 to 200 and 2 to 500.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    clip_variance, rater_variance, residual_variance : float
        0 to 100, in squared rating points.
    classes : int
        Number of classes, 1 to 10,000.

    Returns
    -------
    array of float
        Of the shape classes x clips x raters, in points round 0.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clips", clips, 2, 200)
    whole("raters", raters, 2, 500)
    whole("classes", classes, 1, 10_000)
    whole("classes times clips times raters", classes * clips * raters, 4, MOST)
    _variances(clip_variance, rater_variance, residual_variance)
    clip = math.sqrt(clip_variance) * rng.standard_normal((classes, clips, 1))
    level = math.sqrt(rater_variance) * rng.standard_normal((classes, 1, raters))
    moment = math.sqrt(residual_variance) * rng.standard_normal((classes, clips, raters))
    return np.asarray(clip + level + moment)


def true_agreement(
    raters: int = 1,
    *,
    clip_variance: float = 1.0,
    rater_variance: float = 0.5,
    residual_variance: float = 1.0,
) -> float:
    """Return the agreement ICC(A,k) that endlessly many clips and raters would show.

    Parameters
    ----------
    raters : int
        Raters whose mean is taken, 1 to 500.
    clip_variance, rater_variance, residual_variance : float
        As for `class_ratings`; not all 0.

    Returns
    -------
    float
        Variance of the clips as a share of the variance of the mean rating, 0 to 1.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    whole("raters", raters, 1, 500)
    _variances(clip_variance, rater_variance, residual_variance)
    total = clip_variance + (rater_variance + residual_variance) / raters
    if total == 0:
        raise ValueError("clip_variance is 0 like the others: choose one variance above 0.")
    return clip_variance / total


def _variances(clip: float, rater: float, residual: float) -> None:
    in_range("clip_variance", clip, 0, 100)
    in_range("rater_variance", rater, 0, 100)
    in_range("residual_variance", residual, 0, 100)


def cross_table(first: ArrayLike, second: ArrayLike, categories: int) -> NDArray[np.int_]:
    """Count how two raters sorted the same moments.

    Parameters
    ----------
    first, second : array_like of int
        Category of each moment, 0 to ``categories - 1``, by either rater.
    categories : int
        Number of categories, 2 to 100.

    Returns
    -------
    array of int
        Rows: first rater; columns: second rater.

    Raises
    ------
    ValueError
        If a category is out of range, or the two do not fit.
    """
    whole("categories", categories, 2, 100)
    whole("first", first, 0, categories - 1, many=True)
    whole("second", second, 0, categories - 1, many=True)
    a, b = np.asarray(first, dtype=int).ravel(), np.asarray(second, dtype=int).ravel()
    if a.size != b.size or a.size == 0:
        raise ValueError(f"first has {a.size} and second {b.size} moments: give the same moments.")
    counts = np.zeros((categories, categories), dtype=int)
    np.add.at(counts, (a, b), 1)
    return counts


def percent_agreement(table: ArrayLike) -> float:
    """Return the share of moments that two raters put into the same category, 0 to 1.

    Parameters
    ----------
    table : array_like
        Square table of counts or shares, as from `cross_table`.

    Raises
    ------
    ValueError
        If the table is not square, empty, or holds a count below 0.
    """
    return float(np.trace(_shares(table)))


def cohen_kappa(table: ArrayLike, weights: str = "none") -> float:
    """Return kappa: agreement beyond what two raters' habits would produce by chance.

    Parameters
    ----------
    table : array_like
        Square table of counts or shares, as from `cross_table`.
    weights : str
        How disagreements count: "none" (all alike), "linear" or "quadratic" (by the distance of
        ordered categories, or by its square).

    Returns
    -------
    float
        1 for full agreement, 0 for chance, below 0 for less; nan if both raters used one and the
        same category only.

    Raises
    ------
    ValueError
        If the table or `weights` is not as described.
    """
    one_of("weights", weights, WEIGHTS)
    shares = _shares(table)
    place = np.arange(len(shares))
    distance = np.abs(place[:, None] - place).astype(float)
    cost = {"none": (distance > 0).astype(float), "linear": distance, "quadratic": distance**2}
    chance = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    expected = float((cost[weights] * chance).sum())
    if expected == 0:
        return math.nan
    return 1 - float((cost[weights] * shares).sum()) / expected


def fleiss_kappa(counts: ArrayLike) -> float:
    """Return kappa for many raters, who need not be the same for every moment.

    Parameters
    ----------
    counts : array_like
        One row a moment, one column a category: how many raters chose it. Every moment needs
        the same number of raters, 2 or more.

    Returns
    -------
    float
        1 for full agreement, 0 for chance; nan if only one category was ever used.

    Raises
    ------
    ValueError
        If the counts are not as described.
    """
    table = numbers("counts", counts)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(f"counts have the shape {table.shape}: give one row a moment.")
    whole("counts", table, 0, 100_000, many=True)
    raters = table.sum(axis=1)
    if raters.min() != raters.max() or raters[0] < 2:
        raise ValueError(
            f"counts come from {raters.min():g} to {raters.max():g} raters: give every moment the "
            "same number, 2 or more."
        )
    k = raters[0]
    observed = float(((table**2).sum(axis=1) - k).mean() / (k * (k - 1)))
    chance = float(((table.sum(axis=0) / table.sum()) ** 2).sum())
    return math.nan if chance == 1 else (observed - chance) / (1 - chance)


@dataclass(frozen=True)
class Paradox:
    """Two raters at one prevalence.

    Attributes
    ----------
    agreement : float
        Share of moments on which they agree, 0 to 1.
    kappa : float
        Cohen's kappa; nan where everything or nothing is called present.
    adjusted : float
        ``2 * agreement - 1``: kappa if both categories were used equally often.
    called_present : float
        Share of moments that one rater calls present, 0 to 1.
    """

    agreement: float
    kappa: float
    adjusted: float
    called_present: float


def prevalence_paradox(prevalence: float, accuracy: float = 0.9) -> Paradox:
    """Show how kappa falls when something is rare though the raters are as good as before.

    Two raters judge a yes-or-no thing, each right with the same probability whether it is there
    or not, and independently. Their agreement does not depend on prevalence; kappa does
    (Feinstein and Cicchetti, 1990).

    Parameters
    ----------
    prevalence : float
        Share of moments in which the thing is there, 0 to 1.
    accuracy : float
        Probability that a rater is right, 0.5 to 1.

    Returns
    -------
    Paradox

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("prevalence", prevalence, 0, 1)
    in_range("accuracy", accuracy, 0.5, 1)
    right, wrong, p = accuracy, 1 - accuracy, prevalence
    table = np.array(
        [
            [p * right**2 + (1 - p) * wrong**2, right * wrong],
            [right * wrong, p * wrong**2 + (1 - p) * right**2],
        ]
    )
    agreement = percent_agreement(table)
    return Paradox(agreement, cohen_kappa(table), 2 * agreement - 1, float(table[0].sum()))


def _shares(table: ArrayLike) -> Floats:
    counts = numbers("table", table)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or len(counts) < 2:
        raise ValueError(
            f"table has the shape {counts.shape}: give as many rows as columns, 2 or more."
        )
    in_range("table", counts, 0, 1e9, many=True)
    if counts.sum() == 0:
        raise ValueError("table holds 0 moments: count at least one.")
    return np.asarray(counts / counts.sum())
