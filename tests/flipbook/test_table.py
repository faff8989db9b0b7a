"""The table: all states come back as they were drawn, and take little room."""

import gzip
import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import ALL, line_and_band
from same_picture import differences

from flipbook.controls import read_controls
from flipbook.drawing import draw_frame
from flipbook.frames import COORDINATE, GAP, WORDS, Frame, cut_sentence
from flipbook.style import style
from flipbook.table import _masks, pack, to_json, unpack


def all_frames(draw, controls):
    made, _ = read_controls(draw, controls)
    shape = [len(control.values) for control in made.values()]
    with style():
        pairs = [
            draw_frame(draw, dict(zip(made, stops, strict=True)), (4.8, 3.7), "it")
            for stops in itertools.product(*(control.values for control in made.values()))
        ]
    return [state.picture for state in pairs], [state.sentence for state in pairs], shape


@pytest.mark.parametrize("draw", ALL)
def test_every_state_comes_back_as_it_was_drawn(draw):
    pictures, sentences, shape = all_frames(draw, ALL[draw])
    packed = json.loads(
        to_json({"picture": pack(pictures, shape), "sentence": pack(sentences, shape)})
    )
    for here, there in zip(unpack(packed["picture"]), pictures, strict=True):
        assert differences(here.text(), there.text()) == []
    assert [frame.text() for frame in unpack(packed["sentence"])] == [s.text() for s in sentences]


@given(
    shape=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    columns=st.integers(1, 4),
    largest=st.sampled_from([3, 100, 10**4, 10**7]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_numbers_on_any_lattice_come_back(shape, columns, largest, seed):
    rng = np.random.default_rng(seed)
    count = int(np.prod(shape))
    numbers = rng.integers(-largest, largest, (count, columns)) / 10
    frames = [
        Frame("x" + GAP * columns, COORDINATE * columns, tuple(row)) for row in numbers.tolist()
    ]
    assert [frame.text() for frame in unpack(pack(frames, shape))] == [
        frame.text() for frame in frames
    ]


@given(st.lists(st.sampled_from(["a b", "a 1", "a 12.5", "a b c", "1 2"]), min_size=6, max_size=6))
def test_any_mixture_of_structures_comes_back(sentences):
    frames = [cut_sentence(sentence) for sentence in sentences]
    assert [frame.text() for frame in unpack(pack(frames, (2, 3)))] == sentences


def test_a_choice_that_changes_the_structure_keeps_the_lattice_of_the_others():
    frames = [
        Frame(f"{kind}{GAP}", COORDINATE, (float(a * b),))
        for kind in "pq"
        for a in range(3)
        for b in range(3)
    ]
    assert [group["shape"] for group in pack(frames, (2, 3, 3))["groups"]] == [[3, 3], [3, 3]]


def test_what_never_changes_is_not_stored_as_a_column():
    frames = [Frame(f"{GAP}{GAP}", COORDINATE + WORDS, (1.0 + n, "same")) for n in range(4)]
    (group,) = pack(frames, (4,))["groups"]
    assert group["kinds"] == COORDINATE
    assert group["skeleton"] == f"{GAP}same"


def test_a_missing_state_is_refused():
    with pytest.raises(ValueError, match=r"3 frames for \(2, 2\) stops: every state needs one"):
        pack([cut_sentence("one")] * 3, (2, 2))


def test_a_line_and_band_chart_of_343_states_fits_in_15_kilobytes():
    seven = {"height": (0, 6), "bend": (0, 6), "dip": (0, 6)}
    pictures, sentences, shape = all_frames(line_and_band, seven)
    book = to_json({"picture": pack(pictures, shape), "sentence": pack(sentences, shape)})
    assert len(gzip.compress(book.encode())) <= 15_000


def test_the_json_cannot_end_the_script_that_holds_it():
    assert "</" not in to_json({"said": "</script><!-- no -->"})
    assert "<!--" not in to_json({"said": "</script><!-- no -->"})


def test_twelve_switches_pack_and_come_back():
    """The predictions that are tried must not double with each control: 4096 would be."""
    assert len(list(_masks(12))) < 100
    rng = np.random.default_rng(3)
    bits = (np.arange(4096)[:, None] >> np.arange(12)) & 1
    numbers = bits @ rng.integers(-90, 90, (12, 5)) / 10
    frames = [Frame("x" + GAP * 5, COORDINATE * 5, tuple(row)) for row in numbers.tolist()]
    packed = pack(frames, (2,) * 12)
    assert [frame.text() for frame in unpack(packed)] == [frame.text() for frame in frames]
    assert len(gzip.compress(to_json(packed).encode())) <= 1000  # what each switch adds, no more
