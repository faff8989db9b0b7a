"""What stands around pictures and practice: menus, colours, code, tables; where little is allowed.

One page stands for all where the shell is the same on every page; where a page's own content
matters, one test goes through all pages with one browser page, so that more chapters cost little.
"""

import io
import shutil
import zipfile

import pytest
from PIL import Image
from playwright.sync_api import expect
from test_site import CHAPTERS, NAMED, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.built]
CHAPTER = CHAPTERS[len(CHAPTERS) // 2]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}

# ---- storage refused, absent, full ----

STORES = {
    "refused": """for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        configurable: true, get() { throw new DOMException("no", "SecurityError"); } });
    }""",
    "absent": """for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { configurable: true, value: null });
    }""",
    "full": """Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };""",
}


def press_everything(page, frame):
    """Open menu, contents, search and colours of a chapter on a phone, then search."""
    menu = frame.locator("#pst-primary-sidebar-modal")
    frame.get_by_role("button", name="Chapters").click()
    expect(menu.get_by_role("link", name="Glossary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(frame.get_by_role("button", name="Chapters")).to_be_focused()

    frame.get_by_role("button", name="On this page").click()
    contents = frame.locator("#pst-secondary-sidebar-modal")
    expect(contents.get_by_role("link", name="Check yourself")).to_be_visible()
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()

    colours = frame.get_by_role("button", name="Colours: as the system")
    colours.click()
    expect(frame.get_by_role("button", name="Colours: dark")).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")

    page.keyboard.press("Control+k")
    frame.get_by_role("searchbox").fill("rupture")
    page.keyboard.press("Enter")
    expect(frame.locator("#search-results a").first).to_be_visible()


@pytest.mark.parametrize("store", STORES)
def test_without_a_store_menu_contents_colours_and_search_work(visit, store):
    page = visit("book/cite", viewport=PHONE)
    page.add_init_script(STORES[store])
    page.goto(page.url.replace("book/cite", CHAPTER))
    press_everything(page, page)


def test_in_a_frame_that_allows_scripts_alone_they_work_too(visit, served):
    page = visit("book/cite", viewport=PHONE)
    page.evaluate(
        """address => {
          document.body.innerHTML = '<iframe sandbox="allow-scripts" title="a course"></iframe>';
          const frame = document.querySelector("iframe");
          frame.style = "position:fixed;inset:0;width:360px;height:740px;border:0";
          frame.src = address;
        }""",
        f"{served}{CHAPTER}.html",
    )
    frame = page.frame_locator("iframe")
    frame.locator("html[data-mode]").wait_for()
    press_everything(page, frame)


# ---- the start page ----


def test_the_start_page_leads_on_where_the_site_is_and_says_unpack_where_it_is_not(
    visit, chromium, site, tmp_path
):
    page = visit("index")
    page.wait_for_url(f"**/{NAMED[0]}.html")
    shutil.copy(site / "index.html", tmp_path)  # as a window on a zip hands it over
    alone = chromium.new_page()
    alone.goto((tmp_path / "index.html").as_uri())
    expect(alone.get_by_text("Unpack the whole zip first")).to_be_visible()
    expect(alone.get_by_role("link", name="Begin here")).to_be_visible()
    alone.close()
    with zipfile.ZipFile(site / "the-helping-relationship.zip") as archive:
        archive.extractall(tmp_path / "whole")
    (folder,) = (tmp_path / "whole").iterdir()
    page = visit("index", address=folder.as_uri() + "/")
    page.wait_for_url(f"**/{NAMED[0]}.html")


# ---- what a host may forbid ----


@pytest.mark.parametrize("name", [CHAPTER, NAMED[0], "search"])
def test_under_the_strictest_policy_nothing_is_refused_and_all_works(visit, strictly_served, name):
    page = visit(name, "#q=rupture", address=strictly_served, viewport=PHONE)
    if name == "search":  # a refused script or style would be a complaint in the console
        expect(page.locator("#search-results a").first).to_be_visible()
    elif name == CHAPTER:
        press_everything(page, page)


def test_no_letter_alone_does_anything(visit):
    page = visit(CHAPTER)
    before = page.evaluate("[scrollY, location.href]")
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,-+":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate("[scrollY, location.href]") == before
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_print_is_a_button_of_the_page(visit):
    page = visit(CHAPTER)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")


# ---- code ----


def test_one_switch_shows_the_code_and_is_remembered(visit):
    page = visit(CHAPTER, viewport=PHONE)
    folds = page.locator(".code-fold:visible")
    switch = page.get_by_role("button", name="Show code")
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(folds).to_have_count(0)
    switch.press("Enter")
    expect(switch).to_be_focused()
    expect(switch).to_have_attribute("aria-pressed", "true")
    shown = page.locator(".code-fold pre:visible").count()
    assert shown == page.locator(".code-fold").count() > 5
    page.goto(page.url.replace(CHAPTER, NAMED[0]))
    expect(page.locator(".code-fold pre").first).to_be_visible()
    page.get_by_role("button", name="Show code").click()
    page.reload()
    expect(page.locator(".code-fold:visible")).to_have_count(0)


def test_with_scripts_off_code_and_chapters_stay_in_reach(visit):
    page = visit(CHAPTER, java_script_enabled=False, viewport=PHONE)
    fold = page.locator(".code-fold").first
    fold.locator("summary").click()
    expect(fold.locator("pre")).to_be_visible()
    expect(page.get_by_role("link", name="All chapters")).to_be_visible()
    expect(page.locator(".pst-js-only:visible")).to_have_count(0)


# ---- colours ----


def test_the_colours_button_keeps_the_focus_and_tells_its_state(visit):
    page = visit(CHAPTER, color_scheme="dark")
    button = page.locator(".theme-switch-button")
    button.focus()
    told = []
    for _ in range(3):
        page.keyboard.press("Enter")
        expect(button).to_be_focused()
        told.append(button.inner_text().strip())
        expect(page.locator(".colours-said")).to_have_text(told[-1])
        chosen = page.evaluate("document.documentElement.dataset.mode")
        assert (
            told[-1]
            == {
                "auto": "Colours: as the system",
                "light": "Colours: light",
                "dark": "Colours: dark",
            }[chosen]
        )
    assert len(set(told)) == 3


def test_beside_a_wide_page_the_menu_s_button_says_whether_the_chapters_are_shown(visit):
    page = visit(CHAPTER, viewport=DESKTOP)
    button = page.get_by_role("button", name="Chapters")
    for shown in ("true", "false", "true"):
        expect(button).to_have_attribute("aria-expanded", shown)
        link = page.get_by_role("navigation", name="Course").get_by_role("link", name="Glossary")
        expect(link).to_have_count(1 if shown == "true" else 0)
        button.press("Enter")
        expect(button).to_be_focused()


def contrast(picture):
    """Return the greatest contrast of any two pixels, by WCAG's formula."""

    def light(pixel):
        parts = [c / 255 for c in pixel[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 16)
    lights = sorted(light(colour) for _, colour in colours)
    return (lights[-1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(("scheme", "chosen"), [("dark", "light"), ("light", "dark"), ("dark", "")])
def test_in_forced_colours_every_icon_is_seen(visit, viewport, scheme, chosen):
    page = visit(CHAPTER, viewport=viewport, forced_colors="active", color_scheme=scheme)
    page.evaluate("mode => localStorage.setItem('mode', mode)", chosen)
    page.reload()
    icons = page.locator(".icon:visible")
    assert icons.count() >= 7
    weak = []
    for icon in icons.all():
        icon.scroll_into_view_if_needed()
        if contrast(icon.screenshot()) < 3:
            weak.append(icon.get_attribute("class"))
    assert weak == []


ON_PAPER = """() => [...document.querySelectorAll("body, body *")].filter(e => e.checkVisibility())
  .map(e => { const s = getComputedStyle(e); return [e.tagName, e.className.baseVal ?? e.className,
    s.color, s.backgroundColor, s.fill, s.stroke, s.borderBottomColor].join(" "); })"""


def test_paper_is_the_same_whatever_the_screen_was(visit):
    page = visit(NAMED[0], reduced_motion="reduce")
    differ = {}
    for name in NAMED:
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(page.url.replace(page.url.split("/course/")[1], f"{name}.html"))
        page.wait_for_timeout(300)  # until the pictures live
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        dark = page.evaluate(ON_PAPER)
        page.emulate_media(media="print", color_scheme="light")
        page.wait_for_function("document.documentElement.dataset.theme === 'light'")
        light = page.evaluate(ON_PAPER)
        differ[name] = [pair for pair in zip(light, dark, strict=True) if pair[0] != pair[1]][:3]
    assert {name: pairs for name, pairs in differ.items() if pairs} == {}


# ---- 320 px, wider text, and what scrolls ----

WIDER_TEXT = """() => { const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [style]; }"""
SCROLLING = """() => [...document.querySelectorAll("main *")].filter(box =>
    box.scrollWidth > box.clientWidth + 1 && box.checkVisibility() &&
    /auto|scroll/.test(getComputedStyle(box).overflowX) && !box.matches("input, textarea"))
  .filter(box => !(box.tabIndex === 0 && box.role === "region" && box.ariaLabel))
  .map(box => box.outerHTML.slice(0, 100))"""
NAMELESS_STOPS = """() => [...document.querySelectorAll("[tabindex='0']")]
  .filter(box => !box.ariaLabel && !box.getAttribute("aria-labelledby")
    && !box.matches("a, button, input, select, textarea, summary"))
  .map(box => box.outerHTML.slice(0, 100))"""
IDLE_STOPS = """() => [...document.querySelectorAll("[data-scrolls][tabindex]")]
  .filter(box => box.scrollWidth <= box.clientWidth + 1).map(box => box.outerHTML.slice(0, 100))"""


def test_a_window_made_narrow_fits_and_what_begins_to_scroll_can_be_reached(visit):
    page = visit(NAMED[0], viewport=DESKTOP)
    faults = {}
    for name in PAGES:
        page.set_viewport_size(DESKTOP)
        page.goto(page.url.replace(page.url.split("/course/")[1], f"{name}.html"))
        found = page.evaluate(SCROLLING)
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate(WIDER_TEXT)
        page.wait_for_timeout(150)  # for the browser to tell of the new sizes
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{width} pixels wide"] * (width > 320)
        found += page.evaluate(SCROLLING) + page.evaluate(NAMELESS_STOPS)
        page.set_viewport_size(DESKTOP)
        page.evaluate("document.adoptedStyleSheets = []")
        page.wait_for_timeout(150)
        found += page.evaluate(IDLE_STOPS) + page.evaluate(NAMELESS_STOPS)
        faults[name] = found
    assert {name: found for name, found in faults.items() if found} == {}


# ---- search ----

SAME = [
    ("Flückiger", "Fluckiger"),
    ("Høglend", "Hoglend"),
    ("Falkenström", "Falkenstrom"),
    ("Yılmaz", "yilmaz"),
    ("counsellor", "counselor"),
    ("behaviour", "behavior"),
    ("judgement", "judgment"),
    ("centre", "center"),
]
FOUND = """word => { Search.performSearch(word);
  return [...document.querySelectorAll("#search-results a")].map(a => a.pathname).sort(); }"""


def test_search_finds_a_word_in_all_its_spellings(visit):
    page = visit("search")
    for here, there in SAME:
        pages = [set(page.evaluate(FOUND, word)) for word in (here, there)]
        assert pages[0] == pages[1], f"{here} and {there}"
        assert pages[0], here
    assert page.evaluate(FOUND, "Flückiger 2018"), "a year is a word too"


def test_a_search_says_in_one_sentence_what_it_found_and_shows_what_is_written(visit):
    page = visit("search", "#q=client's")
    said = page.locator("#search-said")
    expect(said).to_contain_text("places found for “client's”")
    lines = page.locator("#search-results .context")
    expect(lines.first).to_be_visible()
    page.wait_for_load_state("networkidle")
    for line in lines.all_inner_texts():
        assert "client" in line.lower()
        assert "All chapters" not in line
        assert "Show code" not in line
    for word, sentence in (("the", "nearly every sentence"), ("xyzzyq", "Nothing found")):
        page.goto(page.url.split("#")[0] + f"#q={word}")
        expect(said).to_contain_text(sentence)
        expect(page.locator("#search-results li")).to_have_count(0)
