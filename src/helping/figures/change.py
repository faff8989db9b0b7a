"""The pictures of chapter 13: how many sessions, an alarm, and gains that look sudden.

Each function draws on the figure it is handed and returns one plain sentence. All clients are
simulated; the models are `dose_and_response` and `outcome_measures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helping.evidence import published, published_numbers
from helping.models import dose_and_response as dose
from helping.models import outcome_measures as outcome
from helping.models.checks import one_of

Floats = NDArray[np.float64]

_HIDDEN = 0.001  # keeps a part in the picture, so that every state has the same parts
_FAR = -99.0  # below every axis


def _spread_out(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart until none stands closer than `gap` to the next."""
    order = np.argsort(wanted, kind="stable")
    placed = np.clip(np.array(wanted)[order], low, high)
    for _ in range(40):
        for i in range(len(placed) - 1):
            lack = gap - (placed[i + 1] - placed[i])
            if lack > 0:
                placed[i] -= lack / 2
                placed[i + 1] += lack / 2
        placed += max(0.0, low - placed[0]) - max(0.0, placed[-1] - high)
    result = np.empty_like(placed)
    result[order] = placed
    return [float(y) for y in result]


def _rows(axes: Axes, rows: list[tuple[str, list[tuple[int, str, float]]]], of: int) -> None:
    """Draw one bar under one line of words for each group, its parts side by side."""
    for number, (words, parts) in enumerate(rows):
        y = 2.0 * (len(rows) - 1 - number)
        start = 0
        for count, colour, alpha in parts:
            axes.barh(y, count, 0.75, left=start, color=colour, alpha=alpha)
            start += count
        axes.text(0, y + 0.92, words, va="center", ha="left")
    axes.set(xlim=(0, of), ylim=(-0.6, 2.0 * len(rows) - 0.5), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)


# --- how many sessions? ---------------------------------------------------------------------

_MOST = 12
_CLIENTS = 4000
_GAP = 8.5  # between labels, in points of the scale
_PRINTED_AFTER = (1, 12)  # sessions, in the row gel_2006


@lru_cache(maxsize=16)
def _clients(pace: float, differ: float) -> dose.Clients:
    rng = np.random.default_rng(1)
    return dose.simulate_clients(_CLIENTS, rng, sessions=_MOST, pace=pace, pace_spread=differ)


def files_of_a_service(rule: str, limit: int, pace: float, differ: float) -> dose.ByLength:
    """Sort our simulated clients by length of counselling; a limit of 0 is none."""
    clients = _clients(pace, differ)
    if limit == 0:
        return dose.by_length(clients, rule, all_end=rule == dose.RULES[0])
    return dose.by_length(dose.at_most(clients, limit), rule, all_end=True)


def _dose_curve() -> dose.DoseCurve:
    """Lay the curve of Howard et al. through its two printed points."""
    half, more = (published(key).value / 100 for key in ("dose_8", "dose_26"))
    return dose.through_two_points((8, half), (26, more))


def how_many_sessions(figure: Figure, rule: str, limit: int, pace: float, differ: float) -> str:
    """Recovery by number of sessions, beside two published findings.

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
    str
        What the files show at both ends, and what became of all clients.
    """
    found = files_of_a_service(rule, limit, pace, differ)
    last = len(found.sessions)
    share, ended = 100 * found.well_enough, 100 * found.ended
    of_all = round(100 * found.of_all)

    upper, lower = figure.subplots(2, 1, height_ratios=(2.4, 1))
    figure.subplots_adjust(left=0.155, right=0.765, top=0.85, bottom=0.135, hspace=0.16)
    x = np.arange(1, _MOST + 1)
    howard = 100 * _dose_curve().improved(x)
    barkham = published_numbers("gel_2006")
    # After the last session the line stands still, so that every state has the same points.
    shown = np.minimum(x, last)
    upper.plot(x, howard, color="0.5", linewidth=2, linestyle=":")
    upper.plot(shown, share[shown - 1], color="C0", linewidth=2.6, marker="o", markersize=4)
    upper.plot(_PRINTED_AFTER, barkham, "x", color="C1", markersize=8, mew=2.4)
    labels = {
        "our files": (float(share[-1]), "C0"),
        "Howard": (float(howard[-1]), "0.5"),
        "Barkham": (barkham[-1], "C1"),
    }
    places = _spread_out([y for y, _ in labels.values()], _GAP + 1, 5, 97)
    for (words, (_, colour)), y in zip(labels.items(), places, strict=True):
        upper.text(12.75, y, words, color=colour, va="center")
    upper.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[], yticks=[0, 50, 100])
    upper.set_ylabel("of 100, well enough", labelpad=1)
    # One outline for all bars: quicker to draw than twelve.
    tall = np.concatenate([ended, np.zeros(_MOST - last)])
    outline = np.stack([0 * tall, tall, tall, 0 * tall], axis=1).ravel()
    edges = np.stack([x - 0.35, x - 0.35, x + 0.35, x + 0.35], axis=1).ravel()
    lower.fill_between(edges, 0, outline, color="C0", alpha=0.5, linewidth=0)
    lower.text(12.75, 50, "of 100,\nended here", va="center")
    lower.set(xlim=(0.4, 12.6), ylim=(0, 103), xticks=[1, 4, 8, 12], yticks=[0, 100])
    lower.set_xlabel("sessions")
    upper.set_title(f"{_shape_of(found)}\nOf all 100 clients, {of_all} well enough", loc="left")
    return _files_sentence(found, rule, limit, of_all)


def _shape_of(found: dose.ByLength) -> str:
    share = found.well_enough
    if share.max() < 0.005:
        return "Nobody is well enough yet"
    if share[-1] > share.max() - 0.02:
        return "The longer they came, the better"
    if share[0] > share[-1] + 0.1:
        return "Those who came longest did worst"
    if share[0] < share[-1] - 0.1:
        return "Those who came least did worst"
    return "Those in the middle did best"


def _files_sentence(found: dose.ByLength, rule: str, limit: int, of_all: int) -> str:
    last = len(found.sessions)
    first, final = (round(100 * found.well_enough[i]) for i in (0, -1))
    allowed = f" and the service allows {limit} sessions" if limit else ""
    if rule == dose.RULES[0]:
        return (
            f"When nobody stops{allowed}, {first} of 100 clients are well enough after one session "
            f"and {final} after {last}."
        )
    who = "Where clients end " + ("by chance" if rule == dose.RULES[1] else "when well enough")
    still = 100 - round(100 * found.ended.sum())
    rest = f", and {still} are still coming" if still else ""
    return (
        f"{who}{allowed}, {first} of 100 who ended after one session were well enough and {final} "
        f"of 100 who ended after {last}; of all 100 clients {of_all} ended well enough{rest}."
    )


# --- an alarm -------------------------------------------------------------------------------

_OCCASIONS, _CUT_OFF = 13, 11
_REFERENCE_SEED, _CLINIC_SEED = 1, 2
CASES = (40, 54, 770, 14, 567)
"""Rows of the clinic, chosen so that every way in which an alarm and an end can meet occurs."""

SHOWN = ("up to now", "how this client ends", "how all 1,000 end")
"""How much of the future the second picture shows."""

_ENDS = {
    "recovered": "better",
    "improved": "better",
    "unchanged": "no clear change",
    "deteriorated": "worse",
}


@dataclass(frozen=True)
class Clinic:
    """A thousand simulated clients and what became of them.

    Attributes
    ----------
    scores : array of float
        One row a client; column 0 is intake.
    ends : array of str
        "better", "no clear change" or "worse", by reliable change.
    """

    scores: Floats
    ends: NDArray[np.str_]


@lru_cache(maxsize=1)
def clinic() -> Clinic:
    """Return the clinic of the picture, the same every time."""
    scores = outcome.simulate_courses(1000, _OCCASIONS, np.random.default_rng(_CLINIC_SEED)).scores
    names = outcome.classify(scores[:, 0], scores[:, -1])
    return Clinic(scores, np.array([_ENDS[name] for name in names]))


@lru_cache(maxsize=8)
def expected(percentile: float) -> outcome.ExpectedCourse:
    """Return what 20,000 earlier simulated clients did, by where they started."""
    rng = np.random.default_rng(_REFERENCE_SEED)
    earlier = outcome.simulate_courses(20_000, _OCCASIONS, rng).scores
    return outcome.expected_course(earlier, percentile)


@lru_cache(maxsize=64)
def alarms_and_ends(percentile: float, by: int) -> dict[tuple[bool, str], int]:
    """Count the thousand clients by alarm (yes or no) and end."""
    here = clinic()
    rang = outcome.alarms(expected(percentile), here.scores, by)
    return {
        (alarm, end): int(((rang == alarm) & (here.ends == end)).sum())
        for alarm in (True, False)
        for end in ("worse", "no clear change", "better")
    }


def course_and_alarm(figure: Figure, percentile: float, by: int, case: int, show: str) -> str:
    """Expected course of one client, with all alarms counted.

    Parameters
    ----------
    figure
        An empty figure.
    percentile
        Where the limit lies among clients who started alike, 50 to 99 %.
    by
        Session up to which anyone has looked, 1 to 12.
    case
        Client shown, 1 to 5.
    show
        How much is shown of what came later: one of `SHOWN`.

    Returns
    -------
    str
        The client's scores, whether there is an alarm, and how alarms and ends go together.
    """
    one_of("show", show, SHOWN)
    reveal, count = show != SHOWN[0], show == SHOWN[2]
    here, learnt = clinic(), expected(percentile)
    row = CASES[case - 1]
    scores, end = here.scores[row], str(here.ends[row])
    band = int(np.digitize(scores[0], learnt.edges))
    usual, limit = learnt.expected[band], learnt.limit[band]
    above = np.flatnonzero(scores[1 : by + 1] > limit[1 : by + 1]) + 1
    first = int(above[0]) if above.size else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.75, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.91, bottom=0.02, hspace=0.42)
    x = np.arange(_OCCASIONS)
    upper.axhline(_CUT_OFF, color="0.5", linewidth=0.8)
    upper.text(-0.1, _CUT_OFF - 1, "cut-off", color="0.5", va="top")
    upper.fill_between(x[1:], limit[1:], 40, color="C1", alpha=0.16, linewidth=0)
    upper.plot(x[1:], limit[1:], color="C1", linewidth=1.4, linestyle="--")
    upper.plot(x, usual, color="0.5", linewidth=2, linestyle=":")
    later = 1.0 if reveal else _HIDDEN
    # Both parts stand still where they meet, so that every state has the same points.
    seen, to_come = np.minimum(x, by), np.maximum(x, by)
    upper.plot(to_come, scores[to_come], color="C0", linewidth=1.4, alpha=later)
    upper.plot(seen, scores[seen], color="C0", linewidth=2.4, marker="o", markersize=4.5)
    at = scores[first] if first else _FAR
    upper.plot([first], [at], "^", color="C1", markersize=11, markeredgewidth=2)
    places = _spread_out([float(limit[-1]), float(usual[-1])], 5.5, 3, 36)
    for words, y, colour in zip(("limit", "expected"), places, ("C1", "0.5"), strict=True):
        upper.text(12.3, y, words, color=colour, va="center")
    upper.set(xlim=(-0.3, 15.2), ylim=(0, 40), xticks=[0, 4, 8, 12], yticks=[0, _CUT_OFF, 20, 40])
    upper.set_xlabel("session", labelpad=1)
    upper.set_ylabel("distress (points)", labelpad=1)
    came = f"Alarm in session {first}" if first else f"No alarm by session {by}"
    upper.set_title(f"{came}: {end}" if reveal else f"{came}. How will it end?", loc="left")

    counts = alarms_and_ends(percentile, by)
    rows = []
    for alarm, word in ((True, "Alarm"), (False, "No alarm")):
        worse, same, better = (counts[alarm, e] for e in ("worse", "no clear change", "better"))
        all_ = worse + same + better
        words = f"{word} {all_}: {worse} worse, {same} same, {better} better"
        if not count:
            worse, same, better = 0, all_, 0
            words = f"{word}: {all_} of 1,000 clients"
        parts = [(worse, "C1", 0.95), (same, "0.5", 0.45), (better, "C2", 0.75)]
        rows.append((words, parts))
    _rows(lower, rows, 1000)
    told = _client_sentence(scores, limit, by, first, case, end if reveal else "")
    return f"{told}; {_clinic_sentence(counts, by, count)}"


def _client_sentence(
    scores: Floats, limit: Floats, by: int, first: int, case: int, end: str
) -> str:
    told = (
        f"Client {case} begins at {scores[0]:.0f} points and is at {scores[by]:.0f} in session {by}"
    )
    if first:
        told += (
            f", with an alarm in session {first} ({scores[first]:.0f}, limit {limit[first]:.0f})"
        )
    else:
        told += ", without an alarm"
    return f"{told}; the end is {scores[-1]:.0f} points, {end}" if end else told


def _clinic_sentence(counts: dict[tuple[bool, str], int], by: int, ends: bool) -> str:
    rang = sum(n for (alarm, _), n in counts.items() if alarm)
    told = f"of 1,000 clients {rang} have an alarm by session {by}"
    if not ends:
        return f"{told}."
    return (
        f"{told}, of whom {counts[True, 'worse']} end worse, {counts[True, 'no clear change']} "
        f"without clear change and {counts[True, 'better']} better, and of the {1000 - rang} "
        f"without one {counts[False, 'worse']} end worse."
    )


# --- gains that look sudden -----------------------------------------------------------------

_GAIN_SESSIONS = 12
_GAIN_SEED = 3
_GRADUAL = {"start_sd": 6.0, "slope": -3.0, "slope_sd": 1.5, "carry_over": 0.3}


@dataclass(frozen=True)
class Gains:
    """A thousand simulated clients and the sudden gains that the rule finds among them.

    Attributes
    ----------
    scores, truth : array of float
        One row a client, with and without wobble.
    jumped : array of bool
        Whether the client was made with a true jump.
    marks : array of bool
        True at the last session before a gain.
    benefit : float
        How much better those with a gain end, in standard deviations; 0 if there are none.
    """

    scores: Floats
    truth: Floats
    jumped: NDArray[np.bool_]
    marks: NDArray[np.bool_]
    benefit: float

    @property
    def found(self) -> NDArray[np.bool_]:
        """Whether the rule finds a gain, one entry a client."""
        return np.asarray(self.marks.any(axis=1))


@lru_cache(maxsize=32)
def gains(wobble: float, jumping: float) -> Gains:
    """Simulate a thousand clients and look for sudden gains, the same every time."""

    def simulate(noise: float) -> outcome.Courses:
        rng = np.random.default_rng(_GAIN_SEED)
        return outcome.simulate_courses(
            1000, _GAIN_SESSIONS, rng, noise=noise, jumping=jumping, **_GRADUAL
        )

    made = simulate(wobble)
    marks = outcome.sudden_gains(made.scores)
    found = marks.any(axis=1)
    benefit = outcome.apparent_benefit(made.scores, found) if found.any() else 0.0
    return Gains(made.scores, simulate(0.0).scores, made.jumped, marks, benefit)


def sudden_gains(figure: Figure, wobble: float, jumping: float, case: int) -> str:
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
    str
        How many gains the rule finds, how many are true, and how those clients end.
    """
    all_ = gains(wobble, jumping)
    found = all_.found
    # Those who begin high come first: there is more to see.
    having = np.flatnonzero(found)
    having = having[np.argsort(all_.truth[having, 0] < 18, kind="stable")]
    row = int(having[case - 1]) if having.size >= case else case - 1
    scores, truth = all_.scores[row], all_.truth[row]
    before = int(all_.marks[row].argmax()) if found[row] else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.75, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.84, bottom=0.02, hspace=0.45)
    x = np.arange(1, _GAIN_SESSIONS + 1)
    upper.plot(x, truth, color="0.5", linewidth=5, alpha=0.45)
    upper.plot(x, scores, color="C0", linewidth=1.6, marker="o", markersize=4.5)
    step = scores[before : before + 2] if found[row] else np.full(2, _FAR)
    upper.plot([before + 1, before + 2], step, color="C1", linewidth=4.5)
    places = _spread_out([float(truth[-1]), float(scores[-1])], 5.5, 3, 37)
    for words, y, colour in zip(("truth", "scores"), places, ("0.5", "C0"), strict=True):
        upper.text(12.3, y, words, color=colour, va="center")
    upper.set(xlim=(0.6, 14.4), ylim=(0, 40), xticks=[1, 4, 8, 12], yticks=[0, 20, 40])
    upper.set_xlabel("session", labelpad=1)
    upper.set_ylabel("distress", labelpad=1)
    true = int((found & all_.jumped).sum())
    upper.set_title(_gains_title(int(found.sum()), true, all_.benefit), loc="left")

    rows = []
    for words, group in (("Gain found", found), ("None found", ~found)):
        count, jumped = int(group.sum()), int((group & all_.jumped).sum())
        parts = [(jumped, "C2", 0.85), (count - jumped, "0.5", 0.4)]
        rows.append((f"{words}: {count:,}, of whom {jumped} truly jumped", parts))
    _rows(lower, rows, 1000)
    return _gains_sentence(all_, true, row, before)


def _gains_title(count: int, true: int, benefit: float) -> str:
    if not count:
        return "No wobble to speak of,\nand no sudden gain"
    head = (
        f"{count} sudden gains, {true} of them true" if true else f"{count} sudden gains, none true"
    )
    return f"{head};\nthose clients end {benefit:.1f} SD better"


def _gains_sentence(all_: Gains, true: int, row: int, before: int) -> str:
    count, jumped = int(all_.found.sum()), int(all_.jumped.sum())
    made = f"Of 1,000 clients {jumped or 'none'} truly jump{'' if jumped else 's'}"
    if not count:
        return f"{made}, and the rule finds no sudden gain."
    told = (
        f"{made}, and the rule finds a sudden gain in {count}, of whom {true} truly jumped; those "
        f"{count} end {all_.benefit:.2f} standard deviations better than others who began alike"
    )
    if not all_.found[row]:
        return f"{told}; the client shown has none."
    kind = "true jump" if all_.jumped[row] else "gradual course"
    return f"{told}; the client shown has one after session {before + 1}, on a {kind}."
