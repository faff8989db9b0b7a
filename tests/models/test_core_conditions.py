import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helping.models import core_conditions as cc

offered = st.floats(1, 7)
part = st.floats(0, 1)


@given(offered, offered, offered, part)
def test_nobody_receives_more_than_was_offered(e: float, c: float, r: float, a: float) -> None:
    got = cc.receive(e, c, r, a)
    for received, given_ in zip((got.empathy, got.congruence, got.regard), (e, c, r), strict=True):
        assert 0 <= received <= (given_ - 1) / 6 + 1e-12


@given(offered, offered, offered, part, st.booleans(), st.integers(1, 60), offered)
def test_a_course_stays_on_the_scale_and_never_moves_back(
    e: float, c: float, r: float, a: float, asks: bool, sessions: int, start: float
) -> None:
    course = cc.experiencing(e, c, r, a, asks, sessions, start)
    assert len(course.stage) == sessions + 1
    assert all(1 <= stage <= 7 for stage in course.stage)
    assert (np.diff(course.stage) >= 0).all()


@given(offered, offered, offered, part, st.integers(0, 3), st.booleans())
def test_more_of_anything_never_moves_a_client_less(
    e: float, c: float, r: float, a: float, which: int, asks: bool
) -> None:
    values = [e, c, r, a]
    before = cc.experiencing(*values, asks)
    values[which] = 1.0 if which == 3 else 7.0
    assert cc.experiencing(*values, asks).gain >= before.gain - 1e-12


@given(offered, offered, offered, part)
def test_asking_what_landed_never_does_harm_in_this_toy(
    e: float, c: float, r: float, a: float
) -> None:
    without, asking = cc.experiencing(e, c, r, a), cc.experiencing(e, c, r, a, asks=True)
    assert asking.gain >= without.gain - 1e-12


def test_where_nothing_arrives_no_offer_moves_anybody() -> None:
    assert cc.experiencing(7, 7, 7, 0).gain == 0


def test_the_bet_of_the_chapter_is_lost_by_warmth() -> None:
    start = cc.experiencing(4, 4, 4, 0.25).gain
    warmth = cc.experiencing(7, 4, 7, 0.25).gain
    congruence = cc.experiencing(4, 7, 4, 0.25).gain
    asking = cc.experiencing(4, 4, 4, 0.25, asks=True).gain
    assert start < warmth < congruence < asking
    # These four stand in the chapter.
    assert [round(gain, 2) for gain in (start, warmth, congruence, asking)] == [
        0.1,
        0.16,
        0.18,
        0.25,
    ]


def test_a_very_good_course_moves_about_one_stage_and_stage_seven_stays_rare() -> None:
    course = cc.experiencing(7, 7, 7, 1)
    assert 0.8 <= course.gain <= 1.1
    assert 3 <= course.stage[-1] <= 4
    assert cc.stage_shares(course.stage[-1])[6] < 0.01


@given(offered)
def test_shares_of_the_seven_stages_add_up(stage: float) -> None:
    shares = cc.stage_shares(stage)
    assert len(shares) == 7
    assert min(shares) >= 0
    assert sum(shares) == pytest.approx(1)


@given(part, st.sampled_from(cc.READINGS), st.sampled_from(cc.CONDITIONS))
def test_taking_a_condition_away_never_helps(level: float, reading: str, removed: str) -> None:
    assert 0 <= cc.pace(reading, level, removed) <= cc.pace(reading, level) + 1e-12 <= 1 + 1e-9


@given(part)
def test_with_all_three_there_the_readings_agree(level: float) -> None:
    assert {round(cc.pace(reading, level), 9) for reading in cc.READINGS} == {round(level, 9)}


def test_the_readings_part_when_one_is_missing() -> None:
    needed, add_up, impression = (cc.take_away(each, "regard")[-1] for each in cc.READINGS)
    assert needed == 0
    assert needed < add_up < impression < cc.take_away("all needed")[-1]
    assert cc.pace("they add up", 0.9, "regard") == pytest.approx(0.6)


@pytest.mark.parametrize("overlap", [0.3, 0.55, 0.8])
@pytest.mark.parametrize("clients", [100, 400, 1600])
def test_correlations_cannot_tell_the_readings_apart(overlap: float, clients: int) -> None:
    studies = [cc.study(reading, overlap, clients) for reading in cc.READINGS]
    for j in range(3):
        values = [study.r[j] for study in studies]
        for study in studies:
            assert study.intervals[j].low < min(values) <= max(values) < study.intervals[j].high


def test_a_large_study_finds_the_correlation_it_was_tuned_to() -> None:
    for reading in cc.READINGS:
        found = cc.study(reading, 0.55, 20_000).r
        assert np.mean(found) == pytest.approx(cc.TYPICAL_R, abs=0.02)


def test_the_clients_who_could_decide_vanish_as_the_conditions_go_together() -> None:
    odd = [cc.study("all needed", overlap, 400).odd_ones for overlap in (0.3, 0.55, 0.8)]
    assert odd == sorted(odd, reverse=True)
    assert (odd[0], odd[2]) == (53, 7)  # both stand in the chapter


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_a_study_is_remade_from_its_seed(seed: int) -> None:
    cc._study.cache_clear()
    first = cc.study("all needed", clients=50, seed=seed)
    cc._study.cache_clear()
    assert cc.study("all needed", clients=50, seed=seed) == first


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cc.receive(8, 4, 4, 0.5), "Offered empathy is 8: choose a value from 1 to 7."),
        (lambda: cc.receive(4, 0, 4, 0.5), "Offered congruence is 0: choose a value from 1 to 7."),
        (
            lambda: cc.receive(4, 4, 4, 1.5),
            "Share that arrives is 1.5: choose a value from 0 to 1.",
        ),
        (
            lambda: cc.experiencing(4, 4, 4, 0.5, sessions=0),
            "Number of sessions is 0: choose a whole number from 1 to 60.",
        ),
        (
            lambda: cc.experiencing(4, 4, 4, 0.5, start=0.5),
            "Starting stage is 0.5: choose a value from 1 to 7.",
        ),
        (lambda: cc.stage_shares(8), "Stage is 8: choose a value from 1 to 7."),
        (
            lambda: cc.pace("love", 0.5),
            "Reading is 'love': choose one of 'all needed', 'they add up', 'one impression'.",
        ),
        (
            lambda: cc.pace("all needed", 0.5, "contact"),
            "Removed condition is 'contact': "
            "choose one of 'none', 'empathy', 'congruence', 'regard'.",
        ),
        (lambda: cc.take_away("all needed", level=2), "Level is 2: choose a value from 0 to 1."),
        (
            lambda: cc.study("all needed", overlap=1),
            "Overlap of the conditions is 1: choose a value from 0.2 to 0.9.",
        ),
        (
            lambda: cc.study("all needed", clients=3),
            "Number of clients is 3: choose a whole number from 20 to 20000.",
        ),
    ],
)
def test_an_impossible_value_is_named_with_its_range(call, message: str) -> None:
    with pytest.raises(ValueError, match="choose") as refused:
        call()
    assert str(refused.value) == message


@pytest.mark.parametrize("overlap", [0.3, 0.55, 0.8])
def test_the_clients_that_could_tell_are_as_many_as_expected(overlap) -> None:
    found = cc.study("all needed", overlap, 20_000, seed=3).odd_ones
    assert found == pytest.approx(cc.expected_odd_ones(overlap, 20_000), rel=0.15)
    # They become rare, and grow with the study.
    assert cc.expected_odd_ones(overlap, 1600) == pytest.approx(
        4 * cc.expected_odd_ones(overlap, 400)
    )
