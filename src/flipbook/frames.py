"""A frame: one drawn state, split into what is structure and what changes.

SVG written by Matplotlib is text. From state to state only some of its numbers and a few of its
words change. A frame is that text cut into a *skeleton*, with a gap wherever something may
change, and the list of *slots* that fill the gaps. The sentence under the picture is cut likewise.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from flipbook.style import page_colour

GAP = "\ue000"
"""Stands in a skeleton where a slot belongs (a private-use character)."""

# Kinds of slot, one letter each: a coordinate kept to 0.1 pt, a finer number kept to 0.001,
# a number with so many decimals ("0" to "9"), or words.
COORDINATE, FINE, WORDS = "c", "m", "s"

Slot = float | str

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_LARGE = re.compile(r"\d{2,}(?:\.\d*)?")
_PROSE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_COORDINATES = frozenset({"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "points"})
_POLYLINE = re.compile(rf"M {GAP} {GAP}(?: L {GAP} {GAP})*(?: z)?$")
_SMALL = 16.0  # a path that stays within so many points is a marker: its shape needs finer numbers


@dataclass(frozen=True)
class Frame:
    """One state of a picture, or one sentence, as skeleton and slots.

    Attributes
    ----------
    skeleton : str
        The text with :data:`GAP` where a slot belongs. Frames with the same skeleton and kinds
        can be turned into one another by changing slots alone.
    kinds : str
        One letter a slot: how it is rounded and written.
    slots : tuple of float or str
    """

    skeleton: str
    kinds: str
    slots: tuple[Slot, ...]

    @property
    def structure(self) -> tuple[str, str]:
        """What must be equal for two frames to share a skeleton."""
        return self.skeleton, self.kinds

    def text(self) -> str:
        """Return the whole text, gaps filled."""
        pieces = self.skeleton.split(GAP)
        written = [write(slot, kind) for slot, kind in zip(self.slots, self.kinds, strict=True)]
        return pieces[0] + "".join(
            slot + piece for slot, piece in zip(written, pieces[1:], strict=True)
        )


def scale(kind: str) -> int:
    """Return the whole number by which a slot of this kind is stored: 10 means tenths."""
    if kind == COORDINATE:
        return 10
    return 1000 if kind == FINE else 10 ** int(kind)


def write(slot: Slot, kind: str) -> str:
    """Write a slot as the page does (``flipbook.js`` writes it the same way)."""
    if isinstance(slot, str):
        return slot
    if kind in (COORDINATE, FINE):
        return f"{slot:.10g}"
    return f"{slot:.{kind}f}"


class _Cutter:
    """Collects the pieces of a skeleton and the slots between them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.kinds: list[str] = []
        self.slots: list[Slot] = []

    def keep(self, text: str) -> None:
        self.pieces.append(text)

    def cut(self, slot: Slot, kind: str) -> None:
        if not isinstance(slot, str):
            slot = round(slot * scale(kind)) / scale(kind) + 0.0  # + 0.0: no minus zero
        self.pieces.append(GAP)
        self.kinds.append(kind)
        self.slots.append(slot)

    def numbers(self, text: str, kind: str) -> None:
        """Cut at every number at once, as long paths ask for."""
        fine = scale(kind)
        found = [round(float(number) * fine) / fine + 0.0 for number in _NUMBER.findall(text)]
        self.pieces.append(_NUMBER.sub(GAP, text))
        self.kinds.append(kind * len(found))
        self.slots.extend(found)

    def frame(self) -> Frame:
        return Frame("".join(self.pieces), "".join(self.kinds), tuple(self.slots))


def cut_sentence(sentence: str) -> Frame:
    """Cut a sentence at its words and numbers.

    Parameters
    ----------
    sentence : str
        One or more plain sentences.
    """
    cutter = _Cutter()
    for index, word in enumerate(" ".join(sentence.split()).split(" ")):
        if index:
            cutter.keep(" ")
        end = 0
        for match in _PROSE_NUMBER.finditer(word):
            digits = match.group()
            decimals = len(digits.partition(".")[2])
            if decimals > 6 or f"{float(digits):.{decimals}f}" != digits:
                continue  # 007 or 1.50000000: a word that happens to be digits
            if match.start() > end:
                cutter.cut(word[end : match.start()], WORDS)
            cutter.cut(float(digits), str(decimals))
            end = match.end()
        if word[end:]:
            cutter.cut(word[end:], WORDS)
    return cutter.frame()


def cut_svg(svg: str, name: str) -> Frame:
    """Cut an SVG document written by Matplotlib into skeleton and slots.

    Only what is drawn is kept: no metadata, no ids that nothing refers to. The rest of the ids
    become ``name-1``, ``name-2`` … in order, so that they do not depend on the data.

    Parameters
    ----------
    svg : str
        What Matplotlib wrote.
    name : str
        The prefix of ids.
    """
    root = ElementTree.fromstring(svg)
    references: dict[str, str] = {}
    for element in root.iter():
        for value in element.attrib.values():
            for target in re.findall(r"url\(#([^)]+)\)|^#(.+)$", value):
                references.setdefault(target[0] or target[1], f"{name}-{len(references) + 1}")
    cutter = _Cutter()
    _, _, width, height = root.attrib["viewBox"].split()
    cutter.keep(f'<svg viewBox="0 0 {width} {height}">')
    for child in root:
        _cut_element(child, references, cutter)
    cutter.keep("</svg>")
    return cutter.frame()


def _cut_element(element: ElementTree.Element, references: dict[str, str], cutter: _Cutter) -> None:
    tag = element.tag.rpartition("}")[2]
    if tag in ("metadata", "style") or (tag == "defs" and _only_style(element)):
        return
    attributes = {
        key.rpartition("}")[2]: value
        for key, value in element.attrib.items()
        if key != "id" or value in references
    }
    bare_group = tag == "g" and not attributes
    if tag == "path" and attributes.get("style") == "fill: none":
        return  # an invisible background
    if not bare_group:
        cutter.keep(f"<{tag}")
        for key, value in attributes.items():
            cutter.keep(f' {key}="')
            _cut_attribute(tag, key, value, references, cutter)
            cutter.keep('"')
        cutter.keep(">")
    text = (element.text or "").strip("\n\r\t") if tag in ("text", "tspan") else ""
    if text:
        cutter.cut(escape(text, quote=False), WORDS)
    for child in element:
        _cut_element(child, references, cutter)
    if not bare_group:
        cutter.keep(f"</{tag}>")


def _only_style(defs: ElementTree.Element) -> bool:
    return all(child.tag.endswith("}style") for child in defs)


def _cut_attribute(
    tag: str, key: str, value: str, references: dict[str, str], cutter: _Cutter
) -> None:
    if key == "id":
        cutter.keep(references[value])
    elif key == "d":
        path = " ".join(value.split())
        # A marker's shape needs finer numbers than a line's place; no number of a marker is long.
        large = any(abs(float(number)) > _SMALL for number in _LARGE.findall(path))
        cutter.numbers(path, COORDINATE if large else FINE)
    elif key in _COORDINATES or (key in ("width", "height") and tag != "svg"):
        cutter.numbers(value, COORDINATE)
    elif key == "transform":
        cutter.numbers(" ".join(value.split()), FINE)
    elif key == "style":
        _cut_style(value, references, cutter)
    elif key == "href" and value.startswith("#"):
        cutter.keep(f"#{references[value[1:]]}")
    elif value.startswith("url(#"):
        cutter.keep(f"url(#{references[value[5:-1]]})")
    else:
        cutter.cut(escape(("" if key == "href" else " ").join(value.split())), WORDS)


def _cut_style(value: str, references: dict[str, str], cutter: _Cutter) -> None:
    for rule in value.split(";"):
        key, _, said = rule.strip().partition(":")
        said = said.strip()
        if not key or key == "font-family":
            continue  # the page's own letters
        if key == "font":
            said = re.sub(r"(\d+(?:\.\d+)?px).*", r"\1 inherit", said)
        cutter.keep(f"{key}:")
        if _NUMBER.fullmatch(said):
            cutter.cut(float(said), FINE)
        elif said.startswith("url(#"):
            cutter.keep(f"url(#{references[said[5:-1]]})")
        else:
            coloured = _COLOUR.sub(lambda match: page_colour(match.group()), said)
            cutter.cut(escape(coloured, quote=True), WORDS)
        cutter.keep(";")


def align(frames: Sequence[Frame]) -> list[Frame]:
    """Bring frames that differ only in how many points their lines have to one structure.

    A line with fewer points than its longest twin has its last point repeated: it looks the same.

    Parameters
    ----------
    frames : sequence of Frame
        All the states of one picture.
    """
    outlines = [_outline(frame.skeleton) for frame in frames]
    by_outline: dict[tuple[str, ...], list[int]] = {}
    for index, (outline, _) in enumerate(outlines):
        by_outline.setdefault(outline, []).append(index)
    aligned = list(frames)
    for members in by_outline.values():
        longest: list[int] = []
        for member in members:
            counts = [path.count(GAP) // 2 for path in outlines[member][1]]
            longest = [max(pair) for pair in zip(longest or counts, counts, strict=True)]
        for member in members:
            aligned[member] = _pad(frames[member], outlines[member][1], longest)
    return aligned


def _outline(skeleton: str) -> tuple[tuple[str, ...], list[str]]:
    """Split a skeleton at its polylines: what lies between them, and the polylines."""
    pieces = re.split(r'(?<= d=")(M [^"]*)(?=")', skeleton)
    between, paths = [], []
    for index, piece in enumerate(pieces):
        if index % 2 and _POLYLINE.match(piece):
            paths.append(piece)
            between.append("z" if piece.endswith("z") else "-")
        else:
            between.append(piece)
    return tuple(between), paths


def _pad(frame: Frame, paths: list[str], longest: list[int]) -> Frame:
    if [path.count(GAP) // 2 for path in paths] == longest:
        return frame
    pieces: list[str] = []
    kinds: list[str] = []
    slots: list[Slot] = []
    end, used = 0, 0
    for path, wanted in zip(paths, longest, strict=True):
        start = frame.skeleton.index(f' d="{path}"', end) + 4
        before = frame.skeleton[end:start].count(GAP)
        here = path.count(GAP)
        last = used + before + here
        kinds.append(frame.kinds[used:last])
        slots.extend(frame.slots[used:last])
        missing = wanted - here // 2
        body = path.removesuffix(" z")
        pieces.append(frame.skeleton[end:start] + body + f" L {GAP} {GAP}" * missing)
        pieces.append(" z" if path.endswith(" z") else "")
        kinds.append(frame.kinds[last - 2 : last] * missing)
        slots.extend(frame.slots[last - 2 : last] * missing)
        end, used = start + len(path), last
    pieces.append(frame.skeleton[end:])
    kinds.append(frame.kinds[used:])
    slots.extend(frame.slots[used:])
    return replace(frame, skeleton="".join(pieces), kinds="".join(kinds), slots=tuple(slots))
