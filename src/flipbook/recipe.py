"""How one picture is drawn: the author's function, its values, and what it says if that fails."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flipbook.controls import Control
from flipbook.drawing import Drawn, draw_frame
from flipbook.errors import FlipbookError
from flipbook.words import words


@dataclass(frozen=True)
class Recipe:
    """All that is needed to draw any state of a picture.

    Attributes
    ----------
    draw : callable
        The author's function.
    controls : mapping of str to Control
    fixed : mapping of str to object
        Values that no control changes.
    size : tuple of float
        Width and height in inches.
    name : str
        The picture's id.
    title : str
        What a picture without controls is said to show if ``draw`` does not say it.
    figure : bool
        Whether ``draw`` is handed the figure; otherwise it draws with pyplot on the current one.
    lang : str
        The language of what is said in ``draw``'s place; the environment's unless told.
    """

    draw: Callable[..., Any]
    controls: Mapping[str, Control] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = (4.8, 3.7)
    name: str = "picture"
    title: str = ""
    figure: bool = True
    lang: str = ""

    def state(self, values: Mapping[str, Any]) -> Drawn:
        """Draw one state; call it inside :func:`flipbook.style.style`.

        Parameters
        ----------
        values : mapping of str to object
            What each control says.

        Raises
        ------
        FlipbookError
            If ``draw`` raises or says something else than words.
        """

        def drawn(figure: Any, **values: Any) -> Any:
            told = self.draw(figure, **values) if self.figure else self.draw(**values)
            return self.settings(values) if told is None else told

        drawn.__name__ = getattr(self.draw, "__name__", "draw")
        return draw_frame(drawn, {**values, **self.fixed}, self.size, self.name)

    def state_or_reason(self, values: Mapping[str, Any]) -> tuple[Drawn, bool]:
        """Draw one state, or where that fails a picture of words whose sentence says why.

        Parameters
        ----------
        values : mapping of str to object

        Returns
        -------
        drawn : Drawn
        whole : bool
            Whether it could be drawn.
        """
        try:
            return self.state(values), True
        except FlipbookError as error:
            reason = str(error)

        def put_in_words(figure: Any) -> str:
            said = textwrap.fill(words(self.lang)["page"]["not_drawn"], 30)
            figure.text(0.5, 0.5, said, ha="center", va="center")
            return reason

        return draw_frame(put_in_words, {}, self.size, self.name), False

    def settings(self, values: Mapping[str, Any]) -> str:
        """Say in one sentence where the controls stand.

        Parameters
        ----------
        values : mapping of str to object
        """
        told = words(self.lang)["page"]
        said = [
            told["setting"].format(
                label=control.label, value=control.spoken[control.nearest(values[name])]
            )
            for name, control in self.controls.items()
        ]
        sentence = "; ".join(said) or self.title or self.name
        return told["untold"].format(settings=sentence[:1].upper() + sentence[1:])
