"""Sphinx extension: what the built pages need so that practice and evidence work there.

It gives the pages that hold practice its script and style, once, and tells the notebooks, which
run in kernels started by the build, to show the form that needs no kernel.
"""

from __future__ import annotations

import os
from typing import Any

from helping.practice.widget import SCRIPT, STYLES


def _add_files(app: Any) -> None:
    # A single file may stand in html_static_path; it lands in _static under its own name.
    app.config.html_static_path += [str(SCRIPT), str(STYLES)]


def _add_to_page(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give script and style to the pages that hold practice or evidence."""
    body = context.get("body", "")
    if any(mark in body for mark in ('class="practice', 'class="evidence')):
        # Deferred, yet still a classic script: modules do not load from a folder by double click.
        app.add_js_file("practice.js", loading_method="defer")
        app.add_css_file("practice.css")


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    os.environ["COURSE_STATIC"] = "1"
    app.connect("builder-inited", _add_files)
    app.connect("html-page-context", _add_to_page)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
