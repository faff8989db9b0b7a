"""Name each fold of code after what its cell does.

MyST-NB calls all of them "Toggle hidden content" to a screen reader while they show other words.
One switch in the page's header shows and hides them (book/_static/course.js).
"""

from __future__ import annotations

import ast
import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from shell_words import shell_words
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

TITLES = {  # where an output names itself, as raw HTML
    "picture": re.compile(r'<figure[^>]*aria-label="([^"]*)"'),
    "evidence": re.compile(r"<h\d[^>]*>[^<:]*:\s*(.*?)</h\d>", re.DOTALL),
}
CALLS = {
    "explore": "picture",
    "ask": "question",
    "write": "writing",
    "exchange": "exchange",
    "reflect": "reflection",
    "box": "evidence",
    "more": "evidence",
}
MAKES_CONTROLS = {"slider", "choice", "switch", "number"}


@dataclass(frozen=True)
class Cell:
    """What a cell of code does: its kind in the table of words, and the name of what it shows."""

    kind: str
    title: str = ""


def read_cell(source: str, output: str = "") -> Cell:
    """Return what a cell does, from its code and the HTML that it left."""
    try:
        calls = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
        statements = ast.parse(source).body
    except SyntaxError:  # a magic, a shell command
        return Cell("cell")
    names = [getattr(c.func, "id", getattr(c.func, "attr", "")) for c in calls]
    for call, name in zip(calls, names, strict=True):
        if kind := CALLS.get(name):
            return Cell(kind, _title(kind, call, output))
    if statements and all(isinstance(each, ast.Import | ast.ImportFrom) for each in statements):
        return Cell("loads")
    return Cell("controls" if MAKES_CONTROLS.intersection(names) else "cell")


def _title(kind: str, call: ast.Call, output: str) -> str:
    """Return the name that the output gives itself, else the key that the cell asks for."""
    if kind in TITLES and (found := TITLES[kind].search(output)):
        return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip()
    keys = [each.value for each in call.args if isinstance(each, ast.Constant)]
    keys += [each.value.value for each in call.keywords if each.arg == "name"]  # type: ignore[attr-defined]
    return str(keys[-1]).replace("-", " ").replace("_", " ") if keys else ""


def fold_names(cells: list[Cell], patterns: dict[str, str]) -> list[str]:
    """Return a name for each cell of a page, no two alike."""
    names = []
    for place, cell in enumerate(cells):
        kind, title = cell.kind, cell.title
        if kind == "controls":  # of the picture that comes next
            title = next((c.title for c in cells[place:] if c.kind == "picture"), "")
        if "{title}" in patterns[kind] and not title:
            kind = "cell"
        names.append(patterns[kind].format(title=title, number=place + 1))
    often = Counter(names)
    return [
        name if often[name] == 1 else f"{name} ({place})" for place, name in enumerate(names, 1)
    ]


class NameFolds(SphinxPostTransform):
    """Put the name on each fold of a page."""

    default_priority = 201  # after MyST-NB has made the folds, at 199
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Read the cells in their order."""
        folds = list(self.document.findall(HideCodeCellNode))
        cells = []
        for fold in folds:
            source = next(iter(fold.findall(nodes.literal_block)), nodes.Text("")).astext()
            shown = "".join(raw.astext() for raw in fold.parent.findall(nodes.raw))
            cells.append(read_cell(source, shown))
        for fold, name in zip(folds, fold_names(cells, shell_words()["code"]), strict=True):
            fold["name"] = name


def open_fold(self: Any, node: HideCodeCellNode) -> None:
    """Write a plain fold with its name."""
    classes = " ".join(["code-fold", *node["classes"]])
    name = html.escape(node.get("name", ""))
    self.body.append(f'<details class="{classes}">\n<summary>{name}</summary>\n')


def close_fold(self: Any, node: HideCodeCellNode) -> None:
    """Close it."""
    self.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Take MyST-NB's writing of folds over."""
    app.add_node(HideCodeCellNode, override=True, html=(open_fold, close_fold))
    app.add_post_transform(NameFolds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
