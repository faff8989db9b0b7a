"""Pictures of chapter 08: the past as a prior, what gets through, and the theme that recurs.

All three are toys (see `helping.models.transference` and `helping.models.narratives` for what they
cannot show). Every function draws on the figure it is handed and returns one plain sentence, and
what is folded behind it; their words stand in `words/en/transference.toml`.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.figures.common import signed, spread_out
from helping.models import narratives, transference
from helping.models.checks import whole
from helping.words import words

WORDS = words("transference")
UNTOLD = "#cccccc"  # a rule of the page, light and dark
ATTITUDES = dict(zip(range(-2, 3), WORDS["scale"]["attitudes"], strict=True))
SESSIONS = 40
SESSIONS_OF_DOUBT = 30
CERTAINTY_WITH_DOUBT = 10
MOST_STORIES = 20
MOST_READINGS = 7

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
    resemblance: float = 1.0,
) -> tuple[str, str]:
    """Thirty sessions with a client who discounts what surprises them.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    acceptance : float
        What the counsellor is really like, -2 (rejecting) to 2 (accepting).
    doubt : float
        How strongly a surprise is discounted, 0 to 3.
    resemblance : float
        How much the counsellor resembles the figure of the past, 0 to 1.

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    start = transference.first_expectation(resemblance)
    course, undoubted = (_with_doubt(acceptance, start, strength) for strength in (doubt, 0.0))
    expected, without = course.expectation[-1], undoubted.expectation[-1]
    others = [_with_doubt(other, start, doubt).expectation[-1] for other in ATTITUDES]

    axes = _scale_over_sessions(figure, SESSIONS_OF_DOUBT)
    axes.plot([0, SESSIONS_OF_DOUBT], [acceptance, acceptance], color="C1", linestyle="--")
    axes.plot(undoubted.sessions, undoubted.expectation, color="C5", linestyle=":", linewidth=2)
    axes.plot(course.sessions, course.expectation, color="C0", linewidth=2)
    _label_ends(
        axes,
        SESSIONS_OF_DOUBT,
        [
            ("counsellor", acceptance, "C1"),
            ("no_doubt", without, "C5"),
            ("expected", expected, "C0"),
        ],
    )
    text = WORDS["gets_through"]
    places = {
        "share": f"{100 * course.let_in[1]:.0f}",
        "start": signed(start),
        "end": signed(expected),
        "without": signed(without),
    }
    axes.set_title(text["title"].format(**places), loc="left")
    highest = expected > max(others) - 1e-9
    said = text["sentence"]["ends_highest" if highest else "ends"]
    in_words = {"end": in_words_of_scale(expected)}
    return said.format(**(places | in_words)), text["more"]["course"].format(**places)


def _with_doubt(acceptance: float, start: float, doubt: float) -> transference.Course:
    return transference.expect(
        acceptance,
        old_expectation=start,
        old_certainty=CERTAINTY_WITH_DOUBT,
        sessions=SESSIONS_OF_DOUBT,
        doubt=doubt,
    )


def theme_in_stories(
    figure: Figure,
    *,
    stories: int = 5,
    in_ten: int = 4,
    readings: int = 1,
    client: int = 1,
) -> tuple[str, str]:
    """The stories of one client and the theme that a listener would keep.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    stories : int
        Stories told, 1 to 20.
    in_ten : int
        In how many of ten stories every reading really fits, 0 to 10.
    readings : int
        Rival readings that the listener tries for each component, 1 to 7.
    client : int
        Which simulated client tells (the seed).

    Returns
    -------
    tuple of str
        What the picture shows, and what is folded behind it.
    """
    whole("stories", stories, 1, MOST_STORIES)
    whole("readings", readings, 1, MOST_READINGS)
    real = in_ten / 10
    themes = narratives.one_client(client, stories, real, readings=readings)
    typical = narratives.best_of(readings, stories, real)

    grid, shares = figure.subplots(2, 1, height_ratios=[1, 1.05])
    figure.subplots_adjust(left=0.145, right=0.955, top=0.88, bottom=0.15, hspace=0.5)
    _draw_stories(grid, [theme.present for theme in themes], stories)
    _draw_shares(shares, themes, real)
    text = WORDS["theme"]
    wish, other, self_ = (round(theme.share * stories) for theme in themes)
    places = {
        "client": client,
        "stories": stories,
        "readings": readings,
        "wish": wish,
        "other": other,
        "self": self_,
        "typical": f"{100 * typical:.0f}",
        "real": f"{100 * real:.0f}",
        "error": f"{100 * narratives.standard_error(real, stories):.0f}",
    }
    title = text["title"][_kind_of_theme(readings, typical - real)]
    grid.set_title(title.format(**places), loc="left")
    said = text["sentence"]["one" if readings == 1 else "best"]
    return said.format(**places), text["more"]["counts"].format(**places)


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


def _kind_of_theme(readings: int, surplus: float) -> str:
    if readings == 1:
        return "honest"
    if surplus >= 0.2:
        return "core"
    return "flattered" if surplus >= 0.1 else "near"


def _draw_stories(axes: Axes, present: list[np.ndarray], stories: int) -> None:
    column, row = np.meshgrid(np.arange(MOST_STORIES), np.arange(3))
    told = column < stories
    fits = np.zeros_like(told)
    fits[:, :stories] = np.array(present)
    axes.scatter(
        column.ravel(),
        row.ravel(),
        s=90,
        marker="s",
        facecolors=np.where(fits, "C0", "none").ravel().tolist(),
        edgecolors=np.where(told, "C0", UNTOLD).ravel().tolist(),
        linewidths=1,
    )
    axes.set(xlim=(-0.8, MOST_STORIES - 0.2), ylim=(2.6, -0.6))
    axes.set_xticks([0, 4, 9, 14, 19], WORDS["theme"]["stories"])
    _name_rows(axes)


def _draw_shares(axes: Axes, themes: tuple[narratives.Theme, ...], real: float) -> None:
    for row, theme in enumerate(themes):
        axes.plot([theme.low, theme.high], [row, row], color="C0", linewidth=2)
        axes.plot([theme.share], [row], "s", color="C0", markersize=8, clip_on=False)
    axes.plot([real, real], [-0.6, 2.6], color="C1", linestyle="--")
    axes.text(real + 0.015, -0.78, WORDS["theme"]["really"], color="C1", va="bottom", ha="center")
    axes.set(xlim=(0, 1), ylim=(2.6, -0.6), xlabel=WORDS["theme"]["share_of_stories"])
    axes.set_xticks([0, 0.5, 1], WORDS["theme"]["shares"])
    _name_rows(axes)


def _name_rows(axes: Axes) -> None:
    axes.set_yticks([0, 1, 2], WORDS["theme"]["rows"])
    axes.tick_params(axis="y", length=0, pad=7)
    axes.xaxis.labelpad = 1
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
