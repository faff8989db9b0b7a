"""Say a published figure in words: with its interval, its numbers, and in a hundred clients."""

from __future__ import annotations

import re
from decimal import Decimal

from helping.evidence.table import CORRELATIONS, DIFFERENCES, Evidence
from helping.models.effect_sizes import d_to_r, hundred_clients
from helping.words import words


def figure_in_words(evidence: Evidence) -> str:
    """Return the figure with its interval, as prose prints it.

    A correlation, which cannot pass 1, goes without the leading zero, as the field writes it.

    Parameters
    ----------
    evidence : Evidence
        A row of the table.

    Returns
    -------
    str
        For example ``r = .28, 95 % interval .23 to .33``.
    """
    kind, say = evidence.statistic, words("evidence")["figure"]
    tested = kind in CORRELATIONS + DIFFERENCES

    def show(number: Decimal) -> str:
        return shown(number, leading_zero=kind not in CORRELATIONS)

    if evidence.value is None:
        main = grouped(re.sub(r"(?<=\d)\s*[-–]\s*(?=\.?\d)", say["to"], evidence.value_text))
    else:
        main = show(evidence.value)
    if tested:
        main = say["alone"].format(name=kind, number=main)
    elif kind.startswith("percent"):
        main = say["percent"].format(number=main, of=kind.removeprefix("percent"))
    elif kind != "count":
        main = say["own_kind"].format(name=kind, number=main)
    if evidence.ci is None or evidence.ci_level is None:
        return say["without_interval"].format(figure=main) if tested else main
    low, high = map(show, evidence.ci)
    return str(
        say["with_interval"].format(figure=main, level=evidence.ci_level, low=low, high=high)
    )


def how_many(evidence: Evidence) -> str:
    """Say how many studies and people a figure rests on."""
    say = words("evidence")["count"]
    studies = _counted(evidence.k_studies, "study", "studies")
    people = _counted(evidence.n_people, "person", "people")
    if not studies and not people:
        return str(say["neither"])
    pattern = "both" if studies and people else "no_people" if studies else "no_studies"
    return str(say[pattern].format(studies=studies, people=people))


def _counted(text: str, one: str, many: str) -> str:
    """Add the noun to a bare number; words that the table already has stay as they are."""
    bare = re.fullmatch(r"(>?)\s*(\d+)", text)
    if bare is None:
        return grouped(text)
    say = words("evidence")["count"]
    count = say[one if text == "1" else many].format(number=f"{int(bare.group(2)):,}")
    return say["more_than"].format(count=count) if bare.group(1) else count


def in_a_hundred(evidence: Evidence) -> str:
    """Say it in a hundred clients: the table's own words, or computed from r, g or d."""
    if evidence.hundred:
        return "" if evidence.hundred.lower() == "none" else evidence.hundred
    if evidence.value is None:
        return ""
    if evidence.statistic in CORRELATIONS:
        return _split_in_words(float(evidence.value))
    if evidence.statistic in DIFFERENCES:
        r = d_to_r(float(evidence.value))
        as_printed = shown(Decimal(f"{r:.2f}"), leading_zero=False)
        pattern = words("evidence")["hundred"]["as_correlation"]
        return str(pattern.format(r=as_printed, split=_split_in_words(r)))
    return ""


def _split_in_words(r: float) -> str:
    share = hundred_clients(r)
    more, less = f"{share.better_with_more:.0f}", f"{share.better_with_less:.0f}"
    return str(words("evidence")["hundred"]["split"].format(more=more, less=less))


def shown(number: Decimal, leading_zero: bool) -> str:
    """Write a number with a true minus, and below 1 with or without its nought."""
    text = f"{number:f}".replace("-", "−")
    if not leading_zero:
        return re.sub(r"^(−?)0\.", r"\1.", text)
    return grouped(re.sub(r"^(−?)\.", r"\g<1>0.", text))


def grouped(text: str) -> str:
    """Put commas into whole numbers of five digits and more; years keep their four."""
    return re.sub(r"(?<![\d.])\d{5,}(?![\d.])", lambda m: f"{int(m.group()):,}", text)


def unbroken(words: str) -> str:
    """Keep on one line the sign of a statistic with its number, and a number with its per cent.

    Parameters
    ----------
    words : str
        Prose, such as "r = .28, 95 % interval".

    Returns
    -------
    str
        The same with spaces there that do not break.
    """
    signed = re.sub(r"\b(r|d|g|k|n|N) = (?=[-−]?[.\d])", "\\1\u00a0=\u00a0", words)
    return re.sub(r"(?<=\d) %", "\u00a0%", signed)
