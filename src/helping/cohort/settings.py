"""What the made-up clinic is made with, in one place.

Label: *toy*. Settings marked "tuned" were moved until the clinic met a published figure; which one
stands beside them, and what the clinic then gives stands in `helping.calibration`. Distress begins
at the norms of CORE-10, and `kinds` is a chain of ruptures that was tuned elsewhere, to what
clients remember; see `helping.models.rupture_chain`. All others are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helping.models.alliance_and_outcome import Paths
from helping.models.checks import in_range, whole
from helping.models.rupture_chain import MIXTURE, Kind

LENGTHS = (12, 16, 20, 26)
"""Numbers of sessions that are agreed at the start."""

MOST_SESSIONS = LENGTHS[-1]


def _nobody_leaves(kind: Kind) -> Kind:
    """Leave the leaving to the rooms of `helping.cohort.endings`."""
    rates = replace(kind.rates, leave_calm=0.0, leave_withdrawal=0.0, leave_confrontation=0.0)
    return replace(kind, rates=rates)


@dataclass(frozen=True)
class Settings:
    """Settings of the clinic; alliance is in standard deviations of a client's rating.

    Attributes
    ----------
    therapist_variance, client_variance, session_variance : float
        Parts of a client's rating of the alliance, 0 to 2. The last is tuned to how far one
        session stands for a client (Crits-Christoph et al., 2011).
    growth : float
        Rise of everyone's alliance per unit of ln(session), 0 to 1.
    withdrawal_dip, confrontation_dip : float
        What a rupture takes off the alliance of its session, 0 to 3.
    start, start_sd, session_sd : float
        Distress: mean in session 1 (0 to 40) and its standard deviation between clients (0 to
        20), both from Barkham et al. (2013), and ups and downs within a client (0 to 20), in
        points.
    slope : float
        Mean change of distress per unit of ln(session), -20 to 20 points; tuned to the change
        from before to after in routine practice (Gaskell et al., 2022).
    client_pull : float
        Change of that slope per unit of a client's lasting alliance, -10 to 10; tuned to the link
        of alliance and outcome (Flückiger et al., 2018).
    client_slope_sd, therapist_slope_sd : float
        Other differences in slope, 0 to 10; the therapists' tuned to their share of outcome
        (Johns et al., 2019).
    rupture_cost : float
        What a session in rupture adds to distress, -5 to 5 points; tuned to the link of repair
        and outcome (Eubanks et al., 2018).
    leaving_base, leaving_helped : float
        Chance of leaving for the average client, and what alliance takes off it, on the scale
        of `helping.models.drop_out.Settings`; tuned to the rate (Swift and Greenberg, 2012) and
        to the alliance of those who leave (Sharf et al., 2010).
    leaving_in_rupture : float
        What a rupture adds to the log odds of leaving, -5 to 5.
    ends_when_well : float
        Chance to end after a session in which a client is well enough, 0 to 1.
    ends_otherwise, ends_growth : float
        Chance of a planned ending after session 1 for a client who is not (a move, a new post,
        nothing more to say), 0 to 1, and the factor by which it grows each session, 1 to 2.
    missed, missed_helped : float
        Chance of a missed appointment for the average client, 0.001 to 0.9, and what alliance
        takes off its log odds, -5 to 5.
    client_level, client_sd, counsellor_level, observer_level : float
        Mean rating (1 to 7) and its standard deviation in points; the counsellors' level tuned to
        the difference of the two (Tryon et al., 2007).
    counsellor_sees, observer_sees : float
        Weight of the client's view in the other two, 0 to 1; the counsellors' tuned to the
        correlation of the two (Tryon et al., 2007).
    client_reports, counsellor_reports, observer_reports : tuple of float
        Chance of reporting a rupture in a session without one, with a withdrawal, with a
        confrontation, each 0 to 1; the clients' and the observers' tuned into published ranges
        of all reports. For counsellors we know of no range: theirs lie between.
    empathy, genuineness, real_relationship : tuple of float
        Weight of the client's alliance of session 3, and of what else speeds the client's
        change, each -1 to 1; tuned to overlaps and to links with outcome.
    """

    therapist_variance: float = 0.05
    client_variance: float = 0.70
    session_variance: float = 0.282
    growth: float = 0.15
    withdrawal_dip: float = 0.25
    confrontation_dip: float = 0.45
    start: float = 19.7
    start_sd: float = 7.7
    session_sd: float = 2.6
    slope: float = -5.92
    client_pull: float = -1.349
    client_slope_sd: float = 2.2
    therapist_slope_sd: float = 0.837
    rupture_cost: float = 0.99
    leaving_base: float = -4.52
    leaving_helped: float = 0.446
    leaving_in_rupture: float = 0.4
    ends_when_well: float = 0.2
    ends_otherwise: float = 0.005
    ends_growth: float = 1.2
    missed: float = 0.09
    missed_helped: float = 0.25
    client_level: float = 5.35
    client_sd: float = 0.85
    counsellor_level: float = 4.766
    observer_level: float = 4.60
    counsellor_sees: float = 0.357
    observer_sees: float = 0.35
    client_reports: tuple[float, float, float] = (0.15, 0.50, 0.70)
    counsellor_reports: tuple[float, float, float] = (0.20, 0.60, 0.85)
    observer_reports: tuple[float, float, float] = (0.30, 0.85, 0.95)
    empathy: tuple[float, float] = (0.500, 0.250)
    genuineness: tuple[float, float] = (0.595, 0.112)
    real_relationship: tuple[float, float] = (0.665, 0.346)
    paths: Paths = field(default_factory=Paths)
    kinds: tuple[Kind, ...] = tuple(map(_nobody_leaves, MIXTURE))

    def __post_init__(self) -> None:
        for name in ("therapist_variance", "client_variance", "session_variance"):
            in_range(name, getattr(self, name), 0, 2)
        for name in (
            "growth",
            "counsellor_sees",
            "observer_sees",
            "ends_when_well",
            "ends_otherwise",
        ):
            in_range(name, getattr(self, name), 0, 1)
        for name in ("withdrawal_dip", "confrontation_dip", "client_sd"):
            in_range(name, getattr(self, name), 0, 3)
        in_range("ends_growth", self.ends_growth, 1, 2)
        in_range("start", self.start, 0, 40)
        in_range("start_sd", self.start_sd, 0, 20)
        in_range("session_sd", self.session_sd, 0, self.start_sd)
        in_range("slope", self.slope, -20, 20)
        in_range("client_pull", self.client_pull, -10, 10)
        in_range("client_slope_sd", self.client_slope_sd, 0, 10)
        in_range("therapist_slope_sd", self.therapist_slope_sd, 0, 10)
        for name in ("rupture_cost", "leaving_in_rupture", "missed_helped"):
            in_range(name, getattr(self, name), -5, 5)
        in_range("missed", self.missed, 0.001, 0.9)
        for name in ("client_level", "counsellor_level", "observer_level"):
            in_range(name, getattr(self, name), 1, 7)
        for name in ("client_reports", "counsellor_reports", "observer_reports"):
            in_range(name, getattr(self, name), 0, 1)
        for name in ("empathy", "genuineness", "real_relationship"):
            weights = getattr(self, name)
            in_range(name, weights, -1, 1)
            in_range(f"squares of {name}", sum(w * w for w in weights), 0, 1)


def whole_sizes(therapists: int, clients: int) -> None:
    """Refuse an impossible size of the clinic.

    Raises
    ------
    ValueError
        If a size is out of range.
    """
    whole("therapists", therapists, 2, 50_000)
    whole("clients", clients, 20, 500_000)
