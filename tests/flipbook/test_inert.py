"""A control that makes no difference is found by comparing the states, and so is what wakes it."""

import itertools
import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flipbook import explore
from flipbook.inert import AWAKE, BECAUSE, UNEXPLAINED, find_inert, pack_inert


def looks(shape, look):
    return [look(*stops) for stops in itertools.product(*map(range, shape))]


def test_the_depth_of_nothing_makes_no_difference_and_the_control_that_gives_it_is_named():
    shape = (3, 4)  # how many holes, how deep
    holes, depth = find_inert(looks(shape, lambda holes, depth: (holes, holes and depth)), shape)
    assert not holes.any()
    assert (depth[0] == BECAUSE + 0).all()
    assert (depth[1:] == AWAKE).all()


def test_a_control_that_never_matters_has_no_cause_to_be_named():
    _, mute = find_inert(looks((3, 2), lambda loud, mute: loud), (3, 2))
    assert (mute == UNEXPLAINED).all()


def test_of_several_causes_that_one_is_named_which_holds_wherever_the_others_stand():
    # The colour of the roof: seen if there is a roof, and by day unless the lamp is on.
    shape = (2, 2, 2, 2)
    roof, day, lamp, colour = 0, 1, 2, 3
    codes = find_inert(
        looks(
            shape, lambda roof, day, lamp, c: (roof, day, lamp, c if roof and (day or lamp) else 0)
        ),
        shape,
    )[colour]
    assert (codes[0] == BECAUSE + roof).all() or (codes[0, 1] == BECAUSE + roof).all()
    assert set(codes[1, 0, 0]) <= {BECAUSE + day, BECAUSE + lamp}
    assert (codes[1, 1] == AWAKE).all()


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).flatmap(
        lambda shape: st.tuples(
            st.just(shape),
            st.lists(st.integers(0, 2), min_size=int(np.prod(shape)), max_size=int(np.prod(shape))),
        )
    )
)
def test_what_is_found_is_what_looking_at_every_stop_finds(drawn):
    shape, seen = drawn
    found = find_inert(seen, shape)
    table = np.array(seen).reshape(shape)
    for axis, codes in enumerate(found):
        for state in np.ndindex(*shape):
            line = [table[(*state[:axis], stop, *state[axis + 1 :])] for stop in range(shape[axis])]
            assert (codes[state] == AWAKE) == (len(set(line)) > 1)
            if codes[state] >= BECAUSE:
                cause = codes[state] - BECAUSE
                woken = [
                    codes[(*state[:cause], stop, *state[cause + 1 :])]
                    for stop in range(shape[cause])
                ]
                assert AWAKE in woken


def test_a_picture_carries_its_silent_states_and_nothing_where_all_controls_matter():
    assert pack_inert([0, 1, 2, 3], (2, 2), ["a", "b"]) == {}

    def holes(figure, count=1, depth=1):
        figure.subplots().bar(range(count), [depth] * count)
        return f"{count} holes, {depth} deep." if count else "No hole."

    html = explore(holes, count=(0, 2), depth=(1, 3)).to_html()
    book = json.loads(html.split('class="flipbook-book">')[1].split("</script>")[0])
    assert book["idle"] == {"depth": [BECAUSE + 0, 3, AWAKE, 6]}
