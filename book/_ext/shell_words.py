"""Give templates and scripts their words, from one table a language.

``COURSE_LANG`` chooses the table in book/words (and the page's language); what it lacks is taken
from English. ``COURSE_WORDS`` names a folder whose ``shell.toml`` goes before both.
"""

from __future__ import annotations

import html
import json
import os
import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

WORDS = Path(__file__).parents[1] / "words"
FOR_SCRIPTS = ("colours", "search", "scrolling")


def shell_words() -> dict[str, dict[str, str]]:
    """Return section -> key -> pattern, in the language of the environment."""
    places = [WORDS / "en.toml", WORDS / f"{os.environ.get('COURSE_LANG', 'en')}.toml"]
    if folder := os.environ.get("COURSE_WORDS"):
        places.append(Path(folder) / "shell.toml")
    found: dict[str, dict[str, str]] = {}
    for place in filter(Path.is_file, places):
        for section, patterns in tomllib.loads(place.read_text("utf-8")).items():
            found.setdefault(section, {}).update(patterns)
    return found


def for_scripts(say: dict[str, dict[str, str]]) -> str:
    """Return the scripts' words as JSON that can stand inside a script element."""
    chosen = {section: say[section] for section in FOR_SCRIPTS}
    return json.dumps(chosen, ensure_ascii=False).replace("</", "<\\/")


def choose_language(app: Sphinx, config: Config) -> None:
    """Set the language before Sphinx looks for its own catalogue."""
    if language := os.environ.get("COURSE_LANG"):
        config.language = language


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Hand the words to the templates as ``say``."""
    say = shell_words()
    context["script_words"] = for_scripts(say)
    context["say"] = {
        section: {key: html.escape(pattern) for key, pattern in patterns.items()}
        for section, patterns in say.items()
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Register."""
    app.connect("config-inited", choose_language, priority=1)
    app.connect("html-page-context", on_page, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
