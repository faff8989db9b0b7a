"""What holds for every picture of the course: nothing clipped, no label upon another."""

import pytest
from explorers import NOTEBOOKS, explorers_of, some_states
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from flipbook.style import style

EVERY = [explorer for notebook in NOTEBOOKS for explorer in explorers_of(notebook)]


def labels(explorer, values):
    """The words of a picture with their places, in points."""
    with style():
        figure = Figure(figsize=explorer.size, dpi=72)
        canvas = FigureCanvasAgg(figure)
        explorer.draw(figure, **(explorer.fixed | values))
        canvas.draw()
        found = []
        for text in figure.findobj(Text):
            seen = text.get_visible() and text.get_text().strip() and text.get_alpha() != 0
            if seen and (text.axes is None or text.axes.get_visible()):
                box = text.get_window_extent()
                if text.get_clip_on() or box.width == 0:
                    continue
                found.append((text.get_text(), box))
        return found, figure.bbox


@pytest.mark.parametrize("explorer", EVERY, ids=lambda explorer: explorer.name)
def test_no_word_is_clipped_or_covers_another(explorer):
    for values in some_states(explorer):
        found, sheet = labels(explorer, values)
        for number, (word, box) in enumerate(found):
            outside = max(-box.x0, box.x1 - sheet.x1, -box.y0, box.y1 - sheet.y1)
            assert outside <= 4, f"{word!r} is {outside:.0f} pt outside at {values}"
            for other, place in found[number + 1 :]:
                across = min(box.x1, place.x1) - max(box.x0, place.x0)
                down = min(box.y1, place.y1) - max(box.y0, place.y0)
                assert not (across > 2 and down > 4), f"{word!r} covers {other!r} at {values}"
