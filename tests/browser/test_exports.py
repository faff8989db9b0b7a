"""Homes beyond the built page: what nbconvert makes of a notebook, and a bare page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from flipbook import explore

pytestmark = pytest.mark.browser

CELL = '''from flipbook import explore, slider

def bar(figure, height=3):
    """A bar."""
    figure.subplots().bar(["a"], [height])
    return f"The bar is {height} high."

explore(bar, height=slider("Height", 0, 9, value=3))'''


def bar(figure, height=3):
    """A bar."""
    figure.subplots().bar(["a"], [height])
    return f"The bar is {height} high."


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Write a notebook with two pictures of one function, and have nbconvert run and export it."""

    def made(name, **environment):
        folder = tmp_path_factory.mktemp(name)
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        again = CELL.rpartition("\n")[2]
        notebook.cells = [nbformat.v4.new_code_cell(code) for code in (CELL, again)]
        nbformat.write(notebook, folder / "handout.ipynb")
        command = [Path(sys.executable).parent / "jupyter", "nbconvert", "--execute"]
        command += ["--to", "html" if environment else "notebook", "handout.ipynb"]
        command += [] if environment else ["--output", "run.ipynb"]
        left_out = {key: value for key, value in os.environ.items() if key != "FLIPBOOK_STATIC"}
        subprocess.run(
            command, cwd=folder, env=left_out | environment, check=True, capture_output=True
        )
        return folder

    return made


@pytest.fixture
def offline(chromium):
    """A page of a browser that reaches nothing but files, and notes what it would have asked."""
    context = chromium.new_context(reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    yield page
    context.close()


def moves(page):
    """Every picture answers to a key and says so; no id stands twice."""
    figures = page.locator("figure.flipbook")
    for number in range(figures.count()):
        figure = figures.nth(number)
        figure.get_by_role("slider", name="Height").focus()
        page.keyboard.press("ArrowRight")
        expect(figure.locator(".flipbook-sentence")).to_have_text("The bar is 4 high.")
    ids = page.locator("figure.flipbook, figure.flipbook [id]").evaluate_all(
        "all => all.map(each => each.id)"
    )
    assert len(ids) == len(set(ids))
    return figures.count()


def test_a_handout_made_by_nbconvert_works_from_a_file_without_network(export, offline):
    folder = export("handout", FLIPBOOK_STATIC="1")
    offline.goto((folder / "handout.html").as_uri())
    assert moves(offline) == 2
    assert not [error for error in offline.wrong if "flipbook" in error.lower()]
    shown = offline.locator("figure.flipbook").first
    assert shown.evaluate("figure => getComputedStyle(figure.querySelector('svg')).display") != ""
    assert shown.locator("svg").bounding_box()["width"] > 200


def test_a_saved_notebook_holds_a_still_picture_and_its_sentence_for_viewers_without_kernel(
    export, offline
):
    folder = export("saved")
    notebook = nbformat.read(folder / "run.ipynb", as_version=4)
    output = notebook.cells[0].outputs[0].data
    assert output["text/plain"] == "The bar is 3 high."
    assert "<script" not in output["text/html"]
    assert "var(" not in output["text/html"]
    (folder / "still.html").write_text(f"<!doctype html>{output['text/html']}", encoding="utf-8")
    offline.goto((folder / "still.html").as_uri())
    image = offline.get_by_role("img", name="A bar")
    assert image.evaluate("image => image.naturalWidth") > 300
    expect(offline.locator("body")).to_contain_text("The bar is 3 high.")


def test_fragments_on_a_bare_page_bring_what_they_need_and_live(tmp_path, offline):
    figures = [explore(bar, height=(0, 9)).to_html(script=True) for _ in range(2)]
    figures = [re.sub(r'aria-label="height', 'aria-label="Height', each) for each in figures]
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><title>Bare</title>{''.join(figures)}")
    offline.goto(page.as_uri())
    assert moves(offline) == 2
    assert offline.wrong == []
