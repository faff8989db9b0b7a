"""How far people who rate the same moment agree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helping.models import rater_agreement as ra

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
SIX = (
    "one_way",
    "agreement",
    "consistency",
    "mean_one_way",
    "mean_agreement",
    "mean_consistency",
)

tables = arrays(float, st.tuples(st.integers(2, 8), st.integers(2, 8)), elements=st.integers(0, 9))


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_shrout_and_fleiss_six_coefficients() -> None:
    # Published: Shrout and Fleiss (1979), 10.1037/0033-2909.86.2.420, two decimals; the test file
    # of the R package psych has the same. Third decimals: derived.
    found = ra.intraclass(SHROUT_FLEISS)
    values = [getattr(found, name) for name in SIX]
    assert np.round(values, 2).tolist() == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert np.allclose(values, [0.166, 0.290, 0.715, 0.443, 0.620, 0.909], atol=0.0005)


@given(tables)
def test_nobody_agrees_more_than_fully_and_a_shift_of_all_changes_nothing(
    ratings: np.ndarray,
) -> None:
    found, shifted = ra.intraclass(ratings), ra.intraclass(ratings * 2 + 3)
    for name in SIX:
        value = getattr(found, name)
        if not math.isnan(value):
            assert value <= 1 + 1e-9
            assert getattr(shifted, name) == pytest.approx(value, rel=1e-6, abs=1e-6)


@given(st.integers(2, 8), st.integers(2, 6), st.integers(0, 10**6))
def test_strict_and_lenient_raters_lower_agreement_but_not_consistency(
    clips: int, raters: int, seed: int
) -> None:
    ratings = rng(seed).standard_normal((clips, 1)) + np.arange(raters)
    found = ra.intraclass(ratings)
    assert found.consistency == pytest.approx(1)
    assert found.agreement < 1


def test_many_tables_at_once_give_what_each_gives_alone() -> None:
    many = ra.class_ratings(6, 4, rng(), classes=5)
    together = ra.intraclass(many)
    for row, table in enumerate(many):
        assert together.agreement[row] == pytest.approx(ra.intraclass(table).agreement)


def test_no_difference_between_clips_leaves_no_coefficient() -> None:
    assert math.isnan(ra.intraclass(np.ones((3, 3))).agreement)


def test_single_raters_of_an_untrained_class_disagree_and_their_mean_is_trustworthy() -> None:
    # Derived (reference run): variances 1/.5/1, 10 clips, 25 raters.
    found = ra.intraclass(ra.class_ratings(10, 25, rng(), classes=3000))
    assert found.agreement.mean() == pytest.approx(0.377, abs=0.01)
    assert found.agreement.std() == pytest.approx(0.12, abs=0.01)
    assert found.consistency.mean() == pytest.approx(0.469, abs=0.01)
    assert found.mean_agreement.mean() == pytest.approx(0.927, abs=0.005)
    five = ra.intraclass(ra.class_ratings(10, 5, rng(), classes=3000))
    assert five.mean_agreement.mean() == pytest.approx(0.728, abs=0.012)
    assert ra.true_agreement() == pytest.approx(0.40)
    assert ra.true_agreement(25) == pytest.approx(0.943, abs=0.001)


def test_with_many_clips_and_raters_the_estimate_meets_the_truth() -> None:
    found = ra.intraclass(ra.class_ratings(200, 200, rng(), classes=20))
    assert found.agreement.mean() == pytest.approx(ra.true_agreement(), abs=0.02)


@given(st.integers(1, 499))
def test_more_raters_are_never_worse(raters: int) -> None:
    assert ra.true_agreement(raters) <= ra.true_agreement(raters + 1)


def test_the_paradox_of_feinstein_and_cicchetti() -> None:
    # Published (1990), 10.1016/0895-4356(90)90158-L: agreement .85 twice, kappa .70 and .32.
    even, skewed = [[40, 9], [6, 45]], [[80, 10], [5, 5]]
    for table in (even, skewed):
        assert ra.percent_agreement(table) == pytest.approx(0.85)
    assert round(ra.cohen_kappa(even), 2) == 0.70
    assert round(ra.cohen_kappa(skewed), 2) == 0.32


@given(st.floats(0.01, 0.99), st.floats(0.55, 1))
def test_prevalence_changes_kappa_but_not_agreement(prevalence: float, accuracy: float) -> None:
    here, half = ra.prevalence_paradox(prevalence, accuracy), ra.prevalence_paradox(0.5, accuracy)
    assert here.agreement == pytest.approx(half.agreement)
    assert here.kappa <= half.kappa + 1e-9
    assert half.kappa == pytest.approx(half.adjusted)


def test_at_no_prevalence_perfect_raters_have_no_kappa() -> None:
    assert math.isnan(ra.prevalence_paradox(0, 1).kappa)


def test_fleiss_kappa_of_the_usual_worked_example() -> None:
    # Ten subjects, fourteen raters, five categories: .210 in textbooks and encyclopaedias.
    counts = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    assert ra.fleiss_kappa(counts) == pytest.approx(0.210, abs=0.0005)


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


@given(pairs)
def test_quadratic_weights_give_the_concordance_of_the_two_raters(
    moments: list[tuple[int, int]],
) -> None:
    # Exact identity: 2 cov / (var + var + squared difference of means).
    a, b = np.array(moments).T
    kappa = ra.cohen_kappa(ra.cross_table(a, b, 4), "quadratic")
    spread = a.var() + b.var() + (a.mean() - b.mean()) ** 2
    if spread == 0:
        assert math.isnan(kappa)
    else:
        covariance = ((a - a.mean()) * (b - b.mean())).mean()
        assert kappa == pytest.approx(2 * covariance / spread, abs=1e-9)


@given(pairs, st.sampled_from(ra.WEIGHTS))
def test_kappa_does_not_mind_who_is_called_first(
    moments: list[tuple[int, int]], weights: str
) -> None:
    table = ra.cross_table(*np.array(moments).T, 4)
    one, other = ra.cohen_kappa(table, weights), ra.cohen_kappa(table.T, weights)
    assert one == pytest.approx(other, nan_ok=True)
    assert math.isnan(one) or one <= 1


@given(st.integers(0, 10**6))
def test_with_two_categories_weights_make_no_difference(seed: int) -> None:
    table = ra.cross_table(*rng(seed).integers(0, 2, (2, 20)), 2)
    plain = ra.cohen_kappa(table)
    assert ra.cohen_kappa(table, "linear") == pytest.approx(plain, nan_ok=True)
    assert ra.cohen_kappa(table, "quadratic") == pytest.approx(plain, nan_ok=True)


def test_raters_who_toss_coins_agree_by_chance_only() -> None:
    a, b = rng().integers(0, 3, (2, 20_000))
    assert ra.cohen_kappa(ra.cross_table(a, b, 3)) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(
    "call",
    [
        lambda: ra.mean_squares([[1, 2]]),
        lambda: ra.mean_squares([[1, 2], [3, math.nan]]),
        lambda: ra.class_ratings(1, 5, rng()),
        lambda: ra.class_ratings(5, 5, rng(), rater_variance=-1),
        lambda: ra.true_agreement(clip_variance=0, rater_variance=0, residual_variance=0),
        lambda: ra.cross_table([0, 1], [0, 4], 4),
        lambda: ra.cross_table([0, 1], [0], 4),
        lambda: ra.cohen_kappa([[1, 2, 3], [4, 5, 6]]),
        lambda: ra.cohen_kappa([[0, 0], [0, 0]]),
        lambda: ra.cohen_kappa([[1, 2], [3, 4]], "cubic"),
        lambda: ra.fleiss_kappa([[1, 2], [2, 2]]),
        lambda: ra.prevalence_paradox(1.2),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call) -> None:
    with pytest.raises(ValueError, match=r": .*\.$") as refused:
        call()
    assert str(refused.value).count("\n") == 0
