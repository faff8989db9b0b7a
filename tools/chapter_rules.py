"""What every chapter keeps to, rule by rule: each fault is one sentence with place and remedy.

`make chapter` prints all faults of one chapter; the tests of the notebooks ask the same rules.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import reading_time
from markdown_it import MarkdownIt
from pybtex.database import parse_file

from helping import evidence
from helping.practice import reading

ROOT = Path(__file__).parents[1]
WELCOME = ROOT / "book" / "welcome.ipynb"

FEWEST_WORDS, WORDS_TOLD, MOST_WORDS = 2000, 3300, 3600
"""From `WORDS_TOLD` on a chapter is told how many are left; above `MOST_WORDS` it is too long."""

MOST_LINES = 5
MOST_SHORT, MOST_WHOLE, MINUTES_OFF = 32, 42, 2
"""Minutes of the short way and of the whole; how far the stated ones may be off the reckoned."""
LEAST_DOING = 0.5
MOST_BOXES, MOST_BOX_WORDS = 5, 500
LABELS = ("Toy", "Adapted", "Measured")
FOOTER = (
    "*Learning material: not therapy, not supervision, no qualification. "
    "Do not enter real client details.*"
)
# The headings of a chapter in order; its concepts stand between "Play first" and the evidence.
FIRST = ("A moment", "Play first")
LAST = (
    "What the evidence says",
    "Check yourself",
    "For you alone",
    "In class",
    "What to take away",
    "Further reading",
)
UNTESTABLE = {"understand", "know", "appreciate", "learn", "realise", "grasp", "be", "become"}
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Try,
    ast.With,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
NOT_MARKDOWN = {
    r"^\s*(?:`{3,}|~{3,})\{.*": "a directive",
    r"\{[\w:.-]+\}`[^`]*`": "a role",
    r"^\s*:{3,}.*": "a fenced division",
    r"^\s*\([\w-]+\)=\s*$": "a label",
    r"<\w+[^>]*>(?!\))": "raw HTML",
}
_MARKDOWN = MarkdownIt("commonmark").enable("table")

Faults = Iterator[str]


@dataclass(frozen=True)
class Chapter:
    """A notebook as it is stored.

    Attributes
    ----------
    path : Path
    """

    path: Path

    @property
    def name(self) -> str:
        """The name without its number, as questions and figures bear it."""
        return self.path.stem.split("-", 1)[-1]

    @cached_property
    def notebook(self) -> Any:
        """The notebook; a damaged one raises ``ValueError`` with the remedy."""
        try:
            return nbformat.read(self.path, as_version=4)
        except Exception as error:  # nbformat raises whatever its parts do
            raise ValueError(
                f"{self.path.name} cannot be read as a notebook: restore it from its history"
            ) from error

    @cached_property
    def prose(self) -> list[str]:
        """The text cells."""
        return [cell.source for cell in self.notebook.cells if cell.cell_type == "markdown"]

    @property
    def first(self) -> str:
        """The first text cell, empty where there is none."""
        return self.prose[0] if self.prose else ""

    @cached_property
    def text(self) -> str:
        """All text cells as one."""
        return "\n\n".join(self.prose)

    @cached_property
    def code(self) -> list[tuple[str, ast.Module]]:
        """The code cells that can be read: id and syntax tree."""
        found = []
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                try:
                    found.append((cell.get("id", "?"), ast.parse(cell.source)))
                except SyntaxError:
                    continue  # `code_is_python` says so
        return found

    def headings(self, level: int) -> list[str]:
        """Return the headings of a level."""
        return [
            inline.content
            for opened, inline in pairwise(_MARKDOWN.parse(self.text))
            if opened.type == "heading_open" and opened.tag == f"h{level}"
        ]

    def links(self) -> list[str]:
        """Return the target of every link and picture in the prose."""
        found = []
        for token in _MARKDOWN.parse(self.text):
            for child in token.children or []:
                found += [str(child.attrGet(name) or "") for name in ("href", "src")]
        return list(filter(None, found))

    def calls(self, name: str) -> list[tuple[str, ast.Call]]:
        """Return each call of a function, such as ask or box, with the id of its cell."""
        return [
            (cell, node)
            for cell, tree in self.code
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
        ]

    def constants(self, name: str) -> list[list[Any]]:
        """Return the plain arguments of each call of a function."""
        return [
            [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            for _, call in self.calls(name)
        ]

    def words(self) -> int:
        """Count the words of the prose."""
        return sum(
            len(re.findall(r"\w[\w'’.-]*", child.content))
            for token in _MARKDOWN.parse(self.text)
            for child in token.children or []
            if child.type in ("text", "code_inline")
        )


# --- what chapters keep to ---------------------------------------------------------------------


def headings_in_order(chapter: Chapter) -> Faults:
    """A chapter has the headings of a chapter, in their order."""
    titles, found = chapter.headings(1), chapter.headings(2)
    if len(titles) != 1:
        yield f"it has {len(titles)} titles: give it one, '# Title', in its first cell"
    elif not chapter.first.startswith("# "):
        yield "its first cell does not begin with the title: move '# Title' there"
    begins = [next((h for h in found if h.startswith(FIRST[0])), ""), FIRST[1]]
    missing = [
        wanted
        for wanted, there in zip((*FIRST, *LAST), (begins[0], *FIRST[1:], *LAST), strict=True)
        if there not in found
    ]
    for heading in missing:
        yield f"the heading '## {heading}' is missing: add it, in the order of CONTRIBUTING"
    if missing:
        return
    wanted = [*begins, *LAST]
    kept = [heading for heading in found if heading in wanted]
    if kept != wanted:
        at = next((i for i, (a, b) in enumerate(zip(kept, wanted, strict=False)) if a != b), -1)
        yield f"'## {kept[at]}' stands in the wrong place: '## {wanted[at]}' comes first"
    elif not found[found.index(begins[1]) + 1 : found.index(LAST[0])]:
        between = f"between '## {FIRST[1]}' and '## {LAST[0]}'"
        yield f"no section stands {between}: tell the concepts there"
    elif len(found) - len(wanted) != found.index(LAST[0]) - 2:
        yield f"a section stands outside the concepts: put it before '## {LAST[0]}'"


def opening(chapter: Chapter) -> Faults:
    """A chapter begins with a promise, three or four outcomes and the minutes."""
    promise, _, rest = chapter.first.partition("By the end you will be able to")
    if not rest:
        yield "its first cell lacks 'By the end you will be able to': add it with the outcomes"
        return
    if not promise.partition("\n")[2].strip():
        yield "no promise stands between title and outcomes: write two sentences there"
    verbs = re.findall(r"^[-*] (?:\*\*)?([a-z]+)", rest, re.MULTILINE)
    if not 3 <= len(verbs) <= 4:
        yield f"it has {len(verbs)} outcomes: give it three or four, '- **verb** …' each"
    for verb in sorted(UNTESTABLE.intersection(verbs)):
        yield f"the outcome '{verb}' cannot be tested: say what one can then do"
    if not re.search(r"About \d+ minutes", rest):
        yield "its first cell does not say how long it takes: add 'About 30 minutes.'"


def moment(chapter: Chapter) -> Faults:
    """A chapter tells its moment as a quotation."""
    told = next((text for text in chapter.prose if text.startswith("## A moment")), None)
    if told is not None and "\n> " not in told:
        yield "the moment is not told as a quotation: begin its lines with '> '"


def length(chapter: Chapter) -> Faults:
    """A chapter can be read in one sitting."""
    words = chapter.words()
    if words > MOST_WORDS:
        yield f"it has {words:,} words: cut {words - MOST_WORDS:,}, at most {MOST_WORDS:,} may stay"
    if words < FEWEST_WORDS:
        yield f"it has {words:,} words: at least {FEWEST_WORDS:,} belong to a chapter"


def words_left(chapter: Chapter) -> str:
    """Say how many words are left, once that is worth knowing; else nothing."""
    words = chapter.words()
    if not WORDS_TOLD < words <= MOST_WORDS:
        return ""
    return f"it has {words:,} words: {MOST_WORDS - words:,} are left"


def pictures(chapter: Chapter) -> Faults:
    """A chapter has two to four pictures."""
    shown = len(chapter.calls("explore"))
    if not 2 <= shown <= 4:
        yield f"it has {shown} pictures: two to four calls of explore belong to a chapter"


def captions(chapter: Chapter) -> Faults:
    """Every picture says how honest its model is."""
    for cell, call in chapter.calls("explore"):
        given = {word.arg: word.value for word in call.keywords}
        told = given.get("caption")
        text = told.value if isinstance(told, ast.Constant) else None
        if told is None:
            yield f"cell {cell}: the picture has no caption: begin one with 'Toy model.'"
        elif isinstance(text, str) and not text.startswith(LABELS):
            known = f"{', '.join(LABELS[:-1])} or {LABELS[-1]}"
            yield f"cell {cell}: the caption '{text[:30]}…' does not begin with {known}: say which"


SHOWN_BY = {
    "ask": ("question", "questions"),
    "reflect": ("reflection", "reflections"),
    "write": ("writing", "writings"),
    "exchange": ("exchange", "exchanges"),
}
"""What each call shows, and where it stands in the chapter's practice."""


def practice(chapter: Chapter) -> Faults:
    """A chapter shows all that its question file holds, once, and nothing of another's."""
    calls = {name: chapter.constants(name) for name in SHOWN_BY}
    if not 4 <= len(calls["ask"]) <= 6:
        yield f"it asks {len(calls['ask'])} questions: four to six calls of ask belong to a chapter"
    if len(calls["reflect"]) != 1:
        yield (
            f"it has {len(calls['reflect'])} reflections: one call of reflect belongs to a chapter"
        )
    for name in sorted({str(c[0]) for each in calls.values() for c in each if c} - {chapter.name}):
        yield f"it asks questions of '{name}': ask those of '{chapter.name}'"
    try:
        written = reading.read(chapter.name)
    except ValueError as error:
        yield str(error).rstrip(".")
        return
    file = f"data/questions/{chapter.name}.md"
    for function, (kind, place) in SHOWN_BY.items():
        known = getattr(written, place)
        shown = [str(call[1]) for call in calls[function] if len(call) > 1]
        for name in known:
            if name not in shown:
                yield f"the {kind} '{name}' of the file {file} is not asked: ask it"
        for name in sorted({name for name in shown if shown.count(name) > 1}):
            yield f"the {kind} '{name}' is asked twice: take one out"
        for name in shown:
            if name not in known:
                yield f"the {kind} '{name}' does not stand in {file}: write it, or check its name"


def replies(chapter: Chapter) -> Faults:
    """The defensible reply can be told by judging alone, and there is often more than one."""
    try:
        questions = list(reading.read(chapter.name).questions.values())
    except ValueError:
        return  # `practice` says so
    several = [q for q in questions if sum(option.defensible for option in q.options) >= 2]
    if 2 * len(several) < len(questions):
        yield (
            f"only {len(several)} of {len(questions)} questions have more than one defensible "
            "reply: at least half should"
        )
    if not questions:
        return
    first = [q.options[0].defensible for q in questions]
    if all(max(q.options, key=lambda option: len(option.text)).defensible for q in questions):
        yield "the longest reply of every question is defensible: lengthen another one somewhere"
    if all(first) or not any(first):
        yield "the first reply is defensible in every question or in none: vary its place"


def minutes(chapter: Chapter) -> Faults:
    """A chapter states how long it takes, the short way and the whole, and keeps to it."""
    reckoned = reading_time.reckon(chapter)
    stated = re.search(r"About (\d+) minutes the short way, (\d+) the whole\.", chapter.first)
    if stated is None:
        yield (
            "its first cell does not state two times: write 'About "
            f"{reckoned.short:.0f} minutes the short way, {reckoned.whole:.0f} the whole.'"
        )
        return
    for name, said, true, most in (
        ("the short way", int(stated[1]), reckoned.short, MOST_SHORT),
        ("the whole", int(stated[2]), reckoned.whole, MOST_WHOLE),
    ):
        if abs(said - true) > MINUTES_OFF:
            yield f"{name} takes {true:.0f} minutes and is said to take {said}: say {true:.0f}"
        if true > most:
            yield f"{name} takes {true:.0f} minutes: cut it to {most} at most"
    headings = {_slug(heading) for level in (2, 3) for heading in chapter.headings(level)}
    for title, target in reading_time.LONGER.findall(chapter.text):
        if target not in headings:
            yield f"the longer way leads on to '{title}' (#{target}), which is no heading here"
    for line in re.findall(r"^.*longer way\..*$", chapter.text, re.MULTILINE):
        if not reading_time.LONGER.match(line):
            yield (
                f"'{line[:60]}' does not mark the longer way: write '*The longer way. With thirty "
                "minutes, go on to [Next heading](#next-heading).*' below a heading"
            )


def balance(chapter: Chapter) -> Faults:
    """At least half of what a learner reads is what to say, hear or do."""
    reckoned = reading_time.reckon(chapter)
    if reckoned.share < LEAST_DOING:
        yield (
            f"{100 * reckoned.share:.0f} per cent of its words are what to say, hear or do: at "
            f"least {100 * LEAST_DOING:.0f} should; tag such cells '{reading_time.DOING}', or write"
            " them"
        )


def boxes(chapter: Chapter) -> Faults:
    """A few evidence boxes stand open, each with a reason to read it."""
    reckoned = reading_time.reckon(chapter)
    if reckoned.boxes > MOST_BOXES:
        yield f"{reckoned.boxes} boxes stand open: fold all but {MOST_BOXES} by evidence.more"
    if reckoned.box_words > MOST_BOX_WORDS:
        yield (
            f"its open boxes have {reckoned.box_words} words: fold one by evidence.more, at most "
            f"{MOST_BOX_WORDS} stand open"
        )
    for one, next_one in pairwise(chapter.notebook.cells):
        if all("evidence.box(" in cell.source for cell in (one, next_one)):
            yield f"cell {next_one.id} shows a box right below another: say why to read it too"


def doing(chapter: Chapter) -> Faults:
    """A chapter has something to write or say, and an exchange to read."""
    for function in ("write", "exchange"):
        if not chapter.calls(function):
            kind = SHOWN_BY[function][0]
            yield f"it has no {kind}: one call of {function} at least belongs to a chapter"


def outcomes(chapter: Chapter) -> Faults:
    """Every outcome links to a task on the page that tests it."""
    there = {_slug(heading) for level in (2, 3) for heading in chapter.headings(level)}
    for function in SHOWN_BY:
        kind = "question" if function == "ask" else function
        there |= {f"{kind}-{'-'.join(map(str, names))}" for names in chapter.constants(function)}
    for _, call in chapter.calls("explore"):
        there |= {
            str(word.value.value)
            for word in call.keywords
            if word.arg == "name" and isinstance(word.value, ast.Constant)
        }
    for outcome in re.findall(r"^[-*] \*\*.*$", chapter.first, re.MULTILINE):
        links = re.findall(r"\]\(#([\w-]+)[^)]*\)", outcome)
        if not links:
            yield f"the outcome '{outcome[:50]}' links to no task: end it with '([try it](#…))'"
        for link in links:
            if link not in there:
                yield f"the outcome '{outcome[:50]}' links to '#{link}', which is no task here"


def _slug(heading: str) -> str:
    """Return the anchor that the page gives to a heading."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", bare.lower()).strip().replace(" ", "-")


def in_contents(chapter: Chapter) -> Faults:
    """A chapter stands in the table of contents."""
    entry = f"file: notebooks/{chapter.path.stem}"
    if f"{entry}\n" not in (ROOT / "_toc.yml").read_text("utf-8"):
        yield f"_toc.yml has no '{entry}': add it"


# --- what every notebook keeps to --------------------------------------------------------------


def footer(chapter: Chapter) -> Faults:
    """A notebook says at its end what it is not."""
    if not (chapter.prose and chapter.prose[-1].rstrip().endswith(FOOTER)):
        yield f"its last text cell does not end with '{FOOTER}': add it"


def plain_markdown(chapter: Chapter) -> Faults:
    """A notebook holds only Markdown that JupyterLab shows too."""
    text = re.sub(r"<https?://[^>]+>", "", chapter.text)
    for pattern, kind in NOT_MARKDOWN.items():
        for found in re.findall(pattern, text, re.MULTILINE):
            shown = found.strip()[:50]
            yield f"'{shown}' is {kind}, which JupyterLab shows raw: use plain Markdown"


def stored_bare(chapter: Chapter) -> Faults:
    """A notebook is stored without outputs, and every cell has its own id."""
    stored = chapter.notebook
    if (stored.nbformat, stored.nbformat_minor) != (4, 5):
        yield f"it is of format {stored.nbformat}.{stored.nbformat_minor}: save it in JupyterLab"
    if stored.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "its kernel is not 'python3': choose it in JupyterLab and save"
    ids = [cell.get("id", "") for cell in stored.cells]
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"the cell id '{each}' stands twice: give one cell another"
    kept = [
        cell.get("id", "?")
        for cell in stored.cells
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]
    if kept:
        yield f"cell {kept[0]} is stored with its output: run nbstripout --keep-id on the notebook"


def code_is_short(chapter: Chapter) -> Faults:
    """Code is Python, short, folded and without logic."""
    for cell in chapter.notebook.cells:
        if cell.cell_type != "code":
            continue
        where = f"cell {cell.get('id', '?')}"
        if "hide-input" not in cell.metadata.get("tags", []):
            yield f"{where} is not folded on the page: add the tag 'hide-input'"
        if cell.metadata.get("jupyter", {}).get("source_hidden") is not True:
            yield f"{where} is not folded in JupyterLab: collapse its input and save"
        lines = [line for line in cell.source.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            yield f"{where} has {len(lines)} lines: at most {MOST_LINES}"
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            yield f"{where}, line {error.lineno}, is no Python ({error.msg}): correct it"
            continue
        if any(isinstance(node, LOGIC) for node in ast.walk(tree)):
            yield f"{where} holds logic: move it into src"


def rows(chapter: Chapter) -> Faults:
    """Every published figure in the prose is a number of its box on the page."""
    boxes = {
        str(key) for name in ("box", "more") for call in chapter.constants(name) for key in call
    }
    known = evidence.load()
    for key in sorted(boxes - known.keys()):
        yield f"the box '{key}' has no row in data/evidence/evidence.csv: check the key, or add it"
    for fault in evidence.check_prose(chapter.text, boxes=boxes):
        yield fault.rstrip(".")


def references(chapter: Chapter) -> Faults:
    """Every DOI that is cited stands in the references."""
    entries = parse_file(str(ROOT / "references.bib"), bib_format="bibtex").entries.values()
    known = {entry.fields["doi"].lower() for entry in entries if "doi" in entry.fields}
    for link in chapter.links():
        if "doi.org/" in link:
            doi = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", link).lower()
            if doi not in known:
                yield f"the DOI {doi} stands in no entry of references.bib: add it"


def pages_and_terms(chapter: Chapter) -> Faults:
    """Every link to another page leads to a file, and every term to the glossary."""
    glossary = re.findall(r"^##+ (.+)$", (ROOT / "book/glossary.md").read_text("utf-8"), re.M)
    terms = {_slug(heading) for heading in glossary}
    for link in chapter.links():
        if re.match(r"[a-z]+:|#", link):
            continue
        target, _, term = link.partition("#")
        if not (chapter.path.parent / target).is_file():
            yield f"the link to '{link}' leads to no file: check its spelling"
        elif Path(target).name == "glossary.md" and term and term not in terms:
            yield f"the glossary has no heading for '{link}': add the term, or check its spelling"


Rule = Callable[[Chapter], Faults]

OF_NOTEBOOKS: tuple[Rule, ...] = (
    footer,
    plain_markdown,
    stored_bare,
    code_is_short,
    rows,
    references,
    pages_and_terms,
)
OF_CHAPTERS: tuple[Rule, ...] = (
    headings_in_order,
    opening,
    moment,
    length,
    pictures,
    captions,
    practice,
    replies,
    minutes,
    balance,
    boxes,
    doing,
    outcomes,
    in_contents,
)


def faults_of(chapter: Chapter) -> list[str]:
    """Return all faults of a chapter, each a sentence without its full stop."""
    return [fault for rule in (*OF_CHAPTERS, *OF_NOTEBOOKS) for fault in rule(chapter)]
