"""Write an empty heading of a table as a plain cell: a heading that names nothing misleads."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

EMPTY = re.compile(r'<th class="head">\s*(?:<p>\s*</p>)?\s*</th>')


def plain_corners(html: str) -> str:
    """Return the page with its empty table headings made plain."""
    return EMPTY.sub("<td></td>", html)


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Run over the body of a page."""
    if "body" in context:
        context["body"] = plain_corners(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Run when a page is written."""
    app.connect("html-page-context", on_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
