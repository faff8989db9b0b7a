"""What holds for every picture of the course: its words, its title, its parts, its size."""

import inspect
import itertools
import re
from types import SimpleNamespace

import numpy as np
import pytest
from explorers import NOTEBOOKS, explorers_of, shown_by, some_states
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from flipbook.alignment import align
from flipbook.style import style

# By notebook, place in it, and what draws it: the notebook itself is run by its own tests.
EVERY = [
    pytest.param((notebook, place), id=f"{notebook.stem}-{draw}")
    for notebook in NOTEBOOKS
    for place, draw in enumerate(shown_by(notebook))
]
DRAWS = sorted({draw for notebook in NOTEBOOKS for draw in shown_by(notebook)})

# So many states of a picture are looked at, corners first.
MOST = 40

# Pictures that go to the page in more than one shape. The page carries each shape whole; between
# two shapes nothing glides.
SHAPES: dict[str, int] = {}


# The sentence under these pictures is one for everyone: the result first, the rest folded behind
# it.
MOST_WORDS, MOST_FIGURES = 28, 4
MEAN_WORDS, MEAN_FIGURES = 25, 3


def states(explorer):
    """Return all corners of a picture's states, then some of the others."""
    stops = [control.values for control in explorer.controls.values()]
    corners = itertools.product(*((values[0], values[-1]) for values in stops))
    others = (tuple(values.values()) for values in some_states(explorer, MOST))
    chosen = list(dict.fromkeys([*corners, *others]))[:MOST]
    return [dict(zip(explorer.controls, state, strict=True)) for state in chosen]


def draw(explorer, values):
    """Draw a state as the page shows it, in points; return figure, sentence and what is folded."""
    figure = Figure(figsize=explorer.size, dpi=72)
    FigureCanvasAgg(figure)
    told = explorer.draw(figure, **(explorer.fixed | values))
    return figure, *(told if isinstance(told, tuple) else (told, ""))


@pytest.fixture(scope="module", params=EVERY)
def picture(request):
    """Draw many states of one picture, once for all tests that look at them."""
    notebook, place = request.param
    explorer = explorers_of(notebook)[place]
    with style():
        drawn = [(values, *draw(explorer, values)) for values in states(explorer)]
        yield SimpleNamespace(explorer=explorer, drawn=drawn)


def members(figure):
    """Return what a figure and its axes are made of."""
    return [part for whole in (figure, *figure.axes) for part in whole.get_children()]


def test_every_state_is_told_in_plain_sentences(picture):
    for values, _, sentence, more in picture.drawn:
        assert len(sentence) > 20, f"{sentence!r} at {values}"
        for said in filter(None, (sentence, more)):
            told = f"{said!r} at {values}"
            assert said[0].isupper() or re.match(r"\d+ [a-z]", said), told
            assert said.endswith("."), told
            assert "\n" not in said, told
            assert "  " not in said, told
            assert not re.search(r"nan|inf\b|None|[{}]", said), f"no number: {told}"
            assert not re.search(r"−(?![\d.]*[1-9])", said), f"minus zero: {told}"
            assert not re.search(r"(?<!\d)-\.?\d", said), f"a hyphen for a minus: {told}"


def figures_in(said):
    return len(re.findall(r"\d+(?:[.,]\d+)*|\.\d+", said))


def test_a_sentence_for_everyone_is_short_and_has_few_figures(picture):
    told = [sentence for _, _, sentence, _ in picture.drawn]
    for said in told:
        assert len(said.split()) <= MOST_WORDS, said
        assert figures_in(said) <= MOST_FIGURES, said
    assert np.mean([len(said.split()) for said in told]) <= MEAN_WORDS
    assert np.mean([figures_in(said) for said in told]) <= MEAN_FIGURES


def test_every_state_has_one_title_that_a_phone_has_room_for(picture):
    renderer = picture.drawn[0][1].canvas.get_renderer()  # one for all: to make one takes long
    for values, figure, *_ in picture.drawn:
        words = [part for part in members(figure) if isinstance(part, Text) and part.get_text()]
        titles = [text for text in words if text.get_weight() == "bold"]
        told = f"{[text.get_text() for text in titles]} at {values}"
        assert len(titles) == 1, told
        (title,) = titles
        assert max(map(len, title.get_text().splitlines())) <= 45, told
        assert title.get_window_extent(renderer).x1 <= figure.bbox.x1, told


def test_a_picture_goes_to_the_page_in_one_shape(picture):
    frames = align([picture.explorer.frame_at(**values)[0] for values, *_ in picture.drawn])
    assert len({frame.structure for frame in frames}) <= SHAPES.get(picture.explorer.name, 1)


def labels(figure):
    """The words of a picture with their places, in points."""
    figure.draw_without_rendering()
    found = []
    for text in figure.findobj(Text):
        seen = text.get_visible() and text.get_text().strip() and text.get_alpha() != 0
        if seen and (text.axes is None or text.axes.get_visible()):
            box = text.get_window_extent()
            if text.get_clip_on() or box.width == 0:
                continue
            found.append((text.get_text(), box))
    return found


def test_no_word_is_clipped_or_covers_another(picture):
    for values, figure, *_ in picture.drawn:
        found, sheet = labels(figure), figure.bbox
        for number, (word, box) in enumerate(found):
            outside = max(-box.x0, box.x1 - sheet.x1, -box.y0, box.y1 - sheet.y1)
            assert outside <= 4, f"{word!r} is {outside:.0f} pt outside at {values}"
            for other, place in found[number + 1 :]:
                across = min(box.x1, place.x1) - max(box.x0, place.x0)
                down = min(box.y1, place.y1) - max(box.y0, place.y0)
                assert not (across > 2 and down > 4), f"{word!r} covers {other!r} at {values}"


@pytest.mark.parametrize("draw", DRAWS)
def test_every_setting_of_a_picture_has_a_control_in_some_chapter(draw):
    shown = [
        explorer
        for notebook in NOTEBOOKS
        if draw in shown_by(notebook)
        for explorer in explorers_of(notebook)
        if explorer.draw.__name__ == draw
    ]
    settings = set(list(inspect.signature(shown[0].draw).parameters)[1:])
    assert settings == set().union(*({*explorer.controls, *explorer.fixed} for explorer in shown))
