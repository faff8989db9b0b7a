import sys

import freshness
import nbformat
import pytest
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from sphinx.errors import ExtensionError

FILES = {
    "src/house/__init__.py": "",
    "src/house/page.css": "",
    "src/house/figures/__init__.py": "",
    "src/house/figures/bond.py": "from house.models import bond\n",
    "src/house/figures/dance.py": "def draw():\n    from house.models import dance\n",
    "src/house/models/__init__.py": "",
    "src/house/models/bond.py": 'DATA_FOLDER = "simulated"\n',
    "src/house/models/dance.py": "",
    "data/evidence/evidence.csv": "key\n",
    "data/questions/bond.md": "",
    "data/questions/dance.md": "",
    "data/simulated/clients.csv": "",
    "references.bib": "",
}


def notebook(code):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for chapter in ("07-bond", "16-dance"):
        module = chapter[3:]
        path = tmp_path / "notebooks" / f"{chapter}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook(f"%matplotlib inline\nfrom house.figures import {module}"), path)
    monkeypatch.syspath_prepend(tmp_path / "src")
    yield tmp_path
    for name in [name for name in sys.modules if name.split(".")[0] == "house"]:
        del sys.modules[name]


def prints(root):
    house = freshness.House.at(root, packages=("house",))
    return {
        path.stem: freshness.fingerprint(path, house)
        for path in sorted((root / "notebooks").iterdir())
    }


BOND, DANCE = {"07-bond"}, {"16-dance"}


@pytest.mark.parametrize(
    ("edited", "stale"),
    [
        ("src/house/models/bond.py", BOND),
        ("src/house/figures/bond.py", BOND),
        ("src/house/models/dance.py", DANCE),  # imported inside a function
        ("data/simulated/clients.csv", BOND),  # named by bond's model
        ("data/questions/dance.md", DANCE),
        ("src/house/__init__.py", BOND | DANCE),
        ("src/house/page.css", BOND | DANCE),
        ("data/evidence/evidence.csv", BOND | DANCE),
        ("references.bib", BOND | DANCE),
    ],
)
def test_an_edit_makes_stale_the_notebooks_that_rest_on_it_and_no_other(root, edited, stale):
    before = prints(root)
    with (root / edited).open("a") as file:
        file.write("\n# edited\n")
    after = prints(root)
    assert {name for name in after if after[name] != before[name]} == stale


def test_prose_may_change_without_a_new_run(root):
    before = prints(root)
    path = root / "notebooks" / "07-bond.ipynb"
    text = nbformat.read(path, as_version=4)
    text.cells.insert(0, nbformat.v4.new_markdown_cell("# Bond"))
    nbformat.write(text, path)
    assert prints(root) == before


def test_changed_code_needs_a_new_run(root):
    before = prints(root)
    nbformat.write(
        notebook("from house.figures import bond\nbond"), root / "notebooks/07-bond.ipynb"
    )
    assert prints(root)["07-bond"] != before["07-bond"]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"cells": []'])
def test_a_damaged_notebook_is_named_with_the_remedy(tmp_path, text):
    path = tmp_path / "07-bond.ipynb"
    path.write_text(text)
    with pytest.raises(ExtensionError, match=r"^07-bond\.ipynb cannot be read .* restore it"):
        freshness.code_of(path)


def test_a_cell_with_a_syntax_error_is_left_for_the_run_to_report():
    assert freshness.imported_names("from house import (") == set()


@pytest.mark.parametrize("text", ["", "{", "[1]"])
def test_a_missing_or_damaged_store_means_everything_is_run(tmp_path, text):
    file = tmp_path / "fingerprints.json"
    assert freshness._read_store(file) == {}
    file.write_text(text)
    assert freshness._read_store(file) == {}


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
