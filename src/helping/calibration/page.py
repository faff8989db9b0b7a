"""The table: published figures beside what the clinic gives, as a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from helping import evidence
from helping.calibration.figures import FIGURES, Figure
from helping.calibration.scrolling import scrolling_table
from helping.calibration.view import View, clinic
from helping.words import words


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Attributes
    ----------
    figure : Figure
        What was compared.
    found : float
        What the clinic gives.
    """

    figure: Figure
    found: float

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What was measured, the published figure, the clinic's, and how it came about."""
        row = evidence.row(self.figure.key)
        found = f"{self.found:.{self.figure.decimals}f}".replace("-", "−")
        if row.statistic == "r":
            found = found.replace("0.", ".", 1)
        if row.statistic.startswith("percent"):
            found += "\u202f%"  # a narrow space that does not break
        say = words("calibration")
        return (
            say["table"]["what"].format(label=row.label, how=self.figure.how),
            evidence.figure_in_words(row),
            found,
            say["kind"][self.figure.kind],
        )


@dataclass(frozen=True)
class Calibration:
    """The whole table, as a notebook's output."""

    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return "\n".join(" | ".join(line.cells) for line in self.lines)

    def _repr_html_(self) -> str:
        say = words("calibration")["table"]
        rows = []
        for line in self.lines:
            row = evidence.row(line.figure.key)
            what, published, found, kind = map(escape, line.cells)
            partly = say["partly"] if row.verified == "partly" else ""
            rows.append(
                f'<tr id="calibration-{row.key}"><th scope="row">{what}</th>'
                f'<td>{published}<br><a href="{escape(row.link)}">{escape(row.source)}</a>{partly}'
                f"</td><td>{say['found'].format(found=found)}<br>{kind}</td></tr>"
            )
        heads = (say["figure"], say["published"], say["clinic"])
        return scrolling_table(say["caption"], say["label"], heads, rows)


def table(view: View | None = None) -> Calibration:
    """Put published figures beside what the clinic gives.

    Parameters
    ----------
    view : View, optional
        Another clinic than the one in ``data/simulated``.

    Returns
    -------
    Calibration
        Shows itself in a notebook.
    """
    view = view or clinic()
    return Calibration(tuple(Line(figure, figure.measure(view)) for figure in FIGURES))
