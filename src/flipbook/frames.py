"""A frame: one drawn state, split into what is structure and what changes.

SVG written by Matplotlib is text. From state to state only some of its numbers and a few of its
words change. A frame is that text cut into a *skeleton*, with a gap wherever something may
change, and the list of *slots* that fill the gaps. The sentence under the picture is cut likewise.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from html import escape

from flipbook.images import lighter
from flipbook.style import page_colour

GAP = "\ue000"
"""Stands in a skeleton where a slot belongs (a private-use character)."""

# Kinds of slot, one letter each: a coordinate kept to 0.1 pt, a step along a curve kept to 0.01,
# a finer number kept to 0.001, a number with so many decimals ("0" to "9"), or words.
COORDINATE, CURVE, FINE, WORDS = "c", "h", "m", "s"

DATA = "flipbook-data"
"""The id that a group carries while it is drawn, if its colours are data (see ``style.py``)."""

OUTLINE = "flipbook-outline"
"""The id of a group whose paths are the outlines of letters."""

Slot = float | str

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
_PROSE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_COORDINATES = frozenset({"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "points"})
# What Matplotlib says in a style attribute and an attribute of its own may say as well: a host may
# forbid inline styles.
_STYLES = frozenset(
    {"fill", "stroke", "opacity", "text-anchor", "image-rendering", "stop-color", "stop-opacity"}
    | {f"fill-{said}" for said in ("opacity", "rule")}
    | {f"stroke-{said}" for said in ("opacity", "width", "linejoin", "linecap", "miterlimit")}
    | {f"stroke-{said}" for said in ("dasharray", "dashoffset")}
    | {f"font-{said}" for said in ("size", "style", "weight", "variant", "stretch", "family")}
)
_SMALL = 16.0  # points; a shape that stays within is a marker
_PLAIN_FAMILY = re.compile(r"['\"]?(DejaVu Sans|sans-serif)['\"]?(,|$)")
_RUN_OF_SPACES = re.compile(r"(?<= ) | (?= )|^ | $")


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
    scales = {COORDINATE: 10, CURVE: 100, FINE: 1000}
    return scales[kind] if kind in scales else 10 ** int(kind)


def write(slot: Slot, kind: str) -> str:
    """Write a slot as the page does (``js/table.js`` writes it the same way)."""
    if isinstance(slot, str):
        return slot
    if kind in (COORDINATE, CURVE, FINE):
        return f"{slot:.10g}"
    return f"{slot:.{kind}f}"


class _Pieces:
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


class _Cutter(_Pieces):
    """Cuts the elements of an SVG document.

    Parameters
    ----------
    references : dict of str to str
        The ids that something refers to, and what they are called on the page.
    """

    def __init__(self, references: dict[str, str]) -> None:
        super().__init__()
        self.references = references

    def element(self, element: ElementTree.Element, data: bool = False, shape: str = "") -> None:
        """Cut an element and what is in it.

        `data` says that its colours are data; `shape` whether it is a "template", drawn through
        ``use``, or the "outline" of a letter, and its numbers not a place.
        """
        tag = element.tag.rpartition("}")[2]
        if tag in ("metadata", "style") or (tag == "defs" and _only_style(element)):
            return
        attributes = {
            key.rpartition("}")[2]: value
            for key, value in element.attrib.items()
            if key != "id" or value in self.references
        }
        if tag == "path" and attributes.get("style") == "fill: none":
            return  # an invisible background
        if element.get("id", "").startswith(DATA):
            data = True
            attributes["fill"] = "#000000"  # which Matplotlib does not write
        bare_group = tag == "g" and not attributes
        if not bare_group:
            self.keep(f"<{tag}")
            for key, value in attributes.items():
                if key == "style":
                    self.style(value, data)
                else:
                    self.keep(f' {key}="')
                    self.attribute(tag, key, value, shape)
                    self.keep('"')
            self.keep(">")
        text = (element.text or "").strip("\n\r\t") if tag in ("text", "tspan") else ""
        if text:
            self.cut(escape(_RUN_OF_SPACES.sub("\u00a0", text), quote=False), WORDS)
        if tag in ("defs", "pattern"):
            shape = "template"
        elif element.get("id") == OUTLINE:
            shape = "outline"
        for child in element:
            self.element(child, data, shape)
        if not bare_group:
            self.keep(f"</{tag}>")

    def attribute(self, tag: str, key: str, value: str, shape: str) -> None:
        if key == "id":
            self.keep(self.references[value])
        elif key == "d":
            path = " ".join(value.split())
            if shape == "template":
                self.numbers(path, FINE if _small(path) else COORDINATE)
            elif shape == "outline" or "C" in path or "Q" in path:
                self.curve(path)
            else:
                self.numbers(path, COORDINATE)
        elif key in _COORDINATES or (key in ("width", "height") and tag != "svg"):
            self.numbers(value, COORDINATE)
        elif key == "transform":
            self.numbers(" ".join(value.split()), FINE)
        elif key == "href" and value.startswith("#"):
            self.keep(f"#{self.references[value[1:]]}")
        elif value.startswith("url(#"):
            self.keep(f"url(#{self.references[value[5:-1]]})")
        elif tag == "image" and key == "href":
            self.cut(escape(lighter("".join(value.split()))), WORDS)
        else:
            self.cut(escape(("" if key == "href" else " ").join(value.split())), WORDS)

    def curve(self, path: str) -> None:
        """Cut a curved path: where it begins as a place, the rest as steps from point to point.

        So a small mark keeps its shape, and one that only moves changes in two numbers.
        """
        pen = begun = (0.0, 0.0)
        for index, (command, said) in enumerate(_COMMAND.findall(path)):
            self.keep((" " if index else "") + (command if command in "Mz" else command.lower()))
            numbers = [float(number) for number in said.split()]
            if command == "z":
                pen = begun
                continue
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            for point in points:
                for to, since in zip(point, pen, strict=True):
                    self.keep(" ")
                    self.cut(
                        to if command == "M" else to - since,
                        COORDINATE if command == "M" else CURVE,
                    )
            pen = points[-1]
            if command == "M":
                begun = pen

    def style(self, value: str, data: bool) -> None:
        """Say in attributes what stands in a style; the page's own letters where they are plain."""
        said = dict(rule.strip().split(":", 1) for rule in value.split(";") if ":" in rule)
        for key, told in said.items():
            told = told.strip()
            if key not in _STYLES or (key == "font-family" and _PLAIN_FAMILY.match(told)):
                continue
            self.keep(f' {key}="')
            if key == "font-family":
                first, _, last = told.partition(", ")[0], "", told.rpartition(", ")[2]
                self.cut(escape(", ".join(dict.fromkeys((first, last)))), WORDS)
            elif _NUMBER.fullmatch(told.removesuffix("px")):
                self.cut(float(told.removesuffix("px")), FINE)
            elif told.startswith("url(#"):
                self.keep(f"url(#{self.references[told[5:-1]]})")
            else:
                if not data:
                    told = _COLOUR.sub(lambda match: page_colour(match.group()), told)
                self.cut(escape(told, quote=True), WORDS)
            self.keep('"')


def _small(path: str) -> bool:
    """Tell a marker, whose shape needs finer numbers, from an area, which is drawn once."""
    return all(abs(float(number)) <= _SMALL for number in _NUMBER.findall(path))


def _only_style(defs: ElementTree.Element) -> bool:
    return all(child.tag.endswith("}style") for child in defs)


def cut_sentence(sentence: str) -> Frame:
    """Cut a sentence at its words and numbers.

    Parameters
    ----------
    sentence : str
        One or more plain sentences.
    """
    cutter = _Pieces()
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


def cut_svg(svg: str, name: str, box: tuple[float, float, float, float] | None = None) -> Frame:
    """Cut an SVG document written by Matplotlib into skeleton and slots.

    Only what is drawn is kept: no metadata, no ids that nothing refers to. The rest of the ids
    become ``name--1``, ``name--2`` … in order, so that they do not depend on the data; no name of
    a picture holds two hyphens together, so that no picture's own id is among them. What Matplotlib
    says in style attributes is said in attributes of their own.

    Parameters
    ----------
    svg : str
        What Matplotlib wrote.
    name : str
        The prefix of ids.
    box : tuple of float, optional
        Left, top, width and height of what is seen, in points; the figure unless told.
    """
    root = ElementTree.fromstring(svg)
    references: dict[str, str] = {}
    for element in root.iter():
        for value in element.attrib.values():
            for target in re.findall(r"url\(#([^)]+)\)|^#(.+)$", value):
                references.setdefault(target[0] or target[1], f"{name}--{len(references) + 1}")
    cutter = _Cutter(references)
    seen = " ".join(f"{side:.10g}" for side in box) if box else root.attrib["viewBox"]
    cutter.keep(f'<svg viewBox="{seen}">')
    for child in root:
        cutter.element(child)
    cutter.keep("</svg>")
    return cutter.frame()
