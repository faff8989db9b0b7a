"""A bet: the reader says what a picture will show, then makes it show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flipbook.controls import Control
from flipbook.errors import FlipbookError


@dataclass(frozen=True)
class Bet:
    """A question about a picture, its answers, and the state that decides it.

    Attributes
    ----------
    question : str
        What the reader is asked, before the picture is touched.
    answers : sequence of str
        Two to five answers, each tempting to somebody.
    right : str
        The answer that the picture bears out; one of `answers`.
    at : mapping of str to object
        The controls that decide, each with its value there; those not named may stand anywhere.
    reveals : sequence of str
        Words of the title or the sentence of that state that give the answer away. The opening
        must not hold them.
    """

    question: str
    answers: Sequence[str]
    right: str
    at: Mapping[str, Any]
    reveals: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        if not 2 <= len(self.answers) <= 5 or len(set(self.answers)) != len(self.answers):
            raise FlipbookError(
                f"The bet {self.question!r} has the answers {list(self.answers)}: "
                "give it two to five different ones."
            )
        if self.right not in self.answers:
            raise FlipbookError(
                f"The bet {self.question!r} is decided by {self.right!r}, which is none of its "
                f"answers: let right be one of {list(self.answers)}."
            )
        if not self.at:
            raise FlipbookError(
                f"The bet {self.question!r} names no state that decides it: give it "
                "at={control: value}."
            )

    def stops(self, controls: Mapping[str, Control]) -> dict[str, int]:
        """Return the stop at which each deciding control stands.

        Raises
        ------
        FlipbookError
            If a control is unknown, or has no such stop.
        """
        for name in self.at:
            if name not in controls:
                raise FlipbookError(
                    f"The bet {self.question!r} is decided by {name}, which is no control of its "
                    f"picture: take one of {', '.join(controls)}."
                )
        found = {name: controls[name].nearest(value) for name, value in self.at.items()}
        for name, stop in found.items():
            if controls[name].values[stop] != self.at[name]:
                raise FlipbookError(
                    f"The bet {self.question!r} is decided at {name}={self.at[name]!r}, which is "
                    f"no stop: {controls[name].remedy}."
                )
        return found

    def refuse_spoilt(self, opening: Iterable[str], deciding: Iterable[str]) -> None:
        """Raise if the opening holds the answer, or the deciding state does not.

        Parameters
        ----------
        opening, deciding : iterable of str
            The title, the sentence and what is folded behind it, in either state.

        Raises
        ------
        FlipbookError
            Naming the words, and where they stand or are missing.
        """
        first, there = " ".join(opening), " ".join(deciding)
        for told in self.reveals:
            if told in first:
                raise FlipbookError(
                    f"The picture opens on the answer to its own bet: {told!r} stands in "
                    f"{first!r}. Open it at another state, or title it with the question."
                )
            if told not in there:
                raise FlipbookError(
                    f"The bet {self.question!r} is said to be decided by {told!r}, but the picture "
                    f"there says {there!r}: correct reveals, or at."
                )
