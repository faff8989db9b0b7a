"""Compares what a page draws with what Python draws at the same values."""

import itertools
import random
import re
import xml.etree.ElementTree as ElementTree

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
SERIALISE = "svg => new XMLSerializer().serializeToString(svg)"
TOLERANCE = 0.051  # coordinates are kept to a tenth of a point
# What an element says that would be so as well if it said nothing.
DEFAULTS = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "stroke-dashoffset": "0",
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
    """Return how two SVG documents differ to the eye; an empty list where they do not.

    What is hidden is not compared, nor what a definition is called.
    """
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
    definitions = {element.get("id"): element for element in root.iter() if element.get("id")}
    return [found for child in root for found in _seen(child, definitions)]


def _seen(element, definitions):
    tag = element.tag.rpartition("}")[2]
    if tag in ("title", "desc", "defs") or element.get("display") == "none":
        return
    said = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    for own in ("id", "display", "aria-hidden"):
        said.pop(own, None)
    said = {key: value for key, value in said.items() if DEFAULTS.get(key) != value}
    for key, value in said.items():
        if referred := re.fullmatch(r"(?:url\()?#([^)]+)\)?", value):
            definition = definitions.get(referred[1])
            said[key] = "missing" if definition is None else _described(definition, definitions)
    if "d" in said:
        said["d"] = _without_repeats(said["d"])
    if tag != "g" or said:
        text = "".join(element.itertext()) if tag in ("text", "tspan") else ""
        yield tag, said | {"text": text}
    for child in element:
        yield from _seen(child, definitions)


def _described(definition, definitions):
    within = definition if len(definition) else [definition]
    return str([found for child in within for found in _seen(child, definitions)])


def _without_repeats(path):
    """Drop what nobody sees: a line to where the pen is, and a pen set down to draw nothing."""
    kept = []
    for piece in re.findall(r"[A-Za-z][^A-Za-z]*", path):
        piece = piece.strip()
        if piece[0] == "L" and kept and kept[-1][0] in "ML" and kept[-1][1:] == piece[1:]:
            continue
        if kept and kept[-1][0] == piece[0] == "M":
            kept.pop()
        kept.append(piece)
    return " ".join(kept[:-1] if kept and kept[-1][0] == "M" else kept)


def _same(one, other):
    if one == other:
        return True
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    numbers = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(here) - float(there)) <= TOLERANCE for here, there in numbers)
