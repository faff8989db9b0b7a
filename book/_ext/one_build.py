"""Let one build at a time write to a book's folder: two would take each other's files away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

try:
    import fcntl
except ImportError:  # Windows: there, nobody has been seen to start two
    fcntl = None  # type: ignore[assignment]

_held: list[TextIO] = []  # a lock lasts as long as its open file, so to the end of the process


def hold(folder: Path) -> None:
    """Hold the folder for this process, or say which other process does.

    Raises
    ------
    ExtensionError
        If another build is running there.
    """
    if fcntl is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / ".building").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        other = file.read().strip() or "unknown"
        file.close()
        raise ExtensionError(
            f"Another build of this book is running (process {other}): wait until it has ended, "
            "then build again."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    _held.append(file)


def setup(app: Sphinx) -> dict[str, bool]:
    """Hold the folder before anything is written to it."""
    hold(Path(app.outdir).parent)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
