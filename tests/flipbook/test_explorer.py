"""The explorer: real traits live, one fragment or one file on the page."""

import math
import re

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from pictures import bars, line_and_band

import flipbook.explorer
from flipbook import FlipbookError, FlipbookWarning, between, choice, explore, slider
from flipbook.states import MOST_STATES


def test_it_reads_like_interact_and_says_what_it_shows():
    explorer = explore(bars, count=(1, 5), tall=True)
    assert explorer.sentence == "There are 3 bars."
    assert explorer.values == {"count": 3, "tall": True}


def test_its_controls_are_real_ipywidgets():
    explorer = explore(bars, count=(1, 5), tall=True)
    other, seen = ipywidgets.IntSlider(1, 1, 5), []
    ipywidgets.link((explorer.controls["count"].widget, "value"), (other, "value"))
    explorer.observe(lambda change: seen.append(change["new"]), "sentence")
    other.value = 5
    assert explorer.values["count"] == 5
    assert seen == ["There are 5 bars."]
    assert ipywidgets.HBox([explorer, other]).children[0] is explorer


def test_a_ready_control_and_the_picture_move_together():
    count = slider("Bars", 1, 5, value=2)
    explorer = explore(bars, count=count)
    count.value = 4
    assert explorer.sentence == "There are 4 bars."


def messages(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer, "send", lambda content, buffers=None: sent.append(content))
    return sent


def test_two_hands_and_the_picture_move_together():
    def bar(figure, span=(1, 3)):
        figure.subplots().plot(span)
        return f"From {span[0]} to {span[1]}."

    ends = between("Span", 0, 4, value=(1, 3))
    explorer = explore(bar, span=ends)
    assert explorer.sentence == "From 1 to 3."
    ends.value = (0, 2)
    assert explorer.sentence == "From 0 to 2."
    explorer._receive(None, {"stops": {"span": len(explorer.controls["span"].values) - 1}}, [])
    assert (explorer.sentence, ends.value) == ("From 4 to 4.", (4, 4))


def test_a_moved_control_sends_only_what_changed(monkeypatch):
    explorer = explore(line_and_band, height=(1, 5), dip=(0, 2))
    sent = messages(explorer, monkeypatch)
    explorer._receive(None, {"ask": "picture"}, [])
    explorer._receive(None, {"stops": {"height": 4, "dip": 1}}, [])
    whole, change = sent
    assert "skeleton" in whole
    assert "skeleton" not in change
    assert 0 < len(change["changed"]) < len(whole["slots"])
    slots = list(whole["slots"])
    for index, slot in change["changed"]:
        slots[index] = slot
    assert slots == list(explorer.frame_at(height=5)[0].slots)


def test_one_message_moves_all_its_controls_with_one_drawing(monkeypatch):
    drawn = []

    def counted(figure, a=1, b=1):
        drawn.append((a, b))
        figure.subplots().plot([a, b])
        return f"{a} and {b}."

    explorer = explore(counted, a=(0, 3), b=(0, 3))
    messages(explorer, monkeypatch)
    drawn.clear()
    explorer._receive(None, {"stops": {"a": 3, "b": 2}}, [])
    assert drawn == [(3, 2)]


def test_a_state_seen_before_is_shown_again_without_drawing(monkeypatch):
    drawn = []

    def counted(figure, a=1):
        drawn.append(a)
        figure.subplots().plot([0, a])
        return f"It is {a}."

    explorer = explore(counted, a=(0, 3))
    messages(explorer, monkeypatch)
    for stop in (2, 3, 2):
        explorer._receive(None, {"stops": {"a": stop}}, [])
    assert drawn.count(2) == 1
    assert explorer.sentence == "It is 2."


def fragile(figure, n=1):
    figure.subplots().plot([1, 1 / n])
    return f"n is {n}."


def test_a_draw_that_fails_at_a_state_says_why_in_place_of_a_picture(monkeypatch):
    explorer = explore(fragile, n=(0, 2))
    sent = messages(explorer, monkeypatch)
    explorer._receive(None, {"stops": {"n": 0}}, [])
    assert sent[0]["sentence"].startswith("fragile could not draw n=0: ZeroDivisionError")
    assert sent[0]["stops"] == {"n": 0}  # the control stands where the picture is
    explorer._receive(None, {"stops": {"n": 2}}, [])
    assert explorer.sentence == "n is 2."


def test_a_page_holds_a_state_that_cannot_be_drawn_as_a_sentence_and_says_how_many():
    def mute(figure, n=1):
        figure.subplots().plot([n])
        return "" if n == 2 else "Something."

    explorer = explore(fragile, n=(0, 2))
    with pytest.warns(FlipbookWarning, match="1 of 3 states could not be drawn"):
        html = explorer.to_html()
    assert "1 of 3 states could not be drawn" in html
    assert "fragile could not draw n=0: ZeroDivisionError" in html
    with pytest.warns(FlipbookWarning, match="1 of 3"):
        assert "mute gave no sentence at n=2" in explore(mute, n=(0, 2)).to_html()


def test_a_first_state_that_cannot_be_drawn_is_refused():
    with pytest.raises(FlipbookError, match="fragile could not draw n=0"):
        explore(fragile, n=slider("N", 0, 2))


def test_whatever_goes_wrong_while_answering_is_told_and_the_control_goes_back(monkeypatch):
    explorer = explore(bars, count=(1, 5))
    sent = messages(explorer, monkeypatch)

    def shout(change):
        raise RuntimeError("the author's own observer")

    explorer.observe(shout, "sentence")
    explorer._receive(None, {"stops": {"count": 4}}, [])
    assert "RuntimeError: the author's own observer" in sent[-1]["error"]
    assert set(sent[-1]) == {"error", "stops"}
    explorer._receive(None, {"stops": {"nonsense": 4}}, [])
    assert "Python could not answer: KeyError" in sent[-1]["error"]


@pytest.mark.parametrize("option", ["size", "name", "title", "caption", "rests_on", "bet"])
def test_a_control_may_be_called_as_an_option_of_explore(option):
    exec(
        f"def draw(figure, {option}=3):\n"
        f"    figure.subplots().plot([0, {option}])\n"
        f"    return f'It is {{{option}}}.'",
        names := {},
    )
    own = {"size": (3, 2), "rests_on": [], "bet": None}.get(option, "Words")
    explorer = explore(names["draw"], **{option: (1, 5), f"{option}_": own})
    assert explorer.controls[option].values == (1, 2, 3, 4, 5)
    assert explorer.sentence == "It is 3."
    assert getattr(explorer, option) == ("words" if option == "name" else own)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": ["a", "b"]}, "name is explore's own and takes words"),
        ({"size": (10, 100)}, "size is explore's own and takes width and height in inches"),
        ({"size": ["small", "big"]}, "size is explore's own"),
        ({"rests_on": (0, 3)}, "rests_on is explore's own and takes a list of files"),
        ({"rests_on": "data.csv"}, "rests_on is explore's own and takes a list of files"),
        ({"bet": True}, "bet is explore's own and takes a Bet"),
    ],
)
def test_what_an_option_of_explore_cannot_take_is_refused_in_one_sentence(options, said):
    with pytest.raises(FlipbookError, match=said) as raised:
        explore(bars, count=(1, 2), **options)
    assert "\n" not in str(raised.value)


def test_as_a_decorator_it_makes_the_picture_of_the_function_below():
    @explore(height=(0, 10, 5), title="A bar")
    def tall(figure, height=5):
        figure.subplots().bar(["a"], [height])
        return f"The bar is {height} high."

    assert (tall.sentence, tall.title) == ("The bar is 5 high.", "A bar")


def test_without_a_sentence_the_settings_are_said():
    def silent(figure, height=3, band=True, kind="thin"):
        figure.subplots().bar(["a"], [height])

    explorer = explore(
        silent, height=slider("Height", 0, 9, unit=" cm", value=3), band=True, kind=["thin", "wide"]
    )
    assert explorer.sentence == "Height: 3 cm; band: on; kind: thin."
    told = explorer.state(band=False, kind="wide").sentence.text()
    assert told == "Height: 3 cm; band: off; kind: wide."

    def alone(figure):
        """A flat line."""
        figure.subplots().plot([1, 1])

    assert explore(alone).sentence == "A flat line."


def test_the_picture_opens_at_a_stop_and_so_does_its_control():
    def exact(figure, x=3):
        figure.subplots().plot([0, x])
        return f"x is {x}."

    for given in ((0, 10, 2), ipywidgets.IntSlider(3, min=0, max=10, step=2)):
        explorer = explore(exact, x=given)
        control = explorer.controls["x"]
        assert explorer.sentence == f"x is {control.widget.value}."
        assert control.widget.value == control.values[control.index] in (2, 4)


def test_two_choices_of_equal_value_stay_two(monkeypatch):
    def kind(figure, a=1):
        figure.subplots().plot([0, a])
        return f"a is {a!r}."

    for options, seen in (
        ({"small": 1, "same": 1, "big": 2}, ["a is 1.", "a is 1.", "a is 2."]),
        ({"yes": True, "one": 1, "nought": 0.0}, ["a is True.", "a is 1.", "a is 0.0."]),
    ):
        explorer = explore(kind, a=options)
        sent = messages(explorer, monkeypatch)
        for stop in (2, 1, 0, 1):
            explorer._receive(None, {"stops": {"a": stop}}, [])
            assert (sent[-1]["stops"], sent[-1]["sentence"]) == ({"a": stop}, seen[stop])


def test_tables_and_nan_are_choices_too(monkeypatch):
    def total(figure, a):
        figure.subplots().plot([0, 1])
        return f"The sum is {np.sum(a):g}."

    for options, said in (
        ({"one": np.arange(3), "two": np.arange(3) * 2}, ["3", "6"]),
        ({"a": pd.DataFrame({"x": [1]}), "b": pd.DataFrame({"x": [2]})}, ["1", "2"]),
        ({"none": float("nan"), "one": 1}, ["nan", "1"]),
    ):
        for given in (options, choice("Which", options)):
            explorer = explore(total, a=given)
            messages(explorer, monkeypatch)
            assert explorer.sentence.endswith(f" {said[0]}.")
            explorer._receive(None, {"stops": {"a": 1}}, [])
            assert explorer.sentence.endswith(f" {said[1]}.")
            assert f" {said[1]}." in explorer.to_html()
    with pytest.raises(FlipbookError, match=r"give it as a dict, .*, or by choice\(\)"):
        explore(
            total,
            a=ipywidgets.Dropdown(
                options={"one": np.arange(2), "two": np.arange(3)}, equals=lambda x, y: x is y
            ),
        )


def test_a_function_that_takes_no_figure_draws_with_pyplot():
    def plain(a, b=2):
        plt.gcf().subplots().plot([a, b])
        return f"{a} and {b}."

    assert explore(plain, a=(0, 3)).sentence == "1 and 2."


@pytest.mark.parametrize(
    ("stops", "said"),
    [
        ({"a": 10, "b": 1000}, "10,000 states .* coarsen b, which has 1,000 stops, to 500"),
        ({"a": 100, "b": 100, "c": 100}, "coarsen the controls to 17 stops each"),
        (dict.fromkeys("abcdefghijk", 9), "keep at most 5 of the 11 controls, with 5 stops each"),
    ],
)
def test_too_many_states_are_refused_with_a_remedy_that_works(stops, said):
    def wide(figure, **values):
        figure.subplots().plot([0, 1])
        return "A sentence."

    explorer = explore(wide, **{name: (0, count - 1) for name, count in stops.items()})
    with pytest.raises(FlipbookError, match=said) as raised:
        explorer.to_html()
    numbers = [int(n) for n in re.findall(r"\d+", str(raised.value).replace(",", ""))]
    if "keep at most" in said:
        assert numbers[-1] ** numbers[-3] <= MOST_STATES
    elif "each" in said:
        assert math.prod(min(numbers[2], count) for count in stops.values()) <= MOST_STATES
    else:
        assert 10 * numbers[-1] <= MOST_STATES


def test_the_static_form_is_turned_on_by_the_build_alone(monkeypatch):
    explorer = explore(bars, count=(1, 2))
    assert "application/vnd.jupyter.widget-view+json" in str(explorer._repr_mimebundle_())
    monkeypatch.setenv(flipbook.explorer.STATIC_VARIABLE, "1")
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].startswith('<figure class="flipbook"')


def test_pictures_of_one_page_have_ids_of_their_own():
    names = {explore(bars, count=(1, 2), name="twice").name for _ in range(3)}
    assert len(names) == 3


def test_a_picture_without_controls_is_a_picture():
    def still(figure):
        figure.subplots().plot([1, 2])
        return "A line goes up."

    html = explore(still).to_html()
    assert "A line goes up." in html
    assert "Reset" not in html


def test_a_heavy_picture_says_so(monkeypatch):
    monkeypatch.setattr(flipbook.explorer, "HEAVY", 1000)
    html = explore(bars, count=(1, 5)).to_html()
    assert re.search(r"A heavy picture: 5 states in \d shapes take \d+ KB", html)
