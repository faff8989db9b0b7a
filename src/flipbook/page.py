"""A picture as HTML: what the page holds before any script has run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources

from flipbook.bet import Bet
from flipbook.controls import Control
from flipbook.style import palette_css
from flipbook.table import to_json

SCRIPTS = ("table", "picture", "figure", "page", "live")
"""The rooms of the script, in the order in which they are joined into one classic script."""


@dataclass(frozen=True)
class Page:
    """What the HTML of a picture is made from.

    Attributes
    ----------
    name : str
        The id of the figure; unique on its page.
    title : str
        The picture's name, for those who do not see it.
    caption : str
        HTML of the caption.
    controls : mapping of str to Control
    svg, sentence, more : str
        The first state: picture, result in one sentence, and what is folded behind it.
    bet : Bet, optional
        What the reader is asked before the picture is touched.
    note : str
        A remark on the picture's weight, empty where there is none.
    """

    name: str
    title: str
    caption: str
    controls: Mapping[str, Control]
    svg: str
    sentence: str
    more: str = ""
    bet: Bet | None = None
    note: str = ""


def fragment(page: Page, book: str | None = None) -> str:
    """Return the figure: caption, controls, first state, sentence and, if given, all states.

    Parameters
    ----------
    page : Page
    book : str, optional
        JSON of all states, as :func:`flipbook.states.book_json` makes it.
    """
    name = page.name
    controls = "\n".join(_control(name, control) for control in page.controls.values())
    data = f'<script type="application/json" class="flipbook-stops">{_stops(page)}</script>'
    if book:
        data += f'<script type="application/json" class="flipbook-book">{book}</script>'
    note = f'<p class="flipbook-note">{escape(page.note)}</p>' if page.note else ""
    reset = '<button type="button" data-flipbook-do="reset">Reset</button>' if page.controls else ""
    link = (
        '<button type="button" data-flipbook-do="link">Link to this state</button>'
        if page.controls
        else ""
    )
    return f"""<figure class="flipbook" id="{name}" aria-labelledby="{name}-caption">
<div class="flipbook-picture">{_name_svg(page)}</div>
<output class="flipbook-sentence" role="status">{escape(page.sentence)}</output>
<form class="flipbook-controls" autocomplete="off" aria-label="Controls: {escape(page.title)}">
{controls}
<div class="flipbook-buttons">{reset}
<button type="button" data-flipbook-do="save">Save picture</button>
{link}
<span class="flipbook-said" role="status"></span></div>
</form>
<figcaption id="{name}-caption">{page.caption}</figcaption>
{note}{data}</figure>"""


def _name_svg(page: Page) -> str:
    """Give the picture a name and a description, for those who do not see it."""
    opening, _, rest = page.svg.partition(">")
    return (
        f'{opening} role="img" aria-labelledby="{page.name}-title" '
        f'aria-describedby="{page.name}-desc">'
        f'<title id="{page.name}-title">{escape(page.title)}</title>'
        f'<desc id="{page.name}-desc">{escape(page.sentence)}</desc>{rest}'
    )


def _stops(page: Page) -> str:
    """Write what the script must know of the controls."""
    return to_json(
        [
            {
                "name": control.name,
                "kind": control.kind,
                "numeric": control.numeric,
                "start": control.index,
                "keys": control.keys,
                "spoken": control.spoken,
                "values": control.values if control.numeric else [],
            }
            for control in page.controls.values()
        ]
    )


def _control(figure: str, control: Control) -> str:
    here = f"{figure}-{control.name}"
    label, name, start = escape(control.label), escape(control.name), control.index
    if control.kind == "switch":
        ticked = " checked" if start else ""
        return (
            f'<p class="flipbook-control"><input type="checkbox" id="{here}" name="{name}"'
            f'{ticked}> <label for="{here}">{label}</label></p>'
        )
    if control.kind == "radio":
        choices = "\n".join(
            f'<label class="flipbook-radio"><input type="radio" name="{name}" value="{index}"'
            f"{' checked' if index == start else ''}> {escape(said)}</label>"
            for index, said in enumerate(control.spoken)
        )
        return f'<fieldset class="flipbook-control"><legend>{label}</legend>\n{choices}</fieldset>'
    if control.kind == "choice":
        options = "".join(
            f'<option value="{index}"{" selected" if index == start else ""}>'
            f"{escape(said)}</option>"
            for index, said in enumerate(control.spoken)
        )
        return (
            f'<p class="flipbook-control"><label for="{here}">{label}</label>'
            f'<select id="{here}" name="{name}">{options}</select></p>'
        )
    return _range(here, name, label, start, control)


def _range(here: str, name: str, label: str, start: int, control: Control) -> str:
    said = escape(control.spoken[start])
    if control.numeric:
        step = f"{control.values[1] - control.values[0]:.10g}" if len(control.values) > 1 else "1"
        limits = f'min="{control.keys[0]}" max="{control.keys[-1]}" step="{step}"'
        value = control.keys[start]
        number = (
            f'<input type="number" class="flipbook-number" aria-label="{label}, as a number" '
            f'{limits} value="{value}" inputmode="decimal">'
        )
        word = said if control.spoken[start] != value else ""
    else:
        limits = f'min="0" max="{len(control.values) - 1}" step="1"'
        value, number, word = str(start), "", said
    return (
        f'<div class="flipbook-control"><label for="{here}">{label}</label>'
        f'<span class="flipbook-row"><input type="range" id="{here}" name="{name}" {limits} '
        f'value="{value}" aria-valuetext="{said}">{number}</span>'
        f'<span class="flipbook-word" aria-hidden="true">{word}</span></div>'
    )


def script() -> str:
    """Return the one script that serves the page and JupyterLab."""
    folder = resources.files("flipbook") / "js"
    code = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    return (
        "/* flipbook: moves the pictures, on the built page and live. */\n"
        f'(function () {{\n"use strict";\nif (globalThis.flipbook) return;\n\n{code}}})();\n'
    )


def stylesheet() -> str:
    """Return the style sheet, palette included."""
    rules = (resources.files("flipbook") / "flipbook.css").read_text(encoding="utf-8")
    light, dark = palette_css(0), palette_css(1)
    return (
        f":root {{ {light} }}\n"
        f'html[data-theme="dark"], body[data-jp-theme-light="false"] {{ {dark} }}\n'
        "@media (prefers-color-scheme: dark) { html:not([data-theme]):not(:has(body["
        f"data-jp-theme-light])) {{ {dark} }} }}\n"
        f"@media print {{ html:root {{ {light} }} }}\n{rules}"
    )


def standalone(title: str, figure: str) -> str:
    """Return one self-contained page with the figure on it.

    Parameters
    ----------
    title : str
        The page's title.
    figure : str
        HTML of the figure, states included.
    """
    code = re.sub(r"</(?=script)", r"<\\/", script())
    return f"""<!DOCTYPE html>
<html lang="en-GB" class="flipbook-standalone">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{stylesheet()}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{figure}
</main>
<script>
{code}</script>
</body>
</html>
"""
