"""Reads a chapter's practice from its plain Markdown file.

One file a chapter, ``data/questions/<chapter>.md``::

    ## my-counsellor-gave-up
    A client says: “My last counsellor gave up on me too.”

    Which reply would you try?

    - [x] “Too. Say a bit about that word.”
      > Stays with her meaning …
    - [ ] “I won't give up on you.”
      > Warm, and a promise nobody can keep …

    ## write: the-folder
    She has brought a folder.

    What do you say next?

    - “One version, word for word.”
      > What it gives and what it costs …
    (two more)

    ## exchange (worse): the-blue-folder
    An hour, overheard.

    - **Dalisay:** “You'll want the dates in order, I expect.”
    - **Marcus:** “Yes, please.”
      > What this does, and what else was there …
    (12 to 20 turns)

    ## reflect: what-i-expect
    What do you expect of people who ask you for help?

``[x]`` marks a reply that can be defended here (there may be several), ``[ ]`` one that costs
more than it gives here. Every reply and every version has its explanation. The word in brackets
says how an exchange ends: well, mended, open or worse; it is for authors and not shown. Text before
the first ``##`` is for authors too. Of a question, a writing and a reflection the last paragraph is
the prompt itself, in a few words: a screen reader repeats it, and the case stands in the paragraphs
before it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helping.content import content_file
from helping.practice.blocks import MARKDOWN, PracticeError, check_links, check_plain, sections
from helping.practice.kinds import (
    Exchange,
    Question,
    Reflection,
    Writing,
    read_exchange,
    read_question,
    read_reflection,
    read_writing,
)

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(
    r"(?:(?P<kind>reflect|write|exchange)\s*(?:\((?P<ends>[^)]*)\))?\s*:)?(?P<name>.*)"
)
# Some keyboards type a blank that does not break: one that makes a mark of Markdown is a blank.
_UNBROKEN = re.compile(r"^[ \xa0]*[-*+>#]+\xa0", re.MULTILINE)


@dataclass(frozen=True)
class ChapterPractice:
    """All that one chapter's file holds, by name, in the order of the file."""

    questions: dict[str, Question] = field(default_factory=dict)
    reflections: dict[str, Reflection] = field(default_factory=dict)
    writings: dict[str, Writing] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)


def read(chapter: str) -> ChapterPractice:
    """Read the question file of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.

    Returns
    -------
    ChapterPractice
        What the file holds, by name.

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
    return _find(chapter, "question", name, read(chapter).questions, f"## {name}")


def find_reflection(chapter: str, name: str) -> Reflection:
    """Return one reflection of a chapter, or say which there are."""
    return _find(chapter, "reflection", name, read(chapter).reflections, f"## reflect: {name}")


def find_writing(chapter: str, name: str) -> Writing:
    """Return one thing to write of a chapter, or say which there are."""
    return _find(chapter, "writing", name, read(chapter).writings, f"## write: {name}")


def find_exchange(chapter: str, name: str) -> Exchange:
    """Return one exchange of a chapter, or say which there are."""
    return _find(chapter, "exchange", name, read(chapter).exchanges, f"## exchange (open): {name}")


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
        What the file holds, by name.

    Raises
    ------
    PracticeError
        With one sentence that names file, question and remedy.
    """
    practice = ChapterPractice()
    kinds: dict[str, tuple[str, dict[str, Any], Callable[..., Any]]] = {
        "": ("question", practice.questions, read_question),
        "reflect": ("reflection", practice.reflections, read_reflection),
        "write": ("writing", practice.writings, read_writing),
        "exchange": ("exchange", practice.exchanges, read_exchange),
    }
    taken: set[str] = set()
    plain = _UNBROKEN.sub(lambda found: found[0].replace("\xa0", " "), text)
    for heading, blocks in sections(MARKDOWN.parse(plain)):
        found = _HEADING.fullmatch(heading)
        assert found, heading  # the pattern takes any line
        name = found["name"].strip()
        kind, place, reader = kinds[found["kind"] or ""]
        where = f"{file}, {kind} '{name}'"
        if not _NAME.fullmatch(name):
            raise PracticeError(
                f"{where}: a name has only lower-case letters, digits and single hyphens; "
                "rename the heading."
            )
        if name in taken:
            raise PracticeError(f"{where}: the name stands twice in the file; rename one of them.")
        taken.add(name)
        check_links(blocks, where)
        check_plain(blocks, where)
        if kind == "exchange":
            place[name] = read_exchange(chapter, name, blocks, where, (found["ends"] or "").strip())
        elif found["ends"] is not None:
            raise PracticeError(
                f"{where}: only an exchange says in brackets how it ends; remove "
                f"'({found['ends']})'."
            )
        else:
            place[name] = reader(chapter, name, blocks, where)
    if not taken:
        raise PracticeError(
            f"{file} holds no question: begin each with a heading such as '## a-short-name'."
        )
    return practice


def _find(chapter: str, kind: str, name: str, found: Mapping[str, Any], heading: str) -> Any:
    if name not in found:
        remedy = _did_you_mean(name, sorted(found), f"write it under the heading '{heading}'")
        raise PracticeError(f"data/questions/{chapter}.md has no {kind} '{name}': {remedy}.")
    return found[name]


def _did_you_mean(name: str, known: Sequence[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"did you mean '{near[0]}', or else {otherwise}"
    listed = f" (there are: {', '.join(known)})" if known else ""
    return f"{otherwise}{listed}"
