"""A picture where no build and no kernel is: in a saved notebook, in an export, on a bare page."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

from flipbook.page import Page, page_script, stylesheet

_OPENING, _CLOSING = "<!-- flipbook: style and script -->", "<!-- /flipbook -->"
_BROUGHT = re.compile(f"{_OPENING}.*?{_CLOSING}", re.DOTALL)


def still(page: Page, svg: str) -> str:
    """Return one state as an image with its sentence, which viewers show that trust no script.

    Parameters
    ----------
    page : Page
    svg : str
        The picture as it stands inside a page.
    """
    width, height = re.findall(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)[0]
    opening, _, rest = svg.partition(">")
    alone = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="sans-serif" stroke-linejoin="round" stroke-linecap="butt"{opening[4:]}>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{rest}'
    )
    alone = re.sub(r"var\(--flipbook-[a-z]+, (#[0-9a-fA-F]{6})\)", r"\1", alone)
    source = b64encode(alone.encode()).decode()
    more = f"\n<p>{escape(page.more)}</p>" if page.more else ""
    return (
        f"<figure{page.tagged}>\n"
        f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(page.title)}" '
        f'width="{float(width) * 4 / 3:.0f}">\n<p>{escape(page.sentence)}</p>{more}\n'
        f"<figcaption>{page.caption}</figcaption>\n</figure>"
    )


def with_script(fragment: str) -> str:
    """Return a figure that brings script and style along; the script runs once a document.

    Parameters
    ----------
    fragment : str
        HTML of the figure, states included.
    """
    code = re.sub(r"</(?=script)", r"<\\/", page_script())
    return (
        f"{fragment}\n{_OPENING}<style>\n{stylesheet()}</style>\n"
        f"<script>\n{code}\n</script>{_CLOSING}"
    )


def without_script(html: str) -> str:
    """Return an output's HTML without what a built page has as files.

    Parameters
    ----------
    html : str
        What a cell of a notebook has shown.
    """
    return _BROUGHT.sub("", html)
