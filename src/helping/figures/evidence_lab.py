"""Pictures that wait for the chapter on evidence: what is left of two links that overlap.

What left the chapters because it is about measuring; notes stand in `docs/evidence-lab`. The words
stand in `words/en/evidence_lab.toml`.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures.common import correlation, spread_out
from helping.models import real_relationship
from helping.words import words

OVERLAPS = np.linspace(0, 0.88, 23)


def what_is_left(
    figure: Figure, *, overlap: float, real: float, alliance: float
) -> tuple[str, str]:
    """Remainders of two links with outcome, each with the other held constant.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    overlap : float
        Correlation of alliance and real relationship, 0 to 0.88.
    real : float
        Correlation of real relationship and outcome, 0 to 0.45.
    alliance : float
        Correlation of alliance and outcome, 0 to 0.45.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    left = real_relationship.hold_constant(real, alliance, overlap)
    course = [real_relationship.hold_constant(real, alliance, o) for o in OVERLAPS]
    text = words("evidence_lab")["left"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.155, right=0.77, top=0.89, bottom=0.15)
    axes.axhline(0, color="0.5", linewidth=0.8)
    axes.plot([overlap, overlap], [-0.3, 0.5], color="0.5", linestyle=":", linewidth=1.5)
    axes.plot(OVERLAPS, [o.first for o in course], color="C0")
    axes.plot(OVERLAPS, [o.second for o in course], color="C1", linestyle="--")
    axes.plot([overlap], [left.first], "o", color="C0", markersize=8, clip_on=False)
    axes.plot([overlap], [left.second], "s", color="C1", markersize=7, clip_on=False)
    # Equal links end in one point: the words move apart, not the lines.
    first, second = spread_out([course[-1].first, course[-1].second], 0.06)
    axes.text(0.91, first, text["real"], color="C0", va="center")
    axes.text(0.91, second, text["alliance"], color="C1", va="center")
    axes.set(xlim=(0, 0.89), ylim=(-0.3, 0.5), xlabel=text["overlap"])
    axes.set_ylabel(text["left"], labelpad=2)
    axes.set_xticks([0, 0.22, 0.44, 0.66, 0.88], ["0", ".22", ".44", ".66", ".88"])
    axes.set_yticks([-0.2, 0, 0.2, 0.4], ["−.2", "0", ".2", ".4"])
    places = {
        "first": _r(left.first),
        "second": _r(left.second),
        "real": _r(real),
        "alliance": _r(alliance),
        "both": f"{100 * left.both:.0f}",
        "sum": f"{100 * (real**2 + alliance**2):.0f}",
    }
    axes.set_title(text["title"].format(**places), loc="left")
    return text["sentence"].format(**places), text["more"].format(**places)


def _r(value: float) -> str:
    """Write a correlation as its source prints it: two digits, the alliance's with three."""
    digits = 3 if value == published("alliance_outcome_2018_f2f").value else 2
    return correlation(value, digits) if round(value, 2) else "0"
