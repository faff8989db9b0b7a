"""Sphinx extension: what the built pages need so that practice works there.

An output of a notebook brings its script and style along; a built page has each once, as a file,
so that a host may forbid what is not a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes

from helping.practice.widget import page_script, stylesheet, without_script_and_style


def _take_out(app: Any, doctree: nodes.document) -> None:
    """Take script and style out of the outputs."""
    for raw in doctree.findall(nodes.raw):
        html = raw.astext()
        if raw.get("format") == "html" and (shorter := without_script_and_style(html)) != html:
            raw[:] = [nodes.Text(shorter)]
            raw.rawsource = shorter


def _add_to_page(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give script and style to the pages that hold practice."""
    if 'class="practice' in context.get("body", ""):
        # Deferred, yet still a classic script: modules do not load from a folder by double click.
        app.add_js_file("practice.js", loading_method="defer")
        app.add_css_file("practice.css")


def _write_files(app: Any) -> None:
    """Write both files before the pages, which name them with a mark of their content."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        (static / "practice.js").write_text(page_script(), encoding="utf-8")
        (static / "practice.css").write_text(stylesheet(), encoding="utf-8")


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("builder-inited", _write_files)
    app.connect("doctree-read", _take_out)
    app.connect("html-page-context", _add_to_page)
    return {"version": "3", "parallel_read_safe": True, "parallel_write_safe": True}
