r"""Refuse two prices in one paragraph that read as a formula: "$5 and $10".

JupyterLab reads them so too, so that another setting of the build would mend one home only.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

# Begins with a number, and goes on with words or ends in a space or dash, without any TeX.
PRICE = re.compile(r"\d[^\\]*?(\s[A-Za-z]{2,}[^\\]*|[\s–-])$")
logger = logging.getLogger(__name__)


def reads_as_price(formula: str) -> bool:
    """Say whether a formula was meant as the words between two prices."""
    return bool(PRICE.match(formula))


class DollarGuard(SphinxTransform):
    """Go through the formulas of a page."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Warn of each that is none."""
        for formula in self.document.findall(nodes.math):
            if reads_as_price(formula.astext()):
                logger.warning(
                    "$%s$ reads as a formula, here and in JupyterLab: write \\$ for a dollar.",
                    formula.astext(),
                    location=self.env.docname,
                )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(DollarGuard)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
