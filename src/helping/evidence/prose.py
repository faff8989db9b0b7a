"""Hold running prose to the table of figures: no published number outside a link to its box."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from helping.evidence.said import figure_in_words, in_a_hundred, shown
from helping.evidence.table import Evidence, load, row

_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-−–])?"
    r"(?P<body>\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d*\.\d+|\d+)(?!\d)"
)


def numbers(key: str) -> set[str]:
    """Return every printed form of a row's numbers that prose may use.

    Value, ends and level of the interval, studies, people, the hundred clients as the box says
    them, and the year in the source: with and without leading zero, with hyphen or minus, and
    thousands bare, with a comma or with a thin space.

    Parameters
    ----------
    key : str
        The row's key.

    Returns
    -------
    set of str
        For example ``{".28", "0.28", "82", "6138", "6,138", …}``.
    """
    evidence = row(key)
    said = [
        figure_in_words(evidence),
        evidence.value_text,
        evidence.k_studies,
        evidence.n_people,
        in_a_hundred(evidence),
        evidence.source,
    ]
    return {form for text in said for number in _found(text) for form in _forms(number)}


def _found(text: str) -> Iterator[Decimal]:
    """Return the numbers that stand in a text; a dash between two numbers is no minus."""
    text = re.sub(r"(?<=\d)\s*[-–−]\s*(?=\.?\d)", " to ", text)
    text = re.sub(r"\bminus\s+(?=\.?\d)", "-", text)
    for match in _NUMBER.finditer(text):
        body = re.sub(r"[,\u2009\u202f\u00a0]", "", match["body"])
        yield Decimal(("-" if match["sign"] else "") + body)


def _forms(number: Decimal) -> set[str]:
    size = f"{abs(number):f}"
    forms = {size}
    if size.startswith("0."):
        forms.add(size[1:])
    if number == number.to_integral_value() and "." not in size and abs(number) >= 1000:
        forms |= {f"{abs(int(number)):,}".replace(",", gap) for gap in (",", "\u2009", "\u202f")}
    return {sign + form for form in forms for sign in (("-", "−") if number < 0 else ("",))}


_MARKDOWN = MarkdownIt("commonmark").enable("table")
_SENTENCE_END = re.compile(r"(?<!et al\.)(?<!vs\.)(?<=[.!?…])[\"”’)]*\s+")
_IN_A_MODEL = re.compile(r"\bin (?:this|the) (?:\w+ )?model\b", re.IGNORECASE)
_SYMBOL = (r"\b[rdgkNn]\s*[=≈<>]\s*[-−–]?\.?\d", "a statistic")
_PASSAGE = re.compile(
    r"(?=.*\b(?:toy|model)\b)(?=.*\bnumbers?\b).*\bdown to the next heading\b", re.DOTALL
)
_BARE = (
    _SYMBOL,
    (r"%|\bper ?cent\b", "a percentage"),
    (
        r"\b(?:correlation|association|effect|difference)s? of (?:\w+ )?[-−–]?\d*\.\d",
        "a statistic",
    ),
    (
        r"(?<!class )(?<!group )(?<!room )\bof (?:every )?(?:100|a hundred|one hundred)\b"
        r"|\bin (?:every )?(?:100|a hundred)\b",
        "a number of 100",
    ),
    (r"\binterval\b[^.]{0,25}?[-−–]?\.?\d", "an interval"),
)
_STATE = re.compile(r"#[\w-]+\?[\w-]+=")  # #name-of-picture?control=key
_HOLE = "\u0000"  # stands where a link to a box was cut out


def check_prose(markdown: str, boxes: Collection[str] | None = None) -> list[str]:
    """Find statistics in prose that are not tied to the table of figures.

    A published statistic is written as the text of a link to its box on the same page, such as
    ``[r = .28, 95 % interval .23 to .33](#evidence-empathy_2018)``. Numbers of our own models
    are free as the text of a link to a state of a picture, such as ``[88](#yes?corrects=80)``,
    where the sentence says "in this toy model" or "in this model", and from a paragraph that says
    of a toy or model that its numbers hold "down to the next heading" until there. Code is
    skipped; in a quotation, which is where vignettes stand, only ``r =`` and its like are looked
    for.

    Parameters
    ----------
    markdown : str
        The prose of a page.
    boxes : collection of str, optional
        Keys of the boxes that the page shows; a link to another one is then a fault.

    Returns
    -------
    list of str
        One sentence for each fault; empty where there is none.
    """
    table = load()
    faults: list[str] = []
    in_passage = False
    for token, quoted in _inline(_MARKDOWN.parse(markdown)):
        if token.type == "heading_open":
            in_passage = False
            continue
        prose, links = _split_links(token)
        in_passage = in_passage or bool(_PASSAGE.search(prose))
        for key, text in links:
            faults += _check_link(key, text, table, boxes)
        for sentence in _SENTENCE_END.split(prose):
            if in_passage or _IN_A_MODEL.search(sentence):
                continue
            for pattern, kind in (_SYMBOL,) if quoted else _BARE:
                match = re.search(pattern, sentence)
                if match:
                    shown = " ".join(sentence.replace(_HOLE, "…").split())
                    faults.append(
                        f"'{_around(shown, match.group())}' gives {kind} outside a link to its "
                        "box; write it as [the figure](#evidence-key), or say 'in this toy model' "
                        "in the same sentence if it is our own, or once for a passage that all "
                        "numbers down to the next heading come from this toy."
                    )
    return faults


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            depth += token.nesting
        if token.type in ("heading_open", "inline"):
            yield token, depth > 0


def _split_links(token: Token) -> tuple[str, list[tuple[str, str]]]:
    """Return the prose without links to boxes, and the links as pairs of key and text.

    A link to a state of a picture is cut out too: its numbers are the picture's.
    """
    prose: list[str] = []
    links: list[tuple[str, str]] = []
    key: str | None = None
    to_a_state = False
    for child in token.children or []:
        if child.type == "link_open":
            target = str(child.attrGet("href") or "")
            _, mark, found = target.partition("#evidence-")
            to_a_state = bool(_STATE.match(target))
            if mark:
                key = found
                links.append((found, ""))
            if mark or to_a_state:
                prose.append(_HOLE)
        elif child.type == "link_close":
            key, to_a_state = None, False
        elif child.type in ("text", "softbreak", "hardbreak", "text_special"):
            text = child.content or " "
            if to_a_state:
                continue
            if key is None:
                prose.append(text)
            else:
                links[-1] = (key, links[-1][1] + text)
    return "".join(prose), links


def _check_link(
    key: str, text: str, table: dict[str, Evidence], boxes: Collection[str] | None
) -> list[str]:
    if key not in table:
        return [f"The link '{text}' points to the figure '{key}', which the table does not have."]
    if boxes is not None and key not in boxes:
        return [f"The link '{text}' points to the box '{key}', which this page does not show."]
    known = {number for form in numbers(key) for number in _found(form)}
    return [
        f"The link '{text}' to '{key}' says {shown(number, leading_zero=True)}, which is not one "
        "of that row's numbers."
        for number in _found(text)
        if number not in known
    ]


def _around(sentence: str, found: str) -> str:
    """Cut a long sentence down to the neighbourhood of what was found."""
    at = max(sentence.find(" ".join(found.split())), 0)
    start, end = max(at - 40, 0), at + 60
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
