"""Pictures of chapter 5: eight replies to one line, talk and quiet, what a yes is worth."""

from __future__ import annotations

from matplotlib.figure import Figure

from helping.figures.common import HUNDRED_LINES, hundred_cells, whole_numbers
from helping.models import listening, talk_and_silence
from helping.words import words

SEED = 15
SECONDS = 90
# A strip is padded to this many stretches, so that every state has the same parts.
STRETCHES = 11
_AWAY = -50.0


def eight_replies(
    figure: Figure,
    reply: str = "reassure",
    trust: int = -1,
    misses: bool = False,
    came_for: str = "to say it",
) -> tuple[str, str]:
    """What the client does after a reply, in a hundred such moments.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    reply : str
        A key of `helping.models.listening.REPLIES`.
    trust : int
        -1, 0 or 1.
    misses : bool
        Whether the reply is off.
    came_for : str
        One of `helping.models.listening.CAME_FOR`.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("empathy_in_words")["replies"]
    shares = listening.next_move(reply, trust, misses=misses, came_for=came_for)
    others = listening.average_move(trust, misses=misses, came_for=came_for)
    rows = range(len(shares) - 1, -1, -1)
    axes = figure.add_axes((0.37, 0.14, 0.53, 0.62))
    axes.barh(rows, shares, height=0.7, color="C0")
    axes.plot(*_outline(others), color="0.5", linestyle="--", linewidth=1.2)
    for row, move, share in zip(rows, listening.MOVES, shares, strict=True):
        axes.text(-3, row, say["move"][move], ha="right", va="center")
        axes.text(104, row, f"{share:.0f}", ha="left", va="center", color="C0")
    axes.set(xlim=(0, 100), ylim=(-0.6, 5.6), xticks=(0, 50, 100), yticks=())
    axes.set_xlabel(say["axis"], x=0.25)
    axes.tick_params(length=3)
    top = listening.MOVES[max(range(len(shares)), key=shares.__getitem__)]
    figure.text(0.02, 0.92, say["title"][top], fontsize=12, fontweight="bold")
    figure.text(0.02, 0.83, say["reply"][reply], color="C1")
    counts = _by_move(shares)
    return (
        say["said"][top].format(most=counts[top], **counts),
        say["more"].format(
            all=say["six"].format(**counts), average=say["six"].format(**_by_move(others))
        ),
    )


def _by_move(shares: tuple[float, ...]) -> dict[str, str]:
    return {move: f"{share:.0f}" for move, share in zip(listening.MOVES, shares, strict=True)}


def _outline(shares: tuple[float, ...]) -> tuple[list[float], list[float]]:
    """Outline the bars of `eight_replies` as one line."""
    x: list[float] = []
    y: list[float] = []
    for row, share in enumerate(reversed(shares)):
        x += [0, share, share, 0]
        y += [row - 0.35, row - 0.35, row + 0.35, row + 0.35]
    return x, y


def talk_and_quiet(
    figure: Figure,
    wait: float = 3,
    your_turn: float = 12,
    search: float = 8,
    searching: float = 0.8,
) -> tuple[str, str]:
    """A minute and a half of talk and quiet, and how the time is shared.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    wait : float
        Seconds that the counsellor waits, 0 to 60.
    your_turn : float
        Seconds that the counsellor speaks, 4 to 60.
    search : float
        Seconds that the client's search for words takes on average.
    searching : float
        Share of the pauses in which the client is searching, 0 to 1.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("empathy_in_words")["quiet"]
    whole = talk_and_silence.in_the_long_run(wait, your_turn, search, searching)
    one = talk_and_silence.strip(wait, your_turn, search, searching, seconds=SECONDS, seed=SEED)
    top = figure.add_axes((0.14, 0.55, 0.79, 0.27))
    bottom = figure.add_axes((0.45, 0.06, 0.41, 0.33))

    top.fill(*_blocks(one.client, 1.0), color="C0", linewidth=0)
    top.fill(*_blocks(one.counsellor, 0.0), color="C1", linewidth=0)
    cut = [round(at) for at in one.cut_off] + [_AWAY] * STRETCHES
    top.plot(cut[:STRETCHES], [2.1] * STRETCHES, "v", color="0.5", markersize=6)
    top.set(xlim=(0, SECONDS), ylim=(-0.1, 2.4), xticks=(0, 45, 90), yticks=())
    top.set_xticklabels(("0", "45", say["seconds"].format(count=SECONDS)))
    for height, name, colour in ((1.4, "he", "C0"), (0.4, "you", "C1"), (2.2, "cut_in", "0.5")):
        top.text(-2, height, say[name], color=colour, ha="right", va="center")
    top.tick_params(length=3)

    parts = (
        ("client", whole.client, "C0"),
        ("counsellor", whole.counsellor, "C1"),
        ("searching", whole.searching, "C2"),
        ("idle", whole.idle, "C5"),
    )
    rows = (3, 2, 1, 0)
    bottom.barh(
        rows, [100 * part[1] for part in parts], height=0.7, color=[part[2] for part in parts]
    )
    for row, (name, share, colour) in zip(rows, parts, strict=True):
        bottom.text(-2, row, say[name], color=colour, ha="right", va="center")
        bottom.text(103, row, f"{100 * share:.0f}", color=colour, va="center")
    bottom.set(xlim=(0, 100), ylim=(-0.6, 3.6), xticks=(), yticks=())
    bottom.text(100, 3.75, say["scale"], ha="right", va="bottom")
    bottom.spines["bottom"].set_visible(False)

    told = {name: f"{100 * share:.0f}" for name, share, _ in parts}
    told["share"], told["cut_off"] = f"{100 * whole.talk_share:.0f}", f"{100 * whole.cut_off:.0f}"
    title = say["title"][_what_the_share_hides(whole, searching)].format(**told)
    figure.text(0.02, 0.92, title, fontsize=12, fontweight="bold")
    return say["said"].format(**told), say["more"].format(run=f"{whole.run:.1f}", **told)


def _blocks(
    stretches: tuple[tuple[float, float], ...], bottom: float
) -> tuple[list[float], list[float]]:
    """Draw stretches of speech as one shape; whole seconds keep the page light."""
    x: list[float] = []
    for start, length in [*stretches, *([(_AWAY, 0.0)] * STRETCHES)][:STRETCHES]:
        begin, end = round(start), round(start + length)
        x += [begin, begin, end, end]
    # Up, along and down for each block; the way to the next one lies on the bottom line.
    return x, [bottom, bottom + 0.8, bottom + 0.8, bottom] * STRETCHES


def _what_the_share_hides(whole: talk_and_silence.Talk, searching: float) -> str:
    """Return the key of the title that belongs to a conversation."""
    if whole.idle >= 0.25:
        return "empty"
    # Of all pauses, those that were a search and were spoken into.
    if searching * whole.cut_off > 0.25:
        return "pieces"
    return "on" if whole.run > 1.3 else "turns"


def what_a_yes_is_worth(
    figure: Figure, fits: int = 60, corrects: int = 20, check: str = "none"
) -> tuple[str, str]:
    """A hundred reflections, by whether they fit and what the client says.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure to draw on.
    fits : int
        How many of 100 reflections fit, 0 to 100.
    corrects : int
        How many of 100 misses the client puts right unasked, 0 to 100.
    check : str
        One of `helping.models.listening.CHECKS`.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    say = words("empathy_in_words")["yes"]
    yes = listening.worth_of_a_yes(fits / 100, corrects / 100, check)
    groups = (
        ("fits_yes", yes.fits_and_yes, "C0", 1.0, "-"),
        ("misses_yes", yes.misses_and_yes, "C1", 0.55, "-"),
        ("misses_no", yes.misses_and_no, "C2", 0.15, "--"),
        ("fits_no", yes.fits_and_no, "0.5", 0.0, ":"),
    )
    counts = whole_numbers([group[1] for group in groups], 100)
    axes = figure.add_axes((0.02, 0.05, 0.52, 0.75))
    axes.plot(*HUNDRED_LINES, color="white", linewidth=1.4, zorder=2)
    start = 0
    for (name, _, colour, alpha, style), count, row in zip(
        groups, counts, (8.9, 6.4, 3.9, 1.4), strict=True
    ):
        x, y = hundred_cells(start, start + count)
        axes.fill(x, y, color=colour, alpha=alpha, linewidth=0, zorder=1)
        axes.plot([*x, x[0]], [*y, y[0]], color=colour, linestyle=style, linewidth=1.6, zorder=3)
        axes.text(10.5, row + 0.45, f"{count}", color=colour, fontsize=14, va="center")
        axes.text(10.5, row - 0.5, say[name], color=colour, va="center")
        start += count
    axes.set(xlim=(-0.1, 10.1), ylim=(-0.1, 10.1), xticks=(), yticks=())
    axes.axis("off")
    good, wrong, righted, _ = counts
    worth = f"{100 * yes.worth:.0f}"
    figure.text(0.02, 0.9, say["title"].format(worth=worth), fontsize=12, fontweight="bold")
    said = say["said"]["none" if wrong == 0 else "one" if wrong == 1 else "many"]
    return (
        said.format(worth=worth, wrong=wrong),
        say["more"].format(fits=fits, good=good, misses=100 - fits, righted=righted),
    )
