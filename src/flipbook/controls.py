"""Controls with a finite number of stops, made from what `ipywidgets.interact` accepts."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import ipywidgets

from flipbook.errors import FlipbookError

Words = Mapping[Any, str] | Sequence[str]


@dataclass(frozen=True)
class Control:
    """One control of a picture.

    Attributes
    ----------
    name : str
        The parameter of ``draw`` that the control sets.
    label : str
        What the reader sees, in words with units.
    kind : {"range", "choice", "radio", "switch"}
        How the page shows it.
    values : tuple
        What ``draw`` is given at each stop.
    spoken : tuple of str
        Each stop in words: ``"4 of 7: warm"``.
    keys : tuple of str
        Each stop in a link to a state.
    numeric : bool
        Whether stops are evenly spaced numbers (a number field stands beside the slider).
    widget : ipywidgets.ValueWidget
        The real control: ``observe`` it, ``link`` it, put it in a layout box.
    """

    name: str
    label: str
    kind: Literal["range", "choice", "radio", "switch"]
    values: tuple[Any, ...]
    spoken: tuple[str, ...]
    keys: tuple[str, ...]
    numeric: bool
    widget: Any

    @property
    def index(self) -> int:
        """The stop at which the control now stands (the nearest one)."""
        return self.nearest(self.widget.value)

    def nearest(self, value: Any) -> int:
        """Return the index of the stop that `value` is, or is nearest to.

        Parameters
        ----------
        value : object
            A value as ``draw`` would be given it.

        Raises
        ------
        FlipbookError
            If the control offers choices and `value` is none of them.
        """
        if self.numeric and isinstance(value, int | float):
            distances = [abs(stop - value) for stop in self.values]
            return distances.index(min(distances))
        for index, stop in enumerate(self.values):
            if stop is value or stop == value:
                return index
        offered = ", ".join(self.keys)
        raise FlipbookError(f"{self.name} has no stop {value!r}: choose one of {offered}.")


def slider(
    label: str,
    min: float,
    max: float,
    step: float = 1,
    value: float | None = None,
    words: Words | None = None,
    unit: str = "",
) -> ipywidgets.IntSlider | ipywidgets.FloatSlider:
    """Make a slider whose label is words and whose stops may have names.

    Parameters
    ----------
    label : str
        What the slider sets, in words with units.
    min, max, step : float
        The stops: from `min` to `max` in steps of `step`.
    value : float, optional
        Where it stands at first; `min` unless told.
    words : mapping or sequence of str, optional
        A name for stops: ``{4: "warm"}``, or one name for every stop.
    unit : str
        Written after the number, with its own space where one is wanted.

    Returns
    -------
    ipywidgets.IntSlider or ipywidgets.FloatSlider
        An ordinary control, to be given to :func:`flipbook.explore`.
    """
    whole = all(float(number).is_integer() for number in (min, max, step))
    start = min if value is None else value
    if whole:
        made = ipywidgets.IntSlider(
            int(start), min=int(min), max=int(max), step=int(step), description=label
        )
    else:
        made = ipywidgets.FloatSlider(start, min=min, max=max, step=step, description=label)
    made.flipbook_words, made.flipbook_unit = words, unit
    return made


def choice(
    label: str, options: Mapping[str, Any] | Sequence[Any], value: Any = None
) -> ipywidgets.Dropdown | ipywidgets.RadioButtons:
    """Make a choice between named things: radio buttons up to four, a list above.

    Parameters
    ----------
    label : str
        What is chosen, in words.
    options : mapping of str to object, or sequence
        The choices in order; a mapping gives each its name.
    value : object, optional
        The choice at first; the first one unless told.
    """
    offered = dict(options) if isinstance(options, Mapping) else list(options)
    kind = ipywidgets.RadioButtons if len(offered) <= 4 else ipywidgets.Dropdown
    made = kind(options=offered, description=label)
    if value is not None:
        made.value = value
    return made


def switch(label: str, value: bool = False) -> ipywidgets.Checkbox:
    """Make an on–off control.

    Parameters
    ----------
    label : str
        What is on when it is ticked, in words.
    value : bool
        Whether it is ticked at first.
    """
    return ipywidgets.Checkbox(value, description=label)


def read_controls(
    draw: Callable[..., str], abbreviations: Mapping[str, Any]
) -> tuple[dict[str, Control], dict[str, Any]]:
    """Turn what the author wrote into controls, and into values that stay fixed.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)``; its default values are where the controls stand at first.
    abbreviations : mapping of str to object
        What `ipywidgets.interact` accepts: a tuple, a list, a dict, a bool, a ready control.

    Returns
    -------
    controls : dict of str to Control
    fixed : dict of str to object
        Values given by `ipywidgets.fixed`.

    Raises
    ------
    FlipbookError
        If a control has no end of stops, is unknown to ``draw``, or is missing.
    """
    parameters = dict(list(inspect.signature(draw).parameters.items())[1:])
    takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    title = getattr(draw, "__name__", "draw")
    controls: dict[str, Control] = {}
    fixed: dict[str, Any] = {}
    for name, abbreviation in abbreviations.items():
        if name not in parameters and not takes_any:
            raise FlipbookError(
                f"{title} has no parameter {name}: it takes {', '.join(parameters) or 'none'}."
            )
        default = parameters[name].default if name in parameters else inspect.Parameter.empty
        try:
            widget = ipywidgets.interactive.widget_from_abbrev(abbreviation, default)
        except (TypeError, ValueError) as error:
            raise FlipbookError(
                f"The control {name} cannot be made from {abbreviation!r}: {error}."
            ) from error
        if widget is None:
            raise FlipbookError(
                f"The control {name} cannot be made from {abbreviation!r}: give it "
                "(min, max, step), a list of choices, or a bool."
            )
        if isinstance(widget, ipywidgets.fixed):
            fixed[name] = widget.value
        else:
            controls[name] = _control(name, abbreviation, widget)
    for name, parameter in parameters.items():
        needed = parameter.default is parameter.empty and parameter.kind in (
            parameter.POSITIONAL_OR_KEYWORD,
            parameter.KEYWORD_ONLY,
        )
        if needed and name not in controls and name not in fixed:
            raise FlipbookError(
                f"{title} needs {name}: give it a control, such as {name}=(0, 10), "
                f"or a fixed value, {name}=fixed(5)."
            )
    return controls, fixed


def _control(name: str, abbreviation: Any, widget: Any) -> Control:
    label = getattr(widget, "description", "") or name.replace("_", " ")
    words = getattr(widget, "flipbook_words", None)
    unit = getattr(widget, "flipbook_unit", "")
    if isinstance(widget, ipywidgets.Checkbox | ipywidgets.ToggleButton):
        return Control(
            name, label, "switch", (False, True), ("off", "on"), ("0", "1"), False, widget
        )
    if hasattr(widget, "_options_full") and hasattr(widget, "value"):
        shown, values = zip(*widget._options_full, strict=True) if widget.options else ((), ())
        if not values:
            raise FlipbookError(f"The control {name} offers nothing: give it at least one option.")
        if isinstance(widget, ipywidgets.SelectMultiple | ipywidgets.SelectionRangeSlider):
            raise FlipbookError(
                f"The control {name} takes several values at once: offer each set as one choice."
            )
        if widget.value is None and None not in values:
            widget.value = values[0]
        kind: Literal["range", "choice", "radio"] = "choice"
        if isinstance(widget, ipywidgets.SelectionSlider):
            kind = "range"
        elif isinstance(widget, ipywidgets.RadioButtons | ipywidgets.ToggleButtons):
            kind = "radio"
        return Control(name, label, kind, values, shown, shown, False, widget)
    numbers = _stops(name, widget)
    if numbers is None:
        raise FlipbookError(
            f"The control {name} has no range ({abbreviation!r}): give it (min, max, step), "
            "a list of choices, or a bool."
        )
    keys = tuple(_number(number) for number in numbers)
    spoken = tuple(
        _spoken(number, index, numbers, words, unit) for index, number in enumerate(numbers)
    )
    numeric = not isinstance(widget, ipywidgets.FloatLogSlider)
    return Control(name, label, "range", numbers, spoken, keys, numeric, widget)


def _stops(name: str, widget: Any) -> tuple[float, ...] | None:
    """List the numbers at which a slider can stand; None where it is no slider."""
    low, high = getattr(widget, "min", None), getattr(widget, "max", None)
    step = getattr(widget, "step", None)
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return None
    if not isinstance(getattr(widget, "value", None), int | float):
        return None
    if not step or step < 0:
        raise FlipbookError(f"The control {name} has no step: give it one, as in (min, max, step).")
    count = math.floor((high - low) / step + 1e-9) + 1
    whole = isinstance(widget.value, int) and float(step).is_integer()
    stops = [low + index * step for index in range(count)]
    if isinstance(widget, ipywidgets.FloatLogSlider):
        return tuple(widget.base**exponent for exponent in stops)
    return tuple(round(stop) if whole else round(stop, 10) for stop in stops)


def _number(number: float) -> str:
    return f"{number:.6g}"


def _spoken(
    number: float, index: int, stops: Sequence[float], words: Words | None, unit: str
) -> str:
    word = None
    if isinstance(words, Mapping):
        word = words.get(number)
    elif words is not None:
        if len(words) != len(stops):
            raise FlipbookError(
                f"There are {len(words)} words for {len(stops)} stops: give one word a stop, "
                "or a dict that names some of them."
            )
        word = words[index]
    said = _number(number)
    if word or unit:  # a number alone stays as the field beside it writes it
        said = said.replace("-", "−") + unit
    steps = stops[0] in (0, 1) and all(float(stop).is_integer() for stop in stops)
    if word and steps:
        return f"{said} of {_number(stops[-1])}: {word}"
    return f"{said}: {word}" if word else said
