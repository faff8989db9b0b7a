"""Turn one kind of effect size into another, and into people.

Meta-analyses of the helping relationship print *r*, *d* or Hedges' *g*. The three live on
different scales, so their printed numbers must not be ranked side by side. These functions
move a figure from one scale to another and say what it looks like in a hundred clients.

Label: *measured* (exact formulas; the assumption of each is stated with it).

What it cannot show: a conversion keeps the size of an association, not its meaning. It cannot
tell cause from correlation, and it carries over every weakness of the studies behind the figure.

Sources: the usual textbook formulas for *r*, *d* and Fisher's z, as in Borenstein, Hedges, Higgins
and Rothstein, *Introduction to Meta-Analysis* (2009); Hedges (1981),
https://doi.org/10.2307/1164588, for the small-sample correction; Sheppard (1899) for the quadrants
of the bivariate normal distribution, which a test checks by integration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import norm

from helping.models.checks import finite, in_range, inside


@dataclass(frozen=True)
class HundredClients:
    """Of 100 clients on each side of the median of X, how many end above the median of Y.

    Attributes
    ----------
    better_with_more : float
        Of 100 clients with above-median X (0 to 100).
    better_with_less : float
        Of 100 clients with below-median X (0 to 100); the two add up to 100.
    """

    better_with_more: float
    better_with_less: float


@dataclass(frozen=True)
class Interval:
    """A confidence interval.

    Attributes
    ----------
    low, high : float
        Its ends, on the scale of the estimate.
    """

    low: float
    high: float


def hundred_clients(r: float) -> HundredClients:
    """Say what a correlation looks like in a hundred clients.

    Split clients at the median of X (say, empathy) and again at the median of Y (outcome). If
    the two follow a bivariate normal distribution, the share of the upper half in X that lands
    in the upper half of Y is ``1/2 + arcsin(r) / pi`` (Sheppard, 1899).

    Parameters
    ----------
    r : float
        Correlation, from -1 to 1.

    Returns
    -------
    HundredClients
        Both halves. No relation gives 50 and 50.

    Raises
    ------
    ValueError
        If `r` is outside -1 to 1.

    Notes
    -----
    The figure counts clients who end *above the median*, not clients who recover, and it says
    nothing about why. It is lower than the older "binomial effect size display" (50 + 50 r),
    which reads the same `r` as a link between two yes-or-no variables.

    Examples
    --------
    >>> round(hundred_clients(0.278).better_with_more)
    59
    """
    in_range("Correlation r", r, -1, 1)
    shift = 100 * math.asin(r) / math.pi
    return HundredClients(better_with_more=50 + shift, better_with_less=50 - shift)


def r_to_d(r: float, group_share: float = 0.5) -> float:
    """Turn a correlation into a standardised mean difference.

    Parameters
    ----------
    r : float
        Point-biserial correlation, strictly between -1 and 1.
    group_share : float, optional
        Share of people in the first of the two groups (0 to 1, exclusive). Meta-analyses
        mostly assume equal groups, 0.5, which gives ``2 r / sqrt(1 - r**2)``.

    Returns
    -------
    float
        Cohen's d in standard deviations.

    Raises
    ------
    ValueError
        If `r` or `group_share` is outside its range.

    Examples
    --------
    >>> round(r_to_d(0.278), 3)
    0.579
    """
    inside("Correlation r", r, -1, 1)
    inside("Group share", group_share, 0, 1)
    return r / math.sqrt(group_share * (1 - group_share) * (1 - r * r))


def d_to_r(d: float, group_share: float = 0.5) -> float:
    """Turn a standardised mean difference into a correlation.

    Parameters
    ----------
    d : float
        Cohen's d in standard deviations; any finite number.
    group_share : float, optional
        Share of people in the first of the two groups (0 to 1, exclusive).

    Returns
    -------
    float
        Point-biserial correlation between -1 and 1: ``d / sqrt(d**2 + 1 / (p (1 - p)))``.

    Raises
    ------
    ValueError
        If `d` is not finite or `group_share` is outside its range.

    Examples
    --------
    >>> round(d_to_r(0.579), 3)
    0.278
    """
    finite("Standardised difference d", d)
    inside("Group share", group_share, 0, 1)
    return d / math.hypot(d, 1 / math.sqrt(group_share * (1 - group_share)))


def small_sample_factor(people: int) -> float:
    """Give the factor that turns Cohen's d into Hedges' g.

    Parameters
    ----------
    people : int
        People in both groups together, at least 4.

    Returns
    -------
    float
        ``1 - 3 / (4 (people - 2) - 1)``, below 1 and close to it from about 50 people on.

    Raises
    ------
    ValueError
        If there are fewer than 4 people.
    """
    in_range("Number of people", people, 4, math.inf)
    return 1 - 3 / (4 * (people - 2) - 1)


def d_to_g(d: float, people: int) -> float:
    """Turn Cohen's d into Hedges' g, which corrects d for small samples.

    Parameters
    ----------
    d : float
        Cohen's d in standard deviations.
    people : int
        People in both groups together, at least 4.

    Returns
    -------
    float
        Hedges' g in standard deviations, a little nearer to zero than `d`.

    Raises
    ------
    ValueError
        If `d` is not finite or `people` is below 4.
    """
    finite("Standardised difference d", d)
    return d * small_sample_factor(people)


def g_to_d(g: float, people: int) -> float:
    """Turn Hedges' g back into Cohen's d.

    Parameters
    ----------
    g : float
        Hedges' g in standard deviations.
    people : int
        People in both groups together, at least 4.

    Returns
    -------
    float
        Cohen's d in standard deviations.

    Raises
    ------
    ValueError
        If `g` is not finite or `people` is below 4.
    """
    finite("Standardised difference g", g)
    return g / small_sample_factor(people)


def g_to_r(g: float, group_share: float = 0.5, people: int | None = None) -> float:
    """Turn Hedges' g into a correlation.

    Parameters
    ----------
    g : float
        Hedges' g in standard deviations.
    group_share : float, optional
        Share of people in the first of the two groups (0 to 1, exclusive).
    people : int, optional
        People in both groups together, at least 4. Left out, g is read as d: right for the
        pooled g of a meta-analysis, where the correction is already negligible.

    Returns
    -------
    float
        Correlation between -1 and 1.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Examples
    --------
    >>> round(g_to_r(0.28), 2), round(g_to_r(0.36), 2)
    (0.14, 0.18)
    """
    finite("Standardised difference g", g)
    return d_to_r(g if people is None else g_to_d(g, people), group_share)


def fisher_interval(r: float, people: int, level: float = 0.95) -> Interval:
    """Put an interval round the correlation of one sample, by Fisher's z.

    Parameters
    ----------
    r : float
        Correlation found, strictly between -1 and 1.
    people : int
        People in the sample, at least 4.
    level : float, optional
        Confidence level, strictly between 0 and 1.

    Returns
    -------
    Interval
        Ends on the scale of r, always inside -1 to 1 and longer on the side of zero.

    Raises
    ------
    ValueError
        If a parameter is outside its range.

    Notes
    -----
    For *one* study. The interval of a meta-analysis also carries the differences between
    studies, so it is wider than this one computed from its total number of people.
    """
    inside("Correlation r", r, -1, 1)
    inside("Confidence level", level, 0, 1)
    in_range("Number of people", people, 4, math.inf)
    centre = math.atanh(r)
    reach = float(norm.ppf(0.5 + level / 2)) / math.sqrt(people - 3)
    return Interval(low=math.tanh(centre - reach), high=math.tanh(centre + reach))


def shared_variance(r: float) -> float:
    """Give the share of variance that two variables have in common.

    Parameters
    ----------
    r : float
        Correlation, from -1 to 1.

    Returns
    -------
    float
        ``r**2``, from 0 to 1.

    Raises
    ------
    ValueError
        If `r` is outside -1 to 1.
    """
    in_range("Correlation r", r, -1, 1)
    return r * r
