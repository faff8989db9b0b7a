"""One client line and eight replies to it; and what a client's yes is worth.

Label: *toy* for what follows a reply, an exact formula with invented numbers for the yes.

`next_move` turns weights into shares of a hundred. The kinds of reply are those that coding
systems of helping skills share (Hill, 2014, https://doi.org/10.1037/14345-000), in our words. The
weights are ours and were measured on nobody. They follow four assumptions: a question gets an
answer; a statement leaves more room; the more of a reply is the counsellor's own, the more it
opens when it fits and the more it costs when it misses; and a client who trusts puts a miss
right, where a client who does not agrees and moves on. That clients go along with therapists
without saying so is described by Rennie (1994), https://doi.org/10.1037/0022-0167.41.4.427.

`worth_of_a_yes` is Bayes' rule, counted in a hundred reflections.

What it cannot show: voice, face and timing, which carry most of a reply; the same words said by
another counsellor; whether what comes next is good for the client. No share is a prediction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from helping.models.checks import flag, in_range, one_of

# Goes further in; tells more of it; gives a short answer and waits; agrees and moves on; puts the
# counsellor right; turns to action.
MOVES = ("further", "tells", "short", "agrees", "corrects", "acts")
CAME_FOR = ("to say it", "something to do")
CHECKS = ("none", "a yes-or-no check", "what did I miss?")
RECOGNISES = 0.95

# How much more of the wrong reflections come out when the client is asked, beyond those that he
# would correct unasked: as a share of the rest.
_CHECK_BRINGS_OUT = {"none": 0.0, "a yes-or-no check": 0.1, "what did I miss?": 0.5}


@dataclass(frozen=True)
class Reply:
    """A kind of reply.

    Attributes
    ----------
    weights : tuple of float
        Log weights of the `MOVES`, when it fits, at middling trust.
    own : float
        How much of it is the counsellor's own, 0 to 2: what is lost when it misses.
    needs_trust : float
        How much it leans on trust, 0 to 1.5.
    plans : float
        How much it turns to action when the client came for that.
    """

    weights: tuple[float, float, float, float, float, float]
    own: float
    needs_trust: float
    plans: float


REPLIES = {
    "stay quiet": Reply((0.8, 1.2, 0.1, 0.2, -2.5, -1.0), own=0.2, needs_trust=1.0, plans=0.2),
    "closed question": Reply((-1.2, 0.2, 2.0, -0.3, -2.0, -1.0), 0.4, 0.2, 0.6),
    "open question": Reply((0.9, 1.0, 0.6, -0.4, -2.0, -1.0), 0.3, 0.5, 0.6),
    "reflect content": Reply((0.2, 1.6, 0.4, -0.1, -0.6, -0.9), 0.4, 0.3, 0.5),
    "reflect feeling": Reply((1.1, 0.7, 0.2, 0.0, -0.4, -1.2), 1.0, 0.9, 0.2),
    "reflect meaning": Reply((1.8, 0.3, -0.1, 0.1, -0.2, -1.4), 1.6, 1.3, 0.2),
    "reassure": Reply((-1.2, -0.1, 0.6, 1.7, -1.0, -0.4), 0.8, 0.2, 0.3),
    "advise": Reply((-1.6, -0.2, 0.6, 1.0, -0.6, 1.0), 1.2, 0.5, 1.6),
}


def next_move(
    reply: str, trust: float = 0.0, *, misses: bool = False, came_for: str = "to say it"
) -> tuple[float, ...]:
    """Return what the client does next, in shares of a hundred such moments.

    Parameters
    ----------
    reply : str
        A key of `REPLIES`.
    trust : float
        How safe it is to show more and to contradict, -1 (they have only met) to 1 (well known).
    misses : bool
        Whether the reply is off: the feeling is another one, the question is beside the point,
        the advice has been tried.
    came_for : str
        One of `CAME_FOR`.

    Returns
    -------
    tuple of float
        Shares in the order of `MOVES`; they add up to 100.

    Raises
    ------
    ValueError
        If the reply or what the client came for is unknown, or trust is out of range.
    """
    one_of("reply", reply, REPLIES)
    one_of("came_for", came_for, CAME_FOR)
    in_range("trust", trust, -1, 1)
    flag("misses", misses)
    kind = REPLIES[reply]
    further, tells, short, agrees, corrects, acts = kind.weights
    further += 0.9 * kind.needs_trust * trust
    agrees -= (0.3 + 0.5 * kind.needs_trust) * trust
    short -= 0.3 * trust
    if misses:
        further -= 1.1 * kind.own
        tells -= 0.3 * kind.own
        acts -= 0.8 * kind.own
        agrees += (0.8 - 0.7 * trust) * kind.own
        corrects += (1.1 + 0.6 * trust) * kind.own
    if came_for == "something to do":
        further -= 0.6
        short += 0.5
        acts += 0.6 + kind.plans
    raised = [math.exp(weight) for weight in (further, tells, short, agrees, corrects, acts)]
    return tuple(100 * each / sum(raised) for each in raised)


def average_move(
    trust: float = 0.0, *, misses: bool = False, came_for: str = "to say it"
) -> tuple[float, ...]:
    """Return what the client does next on average over the eight replies.

    Parameters
    ----------
    trust, misses, came_for
        As for :func:`next_move`.

    Returns
    -------
    tuple of float
        Shares in the order of `MOVES`; they add up to 100.

    Raises
    ------
    ValueError
        If what the client came for is unknown, or a value is out of range.
    """
    every = [next_move(reply, trust, misses=misses, came_for=came_for) for reply in REPLIES]
    return tuple(sum(column) / len(every) for column in zip(*every, strict=True))


@dataclass(frozen=True)
class Yes:
    """A hundred reflections, sorted by whether they fit and what the client says.

    Attributes
    ----------
    fits_and_yes, fits_and_no, misses_and_yes, misses_and_no : float
        They add up to 100.
    worth : float
        Share of the yeses that stand on a reflection that fits, 0 to 1; 1 where there is no yes.
    """

    fits_and_yes: float
    fits_and_no: float
    misses_and_yes: float
    misses_and_no: float
    worth: float


def worth_of_a_yes(fits: float, corrects: float, check: str = "none") -> Yes:
    """Count what a client's yes says about a reflection.

    Parameters
    ----------
    fits : float
        Share of the counsellor's reflections that fit, 0 to 1. Of these the client confirms
        `RECOGNISES`.
    corrects : float
        Share of the misses that this client would put right unasked, 0 to 1.
    check : str
        One of `CHECKS`, which bring out some of the corrections that would stay unsaid: a tenth
        of them for a yes-or-no check, half for a question that takes a miss for granted. Both
        shares are ours.

    Returns
    -------
    Yes

    Raises
    ------
    ValueError
        If a share is out of range or the check is unknown.
    """
    in_range("fits", fits, 0, 1)
    in_range("corrects", corrects, 0, 1)
    one_of("check", check, CHECKS)
    said = corrects + (1 - corrects) * _CHECK_BRINGS_OUT[check]
    good, wrong = 100 * fits * RECOGNISES, 100 * (1 - fits) * (1 - said)
    return Yes(
        fits_and_yes=good,
        fits_and_no=100 * fits - good,
        misses_and_yes=wrong,
        misses_and_no=100 * (1 - fits) - wrong,
        worth=1.0 if good + wrong == 0 else good / (good + wrong),
    )
