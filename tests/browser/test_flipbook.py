"""Pictures of every kind as single files opened by double click: drawn there as in Python."""

import itertools
import json
import re
from functools import cache

import pytest
from pictures import ALL
from same_picture import SERIALISE, differences, link_to, values_at

from flipbook import Explorer
from flipbook.table import unpack

pytestmark = pytest.mark.browser
pictures = pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)


@cache
def drawn(draw):
    explorer = Explorer(draw, ALL[draw])
    return explorer, explorer.to_html(standalone=True)


@pytest.fixture
def opened(chromium, tmp_path):
    """Open a picture as a file with the network off; nothing may complain."""
    context = chromium.new_context(reduced_motion="reduce")
    context.set_offline(True)
    complaints = []

    def opener(draw):
        explorer, html = drawn(draw)
        file = tmp_path / "picture.html"
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url))
        page.goto(file.as_uri())
        complaints.remove(file.as_uri())
        return explorer, page

    yield opener
    context.close()
    assert [each for each in complaints if not each.startswith(("file:", "data:"))] == []


def every_state(explorer):
    controls = explorer.controls.values()
    return list(itertools.product(*(range(len(control.values)) for control in controls)))


@pictures
def test_every_state_of_a_single_file_is_what_python_draws(opened, draw):
    explorer, page = opened(draw)
    faults = []
    for state in every_state(explorer):
        page.evaluate("link => { location.hash = link; }", link_to(explorer, state))
        page.wait_for_function(
            "stops => Object.values(document.querySelector('figure').flipbook.stops).join() "
            "=== stops",
            arg=",".join(map(str, state)),
        )
        frame, sentence = explorer.frame_at(**values_at(explorer, state))
        if page.locator(".flipbook-sentence").text_content() != sentence:
            faults.append(f"{state}: {sentence}")
        svg = page.locator("figure svg").evaluate(SERIALISE)
        faults += [f"{state}: {each}" for each in differences(svg, frame.text())[:3]]
    assert faults == []


@pictures
def test_page_and_python_read_the_same_frames_from_the_file(opened, draw):
    explorer, page = opened(draw)
    _, html = drawn(draw)
    book = re.search(r'class="flipbook-book">(.*?)</script>', html, re.DOTALL).group(1)
    for part in ("picture", "sentence"):
        read = page.evaluate(
            """([part, count]) => {
              const frames = document.querySelector("figure").flipbook.book[part];
              return Array.from({ length: count }, (_, index) => frames.at(index));
            }""",
            [part, len(every_state(explorer))],
        )
        for here, there in zip(read, unpack(json.loads(book)[part]), strict=True):
            assert (here["skeleton"], here["kinds"]) == there.structure
            assert here["slots"] == pytest.approx(list(there.slots))


@pictures
def test_a_control_that_is_moved_and_moved_back_shows_the_same_picture(opened, draw):
    explorer, page = opened(draw)
    shown = page.locator("figure svg")
    first, _ = explorer.frame_at()
    for name, control in explorer.controls.items():
        field = page.locator(f'figure [name="{name}"]')
        if control.kind == "pair":
            field = field.last
        stop = (control.index + 1) % len(control.values)
        if control.kind == "radio":
            field.nth(stop).check()
            field.nth(control.index).check()
        elif control.kind == "switch":
            field.click()
            field.click()
        else:
            there, back = (
                ("ArrowRight", "ArrowLeft") if stop > control.index else ("ArrowLeft", "ArrowRight")
            )
            field.press(there)
            assert differences(shown.evaluate(SERIALISE), first.text()) != []
            field.press(back)
        assert differences(shown.evaluate(SERIALISE), first.text()) == []
