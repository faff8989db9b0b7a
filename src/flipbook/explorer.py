"""``explore``: a Matplotlib picture with controls, live or on a page."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import math
import os
import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from markdown_it import MarkdownIt

from flipbook import page, saved
from flipbook.alignment import in_box_of
from flipbook.bet import Bet
from flipbook.controls import in_language, parameters_of, read_controls, takes_figure
from flipbook.drawing import Drawn
from flipbook.errors import FlipbookError, FlipbookWarning
from flipbook.frames import Frame
from flipbook.inert import BECAUSE
from flipbook.inert_here import Stops, inert_at
from flipbook.recipe import Recipe
from flipbook.session import here
from flipbook.states import book_json
from flipbook.style import style
from flipbook.words import refuse_unknown, words

STATIC_VARIABLE = "FLIPBOOK_STATIC"
"""Set to 1 in the environment, explorers show themselves as they stand on a built page."""

HEAVY = 60_000
"""A picture of more gzipped bytes than this says so under itself."""

KEPT = 256
"""So many drawn states a live picture remembers, until the next cell is run."""

REST = 0.4
"""After so many seconds without a move a live picture looks which of its controls are idle."""

PAUSE = 0.02
"""So many seconds between two looks, in which Python can answer a move."""

SIZE = (4.8, 3.7)
"""Width and height of a picture in inches: its letters can be read on a phone."""

NOTHING: tuple[str | Path, ...] = ()

OPTIONS: dict[str, Any] = {
    "caption": "",
    "title": "",
    "name": "",
    "size": SIZE,
    "rests_on": NOTHING,
    "bet": None,
    "lang": "",
}
"""What explore itself takes, and what each is unless told."""


def explore(
    draw: Callable[..., Any] | None = None,
    /,
    *,
    caption: Any = "",
    title: Any = "",
    name: Any = "",
    size: Any = SIZE,
    rests_on: Any = NOTHING,
    bet: Any = None,
    lang: Any = "",
    **controls: Any,
) -> Any:
    """Show a picture whose controls answer, here and on a page without a kernel.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)`` draws on the empty Matplotlib figure that it is handed and
        returns one plain sentence saying what the picture now shows, result first; or a pair,
        that sentence and what is folded behind it. Without a sentence the settings are said in
        its place, which tells a reader who does not see the picture far less. It depends on its
        values alone: a state once drawn may be shown again. A function whose first parameter has
        a control or a default is handed no figure, and draws with pyplot.
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
    lang : str
        The language of flipbook's own words here, ``"de"`` or ``"en"``; unless told, that of the
        environment variable ``COURSE_LANG``, or else English.
    **controls
        One for each parameter of ``draw``, as for :func:`ipywidgets.interact`: ``(0, 1)``,
        ``(1, 7, 0.5)``, a list, a dict, a bool, or a ready ipywidgets control. Where none is
        named, the defaults of ``draw`` make them, again as for ``interact``: 5 is a slider from
        −5 to 15. Where some are, the others keep their defaults: every stop of every control is
        drawn for the page, so a control is there only if it is asked for.

        A range slider, ready or made by :func:`between`, hands ``draw`` a pair (low, high), and
        every pair is a state: 21 stops are 231. A slider made with ``play=True``, ipywidgets'
        ``Play``, or a slider joined to one by ``jslink`` before it comes here, has a button that
        walks through its stops, once: what ``Play`` says of repeating is not followed.

        A control that makes no difference in the present state is marked and says why. A page finds
        that by comparing all states; live, the states around the present one are drawn while
        nobody moves anything, 120 at most, and what they do not settle is not marked.

        A parameter of ``draw`` may be called as an option of explore (``size``, ``name``,
        ``title`` …): the word then means the control, and the option is given with an underscore
        behind it, ``size_=(6, 4)``.

    Returns
    -------
    Explorer
        Without ``draw``, a decorator: ``@explore(height=(0, 10))`` shows the picture of the
        function below it.

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

    >>> @explore(height=(0, 10, 5), size_=(6, 4))
    ... def draw(figure, height=5):
    ...     figure.subplots().bar(["a"], [height])
    >>> draw.sentence
    'Height: 5.'
    """
    given = {
        "caption": caption,
        "title": title,
        "name": name,
        "size": size,
        "rests_on": rests_on,
        "bet": bet,
        "lang": lang,
    }
    if draw is None:
        told = {option: value for option, value in given.items() if value is not OPTIONS[option]}

        def decorate(draw: Callable[..., Any]) -> Explorer:
            explorer: Explorer = explore(draw, **told, **controls)
            explorer.display()
            return explorer

        return decorate
    parameters = parameters_of(draw)
    for option, default in OPTIONS.items():
        if option in parameters:
            if given[option] is not default:
                controls[option] = given[option]
            given[option] = controls.pop(f"{option}_", default)
        elif f"{option}_" in controls and f"{option}_" not in parameters:
            given[option] = controls.pop(f"{option}_")
    _refuse_odd(given)
    return Explorer(draw, controls, **given)


def _refuse_odd(given: dict[str, Any]) -> None:
    """Raise if one of explore's own options is given what it cannot take."""
    for option in ("caption", "title", "name", "lang"):
        if not isinstance(given[option], str):
            raise FlipbookError(
                f"{option} is explore's own and takes words, not {given[option]!r}: if a control "
                f"is meant, let draw have a parameter {option}."
            )
    refuse_unknown(given["lang"])
    size = given["size"]
    if not (
        isinstance(size, tuple | list)
        and len(size) == 2
        and all(isinstance(side, int | float) and 0 < side <= 40 for side in size)
    ):
        raise FlipbookError(
            f"size is explore's own and takes width and height in inches, not {size!r}: if a "
            "control is meant, let draw have a parameter size."
        )
    files = given["rests_on"]
    if isinstance(files, str | Path) or not (
        isinstance(files, Iterable) and all(isinstance(file, str | Path) for file in files)
    ):
        raise FlipbookError(
            f"rests_on is explore's own and takes a list of files, not {files!r}: if a control is "
            "meant, let draw have a parameter rests_on."
        )
    if given["bet"] is not None and not isinstance(given["bet"], Bet):
        raise FlipbookError(
            f"bet is explore's own and takes a Bet, not {given['bet']!r}: if a control is meant, "
            "let draw have a parameter bet."
        )


class Explorer(anywidget.AnyWidget):
    """A picture with controls.

    Attributes
    ----------
    controls : dict of str to Control
        ``explorer.controls["height"].widget`` is the real ipywidgets control: ``observe`` it,
        ``link`` it, put it in a layout box.
    values : dict
        What ``draw`` was given (a trait: observe it).
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
        draw: Callable[..., Any],
        controls: dict[str, Any],
        caption: str = "",
        title: str = "",
        name: str = "",
        size: tuple[float, float] = SIZE,
        rests_on: Iterable[str | Path] = NOTHING,
        bet: Bet | None = None,
        lang: str = "",
    ) -> None:
        here.begin()
        self.draw = draw
        self.size = size
        self.rests_on = [Path(path) for path in rests_on]
        self.lang = lang
        self.controls, self.fixed = read_controls(draw, controls, lang)
        wanted = name or getattr(draw, "__name__", "picture")
        self.name = here.free(wanted)
        summary = (draw.__doc__ or "").strip().split("\n")[0]
        self.title = title or summary.rstrip(".") or wanted.replace("-", " ").replace("_", " ")
        self.caption = MarkdownIt().renderInline(caption or summary or self.title)
        self._recipe = Recipe(
            draw,
            self.controls,
            self.fixed,
            (size[0], size[1]),
            self.name,
            self.title,
            takes_figure(draw, controls),
            lang,
        )
        self._moving = False
        self._sent: Frame | None = None
        self._drawn: dict[Stops, Drawn] = {}
        self._looks: dict[Stops, int] = {}
        self._idle: dict[str, int] = {}
        self._looking: asyncio.Task[None] | None = None
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
        self._start = self._indices_shown = self._indices()
        self._html = page.fragment(self._page())
        self.on_msg(self._receive)
        for control in self.controls.values():
            control.widget.observe(self._moved, control.trait)
        here.add(self)

    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def _draw(self, values: dict[str, Any]) -> Drawn:
        with style():
            return self._recipe.state(values)

    def _recall(self, stops: Stops) -> Drawn:
        """Draw the state at these stops, or take it from those drawn before."""
        if stops not in self._drawn:
            if len(self._drawn) >= KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[stops] = self._draw_at(stops)
        return self._drawn[stops]

    def _draw_at(self, stops: Stops) -> Drawn:
        values = {
            name: control.values[stop]
            for (name, control), stop in zip(self.controls.items(), stops, strict=True)
        }
        with style():
            return self._recipe.state_or_reason(values)[0]

    def _page(self) -> page.Page:
        return page.Page(
            self.name,
            self.title,
            self.caption,
            self.controls,
            self._now.picture.text(),
            self.sentence,
            self.more,
            self.bet,
            lang=self.lang,
        )

    # Live ---------------------------------------------------------------------------------

    def _receive(self, _: Any, content: dict[str, Any], buffers: Any) -> None:
        """Answer the view, whatever happens: silence would be taken for a kernel that has gone."""
        try:
            if content.get("ask") == "picture":
                self._sent = None
                self._answer()
                self._look_round()
            elif "stops" in content:
                self._go(content["stops"])
        except Exception as error:
            self._own_up(error)

    def _go(self, stops: dict[str, int]) -> None:
        self._moving = True
        try:
            for name, stop in stops.items():
                self.controls[name].move(int(stop))
        finally:
            self._moving = False
        before = self._indices_shown
        self._redraw()
        self._look_ahead(before)

    def _moved(self, _: Any) -> None:
        """Follow a control that somebody else has moved."""
        if self._moving:
            return
        try:
            self._redraw()
        except Exception as error:
            self._own_up(error)

    def _own_up(self, error: Exception) -> None:
        """Say what went wrong; the controls go back to what the picture shows."""
        reason = f"{type(error).__name__}: {error}".rstrip(".")
        said = words(self.lang)["page"]["unanswered"].format(reason=reason)
        self.send({"error": said, "stops": self._indices_shown})

    def _redraw(self) -> None:
        stops = self._indices()
        self._now = self._recall(tuple(stops.values()))
        self._keep_idle(stops)
        self._indices_shown = stops
        self.values = self._values()
        self.sentence, self.more = self._now.sentence.text(), self._now.more.text()
        self._answer()
        self._look_round()

    def _keep_idle(self, stops: dict[str, int]) -> None:
        """Let a mark stand until the new state has been looked at, unless its cause has moved."""
        names = list(self.controls)
        for name, code in list(self._idle.items()):
            cause = names[code - BECAUSE] if code >= BECAUSE else name
            if cause != name and stops[cause] != self._indices_shown[cause]:
                self._idle.pop(name)

    def _look_round(self) -> None:
        """See to it that idle controls are marked, once the reader's hand rests."""
        with contextlib.suppress(RuntimeError):  # no kernel: nobody looks
            loop = asyncio.get_running_loop()
            self._look_no_more()
            self._looking = loop.create_task(self._tell_idle())

    def _look_no_more(self) -> bool:
        """End the looking; say whether there was any."""
        return self._looking is not None and self._looking.cancel()

    async def _tell_idle(self) -> None:
        await asyncio.sleep(REST)
        stops = self._indices_shown
        shape = [len(control.values) for control in self.controls.values()]
        with contextlib.suppress(Exception):  # what cannot be looked at is not marked
            codes = await inert_at(tuple(stops.values()), shape, self._look)
            self._idle = {
                name: code for name, code in zip(self.controls, codes, strict=True) if code
            }
            self.send({"looked": self._idle, "stops": stops})

    async def _look(self, stops: Stops) -> int:
        """Return a number that is equal for states that look the same."""
        if stops not in self._looks:
            await asyncio.sleep(PAUSE)
            self._looks[stops] = hash((self._drawn.get(stops) or self._draw_at(stops)).looks)
        return self._looks[stops]

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
        with contextlib.suppress(Exception):  # it is told when the reader gets there
            self._recall(stops)

    def _indices(self) -> dict[str, int]:
        return {name: control.index for name, control in self.controls.items()}

    def _answer(self) -> None:
        """Send what changed; the whole skeleton only where the structure did."""
        frame, before = self._now.picture, self._sent
        message: dict[str, Any] = {
            "sentence": self.sentence,
            "more": self.more,
            "stops": self._indices_shown,
            "idle": self._idle,
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

    def forget(self) -> None:
        """Forget the states drawn so far: what ``draw`` rests on may have changed."""
        self._drawn.clear()
        self._looks.clear()
        if self._look_no_more():
            self._look_round()  # from the beginning: before and after may look different

    def let_go(self) -> None:
        """Put the controls back to where they stood at first, and close."""
        for name, control in self.controls.items():
            control.widget.unobserve(self._moved, control.trait)
            control.move(self._start[name])
        self.close()

    def close(self) -> None:
        """Close the picture: it listens to its controls no more, and its name is free."""
        here.remove(self)
        if hasattr(self, "_looking"):
            self._look_no_more()
        for control in getattr(self, "controls", {}).values():  # none where it was refused
            with contextlib.suppress(ValueError):  # it has already stopped listening
                control.widget.unobserve(self._moved, control.trait)
        super().close()

    # On a page ----------------------------------------------------------------------------

    def to_html(self, standalone: bool = False, script: bool = False, lang: str = "") -> str:
        """Return the picture as HTML that needs no kernel.

        Parameters
        ----------
        standalone : bool
            One self-contained file, for a learning platform or a mail; otherwise the fragment,
            for a page that has ``flipbook.js`` and ``flipbook.css``.
        script : bool
            Whether the fragment brings script and style along, for a page that has neither.
        lang : str
            The language of flipbook's own words; the picture's own unless told.

        Raises
        ------
        FlipbookError
            If there are too many states, or there are no words in that language.

        Warns
        -----
        FlipbookWarning
            If some states cannot be drawn: a sentence that says why takes their place.
        """
        shown, recipe = self._page(), self._recipe
        if lang and lang != self.lang:
            refuse_unknown(lang)
            recipe = replace(recipe, controls=in_language(self.controls, lang), lang=lang)
            with style():
                now = recipe.state(self._values())
            told = now.sentence.text(), now.more.text()
            shown = replace(
                shown, controls=recipe.controls, sentence=told[0], more=told[1], lang=lang
            )
        said = words(shown.lang)["page"]
        book = book_json(recipe, self.rests_on)
        weight = len(gzip.compress(book.encode()))
        packed = json.loads(book)
        states = math.prod(packed["shape"])
        notes = []
        if packed["failed"]:
            notes.append(said["some_failed"].format(failed=packed["failed"], states=states))
            warnings.warn(f"{self.name}: {notes[0]}", FlipbookWarning, stacklevel=2)
        if weight > HEAVY:
            shapes = len(packed["picture"]["groups"])
            notes.append(
                said["heavy"].format(states=states, shapes=shapes, kilobytes=round(weight / 1000))
            )
        # All states stand in one box: the first must not jump when the script arrives.
        first = in_box_of(packed["picture"]["groups"][0]["skeleton"], shown.svg)
        figure = page.fragment(replace(shown, svg=first, note=" ".join(notes)), book)
        if standalone:
            return page.standalone(self.title, figure, shown.lang)
        return saved.with_script(figure) if script else figure

    def display(self) -> None:
        """Show the picture where a notebook runs."""
        with contextlib.suppress(ImportError):
            from IPython import get_ipython
            from IPython.display import display

            if get_ipython() is not None:
                display(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if os.environ.get(STATIC_VARIABLE) == "1":
            return {"text/html": self.to_html(script=True), "text/plain": self.sentence}
        live = super()._repr_mimebundle_(**kwargs)
        data, metadata = live if isinstance(live, tuple) else (live or {}, {})
        # For a viewer without a kernel: a saved notebook, or what nbconvert makes of it.
        still = saved.still(self._page(), self._now.picture.text())
        return data | {"text/html": still, "text/plain": self.sentence}, metadata

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
