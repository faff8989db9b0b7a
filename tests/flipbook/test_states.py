"""Drawing all states: nothing that has not changed is drawn again, what has is."""

import importlib
import os
import sys

import pytest

from flipbook import explore
from flipbook.drawing_pool import PROGRESS_VARIABLE, draw_states
from flipbook.kept import CACHE_VARIABLE, VERSIONS_KEPT
from flipbook.recipe import Recipe
from flipbook.session import here

PICTURE = """
import os
from project_word import WORD
from pathlib import Path

def draw(figure, n=1):
    with open(os.environ["DRAWN"], "a") as drawn:
        drawn.write("1")
    figure.subplots().plot([0, n])
    return f"{WORD} {n}."

def another(figure, n=1):
    return "Nothing."
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A module with a picture, a module it rests on, and a data file."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv("DRAWN", str(tmp_path / "drawn"))
    (tmp_path / "data.csv").write_text("1")
    (tmp_path / "project_word.py").write_text('WORD = "It is"\n')
    (tmp_path / "project_picture.py").write_text(PICTURE)

    def build():
        """Build, and return whether all four states were drawn (the first always is)."""
        for name in ("project_word", "project_picture"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        here.forget()  # as in a fresh kernel
        (tmp_path / "drawn").write_text("")
        draw = importlib.import_module("project_picture").draw
        explore(draw, n=(0, 3), rests_on=[tmp_path / "data.csv"]).to_html()
        return len((tmp_path / "drawn").read_text()) >= 4

    yield tmp_path, build
    for name in ("project_word", "project_picture"):
        sys.modules.pop(name, None)


def test_an_unchanged_picture_is_taken_from_the_cache(project):
    _, build = project
    assert [build(), build()] == [True, False]


@pytest.mark.parametrize(
    ("file", "old", "new", "drawn"),
    [
        ("project_word.py", "It is", "It was", True),
        ("data.csv", "1", "2", True),
        ("project_picture.py", "{n}.", "{n} now.", True),
        ("project_picture.py", "Nothing.", "Nothing at all.", False),  # another picture's word
        ("project_picture.py", "def draw", "# a comment\n\ndef draw", False),
    ],
)
def test_an_edit_in_what_a_picture_rests_on_draws_it_anew_and_no_other(
    project, file, old, new, drawn
):
    folder, build = project
    assert build()
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    assert build() is drawn


def test_a_kept_picture_that_is_damaged_is_drawn_anew(project):
    folder, build = project
    build()
    for kept in (folder / "cache").iterdir():
        kept.write_text("{")
    assert build()


def test_old_versions_and_what_no_build_has_used_for_long_are_thrown_away(project):
    folder, build = project
    (folder / "cache").mkdir()
    unused = folder / "cache" / f"gone-{'0' * 24}.json"
    unused.write_text("{}")
    os.utime(unused, (0, 0))
    for number in range(VERSIONS_KEPT + 2):
        (folder / "project_word.py").write_text(f'WORD = "{number}"\n')
        assert build()
    assert len(list((folder / "cache").iterdir())) == VERSIONS_KEPT
    assert not build()


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
