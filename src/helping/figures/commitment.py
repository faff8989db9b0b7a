"""Pictures of chapter 11: who stays and who leaves, what arrives of a contract, the chair's view.

What each can and cannot show stands in `helping.models.drop_out` and `helping.models.commitment`.
Every function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/commitment.toml`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published, published_numbers
from helping.figures.common import without_axes
from helping.models import commitment, drop_out
from helping.models.checks import one_of
from helping.words import words as table

WORDS = table("commitment")
RATES = dict(
    zip(WORDS["stays"]["rates"], ("dropout_2012", "dropout_1993", "dropout_training"), strict=True)
)
"""The row of the table of figures that says how many leave."""
BANDS = WORDS["stays"]["bands"]
WORDS_NEEDED = dict(zip(WORDS["sister"]["words_needed"], (1.0, 2.0, 4.0), strict=True))
_ROW = 20  # marks in a row


def _clientele(key: str) -> drop_out.Settings:
    share = published_numbers(key)[-1] / 100
    return commitment.clientele(share, published("dropout_alliance").value, 0.0)


def who_stays(figure: Figure, *, rate: str, counted: bool = False) -> tuple[str, str]:
    """A hundred people who begin, sorted by their first alliance; crosses are those who leave.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    rate : str
        A key of `RATES`.
    counted : bool
        Whether those who leave are shown.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    one_of("rate", rate, RATES)
    settings = _clientele(RATES[rate])
    began, left = commitment.a_hundred_by_band(settings)
    _, exactly = commitment.leaving_by_band(settings)
    text = WORDS["stays"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.24, right=0.98, top=0.86, bottom=0.03)
    for band, (people, gone) in enumerate(zip(began, left, strict=True)):
        at = np.arange(people)
        across, up = at % _ROW, band - 0.19 + 0.38 * (at // _ROW == 0)
        shown = gone if counted else 0
        axes.plot(across[:shown], up[:shown], "X", color="C1", markersize=7.5, linestyle="none")
        axes.plot(across[shown:], up[shown:], "o", color="C0", markersize=6.5, alpha=0.55)
    axes.set(xlim=(-0.8, _ROW - 0.2), ylim=(-0.55, commitment.BANDS - 0.35), xticks=[])
    axes.set_yticks(range(commitment.BANDS), BANDS)
    axes.tick_params(axis="y", length=0)
    without_axes(axes)
    gone = sum(left)
    places = {
        "gone": gone,
        "better": sum(left[2:]),
        "long_run": f"{100 * exactly[2:].sum() / exactly.sum():.0f}",
        "weakest": f"{100 * left[0] / began[0]:.0f}",
        "middle": f"{100 * left[2] / began[2]:.0f}",
        "left_weakest": left[0],
        "left_middle": left[2],
    }
    case = "counted" if counted else "covered"
    title = text["title"][case].format(**places)
    figure.suptitle(title, x=0.012, y=0.985, ha="left", weight="bold", size=12)
    return text["sentence"][case].format(**places), text["more"][case].format(**places)


def from_the_chair(
    figure: Figure,
    *,
    counted_from: int = 1,
    called_finished: float = 0.0,
    by_hours: bool = False,
) -> tuple[str, str]:
    """A hundred beginnings, as they were and as the counsellor remembers them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    counted_from : int
        Session from which on somebody counts as a client, 1 to 11.
    called_finished : float
        Share of those who left that is put down as finished, 0 to 1.
    by_hours : bool
        Whether clients count by hours, as in a diary, and not once each.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    seen = commitment.recollection(
        _clientele("dropout_2012"), counted_from, called_finished, by_hours
    )
    edges = np.round(np.cumsum([seen.forgotten, seen.finished, seen.remembered]) * 100)
    # One row of twenty who leave; the eighty who stay are drawn below and never move.
    leavers = np.arange(int(edges[-1]))
    kind = np.searchsorted(edges, leavers, side="right")
    forgotten, finished, remembered = (int((kind == each).sum()) for each in range(3))
    guess, true = 100 * seen.guess, 100 * seen.true
    asked = published("dropout_therapist_estimate")
    text = WORDS["chair"]

    upper, lower = figure.subplots(2, 1, height_ratios=(1.45, 1))
    figure.subplots_adjust(left=0.26, right=0.975, top=0.9, bottom=0.03, hspace=0.12)
    looks = (
        {"marker": "o", "markerfacecolor": "none", "color": "0.5", "markersize": 5.5},
        {"marker": "s", "color": "C2", "markersize": 5.5},
        {"marker": "X", "color": "C1", "markersize": 7.5},
    )
    for each, look in enumerate(looks):
        here = leavers[kind == each]
        upper.plot(here, np.zeros(len(here)), linestyle="none", **look)
    place = np.arange(len(leavers), 100)
    upper.plot(
        place % 20, -(place // 20), "o", color="C0", markersize=6.5, alpha=0.55, linestyle="none"
    )
    upper.set(xlim=(-0.8, 19.8), ylim=(-4.5, 1.9), xticks=[], yticks=[])
    without_axes(upper)
    words = (
        (-0.4, 1.1, text["forgotten"].format(number=forgotten), "0.5", "left"),
        (9.7, 1.1, text["finished"].format(number=finished), "C2", "center"),
        (19.4, 1.1, text["remembered"].format(number=remembered), "C1", "right"),
        (-1.3, 0.0, text["left"].format(number=len(leavers)), "black", "right"),
        (-1.3, -2.5, text["stayed"].format(number=100 - len(leavers)), "C0", "right"),
    )
    for across, up, word, colour, side in words:
        upper.text(across, up, word, color=colour, ha=side, va="center")

    rows = [2, 1, 0]
    lengths = [true, guess, asked.value]
    lower.barh(rows, lengths, height=0.6, color=["C5", "C1", "C3"])
    for at, length in zip(rows, lengths, strict=True):
        number = f"{length:.{2 if at == 0 else 1}f}"
        lower.text(length + 0.3, at, text["per_cent"].format(number=number), va="center_baseline")
    lower.set(xlim=(0, 27), ylim=(-0.55, 2.55), xticks=[])
    without_axes(lower, "bottom")
    lower.set_yticks(rows, text["bars"])
    lower.tick_params(axis="y", length=0)
    all_there = counted_from == 1 and not called_finished
    kind_of_guess = _kind_of_guess(true, guess, asked.value, by_hours and all_there)
    upper.set_title(text["title"][kind_of_guess], loc="left", x=-0.33)
    places = {
        "guess": f"{guess:.1f}",
        "true": f"{true:.1f}",
        "said": f"{asked.value:.2f}",
        "left": len(leavers),
        "forgotten": forgotten,
        "finished": finished,
        "remembered": remembered,
    }
    return text["sentence"]["says"].format(**places), text["more"]["kinds"].format(**places)


def _kind_of_guess(true: float, guess: float, said: float, by_hours_alone: bool) -> str:
    if by_hours_alone:
        return "hours_alone"
    if true - guess < 0.05:
        return "right"
    if abs(guess - said) < 1:
        return "theirs"
    return "lower" if guess < said else "fewer"


def to_her_sister(
    figure: Figure,
    *,
    first: int = 8,
    asks_back: bool = False,
    spreads: bool = False,
    words: str,
) -> tuple[str, str]:
    """What a client can tell her sister of the eight points that she has agreed to.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    first : int
        Points told in session one, 1 to 8, in ten minutes.
    asks_back : bool
        Whether the client is asked to say them in own words.
    spreads : bool
        Whether the rest is told in sessions two to four, or left to the form.
    words : str
        How familiar the client is with such words, a key of `WORDS_NEEDED`.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    one_of("words", words, WORDS_NEEDED)
    kept = commitment.kept_of_contract(first, 10, asks_back, spreads, WORDS_NEEDED[words])
    says = commitment.one_client_keeps(kept)
    text = WORDS["sister"]

    axes = figure.add_axes((0, 0, 1, 0.88))
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(commitment.POINTS - 0.4, -0.6))
    for row, (said, told) in enumerate(zip(says, kept.told, strict=True)):
        mark = "o" if said else "."
        axes.plot([0.035], [row], mark, color="C0" if said else "0.5", markersize=7)
        line = text["says"][row] if said else text["unsaid"][row]
        late = text["later"].format(line=line, session=int(told)) if told > 1 else line
        axes.text(0.075, row, late, color="black" if said else "0.5", va="center")
    places = {"count": int(says.sum()), "points": f"{kept.points:.1f}", "rest": 8 - first}
    figure.suptitle(
        text["title"].format(**places), x=0.012, y=0.985, ha="left", weight="bold", size=12
    )
    missing = np.flatnonzero(~says)
    case = "all" if not len(missing) else "must" if 0 in missing else "knows"
    rest = "all_at_once" if first == 8 else "spread" if spreads else "left_to_the_form"
    more = [text["more"]["expected"].format(**places), text["more"][rest].format(**places)]
    return text["sentence"][case].format(**places), " ".join(more)
