"""Give each chapter the number in its file name: 08-transference becomes "8 Transference"."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CHAPTER = re.compile(r"(?:^|/)(\d{2})-[^/]+$")


def chapter_number(docname: str) -> int | None:
    """Return the number in a chapter's file name, or None for a page that is no chapter."""
    match = CHAPTER.search(docname)
    return int(match.group(1)) if match else None


class NumberChapter(SphinxTransform):
    """Put the number before the page's title, so that sidebar, search and next links show it."""

    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        """Mark the first title of a numbered notebook."""
        number = chapter_number(self.env.docname)
        title = next(iter(self.document.findall(nodes.title)), None)
        if number is None or title is None:
            return
        title.insert(0, nodes.Text(" "))
        title.insert(0, nodes.inline("", str(number), classes=["chapter-number"]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(NumberChapter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
