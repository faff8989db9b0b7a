"""Drawing one state of a picture: Matplotlib's SVG, written quickly, cut into a frame."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.font_manager import weight_dict
from matplotlib.image import AxesImage
from matplotlib.text import Text

from flipbook.errors import FlipbookError
from flipbook.frames import Frame, cut_sentence, cut_svg
from flipbook.rendering import Renderer
from flipbook.roles import mark_data

IMAGE_DPI = 144
"""Images that cannot come at their own size are drawn with so many pixels an inch."""

MANY_CELLS_UNEVEN = 1500
"""A mesh of more cells than this, of different sizes, is drawn as an image."""

SPILL = 2.0
"""What sticks out of the figure by so many points does no harm; beyond, the picture grows."""

Box = tuple[float, float, float, float]


def _write_svg(figure: Figure) -> tuple[str, Box]:
    """Write a figure as SVG, as ``FigureCanvasSVG.print_svg`` does; return what is seen as well."""
    written = io.StringIO()
    dpi = max(figure.dpi, IMAGE_DPI)
    figure.dpi = 72
    width, height = figure.get_size_inches()
    svg = Renderer(width * 72, height * 72, written, image_dpi=dpi, metadata={"Date": None})
    _lighten_images(figure)
    mark_data(figure)
    _settle_titles(figure)
    renderer = MixedModeRenderer(figure, width, height, dpi, svg)
    figure.draw(renderer)  # type: ignore[arg-type]  # as Matplotlib itself does
    renderer.finalize()
    return written.getvalue(), _box(width * 72, height * 72, svg.reach)


def _box(width: float, height: float, reach: Box) -> Box:
    """Return left, top, width and height of what is seen: the figure, and what sticks out of it."""
    most = 2 * max(width, height)  # what lies farther away was not meant to be seen
    left, top, right, bottom = (
        math.ceil(side) if SPILL < side <= most else 0.0
        for side in (-reach[0], reach[3] - height, reach[2] - width, -reach[1])
    )
    return 0.0 - left, 0.0 - top, width + left + right, height + top + bottom


def _lighten_images(figure: Figure) -> None:
    """Let an image that is drawn larger than it is come at its own size."""
    for image in figure.findobj(AxesImage):
        plain = image.get_interpolation() in ("auto", "antialiased", "nearest", "none")
        pixels = image.get_array()
        if type(image) is not AxesImage or not plain or pixels is None:
            continue
        rows, columns = pixels.shape[:2]
        seen = image.get_window_extent()
        if seen.width >= columns and seen.height >= rows:
            image.set_interpolation("none")
    for mesh in figure.findobj(QuadMesh):
        sides = np.asarray(mesh.get_coordinates())
        cells = (sides.shape[0] - 1) * (sides.shape[1] - 1)
        if cells > MANY_CELLS_UNEVEN and not _is_even(mesh, sides):
            mesh.set_rasterized(True)


def _is_even(mesh: QuadMesh, sides: Any) -> bool:
    """Tell whether the cells of a mesh may be pixels: the renderer then draws them so."""
    axes = mesh.axes
    linear = axes is None or (axes.get_xscale() == axes.get_yscale() == "linear")
    steps = np.diff(sides[0, :, 0]), np.diff(sides[:, 0, 1])
    return linear and all(np.allclose(step, step[0], rtol=0.01) for step in steps)


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
    try:
        figure, told = _call(draw, values, size)
        empty = _is_empty(figure)
        svg, box = _write_svg(figure)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".rstrip(".")
        raise FlipbookError(f"{title} could not draw {where}: {reason}.") from error
    sentence, more = told if isinstance(told, tuple) and len(told) == 2 else (told, "")
    if not isinstance(sentence, str) or not sentence.strip() or not isinstance(more, str):
        raise FlipbookError(
            f"{title} gave no sentence at {where}: let it return one plain sentence "
            "that says what the picture shows."
        )
    if empty:
        raise FlipbookError(
            f"{title} left the figure empty at {where}: draw on the figure that it is handed."
        )
    seen = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    title = " ".join(text.get_text() for text in seen if _is_bold(text))
    return Drawn(
        cut_svg(svg, name, box),
        cut_sentence(sentence),
        cut_sentence(more),
        " ".join(title.split()),
        tuple(text.get_text() for text in seen),
    )


def _is_bold(text: Text) -> bool:
    weight = text.get_fontweight()
    return (weight if isinstance(weight, int) else weight_dict.get(weight, 400)) >= 600


def _call(
    draw: Callable[..., Any], values: dict[str, Any], size: tuple[float, float]
) -> tuple[Figure, Any]:
    """Call ``draw`` on a new figure, which ``pyplot`` takes for its own meanwhile."""
    figure = Figure(figsize=size)
    canvas = FigureCanvasSVG(figure)
    open_before = dict(Gcf.figs)
    number = max(open_before, default=0) + 1
    Gcf._set_new_active_manager(FigureManagerBase(canvas, number))
    try:
        return figure, draw(figure, **values)
    finally:
        for stray in [number for number in Gcf.figs if number not in open_before]:
            Gcf.destroy(stray)  # or each state would leave one open
        Gcf.figs.clear()
        Gcf.figs.update(open_before)  # in the order in which they were active
        FigureCanvasSVG(figure)


def _is_empty(figure: Figure) -> bool:
    return all(part is figure.patch for part in figure.get_children())


def _settle_titles(figure: Figure) -> None:
    """Spare Matplotlib its search for a title's height where nothing can be in its way.

    The search measures every tick label and takes a quarter of the drawing time. In the way may be
    ticks or a label at the top, of twins as well, and the offset text of the y axis ("1e6").
    """
    for axes in figure.axes:
        titles = (axes.title, axes._left_title, axes._right_title)  # type: ignore[attr-defined]
        if (
            any(title.get_text() for title in titles)
            and axes.name == "rectilinear"
            and not axes.child_axes
            and len(axes._twinned_axes.get_siblings(axes)) == 1  # type: ignore[attr-defined]
            and axes.get_aspect() == "auto"
            and axes.xaxis.get_ticks_position() == "bottom"
            and axes.xaxis.get_label_position() == "bottom"
            and not _has_offset(axes.yaxis)
        ):
            axes._autotitlepos = False  # type: ignore[attr-defined]


def _has_offset(axis: Any) -> bool:
    if not axis.get_visible():
        return False
    formatter = axis.get_major_formatter()
    formatter.format_ticks(axis.get_majorticklocs())
    return bool(formatter.get_offset())
