"""The column ``hundred``: a row says it, lets it be computed, or says that it makes no sense."""

import re

import pytest

from helping import evidence
from helping.evidence.said import in_a_hundred

ROWS = evidence.load()
RATIOS = {key: row for key, row in ROWS.items() if row.statistic in ("odds ratio", "risk ratio")}


@pytest.mark.parametrize("key", ROWS)
def test_no_row_is_silent_by_oversight(key):
    assert in_a_hundred(ROWS[key]) or ROWS[key].hundred == "none"


def with_ratio(share, row):
    """Shares in per cent that the printed ratio makes of this one, read in either direction."""
    ratio = float(row.value)
    if row.statistic == "risk ratio":
        return {round(share * ratio)}
    odds = share / (100 - share)
    return {round(100 * o / (1 + o)) for o in (odds * ratio, odds / ratio)}


@pytest.mark.parametrize("key", [key for key in RATIOS if "our conversion" in RATIOS[key].hundred])
def test_a_ratio_is_converted_from_the_share_that_is_named(key):
    pairs = re.findall(r"where (\d+) .*?about (\d+)", RATIOS[key].hundred, re.I)
    assert pairs
    for before, after in pairs:
        assert int(after) in with_ratio(int(before), RATIOS[key])
