"""The pictures of chapter 13: an alarm, and a first step put to four questions.

Each function draws on the figure it is handed and returns one plain sentence, and what is folded
behind it; their words stand in `words/en/change.toml`. All clients are invented; the models are
`a_thousand_clients` and `first_step`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helping.figures.common import spread_out, whole_numbers
from helping.models import a_thousand_clients as thousand
from helping.models import first_step as first_step_model
from helping.models.checks import one_of
from helping.words import words

WORDS = words("change")
SHOWN = dict(zip(WORDS["alarm"]["shown"], ("now", "this", "all"), strict=True))
"""How much of the future the first picture shows."""
STEPS = {told: key for key, told in WORDS["step"]["steps"].items()}
"""The first steps, by their names."""

# --- an alarm -------------------------------------------------------------------------------

_CUT_OFF = 11


def course_and_alarm(
    figure: Figure, percentile: float, by: int, case: int, show: str
) -> tuple[str, str]:
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
        How much is shown of what came later: "now", "this" client's end, or "all".

    Returns
    -------
    tuple of str
        Whether there is an alarm and what came of it; what is folded behind it.
    """
    one_of("show", show, tuple(SHOWN.values()))
    here, learnt = thousand.clinic(), thousand.expected(percentile)
    row = thousand.CASES[case - 1]
    text = WORDS["alarm"]
    scores, end = here.scores[row], str(here.ends[row])
    band = int(np.digitize(scores[0], learnt.edges))
    usual, limit = learnt.expected[band], learnt.limit[band]
    above = np.flatnonzero(scores[1 : by + 1] > limit[1 : by + 1]) + 1
    first = int(above[0]) if above.size else 0

    upper, lower = figure.subplots(2, 1, height_ratios=(1.6, 1))
    figure.subplots_adjust(left=0.135, right=0.985, top=0.86, bottom=0.02, hspace=0.4)
    x = np.arange(thousand.OCCASIONS)
    upper.axhline(_CUT_OFF, color="0.5", linewidth=0.8)
    upper.text(-0.1, _CUT_OFF - 1, text["cut_off"], color="0.5", va="top")
    upper.fill_between(x[1:], limit[1:], 40, color="C1", alpha=0.16, linewidth=0)
    upper.plot(x[1:], limit[1:], color="C1", linewidth=1.4, linestyle="--")
    upper.plot(x, usual, color="0.5", linewidth=2, linestyle=":")
    # Both parts stand still where they meet, so that every state has the same points.
    seen, to_come = np.minimum(x, by), np.maximum(x, by)
    if show != "now":
        upper.plot(to_come, scores[to_come], color="C0", linewidth=1.4)
    upper.plot(seen, scores[seen], color="C0", linewidth=2.4, marker="o", markersize=4.5)
    if first:
        upper.plot([first], [scores[first]], "^", color="C1", markersize=11, markeredgewidth=2)
    heights = spread_out([float(limit[-1]), float(usual[-1])], 5.5, 3, 36)
    for name, y, colour in zip(("limit", "expected"), heights, ("C1", "0.5"), strict=True):
        upper.text(12.3, y, text[name], color=colour, va="center")
    upper.set(xlim=(-0.3, 15.2), ylim=(0, 40), xticks=[0, 4, 8, 12], yticks=[0, _CUT_OFF, 20, 40])
    upper.set_xlabel(text["session"], labelpad=1)
    upper.set_ylabel(text["distress"], labelpad=1)
    counts = thousand.alarms_and_ends(percentile, by)
    totals = {}
    for row_of, (alarm, name) in enumerate(((True, "rang"), (False, "quiet"))):
        ends = [counts[alarm, e] for e in thousand.ENDS]
        totals[name] = sum(ends)
        hundred = whole_numbers([100 * n / sum(ends) for n in ends], 100)
        label = text[f"{name}_ends" if show == "all" else name]
        parts = dict(zip(("worse", "same", "better"), hundred, strict=True))
        y, start = 2.0 * (1 - row_of), 0
        for count, (colour, alpha) in zip(hundred, _ENDS, strict=True):
            seen_as = (colour, alpha) if show == "all" else ("0.5", 0.2)
            lower.barh(y, count, 0.95, left=start, color=seen_as[0], alpha=seen_as[1])
            start += count
        lower.text(0, y + 0.95, label.format(all=totals[name], **parts), va="center")
    lower.set(xlim=(0, 100), ylim=(-0.6, 3.6))
    lower.axis("off")
    places = {
        "case": case,
        "by": by,
        "first": first,
        "start": f"{scores[0]:.0f}",
        "score": f"{scores[by]:.0f}",
        "end": f"{scores[-1]:.0f}",
        "kind": text["kind"][end.replace(" ", "_")],
        **totals,
        "worse": counts[True, "worse"],
        "same": counts[True, "no clear change"],
        "better": counts[True, "better"],
        "missed": counts[False, "worse"],
        "in_words": _in_words(counts[True, "worse"] / totals["rang"]),
    }
    told = "rang" if first else "quiet"
    told = "all" if show == "all" else f"{told}_ends" if show == "this" else told
    upper.set_title(text["title"][told].format(**places), loc="left")
    more = text["more"]["all" if show == "all" else "now"]
    return text["sentence"][told].format(**places), more.format(**places)


_ENDS = (("C1", 0.95), ("0.5", 0.45), ("C2", 0.75))
_FRACTIONS = (1 / 4, 1 / 3, 1 / 2, 2 / 3)


def _in_words(share: float) -> str:
    """Say a share as one in how many, by the nearest of four."""
    nearest = int(np.argmin(np.abs(np.array(_FRACTIONS) - share)))
    return str(WORDS["alarm"]["one_in"][nearest])


# --- a first step ---------------------------------------------------------------------------


def first_step(figure: Figure, *, step: str, shown: bool = False) -> tuple[str, str]:
    """One first step, put to four questions, and what the counsellor could ask next.

    Parameters
    ----------
    figure
        An empty figure.
    step
        A key of `helping.models.first_step.STEPS`.
    shown
        Whether it is shown how the client answers.

    Returns
    -------
    tuple of str
        What the counsellor could say next; what is folded behind it.
    """
    say = WORDS["step"]
    answers = first_step_model.answers(step)
    missing = first_step_model.first_no(step)
    axes = figure.subplots()
    figure.subplots_adjust(left=0.03, right=0.97, top=0.88, bottom=0.03)
    axes.set(xlim=(0, 1), ylim=(5.1, -1.4))
    axes.axis("off")
    axes.text(0.02, -0.9, say["quoted"][step], va="center", fontsize=12.5, color="C0")
    for row, (question, answer) in enumerate(answers.items()):
        axes.text(0.15, row, say["question"][question], va="center", fontsize=12.5)
        told = say["yes" if answer else "no"] if shown else "?"
        colour = ("C0" if answer else "C1") if shown else "0.5"
        axes.text(0.02, row, told, va="center", color=colour, fontsize=12.5)
    axes.text(0.02, 4.5, say["next"][missing] if shown else "", va="center", fontsize=12.5)
    yes = sum(answers.values())
    case = "shown" if shown else "covered"
    axes.set_title(say["title"][case].format(yes=yes), loc="left")
    return say["said"][case].format(yes=yes, next=say["next"][missing]), say["more"]
