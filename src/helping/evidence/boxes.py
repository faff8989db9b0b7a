"""Show a row of the table as a notebook's output: no script, the colours of the page around it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from helping.evidence.said import figure_in_words, how_many, in_a_hundred, unbroken
from helping.evidence.table import Evidence, row
from helping.words import words

STYLES = Path(__file__).with_name("evidence.css")


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
</div>{style()}"""

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


def style() -> str:
    """Return the stylesheet to stand with an output, where no page of ours brings it.

    The built page has it as a file, since a host may forbid styles inside a page.
    """
    if os.environ.get("FLIPBOOK_STATIC") == "1":
        return ""
    return f"\n<style>{STYLES.read_text(encoding='utf-8')}</style>"
