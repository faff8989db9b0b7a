"""Alliance and outcome at three levels: between therapists, between clients, within a client.

Label: *adapted*. The lagged part is a random-intercept cross-lagged panel model (Hamaker, Kuiper
and Grasman, 2015, https://doi.org/10.1037/a0038889) as used for alliance and distress by Flückiger
et al. (2020, https://doi.org/10.1037/ccp0000594); therapist, client and session parts are added to
it. Sizes are ours. The clinic was *tuned* so that it meets two published figures together: alliance
in session 3 and outcome correlate as in Flückiger et al. (2018,
https://doi.org/10.1037/pst0000172), here negative because the outcome is distress; and
therapists account for about a twentieth of outcome (Johns et al., 2019,
https://doi.org/10.1016/j.cpr.2018.08.004). Distress has the start and range of CORE-10 (Barkham et
al., 2013, https://doi.org/10.1080/14733145.2012.729069).

What it cannot show: that alliance causes outcome. Here it does, because we built it so; the same
correlations could be built otherwise, and `simulate_panel` with a trend shows one way. Nobody
leaves, every client has the same paths, and raters make no error beyond the session part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from helping.models.checks import finite, generator, in_range, of_class, whole

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paths:
    """Links from one session to the next, within a client, in standard deviations.

    Attributes
    ----------
    alliance_lasts, outcome_lasts : float
        Carry-over of alliance and of distress, 0 to 0.8.
    alliance_to_outcome : float
        Alliance to the next session's distress, -0.5 to 0.5.
    outcome_to_alliance : float
        Distress to the next session's alliance, -0.5 to 0.5.
    same_session : float
        Correlation of the two in the same session, -0.8 to 0.8.
    """

    alliance_lasts: float = 0.30
    outcome_lasts: float = 0.30
    alliance_to_outcome: float = -0.0935
    outcome_to_alliance: float = -0.08
    same_session: float = -0.25

    def __post_init__(self) -> None:
        in_range("alliance_lasts", self.alliance_lasts, 0, 0.8)
        in_range("outcome_lasts", self.outcome_lasts, 0, 0.8)
        in_range("alliance_to_outcome", self.alliance_to_outcome, -0.5, 0.5)
        in_range("outcome_to_alliance", self.outcome_to_alliance, -0.5, 0.5)
        in_range("same_session", self.same_session, -0.8, 0.8)
        if np.linalg.eigvalsh(self._news()).min() < 1e-9:
            raise ValueError(
                f"same_session is {self.same_session:g}, which the other paths rule out: choose "
                "weaker paths or one nearer to what they produce."
            )

    def _links(self) -> Floats:
        return np.array(
            [
                [self.alliance_lasts, self.outcome_to_alliance],
                [self.alliance_to_outcome, self.outcome_lasts],
            ]
        )

    def _together(self) -> Floats:
        return np.array([[1.0, self.same_session], [self.same_session, 1.0]])

    def _news(self) -> Floats:
        """Covariance of what is new in a session, so that standard deviations stay 1."""
        return np.asarray(self._together() - self._links() @ self._together() @ self._links().T)


def within_client(
    clients: int, sessions: int, paths: Paths, rng: np.random.Generator | int
) -> Floats:
    """Simulate a client's ups and downs round their own usual level.

    Parameters
    ----------
    clients, sessions : int
        1 to 200,000 and 1 to 200.
    paths : Paths
        How sessions are linked.
    rng : numpy Generator or int
        Source of chance, or a seed for one.

    Returns
    -------
    array of float
        Clients x sessions x (alliance, distress); mean 0 and standard deviation 1 in every
        session.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 1, 200_000)
    whole("sessions", sessions, 1, 200)
    of_class("paths", paths, Paths)
    first = np.linalg.cholesky(paths._together())
    news = np.linalg.cholesky(paths._news())
    fresh = rng.standard_normal((clients, sessions, 2))
    state = np.empty_like(fresh)
    state[:, 0] = fresh[:, 0] @ first.T
    for session in range(1, sessions):
        state[:, session] = state[:, session - 1] @ paths._links().T + fresh[:, session] @ news.T
    return state


@dataclass(frozen=True)
class Panel:
    """Alliance and distress of many clients.

    Attributes
    ----------
    alliance, outcome : array of float
        One row a client, one column a session, in standard deviations within a client; a high
        outcome is high distress. At least 2 clients and 3 sessions, no number missing.
    """

    alliance: Floats
    outcome: Floats

    def __post_init__(self) -> None:
        finite("alliance", self.alliance, many=True)
        finite("outcome", self.outcome, many=True)
        shape, other = np.shape(self.alliance), np.shape(self.outcome)
        if shape != other or len(shape) != 2 or shape[0] < 2 or shape[1] < 3:
            raise ValueError(
                f"alliance has the shape {shape} and outcome {other}: choose two equal ones with 2 "
                "rows and 3 columns at least."
            )


def simulate_panel(
    clients: int,
    sessions: int,
    rng: np.random.Generator | int,
    *,
    paths: Paths | None = None,
    alliance_levels: float = 1.1,
    outcome_levels: float = 1.0,
    levels_together: float = -0.25,
    trend: float = 0.0,
    pull: float = 0.0,
) -> Panel:
    """Simulate sessions of clients who differ in their usual levels.

    Parameters
    ----------
    clients, sessions : int
        10 to 200,000 and 3 to 200.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    paths : Paths, optional
        Links within a client.
    alliance_levels, outcome_levels : float
        Standard deviation of usual levels between clients, 0 to 5.
    levels_together : float
        Correlation of the two usual levels, -1 to 1.
    trend : float
        What alliance rises, and distress falls, per session for *every* client, -1 to 1, with no
        link between the two.
    pull : float
        How much faster, per session, distress falls for a client whose usual alliance is one
        point higher, -1 to 1.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("clients", clients, 10, 200_000)
    whole("sessions", sessions, 3, 200)
    in_range("alliance_levels", alliance_levels, 0, 5)
    in_range("outcome_levels", outcome_levels, 0, 5)
    in_range("levels_together", levels_together, -1, 1)
    in_range("trend", trend, -1, 1)
    in_range("pull", pull, -1, 1)
    within = within_client(clients, sessions, Paths() if paths is None else paths, rng)
    a, other = rng.standard_normal((2, clients, 1))
    b = levels_together * a + math.sqrt(1 - levels_together**2) * other
    time = np.arange(sessions) - (sessions - 1) / 2
    alliance = within[..., 0] + alliance_levels * a + trend * time
    falls = trend + pull * alliance_levels * a
    return Panel(alliance, within[..., 1] + outcome_levels * b - falls * time)


def raw_path(panel: Panel) -> float:
    """Estimate the path from alliance to the next distress without telling levels from changes.

    Least squares of distress on the session before's alliance and distress, clients pooled. It
    mixes who people are with what happens to them.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    float
        Points of distress per point of alliance.
    """
    of_class("panel", panel, Panel)
    a, y = panel.alliance, panel.outcome
    return _slope(y[:, 1:] - y[:, 1:].mean(), a[:, :-1] - a[:, :-1].mean(), _free(y[:, :-1]))


def centred_path(panel: Panel) -> float:
    """Estimate the same path from deviations from each client's own mean.

    With few sessions a client's mean contains the very sessions that it is taken from. The
    carry-over then comes out too small (Nickell, 1981, https://doi.org/10.2307/1911408), and this
    path is moved: a true one shrinks, and where distress drives alliance one of the other sign is
    made up.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    float
        Points of distress per point of alliance.
    """
    of_class("panel", panel, Panel)
    a = panel.alliance - panel.alliance.mean(axis=1, keepdims=True)
    y = panel.outcome - panel.outcome.mean(axis=1, keepdims=True)
    return _slope(y[:, 1:], a[:, :-1], y[:, :-1])


def instrumented_path(panel: Panel) -> float:
    """Estimate the same path from changes, with earlier levels as instruments.

    First differences remove each client's level; the levels two sessions back stand in for the
    lagged changes (Anderson and Hsiao, 1981, https://doi.org/10.1080/01621459.1981.10477691).
    It does not shrink with few sessions, but it is noisy, and it fails where a client's level
    drives their trend.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    float
        Points of distress per point of alliance.
    """
    of_class("panel", panel, Panel)
    a, y = panel.alliance, panel.outcome
    da, dy = np.diff(a, axis=1), np.diff(y, axis=1)
    changes = np.stack([_free(da[:, :-1]).ravel(), _free(dy[:, :-1]).ravel()], axis=1)
    levels = np.stack([_free(a[:, :-2]).ravel(), _free(y[:, :-2]).ravel()], axis=1)
    return float(np.linalg.solve(levels.T @ changes, levels.T @ _free(dy[:, 1:]).ravel())[0])


def without_trend(panel: Panel) -> Panel:
    """Take each session's mean over clients away, and with it every trend that all share.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    Panel
    """
    of_class("panel", panel, Panel)
    return Panel(panel.alliance - panel.alliance.mean(0), panel.outcome - panel.outcome.mean(0))


def without_own_trend(panel: Panel) -> Panel:
    """Take each client's own straight line away from both, level and slope.

    With few sessions this takes much of what is sought along with it.

    Parameters
    ----------
    panel : Panel

    Returns
    -------
    Panel
    """
    of_class("panel", panel, Panel)
    sessions = panel.alliance.shape[1]
    time = np.arange(sessions) - (sessions - 1) / 2

    def rest(values: Floats) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        slopes = centred @ time / (time @ time)
        return np.asarray(centred - slopes[:, None] * time)

    return Panel(rest(panel.alliance), rest(panel.outcome))


def _free(values: Floats) -> Floats:
    return np.asarray(values - values.mean())


def _slope(target: Floats, cause: Floats, control: Floats) -> float:
    columns = np.stack([cause.ravel(), control.ravel()], axis=1)
    return float(np.linalg.lstsq(columns, target.ravel(), rcond=None)[0][0])


def spearman_brown(reliability: float, times: float) -> float:
    """Return the reliability of a mean of several sessions from that of one.

    Parameters
    ----------
    reliability : float
        Of one session, 0 to 1. Crits-Christoph et al. (2011, PMC3111943) found .77 for alliance.
    times : float
        Number of sessions averaged, 0.01 to 1,000.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    in_range("reliability", reliability, 0, 1)
    in_range("times", times, 0.01, 1000)
    return times * reliability / (1 + (times - 1) * reliability)


@dataclass(frozen=True)
class Calibration:
    """Settings of the three-level clinic; the defaults are the tuned ones.

    Attributes
    ----------
    therapist_variance, client_variance, session_variance : float
        Parts of alliance, 0 to 5; the defaults add up to 1.
    start, start_sd : float
        Distress in session 1: mean 0 to 40 and standard deviation 0 to 20 CORE-10 points.
    session_sd : float
        Ups and downs of distress within a client, 0 to `start_sd` points.
    slope : float
        Mean change of distress per unit of ln(session), -20 to 20 points.
    therapist_pull, client_pull : float
        Change of that slope per point of the therapist's and of the client's part of alliance,
        -10 to 10.
    therapist_slope_sd, client_slope_sd : float
        Other differences in slope, 0 to 10.
    paths : Paths
        Links within a client.
    """

    therapist_variance: float = 0.05
    client_variance: float = 0.50
    session_variance: float = 0.45
    start: float = 19.7
    start_sd: float = 7.7
    session_sd: float = 3.0
    slope: float = -4.0
    therapist_pull: float = -2.6
    client_pull: float = -1.6
    therapist_slope_sd: float = 0.45
    client_slope_sd: float = 2.0
    paths: Paths = field(default_factory=lambda: Paths(alliance_to_outcome=-0.10))

    def __post_init__(self) -> None:
        in_range("therapist_variance", self.therapist_variance, 0, 5)
        in_range("client_variance", self.client_variance, 0, 5)
        in_range("session_variance", self.session_variance, 0, 5)
        in_range("start", self.start, 0, 40)
        in_range("start_sd", self.start_sd, 0, 20)
        in_range("session_sd", self.session_sd, 0, self.start_sd)
        in_range("slope", self.slope, -20, 20)
        in_range("therapist_pull", self.therapist_pull, -10, 10)
        in_range("client_pull", self.client_pull, -10, 10)
        in_range("therapist_slope_sd", self.therapist_slope_sd, 0, 10)
        in_range("client_slope_sd", self.client_slope_sd, 0, 10)
        of_class("paths", self.paths, Paths)


@dataclass(frozen=True)
class Clinic:
    """Simulated alliance and distress.

    Attributes
    ----------
    alliance : array of float
        Therapists x clients x sessions, round 0.
    distress : array of float
        The same shape, 0 to 40 as on CORE-10.
    """

    alliance: Floats
    distress: Floats


def simulate_clinic(
    therapists: int,
    clients: int,
    sessions: int,
    rng: np.random.Generator | int,
    calibration: Calibration | None = None,
) -> Clinic:
    """Simulate a clinic: therapists, their clients, their sessions.

    Parameters
    ----------
    therapists, clients, sessions : int
        2 to 2,000 therapists with 2 to 500 clients each, seen 3 to 100 times; 100,000 clients in
        all at most.
    rng : numpy Generator or int
        Source of chance, or a seed for one.
    calibration : Calibration, optional
        Settings.

    Returns
    -------
    Clinic

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """
    rng = generator(rng)
    whole("therapists", therapists, 2, 2000)
    whole("clients", clients, 2, 500)
    whole("sessions", sessions, 3, 100)
    whole("therapists times clients", therapists * clients, 4, 100_000)
    c = Calibration() if calibration is None else calibration
    of_class("calibration", c, Calibration)
    shape = (therapists, clients, sessions)
    within = within_client(therapists * clients, sessions, c.paths, rng).reshape(*shape, 2)
    helper = math.sqrt(c.therapist_variance) * rng.standard_normal((therapists, 1))
    person = math.sqrt(c.client_variance) * rng.standard_normal((therapists, clients))
    slope = (
        c.slope
        + c.therapist_pull * helper
        + c.client_pull * person
        + c.therapist_slope_sd * rng.standard_normal((therapists, 1))
        + c.client_slope_sd * rng.standard_normal((therapists, clients))
    )
    lasting = math.sqrt(c.start_sd**2 - c.session_sd**2)
    start = c.start + lasting * rng.standard_normal((therapists, clients))
    smooth = start[..., None] + slope[..., None] * np.log(np.arange(1, sessions + 1))
    alliance = (helper + person)[..., None] + math.sqrt(c.session_variance) * within[..., 0]
    return Clinic(alliance, np.clip(smooth + c.session_sd * within[..., 1], 0, 40))


@dataclass(frozen=True)
class Findings:
    """What a researcher would compute from a clinic.

    Attributes
    ----------
    r : float
        Correlation of early alliance with final distress freed of first distress, -1 to 1.
    therapist_share_of_outcome, therapist_share_of_alliance : float
        Share of variance that lies between therapists (one-way intraclass correlation).
    effect_size : float
        Mean fall of distress in standard deviations of the first score.
    between_therapists, within_therapists : float
        Slope of that freed distress on early alliance, of therapists' means and of clients
        round them, in points per point.
    """

    r: float
    therapist_share_of_outcome: float
    therapist_share_of_alliance: float
    effect_size: float
    between_therapists: float
    within_therapists: float


def findings(clinic: Clinic, early: int = 3) -> Findings:
    """Analyse a clinic as a study of early alliance and outcome would.

    Parameters
    ----------
    clinic : Clinic
        From `simulate_clinic`.
    early : int
        Session in which alliance is taken, counted from 1.

    Returns
    -------
    Findings

    Raises
    ------
    ValueError
        If `early` is not a session of the clinic.
    """
    of_class("clinic", clinic, Clinic)
    whole("early", early, 1, clinic.alliance.shape[2])
    alliance = clinic.alliance[..., early - 1]
    first, last = clinic.distress[..., 0], clinic.distress[..., -1]
    line = np.polyfit(first.ravel(), last.ravel(), 1)
    outcome = last - np.polyval(line, first)
    by_helper, outcome_by_helper = alliance.mean(axis=1), outcome.mean(axis=1)
    own = alliance - by_helper[:, None]
    return Findings(
        r=float(np.corrcoef(alliance.ravel(), outcome.ravel())[0, 1]),
        therapist_share_of_outcome=_share_between(outcome),
        therapist_share_of_alliance=_share_between(alliance),
        effect_size=float((first - last).mean() / first.std()),
        between_therapists=float(np.polyfit(by_helper, outcome_by_helper, 1)[0]),
        within_therapists=float((own * outcome).sum() / (own**2).sum()),
    )


def _share_between(values: Floats) -> float:
    clients = values.shape[1]
    between = clients * values.mean(axis=1).var(ddof=1)
    within = values.var(axis=1, ddof=1).mean()
    return float((between - within) / (between + (clients - 1) * within))
