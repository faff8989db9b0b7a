"""Live, a control is called idle only after a look at all its stops, and one cause is named."""

import asyncio
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flipbook import explore, explorer
from flipbook.inert import AWAKE, BECAUSE, UNEXPLAINED, find_inert
from flipbook.inert_here import MOST_LOOKS, inert_at


def judge(here, shape, table):
    """Return the codes, and the states that were looked at for them."""
    looked = []

    async def look(stops):
        looked.append(stops)
        return table(*stops)

    return asyncio.run(inert_at(here, shape, look)), looked


def depth_of_holes(holes, depth):
    return (holes, holes and depth).__hash__()


def test_what_is_awake_costs_a_look_and_what_is_idle_costs_its_stops():
    codes, looked = judge((2, 3), (5, 40), depth_of_holes)
    assert codes == [AWAKE, AWAKE]
    assert len(looked) == 3  # here, and one neighbour of each
    codes, looked = judge((0, 3), (5, 40), depth_of_holes)
    assert codes == [AWAKE, BECAUSE + 0]
    assert len(looked) == len(set(looked)) < 50


def test_a_control_with_more_stops_than_can_be_looked_at_is_left_unsaid():
    codes, looked = judge((0, 0), (2, 2 * MOST_LOOKS), depth_of_holes)
    assert codes == [AWAKE, AWAKE]
    assert len(looked) == MOST_LOOKS


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).flatmap(
        lambda shape: st.tuples(
            st.just(shape),
            st.lists(st.integers(0, 1), min_size=int(np.prod(shape)), max_size=int(np.prod(shape))),
        )
    )
)
def test_it_finds_what_all_states_tell_and_names_a_cause_that_is_one(drawn):
    shape, seen = drawn
    table = np.array(seen).reshape(shape)
    found = find_inert(seen, shape)
    for here in itertools.product(*map(range, shape)):
        codes, _ = judge(here, shape, lambda *stops: int(table[stops]))
        assert [c == AWAKE for c in codes] == [all_[here] == AWAKE for all_ in found]
        for axis, code in enumerate(codes):
            assert (code == UNEXPLAINED) == (found[axis][here] == UNEXPLAINED)
            if code >= BECAUSE:  # moved alone, it makes the control matter
                cause = code - BECAUSE
                moved = [(*here[:cause], s, *here[cause + 1 :]) for s in range(shape[cause])]
                assert any(found[axis][each] == AWAKE for each in moved)


@pytest.fixture
def holes(monkeypatch):
    """A picture whose messages are kept, and a function that lets the kernel be idle."""
    monkeypatch.setattr(explorer, "REST", 0.01)
    monkeypatch.setattr(explorer, "PAUSE", 0)
    drawn, sent = [], []

    def draw(figure, count=0, depth=1):
        drawn.append((count, depth))
        figure.subplots(subplot_kw={"ylim": (0, 9)}).bar(range(count), [depth] * count)
        return f"{count} holes, {depth} deep." if count else "No hole."

    made = explore(draw, count=(0, 2), depth=(1, 3))
    monkeypatch.setattr(made, "send", lambda content, buffers=None: sent.append(content))
    yield made, drawn, sent
    made.close()


def test_the_answer_is_followed_by_what_is_idle_and_why(holes):
    made, _, sent = holes

    async def session():
        made._receive(None, {"ask": "picture"}, [])
        await made._looking
        assert sent[-1] == {"looked": {"depth": BECAUSE + 0}, "stops": {"count": 0, "depth": 0}}
        made._receive(None, {"stops": {"depth": 2}}, [])
        assert sent[-1]["idle"] == {"depth": BECAUSE + 0}  # its cause has not moved
        made._receive(None, {"stops": {"count": 1}}, [])
        assert sent[-1]["idle"] == {}
        await made._looking
        assert sent[-1]["looked"] == {}

    asyncio.run(session())


def test_a_move_ends_the_looking_and_nothing_is_told_of_the_state_before(holes):
    made, drawn, sent = holes

    async def session():
        made._receive(None, {"stops": {"depth": 1}}, [])
        await asyncio.sleep(0)
        made._receive(None, {"stops": {"count": 2}}, [])
        assert drawn[-2:] == [(0, 2), (2, 2)]
        await made._looking
        assert [each["stops"] for each in sent if "looked" in each] == [{"count": 2, "depth": 1}]
        assert sent[-1]["looked"] == {}
        made.close()
        assert made._looking.done()

    asyncio.run(session())


def test_a_model_changed_meanwhile_is_looked_at_from_the_beginning(holes):
    made, drawn, sent = holes

    async def session():
        made._receive(None, {"ask": "picture"}, [])
        await asyncio.sleep(0)
        made.forget()
        await made._looking
        assert sent[-1]["looked"] == {"depth": BECAUSE + 0}
        before = len(drawn)
        made._receive(None, {"ask": "picture"}, [])
        await made._looking
        assert len(drawn) == before  # nothing has changed: no state is looked at twice

    asyncio.run(session())
