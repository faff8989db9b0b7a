"""A number told about a picture is a link that sets the picture, and the picture says it there."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

import nbformat
import pytest
from explorers import NOTEBOOKS, explorers_of

from flipbook import Explorer, choice, slider

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(#([^\s?)]+)\?([^\s)]*)\)")
SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
IN_WORDS = {word: number for number, word in enumerate(SMALL)} | {
    word: 10 * number for number, word in enumerate(TENS, 3)
}
FIGURES = re.compile(r"(?<![\w.])\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|(?:\d+\.\d+|\.\d+|\d+)")
WORDS = re.compile(r"\b(?:" + "|".join(IN_WORDS) + r")\b", re.IGNORECASE)


def numbers(text, skip_one=False):
    """Return the numbers that a text tells, in figures or in words, without their signs."""
    found = {float(re.sub(r"[,\u202f\u00a0]", "", each)) for each in FIGURES.findall(text)}
    said = {each.lower() for each in WORDS.findall(text)} - ({"one"} if skip_one else set())
    return found | {float(IN_WORDS[each]) for each in said}


@dataclass(frozen=True)
class StateLink:
    """A link to a state: its words, the picture's name, and what the controls say there."""

    words: str
    name: str
    wanted: tuple


def links_in(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [
        StateLink(words, name, tuple(parse_qsl(query, keep_blank_values=True)))
        for words, name, query in LINK.findall(text)
    ]


def faults(link, explorers):
    """Say what is wrong with a link: no such picture, control or stop, or a number not told."""
    explorer = explorers.get(link.name)
    if explorer is None:
        return [f"{link.words!r}: no picture {link.name} here, but {', '.join(explorers)}"]
    wrong, values = [], {}
    for name, key in link.wanted:
        control = explorer.controls.get(name)
        if control is None:
            known = ", ".join(explorer.controls)
            wrong.append(f"{link.words!r}: {link.name} has no control {name}, but {known}")
        elif key not in control.keys:
            wrong.append(f"{link.words!r}: {name} has no stop {key}, but {', '.join(control.keys)}")
        else:
            values[name] = control.values[control.keys.index(key)]
    if not link.wanted:
        wrong.append(f"{link.words!r}: the link names no control")
    if wrong:
        return wrong
    state = explorer.state(**values)
    told = " ".join([*state.says, *state.words])
    missing = numbers(link.words, skip_one=True) - numbers(told)
    return [
        f"{link.words!r}: {number:g} is told nowhere in {link.name} at {dict(link.wanted)}: {told}"
        for number in sorted(missing)
    ]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_that_is_a_link_is_told_by_the_picture_it_sets(notebook):
    known = {explorer.name: explorer for explorer in explorers_of(notebook)}
    assert [fault for link in links_in(notebook) for fault in faults(link, known)] == []


def spire(figure, height=2, top="flat"):
    """How high a spire is."""
    figure.subplots().set_title(f"{height} storeys, {1500 * height:,} bricks")
    return f"It leans by {0.5 * height:.1f} %.", f"From below it seems −{height + 1} high."


@pytest.mark.parametrize(
    ("words", "where", "wrong"),
    [
        ("leans by 2.5 %", "spire?height=5", None),
        ("five storeys", "spire?height=5&top=with%20a%20roof", None),
        ("one of its 7,500 bricks", "spire?height=5", None),
        ("minus six", "spire?height=5", None),
        ("leans by 2.6 %", "spire?height=5", "2.6 is told nowhere in spire"),
        ("eight storeys", "spire?height=5", "8 is told nowhere"),
        ("7500", "spire?height=6", "7500 is told nowhere"),
        ("five storeys", "spir?height=5", "no picture spir here, but spire"),
        ("five storeys", "spire?hight=5", "spire has no control hight, but height, top"),
        ("five storeys", "spire?height=55", "height has no stop 55, but 1, 2"),
        ("five storeys", "spire?", "the link names no control"),
    ],
)
def test_a_wrong_link_is_found_and_a_right_one_is_not(words, where, wrong, tmp_path):
    controls = {"height": slider("Height", 1, 9), "top": choice("Top", ["flat", "with a roof"])}
    explorer = Explorer(spire, controls, name="spire")
    made = nbformat.v4.new_notebook()
    made.cells.append(nbformat.v4.new_markdown_cell(f"It has [{words}](#{where}), so."))
    nbformat.write(made, tmp_path / "made.ipynb")
    found = [
        each
        for link in links_in(tmp_path / "made.ipynb")
        for each in faults(link, {"spire": explorer})
    ]
    assert (found == []) if wrong is None else (wrong in found[0])


def test_pages_without_pictures_link_to_no_state():
    pages = Path(__file__).parents[2].glob("book/*.md")
    assert [page.name for page in pages if LINK.search(page.read_text("utf-8"))] == []
