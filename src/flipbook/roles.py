"""Which colours are data, and which are ink that the page may darken.

Lines, letters, marks and areas are drawn on the page's paper: their palette colours, and
Matplotlib's black, greys and white, follow the page. Three things keep their colours as drawn:

1. what a colour map coloured (a mesh, a scatter by value, filled contours), and images;
2. what lies on a ground of its own: in axes that the author gave a face, or that an image or a mesh
   covers, all that is inside (their ticks, labels and title stand outside, on the page's paper);
   with a face of its own, the whole figure;
3. words in a box, a legend, a table cell or a bar to which the author gave a colour of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.colors import to_hex, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.patches import Patch
from matplotlib.spines import Spine
from matplotlib.table import Table
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from flipbook.frames import DATA
from flipbook.style import page_colour

_COVERS = 0.5  # an image is a ground if it covers so much of its axes


def mark_data(figure: Figure) -> None:
    """Give every part of a figure whose colours are data an id that says so.

    Parameters
    ----------
    figure : Figure
        Drawn, and about to be written.
    """
    if _has_own_colour(figure.patch) and figure.get_frameon():
        figure.set_gid(DATA)
        return
    parts = figure.findobj()
    for axes in (part for part in parts if isinstance(part, Axes)):
        for part in axes.get_children():
            if _is_mapped(part) or (isinstance(part, Legend) and _has_own_colour(part.get_frame())):
                part.set_gid(DATA)
        twins = axes._twinned_axes.get_siblings(axes)  # type: ignore[attr-defined]
        if any(_has_ground(twin) for twin in twins):
            for part in _inside(axes):
                part.set_gid(DATA)
        else:
            coloured = [patch for patch in axes.patches if _has_own_colour(patch)]
            for text in axes.texts if coloured else ():
                middle = _middle(text)
                if any(patch.contains_point(middle) for patch in coloured):
                    text.set_gid(DATA)
    for part in parts:
        if isinstance(part, Text):
            box = part.get_bbox_patch()
            if box is not None and _has_own_colour(box):
                part.set_gid(DATA)
        elif isinstance(part, Table):
            for cell in part.get_celld().values():
                if _has_own_colour(cell):
                    cell.get_text().set_gid(DATA)


def _has_own_colour(patch: Patch) -> bool:
    """Tell whether a patch is a ground that the page's colours do not know."""
    red, green, blue, alpha = to_rgba(patch.get_facecolor())
    seen = patch.get_visible() and patch.get_fill() and alpha >= 0.5
    written = to_hex((red, green, blue))
    return bool(seen) and page_colour(written) == written


def _is_mapped(part: Artist) -> bool:
    """Tell whether a colour map gave a part its colours."""
    if isinstance(part, ContourSet):
        return part.colors is None
    return isinstance(part, ScalarMappable) and part.get_array() is not None


def _has_ground(axes: Axes) -> bool:
    if _has_own_colour(axes.patch) and axes.get_frame_on() and axes.axison:
        return True
    for part in axes.get_children():
        whole = isinstance(part, (AxesImage, QuadMesh)) or (
            _is_mapped(part) and isinstance(part, PolyCollection)
        )
        if part.get_visible() and (whole or (isinstance(part, ContourSet) and part.filled)):
            over = Bbox.intersection(part.get_window_extent(), axes.bbox)
            if over and over.width * over.height >= _COVERS * axes.bbox.width * axes.bbox.height:
                return True
    return False


def _inside(axes: Axes) -> Iterator[Artist]:
    """List what lies on the ground of axes; not what stands around them."""
    around = [axes.title, axes._left_title, axes._right_title]  # type: ignore[attr-defined]
    around += [] if _has_own_colour(axes.patch) else [axes.patch]
    for part in axes.get_children():
        if isinstance(part, Axis):
            for tick in (*part.get_major_ticks(), *part.get_minor_ticks()):
                yield tick.gridline
        elif isinstance(part, Spine) or part in around:
            continue
        elif isinstance(part, (Text, Legend, Axes)):
            if axes.bbox.contains(*_middle(part)):
                yield part
                if arrow := getattr(part, "arrow_patch", None):
                    yield arrow
        else:
            yield part


def _middle(part: Any) -> Any:
    box = part.get_window_extent()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
