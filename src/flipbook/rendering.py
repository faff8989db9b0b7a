"""Matplotlib's SVG renderer, made quick, true in its formulas, and light in its images."""

from __future__ import annotations

import math
import unicodedata
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import rgb2hex
from matplotlib.font_manager import FontProperties, findfont, get_font, ttfFontProperty
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path, get_path_collection_extents
from matplotlib.transforms import Affine2D

from flipbook.frames import OUTLINE

PLAIN = "DejaVu Sans"
"""The family of letters that the page shows in its own."""

MANY_CELLS = 400
"""A mesh of so many cells, all of one size, is drawn as an image with a pixel for each."""

_UNIT = 100.0  # the size at which the outline of a glyph is read


class Renderer(RendererSVG):
    """Writes SVG, remembers how large a text is, and how far the picture reaches.

    Measuring the same tick labels again takes a third of the time of drawing a state.
    """

    _texts: ClassVar[dict[Any, Any]] = {}
    _heights: ClassVar[dict[int, tuple[float | None, float | None, float | None]]] = {}
    reach = (0.0, 0.0, 0.0, 0.0)  # left, low, right, high

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        """Measure a text, or remember what it measured before."""
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

    # Formulas ----------------------------------------------------------------------------

    def _draw_text_as_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any,
        mtext: Any = None,
    ) -> None:
        """Write text; of a formula, the glyphs that the page's letters lack stay outlines.

        A prime, a script letter, a large operator or a wide hat has a font of its own, in which
        its character may mean another sign, or nothing.
        """
        if not ismath:
            super()._draw_text_as_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        width, height, descent, glyphs, rects = self._text2path.mathtext_parser.parse(s, 72, prop)
        plain = [glyph for glyph in glyphs if _is_plain(glyph)]
        parser = SimpleNamespace(parse=lambda *_: (width, height, descent, plain, rects))
        whole = self._text2path
        self._text2path: Any = SimpleNamespace(mathtext_parser=parser)
        try:
            super()._draw_text_as_text(gc, x, y, s, prop, angle, ismath, mtext)
        finally:
            self._text2path = whole
        if len(plain) == len(glyphs):
            return
        alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
        style = f"fill: {rgb2hex(gc.get_rgb())}" + (f"; opacity: {alpha:g}" if alpha != 1 else "")
        turn = f" rotate({-angle:g})" if angle else ""
        place = f"translate({x:f} {y:f}){turn}"
        self.writer.start("g", id=OUTLINE, style=style, transform=place)
        for glyph in glyphs:
            if not _is_plain(glyph):
                self.writer.element("path", d=self._convert_path(_outline(glyph), simplify=False))
        self.writer.end("g")

    # Images ------------------------------------------------------------------------------

    def draw_quad_mesh(
        self,
        gc: Any,
        master_transform: Any,
        meshWidth: int,
        meshHeight: int,
        coordinates: Any,
        offsets: Any,
        offsetTrans: Any,
        facecolors: Any,
        antialiased: bool,
        edgecolors: Any,
    ) -> None:
        """Draw a mesh: as an image, a pixel a cell, where the cells are many and of one size."""
        place = master_transform.transform(np.asarray(coordinates).reshape(-1, 2))
        place = place.reshape(meshHeight + 1, meshWidth + 1, 2)
        x, y = place[0, :, 0], place[:, 0, 1]
        moved = np.any(offsetTrans.transform(offsets)) if len(offsets) else False
        lined = gc.get_linewidth() > 0 and len(edgecolors) and edgecolors is not facecolors
        as_image = (
            meshWidth * meshHeight >= MANY_CELLS
            and len(facecolors) == meshWidth * meshHeight
            and not moved
            and not lined
            and np.allclose(place[..., 0], x, atol=0.01)
            and np.allclose(place[..., 1], y[:, None], atol=0.01)
            and _even(x)
            and _even(y)
        )
        if not as_image:
            super().draw_quad_mesh(
                gc,
                master_transform,
                meshWidth,
                meshHeight,
                coordinates,
                offsets,
                offsetTrans,
                facecolors,
                antialiased,
                edgecolors,
            )
            return
        cells = np.asarray(facecolors).reshape(meshHeight, meshWidth, 4)
        cells = cells[:: 1 if y[-1] > y[0] else -1, :: 1 if x[-1] > x[0] else -1]
        own = self.new_gc()
        own.copy_properties(gc)
        own.set_alpha(1.0)  # the cells have theirs
        size = Affine2D().scale(abs(x[-1] - x[0]), abs(y[-1] - y[0]))
        pixels = np.ascontiguousarray((cells * 255).round().astype(np.uint8))
        self.draw_image(own, min(x[0], x[-1]), min(y[0], y[-1]), pixels, size)
        own.restore()

    # How far the picture reaches -----------------------------------------------------------

    def _reaches(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Note that something is drawn in a box, in points from the lower left corner."""
        if math.isfinite(x0 + y0 + x1 + y1):
            left, low, right, high = self.reach
            self.reach = (min(left, x0), min(low, y0), max(right, x1), max(high, y1))

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        """Draw a path, and note how far it reaches."""
        seen = np.size(path.vertices) and (rgbFace is not None or gc.get_linewidth())
        if seen and gc.get_clip_rectangle() is None:
            x0, y0, x1, y1 = path.get_extents(transform).extents
            room = gc.get_linewidth() / 2
            self._reaches(x0 - room, y0 - room, x1 + room, y1 + room)
        elif seen:
            self._reaches(*gc.get_clip_rectangle().extents)
        super().draw_path(gc, path, transform, rgbFace)

    def draw_markers(
        self,
        gc: Any,
        marker_path: Path,
        marker_trans: Any,
        path: Path,
        trans: Any,
        rgbFace: Any = None,
    ) -> None:
        """Draw marks, and note how far they reach."""
        if gc.get_clip_rectangle() is None and np.size(path.vertices):
            places = trans.transform(path.vertices)
            places = places[np.isfinite(places).all(axis=1)]
            if len(places):
                mark = marker_trans.transform(marker_path.vertices)
                low, high = places.min(axis=0), places.max(axis=0)
                self._reaches(*(low + mark.min(axis=0)), *(high + mark.max(axis=0)))
        super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)

    def draw_path_collection(self, gc: Any, master_transform: Any, *rest: Any, **more: Any) -> None:
        """Draw paths, and note how far they reach."""
        if gc.get_clip_rectangle() is None:
            paths, transforms, offsets, offset_transform = rest[:4]
            if len(paths) and len(offsets):
                box = get_path_collection_extents(
                    master_transform, paths, transforms, offsets, offset_transform.frozen()
                )
                self._reaches(*box.extents)
        super().draw_path_collection(gc, master_transform, *rest, **more)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Draw an image, and note how far it reaches."""
        if gc.get_clip_rectangle() is None:
            height, width = im.shape[:2]
            size = transform or Affine2D().scale(width, height).scale(72 / self.image_dpi)
            corners = size.transform([(0, 0), (1, 1)])
            low, high = corners.min(axis=0), corners.max(axis=0)
            self._reaches(x + low[0], y + low[1], x + high[0], y + high[1])
        super().draw_image(gc, x, y, im, transform)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Draw a text, and note how far it reaches."""
        if gc.get_clip_rectangle() is None:
            width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
            sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
            across, up = (0, width), (-descent, height - descent)
            xs = [x + cosine * here - sine * there for here in across for there in up]
            ys = [self.height - y + sine * here + cosine * there for here in across for there in up]
            self._reaches(min(xs), min(ys), max(xs), max(ys))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def _is_plain(glyph: Any) -> bool:
    """Tell whether the page's own letters can show a glyph of a formula."""
    font, _, code, *_ = glyph
    sign = chr(code)
    lone = not unicodedata.combining(sign) and unicodedata.category(sign) != "Co"
    return ttfFontProperty(font).name == PLAIN and lone


def _outline(glyph: Any) -> Path:
    font, size, code, *index, x, y = glyph
    font.set_size(_UNIT, 72)
    if index:
        font.load_glyph(index[0], flags=LoadFlags.NO_HINTING)
    else:
        font.load_char(code, flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    place = Affine2D().scale(size / _UNIT).translate(x, y).scale(1, -1)
    return Path(place.transform(vertices), codes) if len(vertices) else Path(np.empty((0, 2)))


def _even(places: Any) -> bool:
    steps = np.diff(places)
    return bool(np.allclose(steps, steps[0], rtol=0.01, atol=1e-6)) and steps[0] != 0
