"""Shares of talk and quiet in the toy conversation."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping.models.talk_and_silence import in_the_long_run, strip

waits = st.floats(0, 30)
turns = st.floats(1, 60)
searches = st.floats(0.5, 30)
shares = st.floats(0, 0.95)


@given(waits, turns, searches, shares)
def test_the_time_is_shared_out_completely(wait, turn, search, searching):
    talk = in_the_long_run(wait, turn, search, searching)
    assert talk.client + talk.counsellor + talk.searching + talk.idle == pytest.approx(1)
    assert 0 <= talk.cut_off <= 1
    assert talk.run >= 1


@given(waits, turns, searches, shares)
def test_waiting_longer_never_cuts_in_more(wait, turn, search, searching):
    less, more = (in_the_long_run(each, turn, search, searching) for each in (wait, wait + 2))
    assert more.cut_off <= less.cut_off
    assert more.run >= less.run - 1e-12
    assert more.talk_share >= less.talk_share - 1e-12


@given(waits, turns, searches, shares)
def test_speaking_shorter_gives_more_talk_and_not_one_search_back(wait, turn, search, searching):
    long, short = (in_the_long_run(wait, each, search, searching) for each in (turn + 5, turn))
    assert short.talk_share > long.talk_share
    assert short.cut_off == long.cut_off


@given(turns, searches)
def test_where_the_client_has_finished_a_wait_is_only_quiet(turn, search):
    talk = in_the_long_run(10, turn, search, 0)
    assert talk.run == 1
    assert talk.searching == 0
    assert talk.idle > 0


def test_two_ways_to_seventy_per_cent_differ_as_the_chapter_says():
    start, short, patient = (
        in_the_long_run(wait, turn, 8, 0.8) for wait, turn in ((3, 12), (3, 4), (13, 12))
    )
    assert [round(100 * talk.talk_share) for talk in (start, short, patient)] == [47, 72, 69]
    assert [round(100 * talk.cut_off) for talk in (start, short, patient)] == [83, 83, 16]
    assert round(patient.run) == 3
    assert in_the_long_run(13, 12, 8, 0.2).idle > 0.3


@pytest.mark.parametrize("searching", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("wait", [1, 5, 13])
def test_a_long_strip_agrees_with_the_long_run(wait, searching):
    talk = in_the_long_run(wait, 8, 4, searching)
    drawn = [strip(wait, 8, 4, searching, seconds=3600, seed=seed) for seed in range(12)]
    seconds = 12 * 3600
    client = sum(length for one in drawn for _, length in one.client) / seconds
    counsellor = sum(length for one in drawn for _, length in one.counsellor) / seconds
    assert client == pytest.approx(talk.client, abs=0.03)
    assert counsellor == pytest.approx(talk.counsellor, abs=0.03)


@given(st.integers(0, 1000), waits, turns)
def test_nobody_speaks_while_the_other_speaks_or_beyond_the_end(seed, wait, turn):
    one = strip(wait, turn, seed=seed, seconds=120)
    stretches = sorted([*one.client, *one.counsellor])
    for (start, length), (following, _) in pairwise(stretches):
        assert start + length <= following + 1e-9
    assert all(start + length <= 120 + 1e-9 for start, length in stretches)
    assert len(one.cut_off) <= len(one.counsellor)


def test_a_search_that_nobody_interrupts_takes_its_mean():
    talk = in_the_long_run(60, 8, 2, 1)
    assert talk.searching / talk.client == pytest.approx(2 / 9, rel=1e-6)
    assert math.isinf(talk.run) or talk.run > 1e9


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((-1, 8, 4, 0.5), "wait is -1"),
        ((3, 0, 4, 0.5), "your_turn is 0"),
        ((3, 8, 0, 0.5), "search is 0"),
        ((3, 8, 4, 2), "searching is 2"),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(values, sentence):
    for function in (in_the_long_run, strip):
        with pytest.raises(ValueError, match=sentence):
            function(*values)
