"""How long a chapter takes, and how much of it is what to say, hear or do.

The rule that `book/how-to-use.md` states: 200 words a minute; three minutes a picture; twenty
seconds of thought a question; two minutes a reflection and as long for each thing to write. The
whole is everything a learner reads, every reason of every question too. The short way leaves out
the sections that say so at their beginning, and reads one reason a question. Not counted: the first
cell, `In class`, `Further reading`, and boxes that are folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from helping import evidence
from helping.content import content_file

if TYPE_CHECKING:
    from chapter_rules import Chapter

WORDS_A_MINUTE = 200
MINUTES_A_PICTURE, MINUTES_A_QUESTION, MINUTES_TO_WRITE = 3, 1 / 3, 2
NOT_COUNTED = ("In class", "Further reading")
LONGER = re.compile(
    r"^\*The longer way\. With thirty minutes, go on to \[([^\]]+)\]\(#([\w-]+)\)\.\*$", re.M
)
DOING = "doing"


@dataclass(frozen=True)
class Part:
    """A piece of a chapter between two headings, or between two cells.

    Attributes
    ----------
    heading : str
        The nearest heading above of level 2, and of level 3 where there is one after it.
    text : str
        Its Markdown.
    doing, longer : bool
        Whether it is what to say, hear or do; whether the short way leaves it out.
    """

    heading: str
    text: str
    doing: bool
    longer: bool

    @property
    def words(self) -> int:
        """How many words a reader reads."""
        return words_of(self.text)


@dataclass(frozen=True)
class Reckoning:
    """What a chapter asks of its reader.

    Attributes
    ----------
    short, whole : float
        Minutes.
    doing, words : int
        The words that are what to say, hear or do, and all.
    boxes, box_words : int
        The evidence boxes that stand open, and their words.
    """

    short: float
    whole: float
    doing: int
    words: int
    boxes: int
    box_words: int

    @property
    def share(self) -> float:
        """The share of what to say, hear or do, 0 to 1."""
        return self.doing / self.words

    def __str__(self) -> str:
        return (
            f"{self.short:.0f} minutes the short way, {self.whole:.0f} the whole; "
            f"{100 * self.share:.0f} per cent of {self.words:,} words are what to say, hear or do; "
            f"{self.boxes} boxes stand open, with {self.box_words} words"
        )


def words_of(text: str) -> int:
    """Count the words of Markdown or HTML as they are read."""
    plain = re.sub(r"\]\([^)]*\)|<style>.*?</style>|<[^>]+>|\[[ xX]\]", " ", text, flags=re.DOTALL)
    return len(re.findall(r"\w[\w'’.-]*", unescape(plain)))


def parts(chapter: Chapter) -> list[Part]:
    """Cut the prose of a chapter at its cells and headings; what is not counted is left out."""
    found: list[Part] = []
    section = heading = ""
    skipped = {2: False, 3: False}
    for cell in chapter.notebook.cells[1:]:
        if cell.cell_type != "markdown":
            continue
        doing = DOING in cell.metadata.get("tags", [])
        for piece in re.split(r"^(?=#{2,3} )", cell.source, flags=re.MULTILINE):
            if opened := re.match(r"(#{2,3}) (.+)", piece):
                level, heading = len(opened[1]), opened[2].strip()
                section = heading if level == 2 else section
                skipped |= {3: False} if level == 3 else {2: False, 3: False}
                if LONGER.search(piece):
                    skipped[level] = True
            if piece.strip() and section not in NOT_COUNTED:
                found.append(Part(heading, piece, doing, any(skipped.values())))
    return found


def practice_parts(chapter: Chapter) -> dict[str, list[str]]:
    """Return the texts of the chapter's question file by kind: question, reflect, write, exchange.

    Each text is the Markdown below its heading.
    """
    path = content_file(f"questions/{chapter.name}.md")
    kinds: dict[str, list[str]] = {"question": [], "reflect": [], "write": [], "exchange": []}
    if path.is_file():
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, text = section.partition("\n")
            kind = re.match(r"(reflect|write|exchange)\b.*:", heading)
            kinds[kind[1] if kind else "question"].append(text)
    return kinds


def reckon(chapter: Chapter) -> Reckoning:
    """Reckon the minutes of a chapter and its share of what to say, hear or do."""
    prose, practised = parts(chapter), practice_parts(chapter)
    shown = {str(call[0]) for call in chapter.constants("box") if call} & evidence.load().keys()
    box_words = sum(words_of(repr(evidence.box(key))) for key in sorted(shown))
    reasons, asked = [], 0
    for text in practised["question"]:
        why = re.findall(r"^\s*>.*$", text, re.MULTILINE)
        reasons.append((words_of("\n".join(why)), max(1, text.count("- ["))))
        asked += words_of(text) - words_of("\n".join(why))
    tried = sum(
        words_of(text) for kind in ("reflect", "write", "exchange") for text in practised[kind]
    )
    all_reasons = sum(words for words, _ in reasons)
    one_reason = sum(words / replies for words, replies in reasons)
    told = sum(part.words for part in prose)
    left_out = sum(part.words for part in prose if part.longer)
    at_hand = (
        MINUTES_A_PICTURE * len(chapter.calls("explore"))
        + MINUTES_A_QUESTION * len(practised["question"])
        + MINUTES_TO_WRITE * (len(practised["reflect"]) + len(practised["write"]))
    )
    words = told + box_words + asked + all_reasons + tried
    return Reckoning(
        short=(words - left_out - all_reasons + one_reason) / WORDS_A_MINUTE + at_hand,
        whole=words / WORDS_A_MINUTE + at_hand,
        doing=sum(part.words for part in prose if part.doing) + asked + all_reasons + tried,
        words=words,
        boxes=len(shown),
        box_words=box_words,
    )
