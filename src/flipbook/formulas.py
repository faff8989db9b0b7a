r"""Formulas in labels: ``$\rho_1$`` is written ρ₁, which every browser shows and reads aloud."""

from __future__ import annotations

import re
import unicodedata

from matplotlib import _mathtext_data

_SIGNS: dict[str, int] = getattr(_mathtext_data, "tex2uni", {})
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


_HAT, _ROOM = "\0", "\1"  # a "^" and a space that are to stay


def in_words(label: str) -> str:
    r"""Write the formulas of a label, between dollar signs, as plain text.

    Parameters
    ----------
    label : str

    Examples
    --------
    >>> in_words(r"Correlation $\rho_1$")
    'Correlation ρ₁'
    >>> in_words(r"$\frac{a^2}{2}$ at $\mathrm{pH}\ 7$, for $5")
    'a²/2 at pH 7, for $5'
    """
    return re.sub(r"\$(?!\s)([^$]+)(?<!\s)\$(?!\d)", lambda found: _plain(found[1]), label)


def _plain(formula: str) -> str:
    text = formula
    for _ in range(9):  # from the inside out
        before = text
        text = re.sub(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2", text)
        text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r"√(\1)", text)
        text = re.sub(r"\\(?:math|text|operatorname|mbox)[a-z]*\s*\{([^{}]*)\}", r"\1", text)
        text = re.sub(r"([\^_])\s*(?:\{([^{}]*)\}|([^\\{]))", _shift, text)
        if text == before:
            break
    text = re.sub(r"\\(left|right|big|Big)(?![A-Za-z])", "", text)
    text = re.sub(r"\\([A-Za-z]+) ?\{?([A-Za-z]?)", _sign, text)
    text = re.sub(r"\\[,;:! ]", " ", text).replace(_HAT, "^").replace(_ROOM, " ")
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text)).strip()


def _shift(found: re.Match[str]) -> str:
    """Raise or lower a short piece; what has no such letters is written after a sign or a space."""
    mark, text = found[1], (found[2] or found[3] or "")
    moved = text.translate(_RAISED if mark == "^" else _LOWERED)
    if all(new != old for new, old in zip(moved, text, strict=True)):
        return moved
    return f"{_HAT}({text})" if mark == "^" else f"{_ROOM}{text}"


def _sign(found: re.Match[str]) -> str:
    sign = chr(_SIGNS[found[1]]) if found[1] in _SIGNS else found[1]
    after = found[2] or ""
    return (
        unicodedata.normalize("NFC", after + sign)
        if unicodedata.combining(sign[0])
        else sign + after
    )
