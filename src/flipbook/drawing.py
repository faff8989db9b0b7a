"""Drawing one state of a picture: Matplotlib's SVG, written quickly, cut into a frame."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font, weight_dict
from matplotlib.text import Text

from flipbook.errors import FlipbookError
from flipbook.frames import Frame, cut_sentence, cut_svg


class _Renderer(RendererSVG):
    """Matplotlib's SVG renderer, which remembers from picture to picture how large a text is.

    Measuring the same tick labels again takes a third of the time of drawing a state.
    """

    _texts: ClassVar[dict[Any, Any]] = {}
    _heights: ClassVar[dict[int, tuple[float | None, float | None, float | None]]] = {}

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        key = (s, hash(prop), ismath)
        if key not in self._texts:
            self._texts[key] = super().get_text_width_height_descent(s, prop, ismath)
        return self._texts[key]

    def _get_font_height_metrics(
        self, prop: FontProperties
    ) -> tuple[float | None, float | None, float | None]:
        """Answer Matplotlib's question for ascent, descent and line gap in points."""
        key = hash(prop)
        if key not in self._heights:
            font = get_font(findfont(prop))
            table, head = font.get_sfnt_table("OS/2"), font.get_sfnt_table("head")
            if table is None or head is None:
                self._heights[key] = (None, None, None)  # Matplotlib then measures by itself
            else:
                unit = prop.get_size_in_points() / head["unitsPerEm"]
                self._heights[key] = (
                    table["sTypoAscender"] * unit,
                    -table["sTypoDescender"] * unit,
                    table["sTypoLineGap"] * unit,
                )
        return self._heights[key]


def _write_svg(figure: Figure) -> str:
    """Write a figure as SVG, as ``FigureCanvasSVG.print_svg`` does, with our renderer."""
    written = io.StringIO()
    dpi = figure.dpi
    figure.dpi = 72
    width, height = figure.get_size_inches()
    svg = _Renderer(width * 72, height * 72, written, image_dpi=dpi, metadata={"Date": None})
    renderer = MixedModeRenderer(figure, width, height, dpi, svg)
    figure.draw(renderer)  # type: ignore[arg-type]  # as Matplotlib itself does
    renderer.finalize()
    return written.getvalue()


@dataclass(frozen=True)
class Drawn:
    """One drawn state.

    Attributes
    ----------
    picture : Frame
        The SVG.
    sentence : Frame
        The result in one plain sentence.
    more : Frame
        What is folded behind it: further numbers; empty where there are none.
    title : str
        The words in bold letters.
    words : tuple of str
        All words and numbers in the picture.
    """

    picture: Frame
    sentence: Frame
    more: Frame
    title: str
    words: tuple[str, ...]

    @property
    def says(self) -> tuple[str, str, str]:
        """Title, sentence and what is folded behind it, as text."""
        return self.title, self.sentence.text(), self.more.text()

    @property
    def looks(self) -> tuple[object, ...]:
        """All that can be seen and read; equal for two states that look the same."""
        frames = (self.picture, self.sentence, self.more)
        return tuple((*frame.structure, *frame.slots) for frame in frames)


def draw_frame(
    draw: Callable[..., Any],
    values: dict[str, Any],
    size: tuple[float, float],
    name: str,
) -> Drawn:
    """Draw one state; call it inside :func:`flipbook.style.style`.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)`` draws on the figure and returns one plain sentence, or a pair:
        the sentence, and what is folded behind it.
    values : dict
        What the controls say.
    size : tuple of float
        Width and height of the figure in inches.
    name : str
        Put before every id, so that several pictures can stand on one page.

    Returns
    -------
    Drawn

    Raises
    ------
    FlipbookError
        If ``draw`` raises, or gives no sentence.
    """
    title = getattr(draw, "__name__", "draw")
    where = ", ".join(f"{key}={value!r}" for key, value in values.items()) or "its only state"
    figure = Figure(figsize=size)
    FigureCanvasSVG(figure)
    try:
        told = draw(figure, **values)
        _settle_titles(figure)
        svg = _write_svg(figure)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".rstrip(".")
        raise FlipbookError(f"{title} could not draw {where}: {reason}.") from error
    sentence, more = told if isinstance(told, tuple) and len(told) == 2 else (told, "")
    if not isinstance(sentence, str) or not sentence.strip() or not isinstance(more, str):
        raise FlipbookError(
            f"{title} gave no sentence at {where}: let it return one plain sentence "
            "that says what the picture shows."
        )
    seen = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    title = " ".join(text.get_text() for text in seen if _is_bold(text))
    return Drawn(
        cut_svg(svg, name),
        cut_sentence(sentence),
        cut_sentence(more),
        " ".join(title.split()),
        tuple(text.get_text() for text in seen),
    )


def _is_bold(text: Text) -> bool:
    weight = text.get_fontweight()
    return (weight if isinstance(weight, int) else weight_dict.get(weight, 400)) >= 600


def _settle_titles(figure: Figure) -> None:
    """Spare Matplotlib its search for a title's height where nothing can be in its way.

    The search measures every tick label and takes a quarter of the drawing time.
    """
    for axes in figure.axes:
        alone = axes.name == "rectilinear" and not axes.child_axes
        if alone and axes.xaxis.get_ticks_position() == "bottom":
            axes._autotitlepos = False  # type: ignore[attr-defined]
