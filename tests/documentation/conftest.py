"""A copy of the source tree in which everything that CONTRIBUTING prints has been done."""

import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from printed import ROOT, blocks, commands

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
EXAMPLE = "notebooks/15-between-sessions.ipynb"
NOT_SOURCE = shutil.ignore_patterns(
    ".git", ".venv", "_build", "__pycache__", ".*_cache", "*.egg-info"
)
NAMED = re.compile(r"`((?:src|tests|data|look)[\w/<>-]*\.(?:py|md|toml))`")


@dataclass(frozen=True)
class Workshop:
    """A folder with the course's source in it, and how to run things there."""

    folder: Path

    def run(self, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command as it is printed, with this copy's library and not the installed one."""
        library = [str(self.folder / "src"), *filter(None, [variables.pop("PYTHONPATH", "")])]
        words = shlex.split(command)
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            library += [value] if name == "PYTHONPATH" else []
            variables |= {} if name == "PYTHONPATH" else {name: value}
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
        environment = clean | {"PYTHONPATH": os.pathsep.join(library)} | variables
        return subprocess.run(
            words,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    """Return a copy of the source tree, with this environment as its own."""
    folder = tmp_path_factory.mktemp("workshop") / "a clone of the course"
    shutil.copytree(ROOT, folder, ignore=NOT_SOURCE, symlinks=True)
    (folder / ".venv").symlink_to(sys.prefix)
    return Workshop(folder)


@pytest.fixture(scope="session")
def contributed(workshop):
    """Do in the copy what CONTRIBUTING walks through: a picture, then a chapter that shows it."""
    cells = []
    for block in blocks(CONTRIBUTING):
        named = NAMED.search(block.before)
        if named:
            path = workshop.folder / named[1].replace("<name>", "between-sessions")
            path.write_text(block.text, "utf-8")
        elif block.language == "python":
            cells.append(block.text)
        elif block.language == "yaml":
            with (workshop.folder / "_toc.yml").open("a", encoding="utf-8") as contents:
                contents.write("".join(f"  {line}\n" for line in block.text.splitlines()))
    (copied,) = (line for line in commands(CONTRIBUTING) if line.startswith("cp "))
    assert workshop.run(copied).returncode == 0
    _write_chapter(workshop.folder, cells)
    return workshop


def _a_longer_way(cells):
    """Return where a section with a picture off the short way begins and ends: it makes room."""
    headings = [i for i, each in enumerate(cells) if each.source.startswith("## ")]
    for start, end in itertools.pairwise(headings):
        texts = [each.source for each in cells[start:end]]
        if "*The longer way." in texts[0] and any(each.startswith("explore(") for each in texts):
            return start, end
    raise AssertionError(f"{EXAMPLE} has no section with a picture off the short way")


def _write_chapter(folder, cells):
    """Write what a teacher would: another question, and the example's picture in its own cell.

    The rest of the copied chapter may stay: the checks are about what holds for any chapter.
    """
    notebook = nbformat.read(folder / EXAMPLE, as_version=4)
    asked = [cell for cell in notebook.cells if cell.source.startswith("ask(")]
    dropped = re.search(r'"([\w-]+)"\)', asked[-1].source)[1]
    questions = folder / "data" / "questions"
    copied = (questions / "transference.md").read_text("utf-8")
    copied = re.sub(rf"^## {dropped}\n.*?(?=^## |\Z)", "", copied, flags=re.DOTALL | re.MULTILINE)
    mine = questions / "between-sessions.md"
    printed = mine.read_text("utf-8")
    mine.write_text(f"{copied}\n{printed.partition('## reflect:')[0]}", "utf-8")
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = re.sub(
        r"(from helping\.figures import )", r"\1between_sessions, ", first.source, count=1
    )
    for each in notebook.cells:
        if each.cell_type == "code":
            each.source = each.source.replace('("transference"', '("between-sessions"')
        each.source = re.sub(r"#(\w+)-transference-", r"#\1-between-sessions-", each.source)
    asked[-1].source = 'ask("between-sessions", "the-homework")'
    if "Bet" not in first.source:
        first.source = first.source.replace("from flipbook import ", "from flipbook import Bet, ")
    link = re.search(r"`(\[[^\]]+\]\(#until-next-time\?[^)]+\))`", CONTRIBUTING.read_text("utf-8"))[
        1
    ]
    shown = [
        nbformat.v4.new_code_cell(cell.rstrip("\n"), metadata=dict(first.metadata))
        for cell in cells
    ]
    shown.append(nbformat.v4.new_markdown_cell(f"In this toy model {link} are left."))
    start, end = _a_longer_way(notebook.cells)
    notebook.cells[start + 1 : end] = shown
    nbformat.write(notebook, folder / EXAMPLE)
