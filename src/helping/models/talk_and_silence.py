"""Who talks, who is quiet, and what the quiet is: a toy conversation.

Label: *toy*. All times are ours and come from no recording.

The client says something and stops. Some of these pauses are *searching*: left alone, the client
would go on, after a time that follows a gamma distribution of shape 2. In the others the client
*has finished*. The counsellor cannot tell which is which, waits a fixed time, and then speaks.
That silences differ in kind, and that the kinds go with better and with poorer outcome, is from
Levitt and Morrill (2023), https://doi.org/10.1037/pst0000480; the rest is invented.

The shares of time are exact: long-run averages of a renewal process. `strip` draws one
conversation from it.

What it cannot show: what anybody says; faces, by which real counsellors tell one pause from
another; clients whom silence frightens, and for whom silence means respect or a reprimand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from helping.models.checks import in_range, whole

SAYS = 9.0  # seconds that the client speaks before a pause, on average


@dataclass(frozen=True)
class Talk:
    """A conversation in the long run.

    Attributes
    ----------
    client, counsellor, searching, idle : float
        Shares of the time, 0 to 1, adding up to 1: client speaks, counsellor speaks, quiet while
        the client searches, quiet after the client has finished.
    talk_share : float
        Client's share of the talk, silence left out, 0 to 1.
    cut_off : float
        Of the client's searching pauses, the share that the counsellor speaks into, 0 to 1.
    run : float
        How often the client speaks for each time the counsellor does, 1 or more.
    """

    client: float
    counsellor: float
    searching: float
    idle: float
    talk_share: float
    cut_off: float
    run: float


@dataclass(frozen=True)
class Strip:
    """One conversation, as stretches of time in seconds: (start, length).

    Attributes
    ----------
    client, counsellor : tuple of (float, float)
        Who speaks when.
    cut_off : tuple of float
        Moments at which the counsellor spoke into a searching pause.
    """

    client: tuple[tuple[float, float], ...]
    counsellor: tuple[tuple[float, float], ...]
    cut_off: tuple[float, ...]


def in_the_long_run(
    wait: float = 3.0, your_turn: float = 8.0, search: float = 4.0, searching: float = 0.5
) -> Talk:
    """Return how the time is shared between two people and two kinds of quiet.

    Parameters
    ----------
    wait : float
        Seconds that the counsellor waits after the client stops, 0 to 60.
    your_turn : float
        Seconds that the counsellor speaks, 1 to 120.
    search : float
        Seconds that a search takes if nobody interrupts, on average, 0.5 to 60.
    searching : float
        Share of the pauses in which the client is searching, 0 to 1.

    Returns
    -------
    Talk

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _check(wait, your_turn, search, searching)
    # A gamma of shape 2: found(w) is its distribution function, spent its mean up to the wait.
    scale = search / 2
    left = math.exp(-wait / scale)
    found = 1 - left * (1 + wait / scale)
    spent = scale * (2 - left * (2 + wait / scale))
    goes_on = searching * found
    client, yours = SAYS, your_turn * (1 - goes_on)
    quiet, idle = searching * spent, (1 - searching) * wait
    whole = client + yours + quiet + idle
    return Talk(
        client=client / whole,
        counsellor=yours / whole,
        searching=quiet / whole,
        idle=idle / whole,
        talk_share=client / (client + yours),
        cut_off=1 - found,
        run=1 / (1 - goes_on) if goes_on < 1 else math.inf,
    )


def strip(
    wait: float = 3.0,
    your_turn: float = 8.0,
    search: float = 4.0,
    searching: float = 0.5,
    *,
    seconds: float = 120.0,
    seed: int = 1,
) -> Strip:
    """Draw one conversation.

    Parameters
    ----------
    wait, your_turn, search, searching : float
        As for `in_the_long_run`.
    seconds : float
        How long, 10 to 3600.
    seed : int
        0 to 2**53; another seed is another conversation. With one seed the client brings the same
        utterances and the same pauses, whatever the counsellor does.

    Returns
    -------
    Strip

    Raises
    ------
    ValueError
        If a value is out of range.
    """
    _check(wait, your_turn, search, searching)
    in_range("seconds", seconds, 10, 3600)
    whole("seed", seed, 0, 2**53)
    rng = np.random.default_rng(seed)
    most = int(seconds / 2) + 2
    speaks = 2 + rng.gamma(3, (SAYS - 2) / 3, most)
    is_searching = rng.random(most) < searching
    finds = rng.gamma(2, search / 2, most)
    client: list[tuple[float, float]] = []
    counsellor: list[tuple[float, float]] = []
    cut_off: list[float] = []
    now = 0.0
    for length, looking, needed in zip(speaks, is_searching, finds, strict=True):
        if now >= seconds:
            break
        client.append((now, min(float(length), seconds - now)))
        now += float(length)
        if looking and needed <= wait:
            now += float(needed)
            continue
        now += wait
        if now < seconds:
            counsellor.append((now, min(your_turn, seconds - now)))
            if looking:
                cut_off.append(now)
        now += your_turn
    return Strip(tuple(client), tuple(counsellor), tuple(cut_off))


def _check(wait: float, your_turn: float, search: float, searching: float) -> None:
    in_range("wait", wait, 0, 60)
    in_range("your_turn", your_turn, 1, 120)
    in_range("search", search, 0.5, 60)
    in_range("searching", searching, 0, 1)
