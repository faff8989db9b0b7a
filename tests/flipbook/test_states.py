"""Drawing all states: nothing that has not changed is drawn again, what has is."""

import importlib
import sys

import pytest

from flipbook import explore
from flipbook.drawing_pool import PROGRESS_VARIABLE, draw_states
from flipbook.kept import CACHE_VARIABLE
from flipbook.recipe import Recipe
from flipbook.session import here

SOURCE = """
from {helper} import WORD
from pathlib import Path

DATA_FILES = (Path({data!r}),)

def draw(figure, n=1):
    figure.subplots().plot([0, n])
    return f"{{WORD}} {{n}}."
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A module with a picture, a module it rests on, and a data file."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    (tmp_path / "data.csv").write_text("1")
    (tmp_path / "project_word.py").write_text('WORD = "It is"\n')
    (tmp_path / "project_picture.py").write_text(
        SOURCE.format(helper="project_word", data=str(tmp_path / "data.csv"))
    )

    def build():
        for name in ("project_word", "project_picture"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        here.forget()  # as in a fresh kernel
        explore(importlib.import_module("project_picture").draw, n=(0, 3)).to_html()
        return len(list((tmp_path / "cache").glob("*.json")))

    yield tmp_path, build
    for name in ("project_word", "project_picture"):
        sys.modules.pop(name, None)


def test_an_unchanged_picture_is_taken_from_the_cache(project):
    _, build = project
    assert [build(), build()] == [1, 1]


@pytest.mark.parametrize(
    ("file", "text"),
    [("project_word.py", 'WORD = "It was"\n'), ("data.csv", "2")],
)
def test_an_edit_in_what_a_picture_rests_on_draws_it_anew(project, file, text):
    folder, build = project
    assert build() == 1
    (folder / file).write_text(text)
    assert build() == 2


def test_an_edit_in_the_picture_draws_it_anew(project):
    folder, build = project
    build()
    picture = folder / "project_picture.py"
    picture.write_text(picture.read_text() + "\n# more\n")
    assert build() == 2


def test_a_build_can_watch_how_far_the_drawing_is(project, monkeypatch):
    folder, build = project
    monkeypatch.setenv(PROGRESS_VARIABLE, str(folder / "progress"))
    build()
    assert (folder / "progress").read_text().splitlines()[-1] == '["draw", 4, 4]'


def test_drawing_on_both_cores_gives_the_states_in_order():
    def many(figure, n=1):
        figure.subplots().plot([0, n])
        return f"n is {n}."

    states = [{"n": n} for n in range(40)]
    drawn = draw_states(Recipe(many, size=(2, 2)), states)
    assert [state.sentence.text() for state, _ in drawn] == [f"n is {n}." for n in range(40)]
    assert all(whole for _, whole in drawn)
