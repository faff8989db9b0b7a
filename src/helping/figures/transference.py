"""Pictures of chapter 08: the past as a prior, what gets through, and the theme that recurs.

All three are toys (see `helping.models.transference` and `helping.models.narratives` for what they
cannot show). Every function draws on the figure it is handed and returns one plain sentence.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from helping.models import narratives, transference

ATTITUDES = {-2: "rejecting", -1: "cool", 0: "neutral", 1: "warm", 2: "accepting"}
SESSIONS = 40
SESSIONS_OF_DOUBT = 30
CERTAINTY_WITH_DOUBT = 10
MOST_STORIES = 20
MOST_READINGS = 7

# Enough points for a smooth line: every session while it bends, with naming at 4 and at 14.
_DRAWN = [*range(7), 8, 10, 12, 14, 15, 17, 20, 25, 32, SESSIONS]

# Nearly 1 and nearly 0, so that the SVG names an opacity in every state and only numbers change.
_SHOWN, _HIDDEN = 0.999, 0.001


def expectation_over_sessions(
    figure: Figure,
    *,
    old_certainty: float = 20,
    acceptance: float = 1,
    interpretation: int = 0,
    band: bool = True,
) -> str:
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
    str
        What the picture shows.
    """
    named_in = (interpretation,) if interpretation else ()
    course = transference.expect(
        acceptance, old_certainty=old_certainty, sessions=SESSIONS, named_in=named_in
    )
    expected = course.expectation
    crossed = course.first_above()

    axes = _scale_over_sessions(figure, SESSIONS)
    axes.fill_between(
        _DRAWN,
        (expected - course.spread)[_DRAWN],
        (expected + course.spread)[_DRAWN],
        color="C0",
        alpha=0.2 if band else _HIDDEN,
        linewidth=0,
    )
    axes.plot([0, SESSIONS], [acceptance, acceptance], color="C1", linestyle="--")
    axes.plot(_DRAWN, expected[_DRAWN], color="C0", linewidth=2)
    axes.plot(
        [crossed or 0],
        [expected[crossed or 0]],
        "o",
        color="C0",
        alpha=_SHOWN if crossed else _HIDDEN,
    )
    named = _SHOWN if interpretation else _HIDDEN
    # A point stands for the end of a session: naming in session 5 falls between points 4 and 5.
    start = max(interpretation - 1, 0)
    axes.plot([start, start], [-2.3, 2.3], color="0.5", linestyle=":", alpha=named)
    # Below the curve, unless the curve itself lies there.
    height = -2.2 if acceptance > transference.OLD_EXPECTATION else 1.95
    axes.text(start + 0.7, height, "named", color="0.5", alpha=named)
    _label_ends(
        axes, SESSIONS, [("counsellor", acceptance, "C1"), ("expected", expected[-1], "C0")]
    )
    axes.set_title(_title_of_expectation(acceptance, interpretation, crossed), loc="left")
    said = _sentence_of_expectation(acceptance, old_certainty, interpretation, course, crossed)
    return f"{said}, give or take {course.spread[-1]:.1f}." if band else f"{said}."


def what_gets_through(
    figure: Figure,
    *,
    acceptance: float = 1,
    doubt: float = 1.0,
    resemblance: float = 1.0,
) -> str:
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
    str
        What the picture shows.
    """
    start = transference.first_expectation(resemblance)
    course, undoubted = (
        transference.expect(
            acceptance,
            old_expectation=start,
            old_certainty=CERTAINTY_WITH_DOUBT,
            sessions=SESSIONS_OF_DOUBT,
            doubt=d,
        )
        for d in (doubt, 0.0)
    )
    expected, without = course.expectation[-1], undoubted.expectation[-1]
    let_in = course.let_in[1]

    axes = _scale_over_sessions(figure, SESSIONS_OF_DOUBT)
    axes.plot([0, SESSIONS_OF_DOUBT], [acceptance, acceptance], color="C1", linestyle="--")
    axes.plot(undoubted.sessions, undoubted.expectation, color="C5", linestyle=":", linewidth=2)
    axes.plot(course.sessions, course.expectation, color="C0", linewidth=2)
    _label_ends(
        axes,
        SESSIONS_OF_DOUBT,
        [
            ("counsellor", acceptance, "C1"),
            ("no doubt", without, "C5"),
            ("expected", expected, "C0"),
        ],
    )
    axes.set_title(
        f"{100 * let_in:.0f} % gets in at first; ends at {_signed(expected)}", loc="left"
    )
    return (
        f"The client starts at {_signed(start)} and the counsellor is {_attitude(acceptance)}: "
        f"{_percent(let_in)} of the first session counts as evidence, and after "
        f"{SESSIONS_OF_DOUBT} sessions the client expects {_signed(expected)}, against "
        f"{_signed(without)} if nothing were doubted (scale from −2, rejecting, to 2, accepting)."
    )


def theme_in_stories(
    figure: Figure,
    *,
    stories: int = 5,
    in_ten: int = 4,
    readings: int = 1,
    client: int = 1,
) -> str:
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
    str
        What the picture shows.
    """
    _whole("stories", stories, 1, MOST_STORIES)
    _whole("readings", readings, 1, MOST_READINGS)
    real = in_ten / 10
    # The grid shows untold stories too, so that the number of marks never changes.
    life = narratives.tell(
        MOST_STORIES, real, readings=readings, rng=np.random.default_rng([8, client])
    )
    themes = narratives.core_theme(life[:, :, :stories])
    typical = narratives.best_of(readings, stories, real)

    grid, shares = figure.subplots(2, 1, height_ratios=[1, 1.05])
    figure.subplots_adjust(left=0.145, right=0.955, top=0.88, bottom=0.15, hspace=0.5)
    _draw_stories(grid, [theme.present for theme in themes], stories)
    _draw_shares(shares, themes, real)
    grid.set_title(_title_of_theme(stories, readings, typical - real), loc="left")
    wish, other, self_ = (round(theme.share * stories) for theme in themes)
    tried = "the one reading tried" if readings == 1 else f"the best of {readings} readings"
    return (
        f"Client {client} tells {stories} stories: {tried} fits {wish} of them for the wish, "
        f"{other} for the response of the other and {self_} for the response of the self, where "
        f"every reading really fits {in_ten} stories in ten and a listener who works like this "
        f"sees {_percent(typical)} on average."
    )


def _scale_over_sessions(figure: Figure, sessions: int) -> Axes:
    axes = figure.subplots()
    figure.subplots_adjust(left=0.205, right=0.78, top=0.89, bottom=0.15)
    axes.set(xlim=(0, sessions), ylim=(-2.3, 2.3), xlabel="session")
    axes.set_xticks(range(0, sessions + 1, 10))
    axes.set_yticks([-2, 0, 2], [ATTITUDES[-2], ATTITUDES[0], ATTITUDES[2]])
    axes.tick_params(axis="y", length=0, pad=3)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.axhline(0, color="0.5", linewidth=0.8)
    return axes


def _label_ends(axes: Axes, x: float, lines: list[tuple[str, float, str]]) -> None:
    """Write each line's name at its right end, pushed apart where two ends meet."""
    apart = 0.36
    order = sorted(range(len(lines)), key=lambda i: lines[i][1])
    heights = [lines[i][1] for i in order]
    for _ in range(len(lines)):
        for lower, upper in zip(range(len(lines)), range(1, len(lines)), strict=False):
            gap = apart - (heights[upper] - heights[lower])
            if gap > 0:
                heights[lower] -= gap / 2
                heights[upper] += gap / 2
    height_of = dict(zip(order, heights, strict=True))
    for i, (name, _, colour) in enumerate(lines):
        axes.text(x * 1.02, height_of[i], name, color=colour, va="center")


def _title_of_expectation(acceptance: float, interpretation: int, crossed: int | None) -> str:
    if interpretation and acceptance < transference.OLD_EXPECTATION:
        return "Named: the fear is confirmed sooner"
    if acceptance < transference.OLD_EXPECTATION:
        return "The old expectation was right"
    if crossed:
        return f"Past neutral after session {crossed}"
    if acceptance <= 0:
        return "No higher than the counsellor is"
    return "Forty sessions, and still braced"


def _sentence_of_expectation(
    acceptance: float,
    old_certainty: float,
    interpretation: int,
    course: transference.Course,
    crossed: int | None,
) -> str:
    named = (
        f"named in session {interpretation}, which leaves the client less sure"
        if interpretation
        else "never named"
    )
    end = f"after {SESSIONS} sessions the client expects {_signed(course.expectation[-1])}"
    if crossed:
        end = f"the client is past neutral after session {crossed}, and {end}"
    return (
        f"With an old expectation worth {old_certainty:g} sessions, a counsellor who really is "
        f"{_attitude(acceptance)} and a pattern {named}, {end} on a scale from −2 (rejecting) "
        "to 2 (accepting)"
    )


def _title_of_theme(stories: int, readings: int, surplus: float) -> str:
    if readings == 1:
        return f"{stories} stories, one reading: an honest share"
    if surplus >= 0.2:
        return f"{stories} stories, {readings} readings: a core appears"
    if surplus >= 0.1:
        return f"{stories} stories, {readings} readings: still flattered"
    return f"{stories} stories, {readings} readings: near the truth"


def _draw_stories(axes: Axes, present: list[np.ndarray], stories: int) -> None:
    column, row = np.meshgrid(np.arange(MOST_STORIES), np.arange(3))
    fits = np.array(present)
    told = column < stories
    # `core_theme` saw only the told stories; the rest of the row stays empty and faint.
    full = np.zeros_like(told)
    full[:, :stories] = fits
    face = np.where(full[..., None], to_rgba("C0", _SHOWN), to_rgba("C0", _HIDDEN))
    edge = np.where(told[..., None], to_rgba("C0", _SHOWN), to_rgba("C5", 0.25))
    axes.scatter(
        column.ravel(),
        row.ravel(),
        s=90,
        marker="s",
        facecolors=face.reshape(-1, 4),
        edgecolors=[tuple(colour) for colour in edge.reshape(-1, 4)],
        linewidths=1,
    )
    axes.set(xlim=(-0.8, MOST_STORIES - 0.2), ylim=(2.6, -0.6))
    axes.set_xticks([0, 4, 9, 14, 19], ["story 1", "5", "10", "15", "20"])
    _name_rows(axes)


def _draw_shares(axes: Axes, themes: tuple[narratives.Theme, ...], real: float) -> None:
    for row, theme in enumerate(themes):
        axes.plot([theme.low, theme.high], [row, row], color="C0", linewidth=2)
        axes.plot([theme.share], [row], "s", color="C0", markersize=8, clip_on=False)
    axes.plot([real, real], [-0.6, 2.6], color="C1", linestyle="--")
    axes.text(real + 0.015, -0.78, "really", color="C1", va="bottom", ha="center")
    axes.set(xlim=(0, 1), ylim=(2.6, -0.6), xlabel="share of stories, with 95 % interval")
    axes.set_xticks([0, 0.5, 1], ["0", "half", "all"])
    _name_rows(axes)


def _name_rows(axes: Axes) -> None:
    axes.set_yticks([0, 1, 2], ["wish", "other", "self"])
    axes.tick_params(axis="y", length=0, pad=7)
    axes.xaxis.labelpad = 1
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _signed(value: float) -> str:
    """Write a scale value with one decimal and a true minus, never as minus zero."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "−")


def _attitude(value: float) -> str:
    """Name a scale value, with its number: "warm (1)"."""
    name = ATTITUDES.get(int(value)) if value == int(value) else None
    number = f"{value:g}".replace("-", "−")
    return f"{name} ({number})" if name else number


def _percent(share: float) -> str:
    return f"{100 * share:.0f} per cent"


def _whole(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}; it must lie between {low} and {high}.")
