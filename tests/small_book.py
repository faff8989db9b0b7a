"""Build a small book with the course's own settings, to see what they do with a page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def build(folder, pages, raise_on_error=True, environment=None, **config):
    """Build a book of an introduction and these files in a folder; return exit code and log.

    Files that are no pages (pictures) are laid beside them. ``config`` goes into the book's own.
    """
    for name in ("src", "book", "references.bib"):
        (folder / name).symlink_to(ROOT / name)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8")) | config
    settings["execute"]["execute_notebooks"] = "force"
    settings["sphinx"]["config"]["nb_execution_raise_on_error"] = raise_on_error
    (folder / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    chapters = [{"file": page.stem} for page in pages if page.suffix in (".ipynb", ".md")]
    toc = {"format": "jb-book", "root": "intro", "chapters": chapters}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    if not (folder / "intro.md").exists():
        (folder / "intro.md").write_text("# A book with a fault\n", "utf-8")
    for page in pages:
        if page.parent != folder:
            shutil.copy(page, folder)
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build"]
    command += ["--warningiserror", "--nitpick", "--keep-going", str(folder)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | (environment or {}),
    )
    log = done.stdout + done.stderr
    for report in (folder / "_build").rglob("*.err.log"):  # the log names these files
        log += report.read_text("utf-8")
    return done.returncode, " ".join(re.sub(r"\x1b\[[\d;]*m", "", log).split())
