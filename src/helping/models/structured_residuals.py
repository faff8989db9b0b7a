"""The link within a client, with usual levels and own courses that few sessions do not spoil.

Label: *adapted*. The latent curve model with structured residuals (Curran, Howard, Bainter, Lane
and McGinley, 2014, https://doi.org/10.1037/a0035297): every client has a usual level of alliance
and of distress and, if wished, an own course of both over ln(session); round it the two go up and
down, and there, and only there, one session is linked with the next. Without own courses it is the
random-intercept cross-lagged panel model (Hamaker, Kuiper and Grasman, 2015,
https://doi.org/10.1037/a0038889). Session means are free, so what all clients share is out either
way. Levels and courses are not computed for each client and then taken away, which is what spoils
person-mean centring and the removal of own trends when sessions are few; they are integrated out,
by maximum likelihood on every number there is. That also allows for clients who stop and forms
that stay empty, as far as the numbers that are there tell who does.

What it cannot show: a cause. Something that moves both from one session to the next passes for a
link; links are the same for everybody; distributions are taken as normal, which a scale with ends
is not. Whether own courses are to be kept apart is a question of what one believes about them
(Falkenström et al., 2017, https://doi.org/10.1037/ccp0000203), and no likelihood settles it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from helping.models.checks import finite, flag, numbers

Floats = NDArray[np.float64]

_LINKS, _FIRST, _NEWS, _START = slice(0, 4), slice(4, 7), slice(7, 10), 10


@dataclass(frozen=True)
class Links:
    """What was found within clients, in standard deviations of their ups and downs.

    Attributes
    ----------
    alliance_lasts, alliance_to_outcome, outcome_to_alliance, outcome_lasts : float
        From one session to the next, as in `helping.models.alliance_and_outcome.Paths`.
    same_session : float
        Correlation of the two in the same session, in the long run.
    points : float
        Points of the next session's distress per point of alliance.
    alliance_sd, outcome_sd : float
        Standard deviations of the ups and downs, in points.
    error : float
        Standard error of `alliance_to_outcome`.
    clients : int
        Clients with two numbers or more.
    """

    alliance_lasts: float
    alliance_to_outcome: float
    outcome_to_alliance: float
    outcome_lasts: float
    same_session: float
    points: float
    alliance_sd: float
    outcome_sd: float
    error: float
    clients: int

    @property
    def interval(self) -> tuple[float, float]:
        """95 per cent interval of `alliance_to_outcome`."""
        return (
            self.alliance_to_outcome - 1.96 * self.error,
            self.alliance_to_outcome + 1.96 * self.error,
        )


def links_within(alliance: Floats, outcome: Floats, *, own_courses: bool = True) -> Links:
    """Estimate the links within clients.

    Parameters
    ----------
    alliance, outcome : array of float
        Clients x sessions, 3 to 30 sessions and 50 clients or more; nan where there is none.
    own_courses : bool
        Whether every client has an own course over ln(session) as well as a level.

    Returns
    -------
    Links

    Raises
    ------
    ValueError
        If the arrays have another shape, hold an infinite number, or a session is without any.
    """
    alliance, outcome = numbers("alliance", alliance), numbers("outcome", outcome)
    flag("own_courses", own_courses)
    finite("alliance", alliance[~np.isnan(alliance)], many=True)
    finite("outcome", outcome[~np.isnan(outcome)], many=True)
    shape, other = alliance.shape, outcome.shape
    if shape != other or len(shape) != 2 or shape[0] < 50 or not 3 <= shape[1] <= 30:
        raise ValueError(
            f"alliance has the shape {shape} and outcome {other}: choose two equal ones with 50 "
            "rows or more and 3 to 30 columns."
        )
    both = np.concatenate([alliance, outcome], axis=1)
    there = np.isfinite(both)
    if not there.any(axis=0).all():
        raise ValueError("A session is without any number: choose fewer sessions.")
    both, there = both[there.sum(axis=1) > 1], there[there.sum(axis=1) > 1]
    size = np.array([np.nanstd(both[:, : shape[1]]), np.nanstd(both[:, shape[1] :])])
    middle = np.nanmean(both, axis=0)
    model = _Model((both - middle) / np.repeat(size, shape[1]), there, own_courses)
    found = model.fit()
    links, wide = _in_standard_deviations(found)
    steps = np.diag(np.full(found.size, 1e-3))
    curved = np.array([model(found + s)[1] - model(found - s)[1] for s in steps]) / 2e-3
    spread = np.linalg.inv((curved + curved.T) / 2)
    slopes = np.array(
        [
            (_in_standard_deviations(found + s)[0][2] - _in_standard_deviations(found - s)[0][2])
            for s in steps
        ]
    )
    error = math.sqrt(slopes @ spread @ slopes) / 2e-3
    return Links(
        alliance_lasts=float(links[0]),
        alliance_to_outcome=float(links[2]),
        outcome_to_alliance=float(links[1]),
        outcome_lasts=float(links[3]),
        same_session=float(wide[0, 1] / math.sqrt(wide[0, 0] * wide[1, 1])),
        points=float(found[2] * size[1] / size[0]),
        alliance_sd=float(size[0] * math.sqrt(wide[0, 0])),
        outcome_sd=float(size[1] * math.sqrt(wide[1, 1])),
        error=error,
        clients=len(both),
    )


def _lower(values: Floats) -> Floats:
    """Return L L' for the lower triangle L of a square."""
    order = int((math.sqrt(8 * len(values) + 1) - 1) / 2)
    triangle = np.zeros((order, order))
    triangle[np.tril_indices(order)] = values
    return np.asarray(triangle @ triangle.T)


def _in_standard_deviations(values: Floats) -> tuple[Floats, Floats]:
    """Return the four links, and the covariance of ups and downs in the long run."""
    links, news = values[_LINKS].reshape(2, 2), _lower(values[_NEWS])
    wide = np.linalg.solve(np.eye(4) - np.kron(links, links), news.ravel()).reshape(2, 2)
    sizes = np.sqrt(np.diag(wide))
    scaled = links * sizes[None, :] / sizes[:, None]
    return np.asarray(scaled.ravel()), np.asarray(wide)


class _Model:
    """Minus the log likelihood, with its slope, of clients that share a pattern of gaps."""

    def __init__(self, scores: Floats, there: NDArray[np.bool_], own_courses: bool) -> None:
        self.sessions = scores.shape[1] // 2
        level, course = np.ones(self.sessions), np.log(np.arange(1, self.sessions + 1))
        shapes = [level, course] if own_courses else [level]
        self.usual = np.kron(np.eye(2), np.stack(shapes, axis=1))
        self.there, which = np.unique(there, axis=0, return_inverse=True)
        which = which.ravel()
        self.count = np.bincount(which).astype(float)
        filled = np.where(there, scores, 0.0)
        self.sums = np.zeros(self.there.shape)
        np.add.at(self.sums, which, filled)
        self.products = np.zeros((*self.there.shape, self.there.shape[1]))
        order = np.argsort(which, kind="stable")
        ends = np.cumsum(self.count).astype(int)[:-1]
        for pattern, rows in enumerate(np.split(filled[order], ends)):
            self.products[pattern] = rows.T @ rows

    def fit(self) -> Floats:
        """Return the likeliest values: links, first session, news, usual levels and courses."""
        order = self.usual.shape[1]
        level = 0.7 * np.eye(order)
        if order == 4:
            level[1, 1] = level[3, 3] = 0.3
        start = np.concatenate(
            [[0.2, 0, 0, 0.2], [0.5, 0, 0.5], [0.5, 0, 0.5], level[np.tril_indices(order)]]
        )
        found = minimize(self, start, jac=True, method="BFGS", options={"gtol": 0.05})
        return np.asarray(found.x)

    def covariance(self, values: Floats) -> Floats:
        """Return the covariance of all numbers of a client, alliance first."""
        links = values[_LINKS].reshape(2, 2)
        news = _lower(values[_NEWS])
        now = _lower(values[_FIRST])
        blocks = np.empty((2, self.sessions, 2, self.sessions))
        for one in range(self.sessions):
            later = now
            for other in range(one, self.sessions):
                blocks[:, other, :, one], blocks[:, one, :, other] = later, later.T
                later = links @ later
            now = links @ now @ links.T + news
        size = 2 * self.sessions
        usual = self.usual @ _lower(values[_START:]) @ self.usual.T
        return np.asarray(blocks.reshape(size, size) + usual)

    def __call__(self, values: Floats) -> tuple[float, Floats]:
        whole = self.covariance(values)
        both = self.there[:, :, None] & self.there[:, None, :]
        gaps = np.eye(whole.shape[0]) * ~self.there[:, :, None]
        try:
            np.linalg.cholesky(whole)
            inverse = np.linalg.inv(whole * both + gaps)
        except np.linalg.LinAlgError:
            return 1e12, np.zeros_like(values)
        logs = -np.linalg.slogdet(inverse)[1]
        inverse *= both
        weight = np.einsum("p,pij->ij", self.count, inverse)
        mean = np.linalg.solve(weight, np.einsum("pij,pj->i", inverse, self.sums))
        crossed = self.sums[:, :, None] * mean
        about = self.products - crossed - crossed.transpose(0, 2, 1)
        about += self.count[:, None, None] * np.outer(mean, mean)
        half = inverse @ (about * both)
        value = 0.5 * (self.count @ logs + np.einsum("pii->", half))
        slope = 0.5 * (weight - (half @ inverse).sum(axis=0))
        step = 1e-5
        moves = (
            self.covariance(values + step * unit) - self.covariance(values - step * unit)
            for unit in np.eye(values.size)
        )
        return float(value), np.array([(slope * move).sum() / (2 * step) for move in moves])
