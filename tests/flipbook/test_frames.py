"""Frames: cutting loses nothing that is drawn, and states of one picture share a skeleton."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import ALL, growing_line, line_and_band, words

from flipbook import FlipbookError
from flipbook.alignment import align
from flipbook.controls import read_controls
from flipbook.drawing import draw_frame
from flipbook.frames import cut_sentence
from flipbook.style import style


def drawn(draw, **values):
    with style():
        return draw_frame(draw, values, (4.8, 3.7), "it")


def states(draw):
    controls, _ = read_controls(draw, ALL[draw])
    for stops in itertools.product(*(control.values for control in controls.values())):
        yield dict(zip(controls, stops, strict=True))


@pytest.mark.parametrize("draw", ALL)
def test_the_same_state_is_drawn_the_same_twice_whatever_came_between(draw):
    first, second = itertools.islice(states(draw), 2)
    before = drawn(draw, **first)
    drawn(draw, **second)
    assert drawn(draw, **first) == before


@pytest.mark.parametrize("draw", ALL)
def test_a_frame_is_well_formed_and_refers_only_to_itself(draw):
    for values in states(draw):
        svg = drawn(draw, **values).picture.text()
        root = ElementTree.fromstring(svg)
        ids = {element.get("id") for element in root.iter()} - {None}
        assert all(name.startswith("it--") for name in ids)
        assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)) >= set()
        for pair in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg):
            assert (pair[0] or pair[1]) in ids


def test_states_of_a_line_share_one_skeleton():
    assert (
        len({drawn(line_and_band, **values).picture.structure for values in states(line_and_band)})
        == 1
    )


def test_lines_of_different_lengths_are_brought_to_one_structure_and_look_the_same():
    frames = [drawn(growing_line, **values).picture for values in states(growing_line)]
    assert len({frame.structure for frame in frames}) > 1
    aligned = align(frames)
    assert len({frame.structure for frame in aligned}) == 1
    longest = frames[-1].text()
    assert aligned[-1].text() == longest
    for before, after in zip(frames, aligned, strict=True):
        assert vertices(after.text()) == vertices(before.text())


def vertices(svg):
    """Every path as points, repeated points taken once."""
    paths = [re.findall(r"-?[\d.]+ -?[\d.]+", path) for path in re.findall(r' d="([^"]+)"', svg)]
    return [[point for point, _ in itertools.groupby(path)] for path in paths]


def test_signs_that_mean_something_to_html_arrive_as_text():
    svg = drawn(words, name="</script><b>").picture.text()
    assert "<b>" not in svg
    assert "&lt;/script&gt;&lt;b&gt;" in svg


def test_colours_of_the_palette_are_named_so_that_the_page_can_darken_them():
    svg = drawn(line_and_band).picture.text()
    assert "var(--flipbook-blue, #0b5fa5)" in svg
    assert "#000000" not in svg.replace("var(--flipbook-ink, #000000)", "")


@given(st.text(alphabet="abc 0123456789.,-–%()", min_size=1).filter(str.strip))
def test_cutting_a_sentence_keeps_every_sign_of_it(sentence):
    assert cut_sentence(sentence).text() == " ".join(sentence.split())


def test_sentences_that_differ_in_numbers_share_a_skeleton():
    one, other = (
        cut_sentence(f"It is {n:.2f} of 100, or {k}.") for n, k in ((0.5, 7), (12.25, 10))
    )
    assert one.structure == other.structure


def test_a_draw_that_raises_is_named_with_its_state():
    def broken(figure, depth=1):
        raise ZeroDivisionError("no depth")

    with pytest.raises(
        FlipbookError, match=r"broken could not draw depth=0: ZeroDivisionError: no depth\."
    ):
        drawn(broken, depth=0)


@pytest.mark.parametrize("said", ["", "   ", None, 3])
def test_a_state_without_a_sentence_is_refused(said):
    def mute(figure, depth=1):
        return said

    with pytest.raises(FlipbookError, match="mute gave no sentence at depth=2"):
        drawn(mute, depth=2)
