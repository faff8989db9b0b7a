"""Where the course's content lies: published figures, questions, invented data."""

from __future__ import annotations

import os
from pathlib import Path

from helping.used import note

_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder ``data`` of the course.

    Returns
    -------
    Path
        The folder named by the environment variable ``HELPING_DATA``; or else ``data`` beside
        ``src`` in the course's sources; or else what the installed package carries.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    """
    named = os.environ.get("HELPING_DATA")
    beside_src = _PACKAGE.parents[1] / "data"
    places = [Path(named)] if named else [beside_src, _PACKAGE / "_data"]
    for place in places:
        if (place / "evidence").is_dir() or (named and place.is_dir()):
            return place
    raise FileNotFoundError(
        f"There is no data folder at {places[0]}: install the course again, or set the environment "
        "variable HELPING_DATA to the folder 'data' of the course's sources."
    )


def content_file(name: str) -> Path:
    """Return the path of a file of the data folder, and note that it is used.

    Parameters
    ----------
    name : str
        Path inside the folder, with ``/``, for example ``questions/transference.md``.

    Returns
    -------
    Path
        Where it would lie; whether it does is for the caller to see.
    """
    path = data_folder() / name
    note("file", name, read(name) if path.is_file() else b"")
    return path


def read(name: str) -> bytes:
    """Return the bytes of a file of the data folder."""
    return (data_folder() / name).read_bytes()
