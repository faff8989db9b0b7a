"""How long a chapter takes, and how much of it is what to say, hear or do.

The rule that `book/how-to-use.md` states: 200 words a minute; three minutes a picture; twenty
seconds of thought a question; two minutes a reflection and as long for each thing to write. The
whole is everything a learner reads, every reason of every question too. The short way leaves out
the sections that say so at their beginning, with all that they show, and reads one reason a
question. Not counted: the first
cell, `In class`, `Further reading`, and boxes that are folded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
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
    """A piece of a chapter: text between two headings or cells, or what a cell shows.

    Attributes
    ----------
    heading : str
        The nearest heading above, of level 2 or 3.
    words : int
        What a reader reads of it in full.
    briefly : float
        What a reader of the short way reads: of a question one reason, of a longer way nothing.
    at_hand : float
        Minutes for what is not reading: a picture, a thought, writing.
    doing, longer : bool
        Whether it is what to say, hear or do; whether the short way leaves it out.
    box : bool
        Whether it is an open evidence box.
    """

    heading: str
    words: int
    briefly: float
    at_hand: float
    doing: bool
    longer: bool
    box: bool = False


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
        return self.doing / self.words if self.words else 0.0

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


def practice_texts(chapter: Chapter) -> dict[tuple[str, str], str]:
    """Return the Markdown below each heading of the chapter's question file.

    Keys are the call that shows it (ask, reflect, write, exchange) and its name.
    """
    path = content_file(f"questions/{chapter.name}.md")
    if not path.is_file():
        return {}
    found = {}
    for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        kind, _, name = heading.rpartition(":")
        found[kind.partition(" ")[0] or "ask", name.strip()] = text
    return found


def parts(chapter: Chapter) -> list[Part]:
    """Cut a chapter at its cells and headings; what is not counted is left out."""
    found: list[Part] = []
    practised, rows = practice_texts(chapter), evidence.load()
    section = heading = ""
    skipped = {2: False, 3: False}
    for cell in chapter.notebook.cells[1:]:
        if cell.cell_type == "code":
            if section not in NOT_COUNTED:
                longer = any(skipped.values())
                found += [
                    _shown(call, names, practised, rows, heading, longer)
                    for call, names in re.findall(r"\b(\w+)\(([^()]*)", cell.source)
                    if call in ("explore", "ask", "reflect", "write", "exchange", "box")
                ]
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
                longer, words = any(skipped.values()), words_of(piece)
                found.append(Part(heading, words, words * (not longer), 0, doing, longer))
    return found


def _shown(
    call: str,
    names: str,
    practised: Mapping[tuple[str, str], str],
    rows: Collection[str],
    heading: str,
    longer: bool,
) -> Part:
    """Return what a cell's call adds: a picture, a question, an open box."""
    name = (re.findall(r"[\"']([^\"']+)[\"']", names) or [""])[-1]
    text, at_hand, unread = practised.get((call, name), ""), 0.0, 0.0
    if call == "explore":
        at_hand = MINUTES_A_PICTURE
    elif call == "box":
        text = repr(evidence.box(name)) if name in rows else ""
    elif call == "ask":
        at_hand = MINUTES_A_QUESTION
        reasons = words_of("\n".join(re.findall(r"^\s*>.*$", text, re.MULTILINE)))
        unread = reasons * (1 - 1 / max(1, len(re.findall(r"^- \[", text, re.MULTILINE))))
    elif call != "exchange":
        at_hand = MINUTES_TO_WRITE
    words = words_of(text)
    doing = call not in ("explore", "box")
    return Part(
        heading, words, (words - unread) * (not longer), at_hand, doing, longer, call == "box"
    )


def reckon(chapter: Chapter) -> Reckoning:
    """Reckon the minutes of a chapter and its share of what to say, hear or do."""
    found = parts(chapter)
    open_boxes = [part for part in found if part.box]
    return Reckoning(
        short=sum(p.briefly for p in found) / WORDS_A_MINUTE
        + sum(p.at_hand for p in found if not p.longer),
        whole=sum(p.words for p in found) / WORDS_A_MINUTE + sum(p.at_hand for p in found),
        doing=sum(p.words for p in found if p.doing),
        words=sum(p.words for p in found),
        boxes=len(open_boxes),
        box_words=sum(p.words for p in open_boxes),
    )
