"""Pictures of chapter 09: pairs by realism and genuineness, what is left, whom a word serves.

The first and the third are simulated (toys), the second is an exact formula; see
`helping.models.real_relationship` for what they cannot show. Every function draws on the figure
it is handed and returns one plain sentence.
"""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from helping.evidence import published
from helping.models import real_relationship

PAIRS = 60
MOMENTS = 20
# Seeds whose first picture lies near what is expected in the long run.
PAIRS_SEED, MOMENTS_SEED = 7, 119
OVERLAPS = np.linspace(0, 0.88, 23)
WAYS = ("I decide", "I am asked", "it shows")

# Nearly 1 and nearly 0, so that the SVG names an opacity in every state and only numbers change.
_SHOWN, _HIDDEN = 0.999, 0.001
_REACH = 3.3


def pairs_and_overlap(figure: Figure, *, overlap: float, together: float, group: int = 1) -> str:
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
    str
        What the picture shows.
    """
    made = real_relationship.pairs(
        PAIRS, together=together, overlap=overlap, rng=np.random.default_rng([PAIRS_SEED, group])
    )
    apart = int(made.disagree.sum())
    expected = real_relationship.differ(overlap)
    mistaken = int(((made.genuineness > 0) & (made.realism < 0)).sum())
    guarded = int(((made.genuineness < 0) & (made.realism > 0)).sum())

    axes = figure.subplots()
    figure.subplots_adjust(left=0.19, right=0.97, top=0.89, bottom=0.23)
    axes.plot([-2.4, 2.4], [2.4, -2.4], color="0.5", linestyle="--", linewidth=1)
    x, y = (np.clip(v, -_REACH, _REACH) for v in (made.realism, made.genuineness))
    axes.scatter(x, y, s=150, facecolors="none", edgecolors=_switched("C1", made.disagree))
    axes.scatter(
        x,
        y,
        s=42,
        facecolors=_switched("C0", made.alliance > 0),
        edgecolors=[to_rgba("C0", _SHOWN)] * PAIRS,
        linewidths=1.2,
    )
    axes.text(-3.2, 3.25, "open, mistaken", color="0.5", va="top")
    axes.text(3.2, -3.25, "accurate, guarded", color="0.5", va="bottom", ha="right")
    axes.set(xlim=(-3.5, 3.5), ylim=(-3.5, 3.5), ylabel="genuineness")
    axes.set_xlabel("realism\nfilled: strong alliance; ring: the two disagree", linespacing=1.4)
    axes.set_xticks([-2, 0, 2], ["less", "average", "more"])
    axes.set_yticks([-2, 0, 2], ["less", "", "more"])
    axes.set_title(f"Overlap {_r(overlap)}: {apart} of {PAIRS} pairs disagree", loc="left")
    return (
        f"With an overlap of {_r(overlap)} between alliance and real relationship, the simulated "
        f"pairs above average on one and below on the other number {apart} of {PAIRS} (about "
        f"{PAIRS * expected:.0f} in the long run); the two are open but see each other poorly in "
        f"{mistaken}, and see well but hide in {guarded}."
    )


def what_is_left(figure: Figure, *, overlap: float, real: float, alliance: float) -> str:
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
    str
        What the picture shows.
    """
    left = real_relationship.hold_constant(real, alliance, overlap)
    course = [real_relationship.hold_constant(real, alliance, o) for o in OVERLAPS]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.155, right=0.77, top=0.89, bottom=0.15)
    axes.axhline(0, color="0.5", linewidth=0.8)
    axes.plot([overlap, overlap], [-0.3, 0.5], color="0.5", linestyle=":", linewidth=1.5)
    axes.plot(OVERLAPS, [o.first for o in course], color="C0")
    axes.plot(OVERLAPS, [o.second for o in course], color="C1", linestyle="--")
    axes.plot([overlap], [left.first], "o", color="C0", markersize=8, clip_on=False)
    axes.plot([overlap], [left.second], "s", color="C1", markersize=7, clip_on=False)
    first, second = course[-1].first, course[-1].second
    # Equal links end in one point: move the words apart, not the lines.
    apart = max(0.0, 0.06 - abs(first - second)) / 2 * (1 if first >= second else -1)
    axes.text(0.91, first + apart, "real rel.", color="C0", va="center")
    axes.text(0.91, second - apart, "alliance", color="C1", va="center")
    axes.set(xlim=(0, 0.89), ylim=(-0.3, 0.5), xlabel="overlap of the two (correlation)")
    axes.set_ylabel("left of the link with outcome", labelpad=2)
    axes.set_xticks([0, 0.22, 0.44, 0.66, 0.88], ["0", ".22", ".44", ".66", ".88"])
    axes.set_yticks([-0.2, 0, 0.2, 0.4], ["−.2", "0", ".2", ".4"])
    axes.set_title(f"What is left: real {_r(left.first)}, alliance {_r(left.second)}", loc="left")
    return (
        f"With an overlap of {_r(overlap)}, a link of {_r(real)} with outcome leaves "
        f"{_r(left.first)} for the real relationship once the alliance is held constant, and a "
        f"link of {_r(alliance)} leaves {_r(left.second)} for the alliance; together they go with "
        f"{100 * left.both:.0f} per cent of the differences in outcome, where adding the two would "
        f"have promised {100 * (real**2 + alliance**2):.0f}."
    )


def whom_it_serves(
    figure: Figure, *, sureness: float = 0, pull: float = 1, counsellor: int = 1
) -> str:
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
    str
        What the picture shows.
    """
    made = real_relationship.moments(
        MOMENTS, pull=pull, sureness=sureness, rng=np.random.default_rng([MOMENTS_SEED, counsellor])
    )
    share = real_relationship.serves_client(pull, sureness)
    said, own = made.said.sum(axis=1), made.serves_self.sum(axis=1)

    axes = figure.subplots()
    figure.subplots_adjust(left=0.22, right=0.84, top=0.8, bottom=0.13)
    axes.axvline(0, color="0.5", linewidth=1, linestyle="--")
    gain = np.clip(made.for_client - made.for_self, -_REACH, _REACH)
    # Neighbours take turns above and below the row, so that close moments stay apart.
    turns = np.empty_like(gain)
    np.put_along_axis(
        turns, gain.argsort(axis=1), np.resize([-0.18, 0.06, -0.06, 0.18], gain.shape), axis=1
    )
    rows = np.arange(len(WAYS))[:, None] + turns
    own_colour, her_colour, silent = (
        to_rgba("C1", _SHOWN),
        to_rgba("C0", _SHOWN),
        to_rgba("C5", 0.5),
    )
    edge = np.where(made.serves_self[..., None], own_colour, her_colour)
    edge = np.where(made.said[..., None], edge, silent).reshape(-1, 4)
    face = edge.copy()
    face[:, 3] = np.where(made.said.ravel(), _SHOWN, _HIDDEN)
    axes.scatter(
        gain.ravel(),
        rows.ravel(),
        s=50,
        facecolors=[tuple(c) for c in face],
        edgecolors=[tuple(c) for c in edge],
    )
    axes.text(_REACH + 0.4, -0.62, "for me", color="C1", va="center")
    for row in range(len(WAYS)):
        axes.text(_REACH + 0.4, row, f"{own[row]} of {said[row]}", color="C1", va="center")
    axes.set(xlim=(-_REACH - 0.3, _REACH + 0.3), ylim=(2.5, -0.5))
    axes.set_xticks([-2.2, 0, 2.2], ["serves me", "both", "the client"])
    axes.set_yticks(range(len(WAYS)), WAYS)
    axes.tick_params(axis="both", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title(
        f"If I decide: {100 * share:.0f} in 100 serve the client", loc="left", pad=22, x=-0.3
    )
    return (
        f"Of {MOMENTS} moments of each kind, this simulated counsellor speaks in {said[0]} where "
        f"she decides and in {said[1]} where she is asked, and {own[0]} and {own[1]} of them serve "
        f"her more than the client; of the {MOMENTS} that show anyway, {own[2]} do. In the long "
        f"run {100 * share:.0f} in a hundred of those that she decides on serve the client more."
    )


def _switched(colour: str, on: np.ndarray) -> list[tuple[float, float, float, float]]:
    """Return one colour for each mark, visible where it is on."""
    return [to_rgba(colour, _SHOWN if shown else _HIDDEN) for shown in on]


def _r(value: float) -> str:
    """Write a correlation as the field does: .66, −.04, 1, and one published with three."""
    if value in (0, 1):
        return f"{value:.0f}"
    published_so = value == published("alliance_outcome_2018_f2f").value
    text = f"{value:.3f}" if published_so else f"{value:.2f}"
    return "0" if float(text) == 0 else text.replace("0.", ".", 1).replace("-", "−")
