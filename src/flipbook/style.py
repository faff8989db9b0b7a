"""How pictures look: one palette that the page can darken, and Matplotlib's settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from cycler import cycler

# Name of the colour on the page -> (light, dark). Chosen to be told apart by colour-blind
# readers and to reach 4.5 : 1 against the page in both, because lines are labelled in their colour.
PALETTE: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "blue": ("#0b5fa5", "#74b6f2"),
        "vermilion": ("#b23c07", "#ff9c6b"),
        "green": ("#0a7353", "#53cba6"),
        "purple": ("#8a3d87", "#dc9ed9"),
        "ochre": ("#7d5a00", "#e3b958"),
        "slate": ("#4f6272", "#a9bccb"),
        "ink": ("#1f2328", "#e6e8eb"),
        "grey": ("#6b7076", "#a3abb3"),
        "rule": ("#cfd4da", "#414a54"),
        "paper": ("#fefefe", "#171b21"),
    }
)

# What an author writes -> the name under which the page knows it.
_WRITTEN = {light: name for name, (light, _) in PALETTE.items()} | {
    "#000000": "ink",
    "#808080": "grey",
    "#7f7f7f": "grey",
    "#b0b0b0": "rule",
    "#cccccc": "rule",
    "#ffffff": "paper",
}

_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "flipbook",
    "path.simplify": False,  # keeps the number of points the same from state to state
    "font.size": 11.5,
    "axes.prop_cycle": cycler(color=[light for light, _ in list(PALETTE.values())[:6]]),
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": PALETTE["grey"][0],
    "axes.labelcolor": PALETTE["ink"][0],
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": PALETTE["ink"][0],
    "xtick.color": PALETTE["grey"][0],
    "ytick.color": PALETTE["grey"][0],
    "xtick.labelcolor": PALETTE["ink"][0],
    "ytick.labelcolor": PALETTE["ink"][0],
    "grid.color": PALETTE["rule"][0],
    "lines.linewidth": 2.0,
    "legend.frameon": False,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this and Matplotlib uses the palette, and text stays text.

    Whatever the reader's own settings are, the picture is the same.
    """
    strayed: dict[Any, Any] = {
        key: value
        for key, value in mpl.rcParamsDefault.items()
        if not key.startswith(("backend", "interactive", "webagg")) and mpl.rcParams[key] != value
    }
    with mpl.rc_context(strayed | _SETTINGS):
        yield


def page_colour(written: str) -> str:
    """Return a colour as the page writes it: a name it can darken, or as it was.

    Parameters
    ----------
    written : str
        ``#rrggbb`` as Matplotlib wrote it.
    """
    name = _WRITTEN.get(written.lower())
    if name is None:
        return written
    return f"var(--flipbook-{name}, {PALETTE[name][0]})"


def palette_css(column: int) -> str:
    """Return the palette as CSS variables: column 0 light, 1 dark."""
    colours = (f"--flipbook-{name}: {pair[column]};" for name, pair in PALETTE.items())
    return " ".join([*colours, f"--flipbook-scheme: {('light', 'dark')[column]};"])
