"""Questions and reflections on a page opened from a folder, with the network off."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helping import evidence
from helping.practice import ask, gather, reflect
from helping.practice.widget import SCRIPT, STYLES

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
THEMES = {"light": 'data-theme="light"', "dark": 'data-theme="dark"', "system": ""}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """One page for each theme, and a privacy page, in a folder with the course's files."""
    folder = tmp_path_factory.mktemp("site")
    data = tmp_path_factory.mktemp("data")
    for kind, name, source in (
        ("questions", "sample.md", "sample.md"),
        ("evidence", "evidence.csv", "evidence.csv"),
    ):
        (data / kind).mkdir()
        text = (HERE.parent / "practice" / source).read_text(encoding="utf-8")
        (data / kind / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HELPING_DATA", str(data))
        body = "\n".join(
            [
                ask("sample", "my-counsellor-gave-up").to_html(),
                reflect("sample", "what-i-expect").to_html(),
                evidence.box("empathy_2018")._repr_html_(),
            ]
        )
    for each in (SCRIPT, STYLES):
        (folder / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")
    privacy = f'{gather().to_html()}<div class="practice-wipe-all"></div>'
    for name, content in (("page", body), ("privacy", privacy)):
        for theme, mark in THEMES.items():
            (folder / f"{name}-{theme}.html").write_text(
                f"""<!doctype html><html lang="en" {mark}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Practice</title>
<style>:root {{ color-scheme: {theme if mark else "light dark"} }}</style>
<link rel="stylesheet" href="practice.css"><script defer src="practice.js"></script></head>
<body><main><h1>Practice</h1>{content}</main></body></html>""",
                encoding="utf-8",
            )
    return folder


@pytest.fixture
def open_page(chromium, pages):
    """Open a page offline; afterwards nothing may have complained or asked the network."""
    contexts, complaints = [], []

    def opener(name="page-light", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "blob:"))
                else complaints.append(request.url)
            ),
        )
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page):
    """Return what axe finds; without preload, by which axe itself would fetch stylesheets."""
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in Axe().run(page, options={"preload": False}).response["violations"]
    ]


def note(page):
    return page.locator(".practice-reflection .practice-note")


def test_arrow_keys_choose_and_the_reason_is_announced(open_page):
    page = open_page()
    group = page.get_by_role("group", name=re.compile("A client says"))
    status = page.locator(".practice-question").get_by_role("status")
    expect(status).to_be_empty()
    page.keyboard.press("Tab")
    expect(group.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    expect(status).to_contain_text("a: Costs more than it gives here.")
    expect(status).to_contain_text("a promise nobody can keep")
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio").nth(1)).to_be_checked()
    expect(status).to_contain_text("b: Defensible here.")
    expect(status).not_to_contain_text("promise")
    page.keyboard.press("ArrowUp")
    expect(status).to_contain_text("a: Costs more")
    page.keyboard.press("Tab")  # out of the group, to the list of all answers
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("True and safe")).to_be_visible()


def test_targets_are_large_enough_for_a_thumb_and_nothing_overflows(open_page):
    page = open_page(viewport={"width": 320, "height": 640}, has_touch=True)
    page.get_by_label("That sounds painful").tap()
    expect(page.locator(".practice-feedback")).to_contain_text("Early on")
    for target in page.locator(".practice-option, .practice button, summary, .practice-keep").all():
        assert target.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_reload_brings_nothing_back_that_was_not_kept(open_page):
    page = open_page()
    page.get_by_role("textbox").fill("I expected thanks.")
    page.get_by_label("That sounds painful").check()
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_what_is_kept_comes_back_until_it_is_no_longer_kept(open_page):
    page = open_page()
    page.get_by_role("textbox").fill("I expected")
    keep = page.get_by_role("checkbox", name=re.compile("Keep this on this device"))
    keep.focus()
    page.keyboard.press("Space")
    expect(note(page)).to_contain_text("Kept on this device")
    page.get_by_role("textbox").press_sequentially(" thanks.")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("I expected thanks.")
    expect(keep).to_be_checked()
    keep.uncheck()
    expect(note(page)).to_contain_text("No longer kept")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")


def test_the_text_can_be_saved_as_a_file(open_page):
    page = open_page()
    save = page.get_by_role("button", name="Save as a file")
    save.click()
    expect(note(page)).to_contain_text("nothing to save yet")
    page.get_by_role("textbox").fill("I expected thanks – “warm” ones.")
    with page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename == "sample-what-i-expect.txt"
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("Think of the last person who asked you for help.")
    assert "I expected thanks – “warm” ones." in text
    expect(note(page)).to_contain_text("sample-what-i-expect.txt")


def test_wiping_asks_once_and_can_be_left_by_escape_or_by_moving_on(open_page):
    page = open_page()
    area = page.get_by_role("textbox")
    area.fill("Something")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Wipe").focus()
    page.keyboard.press("Enter")
    expect(note(page)).to_contain_text("Press again to wipe")
    page.keyboard.press("Escape")
    expect(note(page)).to_have_text("Nothing was wiped.")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Wipe")).to_have_text("Wipe")
    expect(area).to_have_value("Something")
    page.get_by_role("button", name="Wipe").dblclick()  # no second thought
    expect(area).to_have_value("Something")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Wipe").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(note(page)).to_have_text("Wiped.")
    expect(area).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_without_storage_it_says_so_and_goes_on_working(open_page, chromium, pages):
    context = chromium.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    page.goto((pages / "page-light.html").as_uri())
    expect(page.get_by_role("checkbox")).to_be_disabled()
    expect(note(page)).to_contain_text("does not let the page keep anything")
    page.get_by_role("textbox").fill("Something")
    with page.expect_download():
        page.get_by_role("button", name="Save as a file").click()
    page.goto((pages / "privacy-light.html").as_uri())
    expect(page.locator(".practice-kept")).to_contain_text("does not let the page keep anything")
    button = page.get_by_role("button", name="Wipe everything")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing was kept on this device.")).to_be_visible()
    assert errors == []
    context.close()


def test_the_privacy_page_gathers_and_wipes_what_the_course_kept_and_nothing_else(open_page, pages):
    page = open_page()
    page.evaluate("localStorage.setItem('another-site', 'stays')")
    page.get_by_role("textbox").fill("I expected thanks.")
    page.get_by_role("checkbox").check()
    page.goto((pages / "privacy-light.html").as_uri())
    expect(page.locator(".practice-kept")).to_contain_text("I expected thanks.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all as a file").click()
    assert "I expected thanks." in download.value.path().read_text(encoding="utf-8")
    button = page.locator(".practice-wipe-all button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".practice-wipe-all")).to_contain_text("cannot be undone")
    page.keyboard.press("Enter")
    expect(page.locator(".practice-wipe-all")).to_contain_text("Wiped: one thing.")
    expect(page.locator(".practice-kept")).to_contain_text("Nothing is kept")
    assert page.evaluate("Object.keys(localStorage)") == ["another-site"]


def test_with_scripts_off_every_answer_can_be_read(open_page):
    page = open_page(java_script_enabled=False)
    expect(page.get_by_text("Choose a reply to read")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_text("All answers with their reasons").click()
    for words in ("a promise nobody can keep", "with the two of you at once", "True and safe"):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("Scripts are off")).to_be_visible()


def test_on_paper_the_answers_are_open_and_the_buttons_gone(open_page):
    page = open_page("page-dark")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("a promise nobody can keep")).to_be_visible()
    expect(page.get_by_role("button", name="Wipe")).to_be_hidden()
    paper = page.locator(".practice").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_text("a promise nobody can keep")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["page", "system"])
def test_axe_finds_nothing_before_and_after_an_answer(open_page, width, scheme, theme):
    name = f"page-{scheme if theme == 'page' else 'system'}"
    page = open_page(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert violations(page) == []
    page.locator("summary").click()
    for radio in page.get_by_role("radio").all():
        radio.check()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_privacy_page(open_page, scheme):
    page = open_page(f"privacy-{scheme}", color_scheme=scheme)
    assert violations(page) == []


def test_several_views_of_one_question_do_not_share_their_buttons(open_page):
    page = open_page()
    page.evaluate(
        """() => {
          const markup = document.querySelector(".practice-question").outerHTML;
          for (const each of [1, 2]) {
            const place = document.createElement("div");
            document.querySelector("main").append(place);
            coursePractice.live(place, markup.replace(' data-mounted=""', ""));
          }
        }"""
    )
    for fieldset in page.locator("fieldset").all():
        fieldset.get_by_role("radio").first.check()
    expect(page.get_by_role("radio", checked=True)).to_have_count(3)
    # JupyterLab takes arrow keys for itself unless the focused element says otherwise.
    for each in page.locator("main > div:not(.practice) :is(input, summary, a)").all():
        expect(each).to_have_attribute("data-lm-suppress-shortcuts", "true")
    assert violations(page) == []
