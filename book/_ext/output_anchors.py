"""Let a page link to an id that stands inside an output: an evidence box, a state of a picture.

MyST knows headings only and warns of any other local target. A target that no output carries is
left to MyST, so a misspelt one still fails the build.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")
TARGET = re.compile(r"#([A-Za-z][\w-]*)")


def ids_in_outputs(document: nodes.document) -> set[str]:
    """Return every id written in raw HTML on this page."""
    return {found for raw in document.findall(nodes.raw) for found in ID.findall(raw.astext())}


class OutputAnchors(SphinxTransform):
    """Turn a local link into a plain anchor where its target is part of an output."""

    default_priority = 870  # before MyST resolves local targets, at 879

    def apply(self, **kwargs: Any) -> None:
        """Rewrite the links whose target is an output's id, with or without a state after it."""
        known = ids_in_outputs(self.document)
        for link in self.document.findall(nodes.reference):
            target = TARGET.match(link.get("refuri", "")) if link.get("id_link") else None
            if target and target.group(1) in known:
                del link["id_link"]
                link["internal"] = True


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(OutputAnchors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
