"""Pictures that wait for the chapter on evidence: overlapping links, shapes, sessions, gains.

What left the chapters because it is about measuring; notes stand in `docs/evidence-lab`. The words
stand in `words/en/evidence_lab.toml`.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helping.evidence import published, published_numbers
from helping.figures.common import correlation, signed, spread_out
from helping.models import a_thousand_clients as thousand
from helping.models import alliance_shapes, real_relationship, working_alliance
from helping.models import dose_and_response as dose
from helping.models.checks import one_of, whole
from helping.words import words

OVERLAPS = np.linspace(0, 0.88, 23)
MOST_SESSIONS = 10
SHOWN = ("dependability", "pairs")


def what_is_left(
    figure: Figure, *, overlap: float, real: float, alliance: float
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
    left = real_relationship.hold_constant(real, alliance, overlap)
    course = [real_relationship.hold_constant(real, alliance, o) for o in OVERLAPS]
    text = words("evidence_lab")["left"]

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


def _r(value: float) -> str:
    """Write a correlation as its source prints it: two digits, the alliance's with three."""
    digits = 3 if value == published("alliance_outcome_2018_f2f").value else 2
    return correlation(value, digits) if round(value, 2) else "0"


# --- shapes in averages and in persons ------------------------------------------------------

WORDS = words("evidence_lab")
SHAPES = dict(zip(WORDS["average"]["shapes"], alliance_shapes.SHAPE_NAMES, strict=True))
_TOLD = {shape: told for told, shape in SHAPES.items()}


def shape_of_average(
    figure: Figure, shape: str, noise: float, clients: int, client: int
) -> tuple[str, str]:
    """The true average course, the average of some clients, and one client among them.

    Parameters
    ----------
    figure
        An empty figure.
    shape
        True shape of the average: a key of `SHAPES`.
    noise
        Standard deviation of a session's rating, 0.1 to 3 points.
    clients
        Number of clients averaged, 1 to 300.
    client
        Which of them is drawn, counted from 1.

    Returns
    -------
    tuple of str
        What the average would be called, and how often such a study goes wrong; what is folded
        behind it.
    """
    true = SHAPES[shape]
    study = alliance_shapes.one_study(true, noise, clients)
    wrong = round(100 * alliance_shapes.wrong_in_the_long_run(true, noise, clients))
    one, dips = study.scores[client - 1], study.dips[client - 1]
    text = WORDS["average"]

    axes = figure.subplots()
    figure.subplots_adjust(left=0.11, right=0.71, top=0.86, bottom=0.135)
    x = np.arange(1, len(one) + 1)
    axes.plot(x, study.truth, color="0.5", linewidth=5, alpha=0.45)
    axes.plot(x, one, color="C1", linewidth=1.3, linestyle="--", marker="o", markersize=4)
    axes.plot(x, study.average, color="C0", linewidth=2.6)
    # Sessions without a V carry their triangle below the picture: every frame has as many.
    axes.plot(x, np.where(dips, one - 0.34, -9), "^", color="C1", markersize=7)
    places = {
        "shape": shape,
        "found": _TOLD[study.found],
        "clients": clients,
        "client": client,
        "same": study.named.count(study.found),
        "named": _TOLD[study.named[client - 1]],
        "dips": int(dips.sum()),
        "wrong": wrong,
    }
    labels = [
        ("average", study.average, "C0"),
        ("client", one, "C1"),
        ("truth", study.truth, "0.5"),
    ]
    heights = spread_out([float(line[-1]) for _, line, _ in labels], 0.4, 3.1, 7.5)
    for (name, _, colour), y in zip(labels, heights, strict=True):
        axes.text(len(one) + 0.35, y, text[name].format(**places), color=colour, va="center")
    axes.set(xlim=(0.7, 10.2), ylim=(2.9, 7.7), xticks=[1, 4, 7, 10], yticks=[3, 5, 7])
    axes.set_xlabel(text["session"])
    axes.set_ylabel(text["points"])
    if study.found == true:
        title, case = "right", "right" if wrong else "right_always"
    else:
        lost, invented = study.found == "flat", true == "flat"
        title, case = "lost" if lost else "invented" if invented else "other", "wrong"
    axes.set_title(text["title"][title].format(**places), loc="left", x=-0.15)
    more = text["more"][("no_v", "one_v", "many_v")[min(places["dips"], 2)]]
    return text["sentence"][case].format(**places), more.format(**places)


def sessions_needed(
    figure: Figure,
    *,
    sessions: int = 1,
    one: float,
    lasts: float = 1.0,
    shown: str = "dependability",
) -> tuple[str, str]:
    """Dependability of a mean of the last sessions.

    Parameters
    ----------
    figure : Figure
        Empty figure to draw on.
    sessions : int
        Sessions averaged, 1 to 10.
    one : float
        Dependability of a single session, 0.05 to 1.
    lasts : float
        Correlation of the alliance with itself one session later, 0 to 1; 1 for no change.
    shown : str
        One of `SHOWN`: how well the mean tells clients apart, or how many of 100 pairs of clients
        it puts in the wrong order.

    Returns
    -------
    tuple of str
        The result in one plain sentence, and further numbers.
    """
    whole("sessions", sessions, 1, MOST_SESSIONS)
    one_of("shown", shown, SHOWN)
    say = words("evidence_lab")["sessions"]
    in_pairs = shown == "pairs"
    counts = np.arange(1, MOST_SESSIONS + 1)
    now = np.array([working_alliance.dependability(int(n), one, lasts) for n in counts])
    still = np.array([working_alliance.dependability(int(n), one) for n in counts])
    here = float(now[sessions - 1])
    scale = _swapped if in_pairs else float

    axes = figure.subplots()
    figure.subplots_adjust(left=0.145, right=0.775, top=0.885, bottom=0.15)
    beside = MOST_SESSIONS + 0.7
    for height, name in ((0.9, "good"), (0.8, "acceptable")):
        axes.plot([1, MOST_SESSIONS], [scale(height)] * 2, color="0.5", linestyle="--", linewidth=1)
        axes.text(beside, scale(height), say[name], color="0.5", va="center")
    axes.plot(counts, [scale(each) for each in still], color="C5", linestyle=":", linewidth=2)
    axes.plot(
        counts, [scale(each) for each in now], color="C0", linewidth=2, marker=".", markersize=7
    )
    axes.plot([sessions], [scale(here)], "o", color="C1", markersize=11)
    axes.plot([sessions] * 2, [0 if in_pairs else 0.2, scale(here)], color="C1", linewidth=1)
    axes.text(beside, scale(0.6), say["if_still"], color="C5", va="center", visible=lasts < 1)
    axes.set(xlim=(0.7, MOST_SESSIONS + 0.4), xlabel=say["sessions"])
    axes.set_ylabel(say["axis"][shown], labelpad=2)
    axes.set_xticks([1, 2, 4, 7, 10])
    if in_pairs:
        axes.set(ylim=(0, 36), yticks=[0, 10, 20, 30])
    else:
        axes.set_ylim(0.2, 1)
        axes.set_yticks(
            [0.2, 0.4, 0.6, 0.8, 1], [correlation(at, 1) for at in (0.2, 0.4, 0.6, 0.8, 1)]
        )

    case = "pairs" if in_pairs else _quality(here)
    told = {"here": correlation(here), "wrong": f"{_swapped(here):.0f}", "sessions": sessions}
    axes.set_title(say["title"][case].format(**told), loc="left")
    best = int(np.argmax(now)) + 1
    meanwhile = "still" if lasts == 1 else "best_one" if best == 1 else "best_many"
    return (
        say["one" if sessions == 1 else "many"][case].format(**told),
        say["more"][meanwhile].format(lasts=correlation(lasts), best=best),
    )


def _swapped(dependable: float) -> float:
    """Return how many of 100 pairs of clients scores put in the wrong order."""
    return 100 * (1 - working_alliance.pairs_in_order(dependable))


def _quality(dependable: float) -> str:
    if dependable >= 0.895:
        return "good"
    return "acceptable" if dependable >= 0.795 else "thin"


def _rows(axes: Axes, rows: list[tuple[str, list[tuple[int, str, float]]]], of: int) -> None:
    """Draw one bar under one line of words for each group, its parts side by side."""
    for number, (name, parts) in enumerate(rows):
        y = 2.0 * (len(rows) - 1 - number)
        start = 0
        for count, colour, alpha in parts:
            axes.barh(y, count, 0.75, left=start, color=colour, alpha=alpha)
            start += count
        axes.text(0, y + 0.92, name, va="center", ha="left")
    axes.set(xlim=(0, of), ylim=(-0.6, 2.0 * len(rows) - 0.5), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)


# --- how many sessions? ---------------------------------------------------------------------

_MOST = 12  # sessions
_GAP = 8.5  # between labels, in points of the scale
_PRINTED_AFTER = (1, 12)  # sessions, in the row gel_2006


def how_many_sessions(
    figure: Figure, rule: str, limit: int, pace: float, differ: float
) -> tuple[str, str]:
    """Recovery by number of sessions, beside three published figures.

    Parameters
    ----------
    figure
        An empty figure.
    rule
        Who stops when: one of `dose_and_response.RULES`.
    limit
        Most sessions that the service allows, 2 to 12; 0 for none.
    pace
        Points by which the middle client falls per session, 0.01 to 10.
    differ
        How much clients differ in pace (standard deviation of its logarithm), 0 to 3.

    Returns
    -------
    tuple of str
        What the files show at both ends, and what became of all clients.
    """
    found = dose.files_of_a_service(rule, limit, pace, differ)
    last = len(found.sessions)
    share, ended = 100 * found.well_enough, 100 * found.ended
    of_all = round(100 * found.of_all)
    text = WORDS["files"]

    upper, lower = figure.subplots(2, 1, height_ratios=(2.4, 1))
    figure.subplots_adjust(left=0.155, right=0.765, top=0.85, bottom=0.135, hspace=0.16)
    x = np.arange(1, _MOST + 1)
    howard = published("dose_8").value
    barkham = published_numbers("gel_2006")
    # After the last session the line stands still, so that every state has the same points.
    shown = np.minimum(x, last)
    upper.plot([8], [howard], "+", color="0.5", markersize=10, mew=2.4)
    upper.plot(shown, share[shown - 1], color="C0", linewidth=2.6, marker="o", markersize=4)
    upper.plot(_PRINTED_AFTER, barkham, "x", color="C1", markersize=8, mew=2.4)
    labels = {
        text["ours"]: (float(share[-1]), "C0"),
        text["howard"]: (howard, "0.5"),
        text["barkham"]: (barkham[-1], "C1"),
    }
    heights = spread_out([y for y, _ in labels.values()], _GAP + 1, 5, 97)
    for (name, (_, colour)), y in zip(labels.items(), heights, strict=True):
        upper.text(12.75, y, name, color=colour, va="center")
    upper.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[], yticks=[0, 50, 100])
    upper.set_ylabel(text["well_enough"], labelpad=1)
    # One outline for all bars: quicker to draw than twelve.
    tall = np.concatenate([ended, np.zeros(_MOST - last)])
    outline = np.stack([0 * tall, tall, tall, 0 * tall], axis=1).ravel()
    edges = np.stack([x - 0.35, x - 0.35, x + 0.35, x + 0.35], axis=1).ravel()
    lower.fill_between(edges, 0, outline, color="C0", alpha=0.5, linewidth=0)
    lower.text(12.75, 50, text["ended_here"], va="center")
    lower.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[1, 4, 8, 12], yticks=[0, 100])
    lower.set_xlabel(text["sessions"])
    first, final = (round(100 * found.well_enough[i]) for i in (0, -1))
    still = 100 - round(100 * found.ended.sum())
    places = {
        "first": first,
        "final": final,
        "last": last,
        "of_all": of_all,
        "still": still,
        "shape": text["shape"][_shape_of(found)],
    }
    upper.set_title(text["title"].format(**places), loc="left")
    nobody_stops = rule == dose.RULES[0]
    said = text["sentence"]["nobody_stops" if nobody_stops else "stops"]
    more = text["more"]["all_and_still" if still and not nobody_stops else "all"]
    return said.format(**places), more.format(**places)


def _shape_of(found: dose.ByLength) -> str:
    share = found.well_enough
    if share.max() < 0.005:
        return "nobody"
    if share[-1] > share.max() - 0.02:
        return "longer_better"
    if share[0] > share[-1] + 0.1:
        return "longest_worst"
    if share[0] < share[-1] - 0.1:
        return "least_worst"
    return "middle_best"


# --- gains that look sudden -----------------------------------------------------------------


def sudden_gains(figure: Figure, wobble: float, jumping: float, case: int) -> tuple[str, str]:
    """Sudden gains found in scores that wobble.

    Parameters
    ----------
    figure
        An empty figure.
    wobble
        Standard deviation of a score round the true course, 0 to 10 points.
    jumping
        Share of clients whose true course drops once, 0 to 1.
    case
        Client shown, counted from 1 among those with a gain; if there are not so many, among all.

    Returns
    -------
    tuple of str
        How many gains the rule finds, how many are true, and how those clients end.
    """
    all_ = thousand.gains(wobble, jumping)
    text = WORDS["gains"]
    found = all_.found
    # Those who begin high come first: there is more to see.
    having = np.flatnonzero(found)
    having = having[np.argsort(all_.truth[having, 0] < 18, kind="stable")]
    row = int(having[case - 1]) if having.size >= case else case - 1
    scores, truth = all_.scores[row], all_.truth[row]
    before = int(all_.marks[row].argmax()) if found[row] else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.75, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.84, bottom=0.02, hspace=0.45)
    x = np.arange(1, scores.size + 1)
    upper.plot(x, truth, color="0.5", linewidth=5, alpha=0.45)
    upper.plot(x, scores, color="C0", linewidth=1.6, marker="o", markersize=4.5)
    if found[row]:
        step = scores[before : before + 2]
        upper.plot([before + 1, before + 2], step, color="C1", linewidth=4.5)
    heights = spread_out([float(truth[-1]), float(scores[-1])], 5.5, 3, 37)
    for name, y, colour in zip(("truth", "scores"), heights, ("0.5", "C0"), strict=True):
        upper.text(12.3, y, text[name], color=colour, va="center")
    upper.set(xlim=(0.6, 14.4), ylim=(0, 40), xticks=[1, 4, 8, 12], yticks=[0, 20, 40])
    upper.set_xlabel(text["session"], labelpad=1)
    upper.set_ylabel(text["distress"], labelpad=1)
    true = int((found & all_.jumped).sum())
    rows = []
    for name, group in (("found", found), ("not_found", ~found)):
        count, jumped = int(group.sum()), int((group & all_.jumped).sum())
        label = text[name].format(count=f"{count:,}", jumped=jumped)
        rows.append((label, [(jumped, "C2", 0.85), (count - jumped, "0.5", 0.4)]))
    _rows(lower, rows, 1000)
    places = {
        "count": int(found.sum()),
        "true": true,
        "benefit": signed(all_.benefit),
        "jumped": int(all_.jumped.sum()),
        "session": before + 1,
    }
    case_of = "none" if not found.any() else "some_true" if true else "none_true"
    upper.set_title(text["title"][case_of].format(**places), loc="left")
    shown = "shown_none"
    if found[row]:
        shown = "shown_jump" if all_.jumped[row] else "shown_gradual"
    made = text["more"]["some_jump" if all_.jumped.any() else "nobody_jumps"]
    more = f"{made.format(**places)} {text['more'][shown].format(**places)}"
    return text["sentence"][case_of].format(**places), more
