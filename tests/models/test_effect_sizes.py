import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from helping.models import effect_sizes as es

inner_r = st.floats(-0.99, 0.99)
some_d = st.floats(-5, 5)
share = st.floats(0.05, 0.95)


def test_alliance_correlation_equals_its_published_difference() -> None:
    # Flückiger et al. (2018) print r = .278 and the equivalent d = .579.
    assert es.r_to_d(0.278) == pytest.approx(0.579, abs=0.0005)
    assert es.d_to_r(0.579) == pytest.approx(0.278, abs=0.0005)


def test_empathy_correlation_equals_its_published_difference() -> None:
    # Elliott et al. (2018) print r = .28 and the equivalent d = .58.
    assert round(es.r_to_d(0.28), 2) == 0.58


@pytest.mark.parametrize(("g", "r"), [(0.28, 0.14), (0.36, 0.18)])
def test_positive_regard_is_half_its_printed_size_as_a_correlation(g: float, r: float) -> None:
    assert round(es.g_to_r(g), 2) == r


def test_alliance_shares_under_a_tenth_of_the_variance() -> None:
    assert round(100 * es.shared_variance(0.278), 1) == 7.7


@given(inner_r, share)
def test_there_and_back_gives_the_same_correlation(r: float, p: float) -> None:
    assert es.d_to_r(es.r_to_d(r, p), p) == pytest.approx(r, abs=1e-9)


@given(some_d, st.integers(4, 5000))
def test_there_and_back_gives_the_same_difference(d: float, people: int) -> None:
    assert es.g_to_d(es.d_to_g(d, people), people) == pytest.approx(d, abs=1e-9)


@given(some_d, st.integers(4, 5000))
def test_small_samples_shrink_a_difference_and_never_turn_it_round(d: float, people: int) -> None:
    g = es.d_to_g(d, people)
    assert abs(g) <= abs(d)
    assert g * d >= 0


@given(some_d, share)
def test_equal_groups_give_the_largest_correlation(d: float, p: float) -> None:
    assert abs(es.d_to_r(d, p)) <= abs(es.d_to_r(d)) + 1e-12


@given(st.floats(-1, 1))
def test_the_two_halves_of_clients_add_up(r: float) -> None:
    halves = es.hundred_clients(r)
    assert 0 <= halves.better_with_more <= 100
    assert halves.better_with_more + halves.better_with_less == pytest.approx(100)


@given(inner_r, inner_r)
def test_a_stronger_link_never_means_fewer_clients(a: float, b: float) -> None:
    low, high = sorted((a, b))
    less, more = es.hundred_clients(low), es.hundred_clients(high)
    assert less.better_with_more <= more.better_with_more


def test_no_link_is_half_and_half_and_a_perfect_link_is_all() -> None:
    assert es.hundred_clients(0) == es.HundredClients(50, 50)
    assert es.hundred_clients(1).better_with_more == pytest.approx(100)


def test_hundred_clients_agrees_with_integrating_the_normal_distribution() -> None:
    r = 0.28
    both_above = multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([0, 0])
    assert es.hundred_clients(r).better_with_more == pytest.approx(200 * both_above, abs=0.01)


@given(inner_r, st.integers(4, 10_000), st.floats(0.5, 0.99))
def test_an_interval_holds_its_estimate_and_stays_in_range(
    r: float, people: int, level: float
) -> None:
    interval = es.fisher_interval(r, people, level)
    assert -1 <= interval.low <= r <= interval.high <= 1


def test_more_people_give_a_narrower_interval() -> None:
    small, large = es.fisher_interval(0.28, 50), es.fisher_interval(0.28, 5000)
    assert large.high - large.low < small.high - small.low


def test_fisher_interval_of_a_textbook_case() -> None:
    # r = .50 in 28 people: z = .549, standard error 1/5, so .157 to .941 on the z scale.
    interval = es.fisher_interval(0.5, 28)
    assert interval.low == pytest.approx(math.tanh(0.5493 - 0.39199), abs=1e-4)
    assert interval.high == pytest.approx(math.tanh(0.5493 + 0.39199), abs=1e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: es.hundred_clients(1.2), "Correlation r is 1.2: choose a value from -1 to 1."),
        (
            lambda: es.r_to_d(1),
            "Correlation r is 1: choose a value between -1 and 1, ends excluded.",
        ),
        (
            lambda: es.d_to_r(math.inf),
            "Standardised difference d is inf: choose a finite number.",
        ),
        (
            lambda: es.d_to_r(math.nan),
            "Standardised difference d is nan: choose a finite number.",
        ),
        (
            lambda: es.d_to_r(0.3, 1),
            "Group share is 1: choose a value between 0 and 1, ends excluded.",
        ),
        (lambda: es.d_to_g(0.3, 3), "Number of people is 3: choose a value of 4 or more."),
        (
            lambda: es.fisher_interval(0.3, 3),
            "Number of people is 3: choose a value of 4 or more.",
        ),
        (
            lambda: es.fisher_interval(0.3, 30, 1),
            "Confidence level is 1: choose a value between 0 and 1, ends excluded.",
        ),
        (lambda: es.shared_variance(-2), "Correlation r is -2: choose a value from -1 to 1."),
    ],
)
def test_an_impossible_value_is_named_with_its_range(call, message: str) -> None:
    with pytest.raises(ValueError, match="choose") as refused:
        call()
    assert str(refused.value) == message
