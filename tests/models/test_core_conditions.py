from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models import core_conditions as cc
from helping.models.effect_sizes import hundred_clients

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


def test_congruence_beats_twice_the_warmth_only_because_warmth_must_be_believed(
    monkeypatch,
) -> None:
    def warmth_and_congruence() -> tuple[float, float]:
        return cc.experiencing(7, 4, 7, 0.25).gain, cc.experiencing(4, 7, 4, 0.25).gain

    warmth, congruence = warmth_and_congruence()
    assert warmth < congruence
    monkeypatch.setattr(cc, "BELIEVED_ANYWAY", 1.0)  # all that is offered is believed
    warmth, congruence = warmth_and_congruence()
    assert congruence < warmth


def test_asking_wins_only_at_more_than_two_fifths_of_the_speed_we_gave_it(monkeypatch) -> None:
    congruence = cc.experiencing(4, 7, 4, 0.25).gain
    own = cc.ASKING_RATE
    for share, wins in ((1, True), (0.5, True), (0.45, True), (0.4, False), (0.2, False)):
        monkeypatch.setattr(cc, "ASKING_RATE", share * own)
        assert (cc.experiencing(4, 4, 4, 0.25, asks=True).gain > congruence) == wins


def test_with_half_arriving_the_order_turns_and_with_all_arriving_asking_adds_nothing() -> None:
    congruence, warmth, asking = (
        cc.experiencing(4, 7, 4, 0.5).gain,
        cc.experiencing(7, 4, 7, 0.5).gain,
        cc.experiencing(4, 4, 4, 0.5, asks=True).gain,
    )
    assert congruence > warmth > asking
    for offered in product((1, 4, 7), repeat=3):
        assert cc.experiencing(*offered, 1, asks=True) == cc.experiencing(*offered, 1)


@pytest.mark.parametrize("overlap", [0.3, 0.55, 0.8])
def test_among_all_clients_the_readings_look_alike_because_they_were_tuned_to(overlap) -> None:
    # Half of a hundred, and what a correlation of .26 adds for those above the median.
    for reading in cc.READINGS:
        found = cc.end_better(reading, "more empathy", overlap)
        assert found == pytest.approx(hundred_clients(cc.TYPICAL_R).better_with_more, abs=0.25)


@pytest.mark.parametrize("overlap", [0.3, 0.55, 0.8])
def test_with_one_condition_low_only_all_needed_parts_from_the_others(overlap) -> None:
    needed, add_up, impression = (cc.end_better(each, "one low", overlap) for each in cc.READINGS)
    assert needed < add_up - 5
    assert impression == pytest.approx(add_up, abs=0.25)


def test_adding_up_and_one_impression_have_the_same_distribution() -> None:
    # Outcome goes with each rating alike under both, and all four are normal: no survey parts them.
    rng = np.random.default_rng(1)
    general, perceived = cc._clients(rng, 200_000, 0.55)
    for reading in ("they add up", "one impression"):
        expected, spread = cc._outcome(reading, 0.55, general, perceived)
        outcome = expected + spread * rng.standard_normal(len(expected))
        together = np.cov(np.column_stack((perceived, outcome)).T)
        assert together[3] == pytest.approx([0.26, 0.26, 0.26, 1], abs=0.02)


def test_the_lowest_rating_tells_where_three_correlations_cannot() -> None:
    # The chapter says: of 200 surveys of 400 clients, about seven in ten.
    assert cc.surveys_that_tell("all needed", 0.55, 400) == pytest.approx(0.72, abs=0.06)
    assert cc.surveys_that_tell("all needed", 0.55, 1600) > 0.95
    assert cc.surveys_that_tell("all needed", 0.8, 400) < 0.5
    for reading in ("they add up", "one impression"):
        assert cc.surveys_that_tell(reading, 0.55, 400) < 0.12  # 0.05 is chance


@pytest.mark.parametrize(("overlap", "usual"), [(0.3, (36, 57)), (0.8, (3, 11))])
def test_odd_clients_of_a_survey_are_as_many_as_expected(overlap, usual) -> None:
    counts = [
        cc._odd(cc._clients(np.random.default_rng(seed), 400, overlap)[1]).sum()
        for seed in range(400)
    ]
    assert np.mean(counts) == pytest.approx(cc.expected_odd_ones(overlap, 400), rel=0.05)
    assert cc.usual_odd_ones(overlap, 400) == usual  # both stand in the chapter
    inside = np.mean([usual[0] <= count <= usual[1] for count in counts])
    assert 0.86 <= inside <= 0.98
    # They grow with the survey.
    assert cc.expected_odd_ones(overlap, 1600) == pytest.approx(
        4 * cc.expected_odd_ones(overlap, 400)
    )


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
            lambda: cc.end_better("love"),
            "Reading is 'love': choose one of 'all needed', 'they add up', 'one impression'.",
        ),
        (
            lambda: cc.end_better("all needed", "all low"),
            "Group is 'all low': choose one of 'more empathy', 'one low'.",
        ),
        (
            lambda: cc.end_better("all needed", overlap=1),
            "Overlap of the conditions is 1: choose a value from 0.2 to 0.9.",
        ),
        (
            lambda: cc.surveys_that_tell(clients=3),
            "Number of clients is 3: choose a whole number from 20 to 20000.",
        ),
    ],
)
def test_an_impossible_value_is_named_with_its_range(call, message: str) -> None:
    with pytest.raises(ValueError, match="choose") as refused:
        call()
    assert str(refused.value) == message
