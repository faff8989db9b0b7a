"""Pictures of chapter 09: pairs by realism and genuineness, what is left, whom a word serves.

The first and the third are simulated (toys), the second is an exact formula; see
`helping.models.real_relationship` for what they cannot show. Every function draws on the figure
it is handed and returns one plain sentence, and what is folded behind it; their words stand in
`words/en/real_relationship.toml`.
"""

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures.common import correlation, spread_out, without_axes
from helping.models import real_relationship as model
from helping.words import words

WORDS = words("real_relationship")
OVERLAP = published("realrel_alliance_overlap").value
TOGETHER = published("realrel_facets_2025").value
REAL = published("realrel_2018").value
ALLIANCE = published("alliance_outcome_2018_f2f").value
OVERLAPS = np.linspace(0, 0.88, 23)
_REACH = 3.3


def pairs_and_overlap(
    figure: Figure, *, overlap: float = OVERLAP, together: float = TOGETHER, group: int = 1
) -> tuple[str, str]:
    """Sixty pairs by realism and genuineness, with those whose alliance says otherwise.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    overlap : float
        Correlation of alliance and real relationship, 0 to 1.
    together : float
        Correlation of realism and genuineness, 0 to 1.
    group : int
        Which sixty simulated pairs (the seed).

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    made = model.sixty_pairs(group, together=together, overlap=overlap)
    text = WORDS["pairs"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.19, right=0.97, top=0.89, bottom=0.23)
    axes.plot([-2.4, 2.4], [2.4, -2.4], color="0.5", linestyle="--", linewidth=1)
    x, y = (np.clip(v, -_REACH, _REACH) for v in (made.realism, made.genuineness))
    apart, strong = made.disagree, made.alliance > 0
    # Every mark stays where it is and changes colour: lighter on the page than marks that go.
    axes.scatter(x, y, s=150, facecolors="none", edgecolors=np.where(apart, "C1", "none").tolist())
    filled = np.where(strong, "C0", "none").tolist()
    axes.scatter(x, y, s=42, facecolors=filled, edgecolors="C0", linewidths=1.2)
    axes.text(-3.2, 3.25, text["mistaken"], color="0.5", va="top")
    axes.text(3.2, -3.25, text["guarded"], color="0.5", va="bottom", ha="right")
    axes.set(xlim=(-3.5, 3.5), ylim=(-3.5, 3.5), ylabel=text["genuineness"])
    axes.set_xlabel(text["realism"], linespacing=1.4)
    axes.set_xticks([-2, 0, 2], [text["less"], text["average"], text["greater"]])
    axes.set_yticks([-2, 0, 2], [text["less"], "", text["greater"]])
    places = {
        "overlap": _r(overlap),
        "pairs": len(x),
        "apart": int(apart.sum()),
        "expected": f"{len(x) * model.differ(overlap):.0f}",
        "mistaken": int(((made.genuineness > 0) & (made.realism < 0)).sum()),
        "guarded": int(((made.genuineness < 0) & (made.realism > 0)).sum()),
    }
    axes.set_title(text["title"].format(**places), loc="left")
    return text["sentence"].format(**places), text["more"].format(**places)


def what_is_left(
    figure: Figure, *, overlap: float = OVERLAP, real: float = REAL, alliance: float = ALLIANCE
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
    left = model.hold_constant(real, alliance, overlap)
    course = [model.hold_constant(real, alliance, o) for o in OVERLAPS]
    text = WORDS["left"]

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


def whom_it_serves(
    figure: Figure, *, sureness: float = 0, pull: float = 1, counsellor: int = 1
) -> tuple[str, str]:
    """Moments of saying something of oneself, by way and by whom it serves more.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    sureness : float
        How strong the inner voice must be before the counsellor speaks, 0 to 2.
    pull : float
        How loud the counsellor's own wish is beside the client's benefit, 0 to 2.
    counsellor : int
        Which simulated counsellor (the seed).

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    made = model.twenty_moments(counsellor, pull=pull, sureness=sureness)
    said, own = made.said.sum(axis=1), made.serves_self.sum(axis=1)
    text = WORDS["serves"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.22, right=0.84, top=0.8, bottom=0.13)
    axes.axvline(0, color="0.5", linewidth=1, linestyle="--")
    gain = np.clip(made.for_client - made.for_self, -_REACH, _REACH)
    # Neighbours take turns above and below the row, so that close moments stay apart.
    turns = np.empty_like(gain)
    np.put_along_axis(
        turns, gain.argsort(axis=1), np.resize([-0.18, 0.06, -0.06, 0.18], gain.shape), axis=1
    )
    rows = np.arange(len(gain))[:, None] + turns
    colour = np.where(made.serves_self, "C1", "C0")
    axes.scatter(
        gain.ravel(),
        rows.ravel(),
        s=50,
        facecolors=np.where(made.said, colour, "none").ravel().tolist(),
        edgecolors=np.where(made.said, colour, "C5").ravel().tolist(),
        linewidths=0.8,
    )
    axes.text(_REACH + 0.4, -0.62, text["for_me"], color="C1", va="center")
    for row in range(len(gain)):
        counted = text["own_of"].format(own=own[row], said=said[row])
        axes.text(_REACH + 0.4, row, counted, color="C1", va="center")
    axes.set(xlim=(-_REACH - 0.3, _REACH + 0.3), ylim=(2.5, -0.5))
    axes.set_xticks([-2.2, 0, 2.2], text["serves"])
    axes.set_yticks(range(len(gain)), text["ways"])
    axes.tick_params(axis="both", length=0)
    without_axes(axes, "left")
    share, start = (round(100 * model.serves_client(pull, needed)) for needed in (sureness, 0))
    places = {
        "share": share,
        "start": start,
        "moments": gain.shape[1],
        "decided": said[0],
        "asked": said[1],
        "own_decided": own[0],
        "own_asked": own[1],
        "own_shows": own[2],
    }
    axes.set_title(text["title"].format(**places), loc="left", pad=22, x=-0.3)
    case = "start" if sureness == 0 else _change(share - start)
    return text[case].format(**places), text["more"].format(**places)


def _change(points: int) -> str:
    return "same" if points == 0 else "better" if points > 0 else "worse"


def _r(value: float) -> str:
    """Write a correlation as its source prints it: two digits, the alliance's with three."""
    return correlation(value, 3 if value == ALLIANCE else 2) if round(value, 2) else "0"
