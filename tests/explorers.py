"""The explorers of the course's notebooks, made without a kernel, for tests that look at them."""

import ast
import itertools
import random
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

import flipbook.session
from flipbook import Explorer

ROOT = Path(__file__).parent.parent
NOTEBOOKS = [ROOT / "book" / "welcome.ipynb", *sorted((ROOT / "notebooks").glob("*.ipynb"))]


@cache
def explorers_of(notebook: Path) -> list[Explorer]:
    """Run a notebook's code here and return the explorers that its cells show."""
    shown: list[Explorer] = []
    names: dict[str, Any] = {}
    flipbook.session.here.forget()  # as in a fresh kernel
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        # The last expression of a cell is what it shows.
        *before, last = ast.parse(cell.source).body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(before, []), str(notebook), "exec"), names)
            value = eval(compile(ast.Expression(last.value), str(notebook), "eval"), names)
            shown += [value] if isinstance(value, Explorer) else []
        else:
            exec(compile(cell.source, str(notebook), "exec"), names)
    return shown


def shown_by(notebook: Path) -> list[str]:
    """Return what the explorers of a notebook draw, in order, without running any of its code.

    Tests are collected by it, so that one bad cell fails the tests of its own notebook alone.
    """
    code = (c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code")
    found = []
    for source in code:
        with suppress(SyntaxError):  # running the cell will say so
            found += [
                ast.unparse(node.args[0])
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "explore" and node.args
            ]
    return [draw.split(".")[-1] for draw in found]


def some_states(explorer: Explorer, count: int = 6) -> list[dict[str, Any]]:
    """Return corners of an explorer's states and some more, the same every time."""
    values = {name: control.values for name, control in explorer.controls.items()}
    ends = [dict.fromkeys((0, len(stops) - 1)) for stops in values.values()]
    corners = [
        {name: values[name][stop] for name, stop in zip(values, stops, strict=True)}
        for stops in itertools.product(*ends)
    ]
    choose = random.Random(explorer.name)
    corners = choose.sample(corners, min(10, len(corners)))
    more = [{name: choose.choice(stops) for name, stops in values.items()} for _ in range(count)]
    return corners + more
