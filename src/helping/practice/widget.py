"""Shows a piece of practice: a widget in JupyterLab, plain HTML on the built page.

One stylesheet and one script serve both homes. Live, the markup crosses to the browser once
and nothing ever crosses back: the widget has no trait that the browser could write to.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRIPT = HERE / "practice.js"
STYLES = HERE / "practice.css"

_LIVE = """
export default {
  render({ model, el }) {
    globalThis.coursePractice.live(el, model.get("markup"));
  },
};
"""


def on_built_page() -> bool:
    """Say whether the website is being built (``helping.practice.sphinx_ext`` sets this)."""
    return os.environ.get("COURSE_STATIC") == "1"


class Shown:
    """A piece of practice as a notebook's output.

    Parameters
    ----------
    markup : str
        The HTML, the same in both homes.
    words : str
        One line of plain text, where nothing else can be shown.
    """

    def __init__(self, markup: str, words: str) -> None:
        self.markup = markup
        self.words = words
        self._widget: Any = None

    def __repr__(self) -> str:
        return self.words

    def to_html(self) -> str:
        """Return the markup, without script and style."""
        return self.markup

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        plain = {"text/plain": self.words, "text/html": self.markup}
        if on_built_page():
            return plain, {}
        if self._widget is None:
            self._widget = _widget_class()(markup=self.markup)
        data, metadata = self._widget._repr_mimebundle_()
        # The HTML stays as a fallback for viewers that show notebooks without widgets.
        return {**data, **plain}, metadata


@cache
def _widget_class() -> Any:
    # Imported late: the built page and the tests of the parser need no widget machinery.
    import anywidget
    import traitlets

    class PracticeWidget(anywidget.AnyWidget):
        """Carries the markup to the browser; nothing comes back."""

        _esm = SCRIPT.read_text(encoding="utf-8") + _LIVE
        _css = STYLES.read_text(encoding="utf-8")
        markup = traitlets.Unicode().tag(sync=True)

    return PracticeWidget
