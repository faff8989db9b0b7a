"""The pictures of chapter 5 say in words what they draw."""

from itertools import product

import pytest
from matplotlib.figure import Figure

from helping.figures import empathy_in_words as figures
from helping.models import listening, talk_and_silence

REPLIES = list(product(listening.REPLIES, (-1, 0, 1), (False, True), listening.CAME_FOR))
TALKS = list(product((1, 3, 13), (4, 20), (2, 8), (0.2, 0.8)))
YESES = list(product((20, 60, 90), (0, 40, 100), listening.CHECKS))


def new() -> Figure:
    return Figure(figsize=(4.8, 3.7))


@pytest.mark.parametrize("state", REPLIES)
def test_eight_replies_says_the_shares_of_the_model(state) -> None:
    reply, trust, misses, came_for = state
    sentence, more = figures.eight_replies(new(), *state)
    shares = listening.next_move(reply, trust, misses=misses, came_for=came_for)
    assert sentence.startswith(f"In {max(shares):.0f} of 100 such moments he ")
    ends = dict(zip(listening.MOVES, shares, strict=True))["agrees"]
    assert f"{ends:.0f}" in sentence
    assert f"he agrees and moves on{';' if ends == max(shares) else '.'}" in sentence
    assert f"of 100: goes further in, {shares[0]:.0f};" in more
    assert f"puts you right, {shares[4]:.0f};" in more


@pytest.mark.parametrize("state", TALKS)
def test_talk_and_quiet_says_the_shares_of_the_model(state) -> None:
    sentence, more = figures.talk_and_quiet(new(), *state)
    talk = talk_and_silence.in_the_long_run(*state)
    assert f"He has {100 * talk.talk_share:.0f} per cent" in sentence
    assert f"into {100 * talk.cut_off:.0f} of 100 of his searches" in sentence
    assert f"speaks {talk.run:.1f} times" in more
    assert f"and {100 * talk.idle:.0f} after he has finished" in more


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ((3, 12, 8, 0.8), "in pieces"),
        ((13, 12, 8, 0.8), "and can go on"),
        ((13, 12, 8, 0.2), "much quiet is empty"),
        # He had finished: nobody was cut off, and nobody was left to go on.
        ((1, 20, 8, 0.2), "turn by turn"),
    ],
)
def test_the_title_of_the_strip_says_what_the_talk_share_hides(state, said) -> None:
    figure = new()
    figures.talk_and_quiet(figure, *state)
    assert any(text.get_text().endswith(said) for text in figure.texts)


@pytest.mark.parametrize("state", YESES)
def test_what_a_yes_is_worth_says_the_numbers_of_the_model(state) -> None:
    fits, corrects, check = state
    sentence, more = figures.what_a_yes_is_worth(new(), *state)
    yes = listening.worth_of_a_yes(fits / 100, corrects / 100, check)
    assert f"right {100 * yes.worth:.0f} times in 100" in sentence
    assert ("no miss" in sentence) == (yes.misses_and_yes == 0)
    assert f"Of the {100 - fits} that miss" in more


def test_no_stretch_of_the_strip_is_left_out() -> None:
    for state in product(range(1, 14, 2), range(4, 21, 4), (2, 4, 8), (0.2, 0.5, 0.8)):
        one = talk_and_silence.strip(*state, seconds=figures.SECONDS, seed=figures.SEED)
        assert max(len(one.client), len(one.counsellor)) <= figures.STRETCHES


def test_the_cells_of_a_hundred_reflections_are_counted_as_told() -> None:
    for fits, corrects, check in YESES:
        figure = new()
        figures.what_a_yes_is_worth(figure, fits, corrects, check)
        texts = [text.get_text() for text in figure.axes[0].texts]
        assert sum(int(text) for text in texts if text.isdecimal()) == 100
