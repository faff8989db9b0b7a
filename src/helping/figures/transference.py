"""Pictures of chapter 08: the past as a prior, what gets through, six stories and six coins.

All three are toys (see `helping.models.transference` and `helping.models.narratives` for what they
cannot show). Every function draws on the figure it is handed and returns one plain sentence, and
what is folded behind it; their words stand in `words/en/transference.toml`.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.figures.common import signed, spread_out
from helping.models import narratives, transference
from helping.words import words

WORDS = words("transference")
ATTITUDES = dict(zip(range(-2, 3), WORDS["scale"]["attitudes"], strict=True))
SESSIONS = 40
CERTAINTY_WITH_DOUBT = 10
READINGS = WORDS["theme"]["readings"]
WISHES = {said: key for key, said in READINGS.items()}  # as a control asks for them
STORIES = CLIENTS = 6
COIN = 0.5
LEAST_TO_CALL_A_THEME = 4

# Enough points for a smooth line: every session while it bends, with naming at 4 and at 14.
_DRAWN = [*range(7), 8, 10, 12, 14, 15, 17, 20, 25, 32, SESSIONS]


def expectation_over_sessions(
    figure: Figure,
    *,
    old_certainty: float = 20,
    acceptance: float = 1,
    interpretation: int = 0,
    band: bool = True,
) -> tuple[str, str]:
    """What a client expects over forty sessions, with the pattern named once or not at all.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    old_certainty : float
        How sure the old expectation is, in sessions' worth of evidence, above 0.
    acceptance : float
        What the counsellor is really like, -2 (rejecting) to 2 (accepting).
    interpretation : int
        Session in which the pattern is named; 0 for never.
    band : bool
        Whether to show how sure the client is.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    course, without = (
        transference.expect(
            acceptance, old_certainty=old_certainty, sessions=SESSIONS, named_in=named_in
        )
        for named_in in ((interpretation,) if interpretation else (), ())
    )
    expected, crossed = course.expectation, course.first_above()

    axes = _scale_over_sessions(figure, SESSIONS)
    axes.fill_between(
        _DRAWN,
        (expected - course.spread)[_DRAWN],
        (expected + course.spread)[_DRAWN],
        color="C0",
        alpha=0.2,
        linewidth=0,
    ).set_visible(band)
    axes.plot([0, SESSIONS], [acceptance, acceptance], color="C1", linestyle="--")
    axes.plot(_DRAWN, expected[_DRAWN], color="C0", linewidth=2)
    if crossed:
        axes.plot([crossed], [expected[crossed]], "o", color="C0")
    if interpretation:
        # A point stands for the end of a session: naming in session 5 falls between 4 and 5.
        start = interpretation - 1
        axes.plot([start, start], [-2.3, 2.3], color="0.5", linestyle=":")
        # Below the curve, unless the curve itself lies there.
        height = -2.2 if acceptance > transference.OLD_EXPECTATION else 1.95
        axes.text(start + 0.7, height, WORDS["expectation"]["named"], color="0.5")
    _label_ends(
        axes, SESSIONS, [("counsellor", acceptance, "C1"), ("expected", expected[-1], "C0")]
    )
    title, said = _told_of_expectation(acceptance, interpretation, course, without)
    axes.set_title(title, loc="left")
    more = WORDS["expectation"]["more"]
    end = more["end_with_band" if band else "end"].format(
        sessions=SESSIONS, end=signed(expected[-1]), spread=f"{course.spread[-1]:.1f}"
    )
    return said, f"{end} {more['naming']}" if interpretation else end


def what_gets_through(
    figure: Figure,
    *,
    acceptance: float = 1,
    doubt: float = 1.0,
    sessions: int = 30,
) -> tuple[str, str]:
    """The course of a client who discounts what surprises them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    acceptance : float
        What the counsellor is really like, -2 (rejecting) to 2 (accepting).
    doubt : float
        How strongly a surprise is discounted, 0 to 3.
    sessions : int
        How many sessions to look at, 30, 60 or 120.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    course, undoubted = (_with_doubt(acceptance, strength, sessions) for strength in (doubt, 0.0))
    expected, without = course.expectation[-1], undoubted.expectation[-1]
    others = [_with_doubt(other, doubt, sessions).expectation[-1] for other in ATTITUDES]

    axes = _scale_over_sessions(figure, sessions)
    drawn = slice(None, None, max(1, sessions // 30))
    axes.plot([0, sessions], [acceptance, acceptance], color="C1", linestyle="--")
    for shown, colour, style in ((undoubted, "C5", ":"), (course, "C0", "-")):
        axes.plot(
            shown.sessions[drawn],
            shown.expectation[drawn],
            color=colour,
            linestyle=style,
            linewidth=2,
        )
    _label_ends(
        axes,
        sessions,
        [
            ("counsellor", acceptance, "C1"),
            ("no_doubt", without, "C5"),
            ("expected", expected, "C0"),
        ],
    )
    text = WORDS["gets_through"]
    places = {
        "share": f"{100 * course.let_in[1]:.0f}",
        "sessions": sessions,
        "start": signed(transference.OLD_EXPECTATION),
        "end": signed(expected),
        "without": signed(without),
    }
    in_words = {"end": in_words_of_scale(expected)}
    title = text["title"].format(sessions=sessions, end=_briefly(expected))
    axes.set_title(title, loc="left")
    highest = expected > max(others) - 1e-9
    said = text["sentence"]["ends_highest" if highest else "ends"]
    return said.format(**(places | in_words)), text["more"]["course"].format(**places)


def _with_doubt(acceptance: float, doubt: float, sessions: int) -> transference.Course:
    return transference.expect(
        acceptance, old_certainty=CERTAINTY_WITH_DOUBT, sessions=sessions, doubt=doubt
    )


def theme_in_stories(
    figure: Figure,
    *,
    reading: str = "word",
    assessor: bool = False,
    father: bool = False,
    foreman: bool = False,
    neighbour: bool = False,
    daughter: bool = False,
    today: bool = False,
    coins: int = 0,
) -> tuple[str, str]:
    """Six stories of one client, ticked by the reader, and six clients made by tossing coins.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    reading : str
        What the reader takes the client to wish for and not to get: a key of `READINGS`.
    assessor, father, foreman, neighbour, daughter, today : bool
        Whether the reader finds that the reading fits this story.
    coins : int
        Which six clients of coin tosses to show beside it, 1 or more; 0 for none.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    ticks = (assessor, father, foreman, neighbour, daughter, today)
    fits, text = sum(ticks), WORDS["theme"]
    axes = figure.subplots()
    figure.subplots_adjust(left=0.02, right=0.98, top=0.89, bottom=0.02)
    axes.set(xlim=(0, 1), ylim=(13.6, -0.6))
    axes.axis("off")
    _draw_stories(axes, ticks)
    asked_for = max(LEAST_TO_CALL_A_THEME, fits)
    hits = _draw_coin_clients(axes, coins, asked_for)
    wish = text["wish"][reading]
    axes.set_title(text["title"].format(wish=wish, fits=fits, stories=len(ticks)), loc="left")
    chance = narratives.chance_of(asked_for, len(READINGS), STORIES, COIN)
    low, high = narratives.usual_count(chance, CLIENTS)
    places = {
        "fits": fits,
        "least": asked_for,
        "as_good": sum(hit >= asked_for for hit in hits),
        "others": text["others"][reading],
        "hundred": f"{100 * chance:.0f}",
        "mean": f"{CLIENTS * chance:.1f}",
        "low": low,
        "high": high,
        "usual": f"{STORIES * narratives.best_of(len(READINGS), STORIES, COIN):.1f}",
    }
    said = text["sentence"]["coins" if coins else "ticked" if fits else "untouched"]
    more = text["more"]["coins" if coins else "ticked"]
    return said.format(**places), more.format(**places)


def _scale_over_sessions(figure: Figure, sessions: int) -> Axes:
    axes = figure.subplots()
    figure.subplots_adjust(left=0.205, right=0.78, top=0.89, bottom=0.15)
    axes.set(xlim=(0, sessions), ylim=(-2.3, 2.3), xlabel=WORDS["scale"]["session"])
    axes.set_xticks(range(0, sessions + 1, 10))
    axes.set_yticks([-2, 0, 2], [ATTITUDES[-2], ATTITUDES[0], ATTITUDES[2]])
    axes.tick_params(axis="y", length=0, pad=3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.axhline(0, color="0.5", linewidth=0.8)
    return axes


def _label_ends(axes: Axes, x: float, lines: list[tuple[str, float, str]]) -> None:
    """Write each line's name at its right end, pushed apart where two ends meet."""
    heights = spread_out([end for _, end, _ in lines], 0.36)
    named = WORDS["scale"] | WORDS["gets_through"]
    for (name, _, colour), height in zip(lines, heights, strict=True):
        axes.text(x * 1.02, height, named[name], color=colour, va="center")


def in_words_of_scale(value: float) -> str:
    """Say where a value lies on the scale: "cool", "between cool and neutral".

    Parameters
    ----------
    value : float
        -2 (rejecting) to 2 (accepting).
    """
    text, nearest = WORDS["scale"], round(value)
    off = value - nearest
    if abs(off) < 0.05:
        return str(ATTITUDES[nearest])
    if abs(off) <= 0.25:
        side = "just_above" if off > 0 else "just_below"
        return str(text[side].format(word=ATTITUDES[nearest]))
    lower = int(np.floor(value))
    return str(text["between"].format(lower=ATTITUDES[lower], upper=ATTITUDES[lower + 1]))


def _briefly(value: float) -> str:
    """Say where a value lies in the few words that a title has room for."""
    text, nearest = WORDS["scale"], round(value)
    if abs(value - nearest) <= 0.25:
        return str(text["near"].format(word=ATTITUDES[nearest]))
    lower = int(np.floor(value))
    return str(text["briefly"].format(lower=ATTITUDES[lower], upper=ATTITUDES[lower + 1]))


def _told_of_expectation(
    acceptance: float,
    interpretation: int,
    course: transference.Course,
    without: transference.Course,
) -> tuple[str, str]:
    """Return title and sentence of the first picture."""
    crossed, crossed_without = course.first_above(), without.first_above()
    rejecting = acceptance < transference.OLD_EXPECTATION
    if rejecting:
        case, title = "was_right", "confirmed_sooner" if interpretation else "was_right"
    elif crossed:
        case = title = "past_neutral"
    else:
        case = title = "no_higher" if acceptance <= 0 else "still_braced"
    if interpretation:
        only = case == "past_neutral" and crossed_without is None
        case += "_named_only" if only else "_named"
    text = WORDS["expectation"]
    said = text["sentence"][case].format(
        session=crossed,
        without=crossed_without,
        end=in_words_of_scale(course.expectation[-1]),
        attitude=in_words_of_scale(acceptance),
    )
    return text["title"][title].format(session=crossed), said


def _draw_stories(axes: Axes, ticks: tuple[bool, ...]) -> None:
    for row, (story, tick) in enumerate(zip(WORDS["theme"]["stories"], ticks, strict=True)):
        axes.scatter(
            [0.02],
            [row],
            s=90,
            marker="s",
            facecolors="C0" if tick else "none",
            edgecolors="C0",
            linewidths=1,
        )
        axes.text(0.06, row, story, va="center", color="C0" if tick else "black", fontsize=12)


def _draw_coin_clients(axes: Axes, coins: int, asked_for: int) -> list[int]:
    """Draw six clients whose stories are coin tosses, in two rows of three; return their hits."""
    shown = coins > 0
    axes.text(0, 7.0, WORDS["theme"]["by_coin"], va="center", color="0.5").set_visible(shown)
    hits = []
    for place in range(CLIENTS):
        told = narratives.one_client(
            CLIENTS * max(0, coins - 1) + place + 1, STORIES, COIN, readings=len(READINGS)
        )
        kept = told[0]
        hits.append(int(kept.present.sum()))
        colour = "C1" if hits[-1] >= asked_for else "C5"
        x, y = 0.02 + 0.35 * (place % 3), 8.6 + 2.8 * (place // 3)
        axes.scatter(
            x + 0.04 * np.arange(STORIES),
            np.full(STORIES, y),
            s=70,
            marker="s",
            facecolors=np.where(kept.present, colour, "none").tolist(),
            edgecolors=colour,
            linewidths=1,
        ).set_visible(shown)
        count = WORDS["theme"]["count"].format(hits=hits[-1], stories=STORIES)
        axes.text(x - 0.02, y + 1.2, count, va="center", color=colour).set_visible(shown)
    return hits if shown else []
