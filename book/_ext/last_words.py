"""End a build that failed with what is to be mended, and not with "look above".

A log of two hundred lines ends with Jupyter Book's "Look above for the cause": here the sentences
come once more, at the very end.
"""

from __future__ import annotations

import atexit
import logging
import re
import sys
from collections.abc import Iterator
from types import TracebackType

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.logging import is_suppressed_warning

COLOURS = re.compile(r"\x1b\[[\d;]*m")


class Collector(logging.Handler):
    """Keeps every warning of a build, and the exception that ended it."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning, unless the book says that it is none."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        place = getattr(record, "location", None) or ""
        place = place[0] if isinstance(place, tuple) else str(place)
        self.keep(f"{place}: {record.getMessage()}" if place else record.getMessage())

    def keep(self, sentence: str) -> None:
        """Keep a sentence once, with addresses as seen from the book's folder."""
        plain = COLOURS.sub("", sentence).replace(f"{self.app.srcdir}/", "").strip()
        if plain and plain not in self.said:
            self.said.append(plain)

    def tell(self) -> None:
        """Print what was kept."""
        if self.said:
            lines = "\n".join(f"- {each}" for each in self.said)
            print(f"\nTo mend:\n{lines}", file=sys.stderr)


def sentences(error: BaseException, page: str = "") -> Iterator[str]:
    """Yield what an exception and those behind it say, one a fault, with the page it was at."""
    chain = [error]
    while cause := chain[-1].__cause__:
        chain.append(cause)
    last = next((each for each in chain if isinstance(each, ExtensionError)), chain[-1])
    lines = [line for line in str(last).splitlines() if line.strip()]
    if isinstance(last, ExtensionError):  # ours: a sentence a line
        yield from lines
    elif lines:
        # MyST-NB names the notebook, the error behind it the cell's traceback and its last line.
        named = [str(each) for each in chain[:-1] if str(each).endswith(".ipynb")]
        place = named[0] if named else f"{page or type(last).__name__}"
        yield f"{place}: {lines[-1]}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen from the first warning to the end of the process."""
    collector = Collector(app)
    logging.getLogger("sphinx").addHandler(collector)
    hook = sys.excepthook

    def ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        hook(kind, error, trace)
        reading = getattr(app, "env", None) and app.env.temp_data.get("docname")
        page = app.env.doc2path(reading) if reading else ""
        for sentence in sentences(error, page):
            collector.keep(sentence)

    sys.excepthook = ended
    atexit.register(collector.tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
