"""Leave out what the theme ships and this site does not use.

That is 1.5 MB of icon script, icon fonts, source maps, MathJax on a site without maths, and style
rules that match nothing.
The templates in book/_templates no longer name the icon script or Bootstrap's script; here the
files go, and each style sheet of the theme keeps only rules whose classes and ids occur somewhere.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

UNUSED = (
    "scripts/fontawesome.js*",
    "scripts/bootstrap.js*",
    "**/*.map",
    "vendor",
    "locales",
    "images/logo_*",
    "*webpack-macros.html",
    "styles/theme.css",
    "_sphinx_javascript_frameworks_compat.js",
    "translations.js",
    "sphinx_highlight.js",
    "file.png",
    "plus.png",
    "minus.png",
)
THEME_SHEETS = (
    "pygments.css",
    "styles/pydata-sphinx-theme.css",
    "styles/sphinx-book-theme.css",
    "basic.css",
    "mystnb.css",
)
NOT_LOADED = ("translations.js", "sphinx_highlight.js")
# The theme makes every wide thing a nameless stop of the keyboard, and looks again after every
# change of a picture; book/_static/course.js does this with names, and only when widths change.
STOPS_OF_THEME = re.compile(
    r'"complete"===document\.readyState\?(\w)\(\):window\.addEventListener\("load",\1\)'
)
NO_STOPS = "/* no nameless stops */void 0"
VIEWPORT = re.compile(r'<meta\b[^>]*name="viewport"[^>]*>')
MATHJAX_KEPT = ("tex-chtml.js", "output/chtml/fonts", "input/tex/extensions")
SET_BY_THEME = {  # classes that the theme's own scripts add to a page; the rest they name is unused
    "active",
    "d-none",
    "empty",
    "hide",
    "noprint",
    "pst-sidebar-hidden",
    "scrolled",
    "search",
}
NESTED = {"media", "supports", "layer", "container"}
DROPPED = {"font-face", "keyframes"}  # icon fonts and their dances
PROPERTY = re.compile(r"""(?:var\(\s*|getPropertyValue\(\s*["'])(--[\w-]+)""")
WORD = re.compile(r"[A-Za-z_][\w-]*")


def words_in_use(site: Path) -> set[str]:
    """Return every word that could be a class or id: in the pages' tags and in the scripts."""
    words = set(SET_BY_THEME)
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        for value in re.findall(r"""\b(?:class|id)=["']([^"']*)["']""", html):
            words.update(value.split())
        for script in re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL):
            words.update(WORD.findall(script))
    for script_file in (site / "_static").rglob("*.js"):
        if not {"mathjax", "scripts"}.intersection(script_file.relative_to(site).parts):
            words.update(WORD.findall(script_file.read_text("utf-8")))
    return words


def _matches_something(selector: list[Any], words: set[str]) -> bool:
    """Say whether all classes and ids of a selector are in use (inside :not() none is needed)."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" and token.value not in words:
            return False
        is_class = before is not None and before.type == "literal" and before.value == "."
        if is_class and token.type == "ident" and token.value not in words:
            return False
    return True


def _split(tokens: Iterable[Any]) -> list[list[Any]]:
    """Split a list of selectors at its commas."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _kept(rules: Iterable[Any], words: set[str]) -> str:
    """Write the rules that match something."""
    written = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in _split(rule.prelude) if _matches_something(part, words)]
            if selectors:
                head = ",".join(tinycss2.serialize(part).strip() for part in selectors)
                written.append(head + "{" + tinycss2.serialize(rule.content).strip() + "}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content:
            inner = _kept(_rules(rule.content), words)
            if inner:
                head = tinycss2.serialize(rule.prelude).strip()
                written.append(f"@{rule.at_keyword} {head}" + "{" + inner + "}")
        elif rule.type == "at-rule" and rule.lower_at_keyword not in DROPPED:
            written.append(rule.serialize())
    return "\n".join(written)


def _rules(css: Any) -> list[Any]:
    if isinstance(css, str):
        return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    return list(tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True))


def purge(css: str, words: set[str]) -> str:
    """Return the style sheet without fonts and without rules whose classes or ids nobody uses."""
    return _kept(_rules(css), words)


def drop_unread_properties(css: str, read: set[str]) -> str:
    """Take out the custom properties that nobody reads."""
    written = []
    for rule in _rules(css):
        if rule.type != "qualified-rule":
            written.append(rule.serialize())
            continue
        kept = [
            part.serialize()
            for part in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if not (part.type == "declaration" and part.name[:2] == "--" and part.name not in read)
        ]
        if kept:
            written.append(tinycss2.serialize(rule.prelude).strip() + "{" + ";".join(kept) + "}")
    return "\n".join(written)


def lighten(site: Path) -> None:
    """Take out of a built site what no page asks for."""
    static = site / "_static"
    for pattern in UNUSED:
        for path in list(static.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _lighten_mathjax(site)
    _shorten_names(site)
    _drop_stops(static / "scripts" / "pydata-sphinx-theme.js")
    words = words_in_use(site)
    sheets = [sheet for pattern in THEME_SHEETS for sheet in static.glob(pattern)]
    for sheet in sheets:
        sheet.write_text(purge(sheet.read_text("utf-8"), words), "utf-8")
    before = -1
    while before != (size := sum(sheet.stat().st_size for sheet in sheets)):
        before = size  # a property may be read only by one that has just gone: look again
        read = _properties_read(site)
        for sheet in sheets:
            sheet.write_text(drop_unread_properties(sheet.read_text("utf-8"), read), "utf-8")


def _shorten_names(site: Path) -> None:
    """Give MyST-NB's style sheet a name without its hash of 64 letters: Windows counts them."""
    for sheet in list((site / "_static").glob("mystnb.*.css")):
        for page in site.rglob("*.html"):
            html = page.read_text("utf-8")
            if sheet.name in html:
                page.write_text(html.replace(sheet.name, "mystnb.css"), "utf-8")
        sheet.replace(sheet.with_name("mystnb.css"))


def _drop_stops(script: Path) -> None:
    """Take the call out of the theme's script that makes stops of what is wide."""
    if not script.is_file():
        return
    before = script.read_text("utf-8")
    if NO_STOPS in before:
        return  # a build in which nothing has changed leaves the file as the last one made it
    code, found = STOPS_OF_THEME.subn(NO_STOPS, before)
    if not found:
        raise ExtensionError(
            f"{script.name} has changed and may again make nameless stops of wide content: look "
            "for the function that sets tabIndex, and set STOPS_OF_THEME in lighter_theme.py anew."
        )
    script.write_text(code, "utf-8")


def _properties_read(site: Path) -> set[str]:
    """Return the custom properties that a style, a page or a script reads."""
    read: set[str] = set()
    for path in site.rglob("*"):
        if path.suffix in (".css", ".html", ".js") and "mathjax" not in path.parts:
            read.update(PROPERTY.findall(path.read_text("utf-8")))
    return read


def _lighten_mathjax(site: Path) -> None:
    """Keep the part of MathJax that typesets TeX, and only if a page has maths."""
    mathjax = site / "_static" / "mathjax"
    if not mathjax.is_dir():
        return
    if not any("mathjax/tex-chtml.js" in page.read_text("utf-8") for page in site.rglob("*.html")):
        shutil.rmtree(mathjax)
        return
    kept = [mathjax / name for name in MATHJAX_KEPT]
    for path in sorted(mathjax.rglob("*"), reverse=True):
        if path.is_file() and not any(path == one or one in path.parents for one in kept):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def drop_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave out what no page uses: Sphinx's marking of searched words and its translated words.

    The theme's two settings stand inside the page, where a host may forbid scripts; nothing here
    reads them.
    """
    if context.get("metatags"):  # Sphinx writes the viewport itself
        context["metatags"] = VIEWPORT.sub("", context["metatags"])
    if "script_files" in context:
        context["script_files"][:] = [
            file
            for file in context["script_files"]
            if not any(name in str(getattr(file, "filename", file)) for name in NOT_LOADED)
            and not str(getattr(file, "attributes", {}).get("body", "")).startswith(
                "DOCUMENTATION_OPTIONS"
            )
        ]


def lighten_built_site(app: Sphinx, exception: Exception | None) -> None:
    """Run after a build that succeeded."""
    if not exception and app.builder.format == "html":
        lighten(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, bool]:
    """Run after the theme and MathJax have copied their files, before the site is packed."""
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", lighten_built_site, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
