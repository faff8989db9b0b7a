"""``explore``: a Matplotlib picture with controls, live or on a page."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from markdown_it import MarkdownIt

from flipbook import page
from flipbook.bet import Bet
from flipbook.controls import read_controls
from flipbook.drawing import Drawn, draw_frame
from flipbook.errors import FlipbookError
from flipbook.frames import Frame
from flipbook.states import book_json
from flipbook.style import style

STATIC_VARIABLE = "FLIPBOOK_STATIC"
"""Set to 1 in the environment, explorers show themselves as they stand on a built page."""

HEAVY = 60_000
"""A picture of more gzipped bytes than this says so under itself."""

KEPT = 256
"""So many drawn states a live picture remembers; ``draw`` depends on its values alone."""

SIZE = (4.8, 3.7)
"""Width and height of a picture in inches: its letters can be read on a phone."""

_taken: Counter[str] = Counter()


def explore(
    draw: Callable[..., str],
    /,
    *,
    caption: str = "",
    title: str = "",
    name: str = "",
    size: tuple[float, float] = SIZE,
    rests_on: Iterable[str | Path] = (),
    bet: Bet | None = None,
    **controls: Any,
) -> Explorer:
    """Show a picture whose controls answer, here and on a page without a kernel.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)`` draws on the empty Matplotlib figure that it is handed and
        returns one plain sentence saying what the picture now shows, result first; or a pair,
        that sentence and what is folded behind it. It depends on its values alone: a state once
        drawn may be shown again.
    caption : str
        What the picture is, in Markdown; the first line of ``draw``'s docstring unless told.
    title : str
        A short name for those who do not see the picture; from ``draw``'s docstring unless told.
    name : str
        The picture's id in links; made from ``draw``'s name unless told.
    size : tuple of float
        Width and height in inches.
    rests_on : iterable of path
        Data files that ``draw`` reads: an edit draws the picture anew in the next build.
    bet : Bet, optional
        A question that the reader answers before the picture does.
    **controls
        One for each parameter of ``draw``, as for :func:`ipywidgets.interact`: ``(0, 1)``,
        ``(1, 7, 0.5)``, a list, a dict, a bool, or a ready ipywidgets control.

    Returns
    -------
    Explorer

    Raises
    ------
    FlipbookError
        If a control has no end of stops, the first state cannot be drawn, or it holds the answer
        to its own bet.

    Examples
    --------
    >>> def draw(figure, height=3):
    ...     figure.subplots().bar(["a"], [height])
    ...     return f"The bar is {height} high."
    >>> explore(draw, height=(0, 10)).sentence
    'The bar is 3 high.'
    """
    for option, given in (("caption", caption), ("title", title), ("name", name)):
        if not isinstance(given, str):
            raise FlipbookError(
                f"{option} is explore's own and takes words, not {given!r}: call the control "
                f"something else than {option}."
            )
    return Explorer(draw, controls, caption, title, name, size, rests_on, bet)


class Explorer(anywidget.AnyWidget):
    """A picture with controls.

    Attributes
    ----------
    controls : dict of str to Control
        ``explorer.controls["height"].widget`` is the real ipywidgets control: ``observe`` it,
        ``link`` it, put it in a layout box.
    values : dict
        What the controls say (a trait: observe it).
    sentence : str
        What the picture now shows (a trait: observe it).
    more : str
        What is folded behind the sentence (a trait).
    bet : Bet or None
    """

    _esm = page.script() + "\nexport default { render: globalThis.flipbook.render };\n"
    _css = page.stylesheet()
    _html = traitlets.Unicode().tag(sync=True)
    values = traitlets.Dict()
    sentence = traitlets.Unicode()
    more = traitlets.Unicode()

    def __init__(
        self,
        draw: Callable[..., str],
        controls: dict[str, Any],
        caption: str = "",
        title: str = "",
        name: str = "",
        size: tuple[float, float] = SIZE,
        rests_on: Iterable[str | Path] = (),
        bet: Bet | None = None,
    ) -> None:
        self.draw = draw
        self.size = size
        self.rests_on = [Path(path) for path in rests_on]
        self.controls, self.fixed = read_controls(draw, controls)
        self.name = _unique(name or getattr(draw, "__name__", "picture"))
        summary = (draw.__doc__ or "").strip().split("\n")[0]
        self.title = title or summary.rstrip(".") or self.name.replace("-", " ")
        self.caption = MarkdownIt().renderInline(caption or summary or self.title)
        self._moving = False
        self._sent: Frame | None = None
        self._drawn: dict[tuple[int, ...], Drawn] = {}
        self._now = self._draw(self._values())
        self.bet = bet
        if bet is not None:
            at = {
                name: self.controls[name].values[stop]
                for name, stop in bet.stops(self.controls).items()
            }
            bet.refuse_spoilt(self._now.says, self._draw(self._values() | at).says)
        super().__init__(
            sentence=self._now.sentence.text(), more=self._now.more.text(), values=self._values()
        )
        self._indices_shown = self._indices()
        self._html = page.fragment(self._page())
        self.on_msg(self._receive)
        for control in self.controls.values():
            control.widget.observe(self._moved, "value")

    def _values(self) -> dict[str, Any]:
        return {name: control.widget.value for name, control in self.controls.items()}

    def _draw(self, values: dict[str, Any]) -> Drawn:
        with style():
            return draw_frame(self.draw, values | self.fixed, self.size, self.name)

    def _recall(self, stops: tuple[int, ...]) -> Drawn:
        """Draw the state at these stops, or take it from those drawn before."""
        if stops not in self._drawn:
            if len(self._drawn) >= KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            values = {
                name: control.values[stop]
                for (name, control), stop in zip(self.controls.items(), stops, strict=True)
            }
            self._drawn[stops] = self._draw(values)
        return self._drawn[stops]

    def _page(self, note: str = "") -> page.Page:
        return page.Page(
            self.name,
            self.title,
            self.caption,
            self.controls,
            self._now.picture.text(),
            self.sentence,
            self.more,
            self.bet,
            note,
        )

    # Live ---------------------------------------------------------------------------------

    def _receive(self, _: Any, content: dict[str, Any], buffers: Any) -> None:
        """Answer the view: all of the picture when it asks, what changed when a control moved."""
        if content.get("ask") == "picture":
            self._sent = None
            self._answer()
        elif "stops" in content:
            self._moving = True
            try:
                for name, stop in content["stops"].items():
                    control = self.controls[name]
                    control.widget.value = control.values[int(stop)]
            finally:
                self._moving = False
            before = self._indices_shown
            self._redraw()
            self._look_ahead(before)

    def _moved(self, _: Any) -> None:
        if not self._moving:
            self._redraw()

    def _redraw(self) -> None:
        values, stops = self._values(), tuple(self._indices().values())
        on_stops = all(
            control.values[stop] == values[name]
            for (name, control), stop in zip(self.controls.items(), stops, strict=True)
        )
        try:
            self._now = self._recall(stops) if on_stops else self._draw(values)
        except FlipbookError as error:
            self.send({"error": str(error), "stops": self._indices()})
            return
        self.values = values
        self.sentence, self.more = self._now.sentence.text(), self._now.more.text()
        self._indices_shown = self._indices()
        self._answer()

    def _look_ahead(self, before: dict[str, int]) -> None:
        """Draw the stops beside this one while nobody waits, so that the next step is at hand."""
        now = self._indices()
        moved = [name for name, stop in now.items() if stop != before.get(name)]
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # no kernel: nothing to be quick for
        for name in moved[:1]:
            onward = 1 if now[name] > before[name] else -1
            for order, step in enumerate((onward, -onward)):
                stop = now[name] + step
                if 0 <= stop < len(self.controls[name].values):
                    beside = tuple((now | {name: stop}).values())
                    loop.call_later(0.02 * (order + 1), self._draw_ahead, beside)

    def _draw_ahead(self, stops: tuple[int, ...]) -> None:
        with contextlib.suppress(FlipbookError):  # it is told when the reader gets there
            self._recall(stops)

    def _indices(self) -> dict[str, int]:
        return {name: control.index for name, control in self.controls.items()}

    def _answer(self) -> None:
        """Send what changed; the whole skeleton only where the structure did."""
        frame, before = self._now.picture, self._sent
        message: dict[str, Any] = {
            "sentence": self.sentence,
            "more": self.more,
            "stops": self._indices(),
        }
        if before is None or before.structure != frame.structure:
            message["skeleton"], message["kinds"] = frame.skeleton, frame.kinds
            message["slots"] = list(frame.slots)
        else:
            message["changed"] = [
                [index, slot]
                for index, (slot, old) in enumerate(zip(frame.slots, before.slots, strict=True))
                if slot != old
            ]
        self._sent = frame
        self.send(message)

    # On a page ----------------------------------------------------------------------------

    def to_html(self, standalone: bool = False) -> str:
        """Return the picture as HTML that needs no kernel.

        Parameters
        ----------
        standalone : bool
            One self-contained file, for a learning platform or a mail; otherwise the fragment,
            for a page that has ``flipbook.js`` and ``flipbook.css``.

        Raises
        ------
        FlipbookError
            If there are too many states, or one cannot be drawn or has no sentence.
        """
        book = book_json(self.draw, self.controls, self.fixed, self.size, self.name, self.rests_on)
        weight = len(gzip.compress(book.encode()))
        shapes = len(json.loads(book)["picture"]["groups"])
        note = ""
        if weight > HEAVY:
            states = math.prod(len(control.values) for control in self.controls.values())
            note = (
                f"A heavy picture: {states} states in {shapes} shapes take "
                f"{round(weight / 1000)} KB."
            )
        figure = page.fragment(self._page(note), book)
        return page.standalone(self.title, figure) if standalone else figure

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if os.environ.get(STATIC_VARIABLE) == "1":
            return {"text/html": self.to_html(), "text/plain": self.sentence}
        return super()._repr_mimebundle_(**kwargs)

    def frame_at(self, **values: Any) -> tuple[Frame, str]:
        """Draw one state, as the page should show it.

        Parameters
        ----------
        **values
            What each control says; those not named stay where they stand.

        Returns
        -------
        frame : Frame
        sentence : str
        """
        drawn = self._draw(self._values() | values)
        return drawn.picture, drawn.sentence.text()

    def state(self, **values: Any) -> Drawn:
        """Draw one state and return all of it: picture, sentence, what is folded, title, words.

        Parameters
        ----------
        **values
            What each control says; those not named stay where they stand.
        """
        return self._draw(self._values() | values)


def _unique(wanted: str) -> str:
    """Return an id that no other picture of this session has."""
    base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-") or "picture"
    if not base[0].isalpha():
        base = f"picture-{base}"
    _taken[base] += 1
    return base if _taken[base] == 1 else f"{base}-{_taken[base]}"
