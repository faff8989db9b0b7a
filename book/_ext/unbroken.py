"""Keep what belongs together on one line: the sign of a statistic and its number, a per cent."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

STATISTIC = re.compile(r"\b(r|d|g|k|n|N) = (?=[-−]?[.\d])")
VERBATIM = (nodes.literal, nodes.math, nodes.FixedTextElement)
PER_CENT = re.compile(r"(?<=\d) %")


def unbroken(text: str) -> str:
    """Return the text with spaces that do not break in "r = .28" and "95 %"."""
    return PER_CENT.sub("\u00a0%", STATISTIC.sub("\\1\u00a0=\u00a0", text))


class Unbroken(SphinxTransform):
    """Go through the prose of a page; code and outputs stay as they are."""

    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        """Exchange the spaces."""
        for text in list(self.document.findall(nodes.Text)):
            if not isinstance(text.parent, VERBATIM):
                text.parent.replace(text, nodes.Text(unbroken(text.astext())))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(Unbroken)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
