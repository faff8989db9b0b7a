"""Run again what has changed, and nothing else.

jupyter-cache knows a notebook by the text of its code cells alone. A cell that calls
`explore(transference.expectation)` looks the same after the model under it has changed, and the
page would go on showing the old picture. So each notebook gets a fingerprint of its code cells,
of every module of ours that they import (and that those import), of the data these rest on, and
of the drawing and number libraries. Where it differs from the last successful build, the cached
run is dropped and the page is read again.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import grimp
import nbformat
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

PACKAGES = ("helping", "flipbook")
FOR_ALL_NOTEBOOKS = ("data/evidence", "references.bib")
LIBRARIES = ("matplotlib", "numpy", "scipy", "pandas", "ipywidgets", "anywidget")


@dataclass(frozen=True)
class House:
    """The source tree that notebooks rest on: its root, and which module imports which."""

    root: Path
    graph: grimp.ImportGraph

    @classmethod
    def at(cls, root: Path, packages: tuple[str, ...] = PACKAGES) -> House:
        """Read the imports of the packages, which must be importable."""
        return cls(root, grimp.build_graph(*packages, cache_dir=None))

    def module_file(self, module: str) -> Path:
        """Return the file of a module under src."""
        place = self.root.joinpath("src", *module.split("."))
        return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")

    def closure(self, modules: Iterable[str]) -> set[str]:
        """Return the modules, their packages, and all that these import."""
        found: set[str] = set()
        waiting = {module for module in modules if module in self.graph.modules}
        while waiting:
            module = waiting.pop()
            found.add(module)
            parents = {module.rsplit(".", 1)[0]} if "." in module else set()
            imported = self.graph.find_modules_directly_imported_by(module)
            waiting |= (parents | imported) - found
        return found


def code_of(notebook: Path) -> list[str]:
    """Return the code cells of a notebook."""
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (ValueError, AttributeError, KeyError) as error:
        raise ExtensionError(
            f"{notebook.name} cannot be read as a notebook ({error}): restore it from its history."
        ) from error
    return [cell.source for cell in cells if cell.cell_type == "code"]


def imported_names(source: str) -> set[str]:
    """Return every dotted name that a piece of code may import; magics are skipped."""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    names: set[str] = set()
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return names  # running the cell will say what is wrong with it
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def data_folder(source: str) -> str | None:
    """Return the value of a module's constant DATA_FOLDER."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="DATA_FOLDER")], value=ast.Constant(value=str(name))
            ):
                return name
    return None


def _files_beside(module: Path) -> list[Path]:
    """Return what lies in a package and is no Python: scripts, styles, templates."""
    if module.name != "__init__.py":
        return []
    found = []
    for path in sorted(module.parent.rglob("*")):
        inner = path.relative_to(module.parent).parts[:-1]
        is_ours = "__pycache__" not in inner and path.suffix not in (".py", ".pyc")
        if path.is_file() and is_ours:
            found.append(path)
    return found


def rests_on(notebook: Path, house: House) -> list[Path]:
    """Return the files, other than itself, that a notebook's outputs rest on."""
    names = {name for cell in code_of(notebook) for name in imported_names(cell)}
    files: set[Path] = set()
    folders = [house.root / name for name in FOR_ALL_NOTEBOOKS]
    chapter = notebook.stem.split("-", 1)[-1]
    folders.append(house.root / "data" / "questions" / f"{chapter}.md")
    for module in house.closure(names):
        file = house.module_file(module)
        files.update([file, *_files_beside(file)])
        folder = data_folder(file.read_text("utf-8"))
        if folder:
            folders.append(house.root / "data" / folder)
    for place in folders:
        files.update([place] if place.is_file() else place.rglob("*"))
    return sorted(file for file in files if file.is_file())


def fingerprint(notebook: Path, house: House) -> str:
    """Return one hash of a notebook's code and of everything that its outputs rest on."""
    mark = hashlib.sha256()
    for cell in code_of(notebook):
        mark.update(cell.encode() + b"\0")
    for library in LIBRARIES:
        mark.update(f"{library} {version(library)}\0".encode())
    for file in rests_on(notebook, house):
        mark.update(file.relative_to(house.root).as_posix().encode() + b"\0")
        mark.update(hashlib.sha256(file.read_bytes()).digest())
    return mark.hexdigest()


def _store(app: Sphinx) -> Path:
    return Path(app.outdir).parent / "fingerprints.json"


def _read_store(file: Path) -> dict[str, str]:
    """Return the fingerprints of the last success; none if the file is missing or damaged."""
    try:
        stored = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def forget_run(notebook: Path, cache_path: str) -> None:
    """Drop a notebook's run from the cache, if there is one."""
    cache = get_cache(cache_path)
    try:
        record = cache.match_cache_notebook(nbformat.read(notebook, as_version=4))
        cache.remove_cache(record.pk)
    except KeyError:
        pass


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the notebooks that must be run and read again."""
    root = Path(app.srcdir)
    house = House.at(root)
    stored = _read_store(_store(app))
    now = {
        docname: fingerprint(Path(env.doc2path(docname)), house)
        for docname in sorted(env.found_docs)
        if str(env.doc2path(docname)).endswith(".ipynb")
    }
    app.env.fingerprints = now  # type: ignore[attr-defined]
    stale = [docname for docname, mark in now.items() if stored.get(docname) != mark]
    for docname in stale:
        forget_run(Path(env.doc2path(docname)), env.mystnb_config.execution_cache_path)  # type: ignore[attr-defined]
    return stale


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Store the fingerprints, once everything has succeeded."""
    fingerprints = getattr(app.env, "fingerprints", None) if app.env else None
    if exception is None and fingerprints is not None:
        _store(app).write_text(json.dumps(fingerprints, indent=1, sort_keys=True) + "\n", "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Compare before pages are read, remember after the last check has passed."""
    app.connect("env-get-outdated", outdated)
    app.connect("build-finished", remember, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
