"""Where the course's data folder lies."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder ``data`` of the course.

    Returns
    -------
    Path
        The folder named by the environment variable ``HELPING_DATA``, or else the folder
        ``data`` beside ``src`` in the course's sources.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    """
    named = os.environ.get("HELPING_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "data"
    if not folder.is_dir():
        raise FileNotFoundError(
            f"There is no data folder at {folder}: set the environment variable HELPING_DATA "
            "to the folder 'data' of the course's sources."
        )
    return folder
