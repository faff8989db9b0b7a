"""Pairs have the links that were set, overlap is not counted twice, and sureness is no cure."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helping.models.real_relationship import (
    differ,
    hold_constant,
    moments,
    pairs,
    serves_client,
)

links = st.floats(-0.9, 0.9)


def correlation(a, b):
    return np.corrcoef(a, b)[0, 1]


@given(st.floats(-0.8, 0.95), st.floats(-0.95, 0.95), st.integers(0, 99))
def test_pairs_have_exactly_the_links_that_were_set(together, overlap, seed):
    made = pairs(40, together=together, overlap=overlap, rng=np.random.default_rng(seed))
    assert correlation(made.realism, made.genuineness) == pytest.approx(together, abs=1e-9)
    assert correlation(made.real, made.alliance) == pytest.approx(overlap, abs=1e-9)


def test_the_overlap_moves_the_alliance_and_leaves_the_people_where_they_are():
    loose, tight = (
        pairs(60, together=0.74, overlap=overlap, rng=np.random.default_rng(3))
        for overlap in (0.1, 0.9)
    )
    assert np.array_equal(loose.realism, tight.realism)
    assert np.array_equal(loose.genuineness, tight.genuineness)
    assert loose.disagree.sum() > tight.disagree.sum()


def test_at_the_published_overlap_more_than_a_quarter_of_pairs_disagree():
    assert differ(0.66) == pytest.approx(0.27, abs=0.005)
    made = pairs(100_000, together=0.74, overlap=0.66, rng=np.random.default_rng(1))
    assert made.disagree.mean() == pytest.approx(differ(0.66), abs=0.01)


def test_no_overlap_is_a_toss_of_a_coin_and_full_overlap_no_disagreement():
    assert differ(0) == 0.5
    assert differ(1) == 0
    assert not pairs(50, together=0.5, overlap=1, rng=np.random.default_rng(2)).disagree.any()


def test_the_published_links_leave_much_of_one_and_next_to_nothing_of_the_other():
    left = hold_constant(0.38, 0.278, 0.66)
    assert left.first == pytest.approx(0.272, abs=0.001)
    assert left.second == pytest.approx(0.039, abs=0.001)
    assert left.both == pytest.approx(0.146, abs=0.001)
    assert left.both < 0.38**2 + 0.278**2


def test_equal_links_leave_equal_parts():
    left = hold_constant(0.38, 0.38, 0.66)
    assert left.first == left.second == pytest.approx(0.186, abs=0.001)


@given(links, links)
def test_without_overlap_nothing_is_taken_twice(first, second):
    assume(first**2 + second**2 < 1)
    left = hold_constant(first, second, 0)
    assert left.both == pytest.approx(first**2 + second**2)
    assert left.first_alone == pytest.approx(first**2)


@given(links, links, links)
def test_what_is_left_is_what_a_regression_on_data_with_these_links_finds(first, second, overlap):
    table = np.array([[1, overlap, first], [overlap, 1, second], [first, second, 1]])
    assume(np.linalg.eigvalsh(table).min() > 0.01)
    left = hold_constant(first, second, overlap)
    weights = np.linalg.solve(table[:2, :2], table[:2, 2])
    assert left.both == pytest.approx(weights @ table[:2, 2])
    assert left.first_alone == pytest.approx(left.both - second**2, abs=1e-9)
    assert left.second_alone == pytest.approx(left.both - first**2, abs=1e-9)
    inverse = np.linalg.inv(table)
    expected = -inverse[0, 2] / math.sqrt(inverse[0, 0] * inverse[2, 2])
    assert left.first == pytest.approx(expected, abs=1e-9)


@given(st.floats(-3, 3))
def test_with_a_wish_as_loud_as_her_benefit_being_sure_changes_nothing(sureness):
    assert serves_client(1, sureness) == pytest.approx(0.5)


@given(st.floats(-1, 2), st.floats(0.1, 1))
def test_being_surer_helps_a_quiet_wish_and_makes_a_loud_one_worse(sureness, more):
    assert serves_client(0.5, sureness + more) > serves_client(0.5, sureness)
    assert serves_client(1.5, sureness + more) < serves_client(1.5, sureness)


@pytest.mark.parametrize("pull", [0, 0.5, 1, 2])
@pytest.mark.parametrize("sureness", [-1, 0, 1])
def test_the_exact_share_is_what_many_simulated_moments_show(pull, sureness):
    made = moments(100_000, pull=pull, sureness=sureness, rng=np.random.default_rng(5))
    found = 1 - made.serves_self[0].sum() / made.said[0].sum()
    assert found == pytest.approx(serves_client(pull, sureness), abs=0.01)


@given(st.floats(0, 3), st.floats(-3, 3), st.integers(0, 50))
def test_what_shows_always_shows_and_being_asked_never_silences(pull, sureness, seed):
    made = moments(30, pull=pull, sureness=sureness, rng=np.random.default_rng(seed))
    assert made.said[2].all()
    needed = sureness - 1
    assert np.array_equal(made.said[1], made.for_client[1] + pull * made.for_self[1] > needed)


def test_impossible_values_are_refused_in_one_sentence():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"overlap is 1\.2: choose a value from -1 to 1\."):
        pairs(60, together=0.7, overlap=1.2, rng=rng)
    with pytest.raises(ValueError, match="count is 3: choose a whole number"):
        pairs(3, together=0.7, overlap=0.5, rng=rng)
    with pytest.raises(ValueError, match=r"rule out: choose a value from -0\.04 to 0\.76"):
        hold_constant(0.9, 0.4, 0.9)
    with pytest.raises(ValueError, match="pull is -1"):
        serves_client(-1, 0)
    with pytest.raises(ValueError, match="sureness is 9"):
        moments(5, pull=1, sureness=9, rng=rng)
    with pytest.raises(ValueError, match="correlation is 2"):
        differ(2)
