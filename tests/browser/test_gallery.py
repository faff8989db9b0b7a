"""Figures of many kinds look on the page as Matplotlib's own SVG does in the same browser."""

import base64
import io
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from gallery import EVERY
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image

from flipbook.drawing import draw_frame
from flipbook.style import style
from flipbook.table import pack, unpack

pytestmark = pytest.mark.browser
SIZE = (4.8, 3.7)

# A pixel differs if one of its colours does by more: black is the page's ink here and greys are the
# palette's, which differ from Matplotlib's by up to 42.
STEP = 48
MOST = 0.005

# Pictures of which more pixels may differ, each for its reason.
REASONS = {
    "mesh": 0.035,  # Matplotlib's cells leave seams, an image does not
}


def fonts():
    """Return the fonts of Matplotlib as a style sheet: the page's own letters are others."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    faces = {
        ("DejaVu Sans", 400, "normal"): "DejaVuSans",
        ("DejaVu Sans", 700, "normal"): "DejaVuSans-Bold",
        ("DejaVu Sans", 400, "oblique"): "DejaVuSans-Oblique",
        ("DejaVu Sans Display", 400, "normal"): "DejaVuSansDisplay",
        ("DejaVu Sans Mono", 400, "normal"): "DejaVuSansMono",
        ("DejaVu Serif", 400, "normal"): "DejaVuSerif",
        ("DejaVu Serif", 400, "italic"): "DejaVuSerif-Italic",
        ("STIXNonUnicode", 400, "normal"): "STIXNonUni",
        ("STIXNonUnicode", 400, "italic"): "STIXNonUniIta",
        ("STIXGeneral", 400, "normal"): "STIXGeneral",
        ("STIXSizeOneSym", 400, "normal"): "STIXSizOneSymReg",
        ("STIXSizeThreeSym", 400, "normal"): "STIXSizThreeSymReg",
        ("cmsy10", 400, "normal"): "cmsy10",
        ("cmex10", 400, "normal"): "cmex10",
    }
    return "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {slope}; "
        "src: url(data:font/ttf;base64,"
        f"{base64.b64encode((folder / f'{file}.ttf').read_bytes()).decode()}) }}\n"
        for (family, weight, slope), file in faces.items()
    )


@pytest.fixture(scope="module")
def look(chromium):
    """Return a function that shows an SVG and returns its pixels."""
    page = chromium.new_page(viewport={"width": 700, "height": 500})
    page.set_content(
        f"<style>{fonts()} body {{ margin: 0; background: white }} svg {{ display: block }}"
        ".page { fill: #1f2328; font-family: 'DejaVu Sans'; stroke-linejoin: round }</style>"
        "<div id=here></div>"
    )

    def pixels(svg, box):
        width, height = (float(side) for side in box.split()[2:])
        page.evaluate(
            """([svg, box, width, height]) => {
              here.innerHTML = svg.slice(svg.indexOf("<svg"));
              const shown = here.querySelector("svg");
              shown.setAttribute("viewBox", box);
              shown.setAttribute("width", width);
              shown.setAttribute("height", height);
              return document.fonts.ready;
            }""",
            [svg, box, width, height],
        )
        clip = {"x": 0, "y": 0, "width": int(width), "height": int(height)}
        shot = Image.open(io.BytesIO(page.screenshot(clip=clip)))
        return np.asarray(shot.convert("RGB")).astype(int)

    # Letters come with the first text that asks for them.
    pixels("<svg><text>a</text></svg>", "0 0 10 10")
    yield pixels
    page.close()


def on_the_page(draw):
    """Return the second state as the page shows it, woven into one skeleton with the first."""

    def told(figure, k):
        draw(figure, k)
        return "A figure."

    frames = [draw_frame(told, {"k": k}, SIZE, "it").picture for k in (0, 1)]
    return unpack(pack(frames, [2]))[1].text()


def by_matplotlib(draw):
    figure = Figure(figsize=SIZE)
    FigureCanvasSVG(figure)
    draw(figure, 1)
    figure.savefig(written := io.StringIO(), format="svg")
    return written.getvalue()


@pytest.mark.parametrize("draw", EVERY, ids=lambda draw: draw.__name__)
def test_the_page_shows_what_matplotlib_draws(draw, look):
    with style():
        ours, theirs = on_the_page(draw), by_matplotlib(draw)
    box = ours.partition('viewBox="')[2].partition('"')[0]
    ours = ours.replace("<svg ", '<svg class="page" ', 1)
    differ = np.abs(look(ours, box) - look(theirs, box)).max(axis=2) > STEP
    assert differ.mean() <= REASONS.get(draw.__name__, MOST)
