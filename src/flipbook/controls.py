"""Controls with a finite number of stops, made from what `ipywidgets.interact` accepts."""

from __future__ import annotations

import contextlib
import enum
import inspect
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, Literal

import ipywidgets
from ipywidgets.widgets.widget import _instances
from ipywidgets.widgets.widget_link import DirectionalLink, Link

from flipbook.errors import FlipbookError
from flipbook.formulas import in_words
from flipbook.words import words as table

PLAY_SECONDS = 0.5
"""So long a picture that plays stands at each stop, unless told."""

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
    kind : {"range", "pair", "choice", "radio", "switch"}
        How the page shows it.
    values : tuple
        What ``draw`` is given at each stop; of a pair, all pairs low ≤ high, the high one moving
        fastest.
    spoken : tuple of str
        Each stop in words: ``"4 of 7: warm"``.
    keys : tuple of str
        Each stop in a link to a state.
    numeric : bool
        Whether stops are evenly spaced numbers (a number field stands beside the slider).
    widget : ipywidgets.ValueWidget
        The real control: ``observe`` it, ``link`` it, put it in a layout box.
    hand : Control or None
        Of a pair: what each of its two hands may say. A hand has no widget of its own.
    play : float
        Of a slider with a button that walks through its stops: seconds at each; otherwise 0.
    """

    name: str
    label: str
    kind: Literal["range", "pair", "choice", "radio", "switch"]
    values: tuple[Any, ...]
    spoken: tuple[str, ...]
    keys: tuple[str, ...]
    numeric: bool
    widget: Any
    hand: Control | None = None
    play: float = 0.0

    @property
    def trait(self) -> str:
        """What of the widget changes when the reader moves it: two choices may be of one value."""
        return "index" if hasattr(self.widget, "_options_full") else "value"

    @property
    def index(self) -> int:
        """The stop at which the control now stands (the nearest one)."""
        if self.trait == "index":
            return min(self.widget.index or 0, len(self.values) - 1)
        return self.nearest(self.widget.value)

    @property
    def value(self) -> Any:
        """What ``draw`` is given: the value of the stop at which the control stands."""
        return self.values[self.index]

    def move(self, stop: int) -> None:
        """Put the widget at a stop."""
        setattr(self.widget, self.trait, stop if self.trait == "index" else self.values[stop])

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
        if self.trait == "value" and self.kind == "range" and isinstance(value, Real):
            distances = [abs(stop - value) for stop in self.values]
            return distances.index(min(distances))
        if self.hand is not None and _is_pair(value):
            low, high = (self.hand.nearest(end) for end in value)
            return self.values.index((self.hand.values[low], self.hand.values[high]))
        for alike in (_is, _same_kind, _equal):
            for index, stop in enumerate(self.values):
                if alike(stop, value):
                    return index
        raise FlipbookError(f"{self.name} has no stop {value!r}: {self.remedy}.")

    @property
    def remedy(self) -> str:
        """What can be chosen, for the sentence that refuses something else."""
        if self.hand is not None:
            return f"choose a pair (low, high) of {', '.join(self.hand.keys)}"
        return f"choose one of {', '.join(self.keys)}"


def _is_pair(value: Any) -> bool:
    """Tell whether a value is two numbers, the lower one first."""
    return (
        isinstance(value, tuple | list)
        and len(value) == 2
        and all(isinstance(end, Real) for end in value)
        and value[0] <= value[1]
    )


def _is(one: Any, other: Any) -> bool:
    return one is other


def _same_kind(one: Any, other: Any) -> bool:
    return type(one) is type(other) and _equal(one, other)


def _equal(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, also where they are tables, which answer with a table."""
    equal = one == other
    return equal if isinstance(equal, bool) else getattr(equal, "ndim", 1) == 0 and bool(equal)


def slider(
    label: str,
    min: float,
    max: float,
    step: float = 1,
    value: float | None = None,
    words: Words | None = None,
    unit: str = "",
    play: bool | float = False,
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
    play : bool or float
        Whether a button beside the slider walks through its stops once, from where it stands to
        the end: half a second at each, or so many seconds. It never starts by itself, and stops at
        a touch of any control, and when the picture is out of sight.

    Returns
    -------
    ipywidgets.IntSlider or ipywidgets.FloatSlider
        An ordinary control, to be given to :func:`flipbook.explore`.

    Raises
    ------
    FlipbookError
        If `play` is below 0.
    """
    if play < 0:
        raise FlipbookError(
            f"{label!r} cannot play in steps of {play} seconds: give play=True, or seconds above 0."
        )
    whole = all(float(number).is_integer() for number in (min, max, step))
    start = min if value is None else value
    if whole:
        made = ipywidgets.IntSlider(
            int(start), min=int(min), max=int(max), step=int(step), description=label
        )
    else:
        made = ipywidgets.FloatSlider(start, min=min, max=max, step=step, description=label)
    made.flipbook_words, made.flipbook_unit = words, unit
    made.flipbook_play = PLAY_SECONDS if play is True else float(play)
    return made


def between(
    label: str,
    low: float,
    high: float,
    step: float = 1,
    value: tuple[float, float] | None = None,
    words: Words | None = None,
    unit: str = "",
) -> ipywidgets.IntRangeSlider | ipywidgets.FloatRangeSlider:
    """Make a slider with two hands, from … to, which cannot cross: ``draw`` is given the pair.

    Every pair is a state of the page: 11 stops make 66, 21 make 231, 50 make 1,275.

    Parameters
    ----------
    label : str
        What the two hands enclose, in words with units.
    low, high, step : float
        The stops of either hand: from `low` to `high` in steps of `step`.
    value : tuple of float, optional
        Where the hands stand at first; at both ends unless told.
    words : mapping or sequence of str, optional
        A name for stops: ``{4: "warm"}``, or one name for every stop.
    unit : str
        Written after the number, with its own space where one is wanted.

    Returns
    -------
    ipywidgets.IntRangeSlider or ipywidgets.FloatRangeSlider
        An ordinary control, to be given to :func:`flipbook.explore`.

    Raises
    ------
    FlipbookError
        If `value` is no pair, or its lower end does not come first.
    """
    start = (low, high) if value is None else value
    if not _is_pair(start):
        raise FlipbookError(
            f"The hands of {label!r} cannot stand at {start!r}: give value two numbers, the lower "
            f"one first, as in value=({low}, {high})."
        )
    whole = all(float(number).is_integer() for number in (low, high, step))
    kind = ipywidgets.IntRangeSlider if whole else ipywidgets.FloatRangeSlider
    number: Callable[[float], float] = int if whole else float
    made = kind(
        value=(number(start[0]), number(start[1])),
        min=number(low),
        max=number(high),
        step=number(step),
        description=label,
    )
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
    kind = ipywidgets.RadioButtons if len(options) <= 4 else ipywidgets.Dropdown
    made = _offer(kind, options, label)
    if value is not None and not hasattr(made, "flipbook_values"):
        made.value = value
    elif value is not None:
        made.index = [each is value for each in made.flipbook_values].index(True)
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


def parameters_of(draw: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the parameters of a function by name.

    Raises
    ------
    FlipbookError
        If Python cannot tell them, as for some built-in functions.
    """
    try:
        return dict(inspect.signature(draw).parameters)
    except (TypeError, ValueError) as error:
        raise FlipbookError(
            f"explore cannot tell what {draw!r} takes: hand it a function draw(figure, ...)."
        ) from error


def takes_figure(draw: Callable[..., Any], abbreviations: Mapping[str, Any]) -> bool:
    """Tell whether ``draw`` is handed a figure, or draws with pyplot on the current one.

    The figure goes to the first parameter, unless that has a control or a default of its own.

    Parameters
    ----------
    draw : callable
    abbreviations : mapping of str to object
        The controls that the author has named.
    """
    first = next(iter(parameters_of(draw).values()), None)
    if first is None or first.name in abbreviations:
        return False
    return first.default is first.empty and first.kind not in (
        first.KEYWORD_ONLY,
        first.VAR_KEYWORD,
    )


def read_controls(
    draw: Callable[..., Any], abbreviations: Mapping[str, Any], lang: str = ""
) -> tuple[dict[str, Control], dict[str, Any]]:
    """Turn what the author wrote into controls, and into values that stay fixed.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)``; its default values are where the controls stand at first.
    abbreviations : mapping of str to object
        What `ipywidgets.interact` accepts: a tuple, a list, a dict, a bool, a ready control.
        Where there is none at all, the defaults of ``draw`` are taken, as `interact` does.
    lang : str
        The language in which stops are spoken; the environment's unless told.

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
    parameters = parameters_of(draw)
    figure = next(iter(parameters)) if takes_figure(draw, abbreviations) else ""
    parameters.pop(figure, None)
    takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    title = getattr(draw, "__name__", "draw")
    controls: dict[str, Control] = {}
    fixed: dict[str, Any] = {}
    for name, abbreviation in (abbreviations or _in_signature(parameters)).items():
        if name not in parameters and not takes_any:
            raise FlipbookError(
                f"{title} has no parameter {name}: it takes "
                f"{', '.join(parameters) or 'none'}"
                + (f" (and {figure}, the figure)." * bool(figure))
            )
        default = parameters[name].default if name in parameters else inspect.Parameter.empty
        widget = _widget(name, abbreviation, default)
        if isinstance(widget, ipywidgets.fixed):
            fixed[name] = widget.value
            continue
        controls[name] = _control(name, abbreviation, widget, lang)
        _settle(controls[name], None if widget is abbreviation else default)
    for name, parameter in parameters.items():
        needed = parameter.default is parameter.empty and parameter.kind in (
            parameter.POSITIONAL_OR_KEYWORD,
            parameter.KEYWORD_ONLY,
        )
        if needed and name not in controls and name not in fixed:
            if figure == "self":
                raise FlipbookError(
                    f"{title} is a method without its object: hand explore the method of one, "
                    f"as in explore(thing.{title})."
                )
            raise FlipbookError(
                f"{title} needs {name}: give it a control, such as {name}=(0, 10), "
                f"or a fixed value, {name}=fixed(5)."
            )
    return controls, fixed


def in_language(controls: Mapping[str, Control], lang: str) -> dict[str, Control]:
    """Return the same controls, their stops spoken in another language."""
    return {name: _control(name, "", each.widget, lang) for name, each in controls.items()}


def _in_signature(parameters: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    """Find the controls that the defaults or annotations of a function make by themselves."""
    found = {}
    for name, parameter in parameters.items():
        given = parameter.annotation if parameter.default is parameter.empty else parameter.default
        if isinstance(given, enum.Enum):
            given = type(given)
        offers = isinstance(given, type) and (given is bool or issubclass(given, enum.Enum))
        if offers or isinstance(given, tuple | list | Mapping | Real | ipywidgets.ValueWidget):
            found[name] = given
    return found


def _widget(name: str, abbreviation: Any, default: Any) -> Any:
    """Make the widget of a control as `interact` does."""
    if isinstance(abbreviation, Iterable) and not isinstance(abbreviation, str | tuple | type):
        return _offer(ipywidgets.Dropdown, abbreviation)
    try:
        widget = ipywidgets.interactive.widget_from_abbrev(abbreviation, default)
    except (TypeError, ValueError, AttributeError) as error:
        raise FlipbookError(
            f"The control {name} cannot be made from {abbreviation!r}: {error}."
        ) from error
    if widget is None:
        raise FlipbookError(
            f"The control {name} cannot be made from {abbreviation!r}: give it "
            "(min, max, step), a list of choices, or a bool."
        )
    return widget


def _offer(kind: Any, options: Any, label: str = "") -> Any:
    """Make a control of choices; what is not equal to itself (a table, nan) goes by its place."""
    pairs = list(options.items()) if isinstance(options, Mapping) else list(options)
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        pairs = [(str(each), each) for each in pairs]
    if all(_equal(value, value) for _, value in pairs):
        return kind(options=[(str(name), value) for name, value in pairs], description=label)
    places = [(str(name), place) for place, (name, _) in enumerate(pairs)]
    made = kind(options=places, description=label)
    made.flipbook_values = tuple(value for _, value in pairs)
    return made


def _settle(control: Control, default: Any) -> None:
    """Put a control at ``draw``'s default, and always at a stop: the picture shows no other."""
    stop = control.index
    if default is not None:
        with contextlib.suppress(FlipbookError):  # a default that is not offered is none
            stop = control.nearest(default)
    if stop != control.index or (
        control.trait == "value" and control.widget.value != control.value
    ):
        control.move(stop)


def _control(name: str, abbreviation: Any, widget: Any, lang: str) -> Control:
    told = table(lang)["page"]
    label = in_words(getattr(widget, "description", "") or name.replace("_", " "))
    words = getattr(widget, "flipbook_words", None)
    unit = getattr(widget, "flipbook_unit", "")
    if isinstance(widget, ipywidgets.Checkbox | ipywidgets.ToggleButton):
        said = (told["off"], told["on"])
        return Control(name, label, "switch", (False, True), said, ("0", "1"), False, widget)
    if hasattr(widget, "_options_full") and hasattr(widget, "value"):
        return _choices(name, label, widget)
    pair = isinstance(widget, ipywidgets.IntRangeSlider | ipywidgets.FloatRangeSlider)
    numbers = _stops(name, widget, widget.value[0] if pair else getattr(widget, "value", None))
    if numbers is None:
        raise FlipbookError(
            f"The control {name} has no range ({abbreviation!r}): give it (min, max, step), "
            "a list of choices, or a bool."
        )
    keys = _keys(numbers)
    spoken = tuple(_spoken(at, numbers, keys, words, unit, told) for at in range(len(numbers)))
    numeric = not isinstance(widget, ipywidgets.FloatLogSlider)
    play = 0.0 if pair else _seconds_of(widget)
    made = Control(name, label, "range", numbers, spoken, keys, numeric, widget, play=play)
    return _pair(made, told["pair"]) if pair else made


def _seconds_of(widget: Any) -> float:
    """Return how long a control plays at each stop, 0 if it does not.

    It plays if it was made so, if it is ipywidgets' Play, or if one is joined to it by ``jslink``.
    """
    links = [each for each in _instances.values() if isinstance(each, Link | DirectionalLink)]
    joined = [{link.source[0], link.target[0]} for link in links]
    for each in {widget}.union(*(ends for ends in joined if widget in ends)):
        if isinstance(each, ipywidgets.Play):
            return float(each.interval / 1000)
    return float(getattr(widget, "flipbook_play", 0.0))


def _pair(hand: Control, pattern: str) -> Control:
    """Make the control of two hands from what either of them may say."""
    ends = list(itertools.combinations_with_replacement(range(len(hand.values)), 2))
    return replace(
        hand,
        kind="pair",
        values=tuple((hand.values[low], hand.values[high]) for low, high in ends),
        spoken=tuple(
            pattern.format(low=hand.spoken[low], high=hand.spoken[high]) for low, high in ends
        ),
        # Letters and figures only: no mail and no platform writes them in another way.
        keys=tuple(f"{hand.keys[low]}to{hand.keys[high]}" for low, high in ends),
        hand=replace(hand, widget=None),
    )


def _choices(name: str, label: str, widget: Any) -> Control:
    shown, values = zip(*widget._options_full, strict=True) if widget.options else ((), ())
    if not values:
        raise FlipbookError(f"The control {name} offers nothing: give it at least one option.")
    if isinstance(widget, ipywidgets.SelectMultiple | ipywidgets.SelectionRangeSlider):
        raise FlipbookError(
            f"The control {name} takes several values at once, which makes too many states for a "
            f"page: offer the sets that matter, as in {name}={{'both': ('a', 'b'), 'a': ('a',)}}."
        )
    values = getattr(widget, "flipbook_values", values)
    if not hasattr(widget, "flipbook_values") and not all(_equal(each, each) for each in values):
        raise FlipbookError(
            f"The control {name} offers tables or nan, which cannot be told apart by a ready "
            f"{type(widget).__name__}: give it as a dict, {name}={{'first': ..., 'second': ...}}, "
            "or by choice()."
        )
    if widget.index is None:
        widget.index = 0
    kind: Literal["range", "choice", "radio"] = "choice"
    play = 0.0
    if isinstance(widget, ipywidgets.SelectionSlider):
        kind, play = "range", _seconds_of(widget)
    elif isinstance(widget, ipywidgets.RadioButtons | ipywidgets.ToggleButtons):
        kind = "radio"
    seen: Counter[str] = Counter()
    keys = []
    for word in shown:  # two choices of one name are two in a link
        seen[word] += 1
        keys.append(word if seen[word] == 1 else f"{word} ({seen[word]})")
    return Control(name, label, kind, values, shown, tuple(keys), False, widget, play=play)


def _stops(name: str, widget: Any, value: Any) -> tuple[float, ...] | None:
    """List the numbers at which a slider can stand; None where it is no slider."""
    low, high = getattr(widget, "min", None), getattr(widget, "max", None)
    step = getattr(widget, "step", None)
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return None
    if not isinstance(value, int | float):
        return None
    if not step or step < 0:
        raise FlipbookError(f"The control {name} has no step: give it one, as in (min, max, step).")
    count = math.floor((high - low) / step + 1e-9) + 1
    whole = isinstance(value, int) and float(step).is_integer()
    stops = [low + index * step for index in range(count)]
    if isinstance(widget, ipywidgets.FloatLogSlider):
        return tuple(widget.base**exponent for exponent in stops)
    return tuple(round(stop) if whole else round(stop, 10) for stop in stops)


def _keys(stops: Sequence[float]) -> tuple[str, ...]:
    """Write numbers with six digits, or as many as tell them apart; whole ones in full."""
    for digits in range(6, 18):
        keys = tuple(_number(stop, digits) for stop in stops)
        if len(set(keys)) == len(set(stops)):
            break
    return keys


def _number(number: float, digits: int) -> str:
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.{digits}g}"


def _spoken(
    index: int,
    stops: Sequence[float],
    keys: Sequence[str],
    words: Words | None,
    unit: str,
    told: Mapping[str, str],
) -> str:
    word = None
    if isinstance(words, Mapping):
        word = words.get(stops[index])
    elif words is not None:
        if len(words) != len(stops):
            raise FlipbookError(
                f"There are {len(words)} words for {len(stops)} stops: give one word a stop, "
                "or a dict that names some of them."
            )
        word = words[index]
    said = keys[index]
    if word or unit:  # a number alone stays as the field beside it writes it
        said = said.replace("-", "−") + unit
    steps = stops[0] in (0, 1) and all(float(stop).is_integer() for stop in stops)
    if not word:
        return said
    return told["step" if steps else "named"].format(stop=said, last=keys[-1], word=word)
