"""Pictures of chapter 11: who stays and who leaves, how that looks from the chair, and consent.

What each can and cannot show stands in `helping.models.drop_out` and `helping.models.commitment`.
Every function draws on the figure it is handed and returns one plain sentence.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from helping.evidence import published
from helping.models import commitment, drop_out
from helping.models.checks import one_of, whole
from helping.models.commitment import BANDS

SESSIONS = 12
RATES = {"one in five (2012)": "dropout_2012", "almost half (1993)": "dropout_1993"}
"""The row of the table of figures that says how many leave."""

EXPECTED = ("nothing like it", "not much", "about as usual", "much of it", "just like it")
WORDS_NEEDED = {"at home": 1.0, "in part": 2.0, "new": 4.0}
CONTRACT = (
    "when I must tell",
    "who else sees",
    "you may stop",
    "what we do",
    "how often, how long",
    "missed hours",
    "notes and cost",
    "other help",
)

# Much of the leaving comes after the first session; how much is ours, the total is published.
_EARLY, _FADES = 2.0, 2.0
_AWAY = -9.0


def _share(key: str) -> float:
    """Return a published percentage as a share."""
    return published(key).value / 100


@lru_cache(maxsize=16)
def clientele(rate: float, expectation_helps: float) -> drop_out.Settings:
    """Return a clientele of which a given share leaves.

    Parameters
    ----------
    rate : float
        Share who leave before the agreed end, 0.02 to 0.8.
    expectation_helps : float
        How much met expectations matter, 0 to 2; toy.

    Returns
    -------
    helping.models.drop_out.Settings
    """
    return drop_out.calibrate(
        rate,
        published("dropout_alliance").value,
        sessions=SESSIONS,
        expectation_helps=expectation_helps,
        early=_EARLY,
        fades=_FADES,
    )


@lru_cache(maxsize=16)
def _bands(rate: float, expectation_helps: float) -> tuple[np.ndarray, np.ndarray]:
    return commitment.leaving_by_band(clientele(rate, expectation_helps))


def who_stays(
    figure: Figure,
    *,
    alliance: int = -2,
    expected: int = 0,
    matters: float = 0.4,
    rate: str = "one in five (2012)",
) -> str:
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

    Returns
    -------
    str
        What the picture shows.
    """
    whole("alliance", alliance, -2, 2)
    whole("expected", expected, -2, 2)
    one_of("rate", rate, RATES)
    leaves = _share(RATES[rate])
    settings = clientele(leaves, matters)
    stay = 100 * drop_out.staying(settings, alliance, expected)
    everyone = 100 - 100 * np.concatenate([[0], drop_out.summary(settings).left_after.cumsum()])
    began, left = (100 * shares for shares in _bands(leaves, matters))
    gone = 100 - stay[-1]

    upper, lower = figure.subplots(1, 2, width_ratios=(1.16, 1))
    figure.subplots_adjust(left=0.085, right=0.985, top=0.81, bottom=0.15, wspace=1.36)
    x = np.arange(1, SESSIONS + 1)
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
    upper.text(SESSIONS + 0.4, these, "these", color="C0", va="center")
    upper.text(SESSIONS + 0.4, others, "all", color="0.5", va="center")
    upper.set(xlim=(1, SESSIONS), ylim=(0, 100), xlabel="session")
    upper.set_xticks([1, 4, 8, 12])
    upper.set_yticks([0, 50, 100])
    upper.text(1, 103, "of 100 such, still here", va="bottom")

    rows = np.arange(len(BANDS))
    lower.barh(rows, began, height=0.62, color="C5", alpha=0.25)
    lower.barh(rows, left, height=0.62, color="C1")
    for row, (whole_band, leaving) in enumerate(zip(began, left, strict=True)):
        lower.text(whole_band + 1.5, row, f"{leaving:.1f}", color="C1", va="center_baseline")
    lower.plot([-3.9], [alliance + 2], ">", color="C0", markersize=8, clip_on=False)
    lower.set(xlim=(0, 53), ylim=(-0.6, len(BANDS) - 0.4), xticks=[0, 20, 40])
    lower.set_xlabel("people; number: leave", color="C1", loc="right")
    lower.set_yticks(rows, BANDS)
    lower.tick_params(axis="y", length=0, pad=13)
    lower.text(53, len(BANDS) - 0.28, "of 100 who begin", va="bottom", ha="right")
    figure.suptitle(_title_of_stay(gone), x=0.012, y=0.985, ha="left", weight="bold", size=12)
    better = left[2:].sum() / left.sum()
    return (
        f"Of 100 clients with {_with_article(BANDS[alliance + 2])} first alliance whose first "
        f"meeting was {_expected(expected)}, {_have(gone)} left before session {SESSIONS} and "
        f"{stay[-1]:.0f} are still here; of all who leave this counsellor, "
        f"{100 * better:.0f} in 100 had a first alliance that did not look weak."
    )


def from_the_chair(
    figure: Figure,
    *,
    counted_from: int = 1,
    called_finished: float = 0.0,
    by_hours: bool = False,
) -> str:
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
    str
        What the picture shows.
    """
    seen = commitment.recollection(
        clientele(_share("dropout_2012"), 0.0), counted_from, called_finished, by_hours
    )
    edges = np.round(np.cumsum([seen.forgotten, seen.finished, seen.remembered]) * 100)
    # One row of twenty who leave; the eighty who stay are drawn below and never move.
    leavers = np.arange(int(edges[-1]))
    kind = np.searchsorted(edges, leavers, side="right")
    forgotten, finished, remembered = (int((kind == each).sum()) for each in range(3))
    guess, true = 100 * seen.guess, 100 * seen.true

    upper, lower = figure.subplots(2, 1, height_ratios=(1.45, 1))
    figure.subplots_adjust(left=0.26, right=0.975, top=0.9, bottom=0.03, hspace=0.12)
    looks = (
        {"marker": "o", "markerfacecolor": "none", "color": "0.5", "markersize": 5.5},
        {"marker": "s", "color": "C2", "markersize": 5.5},
        {"marker": "X", "color": "C1", "markersize": 7.5},
    )
    for each, look in enumerate(looks):
        here = kind == each
        upper.plot(leavers, np.where(here, 0.0, _AWAY), linestyle="none", **look)
    place = np.arange(len(leavers), 100)
    upper.plot(
        place % 20, -(place // 20), "o", color="C0", markersize=6.5, alpha=0.55, linestyle="none"
    )
    upper.set(xlim=(-0.8, 19.8), ylim=(-4.5, 1.9), xticks=[], yticks=[])
    upper.spines[["left", "bottom"]].set_visible(False)
    words = (
        (-0.4, 1.1, f"forgotten {forgotten}", "0.5", "left"),
        (9.7, 1.1, f"‘finished’ {finished}", "C2", "center"),
        (19.4, 1.1, f"‘left’ {remembered}", "C1", "right"),
        (-1.3, 0.0, f"{len(leavers)} left", "black", "right"),
        (-1.3, -2.5, f"{100 - len(leavers)} stayed", "C0", "right"),
    )
    for across, up, word, colour, side in words:
        upper.text(across, up, word, color=colour, ha=side, va="center")

    rows = [2, 1, 0]
    said = published("dropout_therapist_estimate").value
    lengths = [true, guess, said]
    lower.barh(rows, lengths, height=0.6, color=["C5", "C1", "C3"])
    for at, length in zip(rows, lengths, strict=True):
        shown = f"{length:.2f} %" if at == 0 else f"{length:.1f} %"
        lower.text(length + 0.3, at, shown, va="center_baseline")
    lower.set(xlim=(0, 27), ylim=(-0.55, 2.55), xticks=[])
    lower.spines["bottom"].set_visible(False)
    lower.set_yticks(rows, ["did leave", "you’d say", "116 did say"])
    lower.tick_params(axis="y", length=0)
    all_there = counted_from == 1 and not called_finished
    title = _title_of_guess(true, guess, said, by_hours and all_there)
    upper.set_title(title, loc="left", x=-0.33)
    unit = "by their hours" if by_hours else "once each"
    return (
        f"Of 100 who began, {true:.1f} left; counting clients {unit}, from session "
        f"{counted_from} on, and putting {100 * called_finished:.0f} in 100 leavings down as "
        f"finished, this counsellor would say {guess:.1f} per cent, where 116 therapists said "
        f"{said:.2f} on average."
    )


def contract(
    figure: Figure,
    *,
    first: int = 8,
    minutes: float = 10,
    asks_back: bool = False,
    spreads: bool = False,
    words: str = "in part",
) -> str:
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
    str
        What the picture shows.
    """
    one_of("words", words, WORDS_NEEDED)
    kept = commitment.kept_of_contract(first, minutes, asks_back, spreads, WORDS_NEEDED[words])
    chance = 100 * kept.chance

    axes = figure.subplots()
    figure.subplots_adjust(left=0.36, right=0.97, top=0.9, bottom=0.14)
    rows = np.arange(commitment.POINTS)
    once, later = kept.told == 1, kept.told > 1
    axes.barh(rows, np.full(commitment.POINTS, 100.0), height=0.66, color="C5", alpha=0.16)
    axes.barh(rows, np.where(once, chance, 0), height=0.66, color="C0")
    axes.barh(rows, np.where(later, chance, 0), height=0.66, color="C2")
    for row in range(commitment.POINTS):
        told = int(kept.told[row])
        word = f"{chance[row]:.0f}" if told else "on the form"
        word = f"{word} (session {told})" if told > 1 else word
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
    axes.set_xlabel("of 100, can say it in own words")
    axes.set_xticks([0, 50, 100])
    axes.set_yticks(rows, CONTRACT)
    axes.tick_params(axis="y", length=0)
    axes.set_title(f"Kept by session four: {kept.points:.1f} of 8", loc="left", x=-0.56)
    rest = commitment.POINTS - first
    left_over = (
        ""
        if not rest
        else (
            f" and the other {rest} in sessions two to four"
            if spreads
            else f" and the other {rest} left to the form"
        )
    )
    return (
        f"With {first} of 8 points told in {minutes:g} minutes of session one{left_over}, "
        f"{'asked back' if asks_back else 'not asked back'}, a client to whom the words are "
        f"{words if words != 'in part' else 'familiar in part'} keeps {kept.points:.1f} points by "
        f"session four, and {chance[0]:.0f} in 100 such clients could say when the counsellor "
        "must tell someone."
    )


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _expected(expected: int) -> str:
    return (
        "nothing like what they had expected",
        "not much like what they had expected",
        "as close to what they had expected as first meetings usually are",
        "much of what they had expected",
        "just what they had expected",
    )[expected + 2]


def _have(number: float) -> str:
    return f"{number:.0f} {'has' if round(number) == 1 else 'have'}"


def _title_of_stay(gone: float) -> str:
    if gone >= 99.5:
        return "Of 100 such clients, none stays to the end"
    if gone >= 50.5:
        return f"Of 100 such clients, {gone:.0f} leave: more than stay"
    if gone <= 10.5:
        return f"Even of 100 such clients, {gone:.0f} {'leaves' if gone < 1.5 else 'leave'}"
    return f"Of 100 such clients, {gone:.0f} leave, {100 - gone:.0f} stay"


def _title_of_guess(true: float, guess: float, said: float, by_hours_alone: bool) -> str:
    if by_hours_alone:
        return "Nobody is forgotten, and still it shrinks"
    if true - guess < 0.05:
        return "Counting everyone who began, you get it right"
    if abs(guess - said) < 1:
        return "Nobody lied, and the guess is theirs"
    if guess < said:
        return "Lower still than what therapists said"
    return "From the chair, fewer leave"
