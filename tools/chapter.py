"""Print all faults of one chapter, a sentence each, without a build: `make chapter 8`."""

from __future__ import annotations

import sys
from pathlib import Path

import reading_time
from chapter_rules import ROOT, Chapter, faults_of, words_left


def notebook_of(named: str) -> Path | None:
    """Return the notebook of a chapter by its number, its name or its path."""
    if Path(named).is_file():
        return Path(named).resolve()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        number, _, name = path.stem.partition("-")
        if named in (path.stem, name) or (named.isdecimal() and int(named) == int(number)):
            return path
    return None


def main(arguments: list[str]) -> int:
    """Check the chapter that is named; return how the command ends."""
    path = notebook_of(arguments[0]) if len(arguments) == 1 else None
    if path is None:
        known = ", ".join(each.stem for each in sorted((ROOT / "notebooks").glob("*.ipynb")))
        print(f"Name one chapter by its number, as `make chapter 8`; there are {known}.")
        return 2
    chapter = Chapter(path)
    try:
        faults = faults_of(chapter)
    except ValueError as error:
        print(f"{error}.")
        return 1
    for fault in faults:
        print(f"{path.stem}: {fault}.")
    print(f"{path.stem}: {reading_time.reckon(chapter)}.")
    left = words_left(chapter)
    if left:
        print(f"{path.stem}: {left}.")
    if not faults:
        print(f"{path.stem}: no fault found; `make test` looks at the pictures too.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
