"""Run again what has changed, and nothing else.

jupyter-cache knows a notebook by the text of its code cells alone. A cell that calls
`explore(transference.expectation)` looks the same after the model under it has changed, and the
page would go on showing the old picture. So each notebook gets a fingerprint of its code cells,
of every function of ours that they reach, and of the drawing and number libraries; and while it
runs, what it reads of the course's content is written down: rows, words, files
(`flipbook.rests_on`). Where either differs from the last successful build, the cached run is
dropped and the page is read again. A new reference is only read, since no cell uses it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from flipbook import rests_on

LEDGER = "helping.used"
LIBRARIES = ("matplotlib", "numpy", "scipy", "pandas", "ipywidgets", "anywidget")
ALSO_READ = "references.bib"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """What is known of a notebook since its last run.

    Attributes
    ----------
    code : str
        Fingerprint of its code and of all that this reaches; empty where it cannot be known.
    uses : dict of str to str
        What it read of the course's content, each with its mark.
    """

    code: str
    uses: dict[str, str] = field(default_factory=dict)

    def holds(self, code: str) -> bool:
        """Say whether the last run still stands."""
        return bool(code) and self.code == code and rests_on.still_so(self.uses)


def code_of(notebook: Path) -> list[str]:
    """Return the code cells of a notebook."""
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (ValueError, AttributeError, KeyError) as error:
        raise ExtensionError(
            f"{notebook.name} cannot be read as a notebook ({error}): restore it from its history."
        ) from error
    return [cell.source for cell in cells if cell.cell_type == "code"]


def fingerprint(notebook: Path) -> str:
    """Return one hash of a notebook's code and of all that it reaches; empty if it cannot be run.

    Running it will then say what is wrong.
    """
    cells = code_of(notebook)
    lines = [line for cell in cells for line in cell.splitlines()]
    plain = "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
    try:
        reached = rests_on.digest_of_code(plain)
    except (ImportError, SyntaxError, AttributeError):
        return ""
    mark = hashlib.sha256(reached.encode())
    for cell in cells:
        mark.update(cell.encode() + b"\0")
    for library in LIBRARIES:
        mark.update(f"{library} {version(library)}\0".encode())
    return mark.hexdigest()


def _store(app: Sphinx) -> Path:
    return Path(app.outdir).parent / "fingerprints.json"


def _uses_file(app: Sphinx, docname: str) -> Path:
    return Path(app.outdir).parent / ".uses" / f"{docname.replace('/', '-')}.txt"


def read_store(file: Path) -> dict[str, Known]:
    """Return what was known at the last success; nothing if the file is missing or damaged."""
    try:
        stored = json.loads(file.read_text("utf-8"))
        return {name: Known(told["code"], dict(told["uses"])) for name, told in stored.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


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
    """Return the notebooks that must be run and read again, or only read."""
    os.environ.setdefault(rests_on.LEDGER_VARIABLE, LEDGER)
    stored = read_store(_store(app))
    notebooks = {
        docname: Path(env.doc2path(docname))
        for docname in sorted(env.found_docs)
        if str(env.doc2path(docname)).endswith(".ipynb")
    }
    now = {docname: fingerprint(path) for docname, path in notebooks.items()}
    stale = [name for name, code in now.items() if not stored.get(name, Known("")).holds(code)]
    for docname in stale:
        forget_run(notebooks[docname], env.mystnb_config.execution_cache_path)  # type: ignore[attr-defined]
    logger.info("%d of %d notebooks are run", len(stale), len(notebooks))
    references = Path(app.srcdir) / ALSO_READ
    read = hashlib.sha256(references.read_bytes() if references.is_file() else b"").hexdigest()
    same = stored.get(ALSO_READ, Known("")).code == read
    app.known = {  # type: ignore[attr-defined]
        **{name: Known(code, stored.get(name, Known("")).uses) for name, code in now.items()},
        ALSO_READ: Known(read),
    }
    return stale if same else list(notebooks)


def watch(app: Sphinx, docname: str, source: list[str]) -> None:
    """Have the kernel of this notebook, should it be run, write down what it reads."""
    file = _uses_file(app, docname)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.environ[rests_on.USES_VARIABLE] = str(file)


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Store what is known, once everything has succeeded."""
    os.environ.pop(rests_on.USES_VARIABLE, None)
    known: dict[str, Known] = getattr(app, "known", {})
    if exception is not None or not known:
        return
    for docname, before in known.items():
        file = _uses_file(app, docname)
        if file.is_file():  # it was run
            known[docname] = Known(before.code, rests_on.read_uses(file))
            file.unlink()
    told = {docname: asdict(each) for docname, each in known.items()}
    _store(app).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Compare before pages are read, remember after the last check has passed."""
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", watch)
    app.connect("build-finished", remember, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
