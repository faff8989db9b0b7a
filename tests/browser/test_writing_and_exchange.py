"""In a real browser: notes are hidden and come back, what is written stays, a link unfolds."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helping import evidence
from helping.evidence.boxes import SCRIPT, STYLES
from helping.practice import exchange, gather, write
from helping.practice.widget import page_script, stylesheet

pytestmark = pytest.mark.browser
PRACTICE = Path(__file__).parents[1] / "practice"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A page with something to write, an exchange and folded boxes, in two themes."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "data" / "questions").mkdir(parents=True)
    (folder / "data" / "evidence").mkdir()
    for source, kind, name in (
        (PRACTICE / "sample.md", "questions", "sample.md"),
        (PRACTICE / "evidence.csv", "evidence", "evidence.csv"),
    ):
        (folder / "data" / kind / name).write_text(source.read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HELPING_DATA", str(folder / "data"))
        patch.setenv("FLIPBOOK_STATIC", "1")
        keys = list(evidence.load())[:2]
        body = "\n".join(
            [
                f'<p><a href="#evidence-{keys[1]}">To the second box</a></p>',
                write("sample", "the-folder").to_html(),
                exchange("sample", "the-blue-folder").to_html(),
                gather().to_html(),
                evidence.more(*keys)._repr_html_(),
            ]
        )
    (folder / "practice.js").write_text(page_script(), "utf-8")
    (folder / "practice.css").write_text(stylesheet(), "utf-8")
    (folder / "evidence.css").write_text(STYLES.read_text("utf-8"), "utf-8")
    (folder / "unfold.js").write_text(SCRIPT.read_text("utf-8"), "utf-8")
    for theme in ("light", "dark"):
        (folder / f"{theme}.html").write_text(
            f"""<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Doing</title>
<style>:root {{ color-scheme: {theme} }} p a {{ color: inherit }}</style>
<link rel="stylesheet" href="practice.css"><link rel="stylesheet" href="evidence.css">
<script defer src="practice.js"></script><script defer src="unfold.js"></script></head>
<body><main><h1>Doing</h1><h2>Here</h2>{body}</main></body></html>""",
            "utf-8",
        )
    return folder


@pytest.fixture
def page(chromium, folder):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((folder / "light.html").as_uri())
    yield page
    context.close()


def test_the_bare_exchange_is_read_first_and_the_notes_come_back(page):
    notes = page.locator(".practice-margin")
    assert notes.count() == 4
    expect(notes.first).to_be_visible()
    page.get_by_role("checkbox", name="Read it without the notes first").check()
    expect(notes.first).to_be_hidden()
    expect(page.get_by_text("You'll want the dates in order")).to_be_visible()
    page.get_by_role("checkbox", name="Read it without the notes first").uncheck()
    expect(notes.last).to_be_visible()


def test_what_was_written_stays_while_others_versions_are_read(page):
    area = page.get_by_role("textbox", name="What do you say next?")
    area.fill("A folder.")
    page.get_by_text("What three others said").click()
    expect(page.get_by_text("You brought something.")).to_be_visible()
    expect(area).to_have_value("A folder.")
    kept = page.evaluate("Object.keys(localStorage)")
    assert kept == [], "nothing is kept unless the reader says so"


def test_what_the_reader_keeps_of_it_is_gathered_with_the_reflections(page):
    page.get_by_role("textbox", name="What do you say next?").fill("A folder.")
    page.locator(".practice-writing .practice-keep input").check()
    expect(page.locator(".practice-gathered .practice-kept")).to_contain_text("A folder.")


def test_a_link_to_a_folded_box_opens_its_fold(page):
    boxes = page.locator(".evidence-more .evidence")
    expect(boxes.nth(1)).to_be_hidden()
    page.get_by_role("link", name="To the second box").click()
    expect(boxes.nth(1)).to_be_visible()
    expect(boxes.nth(1)).to_be_in_viewport()


def test_an_address_that_names_a_folded_box_opens_its_fold(page):
    target = page.get_by_role("link", name="To the second box").get_attribute("href")
    page.goto(page.url + target)
    page.reload()
    expect(page.locator(".evidence-more .evidence").nth(1)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut(chromium, folder, theme, width):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((folder / f"{theme}.html").as_uri())
    for fold in page.locator("summary").all():
        fold.click()
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_scripts_all_can_be_read(chromium, folder):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "light.html").as_uri())
    expect(page.locator(".practice-margin").first).to_be_visible()
    expect(page.get_by_text("Read it without the notes first")).to_be_hidden()
    page.get_by_text("What three others said").click()
    expect(page.get_by_text("You brought something.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_versions_and_folded_boxes_are_open_and_the_switch_is_gone(
    chromium, folder, scripts
):
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((folder / "light.html").as_uri())
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Names what is there")).to_be_visible()
    expect(page.locator(".evidence-more .evidence").first).to_be_visible()
    expect(page.get_by_text("Read it without the notes first")).to_be_hidden()
    if scripts:
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        expect(page.locator(".evidence-more .evidence").first).to_be_hidden()
    context.close()


def test_a_host_may_forbid_all_that_is_not_a_file(chromium, folder):
    html = (folder / "light.html").read_text("utf-8")
    policy = "default-src 'none'; script-src file:; style-src file:"
    strict = re.sub("<style>.*?</style>", "", html, flags=re.DOTALL).replace(
        "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    (folder / "strict.html").write_text(strict, "utf-8")
    page = chromium.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((folder / "strict.html").as_uri())
    page.get_by_role("checkbox", name="Read it without the notes first").check()
    expect(page.locator(".practice-margin").first).to_be_hidden()
    page.get_by_role("link", name="To the second box").click()
    expect(page.locator(".evidence-more .evidence").nth(1)).to_be_in_viewport()
    page.get_by_role("textbox").fill("A folder.")
    assert complaints == []
    page.close()


def test_who_helps_is_told_by_more_than_colour(page):
    helper = page.locator('[data-who="helper"] .practice-said').first
    helped = page.locator('[data-who="helped"] .practice-said').first
    page.emulate_media(forced_colors="active")
    assert helper.bounding_box()["x"] - helped.bounding_box()["x"] >= 16
    edge = "e => parseFloat(getComputedStyle(e).borderInlineStartWidth)"
    assert helper.evaluate(edge) > helped.evaluate(edge)
