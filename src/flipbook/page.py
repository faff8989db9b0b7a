"""A picture as HTML: what the page holds before any script has run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Any

from flipbook.bet import Bet
from flipbook.controls import Control
from flipbook.style import palette_css
from flipbook.table import to_json
from flipbook.words import words

SCRIPTS = (
    "table",
    "picture",
    "voice",
    "typed",
    "pair",
    "play",
    "view",
    "bet",
    "idle",
    "keep",
    "figure",
    "links",
    "page",
    "live",
)
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
    lang : str
        The language of flipbook's own words and of the figure; empty for the page's.
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
    lang: str = ""

    @property
    def told(self) -> dict[str, str]:
        """The words of the page in its language."""
        told: dict[str, str] = words(self.lang)["page"]
        return told

    @property
    def tagged(self) -> str:
        """The figure's language as an attribute, where it has one of its own."""
        return f' lang="{self.told["lang"]}"' if self.lang else ""


def fragment(page: Page, book: str | None = None) -> str:
    """Return the figure: picture, sentence, controls, caption and, if given, all states.

    Parameters
    ----------
    page : Page
    book : str, optional
        JSON of all states, as :func:`flipbook.states.book_json` makes it.
    """
    data = f'<script type="application/json" class="flipbook-stops">{_stops(page)}</script>'
    if page.lang:  # the script's are those of the page
        own = to_json(words(page.lang)["script"])
        data += f'<script type="application/json" class="flipbook-words">{own}</script>'
    if book:
        data += f'<script type="application/json" class="flipbook-book">{book}</script>'
    note = f'<p class="flipbook-note">{escape(page.note)}</p>' if page.note else ""
    return f"""<figure class="flipbook"{page.tagged} id="{page.name}" \
data-flipbook="{page.name}" aria-label="{escape(page.title)}">
<div class="flipbook-stage">
{_bet(page)}<div class="flipbook-view">
{_picture(page)}
<p class="flipbook-sentence">{escape(page.sentence)}</p>
<p class="flipbook-verdict" tabindex="-1"></p>
<p class="flipbook-return" hidden>{_button(page, "back")}</p>
</div>
{_form(page)}
</div>
{_more(page)}
<figcaption>{page.caption}</figcaption>
{note}<div class="flipbook-voice" aria-live="polite"></div>
{data}</figure>"""


def _picture(page: Page) -> str:
    """Write the picture: one image to a screen reader, its letters are not read one by one."""
    name = escape(page.told["picture"])
    opening, _, rest = page.svg.partition(">")
    return (
        f'<div class="flipbook-picture" role="img" aria-label="{name}">'
        f'{opening} aria-hidden="true">{rest}</div>'
    )


def _button(page: Page, action: str) -> str:
    said = escape(page.told[action])
    return f'<button type="button" data-flipbook-do="{action}">{said}</button>'


def _bet(page: Page) -> str:
    """Write the question, its answers to tap, and for the script what decides it."""
    bet = page.bet
    if bet is None:
        return ""
    at = escape(to_json(bet.stops(page.controls)))
    answers = "\n".join(
        f'<label class="flipbook-radio"><input type="radio" name="bet" value="{place}"> '
        f'<span class="flipbook-answer">{escape(answer)}</span> '
        '<span class="flipbook-mark"></span></label>'
        for place, answer in enumerate(bet.answers)
    )
    eyebrow = f'<span class="flipbook-eyebrow">{escape(page.told["bet"])}</span>'
    return (
        f'<form class="flipbook-bet" autocomplete="off" data-at="{at}" '
        f'data-right="{list(bet.answers).index(bet.right)}">\n'
        f"<fieldset><legend>{eyebrow} {escape(bet.question)}</legend>\n{answers}</fieldset>\n"
        f'<p class="flipbook-placed" hidden><span></span> {_button(page, "there")}</p>\n</form>\n'
    )


def _form(page: Page) -> str:
    """Write the controls and the buttons; without a name of its own a form is no landmark."""
    told = page.told
    actions = ["reset", "save", "link"] if page.controls else ["save"]
    buttons = "\n".join(_button(page, action) for action in actions)
    controls = "\n".join(_control(page, control) for control in page.controls.values())
    if controls:
        controls = (
            f'<div class="flipbook-set" role="group" aria-label="{escape(told["controls"])}">\n'
            f"{controls}\n</div>\n"
        )
    return (
        f'<form class="flipbook-controls" autocomplete="off">\n{controls}'
        f'<div class="flipbook-buttons">{buttons}</div>\n'
        '<p class="flipbook-said"></p>\n</form>'
    )


def _more(page: Page) -> str:
    """Write what is folded behind the sentence: where the controls stand, and further numbers."""
    told = page.told
    settings = "\n".join(
        "<li>"
        + escape(told["setting"].format(label=control.label, value=control.spoken[control.index]))
        + "</li>"
        for control in page.controls.values()
    )
    if settings:
        label = escape(told["settings"])
        settings = f'<ul class="flipbook-settings" aria-label="{label}">\n{settings}\n</ul>\n'
    return (
        f'<details class="flipbook-more"><summary>{escape(told["more"])}</summary>\n{settings}'
        f'<p class="flipbook-further">{escape(page.more)}</p></details>'
    )


def _stops(page: Page) -> str:
    """Write what the script must know of the controls."""
    return to_json(
        [
            {
                "name": control.name,
                "label": control.label,
                "kind": control.kind,
                "numeric": control.numeric,
                "start": control.index,
                "keys": control.keys,
                "spoken": control.spoken,
                "values": control.values if control.numeric else [],
                **({"hand": _said_by(control.hand)} if control.hand else {}),
                **({"play": control.play} if control.play else {}),
            }
            for control in page.controls.values()
        ]
    )


def _said_by(hand: Control) -> dict[str, Any]:
    """Write what each of two hands may say."""
    return {"keys": hand.keys, "spoken": hand.spoken, "values": hand.values}


def _control(page: Page, control: Control) -> str:
    # No name of a figure holds two hyphens, none of a control any: no other part has this id.
    here = f"{page.name}--{control.name}"
    label, name, start = escape(control.label), escape(control.name), control.index
    # Heard once: as the name of the input, not as words before it too.
    said_before = f'<label for="{here}"><span aria-hidden="true">{label}</span></label>'
    if control.kind == "switch":
        ticked = " checked" if start else ""
        return (
            f'<p class="flipbook-control"><input type="checkbox" id="{here}" name="{name}" '
            f'aria-label="{label}"{ticked}> {said_before}</p>'
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
            f'<p class="flipbook-control">{said_before}'
            f'<select id="{here}" name="{name}" aria-label="{label}">{options}</select></p>'
        )
    if control.hand is not None:
        return _pair(here, control, control.hand, page.told)
    row = _range(here, control, control.label, start, page.told)
    return f'<div class="flipbook-control">{said_before}{row}</div>'


def _pair(here: str, control: Control, hand: Control, told: Mapping[str, str]) -> str:
    """Write two hands, named "from" and "to", in one group; the script keeps them from crossing."""
    ends = zip(("from", "to"), control.value, strict=True)
    rows = []
    for end, value in ends:
        own, label = f"{here}--{end}", told["hand"].format(label=control.label, hand=told[end])
        shown = f'<label for="{own}"><span aria-hidden="true">{escape(told[end])}</span></label>'
        rows.append(
            f'<div class="flipbook-hand">{shown}'
            f"{_range(own, hand, label, hand.nearest(value), told)}</div>"
        )
    return (
        f'<fieldset class="flipbook-control flipbook-pair"><legend>{escape(control.label)}'
        f"</legend>\n{rows[0]}\n{rows[1]}</fieldset>"
    )


def _range(here: str, control: Control, called: str, start: int, told: Mapping[str, str]) -> str:
    """Write a slider, its number's field and its word, standing at a stop."""
    label, name = escape(called), escape(control.name)
    said = escape(control.spoken[start])
    if control.numeric:
        step = f"{control.values[1] - control.values[0]:.10g}" if len(control.values) > 1 else "1"
        limits = f'min="{control.keys[0]}" max="{control.keys[-1]}" step="{step}"'
        value = control.keys[start]
        number = _number(control, told["as_number"].format(label=called), start)
        word = said if control.spoken[start] != value else ""
    else:
        limits = f'min="0" max="{len(control.values) - 1}" step="1"'
        value, number, word = str(start), "", said
    play = ""
    if control.play:
        named = escape(told["play"].format(label=called))
        play = (
            '<button type="button" class="flipbook-play" aria-pressed="false" '
            f'aria-label="{named}"></button>'
        )
    beneath = f'<span class="flipbook-word" aria-hidden="true">{word}</span>'
    if control.numeric and control.spoken == control.keys:
        beneath = ""  # the field says it all
    return (
        f'<span class="flipbook-row">{play}<input type="range" id="{here}" name="{name}" {limits} '
        f'value="{value}" aria-label="{label}" aria-valuetext="{said}">{number}</span>{beneath}'
    )


def _number(control: Control, called: str, start: int) -> str:
    """Write the field beside a slider: of text, because a number's field eats decimal commas."""
    # The number pad of some phones has no minus.
    pad = "text" if min(control.values) < 0 else "decimal"
    return (
        f'<input type="text" class="flipbook-number" aria-label="{escape(called)}" '
        f'value="{control.keys[start]}" inputmode="{pad}" autocomplete="off">'
    )


def script(lang: str = "") -> str:
    """Return the one script that serves the page and JupyterLab; its words in a language."""
    folder = resources.files("flipbook") / "js"
    code = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    told = json.dumps(words(lang)["script"], ensure_ascii=False)
    return (
        "/* flipbook: moves the pictures, on the built page and live. */\n"
        f'(function () {{\n"use strict";\nif (globalThis.flipbook) return;\n\n'
        f"const SAID = {told};\n{code}}})();\n"
    )


def page_script(lang: str = "") -> str:
    """Return the script as a page has it: it brings to life the figures that stand there."""
    return f"{script(lang)}flipbook.start();\n"


# Where the reader, or the host of the page, has chosen the dark.
_DARK = (
    'html[data-theme="dark"]',  # the theme of a book
    'body[data-jp-theme-light="false"]',  # JupyterLab and its kin
    'body[data-vscode-theme-kind="vscode-dark"]',
    'body[data-vscode-theme-kind="vscode-high-contrast"]',
    'html[theme="dark"]',  # Colab
)
# Where nobody has chosen, the system's choice holds.
_UNSAID = (
    "html:not([data-theme]):not([theme])"
    ":not(:has(body[data-jp-theme-light], body[data-vscode-theme-kind]))"
)
_ABOVE_ALL = "html:root:root, html:root:root body"


def stylesheet() -> str:
    """Return the style sheet, palette included."""
    rules = (resources.files("flipbook") / "flipbook.css").read_text(encoding="utf-8")
    light, dark = palette_css(0), palette_css(1)
    return (
        f":root {{ {light} }}\n"
        f"{', '.join(_DARK)} {{ {dark} }}\n"
        f"@media (prefers-color-scheme: dark) {{ {_UNSAID} {{ {dark} }} }}\n"
        # In forced colours the system's choice goes before any made on the page.
        f"@media (forced-colors: active) {{ {_ABOVE_ALL} {{ {light} }} }}\n"
        "@media (forced-colors: active) and (prefers-color-scheme: dark) "
        f"{{ {_ABOVE_ALL} {{ {dark} }} }}\n"
        f"@media print {{ {_ABOVE_ALL} {{ {light} }} }}\n{rules}"
    )


def standalone(title: str, figure: str, lang: str = "") -> str:
    """Return one self-contained page with the figure on it.

    Parameters
    ----------
    title : str
        The page's title.
    figure : str
        HTML of the figure, states included.
    lang : str
        The page's language; the environment's unless told.
    """
    code = re.sub(r"</(?=script)", r"<\\/", page_script(lang))
    return f"""<!DOCTYPE html>
<html lang="{words(lang)["page"]["lang"]}" class="flipbook-standalone">
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
