"""Every chapter has the same anatomy, keeps to what both homes can show, and runs by itself."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt
from nbclient import NotebookClient
from pybtex.database import parse_file

from flipbook.explorer import STATIC_VARIABLE
from helping import evidence
from helping.practice import reading

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WELCOME = ROOT / "book" / "welcome.ipynb"
FOOTER = (
    "*Learning material: not therapy, not supervision, no qualification. "
    "Do not enter real client details.*"
)
# The headings of a chapter in order; its concepts stand between "Play first" and the evidence.
FIRST = ["A moment", "Play first"]
LAST = [
    "What the evidence says",
    "Check yourself",
    "For you alone",
    "In class",
    "What to take away",
    "Further reading",
]
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
MARKDOWN = MarkdownIt("commonmark").enable("table")


def by_name(path):
    return path.stem


chapters = pytest.mark.parametrize("path", CHAPTERS, ids=by_name)
notebooks = pytest.mark.parametrize("path", [WELCOME, *CHAPTERS], ids=by_name)


def read(path):
    return nbformat.read(path, as_version=4)


def prose(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]


def code(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "code"]


def headings(path, level):
    tokens = MARKDOWN.parse("\n\n".join(prose(path)))
    return [
        inline.content
        for opened, inline in pairwise(tokens)
        if opened.type == "heading_open" and opened.tag == f"h{level}"
    ]


def links(path):
    """Return the target of every link and picture in the prose."""
    found = []
    for token in MARKDOWN.parse("\n\n".join(prose(path))):
        for child in token.children or []:
            found += filter(None, [child.attrGet("href"), child.attrGet("src")])
    return found


def calls(path, name):
    """Return the arguments of each call of a function in a notebook, such as ask or box."""
    found = []
    for cell in code(path):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                found.append([a.value for a in node.args if isinstance(a, ast.Constant)])
    return found


def test_there_are_chapters_and_a_welcome_to_check():
    assert WELCOME.is_file()
    assert CHAPTERS


@chapters
def test_a_chapter_has_the_headings_of_a_chapter_in_order(path):
    found = headings(path, 2)
    assert len(headings(path, 1)) == 1
    assert prose(path)[0].startswith("# ")
    assert found[0].startswith(FIRST[0])
    assert found[1] == FIRST[1]
    assert found[-len(LAST) :] == LAST
    assert found[len(FIRST) : -len(LAST)], "a chapter has at least one section on its concepts"


@chapters
def test_a_chapter_begins_with_a_promise_three_or_four_outcomes_and_the_minutes(path):
    opening = prose(path)[0]
    promise, _, rest = opening.partition("By the end you will be able to")
    assert rest, "the opening lacks 'By the end you will be able to'"
    assert promise.partition("\n")[2].strip(), "the promise stands between title and outcomes"
    verbs = re.findall(r"^[-*] (?:\*\*)?([a-z]+)", rest, re.MULTILINE)
    assert 3 <= len(verbs) <= 4
    assert UNTESTABLE.intersection(verbs) == set()
    assert re.search(r"About \d+ minutes", rest)


@chapters
def test_a_chapter_tells_its_moment_as_a_quotation(path):
    moment = next(text for text in prose(path) if text.startswith("## A moment"))
    assert "\n> " in moment


@notebooks
def test_a_notebook_says_at_its_end_what_it_is_not(path):
    assert prose(path)[-1].rstrip().endswith(FOOTER)


@notebooks
def test_a_notebook_holds_only_markdown_that_jupyterlab_shows_too(path):
    text = "\n\n".join(prose(path))
    assert re.findall(r"^\s*(?:`{3,}|~{3,})\{.*", text, re.MULTILINE) == []  # directives
    assert re.findall(r"\{[\w:.-]+\}`[^`]*`", text) == []  # roles
    assert re.findall(r"^\s*:{3,}.*", text, re.MULTILINE) == []  # fenced divisions
    assert re.findall(r"^\s*\([\w-]+\)=\s*$", text, re.MULTILINE) == []  # labels
    assert re.findall(r"<\w+[^>]*>(?!\))", re.sub(r"<https?://[^>]+>", "", text)) == []  # raw HTML


@notebooks
def test_a_notebook_is_stored_without_outputs_and_every_cell_has_its_own_id(path):
    stored = read(path)
    assert (stored.nbformat, stored.nbformat_minor) == (4, 5)
    assert stored.metadata.kernelspec.name == "python3"
    nbformat.validate(stored)
    ids = [cell.id for cell in stored.cells]
    assert len(set(ids)) == len(ids)
    for cell in stored.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@notebooks
def test_code_is_short_folded_and_without_logic(path):
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        assert "hide-input" in cell.metadata.get("tags", []), cell.id
        assert cell.metadata.get("jupyter", {}).get("source_hidden") is True, cell.id
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 5, f"cell {cell.id} has {len(lines)} lines: at most 5"
        logic = [ast.unparse(n) for n in ast.walk(ast.parse(cell.source)) if isinstance(n, LOGIC)]
        assert logic == [], f"cell {cell.id} holds logic, which belongs in src"


@chapters
def test_a_chapter_has_pictures_questions_and_one_reflection_all_its_own(path):
    name = path.stem.split("-", 1)[1]
    asked, reflected = calls(path, "ask"), calls(path, "reflect")
    assert 2 <= len(calls(path, "explore")) <= 4
    assert 4 <= len(asked) <= 6
    assert len(reflected) == 1
    assert {chapter for chapter, _ in asked + reflected} == {name}
    assert len({question for _, question in asked}) == len(asked)


@chapters
def test_the_notebook_shows_every_question_and_reflection_of_its_file(path):
    written = reading.read(path.stem.split("-", 1)[1])
    assert {name for _, name in calls(path, "ask")} == set(written.questions)
    assert {name for _, name in calls(path, "reflect")} == set(written.reflections)


@chapters
def test_at_least_half_of_the_questions_have_more_than_one_defensible_reply(path):
    questions = reading.read(path.stem.split("-", 1)[1]).questions.values()
    open_ones = [q for q in questions if sum(option.defensible for option in q.options) >= 2]
    assert 2 * len(open_ones) >= len(questions)


@chapters
def test_neither_the_longest_nor_the_first_reply_gives_the_defensible_one_away(path):
    questions = list(reading.read(path.stem.split("-", 1)[1]).questions.values())
    longest = [max(q.options, key=lambda option: len(option.text)).defensible for q in questions]
    first = [q.options[0].defensible for q in questions]
    assert not all(longest)
    assert not all(first)
    assert any(first)


@notebooks
def test_every_published_figure_in_the_prose_is_a_number_of_its_box_on_the_page(path):
    boxes = {key for (key,) in calls(path, "box")}
    assert evidence.check_prose("\n\n".join(prose(path)), boxes=boxes) == []


@notebooks
def test_every_doi_that_is_cited_stands_in_the_references(path):
    entries = parse_file(str(ROOT / "references.bib"), bib_format="bibtex").entries.values()
    known = {entry.fields["doi"].lower() for entry in entries if "doi" in entry.fields}
    cited = {
        re.sub(r"^https?://(?:dx\.)?doi\.org/", "", link).lower()
        for link in links(path)
        if "doi.org/" in link
    }
    assert cited - known == set()


@notebooks
def test_every_link_to_another_page_leads_to_a_file_and_every_term_to_the_glossary(path):
    glossary = re.findall(r"^##+ (.+)$", (ROOT / "book/glossary.md").read_text("utf-8"), re.M)
    terms = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in glossary}
    for link in links(path):
        if re.match(r"[a-z]+:|#", link):
            continue
        target, _, term = link.partition("#")
        assert (path.parent / target).is_file(), link
        if Path(target).name == "glossary.md" and term:
            assert term in terms, f"the glossary has no heading for {link}"


@chapters
def test_a_chapter_can_be_read_in_one_sitting(path):
    words = 0
    for token in MARKDOWN.parse("\n\n".join(prose(path))):
        for child in token.children or []:
            if child.type in ("text", "code_inline"):
                words += len(re.findall(r"\w[\w'’.-]*", child.content))
    assert 2000 <= words <= 3500


@notebooks
def test_a_notebook_runs_top_to_bottom_in_a_fresh_kernel_and_its_pictures_are_live(
    path, monkeypatch
):
    for variable in (STATIC_VARIABLE, "MPLBACKEND"):
        monkeypatch.delenv(variable, raising=False)
    ran = read(path)
    NotebookClient(
        ran, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    for cell in ran.cells:
        if cell.cell_type != "code":
            continue
        # IPython swallows what a display raises: the cell succeeds and shows an error.
        wrong = [
            output
            for output in cell.outputs
            if output.output_type == "error" or output.get("name") == "stderr"
        ]
        assert wrong == [], f"cell {cell.id}"
        if "explore(" in cell.source:
            (shown,) = cell.outputs
            assert "application/vnd.jupyter.widget-view+json" in shown.data, f"cell {cell.id}"
        elif re.search(r"\b(?:ask|reflect)\(", cell.source):
            (shown,) = cell.outputs
            assert 'class="practice' in shown.data["text/html"], f"cell {cell.id}"
        elif "evidence.box(" in cell.source:
            (shown,) = cell.outputs
            assert 'class="evidence"' in shown.data["text/html"], f"cell {cell.id}"


@chapters
def test_a_chapter_stands_in_the_table_of_contents(path):
    assert f"file: notebooks/{path.stem}\n" in (ROOT / "_toc.yml").read_text("utf-8")
