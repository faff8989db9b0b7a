"""Sphinx: explorers show their static form during a build; script and style are added once."""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from tqdm import tqdm

from flipbook import page
from flipbook.drawing_pool import PROGRESS_VARIABLE
from flipbook.explorer import STATIC_VARIABLE
from flipbook.kept import CACHE_VARIABLE
from flipbook.saved import without_script

logger = logging.getLogger(__name__)

_FAILED = re.compile(
    r'<figure class="flipbook" id="([^"]*)"(?:(?!<figure).)*?"failed":([1-9]\d*)', re.DOTALL
)
_STATE = "application/vnd.jupyter.widget-state+json"


class _Progress:
    """Shows in this terminal how far the kernels are with their drawing."""

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="flipbook-", suffix=".progress")
        os.close(handle)
        self.file = Path(name)
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        bars: dict[str, Any] = {}
        with self.file.open(encoding="utf-8") as lines:
            finished = False
            while not finished:
                finished = self.done.wait(0.2)  # once done, read what is left and stop
                for line in lines:
                    name, count, total = json.loads(line)
                    if name not in bars:
                        bars[name] = tqdm(total=total, desc=f"Drawing {name}", unit="state")
                    bars[name].update(count - bars[name].n)
                    if count == total:
                        bars.pop(name).close()

    def stop(self) -> None:
        self.done.set()
        self.thread.join()
        self.file.unlink(missing_ok=True)


def _start(app: Sphinx) -> None:
    os.environ[STATIC_VARIABLE] = "1"
    os.environ.setdefault(CACHE_VARIABLE, str(Path(app.outdir).parent / ".flipbook_cache"))
    progress = _Progress()
    os.environ[PROGRESS_VARIABLE] = str(progress.file)

    def stop(app: Sphinx, error: Exception | None) -> None:
        for variable in (STATIC_VARIABLE, PROGRESS_VARIABLE):
            os.environ.pop(variable, None)
        progress.stop()

    app.connect("build-finished", stop)


def _take_out(app: Sphinx, doctree: nodes.document) -> None:
    """Take script and style out of the outputs: a built page has each once, as a file."""
    for raw in doctree.findall(nodes.raw):
        html = raw.astext()
        for name, failed in _FAILED.findall(html):
            logger.warning(
                "%s state(s) of the picture %s could not be drawn: see them on the page.",
                failed,
                name,
                location=raw,
            )
        if raw.get("format") == "html" and (shorter := without_script(html)) != html:
            raw[:] = [nodes.Text(shorter)]
            raw.rawsource = shorter


def _add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add script and style to the pages that have a picture, and drop the widgets' saved state."""
    if 'class="flipbook"' in context.get("body", ""):
        app.add_js_file("flipbook.js", loading_method="defer")
        app.add_css_file("flipbook.css")
    if "script_files" in context:
        context["script_files"][:] = [
            file
            for file in context["script_files"]
            if getattr(file, "attributes", {}).get("type") != _STATE
        ]


def _write_assets(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        (static / "flipbook.js").write_text(page.page_script(), encoding="utf-8")
        (static / "flipbook.css").write_text(page.stylesheet(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("builder-inited", _start)
    app.connect("doctree-read", _take_out)
    app.connect("html-page-context", _add_assets)
    app.connect("build-finished", _write_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
