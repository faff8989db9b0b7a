"""Sorting cards about oneself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import q_sort as q


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_forced_piles_have_the_spread_that_the_formula_needs() -> None:
    # Published piles (Butler and Haigh, 1954); 234 and 2.34 derived.
    assert sum(q.PILES) == q.CARDS == 100
    sort = q.random_sorts(1, rng())[0]
    assert np.bincount(sort, minlength=10)[1:].tolist() == [1, 4, 11, 21, 26, 21, 11, 4, 1]
    assert sort.mean() == 5
    assert ((sort - 5) ** 2).sum() == q.SUM_OF_SQUARES == 234
    assert sort.var() == pytest.approx(2.34)


def test_the_short_formula_divides_by_468_and_a_smallest_swap_moves_it_by_two_of_them() -> None:
    # Derived: two cards of neighbouring piles exchanged.
    sort = q.random_sorts(1, rng())[0]
    other = q.random_sorts(1, rng(4))[0]
    squares = int(((sort - other) ** 2).sum())
    assert q.correlation(sort, other) == pytest.approx(1 - squares / 468)
    swapped = sort.copy()
    i, j = np.flatnonzero(sort == 5)[0], np.flatnonzero(sort == 6)[0]
    swapped[[i, j]] = sort[[j, i]]
    assert (
        1 - q.correlation(sort, swapped)
        == pytest.approx(2 / 468)
        == pytest.approx(0.0043, abs=5e-5)
    )


@given(st.integers(0, 10**6))
def test_the_short_formula_is_the_ordinary_correlation(seed: int) -> None:
    a, b = q.random_sorts(2, rng(seed))
    assert q.correlation(a, b) == pytest.approx(np.corrcoef(a, b)[0, 1])
    assert q.correlation(a, a) == 1
    assert q.correlation(a, 10 - a) == -1


@pytest.mark.parametrize(
    ("opinions", "sorted_r"),
    [
        (0, 0.001),
        (0.20, 0.189),
        (0.34, 0.322),
        (0.36, 0.341),
        (0.58, 0.552),
        (0.62, 0.589),
        (0.80, 0.763),
    ],
)
def test_piles_blunt_a_correlation_by_about_a_twentieth(opinions: float, sorted_r: float) -> None:
    # Derived (reference run, 4,000 draws).
    found = q.correlation(*q.related_sorts(4000, opinions, rng()))
    assert found.mean() == pytest.approx(sorted_r, abs=0.006)
    if opinions == 0:
        assert found.std() == pytest.approx(0.10, abs=0.003)


@pytest.mark.parametrize(("target", "reached"), [(-0.01, -0.0085), (0.34, 0.3419), (0.58, 0.5812)])
def test_swapping_pairs_reaches_a_target_in_two_hundred_tries(
    target: float, reached: float
) -> None:
    # Derived (reference run).
    for seed in range(50):
        first = q.random_sorts(1, rng(seed))[0]
        second, tries = q.sort_with_correlation(first, target, rng(seed + 1))
        assert q.correlation(first, second) == pytest.approx(reached, abs=5e-5)
        assert tries <= 200


@settings(max_examples=50)
@given(st.floats(-1, 1), st.integers(0, 10**6))
def test_every_target_is_met_to_half_a_step(target: float, seed: int) -> None:
    first = q.random_sorts(1, rng(seed))[0]
    second, _ = q.sort_with_correlation(first, target, rng(seed))
    assert abs(q.correlation(first, second) - target) <= 0.5 / 234 + 1e-9


@pytest.mark.parametrize(("reliability", "seen"), [(0.7, 0.328), (0.8, 0.385), (0.9, 0.426)])
def test_unreliable_sorting_hides_part_of_a_true_half(reliability: float, seen: float) -> None:
    # Derived (reference run); .8 * .5 * .95 = .38.
    own, other = rng().standard_normal((2, 4000, 100))
    ideal = 0.5 * own + math.sqrt(0.75) * other
    first = q.sorted_again(own, reliability, rng(4))
    second = q.sorted_again(ideal, reliability, rng(5))
    assert q.correlation(first, second).mean() == pytest.approx(seen, abs=0.008)


@settings(max_examples=30)
@given(st.floats(-1, 1), st.integers(0, 10**6))
def test_steady_hands_lay_nearly_the_agreement_itself(agreement: float, seed: int) -> None:
    own, ideal = q.sorts_of_opinions(20, agreement, 1, rng(seed))
    assert np.abs(q.correlation(own, ideal) - agreement).max() < 0.15


@pytest.mark.parametrize(("reliability", "seen"), [(0.7, 0.328), (0.8, 0.385), (0.9, 0.426)])
def test_unsteady_hands_do_not_scatter_round_the_truth_but_below_it(
    reliability: float, seen: float
) -> None:
    # Derived (reference run).
    found = q.correlation(*q.sorts_of_opinions(3000, 0.5, reliability, rng()))
    assert found.mean() == pytest.approx(seen, abs=0.01)


def test_on_the_cards_a_thank_you_looks_like_a_risen_self() -> None:
    risen = q.before_and_after(400, rng(), agreement=0.1, self_rises=0.3)
    thankful = q.before_and_after(400, rng(), agreement=0.1, thanks=0.3)
    assert thankful.after.mean() == pytest.approx(risen.after.mean(), abs=0.01)
    assert thankful.self_moved.mean() == pytest.approx(risen.self_moved.mean(), abs=0.01)
    assert np.allclose(thankful.true_after, thankful.true_before)
    assert risen.true_after.mean() > risen.true_before.mean() + 0.2


def test_without_help_and_without_choosing_a_group_stays_where_it_is() -> None:
    found = q.before_and_after(2000, rng(), agreement=0.62)
    assert np.mean(found.after - found.before) == pytest.approx(0, abs=0.01)
    assert np.allclose(found.true_before, found.true_after)


def test_self_and_ideal_can_meet_from_either_side() -> None:
    self_moves = q.before_and_after(800, rng(), self_rises=0.3)
    ideal_moves = q.before_and_after(800, rng(), ideal_comes_down=0.3)
    for found in (self_moves, ideal_moves):
        assert found.before.mean() == pytest.approx(0, abs=0.02)
        assert found.after.mean() > 0.2
    # Both end alike; only the sorts themselves, before and after, tell who moved.
    assert self_moves.after.mean() == pytest.approx(ideal_moves.after.mean(), abs=0.02)
    assert self_moves.self_moved.mean() < ideal_moves.self_moved.mean() - 0.04
    assert ideal_moves.ideal_moved.mean() < self_moves.ideal_moved.mean() - 0.04


def test_closed_form_of_two_moves() -> None:
    found = q.before_and_after(200, rng(), agreement=0.3, self_rises=0.4, ideal_comes_down=0.2)
    a, b, r = 0.4, 0.2, found.true_before
    covariance = (1 - a) * b + a * (1 - b) + r * ((1 - a) * (1 - b) + a * b)
    spread = [np.sqrt((1 - m) ** 2 + m**2 + 2 * m * (1 - m) * r) for m in (a, b)]
    # Opinions of 100 cards are standardised only nearly, hence the tolerance.
    assert np.allclose(found.true_after, covariance / (spread[0] * spread[1]), atol=0.06)


def test_those_who_come_at_their_worst_improve_without_any_help() -> None:
    controls = q.before_and_after(800, rng(1), chosen=0.25)
    helped = q.before_and_after(800, rng(1), chosen=0.25, self_rises=0.2)
    regression = np.mean(controls.after - controls.before)
    assert regression > 0.15
    assert np.mean(controls.true_after - controls.true_before) == pytest.approx(0, abs=1e-12)
    assert np.mean(helped.after - helped.before) > regression + 0.1


@settings(max_examples=20)
@given(
    seed=st.integers(0, 10**6),
    agreement=st.floats(-0.9, 0.9),
    differences=st.floats(0, 1),
    self_rises=st.floats(0, 1),
    ideal_comes_down=st.floats(0, 1),
    reliability=st.floats(0, 1),
    mood=st.floats(0, 1),
    chosen=st.floats(0.05, 1),
    thanks=st.floats(0, 1),
)
def test_correlations_stay_correlations_and_follow_the_seed(seed: int, **values: float) -> None:
    one = q.before_and_after(5, rng(seed), **values)
    two = q.before_and_after(5, rng(seed), **values)
    for name in ("before", "after", "true_before", "true_after", "self_moved", "ideal_moved"):
        found = getattr(one, name)
        assert found.shape == (5,)
        assert np.abs(found).max() <= 1 + 1e-9
        assert np.array_equal(found, getattr(two, name))


def test_averages_go_by_way_of_fishers_z() -> None:
    assert q.mean_correlation([0.0, 0.8]) == pytest.approx(0.5)
    assert q.mean_correlation([0.3]) == pytest.approx(0.3)


@pytest.mark.parametrize(
    "call",
    [
        lambda: q.force(np.ones(99)),
        lambda: q.force(np.full(100, np.nan)),
        lambda: q.correlation(np.full(100, 5), np.full(100, 5)),
        lambda: q.correlation(np.ones(9), np.ones(9)),
        lambda: q.random_sorts(0, rng()),
        lambda: q.related_sorts(3, 1.2, rng()),
        lambda: q.sort_with_correlation(q.random_sorts(2, rng()), 0.2, rng()),
        lambda: q.sort_with_correlation(q.random_sorts(1, rng())[0], 2, rng()),
        lambda: q.sorted_again(np.ones(100), 1.1, rng()),
        lambda: q.before_and_after(1, rng()),
        lambda: q.before_and_after(5, rng(), chosen=0),
        lambda: q.before_and_after(5, rng(), thanks=1.1),
        lambda: q.sorts_of_opinions(0, 0.5, 0.8, rng()),
        lambda: q.sorts_of_opinions(5, 1.1, 0.8, rng()),
        lambda: q.sorts_of_opinions(5, 0.5, 1.1, rng()),
        lambda: q.sorts_of_opinions(5, 0.5, 0.8, rng(), 1.1),
        lambda: q.mean_correlation([]),
        lambda: q.mean_correlation([1.0]),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": .*\.$") as refused:
        call()
    assert str(refused.value).count("\n") == 0


def test_without_any_help_clients_gain_and_volunteers_do_not_explain_it():
    for people in (25, 100, 400):
        beside_volunteers = q.compare(others_chosen=1, people=people)
        assert beside_volunteers.gain.mean > 0.2
        assert beside_volunteers.left.mean > 0.2
        beside_the_waiting = q.compare(people=people)
        assert beside_the_waiting.gain.mean > 0.2
        assert abs(beside_the_waiting.left.mean) < 0.05


def test_the_gain_without_help_is_the_mood_of_the_day_and_the_choosing():
    def gain(**parts):
        found = q.before_and_after(3000, 1, agreement=0.4, **parts)
        return float(np.mean(found.after - found.before))

    nobody_chosen = gain(chosen=1)
    neither_mood_nor_accident = gain(chosen=0.25, mood=0, reliability=1)
    accidents_alone = gain(chosen=0.25, mood=0)
    mood_alone = gain(chosen=0.25, reliability=1)
    assert nobody_chosen == pytest.approx(0, abs=0.01)
    assert neither_mood_nor_accident == 0
    assert accidents_alone < 0.05
    assert mood_alone > 0.2


def test_groups_of_a_hundred_vary_as_the_chapter_says():
    found = [q.compare(seed=seed) for seed in range(200, 260)]
    gains, left = np.array([(each.gain.mean, each.left.mean) for each in found]).T
    assert gains.mean() == pytest.approx(0.23, abs=0.015)
    assert np.quantile(gains, [0.05, 0.95]) == pytest.approx([0.19, 0.28], abs=0.02)
    assert left.mean() == pytest.approx(0, abs=0.015)
    assert np.quantile(left, [0.05, 0.95]) == pytest.approx([-0.06, 0.08], abs=0.03)


def test_a_group_brought_low_by_one_bad_day_would_come_back_within_a_wait():
    found = q.before_and_after(1000, 1, agreement=0.75, chosen=0.05)
    assert np.mean(found.before) < 0.1
    assert np.mean(found.after) > 0.4


def test_six_cards_keep_the_distance_of_opinions_unless_the_cards_say_thanks():
    still, risen, thanked = q.few_cards(), q.few_cards(0.5), q.few_cards(thanks=0.5)
    assert still.before == still.after == 156
    assert risen.after == thanked.after == q.few_cards(ideal_comes_down=0.5).after == 39
    assert (thanked.own_after == risen.own_after).all()
    assert (thanked.own_meant == still.own_before).all()
    assert (risen.own_meant == risen.own_after).all()


def test_a_waiting_list_leaves_the_thank_you_in():
    helped, thankful = q.compare(0.2), q.compare(thanks=0.2)
    assert thankful.left.mean == pytest.approx(helped.left.mean, abs=0.02)
    assert thankful.left.mean > 0.1
    assert thankful.real == pytest.approx(0)


@pytest.mark.parametrize("who_comes", [1, 0.5, 0.25])
def test_the_groups_shown_are_ordinary_ones(who_comes):
    many = q.before_and_after(3000, 1, agreement=0.4, chosen=who_comes)
    expected = float(np.mean(many.after - many.before))
    for people in (25, 100, 400):
        found = q.compare(chosen=who_comes, people=people)
        assert found.gain.mean == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("steadiness", [0.6, 0.8, 1])
@pytest.mark.parametrize("agreement", [0, 0.25, 0.5, 0.75, 1])
@pytest.mark.parametrize("shared", [0, 0.5, 1])
def test_what_is_shown_is_opinion_and_shared_accident_together(steadiness, agreement, shared):
    # Derived: the piles take a twentieth, save where the two sorts are all but the same.
    found = q.people_alike(agreement, steadiness, shared, people=2000).mean
    opinions = steadiness * agreement + (1 - steadiness) * shared
    assert 0.94 * opinions - 0.01 < found < opinions + 0.01


def test_people_alike_come_out_lower_than_they_think_where_accidents_stand_alone():
    alike = q.people_alike(0.5, 0.8, people=2000)
    assert alike.low < alike.mean < alike.high < 0.5
    assert q.people_alike(0.5, 0.8, seed=4).mean == pytest.approx(alike.mean, abs=0.02)
