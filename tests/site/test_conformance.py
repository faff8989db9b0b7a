"""The page on conformance has a row for every criterion, and names no test that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "book" / "conformance.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d", line)
]
# WCAG 2.2, levels A and AA; 4.1.1 is obsolete there.
CRITERIA = """
1.1.1  1.2.1 1.2.2 1.2.3 1.2.4 1.2.5  1.3.1 1.3.2 1.3.3 1.3.4 1.3.5
1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13
2.1.1 2.1.2 2.1.4  2.2.1 2.2.2  2.3.1  2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11
2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8
3.1.1 3.1.2  3.2.1 3.2.2 3.2.3 3.2.4 3.2.6  3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8
4.1.2 4.1.3
"""


def test_every_criterion_has_one_row_with_a_finding_and_how_it_is_held():
    assert [row[0].split()[0] for row in ROWS] == re.findall(r"[\d.]+", CRITERIA)
    for criterion, found, held in ROWS:
        assert re.search(r"\((A|AA)\)$", criterion), criterion
        assert re.match(r"Met|Not concerned|Not met|Met with a limit", found), criterion
        assert len(held) > 5, criterion


def test_every_test_that_the_page_names_exists():
    there = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        there.update(re.findall(r"^ *def (test_\w+)\(", file.read_text("utf-8"), re.MULTILINE))
    named = {name for row in ROWS for name in re.findall(r"`(test_\w+)`", row[2])}
    assert sorted(named - there) == []
    assert len(named) > 20
