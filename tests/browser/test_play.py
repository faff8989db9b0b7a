"""A picture that plays: never by itself, to the end and no further, and anybody can stop it."""

import pytest
from engines import Firefox
from playwright.sync_api import expect

from flipbook import explore, slider

pytestmark = pytest.mark.browser
HEARD = """() => {
  globalThis.heard = [];
  new MutationObserver(() => {
    const said = document.querySelector(".flipbook-voice").textContent;
    if (said) heard.push(said);
  }).observe(document.querySelector(".flipbook-voice"), { childList: true });
}"""


def walk(figure, week=2, high=1):
    """A walk."""
    figure.subplots(subplot_kw={"xlim": (0, 7), "ylim": (0, 4)}).plot([week], [high], "o")
    return f"Week {week}, height {high}."


@pytest.fixture
def file(tmp_path):
    explorer = explore(
        walk,
        name="a-walk",
        week=slider("Week", 0, 6, value=2, play=0.4),
        high=slider("Height", 1, 3),
    )
    place = tmp_path / "walk.html"
    place.write_text(explorer.to_html(standalone=True), "utf-8")
    explorer.close()
    return place.as_uri()


@pytest.fixture
def opened(chromium, file):
    """Return a function that opens the picture; its clock stands until a test moves it."""
    contexts = []

    def opener(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 720}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.clock.install()
        page.goto(file)
        page.locator(".flipbook-ready").wait_for()
        page.clock.pause_at("2100-01-01")
        page.evaluate(HEARD)
        return page

    yield opener
    for context in contexts:
        context.close()


def play(page):
    return page.get_by_role("button", name="Play: Week")


def shows(page, week, high=1):
    expect(page.locator("p.flipbook-sentence")).to_have_text(f"Week {week}, height {high}.")


def test_it_plays_from_where_it_stands_to_the_end_and_speaks_once(opened):
    page = opened()
    page.clock.run_for(5000)
    shows(page, 2)  # never by itself
    expect(play(page)).to_have_attribute("aria-pressed", "false")
    play(page).press("Enter")
    for week in (3, 4, 5):
        shows(page, week)
        expect(play(page)).to_have_attribute("aria-pressed", "true")
        page.clock.run_for(400)
    shows(page, 6)
    expect(play(page)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("heard") == []
    page.clock.run_for(5000)
    shows(page, 6)
    assert page.evaluate("heard") == ["Week 6, height 1."]
    play(page).press("Space")  # from the end it begins anew
    shows(page, 0)
    page.clock.run_for(400)
    shows(page, 1)


def test_its_button_holds_it_and_lets_it_go_on(opened):
    page = opened(viewport={"width": 360, "height": 740})
    play(page).click()
    page.clock.run_for(400)
    play(page).click()
    page.clock.run_for(4000)
    shows(page, 4)
    assert page.evaluate("heard") == ["Week 4, height 1."]
    play(page).click()
    shows(page, 5)


@pytest.mark.parametrize("how", ["slider", "number", "other", "reset", "link", "escape"])
def test_a_touch_of_any_control_stops_it(opened, how):
    page = opened()
    play(page).click()
    shows(page, 3)
    if how == "slider":
        page.get_by_role("slider", name="Week").press("ArrowLeft")
    elif how == "number":
        page.get_by_role("textbox", name="Week").press("ArrowDown")
    elif how == "other":
        page.get_by_role("slider", name="Height").press("End")
    elif how == "reset":
        page.get_by_role("button", name="Reset").click()
    elif how == "link":
        page.evaluate("location.hash = 'a-walk?week=0'")
    else:
        page.keyboard.press("Escape")
    week = {"slider": 2, "number": 2, "reset": 2, "link": 0}.get(how, 3)
    shows(page, week, 3 if how == "other" else 1)
    expect(play(page)).to_have_attribute("aria-pressed", "false")
    page.clock.run_for(5000)
    shows(page, week, 3 if how == "other" else 1)


def test_passing_through_by_tab_does_not_stop_it(opened):
    page = opened()
    play(page).press("Enter")
    page.keyboard.press("Tab")
    page.clock.run_for(400)
    shows(page, 4)


def test_it_stops_out_of_sight_and_when_the_page_is_hidden(opened):
    page = opened()
    play(page).click()
    page.add_style_tag(content="body { padding-bottom: 300vh }")
    page.evaluate("scrollTo(0, 2000)")
    expect(play(page)).to_have_attribute("aria-pressed", "false")
    page.evaluate("scrollTo(0, 0)")
    play(page).click()
    page.clock.run_for(400)
    shows(page, 5)  # in sight, it goes on
    expect(play(page)).to_have_attribute("aria-pressed", "true")
    page.evaluate(
        """() => { Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    expect(play(page)).to_have_attribute("aria-pressed", "false")


def test_with_reduced_motion_it_steps_no_faster_than_one_a_second_and_does_not_glide(opened):
    page = opened(reduced_motion="reduce")
    play(page).click()
    shows(page, 3)
    mark = page.locator("figure svg").evaluate("svg => new XMLSerializer().serializeToString(svg)")
    page.clock.run_for(980)
    shows(page, 3)
    assert mark == page.locator("figure svg").evaluate(
        "svg => new XMLSerializer().serializeToString(svg)"
    )
    page.clock.run_for(40)
    shows(page, 4)


@pytest.mark.skipif(not Firefox.program(), reason="there is no Firefox here: see tools/browsers")
def test_firefox_plays_to_the_end(file, tmp_path):
    browser = Firefox(tmp_path)
    try:
        browser.open(file)
        browser.run("document.querySelector('.flipbook-play').focus()")
        browser.press(" ")
        pressed = "document.querySelector('.flipbook-play').getAttribute('aria-pressed')"
        assert browser.run(f"return {pressed}") == "true"
        assert browser.wait(f"return {pressed} === 'false'", seconds=20)
        said = browser.run("return document.querySelector('.flipbook-sentence').textContent")
        assert said == "Week 6, height 1."
        assert browser.errors() == []
    finally:
        browser.close()
