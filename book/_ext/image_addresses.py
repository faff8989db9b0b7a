"""Find an image by the name that its file has: with spaces, with umlauts, as JupyterLab writes it.

Markdown turns such a name into ``two%20chairs.png``, and Sphinx looks for a file of that name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

NOT_READ = re.compile(r"!\[[^\]]*\]\(\s*([^)<>]*\s[^)<>]*)\)")
VERBATIM = (nodes.literal, nodes.math, nodes.FixedTextElement)
logger = logging.getLogger(__name__)


def file_of(address: str, folder: Path) -> str:
    """Return the address under which a file stands: as it is, decoded, or with other accents."""
    if ":" in address or (folder / address).is_file():
        return address
    plain = unquote(address)
    here = (folder / plain).parent
    for path in here.iterdir() if here.is_dir() else []:
        # A Mac writes ü as u and two dots, and a keyboard as one letter.
        if unicodedata.normalize("NFC", path.name) == unicodedata.normalize(
            "NFC", Path(plain).name
        ):
            return (Path(plain).parent / path.name).as_posix()
    return plain


class ImageAddresses(SphinxTransform):
    """Set the address of each image right, and name what is no image but was meant as one."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Go through the images and the prose of a page."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        for image in self.document.findall(nodes.image):
            if not image["uri"].startswith("/"):
                image["uri"] = file_of(image["uri"], folder)
        for text in self.document.findall(nodes.Text):
            if isinstance(text.parent, VERBATIM):
                continue
            for found in NOT_READ.finditer(text.astext()):
                name = found.group(1)
                logger.warning(
                    "%s is no picture, because its name has a space: put the name in angle "
                    "brackets, (<%s>), or write - for the space, in the file's name too.",
                    found.group(),
                    name,
                    location=self.env.docname,
                )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(ImageAddresses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
