"""Drawing: what Matplotlib can draw arrives as it was meant, in light and in dark."""

import re
import xml.etree.ElementTree as ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

from flipbook import FlipbookError
from flipbook.drawing import draw_frame
from flipbook.style import style


def svg_of(draw, size=(4.8, 3.7)):
    def told(figure):
        draw(figure)
        return "A picture."

    with style():
        return draw_frame(told, {}, size, "it").picture.text()


def texts(svg):
    """Return words and places of a picture's texts."""
    return {
        "".join(text.itertext()): (float(text.get("x", 0)), float(text.get("y", 0)))
        for text in ElementTree.fromstring(svg).iter("text")
    }


def offset(axes):
    axes.plot([0, 1], [0, 3e6])
    return "1e6"


def twin(axes):
    axes.twiny().set_xlim(0, 20)
    return "20"


def label(axes):
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("above")
    return "above"


@pytest.mark.parametrize("lay", [offset, twin, label])
def test_a_title_stands_above_whatever_is_at_the_top(lay):
    below = []

    def draw(figure):
        axes = figure.subplots()
        axes.set_title("Population over time")
        below.append(lay(axes))

    words = texts(svg_of(draw))
    assert words["Population over time"][1] < words[below[0]][1] - 8


@pytest.mark.parametrize(
    "formula",
    ["f'(x)", r"\mathcal{N}", r"\mathbb{E}", r"\sum_i x", r"\int x", r"\widehat{xyz}"],
)
def test_glyphs_that_the_page_has_no_letters_for_stay_outlines(formula):
    svg = svg_of(lambda figure: figure.text(0.5, 0.5, f"${formula}$"))
    root = ElementTree.fromstring(svg)
    assert len(list(root.iter("path"))) >= 1
    said = "".join("".join(text.itertext()) for text in root.iter("text"))
    assert re.fullmatch(r"[a-z()\u00a0]*", said)


def test_a_plain_formula_stays_text():
    root = ElementTree.fromstring(svg_of(lambda figure: figure.text(0.5, 0.5, "$x^2$")))
    assert list(root.iter("path")) == []


def test_fixed_width_letters_and_runs_of_spaces_are_kept():
    svg = svg_of(lambda figure: figure.text(0.5, 0.5, "a    b", family="monospace"))
    assert "a\u00a0\u00a0\u00a0\u00a0b" in svg
    assert re.search(r'font-family="[^"]*monospace"', svg)
    assert "font-family" not in svg_of(lambda figure: figure.text(0.5, 0.5, "a b"))


def grey_mesh(figure):
    figure.subplots().pcolormesh([[0, 1, 2]], cmap="gray")


def grey_scatter(figure):
    figure.subplots().scatter([0, 1], [0, 1], c=[0, 1], cmap="gray")


@pytest.mark.parametrize("draw", [grey_mesh, grey_scatter])
def test_colours_of_a_colour_map_are_data_and_not_ink(draw):
    svg = svg_of(draw)
    assert "#000000" in re.sub(r"var\([^)]*\)", "", svg)
    assert "#ffffff" in re.sub(r"var\([^)]*\)", "", svg)


@pytest.mark.parametrize("colour", ["black", "0.5", "C0", "C5", "white"])
def test_lines_and_words_in_ink_and_palette_follow_the_page(colour):
    def draw(figure):
        figure.subplots().plot([0, 1], [0, 1], color=colour)
        figure.text(0.5, 0.5, "word", color=colour)

    assert not re.findall(r'(?:fill|stroke)="#', svg_of(draw))


def test_what_lies_on_a_face_of_its_own_keeps_its_colours_and_what_is_around_it_does_not():
    def draw(figure):
        axes = figure.subplots()
        axes.set(facecolor="lightyellow", title="around")
        axes.text(0.5, 0.5, "inside", color="black")

    svg = svg_of(draw)
    assert re.search(r'<g fill="#000000"><text [^>]*>inside<', svg)
    assert re.search(r'<text [^>]*fill="var\(--flipbook-ink, #1f2328\)"[^>]*>around<', svg)


def boxed(figure):
    figure.text(0.5, 0.5, "in", bbox={"facecolor": "wheat"})


def on_a_bar(figure):
    axes = figure.subplots()
    axes.bar([0], [1], color="lightblue")
    axes.text(0, 0.5, "in")


def on_an_image(figure):
    axes = figure.subplots()
    axes.imshow([[0, 1], [1, 0]])
    axes.text(0, 0, "in")


def in_a_cell(figure):
    figure.subplots().table([["in"]], cellColours=[["lightgreen"]])


@pytest.mark.parametrize("draw", [boxed, on_a_bar, on_an_image, in_a_cell])
def test_words_on_a_ground_of_their_own_do_not_turn_light_with_the_page(draw):
    svg = svg_of(draw)
    (word,) = re.findall(r"<text ([^>]*)>in<", svg)
    assert "var(" not in word


def test_a_picture_is_as_wide_as_what_is_drawn():
    def draw(figure):
        figure.subplots()
        figure.subplots_adjust(right=1.5, top=1.25)

    left, top, width, height = map(float, re.search(r'viewBox="([^"]*)"', svg_of(draw))[1].split())
    assert left == 0
    assert top < -50
    assert width > 345.6 * 1.45
    assert height > 266.4 * 1.2
    inside = svg_of(lambda figure: figure.subplots().plot([0, 1]))
    assert 'viewBox="0 0 345.6 266.4"' in inside


def test_nothing_in_a_picture_needs_inline_style():
    def draw(figure):
        axes = figure.subplots()
        axes.plot([0, 1], "o--", alpha=0.5, label="$x$")
        axes.imshow([[0, 1]])
        axes.legend()

    assert " style=" not in svg_of(draw)


@pytest.mark.parametrize("radius", [0.5, 1, 3])
def test_a_small_mark_keeps_its_shape(radius):
    svg = svg_of(lambda figure: figure.subplots().plot([0], [0], "o", ms=2 * radius, mew=0))
    (path,) = re.findall(r'd="(M [^"]*C[^"]*)"', svg)
    ends = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)(?= [CLz])", path), dtype=float)
    assert np.hypot(*ends.T) == pytest.approx(radius, rel=0.01)


def test_a_mesh_and_an_image_come_a_pixel_a_cell():
    cells = np.arange(2500.0).reshape(50, 50)
    for draw in (
        lambda figure: figure.subplots().pcolormesh(cells),
        lambda figure: figure.subplots().imshow(cells),
    ):
        svg = svg_of(draw)
        (image,) = ElementTree.fromstring(svg).iter("image")
        assert (image.get("width"), image.get("height")) == ("50", "50")
        assert image.get("image-rendering") == "pixelated"


def test_pyplot_inside_draw_works_on_the_figure_that_draw_is_handed():
    before = plt.get_fignums()

    def draw(figure):
        plt.clf()
        plt.plot([0, 1])
        plt.title("by pyplot")
        assert plt.gcf() is figure

    assert "by pyplot" in svg_of(draw)
    assert plt.get_fignums() == before


@pytest.mark.parametrize("draw", [lambda figure: None, lambda figure: plt.figure().text(0, 0, "a")])
def test_an_empty_picture_is_refused(draw):
    before = plt.get_fignums()
    with pytest.raises(
        FlipbookError, match=r"left the figure empty .*: draw on the figure that it"
    ):
        svg_of(draw)
    assert plt.get_fignums() == before
