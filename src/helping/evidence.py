"""The published figures of the course: one table, one box for each row, one check of prose.

The table is ``data/evidence/evidence.csv``, a row for each figure. `box` shows a row on a page;
running prose quotes a row by linking to its box; `check_prose` holds the two together.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from helping.locate import data_folder
from helping.models.effect_sizes import d_to_r, hundred_clients

COLUMNS = (
    "key",
    "label",
    "finding",
    "statistic",
    "value",
    "ci_low",
    "ci_high",
    "ci_level",
    "k_studies",
    "n_people",
    "hundred",
    "does_not_show",
    "popular_version",
    "source",
    "doi",
    "verified",
    "note",
)
_NEEDED = ("label", "finding", "statistic", "value", "does_not_show", "source", "doi", "verified")
_PARSED = ("value", "ci_low", "ci_high", "ci_level")
_CORRELATIONS = ("r", "rho")
_DIFFERENCES = ("d", "g", "SMD")
_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-−–])?"
    r"(?P<body>\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d*\.\d+|\d+)(?!\d)"
)


class EvidenceError(ValueError):
    """The table of figures is missing or damaged; the message names row, field and remedy."""


@dataclass(frozen=True)
class Evidence:
    """One published figure.

    Attributes
    ----------
    key : str
        Its name in the table and, after ``evidence-``, on a page.
    label : str
        A short plain name of the figure.
    finding : str
        What was found, in our own words.
    statistic : str
        ``r``, ``rho``, ``g``, ``d``, ``SMD``, ``percent``, ``percent of …``, ``count`` or words.
    value : Decimal or None
        The figure with the digits that its source printed; None where the source gives a range
        or several numbers, which stand in `value_text`.
    value_text : str
        The figure as the table has it.
    ci : tuple of Decimal or None
        The ends of the interval, if the source gives one.
    ci_level : Decimal or None
        The interval's level in per cent.
    k_studies, n_people : str
        How many studies and people; may be empty or say ``>30000``.
    hundred : str
        What it looks like in a hundred clients, where this is not computed; may be empty.
    does_not_show, popular_version, source, doi, verified, note : str
        As in the table; `doi` may hold an address where a source has no DOI.
    """

    key: str
    label: str
    finding: str
    statistic: str
    value: Decimal | None
    value_text: str
    ci: tuple[Decimal, Decimal] | None
    ci_level: Decimal | None
    k_studies: str
    n_people: str
    hundred: str
    does_not_show: str
    popular_version: str
    source: str
    doi: str
    verified: str
    note: str

    @property
    def link(self) -> str:
        """The address of the source."""
        return self.doi if self.doi.startswith("https://") else f"https://doi.org/{self.doi}"


def load(path: Path | None = None) -> dict[str, Evidence]:
    """Read and check the whole table.

    Parameters
    ----------
    path : Path, optional
        Another table than ``data/evidence/evidence.csv``.

    Returns
    -------
    dict of str to Evidence
        Rows by key, in the order of the table.

    Raises
    ------
    EvidenceError
        If the table is missing or a row is damaged, in one sentence.
    """
    path = path or data_folder() / "evidence" / "evidence.csv"
    if not path.is_file():
        raise EvidenceError(
            f"There is no table of figures at {path}: put it there, or set HELPING_DATA to the "
            "folder that holds evidence/evidence.csv."
        )
    return dict(_load(path, path.stat().st_mtime_ns))


def row(key: str) -> Evidence:
    """Return one row of the table.

    Parameters
    ----------
    key : str
        The row's key, for example ``"empathy_2018"``.

    Returns
    -------
    Evidence
        The row.

    Raises
    ------
    EvidenceError
        If there is no such row, or the table is missing or damaged.
    """
    table = load()
    if key not in table:
        near = difflib.get_close_matches(key, table, n=1)
        hint = f"did you mean '{near[0]}'" if near else "check the key, or add the row"
        raise EvidenceError(f"The table of figures has no row '{key}': {hint}.")
    return table[key]


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> dict[str, Evidence]:
    file = path.name
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise EvidenceError(
                    f"{file} lacks the column '{missing[0]}': its first line must be "
                    f"'{','.join(COLUMNS)}'."
                )
            records = [(reader.line_num, record) for record in reader]
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{file} is not UTF-8 text: save it again as UTF-8.") from error
    table: dict[str, Evidence] = {}
    for line, record in records:
        if None in record or None in record.values():
            raise EvidenceError(
                f"{file}, line {line}: the row has too many or too few fields; put fields that "
                "hold a comma in double quotes."
            )
        found = _row({name: text.strip() for name, text in record.items()}, file, line)
        if found.key in table:
            raise EvidenceError(f"{file}, line {line}: the key '{found.key}' stands twice.")
        table[found.key] = found
    return table


def _row(text: dict[str, str], file: str, line: int) -> Evidence:
    key = text["key"]
    if not re.fullmatch(r"[a-z0-9_]+", key):
        raise EvidenceError(
            f"{file}, line {line}: the key '{key}' must have only lower-case letters, digits "
            "and underscores."
        )
    where = f"{file}, row '{key}'"
    for name in _NEEDED:
        if not text[name]:
            raise EvidenceError(f"{where}: '{name}' is empty; fill it in, or leave the row out.")
    if text["verified"] not in ("yes", "partly"):
        raise EvidenceError(
            f"{where}: 'verified' is '{text['verified']}'; print only figures that are verified "
            "('yes' or 'partly'), so check it or leave it out."
        )
    if not re.fullmatch(r"10\.\d{4,}/\S+|https://\S+", text["doi"]):
        raise EvidenceError(
            f"{where}: 'doi' is '{text['doi']}'; write a DOI such as 10.1037/pst0000175, or a full "
            "https address for a source without one."
        )
    single = _decimal(text["value"])
    if single is None and text["statistic"] in _CORRELATIONS + _DIFFERENCES:
        raise EvidenceError(
            f"{where}: 'value' is '{text['value']}'; for the statistic '{text['statistic']}' "
            "write one number."
        )
    if not re.search(r"\d", text["value"]):
        raise EvidenceError(f"{where}: 'value' is '{text['value']}'; write a number.")
    for name in ("k_studies", "n_people"):
        if text[name] and not re.search(r"\d", text[name]):
            raise EvidenceError(f"{where}: '{name}' is '{text[name]}'; write a number or nothing.")
    if single is not None and text["statistic"] in _CORRELATIONS and abs(single) > 1:
        raise EvidenceError(f"{where}: a correlation of {single} is outside -1 to 1.")
    ci, level = _interval(text, single, where)
    return Evidence(
        value=single,
        value_text=text["value"],
        ci=ci,
        ci_level=level,
        **{name: text[name] for name in COLUMNS if name not in _PARSED},
    )


def _interval(
    text: dict[str, str], value: Decimal | None, where: str
) -> tuple[tuple[Decimal, Decimal] | None, Decimal | None]:
    names = ("ci_low", "ci_high", "ci_level")
    given = [name for name in names if text[name]]
    if not given or given == ["ci_level"]:
        return None, None
    if len(given) < 3:
        missing = next(name for name in names if not text[name])
        raise EvidenceError(
            f"{where}: the interval is incomplete; fill in '{missing}', or empty all three of "
            "ci_low, ci_high and ci_level."
        )
    numbers_ = []
    for name in names:
        number = _decimal(text[name])
        if number is None:
            raise EvidenceError(f"{where}: '{name}' is '{text[name]}'; write one number.")
        numbers_.append(number)
    low, high, level = numbers_
    if not low <= high or (value is not None and not low <= value <= high):
        raise EvidenceError(
            f"{where}: the value {text['value']} does not lie between ci_low {text['ci_low']} and "
            f"ci_high {text['ci_high']}; check the three."
        )
    if not 50 <= level < 100:
        raise EvidenceError(
            f"{where}: 'ci_level' is '{text['ci_level']}'; write a level in per cent, such as 95."
        )
    return (low, high), level


def _decimal(text: str) -> Decimal | None:
    if not re.fullmatch(r"[-−]?(\d+\.?\d*|\.\d+)", text):
        return None
    try:
        return Decimal(text.replace("−", "-"))
    except InvalidOperation:  # pragma: no cover - the pattern above admits numbers only
        return None


# --- the box ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """A row of the table as a notebook's output: no script, the colours of the page around it."""

    evidence: Evidence

    def __repr__(self) -> str:
        lines = [self.evidence.label, self.evidence.finding]
        lines += [f"{name}: {words}" for name, words in _lines(self.evidence)]
        source = f"Source: {self.evidence.source}, {self.evidence.link}{_checked(self.evidence)}"
        return "\n".join([*lines, source])

    def _repr_html_(self) -> str:
        evidence = self.evidence
        anchor = f"evidence-{evidence.key}"
        lines = "\n".join(
            f'<p style="margin:0 0 .4em"><strong>{escape(name)}:</strong> '
            f"{unbroken(escape(words))}</p>"
            for name, words in _lines(evidence)
        )
        # Inline, because the same output stands in JupyterLab, where no stylesheet of ours is.
        return f"""<section class="evidence" id="{anchor}" aria-labelledby="{anchor}-title"
 style="max-width:46rem;margin:1rem 0;padding:.6rem 1rem;border:1px solid #76828f;\
border-left-width:5px;border-radius:.3rem;line-height:1.5">
<p id="{anchor}-title" style="margin:0 0 .4em;font-size:1.05em"><strong>Evidence: \
{escape(evidence.label)}</strong></p>
<p style="margin:0 0 .4em">{escape(evidence.finding)}</p>
{lines}
<p style="margin:0"><strong>Source:</strong> <a href="{escape(evidence.link)}" \
style="color:inherit;text-decoration:underline">{escape(evidence.source)}</a>\
{_checked(evidence)}</p>
</section>"""


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
    kind = evidence.statistic

    def show(number: Decimal) -> str:
        return _show(number, leading_zero=kind not in _CORRELATIONS)

    if evidence.value is None:
        main = _grouped(re.sub(r"(?<=\d)\s*[-–]\s*(?=\.?\d)", " to ", evidence.value_text))
    else:
        main = show(evidence.value)
    if kind in _CORRELATIONS + _DIFFERENCES:
        main = f"{kind} = {main}"
    elif kind.startswith("percent"):
        main = f"{main} per cent{kind.removeprefix('percent')}"
    elif kind != "count":
        main = f"{kind}: {main}"
    if evidence.ci is None or evidence.ci_level is None:
        tested = kind in _CORRELATIONS + _DIFFERENCES
        return f"{main} (no interval given)" if tested else main
    low, high = evidence.ci
    return f"{main}, {evidence.ci_level} % interval {show(low)} to {show(high)}"


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


def _checked(evidence: Evidence) -> str:
    """Say so where only a part of the figure was seen at its source."""
    return " (partly checked)" if evidence.verified == "partly" else ""


def _lines(evidence: Evidence) -> Iterator[tuple[str, str]]:
    figure, name = figure_in_words(evidence), evidence.statistic
    if figure.startswith(f"{name}: "):  # a figure of its own kind heads its line with its name
        yield name[0].upper() + name[1:], f"{figure.removeprefix(f'{name}: ')}."
    else:
        yield "The figure", f"{figure}."
    yield "How many", _how_many(evidence)
    hundred = _hundred(evidence)
    if hundred:
        yield "In a hundred clients", hundred
    yield "What it does not show", evidence.does_not_show
    if evidence.popular_version:
        yield "The popular version", evidence.popular_version


def _how_many(evidence: Evidence) -> str:
    studies = _counted(evidence.k_studies, "study", "studies")
    people = _counted(evidence.n_people, "person", "people")
    if not studies and not people:
        return "The number of studies and people is not given here."
    if not people:
        return f"{studies}; the number of people is not given here."
    if not studies:
        return f"{people}; the number of studies is not given here."
    return f"{studies}, {people}."


def _counted(text: str, one: str, many: str) -> str:
    """Add the noun to a bare number; words that the table already has stay as they are."""
    bare = re.fullmatch(r"(>?)\s*(\d+)", text)
    if bare is None:
        return _grouped(text)
    more = "more than " if bare.group(1) else ""
    return f"{more}{int(bare.group(2)):,} {one if text == '1' else many}"


def _hundred(evidence: Evidence) -> str:
    """Say it in a hundred clients: the table's own words, or computed from r, g or d."""
    if evidence.hundred:
        return "" if evidence.hundred.lower() == "none" else evidence.hundred
    if evidence.value is None:
        return ""
    if evidence.statistic in _CORRELATIONS:
        return _split_in_words(float(evidence.value))
    if evidence.statistic in _DIFFERENCES:
        r = d_to_r(float(evidence.value))
        as_printed = _show(Decimal(f"{r:.2f}"), leading_zero=False)
        return f"It equals a correlation of about {as_printed}. {_split_in_words(r)}"
    return ""


def _split_in_words(r: float) -> str:
    share = hundred_clients(r)
    return (
        f"Of 100 clients in the upper half on one of the two, about {share.better_with_more:.0f} "
        "are in the upper half on the other; of 100 in the lower half, about "
        f"{share.better_with_less:.0f}. With no link it would be 50 and 50."
    )


def _show(number: Decimal, leading_zero: bool) -> str:
    text = f"{number:f}".replace("-", "−")
    if not leading_zero:
        return re.sub(r"^(−?)0\.", r"\1.", text)
    return _grouped(re.sub(r"^(−?)\.", r"\g<1>0.", text))


def _grouped(text: str) -> str:
    """Put commas into whole numbers of five digits and more; years keep their four."""
    return re.sub(r"(?<![\d.])\d{5,}(?![\d.])", lambda m: f"{int(m.group()):,}", text)


# --- numbers in prose --------------------------------------------------------------------------


def numbers(key: str) -> set[str]:
    """Return every printed form of a row's numbers that prose may use.

    Value, ends and level of the interval, studies, people, the hundred clients as the box says
    them, and the year in the source: with and without leading zero, with hyphen or minus, and
    thousands bare, with a comma or with a thin space.

    Parameters
    ----------
    key : str
        The row's key.

    Returns
    -------
    set of str
        For example ``{".28", "0.28", "82", "6138", "6,138", …}``.
    """
    evidence = row(key)
    said = [
        figure_in_words(evidence),
        evidence.value_text,
        evidence.k_studies,
        evidence.n_people,
        _hundred(evidence),
        evidence.source,
    ]
    return {form for text in said for number in _found(text) for form in _forms(number)}


def _found(text: str) -> Iterator[Decimal]:
    """Return the numbers that stand in a text; a dash between two numbers is no minus."""
    text = re.sub(r"(?<=\d)\s*[-–−]\s*(?=\.?\d)", " to ", text)
    text = re.sub(r"\bminus\s+(?=\.?\d)", "-", text)
    for match in _NUMBER.finditer(text):
        body = re.sub(r"[,\u2009\u202f\u00a0]", "", match["body"])
        yield Decimal(("-" if match["sign"] else "") + body)


def _forms(number: Decimal) -> set[str]:
    size = f"{abs(number):f}"
    forms = {size}
    if size.startswith("0."):
        forms.add(size[1:])
    if number == number.to_integral_value() and "." not in size and abs(number) >= 1000:
        forms |= {f"{abs(int(number)):,}".replace(",", gap) for gap in (",", "\u2009", "\u202f")}
    return {sign + form for form in forms for sign in (("-", "−") if number < 0 else ("",))}


_MARKDOWN = MarkdownIt("commonmark").enable("table")
_SENTENCE_END = re.compile(r"(?<!et al\.)(?<!vs\.)(?<=[.!?…])[\"”’)]*\s+")
_IN_A_MODEL = re.compile(r"\bin (?:this|the) (?:\w+ )?model\b", re.IGNORECASE)
_SYMBOL = (r"\b[rdgkNn]\s*[=≈<>]\s*[-−–]?\.?\d", "a statistic")
_BARE = (
    _SYMBOL,
    (r"%|\bper ?cent\b", "a percentage"),
    (
        r"\b(?:correlation|association|effect|difference)s? of (?:\w+ )?[-−–]?\d*\.\d",
        "a statistic",
    ),
    (
        r"(?<!class )(?<!group )(?<!room )\bof (?:every )?(?:100|a hundred|one hundred)\b"
        r"|\bin (?:every )?(?:100|a hundred)\b",
        "a number of 100",
    ),
    (r"\binterval\b[^.]{0,25}?[-−–]?\.?\d", "an interval"),
)
_HOLE = "\u0000"  # stands where a link to a box was cut out


def check_prose(markdown: str, boxes: Collection[str] | None = None) -> list[str]:
    """Find statistics in prose that are not tied to the table of figures.

    A published statistic is written as the text of a link to its box on the same page, such as
    ``[r = .28, 95 % interval .23 to .33](#evidence-empathy_2018)``. Numbers of our own models
    are free where the sentence says "in this toy model" or "in this model". Code is skipped;
    in a quotation, which is where vignettes stand, only ``r =`` and its like are looked for.

    Parameters
    ----------
    markdown : str
        The prose of a page.
    boxes : collection of str, optional
        Keys of the boxes that the page shows; a link to another one is then a fault.

    Returns
    -------
    list of str
        One sentence for each fault; empty where there is none.
    """
    table = load()
    faults: list[str] = []
    for token, quoted in _inline(_MARKDOWN.parse(markdown)):
        prose, links = _split_links(token)
        for key, text in links:
            faults += _check_link(key, text, table, boxes)
        for sentence in _SENTENCE_END.split(prose):
            if _IN_A_MODEL.search(sentence):
                continue
            for pattern, kind in (_SYMBOL,) if quoted else _BARE:
                match = re.search(pattern, sentence)
                if match:
                    shown = " ".join(sentence.replace(_HOLE, "…").split())
                    faults.append(
                        f"'{_around(shown, match.group())}' gives {kind} outside a link to its "
                        "box; write it as [the figure](#evidence-key), or say 'in this toy model' "
                        "in the same sentence if it is our own."
                    )
    return faults


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            depth += token.nesting
        if token.type == "inline":
            yield token, depth > 0


def _split_links(token: Token) -> tuple[str, list[tuple[str, str]]]:
    """Return the prose without links to boxes, and the links as pairs of key and text."""
    prose: list[str] = []
    links: list[tuple[str, str]] = []
    key: str | None = None
    for child in token.children or []:
        if child.type == "link_open":
            _, mark, found = str(child.attrGet("href") or "").partition("#evidence-")
            if mark:
                key = found
                links.append((found, ""))
                prose.append(_HOLE)
        elif child.type == "link_close":
            key = None
        elif child.type in ("text", "softbreak", "hardbreak", "text_special"):
            text = child.content or " "
            if key is None:
                prose.append(text)
            else:
                links[-1] = (key, links[-1][1] + text)
    return "".join(prose), links


def _check_link(
    key: str, text: str, table: dict[str, Evidence], boxes: Collection[str] | None
) -> list[str]:
    if key not in table:
        return [f"The link '{text}' points to the figure '{key}', which the table does not have."]
    if boxes is not None and key not in boxes:
        return [f"The link '{text}' points to the box '{key}', which this page does not show."]
    known = {number for form in numbers(key) for number in _found(form)}
    return [
        f"The link '{text}' to '{key}' says {_show(number, leading_zero=True)}, which is not one "
        "of that row's numbers."
        for number in _found(text)
        if number not in known
    ]


def _around(sentence: str, found: str) -> str:
    """Cut a long sentence down to the neighbourhood of what was found."""
    at = max(sentence.find(" ".join(found.split())), 0)
    start, end = max(at - 40, 0), at + 60
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
