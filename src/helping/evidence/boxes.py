"""Show a row of the table as a notebook's output: no script, the colours of the page around it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helping.evidence.said import figure_in_words, how_many, in_a_hundred, unbroken
from helping.evidence.table import CORRELATIONS, DIFFERENCES, Evidence, EvidenceError, row
from helping.words import words

STYLES = Path(__file__).with_name("evidence.css")
SCRIPT = Path(__file__).with_name("unfold.js")


_TERMS = {
    **dict.fromkeys(CORRELATIONS, ("correlation",)),
    **dict.fromkeys((*DIFFERENCES, "difference (d)"), ("effect size",)),
    "odds ratio": ("odds ratio",),
    "risk ratio": ("risk ratio",),
    "change in standard deviations": ("standard deviation",),
}
"""The words of the glossary that a reader of a statistic may want."""


@dataclass(frozen=True)
class Box:
    """A row of the table as a notebook's output."""

    evidence: Evidence

    def __repr__(self) -> str:
        say = words("evidence")["box"]
        lines = [self.evidence.label, self.evidence.finding]
        lines += [f"{say['line'].format(name=name)} {text}" for name, text in self._lines()]
        source = f"{self.evidence.source}, {self.evidence.link}{self._checked()}"
        return "\n".join([*lines, f"{say['line'].format(name=say['source'])} {source}"])

    def _repr_html_(self) -> str:
        return f"{self.markup()}{style()}"

    def markup(self) -> str:
        """Return the box as HTML, without style and script."""
        evidence, say = self.evidence, words("evidence")["box"]
        anchor = f"evidence-{evidence.key}"

        def line(name: str, markup: str) -> str:
            return f"<p><strong>{escape(say['line'].format(name=name))}</strong> {markup}</p>"

        lines = [line(name, unbroken(escape(text))) for name, text in self._lines()]
        source = f'<a href="{escape(evidence.link)}">{escape(evidence.source)}</a>{self._checked()}'
        # A group and not a section: seven landmarks on a page lead nowhere. The heading does.
        title, named = say["title"].format(label=evidence.label), f"{anchor}-title"
        return f"""<div class="evidence" id="{anchor}" role="group" aria-labelledby="{named}">
<h3 class="evidence-title" id="{named}">{escape(title)}</h3>
<p>{escape(evidence.finding)}</p>
{chr(10).join(lines)}
{line(say["source"], source)}
{line(say["read"], _links(evidence))}
</div>"""

    def _lines(self) -> Iterator[tuple[str, str]]:
        evidence, say = self.evidence, words("evidence")["box"]
        figure, name = figure_in_words(evidence), evidence.statistic
        if figure.startswith(f"{name}: "):  # a figure of its own kind heads its line with its name
            yield name[0].upper() + name[1:], f"{figure.removeprefix(f'{name}: ')}."
        else:
            yield say["figure"], f"{figure}."
        yield say["how_many"], how_many(evidence)
        hundred = in_a_hundred(evidence)
        if hundred:
            yield say["hundred"], hundred
        yield say["not_shown"], evidence.does_not_show
        if evidence.popular_version:
            yield say["popular"], evidence.popular_version

    def _checked(self) -> str:
        """Say so where only a part of the figure was seen at its source."""
        return words("evidence")["box"]["partly"] if self.evidence.verified == "partly" else ""


@dataclass(frozen=True)
class Folded:
    """Boxes that a reader opens if they want more, as one output of a notebook."""

    boxes: tuple[Box, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.boxes))

    def _repr_html_(self) -> str:
        say, count = words("evidence")["more"], len(self.boxes)
        summary = say["one"] if count == 1 else say["many"].format(count=count)
        inside = "\n".join(each.markup() for each in self.boxes)
        return f"""<details class="evidence-more">
<summary>{escape(summary)}</summary>
{inside}
</details>{style()}{_script()}"""


def more(*keys: str) -> Folded:
    """Return the boxes of several rows, folded under one line.

    A link to one of them opens the fold.

    Parameters
    ----------
    *keys : str
        Keys of rows, in the order in which they are to stand.

    Returns
    -------
    Folded

    Raises
    ------
    EvidenceError
        If no key is given, or the table has no such row.
    """
    if not keys:
        raise EvidenceError("evidence.more has no key: name the rows that it is to fold.")
    return Folded(tuple(map(box, keys)))


def box(key: str) -> Box:
    """Return the box of a row, to stand as a notebook's output.

    Parameters
    ----------
    key : str
        The row's key.

    Returns
    -------
    Box
        The figure with its interval, how many studies and people, a hundred clients, what it
        does not show, the popular version if there is one, and the source.
    """
    return Box(row(key))


def _script() -> str:
    """Return the script that unfolds what a link leads to, where no page of ours brings it."""
    return "" if _on_the_page() else f"\n<script>\n{SCRIPT.read_text(encoding='utf-8')}</script>"


def _links(evidence: Evidence) -> str:
    """Return links to the words that one needs to read a box, and to how boxes are made."""
    terms = [*_TERMS.get(evidence.statistic, ())]
    if "variance" in evidence.statistic:
        terms.append("variance")
    if evidence.ci is not None:
        terms.append("interval")
    if (
        evidence.k_studies.isdecimal()
        and int(evidence.k_studies) > 1
        and evidence.value is not None
    ):
        terms.append("meta-analysis")
    say = words("evidence")["box"]
    links = [(say["term"][term], f"glossary{_page()}#{term.replace(' ', '-')}") for term in terms]
    links.append((say["boxes"], f"about-the-evidence{_page()}#how-to-read-an-evidence-box"))
    return ", ".join(
        f'<a href="../book/{escape(target)}">{escape(name)}</a>' for name, target in links
    )


def _page() -> str:
    """Return how the name of a page ends: on the built site, or beside a live notebook."""
    return ".html" if _on_the_page() else ".md"


def _on_the_page() -> bool:
    return os.environ.get("FLIPBOOK_STATIC") == "1"


def style() -> str:
    """Return the stylesheet to stand with an output, where no page of ours brings it.

    The built page has it as a file, since a host may forbid styles inside a page.
    """
    if _on_the_page():
        return ""
    return f"\n<style>{STYLES.read_text(encoding='utf-8')}</style>"
