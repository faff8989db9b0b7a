"""Questions and reflections on a page opened from a folder, with the network off."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from helping import evidence
from helping.practice import ask, gather, reflect
from helping.practice.widget import page_script, stylesheet, without_script_and_style

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
THEMES = {"light": 'data-theme="light"', "dark": 'data-theme="dark"', "system": ""}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The folder of data with the sample in it."""
    data = tmp_path_factory.mktemp("data")
    for kind, name, source in (
        ("questions", "sample.md", "sample.md"),
        ("evidence", "evidence.csv", "evidence.csv"),
    ):
        (data / kind).mkdir()
        text = (HERE.parent / "practice" / source).read_text(encoding="utf-8")
        (data / kind / name).write_text(text, encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def outputs(data):
    """What two cells of a notebook show, twice, as HTML."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HELPING_DATA", str(data))
        both = ask("sample", "my-counsellor-gave-up"), reflect("sample", "what-i-expect")
        shown = [each._repr_mimebundle_()["text/html"] for each in both]
    return "".join(f"<div>{each}</div>" for each in shown * 2)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, data, outputs):
    """One page for each theme, and a privacy page, in a folder with the course's files."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HELPING_DATA", str(data))
        body = "\n".join(
            [
                ask("sample", "my-counsellor-gave-up").to_html(),
                reflect("sample", "what-i-expect").to_html(),
                evidence.box("empathy_2018")._repr_html_(),
            ]
        )
    (folder / "practice.js").write_text(page_script(), encoding="utf-8")
    (folder / "practice.css").write_text(stylesheet(), encoding="utf-8")
    (folder / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    (folder / "notebook.html").write_text(
        f"""<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8">
<title>Outputs</title><main><h1>Outputs</h1>{outputs}</main>""",
        encoding="utf-8",
    )
    privacy = f'{gather().to_html()}<div class="practice-wipe-all"></div>'
    for name, content in (("page", body), ("privacy", privacy)):
        for theme, mark in THEMES.items():
            (folder / f"{name}-{theme}.html").write_text(
                f"""<!doctype html><html lang="en" {mark}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Practice</title>
<style>:root {{ color-scheme: {theme if mark else "light dark"} }}</style>
<link rel="stylesheet" href="practice.css"><script defer src="practice.js"></script></head>
<body><main><h1>Practice</h1><h2>Here</h2>{content}</main></body></html>""",
                encoding="utf-8",
            )
    return folder


@pytest.fixture
def open_page(chromium, pages):
    """Open a page offline; afterwards nothing may have complained or asked the network."""
    contexts, complaints = [], []

    def opener(name="page-light", **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(5000)
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
    group = page.get_by_role("group", name="Which reply would you try?")
    status = page.locator(".practice-question [aria-live=polite]")
    expect(status).to_be_empty()
    page.keyboard.press("Tab")
    expect(group.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    expect(status.locator("p").first).to_have_text("a: Costs more than it gives here.")
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
    expect(note(page)).to_contain_text("no longer kept on this device")
    expect(area).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


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


# One document shows an output more than once -------------------------------------------------


def test_several_views_of_one_question_do_not_share_their_buttons(open_page, pages):
    page = open_page("notebook")
    assert page.locator("fieldset").count() == 2
    for fieldset in page.locator("fieldset").all():
        fieldset.get_by_role("radio").first.check()
    expect(page.get_by_role("radio", checked=True)).to_have_count(2)
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))
    assert violations(page) == []


def test_keys_pressed_in_an_output_do_not_reach_the_notebook_but_for_saving_it(open_page):
    page = open_page("notebook")
    page.evaluate("heard = []; document.onkeydown = (event) => { heard.push(event.key); }; 0")
    page.get_by_role("textbox").first.focus()
    for key in ("a", "Enter", "Shift+Enter", "Control+z", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == []
    page.keyboard.press("Control+s")
    assert "s" in page.evaluate("heard")


# Storage that is refused or full ----------------------------------------------------------------

REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
ABSENT = "Object.defineProperty(window, 'localStorage', {value: null})"
STAND_IN = """Object.defineProperty(window, 'localStorage',
  {value: {getItem: () => null, setItem() {}, removeItem() {}, length: 0}})"""
FILL = """() => {  // to the last character
  for (let size = 2 ** 22; size >= 1; size /= 2) {
    try { for (let n = 0; ; n++) localStorage.setItem(`fill ${size} ${n}`, "x".repeat(size)); }
    catch { /* no room for this size */ }
  }
  for (let n = 0; ; n++) try { localStorage.setItem(String.fromCharCode(0x4e00 + n), ""); }
    catch { return; }
}"""


@pytest.mark.parametrize("how", [REFUSED, ABSENT, STAND_IN], ids=["refused", "absent", "stand-in"])
def test_without_storage_it_says_so_and_goes_on_working(open_page, pages, how):
    page = open_page("blank")
    page.add_init_script(how)
    page.goto((pages / "page-light.html").as_uri())
    expect(page.get_by_role("checkbox")).to_be_disabled()
    expect(note(page)).to_contain_text("does not let the page keep anything")
    page.get_by_role("textbox").fill("Something")
    with page.expect_download():
        page.get_by_role("button", name="Save as a file").click()
    press_twice(page.get_by_role("button", name="Wipe"))
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(note(page)).to_contain_text("does not let the page see whether anything is kept")
    page.goto((pages / "privacy-light.html").as_uri())
    expect(page.locator(".practice-kept")).to_contain_text("does not let the page see")
    press_twice(page.get_by_role("button", name="Wipe everything"))
    expect(page.locator(".practice-wipe-all")).to_contain_text("does not let the page see")
    expect(page.get_by_text("Nothing was kept")).to_have_count(0)  # nobody looked


def press_twice(button):
    button.focus()
    button.page.keyboard.press("Enter")  # the name of the button changes, its place does not
    button.page.keyboard.press("Enter")


def test_in_a_full_store_kept_words_can_be_read_and_wiped(open_page, pages):
    page = open_page()
    page.get_by_role("textbox").fill("I expected thanks.")
    page.get_by_role("checkbox").check()
    page.evaluate(FILL)
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("I expected thanks.")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.goto((pages / "privacy-light.html").as_uri())
    expect(page.locator(".practice-kept")).to_contain_text("I expected thanks.")
    press_twice(page.get_by_role("button", name="Wipe everything"))
    expect(page.locator(".practice-wipe-all")).to_contain_text("Wiped: one thing.")
    assert stored(page) is None


def stored(page):
    raw = page.evaluate("localStorage.getItem('helping:reflection:sample/what-i-expect')")
    return raw and json.loads(raw)["text"]


def test_a_full_store_is_called_full_and_what_was_kept_before_stays_kept(open_page):
    page = open_page()
    area, keep = page.get_by_role("textbox"), page.get_by_role("checkbox")
    page.evaluate(FILL)
    area.fill("Too much")
    keep.click()
    expect(note(page)).to_contain_text("is full, so this could not be kept")
    expect(keep).not_to_be_checked()
    page.evaluate("localStorage.clear()")
    keep.check()
    page.evaluate(FILL)
    area.press_sequentially(", and more")
    expect(note(page)).to_contain_text("what you wrote last is not kept")
    expect(keep).to_be_checked()  # something is
    assert stored(page) == "Too much"
    press_twice(page.get_by_role("button", name="Wipe"))
    expect(note(page)).to_contain_text("no longer kept on this device")
    assert stored(page) is None


def test_a_wipe_that_did_not_succeed_is_not_called_one(open_page, pages):
    page = open_page()
    page.get_by_role("textbox").fill("I expected thanks.")
    page.get_by_role("checkbox").check()
    deaf = "Storage.prototype.removeItem = () => {}"
    page.evaluate(deaf)
    press_twice(page.get_by_role("button", name="Wipe"))
    expect(note(page)).to_contain_text("could not be removed")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.goto((pages / "privacy-light.html").as_uri())
    page.evaluate(deaf)
    press_twice(page.get_by_role("button", name="Wipe everything"))
    expect(page.locator(".practice-wipe-all")).to_contain_text("1 of what was kept could not")


# Copies of one page ---------------------------------------------------------------------------


@pytest.fixture
def two_tabs(open_page):
    """The same page twice in one browser; the first has kept a line, the second has it too."""
    first = open_page()
    first.get_by_role("textbox").fill("One line")
    first.get_by_role("checkbox").check()
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.get_by_role("textbox")).to_have_value("One line")
    return first, second


def test_what_is_kept_in_one_tab_arrives_in_the_other(two_tabs):
    first, second = two_tabs
    first.get_by_role("textbox").press_sequentially(" and a whole paragraph")
    expect(second.get_by_role("textbox")).to_have_value("One line and a whole paragraph")
    second.get_by_role("textbox").focus()
    second.keyboard.press("Control+End")
    second.keyboard.press("!")
    expect(first.get_by_role("textbox")).to_have_value("One line and a whole paragraph!")
    assert stored(first) == "One line and a whole paragraph!"


def test_a_wipe_reaches_the_other_tab_and_nothing_comes_back(two_tabs, pages):
    first, second = two_tabs
    second.goto((pages / "privacy-light.html").as_uri())
    press_twice(second.get_by_role("button", name="Wipe everything"))
    expect(first.get_by_role("textbox")).to_have_value("")
    expect(first.get_by_role("checkbox")).not_to_be_checked()
    expect(note(first)).to_contain_text("removed in another window")
    first.get_by_role("textbox").press_sequentially("new words")
    assert stored(first) is None


# A page that sleeps, as in the back-forward cache, hears nothing of what happens meanwhile.
SLEEP = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true)"
WAKE = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"


@pytest.fixture
def one_asleep(open_page):
    """The same page twice; the first will sleep through what the second does."""
    first = open_page("blank")
    first.add_init_script(SLEEP)
    first.goto(first.url.replace("blank", "page-light"))
    first.get_by_role("textbox").fill("One line")
    first.get_by_role("checkbox").check()
    second = first.context.new_page()
    second.goto(first.url)
    return first, second


def test_a_page_that_back_brings_up_has_forgotten_what_was_wiped(one_asleep):
    first, second = one_asleep
    press_twice(second.get_by_role("button", name="Wipe"))
    expect(note(second)).to_contain_text("no longer kept")
    expect(first.get_by_role("textbox")).to_have_value("One line")
    first.evaluate(WAKE)
    expect(first.get_by_role("textbox")).to_have_value("")
    expect(first.get_by_role("checkbox")).not_to_be_checked()


def test_even_unwarned_a_key_does_not_bring_back_what_was_wiped(one_asleep):
    first, second = one_asleep
    press_twice(second.get_by_role("button", name="Wipe"))
    expect(note(second)).to_contain_text("no longer kept")
    first.evaluate("""() => {
      const area = document.querySelector("textarea");
      area.value += "!";
      area.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }""")
    assert stored(first) is None
    expect(first.get_by_role("textbox")).to_have_value("")


def differ(first, second):
    """Write in both, the first not knowing of the second."""
    second.get_by_role("textbox").fill("One line, and theirs")
    first.evaluate("""() => {
      const area = document.querySelector("textarea");
      area.value += ", and mine";
      area.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }""")
    expect(note(first)).to_contain_text("Both are here")
    expect(first.locator(".practice-other")).to_contain_text("One line, and theirs")
    expect(first.get_by_role("textbox")).to_have_value("One line, and mine")
    assert stored(first) == "One line, and theirs"
    assert violations(first) == []


def test_of_two_texts_the_reader_may_keep_their_own(one_asleep):
    first, second = one_asleep
    differ(first, second)
    first.get_by_role("button", name="Keep the text in the box").click()
    expect(first.locator(".practice-other")).to_have_count(0)
    expect(first.get_by_role("checkbox")).to_be_checked()
    assert stored(first) == "One line, and mine"
    expect(second.get_by_role("textbox")).to_have_value("One line, and mine")


def test_of_two_texts_the_reader_may_take_the_other(one_asleep):
    first, second = one_asleep
    differ(first, second)
    first.get_by_role("button", name="Use the text kept elsewhere").click()
    expect(first.get_by_role("textbox")).to_have_value("One line, and theirs")
    first.get_by_role("textbox").press_sequentially(".")
    assert "One line, and theirs" in stored(first)


def test_words_never_kept_are_not_overwritten_by_what_another_tab_keeps(open_page):
    first = open_page()
    first.get_by_role("textbox").fill("Mine, not kept")
    second = first.context.new_page()
    second.goto(first.url)
    second.get_by_role("textbox").fill("Theirs, kept")
    second.get_by_role("checkbox").check()
    expect(first.locator(".practice-other")).to_contain_text("Theirs, kept")
    expect(first.get_by_role("textbox")).to_have_value("Mine, not kept")
    press_twice(second.get_by_role("button", name="Wipe"))
    expect(first.locator(".practice-other")).to_have_count(0)
    expect(first.get_by_role("textbox")).to_have_value("Mine, not kept")  # it had not been kept


# Words claim what was seen ---------------------------------------------------------------------


def test_where_a_click_does_not_focus_wiping_disarms_all_the_same(open_page):
    page = open_page()
    page.evaluate("addEventListener('mousedown', (event) => event.preventDefault(), true)")
    page.get_by_role("textbox").fill("Something")
    wipe = page.locator('[data-act="wipe"]')
    wipe.click()
    expect(wipe).to_have_text("Press again to wipe")
    page.get_by_role("heading").first.click()
    expect(wipe).to_have_text("Wipe")
    expect(note(page)).to_have_text("Nothing was wiped.")
    wipe.click()
    expect(page.get_by_role("textbox")).to_have_value("Something")


def test_waiting_disarms_wiping(open_page):
    page = open_page("blank")
    page.clock.install()
    page.goto(page.url.replace("blank", "page-light"))
    wipe = page.locator('[data-act="wipe"]')
    wipe.click()
    expect(wipe).to_have_text("Press again to wipe")
    page.clock.run_for(11_000)
    expect(wipe).to_have_text("Wipe")


def test_in_a_frame_the_text_to_save_stands_selected_in_a_field(chromium, pages):
    context = chromium.new_context()
    page = context.new_page()  # such a frame refuses downloads and storage, on the console alone
    page.route("**", lambda route: route.fulfill(path=pages / route.request.url.rsplit("/", 1)[1]))
    frame_of = '<iframe sandbox="allow-scripts" width="700" height="1400" src="page-light.html">'
    (pages / "platform.html").write_text(f"<!doctype html>{frame_of}</iframe>", encoding="utf-8")
    page.goto("http://course.test/platform.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox").fill("I expected thanks.")
    frame.get_by_role("button", name="Save as a file").click()
    field = frame.get_by_label("to copy")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile("I expected thanks."))
    chosen = field.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert "I expected thanks." in chosen
    said = frame.locator(".practice-reflection .practice-note")
    expect(said).to_contain_text("it may refuse")
    press_twice(frame.get_by_role("button", name="Wipe"))
    expect(field).to_have_count(0)  # wiped as well
    context.close()


def test_a_text_runs_in_the_direction_of_its_own_script(open_page, pages):
    page = open_page()
    page.get_by_role("textbox").fill("שלום לכולם")
    assert page.get_by_role("textbox").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.get_by_role("checkbox").check()
    page.goto((pages / "privacy-light.html").as_uri())
    text = page.locator(".practice-text")
    assert text.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_a_region_without_words_has_nothing_to_be_met_by_a_screen_reader(open_page):
    page = open_page()
    assert page.get_by_role("status").count() == 0
    page.get_by_role("button", name="Save as a file").click()
    expect(note(page).locator("p")).to_have_text("There is nothing to save yet.")


def test_a_host_may_forbid_all_that_is_not_a_file(chromium, pages):
    context = chromium.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    policy = "default-src 'none'; script-src file:; style-src file:"
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.log(event.blockedURI))"
    )
    html = (pages / "page-system.html").read_text(encoding="utf-8")
    html = re.sub("<style>.*?</style>", "", html, flags=re.DOTALL).replace(
        "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    (pages / "strict.html").write_text(html, encoding="utf-8")
    page.goto((pages / "strict.html").as_uri())
    page.get_by_label("That sounds painful").check()
    expect(page.locator(".practice-feedback")).to_contain_text("Early on")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert complaints == []
    context.close()


# A notebook that was saved, without its kernel ---------------------------------------------------


def test_what_nbconvert_makes_of_a_saved_notebook_answers_offline(chromium, outputs, tmp_path):
    output = nbformat.v4.new_output("display_data", data={"text/html": outputs})
    cell = nbformat.v4.new_code_cell("ask(…)", outputs=[output])
    page = chromium.new_context().new_page()
    page.context.set_offline(True)
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    (tmp_path / "exported.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "exported.html").as_uri(), wait_until="domcontentloaded")
    page.get_by_label("That sounds painful").first.check()
    expect(page.locator(".practice-feedback").first).to_contain_text("Early on")
    page.get_by_role("textbox").first.fill("Something")
    page.get_by_role("checkbox").first.check()
    assert stored(page) == "Something"
    expect(page.get_by_role("textbox").last).to_have_value("Something")  # its second view
    page.context.close()


def test_before_any_script_ran_question_reasons_and_box_can_be_read(chromium, outputs, tmp_path):
    """As in a notebook that is opened untrusted: its outputs are shown without their scripts."""
    html = without_script_and_style(outputs)
    (tmp_path / "untrusted.html").write_text(f"<meta charset=utf-8>{html}", encoding="utf-8")
    page = chromium.new_context().new_page()
    page.goto((tmp_path / "untrusted.html").as_uri())
    expect(page.get_by_text("A client says").first).to_be_visible()
    expect(page.get_by_role("textbox").first).to_be_visible()
    page.get_by_text("All answers with their reasons").first.click()
    expect(page.get_by_text("a promise nobody can keep").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.context.close()
