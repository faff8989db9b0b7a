"""The frame of a table of the calibration page: it scrolls by itself and says what it is."""

from __future__ import annotations

from collections.abc import Iterable

from helping.evidence.boxes import style


def scrolling_table(caption: str, label: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    """Return a table as HTML that can be reached by keyboard where it is wider than its page.

    Parameters
    ----------
    caption : str
        What the table shows, as HTML.
    label : str
        The name of the region that scrolls.
    heads : iterable of str
        The head of each column, as HTML.
    rows : iterable of str
        Each row, as HTML with its ``<tr>``.

    Returns
    -------
    str
        The table in its region, and the style that both need.
    """
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    region = f'tabindex="0" role="region" aria-label="{label}"'
    return (
        f'<div class="calibration-scroll" {region}>'
        f'<table class="table calibration"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{style()}"
    )
