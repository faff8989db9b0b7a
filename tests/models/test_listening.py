"""What a reply leads to in the toy, and what a yes is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models import listening
from helping.models.listening import CAME_FOR, CHECKS, MOVES, REPLIES, next_move, worth_of_a_yes

FURTHER, AGREES, CORRECTS, ACTS = 0, 3, 4, 5
replies = st.sampled_from(list(REPLIES))
trusts = st.floats(-1, 1)
shares = st.floats(0, 1)


@given(replies, trusts, st.booleans(), st.sampled_from(CAME_FOR))
def test_the_moves_add_up_to_a_hundred(reply, trust, misses, came_for):
    moves = next_move(reply, trust, misses=misses, came_for=came_for)
    assert len(moves) == len(MOVES)
    assert sum(moves) == pytest.approx(100)
    assert min(moves) >= 0


@given(replies, trusts, st.sampled_from(CAME_FOR))
def test_a_miss_opens_less_and_is_put_right_more(reply, trust, came_for):
    fits = next_move(reply, trust, misses=False, came_for=came_for)
    misses = next_move(reply, trust, misses=True, came_for=came_for)
    assert misses[FURTHER] < fits[FURTHER]
    assert misses[CORRECTS] / misses[FURTHER] > fits[CORRECTS] / fits[FURTHER]


@pytest.mark.parametrize("reply", REPLIES)
def test_trust_turns_a_miss_from_agreement_into_correction(reply):
    new, known = (next_move(reply, trust, misses=True) for trust in (-1, 1))
    assert known[AGREES] < new[AGREES]
    assert known[CORRECTS] > new[CORRECTS]


def test_no_reply_is_first_in_every_setting_at_taking_the_client_further():
    best = {
        max(REPLIES, key=lambda reply: next_move(reply, trust, misses=misses)[FURTHER])
        for trust in (-1, 0, 1)
        for misses in (False, True)
    }
    assert len(best) > 1


def test_the_deep_reflection_that_misses_a_stranger_ends_the_topic_like_a_platitude():
    said = {reply: next_move(reply, -1, misses=True)[AGREES] for reply in REPLIES}
    assert max(said, key=said.__getitem__) == "reflect meaning"
    assert said["reflect content"] < 30


def test_advice_is_taken_up_on_the_first_day_by_who_came_for_it():
    moves = next_move("advise", -1, came_for="something to do")
    assert max(range(len(moves)), key=moves.__getitem__) == ACTS


@given(shares, shares, st.sampled_from(CHECKS))
def test_a_hundred_reflections_are_a_hundred(fits, corrects, check):
    yes = worth_of_a_yes(fits, corrects, check)
    parts = (yes.fits_and_yes, yes.fits_and_no, yes.misses_and_yes, yes.misses_and_no)
    assert sum(parts) == pytest.approx(100)
    assert min(parts) >= -1e-9
    assert 0 <= yes.worth <= 1


@given(st.floats(0.05, 0.95), st.floats(0, 0.9))
def test_asking_what_was_missed_makes_a_yes_worth_more_than_asking_for_a_yes(fits, corrects):
    none, yes_or_no, missed = (worth_of_a_yes(fits, corrects, check).worth for check in CHECKS)
    assert none < yes_or_no < missed


def test_a_yes_from_someone_who_never_says_no_says_almost_nothing_new():
    assert worth_of_a_yes(0.6, 0).worth == pytest.approx(
        0.6 * listening.RECOGNISES / (0.6 * listening.RECOGNISES + 0.4)
    )


def test_a_cheap_no_beats_years_of_practice_as_the_chapter_says():
    assert worth_of_a_yes(0.6, 0.2).worth == pytest.approx(0.64, abs=0.005)
    assert worth_of_a_yes(0.8, 0.2).worth == pytest.approx(0.83, abs=0.005)
    assert worth_of_a_yes(0.6, 0.8).worth == pytest.approx(0.88, abs=0.005)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: next_move("hug"), "reply is 'hug'"),
        (lambda: next_move("advise", 2), "trust is 2"),
        (lambda: next_move("advise", came_for="tea"), "came_for is 'tea'"),
        (lambda: worth_of_a_yes(1.2, 0), "fits is 1.2"),
        (lambda: worth_of_a_yes(0.5, -1), "corrects is -1"),
        (lambda: worth_of_a_yes(0.5, 0.5, "nod"), "check is 'nod'"),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
