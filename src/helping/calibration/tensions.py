"""Where published figures cannot all hold in one clinic, worked out from the table of figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

import numpy as np

from helping import evidence
from helping.calibration.figures import FIGURES
from helping.calibration.measures import (
    better_by,
    effect,
    effect_of_planned,
    explained_by_all,
    explained_by_many,
    explained_by_one_of_many,
    length_and_recovery,
    recovered_at_12,
    repair_and_outcome,
    reported,
)
from helping.calibration.view import View, clinic, without_the_cost
from helping.cohort import Settings
from helping.evidence.boxes import style
from helping.models.alliance_and_outcome import spearman_brown
from helping.models.real_relationship import hold_constant
from helping.words import words


@dataclass(frozen=True)
class Tension:
    """Published figures that pull apart.

    Attributes
    ----------
    title, words : str
        What it is about, and the sums.
    keys : tuple of str
        Rows of the table of figures that were used.
    """

    title: str
    words: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Tensions:
    """All of them, as a notebook's output."""

    all: tuple[Tension, ...]

    def __repr__(self) -> str:
        return "\n".join(f"{one.title} {one.words}" for one in self.all)

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li><strong>{escape(one.title)}</strong> {escape(one.words)}</li>" for one in self.all
        )
        return f'<ol class="tensions">{items}</ol>{style()}'


def _value(key: str) -> float:
    return evidence.published(key).value


def _tension(name: str, keys: tuple[str, ...], **numbers: object) -> Tension:
    said = words("calibration")["tension"][name]
    return Tension(said["title"], said["words"].format(**numbers), keys)


def _r(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace("0.", ".", 1).replace("-", "−")


def alone_and_beside(first: float, second: float, overlap: float) -> tuple[float, float]:
    """Return what two predictors explain: the second alone, and both together.

    Parameters
    ----------
    first, second : float
        Their correlations with outcome.
    overlap : float
        Their correlation with each other.

    Returns
    -------
    tuple of float
        Shares of outcome variance, 0 to 1.
    """
    return second**2, hold_constant(first, second, overlap).both


def tensions(view: View | None = None) -> Tensions:
    """Work out where published figures cannot hold together, or not without a price.

    Parameters
    ----------
    view : View, optional
        Another clinic than the one in ``data/simulated``.

    Returns
    -------
    Tensions
        Shows itself in a notebook.
    """
    view = view or clinic()
    stands = _value("alliance_one_session_2011")
    one, many = _value("alliance_session3_2011"), _value("alliance_sessions3to9_2011")
    seven = one / stands * spearman_brown(stands, 7)
    alliance, real = _value("alliance_outcome_2018_f2f"), _value("realrel_2018")
    alone, both = alone_and_beside(alliance, real, _value("realrel_alliance_overlap"))
    apart = [alliance, *map(_value, ("empathy_2018", "congruence_2018", "realrel_2018"))]
    summed = 100 * sum(r * r for r in apart)
    joint = 100 * explained_by_all(view)
    higher, newer = _value("client_rates_higher"), evidence.row("client_rates_higher_2025")
    low, high = newer.ci or (0, 0)
    rarely, often = evidence.row("rupture_prevalence_client").value_text.split("-")
    sessions = round(float(view.attended.mean()))
    ever = 100 * (1 - (1 - float(rarely) / 100) ** sessions)
    reports = [reported(side)(view) for side in ("client", "counsellor", "observer")]
    spared = without_the_cost()
    share = next(figure for figure in FIGURES if figure.key == "therapist_effects_johns")
    five, width = _value("therapist_effects_johns"), round(2 * (share.spread or 0))
    return Tensions(
        (
            _tension(
                "one_and_seven",
                (
                    "alliance_one_session_2011",
                    "alliance_session3_2011",
                    "alliance_sessions3to9_2011",
                ),
                stands=_r(stands),
                one=one,
                seven=seven,
                endless=one / stands,
                many=many,
                here_one=explained_by_one_of_many(view),
                here_many=explained_by_many(view),
            ),
            _tension(
                "four_ingredients",
                (
                    "alliance_outcome_2018_f2f",
                    "realrel_2018",
                    "realrel_alliance_overlap",
                    "empathy_2018",
                    "congruence_2018",
                ),
                summed=summed,
                alone=100 * alone,
                both=100 * both,
                joint=joint,
            ),
            _tension(
                "clients_rate_higher",
                ("client_rates_higher", "client_rates_higher_2025"),
                older=higher,
                low=low,
                high=high,
            ),
            _tension(
                "before_after_and_dose",
                (
                    "routine_effect_2022",
                    "dose_8",
                    "dose_26",
                    "rupture_repair_2018",
                    "planned_effect_2015",
                ),
                fall=_value("routine_effect_2022"),
                by_8=better_by(8)(view),
                by_26=better_by(26)(view),
                dose_8=_value("dose_8"),
                dose_26=_value("dose_26"),
                spared_8=better_by(8)(spared),
                spared_26=better_by(26)(spared),
                spared_fall=effect(spared),
                spared_repair=_r(repair_and_outcome(spared)),
                planned=_value("planned_effect_2015"),
                planned_here=effect_of_planned(view),
            ),
            _tension(
                "twelve_sessions",
                ("good_enough_12_2006", "good_enough_trend_2006"),
                here=recovered_at_12(view),
                there=_value("good_enough_12_2006"),
                spared=recovered_at_12(spared),
                trend_here=_r(length_and_recovery(view)),
                trend_there=_r(_value("good_enough_trend_2006")),
            ),
            _tension(
                "at_the_time_and_later",
                ("rupture_prevalence_client", "rupture_recalled_2023"),
                sessions=sessions,
                rarely=rarely,
                ever=ever,
                often=often,
                recalled=_value("rupture_recalled_2023"),
                clients=reports[0],
                counsellors=reports[1],
                observers=reports[2],
            ),
            _tension(
                "price_of_repair",
                ("rupture_repair_2018",),
                repair=_r(_value("rupture_repair_2018")),
                cost=Settings().rupture_cost,
                slower=Settings().stuck_slower * math.log(8),
            ),
            _tension(
                "hard_to_see",
                ("therapist_effects_johns",),
                therapists=len(np.unique(view.therapist)),
                width=width,
                five=five,
                above=five + width,
                below=five - width,
            ),
        )
    )
