"""Tell whoever asks what content was used: a row, a word, a file, with a mark of what it said.

A build asks by naming a file in the environment variable ``FLIPBOOK_USES``: every piece of
content that is read from then on is written there, once, as ``kind:key`` and a mark. `now` says
what the mark would be today, so that the build runs again what rests on a changed piece, and
nothing else.
"""

from __future__ import annotations

import hashlib
import importlib
import os

_READERS = {
    "evidence": "helping.evidence.table:read",
    "numbers": "helping.evidence.values:read",
    "words": "helping.words:read",
    "file": "helping.content:read",
}
_told: set[tuple[str, str]] = set()


def note(kind: str, key: str, value: object) -> None:
    """Write down that a piece of content was used, if somebody asks.

    Parameters
    ----------
    kind : str
        ``evidence``, ``numbers``, ``words`` or ``file``.
    key : str
        Which of that kind.
    value : object
        What it said.
    """
    file = os.environ.get("FLIPBOOK_USES")
    if not file:
        return
    line = f"{kind}:{key}\t{mark(value)}\n"
    if (file, line) not in _told:
        _told.add((file, line))
        with open(file, "a", encoding="utf-8") as uses:  # noqa: PTH123 - called at every word
            uses.write(line)


def mark(value: object) -> str:
    """Return a short mark that differs where the value does."""
    told = value if isinstance(value, bytes) else repr(value).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def now(use: str) -> str:
    """Return the mark that a use would have today; empty if its content is gone or damaged.

    Parameters
    ----------
    use : str
        ``kind:key``, as `note` wrote it.
    """
    kind, _, key = use.partition(":")
    module, _, function = _READERS.get(kind, "").partition(":")
    if not module:
        return ""
    try:
        return mark(getattr(importlib.import_module(module), function)(key))
    except (ValueError, LookupError, OSError):
        return ""
