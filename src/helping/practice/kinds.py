"""The four kinds of practice, read from their sections: question, writing, exchange, reflection."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from helping.practice.blocks import (
    MARKDOWN,
    PracticeError,
    cut_list,
    explanation,
    short,
    split_prompt,
)

_MARK = re.compile(r"\[([\sxX])\]\s+(?=\S)")
_SPEAKER = re.compile(r"\*\*([^*:]+):?\*\*:?\s+(?=\S)")
_LONGEST = 25  # words of a question itself
VERSIONS = 3
FEWEST_TURNS, MOST_TURNS = 12, 20
ENDINGS = ("well", "mended", "open", "worse")
_REPLY = "'- [x] a reply' or '- [ ] a reply', and below it, indented by two spaces, '> why'"
_VERSION = "'- a version', and below it, indented by two spaces, '> what it gives and costs'"
_TURN = "'- **Name:** “words”', and where there is a note, indented by two spaces, '> note'"


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
class Version:
    """What somebody else wrote, and what it gives and costs."""

    text: str  # HTML, inline
    explanation: str  # HTML, one or more paragraphs


@dataclass(frozen=True)
class Writing:
    """Something to write or say, before others' versions are read."""

    chapter: str
    name: str
    setting: str
    prompt: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Turn:
    """What one of two people says or does, and what a colleague wrote in the margin."""

    speaker: str
    words: str  # HTML, inline
    note: str  # HTML, one or more paragraphs; may be empty


@dataclass(frozen=True)
class Exchange:
    """An annotated exchange between two people.

    Attributes
    ----------
    helper : str
        Who of the two helps: the one with more notes.
    ends : str
        One of `ENDINGS`; for authors, not shown.
    """

    chapter: str
    name: str
    setting: str  # HTML
    turns: tuple[Turn, ...]
    helper: str
    ends: str


def read_question(chapter: str, name: str, blocks: Sequence[Token], where: str) -> Question:
    """Read a question; a fault is told with place and remedy."""
    before, inside = cut_list(blocks, where, f"offers no reply: write each as {_REPLY}.")
    setting, prompt = split_prompt(before, where)
    options = tuple(_option(item, where) for item in inside)
    if len(options) < 2:
        raise PracticeError(f"{where} offers only one reply: give at least two, as {_REPLY}.")
    if not any(option.defensible for option in options):
        raise PracticeError(
            f"{where}: no reply is marked as defensible; mark at least one with '[x]'."
        )
    _in_few_words(prompt, where)
    return Question(chapter, name, setting, prompt, options)


def read_reflection(chapter: str, name: str, blocks: Sequence[Token], where: str) -> Reflection:
    """Read a reflection; a fault is told with place and remedy."""
    if any(token.type == "bullet_list_open" for token in blocks):
        raise PracticeError(
            f"{where}: a reflection has a prompt and no list of replies; remove the list, "
            "or remove 'reflect:' from the heading."
        )
    return Reflection(chapter, name, *split_prompt(list(blocks), where))


def read_writing(chapter: str, name: str, blocks: Sequence[Token], where: str) -> Writing:
    """Read something to write; a fault is told with place and remedy."""
    before, inside = cut_list(blocks, where, f"offers no version: write each as {_VERSION}.")
    setting, prompt = split_prompt(before, where)
    _in_few_words(prompt, where)
    if len(inside) != VERSIONS:
        raise PracticeError(
            f"{where} has {len(inside)} versions: give {VERSIONS}, each as {_VERSION}."
        )
    versions = []
    for item in inside:
        text = _text(item)
        if _MARK.match(text):
            raise PracticeError(
                f"{where}: the version '{short(text)}' is marked as a reply is; no version is the "
                "right one, so remove the brackets."
            )
        why = explanation(item[3:], f"the version '{short(text)}'", where)
        versions.append(Version(MARKDOWN.renderInline(text), why))
    return Writing(chapter, name, setting, prompt, tuple(versions))


def read_exchange(
    chapter: str, name: str, blocks: Sequence[Token], where: str, ends: str
) -> Exchange:
    """Read an exchange; a fault is told with place and remedy."""
    if ends not in ENDINGS:
        raise PracticeError(
            f"{where} says '{ends}' of its end: write '## exchange (open): {name}', with one of "
            f"{', '.join(ENDINGS)}."
        )
    before, inside = cut_list(blocks, where, f"has no turns: write each as {_TURN}.")
    if not before:
        raise PracticeError(f"{where} has no setting: say in a paragraph above who meets where.")
    if not FEWEST_TURNS <= len(inside) <= MOST_TURNS:
        raise PracticeError(
            f"{where} has {len(inside)} turns: give {FEWEST_TURNS} to {MOST_TURNS}."
        )
    turns = tuple(_turn(item, where) for item in inside)
    speakers = sorted({turn.speaker for turn in turns})
    if len(speakers) != 2:
        raise PracticeError(
            f"{where} has {len(speakers)} speakers ({', '.join(speakers)}): it takes two; check "
            "the names."
        )
    noted = Counter(turn.speaker for turn in turns if turn.note)
    helper = max(speakers, key=lambda speaker: noted[speaker])
    setting = MARKDOWN.renderer.render(before, MARKDOWN.options, {}).strip()
    return Exchange(chapter, name, setting, turns, helper, ends)


def _option(item: list[Token], where: str) -> Option:
    text = _text(item)
    mark = _MARK.match(text)
    if mark is None:
        raise PracticeError(
            f"{where}: the reply '{short(text)}' is not marked; begin it with '[x]' (defensible "
            "here) or '[ ]' (costs more than it gives here) and then its text."
        )
    reply = text[mark.end() :]
    why = explanation(item[3:], f"the reply '{short(reply)}'", where)
    return Option(MARKDOWN.renderInline(reply), mark.group(1) in "xX", why)


def _turn(item: list[Token], where: str) -> Turn:
    text = _text(item)
    speaker = _SPEAKER.match(text)
    if speaker is None:
        raise PracticeError(f"{where}: the turn '{short(text)}' has no speaker; write {_TURN}.")
    said = text[speaker.end() :]
    note = explanation(item[3:], f"the turn '{short(said)}'", where) if len(item) > 3 else ""
    return Turn(speaker.group(1).strip(), MARKDOWN.renderInline(said), note)


def _text(item: list[Token]) -> str:
    return item[1].content if len(item) > 2 and item[1].type == "inline" else ""


def _in_few_words(prompt: str, where: str) -> None:
    length = len(re.sub(r"<[^>]+>", "", prompt).split())
    if length > _LONGEST:
        raise PracticeError(
            f"{where}: the question itself has {length} words, and at most {_LONGEST} are heard "
            "well each time; put the case into a paragraph of its own above it."
        )
