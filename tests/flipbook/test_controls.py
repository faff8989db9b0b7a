"""Controls: what `interact` accepts, with a finite number of stops, said in words."""

import enum

import ipywidgets
import pytest

from flipbook import FlipbookError, between, choice, explore, slider, switch
from flipbook.controls import PLAY_SECONDS, read_controls


def draw(figure, a=3, b="x"):
    return "A sentence."


def control(abbreviation, default=None):
    def one(figure, a=default):
        return "A sentence."

    return read_controls(one, {"a": abbreviation})[0]["a"]


@pytest.mark.parametrize(
    ("abbreviation", "kind", "values"),
    [
        ((0, 3), "range", (0, 1, 2, 3)),
        ((1, 7, 2), "range", (1, 3, 5, 7)),
        ((0.0, 1.0), "range", tuple(round(n / 10, 1) for n in range(11))),
        ((1, 3, 0.5), "range", (1.0, 1.5, 2.0, 2.5, 3.0)),
        (["red", "blue"], "choice", ("red", "blue")),
        ({"none": 0, "some": 5}, "choice", (0, 5)),
        (True, "switch", (False, True)),
        (ipywidgets.RadioButtons(options=[1, 2]), "radio", (1, 2)),
        (ipywidgets.ToggleButtons(options=["a", "b"]), "radio", ("a", "b")),
        (ipywidgets.SelectionSlider(options=["low", "high"]), "range", ("low", "high")),
        (ipywidgets.FloatLogSlider(min=0, max=2, step=1), "range", (1.0, 10.0, 100.0)),
        (ipywidgets.BoundedIntText(min=2, max=4), "range", (2, 3, 4)),
        (ipywidgets.ToggleButton(), "switch", (False, True)),
    ],
)
def test_interacts_abbreviations_and_ready_controls_are_read(abbreviation, kind, values):
    read = control(abbreviation)
    assert (read.kind, read.values) == (
        kind,
        pytest.approx(values) if kind == "range" and not isinstance(values[0], str) else values,
    )
    assert len(read.spoken) == len(read.keys) == len(values)


def test_a_control_starts_at_draws_own_default():
    assert control((0, 10), default=7).index == 7


def test_stops_are_spoken_in_words_where_words_exist():
    warmth = control(slider("Warmth", 1, 7, words={4: "warm"}, value=4))
    assert warmth.spoken[3] == "4 of 7: warm"
    assert warmth.spoken[4] == "5"
    assert control(slider("Time", 0, 20, 10, unit=" min")).spoken == ("0 min", "10 min", "20 min")
    assert control(slider("Mood", -1, 1, words=["low", "even", "high"])).spoken[0] == "−1: low"
    assert control(slider("Mood", -1, 1)).spoken[0] == "-1"  # as its number field
    share = control(slider("Share", 0, 1, 0.5, words={0: "none", 1: "all"}))
    assert share.spoken == ("0: none", "0.5", "1: all")  # "of" is for steps that one counts


def test_two_hands_are_a_control_of_every_pair_whose_lower_end_comes_first():
    for made in (
        between("Age", 20, 40, 10, value=(20, 30), unit=" years"),
        ipywidgets.IntRangeSlider(value=(20, 30), min=20, max=40, step=10, description="Age"),
        ipywidgets.FloatRangeSlider(
            value=(20, 30), min=20.0, max=40.0, step=10.0, description="Age"
        ),
    ):
        age = control(made)
        assert (age.kind, age.value) == ("pair", (20, 30))
        assert age.values == ((20, 20), (20, 30), (20, 40), (30, 30), (30, 40), (40, 40))
        assert age.keys[2] == "20to40"
        age.move(5)
        assert made.value == (40, 40)
        made.value = (21, 38)  # off every stop: the nearest
        assert age.value == (20, 40)
    assert control(between("Age", 20, 40, 10, unit=" years")).spoken[1] == "20 years to 30 years"
    fine = control(between("Share", -0.5, 0.5, 0.25))
    assert (fine.value, fine.keys[1], len(fine.keys)) == ((-0.5, 0.5), "-0.5to-0.25", 15)


def test_a_pair_that_cannot_be_is_refused_with_what_can():
    with pytest.raises(FlipbookError, match=r"'Age' cannot stand at \(7, 3\): give value"):
        between("Age", 0, 9, value=(7, 3))
    with pytest.raises(FlipbookError, match=r"no stop \(7, 3\): choose a pair \(low, high\) of 0"):
        control(between("Age", 0, 9)).nearest((7, 3))


def test_so_many_pairs_that_they_are_no_page_are_told_in_stops():
    def one(figure, span=(0, 1)):
        figure.subplots()
        return "A sentence."

    with pytest.raises(
        FlipbookError, match="coarsen span, whose 201 stops make 20,301 pairs, to 9"
    ):
        explore(one, span=between("Span", 0, 200)).to_html()
    assert len(control(between("Span", 0, 98)).values) <= 5000


def test_a_slider_plays_if_it_is_made_so_or_is_a_play_or_is_joined_to_one():
    assert control(slider("A", 0, 3)).play == 0
    assert control(slider("A", 0, 3, play=True)).play == PLAY_SECONDS
    assert control(slider("A", 0, 3, play=2)).play == 2
    alone = control(ipywidgets.Play(min=0, max=3, interval=400))
    assert (alone.kind, alone.values, alone.play) == ("range", (0, 1, 2, 3), 0.4)
    numbers = ipywidgets.IntSlider(max=3)
    ipywidgets.jslink((ipywidgets.Play(max=3, interval=250), "value"), (numbers, "value"))
    words = ipywidgets.SelectionSlider(options=["a", "b"])
    ipywidgets.jsdlink((ipywidgets.Play(max=1, interval=300), "value"), (words, "index"))
    assert (control(numbers).play, control(words).play) == (0.25, 0.3)
    with pytest.raises(FlipbookError, match="'A' cannot play in steps of -1 seconds: give play"):
        slider("A", 0, 3, play=-1)


def test_labels_are_words_even_where_the_author_gave_none():
    def one(figure, old_certainty=1):
        return "A sentence."

    assert (
        read_controls(one, {"old_certainty": (0, 2)})[0]["old_certainty"].label == "old certainty"
    )


def test_up_to_four_choices_are_radio_buttons_and_more_are_a_list():
    assert control(choice("Colour", ["a", "b", "c", "d"])).kind == "radio"
    assert control(choice("Colour", list("abcde"), value="c")).kind == "choice"
    assert control(switch("Band", True)).index == 1


@pytest.mark.parametrize(
    ("controls", "said"),
    [
        ({"a": "free text"}, r"control a has no range .* give it \(min, max, step\)"),
        ({"a": ipywidgets.BoundedFloatText(min=0, max=1, step=None)}, "control a has no step"),
        ({"a": []}, "control a offers nothing"),
        ({"a": ipywidgets.SelectMultiple(options=[1, 2])}, "several values at once"),
        ({"c": (0, 1)}, r"draw has no parameter c: it takes a, b \(and figure, the figure\)"),
        ({"a": slider("A", 0, 2, words=["one"])}, "1 words for 3 stops"),
        ({"a": object()}, "control a cannot be made"),
        ({"figure": (0, 1), "c": (0, 1)}, "draw has no parameter c: it takes figure, a, b"),
    ],
)
def test_a_control_without_end_is_refused_in_one_sentence(controls, said):
    with pytest.raises(FlipbookError, match=said) as raised:
        read_controls(draw, controls)
    assert "\n" not in str(raised.value)


def test_a_parameter_without_control_or_default_is_named():
    def needy(figure, a):
        return "A sentence."

    with pytest.raises(FlipbookError, match="needy needs a: give it a control"):
        read_controls(needy, {})


def test_fixed_values_are_no_controls():
    controls, fixed = read_controls(draw, {"a": ipywidgets.fixed(9)})
    assert (controls, fixed) == ({}, {"a": 9})


def test_numbers_that_differ_have_keys_and_words_that_differ():
    near_a_million = control((1_000_000, 1_000_005))
    assert near_a_million.keys == tuple(str(n) for n in range(1_000_000, 1_000_006))
    assert near_a_million.spoken == near_a_million.keys
    fine = control((1000.0, 1000.0005, 0.0001))
    assert len(set(fine.keys)) == len(fine.values) == 6
    assert [float(key) for key in fine.keys] == pytest.approx(fine.values, abs=1e-9)


def test_choices_of_one_name_are_two_in_a_link():
    twice = control(ipywidgets.Dropdown(options=[("a", 1), ("a", 2)]))
    assert len(set(twice.keys)) == 2
    assert twice.spoken == ("a", "a")


def test_where_no_control_is_named_defaults_and_hints_make_them_as_in_interact():
    class Colour(enum.Enum):
        RED = 1
        BLUE = 2

    def one(figure, a=5, b=(0, 3), c=True, d=("x", "y"), e="words", f: bool = False):
        return "A sentence."

    def two(figure, a: bool, b: Colour, c=Colour.BLUE):
        return "A sentence."

    with pytest.raises(FlipbookError, match="control d cannot be made"):
        read_controls(one, {})
    one.__defaults__ = (5, (0, 3), True, ["x", "y"], "words", False)
    controls, _ = read_controls(one, {})
    assert list(controls) == ["a", "b", "c", "d", "f"]
    assert (controls["a"].values[0], controls["a"].value, controls["a"].values[-1]) == (-5, 5, 15)
    assert list(read_controls(one, {"a": (0, 9)})[0]) == ["a"]
    hinted, _ = read_controls(two, {})
    assert [each.kind for each in hinted.values()] == ["switch", "choice", "choice"]
    assert hinted["c"].value is Colour.BLUE


def test_a_method_without_its_object_is_refused_with_the_remedy():
    class Thing:
        def draw(self, figure, a=1):
            return "A sentence."

    with pytest.raises(FlipbookError, match=r"hand explore the method of one, as in"):
        read_controls(Thing.draw, {"a": (0, 1)})


def test_formulas_in_labels_are_plain_text():
    assert control(slider(r"Correlation $\rho_1$", 0, 1)).label == "Correlation ρ₁"
    assert control(slider("from $3 to $5", 0, 1)).label == "from $3 to $5"
