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


STUCK = "strained and stuck"
STUCK_REPAIRS = 0.081
"""Chance that a pair of the stuck kind mends a rupture by the next session. In the chain it is
smaller, but there no rupture passes by itself; tuned to the share that was judged resolved."""


def _in_the_clinic(kind: Kind) -> Kind:
    """Leave the leaving to `helping.cohort.endings`, and let the stuck mend at times."""
    rates = replace(kind.rates, leave_calm=0.0, leave_withdrawal=0.0, leave_confrontation=0.0)
    if kind.name == STUCK:
        rates = replace(rates, repair_withdrawal=STUCK_REPAIRS, repair_confrontation=STUCK_REPAIRS)
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
        Distress, in points, before the ends of the scale press on it: mean in session 1 (0 to 40)
        and its standard deviation between clients (0 to 20), which on the scale become those of
        Barkham et al. (2013), 19.7 and 7.7; and ups and downs within a client (0 to 20).
    give : float
        How softly the ends of the scale press, 0.1 to 10 points; with little, scores pile up at 0.
    slope : float
        Mean change of distress per unit of ln(session), -20 to 20 points; tuned to the change
        from before to after in routine practice (Gaskell et al., 2022).
    client_pull : float
        Change of that slope per unit of a client's lasting alliance, -10 to 10; tuned to the link
        of alliance and outcome (Flückiger et al., 2018).
    client_slope_sd, therapist_slope_sd : float
        Other differences in slope, 0 to 10; the therapists' tuned to their share of outcome
        (Johns et al., 2019).
    passes : float
        Chance that a rupture which is neither mended nor turned into the other kind has passed by
        the next session, without repair, 0 to 1.
    rupture_cost, cost_lasts : float
        What a session in rupture adds to distress, -5 to 5 points, and which share of it is left a
        session later, 0 to 1; repair takes all of it away.
    stuck_slower : float
        By how many points per unit of ln(session) less distress falls in a pair of the stuck kind,
        -10 to 10; tuned to the link of repair and outcome (Eubanks et al., 2018).
    leaving_base, leaving_helped : float
        Chance of leaving for the average client, and what alliance takes off it, on the scale
        of `helping.models.drop_out.Settings`; tuned to the rate (Swift and Greenberg, 2012) and
        to the alliance of those who leave (Sharf et al., 2010).
    leaving_in_rupture : float
        What a rupture adds to the log odds of leaving, -5 to 5.
    leaving_a_trainee : float
        What a therapist in training adds to them, -5 to 5. That more leave trainees was found by
        Swift and Greenberg (2012); the size is ours.
    ends_when_well : float
        Chance to end after a session in which a client is well enough, 0 to 1.
    ends_otherwise, ends_growth : float
        Chance of another planned ending after session 1 (a move, a new post, nothing more to
        say), well or not, 0 to 1, and the factor by which it grows each session, 1 to 2.
    missed, missed_helped : float
        Chance of a missed appointment for the average client, 0.001 to 0.9, and what alliance
        takes off its log odds, -5 to 5.
    missed_at_the_end : tuple of float
        Shares of those who drop out by the appointments that they miss after their last session:
        none (they call, or book no other), one, two, three.
    missed_afterwards : float
        Chance that whoever ends sooner than agreed, as planned, still misses one, 0 to 1.
    no_score, no_client_form, no_counsellor_form, no_observer_form : float
        Chance that distress is not scored, that a side does not fill in its form, or that no
        observer has seen the session, 0.001 to 0.9. The better the session before, the likelier
        a client's are there, as with `missed_helped`.
    forgetful_sd : float
        Differences between clients, and between therapists, in the log odds of a missing form, 0
        to 3.
    part_levels : tuple of float
        By how much goal, task and bond are rated higher than their mean, -2 to 2 points.
    bend : float
        How much closer high ratings lie together than low ones, 0 to 0.15.
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
    session_variance: float = 0.2616
    growth: float = 0.15
    withdrawal_dip: float = 0.25
    confrontation_dip: float = 0.45
    start: float = 19.52
    start_sd: float = 8.598
    session_sd: float = 2.6
    give: float = 5.0
    slope: float = -7.562
    client_pull: float = -1.742
    client_slope_sd: float = 2.828
    therapist_slope_sd: float = 1.054
    passes: float = 0.3
    rupture_cost: float = 0.9
    cost_lasts: float = 0.8
    stuck_slower: float = 4.473
    leaving_base: float = -4.637
    leaving_helped: float = 0.4396
    leaving_in_rupture: float = 0.4
    leaving_a_trainee: float = 0.5
    ends_when_well: float = 0.2
    ends_otherwise: float = 0.005
    ends_growth: float = 1.2
    missed: float = 0.09
    missed_helped: float = 0.25
    missed_at_the_end: tuple[float, float, float, float] = (0.30, 0.40, 0.22, 0.08)
    missed_afterwards: float = 0.08
    no_score: float = 0.03
    no_client_form: float = 0.06
    no_counsellor_form: float = 0.05
    no_observer_form: float = 0.12
    forgetful_sd: float = 0.8
    part_levels: tuple[float, float, float] = (-0.20, -0.15, 0.35)
    bend: float = 0.06
    client_level: float = 5.55
    client_sd: float = 0.85
    counsellor_level: float = 4.992
    observer_level: float = 4.60
    counsellor_sees: float = 0.3625
    observer_sees: float = 0.35
    client_reports: tuple[float, float, float] = (0.15, 0.50, 0.70)
    counsellor_reports: tuple[float, float, float] = (0.20, 0.60, 0.85)
    observer_reports: tuple[float, float, float] = (0.30, 0.85, 0.95)
    empathy: tuple[float, float] = (0.509, 0.247)
    genuineness: tuple[float, float] = (0.595, 0.122)
    real_relationship: tuple[float, float] = (0.673, 0.346)
    paths: Paths = field(default_factory=Paths)
    kinds: tuple[Kind, ...] = tuple(map(_in_the_clinic, MIXTURE))

    def __post_init__(self) -> None:
        for name in ("therapist_variance", "client_variance", "session_variance"):
            in_range(name, getattr(self, name), 0, 2)
        for name in (
            "growth",
            "counsellor_sees",
            "observer_sees",
            "ends_when_well",
            "ends_otherwise",
            "passes",
            "cost_lasts",
            "missed_at_the_end",
            "missed_afterwards",
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
        in_range("stuck_slower", self.stuck_slower, -10, 10)
        in_range("therapist_slope_sd", self.therapist_slope_sd, 0, 10)
        for name in ("rupture_cost", "leaving_in_rupture", "leaving_a_trainee", "missed_helped"):
            in_range(name, getattr(self, name), -5, 5)
        for name in (
            "missed",
            "no_score",
            "no_client_form",
            "no_counsellor_form",
            "no_observer_form",
        ):
            in_range(name, getattr(self, name), 0.001, 0.9)
        in_range("sum of missed_at_the_end", sum(self.missed_at_the_end), 1 - 1e-9, 1 + 1e-9)
        in_range("forgetful_sd", self.forgetful_sd, 0, 3)
        in_range("give", self.give, 0.1, 10)
        in_range("part_levels", self.part_levels, -2, 2)
        in_range("bend", self.bend, 0, 0.15)
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
