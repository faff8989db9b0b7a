"""Refuse a built page whose picture says nothing to a reader who cannot see it.

Named after the mistake: MyST-NB writes a hashed file path as alternative text where none is
given, and automated checkers pass it because it is not empty.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

FILE_NAME = re.compile(r"^\S+\.(png|svg|jpe?g|gif|webp)$", re.IGNORECASE)
HASH = re.compile(r"[0-9a-f]{32,}")
NAMES = ("aria-label", "aria-labelledby", "title")


class _Pictures(HTMLParser):
    """Collect the faults of a page's pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._seen: set[str] = set()
        self._svg: str | None = None  # the open svg's start tag while it has no name yet
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an image, or begin to look for the name of an svg."""
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._check_alt(given)
        elif tag == "svg":
            self._depth += 1
            hidden = given.get("aria-hidden") == "true"
            if self._depth == 1 and not hidden and not any(given.get(name) for name in NAMES):
                self._svg = given.get("id") or given.get("class") or "without id"
        elif tag in ("title", "desc") and self._depth:
            self._svg = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat <img/> as <img>."""
        self.handle_starttag(tag, attrs)
        if tag == "svg":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Report an svg that closed without having named itself."""
        if tag == "svg" and self._depth:
            self._depth -= 1
            if not self._depth and self._svg is not None:
                self.faults.append(f"an svg ({self._svg}) has neither title nor description")
                self._svg = None

    def _check_alt(self, given: dict[str, str]) -> None:
        alt = given.get("alt", "").strip()
        source = given.get("src", "without src")
        if not alt:
            self.faults.append(f"image {source} has no alternative text")
        elif "_images/" in alt or HASH.search(alt) or FILE_NAME.match(alt):
            self.faults.append(f"image {source} has a file name as alternative text")
        elif alt in self._seen:
            self.faults.append(f"image {source} repeats the alternative text {alt!r}")
        self._seen.add(alt)


def picture_faults(html: str) -> list[str]:
    """Return what is wrong with the pictures of one page, one phrase each."""
    page = _Pictures()
    page.feed(html)
    page.close()
    return page.faults


def refuse_silent_pictures(app: Sphinx, exception: Exception | None) -> None:
    """Fail the build, naming page and picture."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    lines = [
        f"{page.relative_to(out)}: {fault}; give it a text that says what it shows."
        for page in sorted(out.rglob("*.html"))
        if "_static" not in page.relative_to(out).parts
        for fault in picture_faults(page.read_text("utf-8"))
    ]
    if lines:
        raise ExtensionError("\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    """Check when everything is written, before the site is packed."""
    app.connect("build-finished", refuse_silent_pictures, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
