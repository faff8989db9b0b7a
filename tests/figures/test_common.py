"""Numbers as the field writes them; labels that keep apart and near where they belong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.figures.common import correlation, per_cent, signed, spread_out


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.66, ".66"), (-0.04, "−.04"), (1, "1"), (-1, "−1"), (0, ".00"), (-0.001, ".00")],
)
def test_a_correlation_has_no_leading_nought_and_a_true_minus(value, written):
    assert correlation(value) == written


def test_a_path_carries_its_sign_and_a_published_value_its_third_digit():
    assert correlation(0.26, plus=True) == "+.26"
    assert correlation(0.278, digits=3) == ".278"


def test_a_small_minus_is_nought():
    assert signed(-0.04) == "0.0"
    assert signed(-1.25, 2) == "−1.25"
    assert per_cent(0.625) == "62 per cent"


@given(st.lists(st.floats(0, 10), min_size=1, max_size=5), st.floats(0.1, 1))
def test_labels_keep_their_order_their_distance_and_their_room(wanted, gap):
    placed = spread_out(wanted, gap, 0, 10)
    in_order = np.array(placed)[np.argsort(wanted, kind="stable")]
    assert np.all(np.diff(in_order) >= gap - 1e-9)
    assert in_order[0] >= -1e-9
    assert in_order[-1] <= 10 + 1e-9


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6, unique=True))
def test_labels_that_are_apart_stay_where_they_are(wanted):
    assert spread_out(wanted, 0.5, 0, 50) == [float(place) for place in wanted]
