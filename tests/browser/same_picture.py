"""Compares what a page draws with what Python draws at the same values."""

import itertools
import random
import re
import xml.etree.ElementTree as ElementTree

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
SERIALISE = "svg => new XMLSerializer().serializeToString(svg)"
TOLERANCE = 0.051  # coordinates are kept to a tenth of a point


def sample_states(explorer, more=8):
    """Return the start, the corners, and some states drawn with a fixed seed."""
    stops = [range(len(control.values)) for control in explorer.controls.values()]
    corners = itertools.product(*(sorted({0, len(axis) - 1}) for axis in stops))
    rng = random.Random(11)
    drawn = [tuple(rng.choice(axis) for axis in stops) for _ in range(more)]
    start = tuple(control.index for control in explorer.controls.values())
    return list(dict.fromkeys([start, *corners, *drawn]))


def values_at(explorer, state):
    """Return what the controls say at a state."""
    controls = explorer.controls.items()
    return {
        name: control.values[stop] for (name, control), stop in zip(controls, state, strict=True)
    }


def link_to(explorer, state):
    """Return the fragment of the address that leads to a state."""
    from urllib.parse import quote

    controls = explorer.controls.values()
    said = [f"{c.name}={quote(c.keys[s], safe='')}" for c, s in zip(controls, state, strict=True)]
    return f"{explorer.name}?{'&'.join(said)}"


def differences(page_svg, python_svg):
    """Return how two SVG documents differ to the eye; an empty list where they do not."""
    ours, theirs = (_elements(ElementTree.fromstring(svg)) for svg in (page_svg, python_svg))
    if [each[0] for each in ours] != [each[0] for each in theirs]:
        return [f"{len(ours)} elements on the page, {len(theirs)} in Python, or in another order"]
    return [
        f"<{tag}> {key}: the page has {ours_is!r}, Python {theirs_is!r}"
        for (tag, here), (_, there) in zip(ours, theirs, strict=True)
        for key in sorted(here.keys() | there.keys())
        if not _same(ours_is := here.get(key, ""), theirs_is := there.get(key, ""))
    ]


def _elements(root):
    """List what is drawn: tag, attributes and text; without the picture's name for readers."""
    named = {child for child in root if child.tag.endswith(("}title", "}desc"))}
    found = []
    for element in root.iter():
        if element is root or element in named:
            continue
        said = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        if "d" in said:
            said["d"] = _without_repeats(said["d"])
        tag = element.tag.rpartition("}")[2]
        text = "".join(element.itertext()) if tag in ("text", "tspan") else ""
        found.append((tag, said | {"text": text}))
    return found


def _without_repeats(path):
    """Drop each line to where the pen already is: padding, which nobody sees."""
    pieces = re.findall(r"[A-Za-z][^A-Za-z]*", path)
    kept = []
    for piece in map(str.strip, pieces):
        if piece[0] == "L" and kept and kept[-1][0] in "ML" and kept[-1][1:] == piece[1:]:
            continue
        kept.append(piece)
    return " ".join(kept)


def _same(one, other):
    if one == other:
        return True
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    numbers = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(here) - float(there)) <= TOLERANCE for here, there in numbers)
