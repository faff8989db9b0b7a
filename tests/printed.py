"""What the documentation prints for others to type: fenced blocks and commands in running text."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "benchmarks" / "README.md",
    ROOT / "tests" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
SHELLS = ("sh", "powershell")
# What a command in running text begins with.
PROGRAMS = r"(?:make|git|cp|pip|python3?|ruff|mypy|jupyter(?:-\w+)?|sphinx-build|npm|npx)\b"
COMMAND = re.compile(rf"(?:\w+=\S+ )*(?:\.venv/bin/\S+|{PROGRAMS}) \S")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the paragraph before it."""

    language: str
    text: str
    before: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, those inside lists too."""
    found, before = [], ""
    for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")):
        if token.type == "inline":
            before = token.content
        elif token.type == "fence":
            found.append(Block(token.info.strip(), token.content, before))
    return found


def in_running_text(page: Path) -> list[str]:
    """Return what stands in backticks in a page's running text and tables."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    children = [child for token in tokens for child in token.children or []]
    return [child.content for child in children if child.type == "code_inline"]


def commands(page: Path) -> list[str]:
    """Return every command of a page, from its blocks and its running text, once each."""
    found = []
    for block in blocks(page):
        if block.language in SHELLS:
            lines = (line.split("  #")[0].strip() for line in block.text.splitlines())
            found += [line.split(" # ")[0].strip() for line in lines]
    found += [text for text in in_running_text(page) if COMMAND.match(text)]
    return list(dict.fromkeys(filter(None, found)))
