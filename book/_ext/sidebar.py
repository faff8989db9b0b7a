"""The list of chapters: a part's caption names its list and is no heading before the page's own.

Sphinx writes the caption as a heading of level two, which a screen reader meets before the title
of the page, and does not say which chapter is open.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from sphinx.application import Sphinx

CAPTION = re.compile(r'<p\b[^>]*class="caption"[^>]*>(.*?)</p>\s*<ul\b', re.DOTALL)
OPEN = re.compile(r'(<a class="(?:[\w-]+ )*current(?: [\w-]+)*")')


def parts_as_lists(html: Any) -> str:
    """Return the list of chapters with named lists and the open chapter marked."""
    number = count(1)

    def named(found: re.Match[str]) -> str:
        name = f"part-{next(number)}"
        caption = f'<p class="caption" id="{name}">{found.group(1)}</p>'
        return f'{caption}\n<ul aria-labelledby="{name}"'

    return OPEN.sub(r'\1 aria-current="page"', CAPTION.sub(named, str(html)))


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Hand the function to the template of the sidebar."""
    context["parts_as_lists"] = parts_as_lists


def setup(app: Sphinx) -> dict[str, bool]:
    """Register."""
    app.connect("html-page-context", on_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
