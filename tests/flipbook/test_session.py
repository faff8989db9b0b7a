"""A notebook's cells run again and again: old pictures let go, and what has changed is seen."""

from types import SimpleNamespace

import pytest

from flipbook import explore, session, slider


@pytest.fixture
def notebook(monkeypatch):
    """Stand in for a notebook's kernel: call it to run a cell."""
    listeners = []
    shell = SimpleNamespace(
        execution_count=0,
        events=SimpleNamespace(register=lambda event, ear: listeners.append((event, ear))),
        parent={},
    )
    shell.get_parent = lambda: shell.parent
    monkeypatch.setattr(session, "_shell", lambda: shell)
    monkeypatch.setattr(session.here, "_listening", None)

    def run(code, cell="", **metadata):
        shell.execution_count += 1
        metadata = {"cellId": cell} if cell else {}
        shell.parent = {
            "header": {"msg_type": "execute_request"},
            "metadata": metadata,
            "content": {"code": str(code)},
        }
        made = code()
        for event, ear in listeners:
            assert event == "post_run_cell"
            ear(None)
        return made

    session.here.forget()
    yield run
    session.here.forget()


def counting(drawn):
    def draw(figure, a=1):
        drawn.append(a)
        figure.subplots().plot([0, a])
        return f"It is {a}."

    return draw


@pytest.mark.parametrize("cell", ["cell-3", ""])
def test_after_twenty_runs_of_a_cell_one_step_is_one_drawing(notebook, cell):
    drawn = []
    draw = counting(drawn)
    shared = slider("A", 0, 9)

    def cell_code():
        return explore(draw, a=shared)

    made = [notebook(cell_code, cell) for _ in range(20)]
    drawn.clear()
    shared.value = 5
    assert drawn == [5]
    assert {each.name for each in made} == {"draw"}
    assert made[-1].sentence == "It is 5."


def test_a_cell_run_again_opens_its_picture_at_the_start(notebook):
    shared = slider("A", 0, 9, value=2)
    draw = counting([])
    notebook(lambda: explore(draw, a=shared), "one")
    shared.value = 7
    assert notebook(lambda: explore(draw, a=shared), "one").sentence == "It is 2."


def test_two_cells_with_one_function_have_two_pictures_that_both_listen(notebook):
    shared = slider("A", 0, 9)
    draw = counting([])
    first = notebook(lambda: explore(draw, a=shared), "one")
    second = notebook(lambda: explore(draw, a=shared), "two")
    assert (first.name, second.name) == ("draw", "draw-2")
    shared.value = 4
    assert first.sentence == second.sentence == "It is 4."


def test_names_already_taken_are_never_given_again(notebook):
    draw = counting([])

    def code():
        return [explore(draw, name=name, a=(0, 1)).name for name in ("a", "a", "a-2", "a")]

    assert len(set(notebook(code, "one"))) == 4


def test_from_the_next_cell_on_a_changed_number_is_seen_in_every_state(notebook):
    rate = {"is": 1}

    def draw(figure, a=1):
        figure.subplots().plot([0, a])
        return f"At {a} the rate is {rate['is']}."

    explorer = notebook(lambda: explore(draw, a=(0, 3)), "one")
    for stop in (0, 1, 2, 3):
        explorer._receive(None, {"stops": {"a": stop}}, [])
    notebook(lambda: rate.update({"is": 3}), "two")
    for stop in (0, 1, 2, 3):
        explorer._receive(None, {"stops": {"a": stop}}, [])
        assert explorer.sentence == f"At {stop} the rate is 3."
