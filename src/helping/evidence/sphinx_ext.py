"""Sphinx extension: gives the pages that hold evidence or calibration what they need as files."""

from __future__ import annotations

from typing import Any

from helping.evidence.boxes import SCRIPT, STYLES


def _add_file(app: Any) -> None:
    # A single file may stand in html_static_path; it lands in _static under its own name.
    app.config.html_static_path += [str(STYLES), str(SCRIPT)]


def _add_to_page(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    body = context.get("body", "")
    if any(f'class="{mark}' in body for mark in ("evidence", "tensions", "calibration")):
        app.add_css_file("evidence.css")
    if 'class="evidence-more' in body:
        app.add_js_file("unfold.js", loading_method="defer")


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.connect("builder-inited", _add_file)
    app.connect("html-page-context", _add_to_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
