"""A bet is decided by its picture, and no picture opens on the answer to its own bet."""

import pytest

from flipbook import Bet, FlipbookError, explore


def share(figure, people=10):
    figure.subplots().bar(["a"], [people])
    figure.axes[0].set_title(f"{people} in a hundred", weight="bold")
    return f"There are {people} in a hundred.", f"That is one in {100 / people:.0f}."


def bet(**changes):
    told = {
        "question": "How many at most?",
        "answers": ["ten", "fifty"],
        "right": "fifty",
        "at": {"people": 50},
        "reveals": ["50"],
    }
    return Bet(**(told | changes))


def test_a_picture_with_a_bet_opens_as_it_would_without():
    assert explore(share, people=(10, 50, 10), bet=bet()).sentence == "There are 10 in a hundred."


@pytest.mark.parametrize("told", ["10 in a hundred", "one in 10"])
def test_a_picture_that_opens_on_the_answer_is_refused(told):
    with pytest.raises(FlipbookError, match=f"opens on the answer to its own bet: '{told}'"):
        explore(share, people=(10, 50, 10), bet=bet(reveals=[told]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reveals": ["70"]}, "decided by '70', but the picture there says"),
        ({"at": {"folk": 3}}, "decided by folk, which is no control of its picture"),
        ({"at": {"people": 15}}, "people=15, which is no stop: choose one of 10, 20"),
        ({"at": {}}, "names no state that decides it"),
        ({"right": "sixty"}, "'sixty', which is none of its answers"),
        ({"answers": ["fifty"]}, "two to five different ones"),
        ({"answers": ["fifty", "fifty"]}, "two to five different ones"),
    ],
)
def test_a_bet_that_cannot_be_decided_is_refused_in_one_sentence(changes, sentence):
    with pytest.raises(FlipbookError, match=sentence):
        explore(share, people=(10, 50, 10), bet=bet(**changes))


def test_a_state_tells_its_title_its_sentence_and_what_is_folded():
    state = explore(share, people=(10, 50, 10)).state(people=50)
    assert state.says == ("50 in a hundred", "There are 50 in a hundred.", "That is one in 2.")
    assert "50 in a hundred" in state.words
