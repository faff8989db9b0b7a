"""Pictures of chapter 09: pairs by realism and genuineness, one sentence, whom a word serves.

All three are toys; see `helping.models.real_relationship` for what the first and the third cannot
show. The second puts a sentence together and counts its words; what Kofi would do is not in it.
Every function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/real_relationship.toml`.
"""

from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures.common import correlation, without_axes
from helping.models import real_relationship as model
from helping.words import words

WORDS = words("real_relationship")
OVERLAP = published("realrel_alliance_overlap").value
TOGETHER = published("realrel_facets_2025").value
# So many words has the longest thing that she may say of her Sunday.
LONGEST = max(len(said.split()) for said in WORDS["one_sentence"]["own"].values())
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


def one_sentence(
    figure: Figure, *, grants: str = "hay fever", own: str = "nothing", then: str = "Efua"
) -> tuple[str, str]:
    """Maren's next words, put together from three parts, and what Kofi hears and has to carry.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    grants : str
        What she says of what he saw: "hay fever", "no comment" or "yes".
    own : str
        What she adds of her Sunday, where she has said yes: "nothing", "a line" or "the story".
    then : str
        How she ends: "nothing", "Efua" or "what he saw".

    Returns
    -------
    tuple of str
        What Kofi hears, and her words in full.
    """
    text = WORDS["one_sentence"]
    # Who has denied it or declined to speak adds no story.
    sunday = text["own"][own] if grants == "yes" else ""
    lines = [text["grants"][grants], sunday, text["then"][then]]
    count = len(sunday.split())

    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    # A line that is not said keeps its place, so that the others do not jump.
    for line, height in zip(lines, (0.82, 0.72, 0.46), strict=True):
        axes.text(0.05, height, fill(line, 50), va="top", linespacing=1.35)
    axes.text(0.05, 0.34, text["saw"], va="center", color="0.5")
    axes.text(0.32, 0.34, text["heard"][grants], va="center", color="C0")
    axes.text(0.05, 0.235, text["turn"], va="center", color="0.5")
    axes.text(0.32, 0.235, text["turns"][then], va="center", color="C2")
    axes.text(0.05, 0.13, text["carries"], va="center", color="0.5")
    axes.text(0.32, 0.13, text["nothing"], va="center", color="C1", visible=not count)
    carried = ["C1" if at < count else "none" for at in range(LONGEST)]
    places = np.array(
        [(0.335 + 0.032 * (at % 20), 0.13 - 0.06 * (at // 20)) for at in range(LONGEST)]
    )
    axes.scatter(
        places[:, 0], places[:, 1], marker="s", s=46, facecolors=carried, edgecolors=carried
    )
    figure.text(0.05, 0.9, text["title"][grants], fontsize=12, fontweight="bold")
    case = "told" if count else "plain"
    said = text["sentence"][grants][then]
    sentence = (said if isinstance(said, str) else said[case]).format(count=count)
    return sentence, text["more"].format(words=" ".join(filter(None, lines)))


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
    """Write a correlation with two digits."""
    return correlation(value, 2) if round(value, 2) else "0"
