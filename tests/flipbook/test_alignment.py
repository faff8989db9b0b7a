"""Alignment: whatever comes and goes, one skeleton serves, and every state looks as drawn."""

import gzip
import itertools
import re

import numpy as np
import pytest
from same_picture import differences

from flipbook import explore
from flipbook.alignment import align
from flipbook.drawing import draw_frame
from flipbook.style import style
from flipbook.table import pack, to_json, unpack


def hidden(figure, at):
    """Words, marks and a band that their author hides, among others that stay."""
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="C0")
    axes.fill_between([0, 1], [0, 1], [1, 2], color="C1").set_visible(at % 2 == 0)
    (marks,) = axes.plot([0.2, 0.6], [1, 1.5], "s", color="C2")
    marks.set_visible(at > 1)
    axes.text(0.5, 0.5, "secret", visible=at == 3)
    axes.plot([0, 1], [1, 0], color="C3")


def absent(figure, at):
    """A line, an arrow and a legend that are not always drawn."""
    axes = figure.subplots()
    if at % 2:
        axes.plot([0, 1], [0.2, 0.2], color="C1", label="one")
    axes.plot([0, 1], [0, at + 1], "o--", color="C0", label="two")
    if at > 1:
        axes.annotate("here", (0.5, 1), (0.8, 1.2), arrowprops={"arrowstyle": "->"})
    if at != 2:
        axes.legend()


def gaps(figure, at):
    """A line with gaps of other places and widths."""
    y = np.sin(np.linspace(0, 6, 40))
    y[3 * at : 4 * at] = np.nan
    y[20 + at] = np.nan
    figure.subplots().plot(y)


def lone_points(figure, at):
    """A line of one point, of none, of many: with square ends, which would show as a dot."""
    axes = figure.subplots()
    axes.plot(range(at), range(at))
    axes.set(xlim=(-1, 5), ylim=(-1, 5))


def marks(figure, at):
    """Markers of varying number."""
    axes = figure.subplots()
    axes.plot(np.arange(3 + 2 * at), np.arange(3 + 2 * at) ** 2, "o")
    axes.set(xlim=(0, 20), ylim=(0, 200))


def bins(figure, at):
    """A histogram with varying bins."""
    axes = figure.subplots()
    axes.hist(np.sin(np.arange(200) * 1.7), bins=5 + 3 * at)
    axes.set(ylim=(0, 80))


def opacity(figure, at):
    """Opacity, dashes and width that are now and then what they are by default."""
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], alpha=(None, 1, 0.5, 0.0)[at], ls="-:--"[at], lw=(1, 2, 1, 3)[at])
    axes.bar([0], [1], hatch=("", "//", "..", "")[at], color="none", edgecolor="black")


EVERY = [hidden, absent, gaps, lone_points, marks, bins, opacity]


def frames_of(draw, count=4):
    def told(figure, at):
        draw(figure, at)
        return "A picture."

    with style():
        return [draw_frame(told, {"at": at}, (4.8, 3.7), "it").picture for at in range(count)]


@pytest.mark.parametrize("draw", EVERY)
def test_one_skeleton_serves_and_every_state_looks_as_it_was_drawn(draw):
    frames = frames_of(draw)
    assert len({frame.structure for frame in frames}) > 1
    aligned = align(frames, [4])
    assert len({frame.structure for frame in aligned}) == 1
    for here, there in zip(aligned, frames, strict=True):
        assert differences(here.text(), there.text()) == []


@pytest.mark.parametrize("draw", EVERY)
def test_the_order_of_states_does_not_matter(draw):
    frames = frames_of(draw)
    for order in itertools.islice(itertools.permutations(range(4)), 1, 24, 5):
        shuffled = [frames[at] for at in order]
        for here, there in zip(align(shuffled, [2, 2]), shuffled, strict=True):
            assert differences(here.text(), there.text()) == []


def test_what_is_hidden_is_neither_seen_nor_read():
    first, *_, last = align(frames_of(hidden), [4])
    assert 'display="none">secret</text>' in first.text()
    assert 'display="inline">secret</text>' in last.text()


def test_what_comes_back_comes_in_its_own_place():
    """A hidden element stands where it stands in the nearest state that shows it."""
    frames = [*frames_of(hidden), *frames_of(hidden)[:3]]
    (first, *_) = align(frames, [7])
    shown = align(frames, [7])[3].text()
    place = shown[: shown.index(">secret<")].rpartition("<text")[2]
    assert place.replace("inline", "none") in first.text()


def many_words(figure, at):
    for number in range(200):
        figure.text(0.5, number / 200, f"word {number}")


def many_marks(figure, at):
    figure.subplots().scatter(range(200), range(200))


def test_pictures_with_nothing_in_common_stay_apart():
    frames = [*frames_of(many_words, 2), *frames_of(many_marks, 2)]
    assert len({frame.structure for frame in align(frames, [4])}) > 1
    for here, there in zip(unpack(pack(frames, [4])), frames, strict=True):
        assert differences(here.text(), there.text()) == []


@pytest.mark.parametrize(("draw", "kilobytes"), [(gaps, 8), (marks, 6), (bins, 8)])
def test_a_changing_number_of_points_is_light(draw, kilobytes):
    """As much as one shape takes and no more: so many shapes would take several times that."""
    frames = frames_of(draw, 12)
    packed = pack(frames, [12])
    assert len(packed["groups"]) == 1
    assert len(gzip.compress(to_json(packed).encode())) <= kilobytes * 1000


def test_all_states_and_the_first_that_the_page_shows_stand_in_one_box():
    def wide(figure, at=0):
        figure.subplots()
        figure.text(0.9, 0.5, "far" * 10 * at)
        return "A word."

    html = explore(wide, at=(0, 2)).to_html()
    boxes = set(re.findall(r'viewBox=\\?"([^"\\]*)', html))
    assert len(boxes) == 1
    assert float(boxes.pop().split()[2]) > 400
