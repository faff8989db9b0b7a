import importlib
import sys

import freshness
import nbformat
import pytest
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from sphinx.errors import ExtensionError

from flipbook import rests_on
from helping import used

FILES = {
    "src/house/__init__.py": "",
    "src/house/widget.py": (
        "from pathlib import Path\n"
        "STYLES = Path(__file__).with_name('page.css')\n"
        "def show(draw):\n    return STYLES.read_text()\n"
    ),
    "src/house/page.css": "",
    "src/house/pictures.py": (
        "from house.models import bond, dance\n"
        "WORD = 'warm'\n"
        "def warmth():\n    return bond.pull(WORD)\n"
        "def steps():\n    from house.models import dance\n    return dance.step()\n"
        "def nobody_draws_this():\n    return 1\n"
    ),
    "src/house/models/__init__.py": "",
    "src/house/models/bond.py": "def pull(word):\n    return word\n",
    "src/house/models/dance.py": "def step():\n    return 2\n",
}
CELLS = {
    "07-bond": "from house import pictures, widget\nwidget.show(pictures.warmth)",
    "16-dance": "from house import pictures\nfrom house.widget import show\nshow(pictures.steps)",
}
BOND, DANCE = {"07-bond"}, {"16-dance"}


def notebook(code):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])


def forget_modules():
    for name in [name for name in sys.modules if name.split(".")[0] == "house"]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "notebooks").mkdir()
    for chapter, code in CELLS.items():
        path = tmp_path / "notebooks" / f"{chapter}.ipynb"
        nbformat.write(notebook(f"%matplotlib inline\n{code}"), path)
    monkeypatch.syspath_prepend(tmp_path / "src")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    forget_modules()


def prints(root):
    forget_modules()
    paths = sorted((root / "notebooks").iterdir())
    return {path.stem: freshness.fingerprint(path) for path in paths}


@pytest.mark.parametrize(
    ("edited", "old", "new", "stale"),
    [
        ("models/bond.py", "return word", "return word * 2", BOND),
        ("models/dance.py", "return 2", "return 3", DANCE),  # imported inside a function
        ("pictures.py", "bond.pull(WORD)", "bond.pull(WORD) + '!'", BOND),
        ("pictures.py", "'warm'", "'warmer'", BOND),  # a value that the function names
        ("pictures.py", "return 1", "return 7", set()),
        ("pictures.py", "def steps", "# a comment\n\ndef steps", set()),
        ("widget.py", "def show(draw):", "def show(draw, wide=True):", BOND | DANCE),
        ("page.css", "", "p { color: red }", BOND | DANCE),
    ],
)
def test_an_edit_makes_stale_the_notebooks_that_reach_it_and_no_other(
    root, edited, old, new, stale
):
    before = prints(root)
    file = root / "src" / "house" / edited
    file.write_text(file.read_text().replace(old, new))
    after = prints(root)
    assert all(after.values())
    assert {name for name in after if after[name] != before[name]} == stale


def test_a_run_stands_as_long_as_what_it_read_says_the_same(monkeypatch):
    monkeypatch.setenv(rests_on.LEDGER_VARIABLE, freshness.LEDGER)
    row = "evidence:empathy_2018"
    known = freshness.Known("code", {row: used.now(row)})
    assert known.holds("code")
    assert not known.holds("other code")
    assert not freshness.Known("code", {row: "another mark"}).holds("code")
    assert not freshness.Known("code", {"evidence:gone": "mark"}).holds("code")
    assert not freshness.Known("", {}).holds("")


@pytest.mark.parametrize("code", ["from house import (", "import house.nowhere", "house.bare("])
def test_what_cannot_be_imported_is_always_run_and_the_run_says_why(root, code):
    path = root / "notebooks" / "07-bond.ipynb"
    nbformat.write(notebook(code), path)
    assert prints(root)["07-bond"] == ""


def test_prose_may_change_without_a_new_run(root):
    before = prints(root)
    path = root / "notebooks" / "07-bond.ipynb"
    text = nbformat.read(path, as_version=4)
    text.cells.insert(0, nbformat.v4.new_markdown_cell("# Bond"))
    nbformat.write(text, path)
    assert prints(root) == before


def test_changed_code_needs_a_new_run(root):
    before = prints(root)
    nbformat.write(notebook(f"{CELLS['07-bond']}\n1"), root / "notebooks/07-bond.ipynb")
    assert prints(root)["07-bond"] != before["07-bond"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"cells": []'])
def test_a_damaged_notebook_is_named_with_the_remedy(tmp_path, text):
    path = tmp_path / "07-bond.ipynb"
    path.write_text(text)
    with pytest.raises(ExtensionError, match=r"^07-bond\.ipynb cannot be read .* restore it"):
        freshness.code_of(path)


@pytest.mark.parametrize("text", ["", "{", "[1]"])
def test_a_missing_or_damaged_store_means_everything_is_run(tmp_path, text):
    file = tmp_path / "fingerprints.json"
    assert freshness.read_store(file) == {}
    file.write_text(text)
    assert freshness.read_store(file) == {}


def test_a_stale_run_leaves_the_cache_and_the_others_stay(tmp_path):
    cache = get_cache(str(tmp_path / "cache"))
    paths = {}
    for name in ("one", "two"):
        paths[name] = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook(f"{name} = 1"), paths[name])
        run = CacheBundleIn(nbformat.read(paths[name], as_version=4), str(paths[name]))
        cache.cache_notebook_bundle(run, check_validity=False)
    freshness.forget_run(paths["one"], str(tmp_path / "cache"))
    freshness.forget_run(paths["one"], str(tmp_path / "cache"))  # nothing there: nothing happens
    assert [record.uri for record in cache.list_cache_records()] == [str(paths["two"])]
