"""What a practice file is cut into: sections, list items, the prompt; and what it may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Raw HTML is shown as text: a question file is prose, and must not be able to break a page.
MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TABLE = re.compile(r"\|.*\n\s*\|?\s*:?-{2,}")
_MATHS = re.compile(r"\$[^$]+\$|\\\(|\\\[")


class PracticeError(ValueError):
    """A question file is missing or damaged; the message names file, place and remedy."""


def sections(tokens: Sequence[Token]) -> Iterable[tuple[str, list[Token]]]:
    """Cut the file at its ``##`` headings; what stands before the first is for authors."""
    starts = [i for i, token in enumerate(tokens) if _is_heading(token)]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start + 1].content.strip(), list(tokens[start + 3 : end])


def _is_heading(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2" and token.level == 0


def items(tokens: Sequence[Token]) -> Iterable[list[Token]]:
    """Return the inside of every top-level list item."""
    start = 0
    for i, token in enumerate(tokens):
        if token.level == 1 and token.type == "list_item_open":
            start = i + 1
        elif token.level == 1 and token.type == "list_item_close":
            yield list(tokens[start:i])


def short(text: str) -> str:
    """Cut a text to what a message can quote."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"


def split_prompt(blocks: list[Token], where: str) -> tuple[str, str]:
    """Return what comes before the question, and the question: its last paragraph."""
    ends = len(blocks) >= 3 and blocks[-3].type == "paragraph_open" and blocks[-3].level == 0
    if not ends:
        raise PracticeError(
            f"{where} has no prompt: write the question as a paragraph below the heading"
            " (a vignette may come before it)."
        )
    setting = MARKDOWN.renderer.render(blocks[:-3], MARKDOWN.options, {}).strip()
    return setting, MARKDOWN.renderInline(blocks[-2].content)


def check_links(blocks: Sequence[Token], where: str) -> None:
    """Refuse links that would be dead in JupyterLab or on the page."""
    for token in blocks:
        for child in token.children or []:
            href = str(child.attrGet("href") or "")
            if child.type == "link_open" and not href.startswith(("https://", "#")):
                raise PracticeError(
                    f"{where}: the link to '{href}' would be dead; link to a full address "
                    "(https://…) or to a place on the same page (#…)."
                )
            if child.type == "image":
                raise PracticeError(f"{where}: pictures are not shown here; say it in words.")


def check_plain(blocks: Sequence[Token], where: str) -> None:
    """Refuse what one of the homes would show as raw marks."""
    for token in blocks:
        if token.type != "inline":
            continue
        if _TABLE.search(token.content):
            raise PracticeError(f"{where}: tables are not shown here; say it in sentences.")
        if found := _MATHS.search(token.content):
            raise PracticeError(
                f"{where}: '{short(found[0])}' would be a formula in one place and raw marks in "
                "another; say it in words (sums of money too, where two stand in one paragraph)."
            )


def explanation(quote: Sequence[Token], of: str, where: str) -> str:
    """Return the explanation below a list item as HTML.

    Parameters
    ----------
    quote : sequence of Token
        What stands in the item below its text.
    of : str
        How messages name the item.
    where : str
        File and place.
    """
    if not quote:
        raise PracticeError(
            f"{where}: {of} has no explanation; write it on the next line, "
            "indented by two spaces, after '> '."
        )
    if quote[0].type != "blockquote_open" or quote[-1].type != "blockquote_close":
        raise PracticeError(
            f"{where}: below {of} stands something other than its explanation; "
            "begin every line of the explanation with two spaces and '> '."
        )
    text = MARKDOWN.renderer.render(quote[1:-1], MARKDOWN.options, {}).strip()
    if not text:
        raise PracticeError(
            f"{where}: the explanation of {of} is empty; write what it gives and what it costs."
        )
    return str(text)


def cut_list(
    blocks: Sequence[Token], where: str, lacks: str
) -> tuple[list[Token], list[list[Token]]]:
    """Return what stands before the one list, and the inside of its items.

    Parameters
    ----------
    blocks : sequence of Token
        A section.
    where : str
        File and place.
    lacks : str
        What a message says if there is no list.
    """
    lists = [i for i, t in enumerate(blocks) if t.type == "bullet_list_open" and t.level == 0]
    if not lists:
        raise PracticeError(f"{where} {lacks}")
    after = [t for t in blocks[lists[0] :] if t.level == 0 and t.nesting >= 0]
    if any(token.type != "bullet_list_open" for token in after):
        raise PracticeError(
            f"{where}: there is text after or between the items of the list that belongs to none "
            "of them; indent an explanation by two spaces below its item."
        )
    return list(blocks[: lists[0]]), list(items(blocks[lists[0] :]))
