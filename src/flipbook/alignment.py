"""Alignment: frames of different structure brought to one, so that one skeleton serves them.

From state to state a part of a picture may be absent, or hidden by its author; a line may have
more points, gaps, or none; a scatter more marks, an axis more ticks. The skeletons of such frames
are trees with most of their elements in common. They are woven into one tree that holds every
element of each, in the order in which each paints them. An element that a state lacks is there all
the same, with ``display="none"``: nobody sees it and no screen reader reads it. A line with fewer
points than its longest twin has its last point repeated: it looks the same.

Frames that have little in common stay apart, as several structures.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from flipbook.frames import COORDINATE, FINE, GAP, WORDS, Frame, Slot, write

# What an element is like that does not say so: it may then differ from one that does.
_DEFAULTS: dict[str, Slot] = {
    "opacity": 1.0,
    "fill-opacity": 1.0,
    "stroke-opacity": 1.0,
    "stroke-width": 1.0,
    "stroke-dashoffset": 0.0,
    "stroke-dasharray": "none",
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "stroke": "none",
    "fill": "inherit",
    "clip-path": "none",
    "font-weight": "inherit",
    "font-style": "inherit",
    "font-family": "inherit",
}
_SHOWN, _HIDDEN = "inline", "none"
_SPARE = 12  # so many elements more than the largest frame has are no reason to stay apart
_MOST_CELLS = 60_000  # a longer comparison of two lists of elements is made the short way

_TOKEN = re.compile(r"<(/?)([\w-]+)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_REFERENCE = re.compile(r"(?<=#)[\w-]+--\d+")
_VIEW_BOX = re.compile(r'viewBox="[^"]*"')
_POLYLINE = re.compile(rf"(?:(?:z )?[ML] {GAP} {GAP} ?)*z?$")
_LEAD = re.compile(rf"((?:z )?[ML]) {GAP} {GAP}")

Source = int | tuple[Slot] | Callable[[Sequence[Slot]], str] | None
"""Where a frame's slot comes from: its own slot of that number, a constant by itself, what a
function makes of its slots, or, where the element is absent, from a state that has it."""


@dataclass(frozen=True)
class _Part:
    """An attribute's value, or a text: a template, and where its slots begin."""

    template: str
    first: int
    kinds: str

    def written(self, slots: Sequence[Slot]) -> str:
        pieces = self.template.split(GAP)
        own = slots[self.first : self.first + len(self.kinds)]
        said = (write(slot, kind) for slot, kind in zip(own, self.kinds, strict=True))
        return pieces[0] + "".join(a + b for a, b in zip(said, pieces[1:], strict=True))


class _Node:
    """An element of one structure."""

    def __init__(self, tag: str, attributes: dict[str, _Part]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text: _Part | None = None
        self.children: list[_Node] = []
        self.key: tuple[Any, ...] = ()
        self.words: frozenset[str] = frozenset()

    def settle(self, slots: Sequence[Slot]) -> None:
        """Work out what the element must share with its twins, and by what it is known again."""
        rigid, words = [], set()
        for name, part in self.attributes.items():
            if name == "d" and _POLYLINE.match(part.template):
                rigid.append((name, part.kinds[:1] or COORDINATE))
            elif name == "id" or name in ("viewBox", "href"):
                rigid.append((name, "" if name == "href" and GAP not in part.template else "own"))
            elif name in _DEFAULTS:
                words.add(f"{name}={_REFERENCE.sub('', part.written(slots))}")
            else:
                rigid.append((name, _REFERENCE.sub("", part.template) + part.kinds))
        if self.text is not None:
            rigid.append(("text", ""))
            words.add(self.text.written(slots))
        self.key = (self.tag, *sorted(rigid))
        if self.tag == "defs" and len(self.children) == 1:
            self.key += self.children[0].key
        for child in self.children:
            words |= child.words
        self.words = frozenset(words)

    def count(self) -> Counter[tuple[Any, ...]]:
        """Count the elements by their keys."""
        counted = Counter([self.key])
        for child in self.children:
            counted += child.count()
        return counted


def _read(frame: Frame) -> _Node:
    """Read a frame's skeleton as a tree."""
    used = 0

    def part(template: str) -> _Part:
        nonlocal used
        count = template.count(GAP)
        made = _Part(template, used, frame.kinds[used : used + count])
        used += count
        return made

    top = _Node("", {})
    opened = [top]
    for closing, tag, rest, text in _TOKEN.findall(frame.skeleton):
        if text:
            opened[-1].text = part(text)
        elif closing:
            opened.pop().settle(frame.slots)
        else:
            node = _Node(tag, {name: part(value) for name, value in _ATTRIBUTE.findall(rest)})
            opened[-1].children.append(node)
            opened.append(node)
    return top.children[0]


@dataclass
class _Woven:
    """An element of the common tree, with its twins in the structures that have it."""

    tag: str
    twins: dict[int, _Node] = field(default_factory=dict)
    children: list[_Woven] = field(default_factory=list)
    known: dict[tuple[Any, ...], list[_Woven]] = field(default_factory=dict)

    @property
    def latest(self) -> _Node:
        return next(reversed(self.twins.values()))

    def add(self, number: int, node: _Node) -> None:
        """Weave an element of one more structure into this one."""
        self.twins[number] = node
        keys = tuple(child.key for child in node.children)
        if keys not in self.known:
            pairs = _match([child.latest for child in self.children], node.children)
            woven = [
                self.children[old] if old is not None else _Woven(node.children[new or 0].tag)
                for old, new in pairs
            ]
            self.children = woven
            self.known[keys] = [
                child for child, (_, new) in zip(woven, pairs, strict=True) if new is not None
            ]
        for child, twin in zip(self.known[keys], node.children, strict=True):
            child.add(number, twin)


def _match(old: Sequence[_Node], new: Sequence[_Node]) -> list[tuple[int | None, int | None]]:
    """Pair two lists of elements in order, those most alike; an element may stay alone."""
    start = 0
    while start < min(len(old), len(new)) and _same(old[start], new[start]):
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and _same(old[-1 - end], new[-1 - end]):
        end += 1
    rows, columns = len(old) - start - end, len(new) - start - end
    pairs: list[tuple[int | None, int | None]] = [(at, at) for at in range(start)]
    if rows * columns > _MOST_CELLS:
        inside = _match_quickly(old[start : start + rows], new[start : start + columns])
    else:
        inside = _match_well(old[start : start + rows], new[start : start + columns])
    pairs += [
        (None if one is None else one + start, None if other is None else other + start)
        for one, other in inside
    ]
    pairs += [(len(old) - at, len(new) - at) for at in range(end, 0, -1)]
    return pairs


def _same(one: _Node, other: _Node) -> bool:
    return one.key == other.key and one.words == other.words


def _likeness(one: _Node, other: _Node) -> float:
    """Return how well two elements would go together: 0 not at all."""
    if one.key != other.key:
        return 0.0
    both = len(one.words | other.words)
    alike = len(one.words & other.words) / both if both else 1.0
    if not one.children and not other.children:
        return 1.0 + 2.0 * alike
    here, there = (Counter(child.key for child in node.children) for node in (one, other))
    shared = (here & there).total() / max(1, (here | there).total())
    return shared * (1.0 + 2.0 * alike)


def _match_well(old: Sequence[_Node], new: Sequence[_Node]) -> list[tuple[int | None, int | None]]:
    """Pair two lists so that the likeness of all pairs together is greatest."""
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[_likeness(one, other) for other in new] for one in old]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            skip = max(best[row + 1][column], best[row][column + 1])
            good = alike[row][column]
            best[row][column] = max(skip, good + best[row + 1][column + 1]) if good else skip
    pairs: list[tuple[int | None, int | None]] = []
    row = column = 0
    while row < rows or column < columns:
        here = best[row][column]
        good = alike[row][column] if row < rows and column < columns else 0.0
        if good and here == good + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif row < rows and here == best[row + 1][column]:
            pairs.append((row, None))
            row += 1
        else:
            pairs.append((None, column))
            column += 1
    return pairs


def _match_quickly(
    old: Sequence[_Node], new: Sequence[_Node]
) -> list[tuple[int | None, int | None]]:
    """Pair two long lists: each element with the next that it may go with."""
    pairs: list[tuple[int | None, int | None]] = []
    places: dict[tuple[Any, ...], deque[int]] = {}
    for at, node in enumerate(old):
        places.setdefault(node.key, deque()).append(at)
    done = 0
    for column, node in enumerate(new):
        waiting = places.get(node.key, deque())
        while waiting and waiting[0] < done:
            waiting.popleft()
        if not waiting:
            pairs.append((None, column))
            continue
        found = waiting.popleft()
        pairs += [(skipped, None) for skipped in range(done, found)]
        pairs.append((found, column))
        done = found + 1
    return pairs + [(skipped, None) for skipped in range(done, len(old))]


class _Writer:
    """Writes a common tree as a skeleton, and says where each structure finds its slots."""

    def __init__(self, structures: Iterable[int], box: str) -> None:
        self.structures = list(structures)
        self.box = box
        self.pieces: list[str] = []
        self.kinds: list[str] = []
        self.sources: dict[int, list[Source]] = {number: [] for number in self.structures}
        self.ids: dict[tuple[int, str], str] = {}
        self.count = 1

    def number_ids(self, woven: _Woven) -> None:
        """Give every definition one id for all structures, in the order of the common tree."""
        for number, node in woven.twins.items():
            if "id" in node.attributes:
                own = node.attributes["id"].template
                self.ids[number, own] = f"{own.rpartition('--')[0]}--{self.count}"
        if any("id" in node.attributes for node in woven.twins.values()):
            self.count += 1
        for child in woven.children:
            self.number_ids(child)

    def renamed(self, number: int, part: _Part) -> _Part:
        template = _REFERENCE.sub(lambda own: self.ids[number, own.group()], part.template)
        return _Part(template, part.first, part.kinds)

    def slot(self, kind: str, sources: Mapping[int, Source]) -> None:
        """Cut a gap; a structure that is not named takes its slot from another state."""
        self.pieces.append(GAP)
        self.kinds.append(kind)
        for number in self.structures:
            self.sources[number].append(sources.get(number))

    def element(self, woven: _Woven, among: set[int], seen: bool = True) -> None:
        """Write an element that may stand in the structures `among`, and what is in it.

        A definition is never `seen` itself: it does no harm where nothing refers to it.
        """
        seen = seen and woven.tag != "defs"
        self.pieces.append(f"<{woven.tag}")
        names = dict.fromkeys(name for node in woven.twins.values() for name in node.attributes)
        for name in names:
            self.pieces.append(f' {name}="')
            parts = {
                number: self.renamed(number, node.attributes[name])
                for number, node in woven.twins.items()
                if name in node.attributes
            }
            self.attribute(woven, name, parts)
            self.pieces.append('"')
        if seen and among - set(woven.twins):
            self.pieces.append(' display="')
            self.slot(
                WORDS,
                {number: (_SHOWN if number in woven.twins else _HIDDEN,) for number in among},
            )
            self.pieces.append('"')
        self.pieces.append(">")
        texts = {n: node.text for n, node in woven.twins.items() if node.text is not None}
        if texts:
            self.part(texts, ("",), woven)
        for child in woven.children:
            self.element(child, set(woven.twins), woven.tag != "defs")
        self.pieces.append(f"</{woven.tag}>")

    def attribute(self, woven: _Woven, name: str, parts: dict[int, _Part]) -> None:
        if name == "viewBox":
            self.pieces.append(self.box)
        elif name == "id":
            number, node = next(iter(woven.twins.items()))
            self.pieces.append(self.ids[number, node.attributes["id"].template])
        elif name == "d" and _POLYLINE.match(next(iter(parts.values())).template):
            self.polyline(parts)
        else:
            self.part(parts, (_DEFAULTS.get(name, ""),), woven)

    def part(self, parts: dict[int, _Part], default: tuple[Slot], woven: _Woven) -> None:
        """Write a value: gap by gap where all agree, else as one word of each structure."""
        missing = set(woven.twins) - set(parts)
        first = next(iter(parts.values()))
        agree = all((p.template, p.kinds) == (first.template, first.kinds) for p in parts.values())
        lone = first.template == GAP and (first.kinds == WORDS) == isinstance(default[0], str)
        if agree and (not missing or lone):
            for offset, piece in enumerate(first.template.split(GAP)):
                if offset:
                    here: dict[int, Source] = dict.fromkeys(missing, default)
                    here.update({n: p.first + offset - 1 for n, p in parts.items()})
                    self.slot(first.kinds[offset - 1], here)
                self.pieces.append(piece)
        else:
            said: dict[int, Source] = dict.fromkeys(missing, (write(default[0], FINE),))
            said.update({number: part.written for number, part in parts.items()})
            self.slot(WORDS, said)

    def polyline(self, parts: dict[int, _Part]) -> None:
        """Write lines of different length and with different gaps as one path."""
        leads = {number: _LEAD.findall(part.template) for number, part in parts.items()}
        tails = {number: part.template.endswith("z") for number, part in parts.items()}
        longest = max(map(len, leads.values()))
        kind = next((part.kinds[0] for part in parts.values() if part.kinds), COORDINATE)
        for at in range(longest):
            self.pieces.append(" " if at else "")
            here: dict[int, tuple[Slot]] = {}
            for number, own in leads.items():
                # A pen set down again and again draws nothing; a line to where it is would dot.
                alone = len(own) < 2 or own[-1] != "L"
                here[number] = (own[at] if at < len(own) else "M" if alone else "L",)
            self.constant(here)
            for axis in (0, 1):
                self.pieces.append(" ")
                self.slot(
                    kind,
                    {
                        number: parts[number].first + 2 * min(at, len(own) - 1) + axis
                        for number, own in leads.items()
                        if own
                    },
                )
        self.constant({number: (" z" if closed else "",) for number, closed in tails.items()})

    def constant(self, said: Mapping[int, tuple[Slot]]) -> None:
        """Write what each structure says, as text where they all say the same."""
        words = {source[0] for source in said.values()}
        if len(words) == 1:
            self.pieces.append(str(words.pop()))
        else:
            self.slot(WORDS, said)


def align(frames: Sequence[Frame], shape: Sequence[int] = (), apart: bool = False) -> list[Frame]:
    """Bring frames of different structure to one structure, or to a few.

    Parameters
    ----------
    frames : sequence of Frame
        All the states of one picture, the last control moving fastest.
    shape : sequence of int, optional
        How many stops each control has.
    apart : bool, optional
        Keep frames apart that differ in more than the length of their lines.

    Returns
    -------
    list of Frame
        They look as those given. All have one view box, wide enough for each.
    """
    numbers: dict[tuple[str, str], int] = {}
    members = [numbers.setdefault(frame.structure, len(numbers)) for frame in frames]
    if len(numbers) == 1 or not frames[0].skeleton.startswith("<svg"):
        return list(frames)
    firsts = [frames[members.index(number)] for number in range(len(numbers))]
    nodes = [_read(frame) for frame in firsts]
    box = _union(node.attributes["viewBox"].template for node in nodes)
    aligned = list(frames)
    for cluster in _clusters(nodes, apart):
        top = _Woven("svg")
        for number in cluster:
            top.add(number, nodes[number])
        writer = _Writer(cluster, box)
        writer.number_ids(top)
        writer.element(top, set(cluster))
        skeleton, kinds = "".join(writer.pieces), "".join(writer.kinds)
        mine = np.isin(members, cluster)
        donors = _Donors(members, mine, shape)
        takes = [
            donors.of(frozenset(n for n in cluster if writer.sources[n][slot] is not None))
            for slot in range(len(kinds))
        ]
        for index in np.flatnonzero(mine).tolist():
            slots = [
                _value(writer.sources[members[donor]][slot], frames[donor].slots)
                for slot, take in enumerate(takes)
                if (donor := index if take is None else take[index]) is not None
            ]
            aligned[index] = Frame(skeleton, kinds, tuple(slots))
    return aligned


def _value(source: Source, slots: Sequence[Slot]) -> Slot:
    if isinstance(source, int):
        return slots[source]
    if isinstance(source, tuple):
        return source[0]
    assert callable(source)
    return source(slots)


class _Donors:
    """Finds, for a state that lacks an element, the nearest one that has it.

    What is hidden may stand anywhere. Where the nearest state has it, it comes and goes in its
    place, and takes least room in the table.
    """

    def __init__(self, members: Sequence[int], mine: Any, shape: Sequence[int]) -> None:
        self.members = np.array(members)
        self.mine = mine
        self.shape = tuple(shape) if int(np.prod(shape, dtype=int)) == len(members) else ()
        self.found: dict[frozenset[int], list[int] | None] = {}

    def of(self, having: frozenset[int]) -> list[int] | None:
        """Return for each state the one to take from; None where each has its own."""
        if having not in self.found:
            has = np.isin(self.members, list(having))
            self.found[having] = None if has[self.mine].all() else self.nearest(has)
        return self.found[having]

    def nearest(self, has: Any) -> list[int]:
        donor = np.where(has, np.arange(len(has)), -1).reshape(self.shape or (-1,))
        for axis in sorted(range(donor.ndim), key=lambda axis: -_filled(donor, axis)):
            donor = _fill(donor, axis)
        return [int(index) for index in _fill(donor.reshape(1, -1), 1).ravel()]


def _filled(donor: Any, axis: int) -> int:
    return int((_fill(donor, axis) >= 0).sum())


def _fill(donor: Any, axis: int) -> Any:
    """Fill every gap along an axis from the nearest before it, or else the nearest after it."""
    for step in (1, -1):
        line = np.moveaxis(donor.copy(), axis, 0)[::step]
        for at in range(1, len(line)):
            line[at] = np.where(line[at] < 0, line[at - 1], line[at])
        donor = np.moveaxis(line[::step], 0, axis)
    return donor


def _clusters(nodes: Sequence[_Node], apart: bool) -> list[list[int]]:
    """Sort structures into clusters of those that have most of their elements in common."""
    clusters: list[tuple[list[int], Counter[Any], int]] = []  # members, all elements, most in one
    for number, node in enumerate(nodes):
        counted = node.count()
        best = None
        for at, (_, together, largest) in enumerate(clusters):
            size = sum((together | counted).values())
            most = max(largest, sum(counted.values()))
            room = most if apart else 1.5 * most + _SPARE
            fits = size <= room and (not apart or size == min(largest, sum(counted.values())))
            if fits and (best is None or size < best[0]):
                best = (size, at, most)
        if best is None:
            clusters.append(([number], counted, sum(counted.values())))
        else:
            _, at, most = best
            clusters[at] = ([*clusters[at][0], number], Counter(clusters[at][1] | counted), most)
    return [members for members, *_ in clusters]


def _union(boxes: Iterable[str]) -> str:
    """Return one view box around all."""
    sides = np.array([[float(side) for side in box.split()] for box in boxes])
    left, top = sides[:, :2].min(axis=0)
    right, bottom = (sides[:, :2] + sides[:, 2:]).max(axis=0)
    return " ".join(f"{side:.10g}" for side in (left, top, right - left, bottom - top))


def in_box_of(skeleton: str, svg: str) -> str:
    """Return a picture in the view box of another.

    Parameters
    ----------
    skeleton : str
        Of a frame that was aligned with all others.
    svg : str
        One state, drawn alone.
    """
    box = _VIEW_BOX.search(skeleton)
    return _VIEW_BOX.sub(box.group(), svg, count=1) if box else svg
