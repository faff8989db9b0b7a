"""Refuse a control that would stand on the page as its own Python name.

An ipywidgets control needs a kernel; without a static form of its own MyST-NB prints
``IntSlider(value=0, …)``, and the build would be content.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from docutils import nodes
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx
from sphinx.util import logging

WIDGET = "application/vnd.jupyter.widget-view+json"
logger = logging.getLogger(__name__)


def bare_controls(notebook: nbformat.NotebookNode) -> list[tuple[int, str]]:
    """Return the cell's number and the name of each control without a form for the page."""
    found = []
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(cells, 1):
        for output in cell.outputs:
            data = output.get("data", {})
            if WIDGET in data and not any(
                kind.startswith(("text/html", "image/")) for kind in data
            ):
                found.append((number, data.get("text/plain", "a control").partition("(")[0]))
    return found


def look(app: Sphinx, doctree: nodes.document) -> None:
    """Look at a notebook's run, which MyST-NB leaves beside the site."""
    folder = Path(app.outdir).parent / OUTPUT_FOLDER
    run = folder / f"{app.env.docname}.ipynb"
    if app.env.doc2path(app.env.docname).endswith(".ipynb") and run.is_file():
        for number, name in bare_controls(nbformat.read(run, as_version=4)):
            logger.warning(
                "code cell %s shows %s, which does nothing on a page without a kernel: give its "
                "values to explore(...), as in explore(draw, n=(1, 5)).",
                number,
                name,
                location=app.env.docname,
            )


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at each notebook when it has been read."""
    app.connect("doctree-read", look)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
