"""The style of the list of references: Author (year). Title. Where it appeared. Its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx


def written_names(people: Iterable[Any]) -> str:
    """Write people as "Gelso, C. J., & Carter, J. A."."""
    names = []
    for person in people:
        family = " ".join(person.prelast_names + person.last_names)
        given = " ".join(
            "-".join(part[0] + "." for part in name.split("-") if part)
            for name in person.first_names + person.middle_names
        )
        names.append(str(Text.from_latex(", ".join(part for part in (family, given) if part))))
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + ", & " + names[-1]


def _plain(entry: Any, name: str) -> str:
    """Return a field without its LaTeX, or an empty string."""
    return str(Text.from_latex(entry.fields[name])) if name in entry.fields else ""


def _where(entry: Any) -> list[Any]:
    """Say where the entry appeared."""
    pages = _plain(entry, "pages").replace("--", "–")
    if entry.type == "article" and "journal" in entry.fields:
        issue = _plain(entry, "volume")
        issue += f"({_plain(entry, 'number')})" if "number" in entry.fields else ""
        rest = ", ".join(part for part in (issue, pages) if part)
        return [" ", Tag("em", _plain(entry, "journal")), f", {rest}." if rest else "."]
    names = ("publisher", "school", "howpublished")
    publisher = next(filter(None, (_plain(entry, name) for name in names)), "")
    if entry.type == "incollection":
        people = entry.persons.get("editor", [])
        role = "(Ed.)" if len(people) == 1 else "(Eds.)"
        inside = f" In {written_names(people)} {role}, " if people else " In "
        page = f" (pp. {pages})." if pages else "."
        return [inside, Tag("em", _plain(entry, "booktitle")), page, f" {publisher}."]
    return [f" {publisher}."] if publisher else []


class KeyLabel(BaseLabelStyle):
    """Label an entry by its key; the page does not show labels."""

    def format_labels(self, entries: Iterable[Any]) -> Iterator[str]:
        """Yield one label an entry."""
        for entry in entries:
            yield entry.key


class AuthorYear(BaseStyle):
    """Author (year). Title. Where it appeared. Its address as a link (a note)."""

    default_sorting_style = SortingStyle
    default_label_style = KeyLabel

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        """Format one entry."""
        people = entry.persons.get("author") or entry.persons.get("editor") or []
        who = written_names(people)
        if "author" not in entry.persons and people:
            who += " (Ed.)" if len(people) == 1 else " (Eds.)"
        title = _plain(entry, "title").rstrip(".")
        stop = "" if title.endswith(("?", "!")) else "."
        whole = title if entry.type in ("article", "incollection") else Tag("em", title)
        parts = [f"{who} ({entry.fields.get('year', 'n.d.')}). ", whole, stop, *_where(entry)]
        address = entry.fields.get("url", "")
        if "doi" in entry.fields:
            address = "https://doi.org/" + entry.fields["doi"]
        if address:
            parts += [" ", HRef(address, address)]
        if "note" in entry.fields:  # what the address leads to, or what we read
            parts.append(f" ({_plain(entry, 'note')})")
        return FormattedEntry(entry.key, Text(*parts), label)


def list_items(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Call an entry a list item: the role that docutils gives it is deprecated in ARIA."""
    if 'role="doc-biblioentry"' in context.get("body", ""):
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the style known to the bibliography under the name author_year."""
    register_plugin("pybtex.style.formatting", "author_year", AuthorYear)
    app.connect("html-page-context", list_items)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
