"""Every chapter keeps to the rules of `tools/chapter_rules.py`; every notebook runs by itself."""

import json
import re
import subprocess
import sys

import chapter_rules as rules
import nbformat
import pytest
from chapter_rules import Chapter
from nbclient import NotebookClient

from flipbook.explorer import STATIC_VARIABLE

CHAPTERS = sorted((rules.ROOT / "notebooks").glob("*.ipynb"))
TRANSFERENCE = rules.ROOT / "notebooks" / "08-transference.ipynb"


def by_name(path):
    return path.stem


def by_rule(rule):
    return rule.__name__


notebooks = pytest.mark.parametrize("path", [rules.WELCOME, *CHAPTERS], ids=by_name)


@pytest.mark.parametrize("rule", rules.OF_CHAPTERS, ids=by_rule)
@pytest.mark.parametrize("path", CHAPTERS, ids=by_name)
def test_a_chapter_keeps_to_the_rule(path, rule):
    assert list(rule(Chapter(path))) == []


@pytest.mark.parametrize("rule", rules.OF_NOTEBOOKS, ids=by_rule)
@notebooks
def test_a_notebook_keeps_to_the_rule(path, rule):
    assert list(rule(Chapter(path))) == []


def test_there_are_chapters_and_a_welcome_to_check():
    assert rules.WELCOME.is_file()
    assert CHAPTERS


# Each fault that an author made, and what the rules must say of it.
REPLACED = {
    "## In class": ("## In the room", "the heading '## In class' is missing: add it"),
    "## A moment": ("## An hour", "the heading '## A moment' is missing: add it"),
    "By the end you will be able to": ("You will", "lacks 'By the end you will be able to'"),
    "\n> ": ("\n", "not told as a quotation: begin its lines with '> '"),
    "glossary.md#transference": ("glossary.md#transferrence", "the glossary has no heading for"),
    "https://doi.org/10.1037/": (
        "https://doi.org/10.9999/",
        "stands in no entry of references.bib",
    ),
    'caption="Toy model. ': (
        'caption="',
        "does not begin with Toy, Adapted or Measured: say which",
    ),
    "caption=": ("title=", "the picture has no caption: begin one with 'Toy model.'"),
    'ask("transference", "you-remind-me")': ("1", "'you-remind-me' of the file data/questions"),
    'ask("transference", ': ('ask("change", ', "it asks questions of 'change': ask those of"),
    'evidence.box("fest_2008")': ('evidence.box("fest")', "box 'fest' has no row in"),
    "from helping.figures import transference": ("from helping import (", "is no Python"),
    "explore(": ("print(", "it has 0 pictures: two to four calls of explore"),
}


def changed(tmp_path, old, new):
    """Return the chapter on transference with a piece of its text replaced."""
    chapter = nbformat.read(TRANSFERENCE, as_version=4)
    there = [cell for cell in chapter.cells if old in cell.source]
    assert there, f"the chapter has no '{old}' any more"
    for cell in there:
        cell.source = cell.source.replace(old, new)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "book").symlink_to(rules.ROOT / "book")
    nbformat.write(chapter, folder / TRANSFERENCE.name)
    return Chapter(folder / TRANSFERENCE.name)


@pytest.mark.parametrize(("old", "new", "says"), [(old, *told) for old, told in REPLACED.items()])
def test_a_fault_is_told_with_its_place_and_its_remedy(tmp_path, old, new, says):
    faults = rules.faults_of(changed(tmp_path, old, new))
    assert any(says in fault for fault in faults), faults
    assert all("\n" not in fault for fault in faults)


def test_all_faults_of_a_bare_chapter_are_told_at_once(tmp_path):
    path = tmp_path / "15-bare.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Bare")]), path)
    told = " ".join(rules.faults_of(Chapter(path)))
    for fault in (
        "'## A moment' is missing",
        "at least 2,000 belong",
        "0 pictures",
        "0 questions",
        "_toc.yml has",
    ):
        assert fault in told


@pytest.mark.parametrize(
    ("more", "fault", "left"),
    [(0, "", ""), (600, "", "words: 100 are left"), (701, "cut 1, at most 3,600 may stay", "")],
)
def test_a_long_chapter_is_told_how_many_words_are_left(tmp_path, more, fault, left):
    path = tmp_path / "15-long.ipynb"
    words = [nbformat.v4.new_markdown_cell("word " * (2900 + more))]
    nbformat.write(nbformat.v4.new_notebook(cells=words), path)
    assert fault in " ".join(rules.length(Chapter(path)))
    assert left in rules.words_left(Chapter(path))


def run_tool(*arguments):
    tool = rules.ROOT / "tools" / "chapter.py"
    return subprocess.run(
        [sys.executable, tool, *map(str, arguments)], capture_output=True, text=True
    )


def test_the_command_tells_a_chapter_by_its_number_and_a_damaged_one_in_a_sentence(tmp_path):
    assert "08-transference" in run_tool("8").stdout
    assert "Name one chapter by its number" in run_tool("99").stdout
    damaged = tmp_path / "15-damaged.ipynb"
    damaged.write_text(json.dumps({"cells": "none"}))
    ran = run_tool(damaged)
    assert ran.returncode == 1
    assert ran.stdout == (
        "15-damaged.ipynb cannot be read as a notebook: restore it from its history.\n"
    )


@notebooks
def test_a_notebook_runs_top_to_bottom_in_a_fresh_kernel_and_its_pictures_are_live(
    path, monkeypatch
):
    for variable in (STATIC_VARIABLE, "MPLBACKEND"):
        monkeypatch.delenv(variable, raising=False)
    ran = Chapter(path).notebook
    NotebookClient(
        ran, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    for cell in ran.cells:
        if cell.cell_type != "code":
            continue
        # IPython swallows what a display raises: the cell succeeds and shows an error.
        wrong = [
            output
            for output in cell.outputs
            if output.output_type == "error" or output.get("name") == "stderr"
        ]
        assert wrong == [], f"cell {cell.id}"
        if "explore(" in cell.source:
            (shown,) = cell.outputs
            assert "application/vnd.jupyter.widget-view+json" in shown.data, f"cell {cell.id}"
        elif re.search(r"\b(?:ask|write|exchange|reflect)\(", cell.source):
            (shown,) = cell.outputs
            assert 'class="practice' in shown.data["text/html"], f"cell {cell.id}"
        elif re.search(r"\bevidence\.(?:box|more)\(", cell.source):
            (shown,) = cell.outputs
            assert 'class="evidence"' in shown.data["text/html"], f"cell {cell.id}"
