"""The explorer: real traits live, one fragment or one file on the page."""

import re

import ipywidgets
import pytest
from pictures import bars, line_and_band

import flipbook.explorer
from flipbook import FlipbookError, explore, slider


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


def test_a_draw_that_fails_at_a_state_says_so_and_keeps_the_last_picture(monkeypatch):
    def fragile(figure, n=1):
        figure.subplots().plot([1, 1 / n])
        return f"n is {n}."

    explorer = explore(fragile, n=(0, 2))
    sent = messages(explorer, monkeypatch)
    explorer._receive(None, {"stops": {"n": 0}}, [])
    assert sent[0]["error"].startswith("fragile could not draw n=0: ZeroDivisionError")
    assert explorer.sentence == "n is 1."


def test_the_build_fails_where_one_state_cannot_be_drawn_or_has_no_sentence():
    def fragile(figure, n=1):
        figure.subplots().plot([1, 1 / n])
        return f"n is {n}."

    def mute(figure, n=1):
        return "" if n == 2 else "Something."

    with pytest.raises(FlipbookError, match="fragile could not draw n=0"):
        explore(fragile, n=(0, 2)).to_html()
    with pytest.raises(FlipbookError, match="mute gave no sentence at n=2"):
        explore(mute, n=(0, 2)).to_html()


def test_a_control_with_a_name_of_explores_own_is_refused_in_one_sentence():
    with pytest.raises(FlipbookError, match="name is explore's own and takes words"):
        explore(bars, name=["a", "b"], count=(1, 2))


def test_too_many_states_are_refused_naming_the_control_to_coarsen():
    def wide(figure, a=0, b=0):
        return "A sentence."

    explorer = explore(wide, a=(0, 9), b=(0, 999))
    with pytest.raises(
        FlipbookError, match=r"10000 states .* coarsen b, which has 1000 stops, to 500 or fewer"
    ):
        explorer.to_html()


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
