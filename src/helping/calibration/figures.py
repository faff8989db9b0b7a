"""Which published figures are compared, and whether the clinic was tuned to them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from helping import evidence
from helping.calibration.measures import (
    alliance_and_outcome,
    alliance_of_those_who_leave,
    better_by,
    clients_rate_higher,
    drop_out,
    effect,
    effect_of_planned,
    ever_repaired,
    ever_reported,
    explained_by_many,
    explained_by_one,
    length_and_recovery,
    one_session_stands,
    recovered,
    recovered_at_12,
    repair_and_outcome,
    reported,
    seen_and_alliance,
    seen_and_outcome,
    therapists_share,
    two_sides_agree,
    worse,
)
from helping.calibration.view import View
from helping.words import words

TUNED, IN_RANGE, TIED, BY_ITSELF = "tuned", "in_range", "tied", "by_itself"


@dataclass(frozen=True)
class Figure:
    """One published figure and how it is taken from the clinic.

    Attributes
    ----------
    key : str
        Of the row in the table of figures.
    measure : callable
        The computation.
    kind : str
        `TUNED`; `IN_RANGE`; `TIED`, if nobody aimed at it here but what was tuned settles it (the
        same number or its square, or a chain of ruptures tuned to it in its own model); or
        `BY_ITSELF`.
    decimals : int
        Digits shown after the point.
    spread : float, optional
        Standard deviation of the clinic's figure over 200 clinics of the same size, made from
        other seeds: what chance alone does to it. For tuned figures.
    """

    key: str
    measure: Callable[[View], float]
    kind: str
    decimals: int = 2
    spread: float | None = None

    @property
    def how(self) -> str:
        """How the clinic's figure is computed, in words."""
        return str(words("calibration")["how"][self.key])

    @property
    def published(self) -> float:
        """The published figure; nan where a range is published."""
        value = evidence.row(self.key).value
        return math.nan if value is None else float(value)

    @property
    def limits(self) -> tuple[float, float]:
        """The published range, where there is one instead of a figure."""
        low, high = evidence.published_numbers(self.key)
        return low, high


FIGURES = (
    Figure("alliance_outcome_2018_f2f", alliance_and_outcome, TUNED, 3, 0.028),
    Figure("therapist_effects_johns", therapists_share, TUNED, 1, 1.65),
    Figure("alliance_one_session_2011", one_session_stands, TUNED, spread=0.012),
    Figure("client_therapist_agreement", two_sides_agree, TUNED, 2, 0.027),
    Figure("client_rates_higher", clients_rate_higher, TUNED, 2, 0.069),
    Figure("client_rates_higher_2025", clients_rate_higher, TIED),
    Figure("dropout_2012", drop_out, TUNED, 1, 1.24),
    Figure("dropout_alliance", alliance_of_those_who_leave, TUNED, spread=0.07),
    Figure("rupture_repair_2018", repair_and_outcome, TUNED, spread=0.028),
    Figure("rupture_prevalence_client", reported("client"), IN_RANGE, 0),
    Figure("rupture_prevalence_observer", reported("observer"), IN_RANGE, 0),
    Figure("rupture_recalled_2023", ever_reported, TIED, 0),
    Figure("rupture_resolved_2023", ever_repaired, TUNED, 0, 1.53),
    Figure("empathy_2018", seen_and_outcome("empathy"), TUNED, spread=0.028),
    Figure("congruence_2018", seen_and_outcome("genuineness"), TUNED, spread=0.026),
    Figure("realrel_2018", seen_and_outcome("real_relationship"), TUNED, spread=0.025),
    Figure("alliance_empathy_overlap", seen_and_alliance("empathy"), TUNED, spread=0.021),
    Figure("alliance_genuineness_overlap", seen_and_alliance("genuineness"), TUNED, spread=0.018),
    Figure("realrel_alliance_overlap", seen_and_alliance("real_relationship"), TUNED, spread=0.014),
    Figure("routine_effect_2022", effect, TUNED, spread=0.042),
    Figure("planned_effect_2015", effect_of_planned, BY_ITSELF),
    Figure("gel_2015", recovered, BY_ITSELF, 0),
    Figure("deterioration_2018", worse, TUNED, 1, 0.54),
    Figure("dose_8", better_by(8), BY_ITSELF, 0),
    Figure("dose_26", better_by(26), BY_ITSELF, 0),
    Figure("good_enough_trend_2006", length_and_recovery, BY_ITSELF),
    Figure("good_enough_12_2006", recovered_at_12, BY_ITSELF, 0),
    Figure("alliance_session3_2011", explained_by_one, TIED, 1),
    Figure("alliance_sessions3to9_2011", explained_by_many, BY_ITSELF, 1),
)
