"""Forty clients whose line falls, ten for each of four reasons, and what a remark brings to light.

Label: *toy*. How many of ten answer how is ours and was measured on nobody. What went in: a sore
place eases between the hours, a strain makes half-hearted, life has its own times, and help that
does not suit neither eases nor is wanted; and a sentence of comfort is nodded at by everyone.

What it cannot show: mixtures of reasons, which are the rule; what a client says who does not dare;
that forty people like these exist in such numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from helping.models.checks import one_of

KINDS = ("the sore place", "the two of you", "life", "the wrong help")
_HEARD = {
    "comfort": ((10, 0, 0), (10, 0, 0), (10, 0, 0), (10, 0, 0)),
    "when": ((8, 1, 1), (4, 2, 4), (1, 8, 1), (2, 1, 7)),
    "eases": ((8, 2, 0), (3, 4, 3), (3, 4, 3), (0, 1, 9)),
    "go on": ((9, 1, 0), (2, 7, 1), (7, 3, 0), (0, 4, 6)),
}
SAID = tuple(_HEARD)
"""A sentence of comfort, and three questions: when, whether it eases, whether to go on."""


@dataclass(frozen=True)
class Heard:
    """What forty clients answer.

    Attributes
    ----------
    counts : tuple of four tuples of three int
        For each of `KINDS`, how many of ten give the first, second and third answer.
    """

    counts: tuple[tuple[int, int, int], ...]

    @property
    def told_apart(self) -> int:
        """How many of forty would be placed rightly by naming the commonest kind of each answer."""
        return sum(max(column) for column in zip(*self.counts, strict=True))


def heard(said: str) -> Heard:
    """Return what is heard after a remark.

    Parameters
    ----------
    said : str
        One of `SAID`.

    Returns
    -------
    Heard

    Raises
    ------
    ValueError
        If the remark is unknown.
    """
    one_of("said", said, SAID)
    return Heard(_HEARD[said])
