"""Pictures of chapter 11: who stays and who leaves, how that looks from the chair, and consent.

What each can and cannot show stands in `helping.models.drop_out` and `helping.models.commitment`.
Every function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/commitment.toml`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.figures.common import without_axes
from helping.models import commitment, drop_out
from helping.models.checks import one_of, whole
from helping.words import words as table

WORDS = table("commitment")
RATES = dict(zip(WORDS["stays"]["rates"], ("dropout_2012", "dropout_1993"), strict=True))
"""The row of the table of figures that says how many leave."""
EXPECTED = WORDS["stays"]["expected"]
BANDS = WORDS["stays"]["bands"]
WORDS_NEEDED = dict(zip(WORDS["contract"]["words_needed"], (1.0, 2.0, 4.0), strict=True))


def _clientele(key: str, expectation_helps: float) -> drop_out.Settings:
    share = published(key).value / 100
    return commitment.clientele(share, published("dropout_alliance").value, expectation_helps)


def who_stays(
    figure: Figure,
    *,
    alliance: int = -2,
    expected: int = 0,
    matters: float = 0.4,
    rate: str,
    counted: bool = False,
) -> tuple[str, str]:
    """Who stays and who leaves, by first alliance and expectations.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    alliance : int
        First alliance of the clients shown, -2 to 2 standard deviations.
    expected : int
        How far the first meeting was what they had expected, -2 to 2 standard deviations.
    matters : float
        How much met expectations matter, 0 to 2.
    rate : str
        A key of `RATES`.
    counted : bool
        Whether those who leave are counted in the bands.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    whole("alliance", alliance, -2, 2)
    whole("expected", expected, -2, 2)
    one_of("rate", rate, RATES)
    settings = _clientele(RATES[rate], matters)
    stay = 100 * drop_out.staying(settings, alliance, expected)
    everyone = 100 - 100 * np.concatenate([[0], drop_out.summary(settings).left_after.cumsum()])
    began, left = (100 * shares for shares in commitment.leaving_by_band(settings))
    gone = 100 - stay[-1]
    text = WORDS["stays"]

    upper, lower = figure.subplots(1, 2, width_ratios=(1.16, 1))
    figure.subplots_adjust(left=0.085, right=0.985, top=0.81, bottom=0.15, wspace=1.36)
    x = np.arange(1, settings.sessions + 1)
    upper.plot(x, everyone, color="0.5", linestyle="--", linewidth=1.6)
    upper.plot(x, stay, color="C0", linewidth=2.6)
    upper.fill_between(x, stay, 100, color="C1", alpha=0.16, linewidth=0)
    apart = 9 if stay[-1] >= everyone[-1] else -9
    near = abs(stay[-1] - everyone[-1]) < 9
    middle = (stay[-1] + everyone[-1]) / 2
    low, high = 6.0, 94.0
    these = np.clip(middle + apart / 2 if near else stay[-1], low, high)
    others = np.clip(middle - apart / 2 if near else everyone[-1], low, high)
    others = these - apart if abs(these - others) < 8 else others
    upper.text(settings.sessions + 0.4, these, text["these"], color="C0", va="center")
    upper.text(settings.sessions + 0.4, others, text["all"], color="0.5", va="center")
    upper.set(xlim=(1, settings.sessions), ylim=(0, 100), xlabel=text["session"])
    upper.set_xticks([1, 4, 8, 12])
    upper.set_yticks([0, 50, 100])
    upper.text(1, 103, text["still_here"], va="bottom")

    rows = np.arange(len(BANDS))
    lower.barh(rows, began, height=0.62, color="C5", alpha=0.25)
    if counted:
        lower.barh(rows, left, height=0.62, color="C1")
        for row, (whole_band, leaving) in enumerate(zip(began, left, strict=True)):
            lower.text(whole_band + 1.5, row, f"{leaving:.1f}", color="C1", va="center_baseline")
    lower.plot([-3.9], [alliance + 2], ">", color="C0", markersize=8, clip_on=False)
    lower.set(xlim=(0, 53), ylim=(-0.6, len(BANDS) - 0.4), xticks=[0, 20, 40])
    lower.set_xlabel(
        text["people_and_leave" if counted else "people"],
        color="C1" if counted else "C5",
        loc="right",
    )
    lower.set_yticks(rows, BANDS)
    lower.tick_params(axis="y", length=0, pad=13)
    lower.text(53, len(BANDS) - 0.28, text["who_begin"], va="bottom", ha="right")
    places = {
        "gone": f"{gone:.0f}",
        "stay": f"{stay[-1]:.0f}",
        "sessions": settings.sessions,
        "better": f"{100 * left[2:].sum() / left.sum():.0f}",
        "everyone": f"{100 - everyone[-1]:.0f}",
    }
    title = text["title"][_kind_of_stay(gone)].format(**places)
    figure.suptitle(title, x=0.012, y=0.985, ha="left", weight="bold", size=12)
    here = text["sentence"]["gone_one" if round(gone) == 1 else "gone"].format(**places)
    everybody = text["more"]["all"].format(**places)
    if counted:
        return text["sentence"]["counted"].format(**places), f"{here} {everybody}"
    return here, everybody


def _kind_of_stay(gone: float) -> str:
    if gone >= 99.5:
        return "none"
    if gone >= 50.5:
        return "more_leave"
    if gone <= 10.5:
        return "one" if gone < 1.5 else "few"
    return "both"


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
        _clientele("dropout_2012", 0.0), counted_from, called_finished, by_hours
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


def contract(
    figure: Figure,
    *,
    first: int = 8,
    minutes: float = 10,
    asks_back: bool = False,
    spreads: bool = False,
    words: str,
) -> tuple[str, str]:
    """What a client keeps of eight points of a contract.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    first : int
        Points told in session one, 1 to 8.
    minutes : float
        Minutes for them, above 0 to 50.
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
    kept = commitment.kept_of_contract(first, minutes, asks_back, spreads, WORDS_NEEDED[words])
    chance = 100 * kept.chance
    text = WORDS["contract"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.36, right=0.97, top=0.9, bottom=0.14)
    rows = np.arange(commitment.POINTS)
    once, later = kept.told == 1, kept.told > 1
    axes.barh(rows, np.full(commitment.POINTS, 100.0), height=0.66, color="C5", alpha=0.16)
    axes.barh(rows, np.where(once, chance, 0), height=0.66, color="C0")
    axes.barh(rows, np.where(later, chance, 0), height=0.66, color="C2")
    for row in range(commitment.POINTS):
        told = int(kept.told[row])
        word = f"{chance[row]:.0f}" if told else text["on_the_form"]
        word = text["later"].format(number=word, session=told) if told > 1 else word
        # Inside a long bar, beside a short one: always the same artist, moved.
        inside = chance[row] > 55
        axes.text(
            chance[row] + (-2 if inside else 2),
            row,
            word,
            color="white" if inside else "black",
            ha="right" if inside else "left",
            va="center_baseline",
        )
    axes.set(xlim=(0, 100), ylim=(commitment.POINTS - 0.45, -0.55))
    axes.set_xlabel(text["of_100"])
    axes.set_xticks([0, 50, 100])
    axes.set_yticks(rows, text["points"])
    axes.tick_params(axis="y", length=0)
    rest = commitment.POINTS - first
    places = {"points": f"{kept.points:.1f}", "chance": f"{chance[0]:.0f}", "rest": rest}
    axes.set_title(text["title"].format(**places), loc="left", x=-0.56)
    case = "all_at_once" if not rest else "spread" if spreads else "left_to_the_form"
    return text["sentence"].format(**places), text["more"][case].format(**places)
