"""What a thing rests on is known by function, by value and by what was read."""

import functools
import importlib
import os
import subprocess
import sys

import pytest

from flipbook import rests_on

MODULE = """
from dataclasses import dataclass
from functools import lru_cache
from project_ledger import note, read

TABLE = {"a": 1}

@dataclass(frozen=True)
class Pair:
    one: int
    def both(self):
        return helper(self.one)

def helper(n):
    return n + 1

@lru_cache
def remembered(n):
    return read("row")

@lru_cache
def sums(n):
    return n

def draw(n):
    return Pair(n).both(), TABLE["a"], remembered(n), sums(n)

def other(n):
    return lambda: draw(n)
"""
LEDGER = """
import os
VALUE = "1"
def note(what, mark):
    with open(os.environ["FLIPBOOK_USES"], "a") as file:
        file.write(f"{what}\\t{mark}\\n")
def read(what):
    note(what, VALUE)
    return VALUE
def now(what):
    return VALUE
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that imports the module anew, with one piece of its text changed."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv(rests_on.LEDGER_VARIABLE, "project_ledger")
    (tmp_path / "project_ledger.py").write_text(LEDGER)

    def load(old="", new=""):
        for name in ("project", "project_ledger"):
            sys.modules.pop(name, None)
        (tmp_path / "project.py").write_text(MODULE.replace(old, new) if old else MODULE)
        importlib.invalidate_caches()
        return importlib.import_module("project")

    yield load
    for name in ("project", "project_ledger"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return n + 1", "return n + 2"),  # two steps away, through a method of a class
        ('{"a": 1}', '{"a": 2}'),
        ("one: int", "one: float"),
        ('read("row")', 'read("other row")'),  # under a cache
    ],
)
def test_what_a_function_reaches_changes_its_digest(project, old, new):
    before = rests_on.digest_of(project().draw)
    assert rests_on.digest_of(project(old, new).draw) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [("lambda: draw(n)", "lambda: draw(n + 1)"), ("def draw(n):", "# a word\n\ndef draw(n):")],
)
def test_what_it_does_not_reach_and_how_it_is_laid_out_do_not(project, old, new):
    before = rests_on.digest_of(project().draw)
    assert rests_on.digest_of(project(old, new).draw) == before


def test_a_part_of_a_function_and_its_values_count(project):
    draw = project().draw
    assert rests_on.digest_of(functools.partial(draw, 1)) != rests_on.digest_of(
        functools.partial(draw, 2)
    )


def test_what_was_read_is_known_from_forked_processes_too(project):
    draw = project().draw
    with rests_on.watched() as outer:
        with rests_on.watched() as uses:
            if os.fork() == 0:
                draw(1)
                os._exit(0)
            os.wait()
        assert uses == {"row": "1"}
        assert rests_on.still_so(uses)
    assert outer == {"row": "1"}
    sys.modules["project_ledger"].VALUE = "2"
    assert not rests_on.still_so(uses)


def test_what_a_cache_had_read_is_read_again_and_other_caches_stay(project):
    module = project()
    with rests_on.watched():
        module.draw(1)
    rests_on.forget_memories(module.draw)
    with rests_on.watched() as uses:
        module.draw(1)
    assert uses == {"row": "1"}
    assert module.sums.cache_info().hits == 1


def test_a_digest_is_the_same_in_another_process_whatever_its_environment():
    digest = (
        "from flipbook import explore, rests_on; import ast; "
        "print(rests_on.digest_of_code('from flipbook import explore\\nexplore(1)'))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", digest],
            env=os.environ | {"PYTHONHASHSEED": seed, "A_WORD": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1
