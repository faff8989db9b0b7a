"""Reads a chapter's questions and reflections from its plain Markdown file.

One file a chapter, ``data/questions/<chapter>.md``::

    ## my-counsellor-gave-up
    A client says: “My last counsellor gave up on me too.”

    Which reply would you try?

    - [x] “Too. Say a bit about that word.”
      > Stays with her meaning …
    - [ ] “I won't give up on you.”
      > Warm, and a promise nobody can keep …

    ## reflect: what-i-expect
    What do you expect of people who ask you for help?

``[x]`` marks a reply that can be defended here (there may be several), ``[ ]`` one that costs
more than it gives here. Every reply has its explanation. Text before the first ``##`` is for
authors and is not shown. The last paragraph is the question itself, in a few words: a screen reader
repeats it, and the case stands in the paragraphs before it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from helping.content import content_file

# Raw HTML is shown as text: a question file is prose, and must not be able to break a page.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARK = re.compile(r"\[([\sxX])\]\s+(?=\S)")
# Some keyboards type a blank that does not break: one that makes a mark of Markdown is a blank.
_UNBROKEN = re.compile(r"^[ \xa0]*[-*+>#]+\xa0", re.MULTILINE)
_LONGEST = 25  # words of a question itself
_TABLE = re.compile(r"\|.*\n\s*\|?\s*:?-{2,}")
_MATHS = re.compile(r"\$[^$]+\$|\\\(|\\\[")
_SHAPE = "'- [x] a reply' or '- [ ] a reply', and below it, indented by two spaces, '> why'"


class PracticeError(ValueError):
    """A question file is missing or damaged; the message names file, place and remedy."""


@dataclass(frozen=True)
class Option:
    """One reply that a reader may choose."""

    text: str  # HTML, inline
    defensible: bool
    explanation: str  # HTML, one or more paragraphs


@dataclass(frozen=True)
class Question:
    """A small judgement with live alternatives."""

    chapter: str
    name: str
    setting: str  # HTML of what comes before the question itself; may be empty
    prompt: str  # HTML, inline: the question itself
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Reflection:
    """A question that a reader answers for themselves alone."""

    chapter: str
    name: str
    setting: str
    prompt: str


@dataclass(frozen=True)
class ChapterPractice:
    """All that one chapter's file holds, by name."""

    questions: dict[str, Question]
    reflections: dict[str, Reflection]


def read(chapter: str) -> ChapterPractice:
    """Read the question file of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.

    Returns
    -------
    ChapterPractice
        Questions and reflections by name, in the order of the file.

    Raises
    ------
    PracticeError
        If the file is missing or damaged.
    """
    path = content_file(f"questions/{chapter}.md")
    if not _NAME.fullmatch(chapter) or not path.is_file():
        known = sorted(each.stem for each in path.parent.glob("*.md"))
        raise PracticeError(
            f"There is no question file data/questions/{chapter}.md: "
            f"{_did_you_mean(chapter, known, 'write it')}."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PracticeError(
            f"data/questions/{path.name} is not UTF-8 text: save it again as UTF-8."
        ) from error
    return parse(text, chapter, file=f"data/questions/{path.name}")


def find_question(chapter: str, name: str) -> Question:
    """Return one question of a chapter, or say which there are."""
    found = read(chapter).questions
    if name not in found:
        raise PracticeError(_unknown(chapter, "question", name, found, f"## {name}"))
    return found[name]


def find_reflection(chapter: str, name: str) -> Reflection:
    """Return one reflection of a chapter, or say which there are."""
    found = read(chapter).reflections
    if name not in found:
        raise PracticeError(_unknown(chapter, "reflection", name, found, f"## reflect: {name}"))
    return found[name]


def parse(text: str, chapter: str, file: str = "the question file") -> ChapterPractice:
    """Parse the Markdown text of a question file.

    Parameters
    ----------
    text : str
        The whole file.
    chapter : str
        The chapter's name.
    file : str
        How messages name the file.

    Returns
    -------
    ChapterPractice
        Questions and reflections by name, in the order of the file.

    Raises
    ------
    PracticeError
        With one sentence that names file, question and remedy.
    """
    questions: dict[str, Question] = {}
    reflections: dict[str, Reflection] = {}
    plain = _UNBROKEN.sub(lambda found: found[0].replace("\xa0", " "), text)
    for heading, blocks in _sections(_MARKDOWN.parse(plain)):
        is_reflection = heading.startswith("reflect:")
        name = heading.removeprefix("reflect:").strip()
        where = f"{file}, {'reflection' if is_reflection else 'question'} '{name}'"
        if not _NAME.fullmatch(name):
            raise PracticeError(
                f"{where}: a name has only lower-case letters, digits and single hyphens; "
                "rename the heading."
            )
        if name in questions or name in reflections:
            raise PracticeError(f"{where}: the name stands twice in the file; rename one of them.")
        _check_links(blocks, where)
        _check_plain(blocks, where)
        if is_reflection:
            if any(token.type == "bullet_list_open" for token in blocks):
                raise PracticeError(
                    f"{where}: a reflection has a prompt and no list of replies; remove the list, "
                    "or remove 'reflect:' from the heading."
                )
            setting, prompt = _prompt(blocks, where)
            reflections[name] = Reflection(chapter, name, setting, prompt)
        else:
            questions[name] = _question(chapter, name, blocks, where)
    if not questions and not reflections:
        raise PracticeError(
            f"{file} holds no question: begin each with a heading such as '## a-short-name'."
        )
    return ChapterPractice(questions, reflections)


def _sections(tokens: Sequence[Token]) -> Iterable[tuple[str, list[Token]]]:
    """Cut the file at its ``##`` headings; what stands before the first is for authors."""
    starts = [i for i, token in enumerate(tokens) if _is_heading(token)]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start + 1].content.strip(), list(tokens[start + 3 : end])


def _is_heading(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2" and token.level == 0


def _question(chapter: str, name: str, blocks: list[Token], where: str) -> Question:
    lists = [i for i, t in enumerate(blocks) if t.type == "bullet_list_open" and t.level == 0]
    if not lists:
        raise PracticeError(f"{where} offers no reply: write each as {_SHAPE}.")
    setting, prompt = _prompt(blocks[: lists[0]], where)
    after = [t for t in blocks[lists[0] :] if t.level == 0 and t.nesting >= 0]
    stray = next((t for t in after if t.type != "bullet_list_open"), None)
    if stray is not None:
        raise PracticeError(
            f"{where}: there is text after or between the replies that belongs to none of them; "
            "indent an explanation by two spaces below its reply."
        )
    options = tuple(_option(item, where) for item in _items(blocks[lists[0] :]))
    if len(options) < 2:
        raise PracticeError(f"{where} offers only one reply: give at least two, as {_SHAPE}.")
    if not any(option.defensible for option in options):
        raise PracticeError(
            f"{where}: no reply is marked as defensible; mark at least one with '[x]'."
        )
    length = len(re.sub(r"<[^>]+>", "", prompt).split())
    if length > _LONGEST:
        raise PracticeError(
            f"{where}: the question itself has {length} words, and at most {_LONGEST} are heard "
            "well each time; put the case into a paragraph of its own above it."
        )
    return Question(chapter, name, setting, prompt, options)


def _items(tokens: Sequence[Token]) -> Iterable[list[Token]]:
    """Return the inside of every top-level list item."""
    start = 0
    for i, token in enumerate(tokens):
        if token.level == 1 and token.type == "list_item_open":
            start = i + 1
        elif token.level == 1 and token.type == "list_item_close":
            yield list(tokens[start:i])


def _option(item: list[Token], where: str) -> Option:
    text = item[1].content if len(item) > 2 and item[1].type == "inline" else ""
    mark = _MARK.match(text)
    if mark is None:
        shown = _short(text)
        raise PracticeError(
            f"{where}: the reply '{shown}' is not marked; begin it with '[x]' (defensible here) "
            "or '[ ]' (costs more than it gives here) and then its text."
        )
    reply = text[mark.end() :]
    shown = _short(reply)
    quote = item[3:]
    if not quote:
        raise PracticeError(
            f"{where}: the reply '{shown}' has no explanation; write it on the next line, "
            "indented by two spaces, after '> '."
        )
    if quote[0].type != "blockquote_open" or quote[-1].type != "blockquote_close":
        raise PracticeError(
            f"{where}: below the reply '{shown}' stands something other than its explanation; "
            "begin every line of the explanation with two spaces and '> '."
        )
    explanation = _MARKDOWN.renderer.render(quote[1:-1], _MARKDOWN.options, {}).strip()
    if not explanation:
        raise PracticeError(
            f"{where}: the explanation of the reply '{shown}' is empty; write what the reply "
            "gives and what it costs."
        )
    return Option(_MARKDOWN.renderInline(reply), mark.group(1) in "xX", explanation)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"


def _prompt(blocks: list[Token], where: str) -> tuple[str, str]:
    """Return what comes before the question, and the question: its last paragraph."""
    ends = len(blocks) >= 3 and blocks[-3].type == "paragraph_open" and blocks[-3].level == 0
    if not ends:
        raise PracticeError(
            f"{where} has no prompt: write the question as a paragraph below the heading"
            " (a vignette may come before it)."
        )
    setting = _MARKDOWN.renderer.render(blocks[:-3], _MARKDOWN.options, {}).strip()
    return setting, _MARKDOWN.renderInline(blocks[-2].content)


def _check_links(blocks: Sequence[Token], where: str) -> None:
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


def _check_plain(blocks: Sequence[Token], where: str) -> None:
    """Refuse what one of the homes would show as raw marks."""
    for token in blocks:
        if token.type != "inline":
            continue
        if _TABLE.search(token.content):
            raise PracticeError(f"{where}: tables are not shown here; say it in sentences.")
        if found := _MATHS.search(token.content):
            raise PracticeError(
                f"{where}: '{_short(found[0])}' would be a formula in one place and raw marks in "
                "another; say it in words (sums of money too, where two stand in one paragraph)."
            )


def _unknown(chapter: str, kind: str, name: str, found: Iterable[str], heading: str) -> str:
    remedy = _did_you_mean(name, sorted(found), f"write it under the heading '{heading}'")
    return f"data/questions/{chapter}.md has no {kind} '{name}': {remedy}."


def _did_you_mean(name: str, known: Sequence[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"did you mean '{near[0]}', or else {otherwise}"
    listed = f" (there are: {', '.join(known)})" if known else ""
    return f"{otherwise}{listed}"
