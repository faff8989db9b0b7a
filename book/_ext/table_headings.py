"""Give tables the headings that Markdown cannot write.

- A table whose only heading stands over the first of two columns is a list of names and values:
  the heading becomes the table's caption, and each name heads its row.
- A table whose corner is empty has rows with names: its first column heads the rows.
- An empty heading is written as a plain cell, for a heading that names nothing misleads.
- Every heading says whether it heads a column or a row.
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def with_headings(html: str) -> str:
    """Return the page with its tables' headings set right."""
    return TABLE.sub(lambda found: _table(found.group()), html)


def _table(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    table = soup.table
    head = table.thead if table else None
    first = head.tr if head else None
    if table is None or head is None or first is None:
        return html
    headings = [cell for cell in first.children if isinstance(cell, Tag)]
    named = [bool(cell.get_text(strip=True)) for cell in headings]
    if named == [True, False]:
        caption = soup.new_tag("caption")
        caption.extend((headings[0].p or headings[0]).contents[:])
        table.insert(0, caption)
        head.decompose()
        _rows_are_headed(table)
    elif named and not named[0]:
        _rows_are_headed(table)
    for heading in table.find_all("th"):
        if not heading.get_text(strip=True):
            heading.name = "td"
            heading.attrs = {}
        elif not heading.get("scope"):
            heading["scope"] = "col" if heading.find_parent("thead") else "row"
    return str(soup)


def _rows_are_headed(table: Tag) -> None:
    for row in table.tbody.find_all("tr") if table.tbody else []:
        if cell := row.find(["td", "th"]):
            cell.name = "th"
            cell["scope"] = "row"


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Run over the body of a page."""
    if "<table" in context.get("body", ""):
        context["body"] = with_headings(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Run when a page is written."""
    app.connect("html-page-context", on_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
