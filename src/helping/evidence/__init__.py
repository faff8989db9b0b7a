"""The published figures of the course: one table, one box for each row, one check of prose.

The table is ``data/evidence/evidence.csv``, a row for each figure, and no published number
stands anywhere else. `box` shows a row on a page, `more` folds several; `published` hands its
numbers to a picture; running prose quotes a row by linking to its box, and `check_prose` holds the
two together.
"""

from helping.evidence.boxes import Box, Folded, box, more
from helping.evidence.prose import check_prose, numbers
from helping.evidence.said import figure_in_words, unbroken
from helping.evidence.table import COLUMNS, Evidence, EvidenceError, load, row
from helping.evidence.values import Published, published, published_numbers

__all__ = [
    "COLUMNS",
    "Box",
    "Evidence",
    "EvidenceError",
    "Folded",
    "Published",
    "box",
    "check_prose",
    "figure_in_words",
    "load",
    "more",
    "numbers",
    "published",
    "published_numbers",
    "row",
    "unbroken",
]
