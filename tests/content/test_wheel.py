"""The installed course needs nothing of the sources: the wheel carries code, words and content."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helping.content import data_folder

ROOT = Path(__file__).parents[2]
RUN_ALL = """
import ast, sys
from pathlib import Path
import nbformat
for notebook in map(Path, sys.argv[1:]):
    names = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            shown = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, notebook.name, "exec"), names)
            if shown:
                repr(eval(compile(ast.Expression(shown.value), notebook.name, "eval"), names))
import helping, flipbook
print(helping.__file__, flipbook.__file__)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder that holds what the wheel installs, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


def run(folder, installed, *arguments):
    environment = {"PATH": "", "HOME": str(folder), "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_every_notebook_runs_from_an_empty_folder_with_the_wheel_alone(installed, tmp_path):
    notebooks = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("book/*.ipynb")]
    ran = run(tmp_path, installed, "-c", RUN_ALL, *map(str, notebooks))
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.count(str(installed)) == 2


def test_without_its_content_the_course_says_in_one_sentence_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("HELPING_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match=r"^There is no data folder at .*nowhere: install"):
        data_folder()
