"""Shows a piece of practice: as an output of a notebook, and on the built page.

One stylesheet and one script serve both homes. An output of a notebook is plain HTML that brings
them along: it works in JupyterLab, in a saved notebook that is opened again with no kernel, and in
what nbconvert makes of it. There is no widget and so no channel: what is typed cannot reach Python.
On the built page :mod:`helping.practice.sphinx_ext` puts files in their place.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

from helping.words import words

ROOMS = ("store", "say", "question", "reflection", "exchange", "headings", "home")
"""The rooms of the script, in the order in which they are joined into one classic script."""

_OPENING, _CLOSING = "<!-- practice: style and script -->", "<!-- /practice -->"
_BROUGHT = re.compile(f"{_OPENING}.*?{_CLOSING}", re.DOTALL)
# A remark takes whole lines in these files, and no line of code begins like one.
_REMARKS = re.compile(r"^\s*(?://|/?\*).*\n", re.MULTILINE)


class Shown:
    """A piece of practice as a notebook's output.

    Parameters
    ----------
    markup : str
        The HTML, the same in both homes.
    plain : str
        One line of plain text, where nothing else can be shown.
    """

    def __init__(self, markup: str, plain: str) -> None:
        self.markup = markup
        self.plain = plain

    def __repr__(self) -> str:
        return self.plain

    def to_html(self) -> str:
        """Return the markup, without script and style."""
        return self.markup

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        # Every output brings both along: each may be the only one that is shown.
        return {"text/plain": self.plain, "text/html": f"{self.markup}\n{_brought()}"}


def script() -> str:
    """Return the script: it defines ``coursePractice``, once a document."""
    folder = resources.files("helping.practice") / "js"
    code = "\n".join((folder / f"{room}.js").read_text(encoding="utf-8") for room in ROOMS)
    table = json.dumps(words("practice")["script"], ensure_ascii=False)
    return (
        "/* Questions and reflections: see src/helping/practice/js. Nothing is sent anywhere. */\n"
        f'(function () {{\n"use strict";\nif (globalThis.coursePractice) return;\n'
        f"const WORDS = {table};\n{_REMARKS.sub('', code)}}})();\n"
    )


def page_script() -> str:
    """Return the script as the built page has it: a file that mounts what stands on the page."""
    return f"{script()}coursePractice.page();\n"


def stylesheet() -> str:
    """Return the style sheet."""
    return (resources.files("helping.practice") / "practice.css").read_text(encoding="utf-8")


def _brought() -> str:
    code = re.sub(r"</(?=script)", r"<\\/", f"{script()}coursePractice.live(document);")
    return f"{_OPENING}<style>\n{stylesheet()}</style>\n<script>\n{code}\n</script>{_CLOSING}"


def without_script_and_style(html: str) -> str:
    """Return an output's HTML without what the built page brings as files.

    Parameters
    ----------
    html : str
        What a cell of a notebook has shown.
    """
    return _BROUGHT.sub("", html)
