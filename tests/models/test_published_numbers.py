"""A published number stands in the table of figures, and nowhere else in the sources."""

import ast
import csv
import importlib
import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from helping import evidence

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def published_by_doi() -> dict[str, set[str]]:
    """Return the printed numbers of each source, those of one digit left out."""
    found: dict[str, set[str]] = {}
    for row in evidence.load().values():
        numbers = {*re.findall(r"\d*\.\d+|\d+", row.value_text), *map(str, row.ci or ())}
        bare = {number.lstrip("0") for number in numbers}
        found.setdefault(row.doi, set()).update(n for n in bare if len(n.strip(".")) > 1)
    return found


def strings_and_numbers(source: str) -> tuple[list[str], list[str], list[float]]:
    """Return a module's docstrings, its other strings, and its numbers."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [node for node in constants if isinstance(node.value, str)]
    docstrings = [node.value for node in texts if id(node) in told]
    others = [node.value for node in texts if id(node) not in told]
    numbers = [float(node.value) for node in constants if type(node.value) in (int, float)]
    return docstrings, others, numbers


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "-".join(path.parts[-2:]))
def test_no_source_holds_a_published_number(path):
    docstrings, others, numbers = strings_and_numbers(path.read_text("utf-8"))
    table = published_by_doi()
    faults = [
        f"'{text[:60]}' holds a DOI: it belongs to a row of data/evidence/evidence.csv"
        for text in others
        if re.search(r"10\.\d{4,}/\w", text) and "such as" not in text and "for example" not in text
    ]
    for docstring in docstrings:
        for paragraph in docstring.split("\n\n"):
            for doi in table:
                if doi in paragraph:
                    words = re.sub(r"https?://\S+|doi:\S+|\b(?:19|20)\d\d\b", " ", paragraph)
                    said = {n.lstrip("0") for n in re.findall(r"\d*\.\d+|\d+", words)}
                    faults += [
                        f"a docstring that cites {doi} gives its number {number}: name the row"
                        for number in sorted(said & table[doi])
                    ]
    rare = {n for told in table.values() for n in told if len(n.replace(".", "")) >= 3}
    is_figure_or_model = {"models", "figures", "calibration"} & set(path.parts)
    for number in numbers if is_figure_or_model else []:
        written = f"{abs(number):g}".lstrip("0")
        digits = written.replace(".", "")
        # Margins and limits of axes end in 5, and are close to some published number or other.
        precise = (
            len(written.partition(".")[2]) >= 2 and len(digits) >= 3 and not digits.endswith("5")
        )
        if precise and rare & {written, f"{100 * abs(number):g}"}:
            faults.append(f"{number:g} is a published number: take it with published('key')")
    assert faults == []


@pytest.fixture
def changed_table(tmp_path, monkeypatch):
    """Return a function that changes a field of a row, in a copy of the data folder."""
    rows = list(csv.DictReader((ROOT / "data/evidence/evidence.csv").open(encoding="utf-8")))
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
    (tmp_path / "evidence").mkdir()

    def change(key: str, **fields: str) -> None:
        with (tmp_path / "evidence/evidence.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, evidence.COLUMNS)
            writer.writeheader()
            writer.writerows(row | (fields if row["key"] == key else {}) for row in rows)

    return change


@pytest.mark.parametrize(
    ("chapter", "picture", "state", "key", "value", "said"),
    [
        (
            "core_conditions",
            "printed_and_compared",
            {"metric": "as printed"},
            "empathy_2018",
            ".31",
            "r = .31",
        ),
        ("evidence_lab", "how_many_sessions", None, "gel_2006", "81 vs 55", "81"),
        ("commitment", "from_the_chair", None, "dropout_therapist_estimate", "9.44", "9.4"),
        (
            "commitment",
            "who_stays",
            {"rate": "many clinics: one in five"},
            "dropout_2012",
            "25.5",
            "",
        ),
    ],
)
def test_picture_and_box_move_together_with_the_table(
    changed_table, chapter, picture, state, key, value, said
):
    draw = getattr(importlib.import_module(f"helping.figures.{chapter}"), picture)
    state = STATES.get(picture, {}) if state is None else state

    def everything_shown() -> str:
        figure = Figure(figsize=(4.8, 3.7))
        sentence = draw(figure, **state)
        lines = [line.get_xydata().tolist() for axes in figure.axes for line in axes.lines]
        words = [text.get_text() for text in figure.findobj(match=lambda a: hasattr(a, "get_text"))]
        return f"{sentence} {words} {lines}"

    changed_table(key)
    before = everything_shown()
    changed_table(key, value=value, ci_low="", ci_high="", ci_level="")
    after = everything_shown()
    assert after != before
    assert said in after
    assert value.split(" ")[0] in repr(evidence.box(key))


STATES = {
    "how_many_sessions": {"rule": "good enough", "limit": 0, "pace": 1.55, "differ": 1.15},
}
