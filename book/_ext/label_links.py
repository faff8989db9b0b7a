"""Let the label at the head of a picture's caption lead to what one may conclude from it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from shell_words import shell_words
from sphinx.application import Sphinx

PAGE, SECTION = "book/about-the-evidence", "three-labels-on-every-picture"


def with_links(body: str, labels: Iterable[str], address: str) -> str:
    """Return a page with its labels linked; a caption that begins otherwise stays as it is."""
    longest_first = sorted((html.escape(each) for each in labels), key=len, reverse=True)
    label = re.compile(rf"(<figcaption>)({'|'.join(map(re.escape, longest_first))})\b")
    return label.sub(rf'\1<a href="{html.escape(address)}">\2</a>', body)


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Run over the body of a page, where the book has the page that explains the labels."""
    body = context.get("body", "")
    if "<figcaption>" in body and PAGE in app.env.found_docs:
        address = f"{app.builder.get_relative_uri(pagename, PAGE)}#{SECTION}"
        context["body"] = with_links(body, shell_words()["labels"].values(), address)


def setup(app: Sphinx) -> dict[str, bool]:
    """Run when a page is written."""
    app.connect("html-page-context", on_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
