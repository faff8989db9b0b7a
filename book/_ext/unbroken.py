"""Keep what belongs together on one line: the sign of a statistic and its number, a per cent."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from helping.evidence import unbroken

VERBATIM = (nodes.literal, nodes.math, nodes.FixedTextElement)


class Unbroken(SphinxTransform):
    """Go through the prose of a page; code and outputs stay as they are."""

    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        """Exchange the spaces."""
        for text in list(self.document.findall(nodes.Text)):
            kept = unbroken(text.astext())
            if kept != text.astext() and not isinstance(text.parent, VERBATIM):
                text.parent.replace(text, nodes.Text(kept))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(Unbroken)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
