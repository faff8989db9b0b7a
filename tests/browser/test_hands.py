"""Two hands on one scale, in Chromium and Firefox: by key, by number, by link; they never cross."""

import pytest
from engines import Firefox
from playwright.sync_api import expect

from flipbook import Bet, between, explore, switch

pytestmark = pytest.mark.browser


def counted(figure, age=(30, 50), all_of_them=False):
    """Who is counted."""
    low, high = (20, 70) if all_of_them else age
    figure.subplots(subplot_kw={"xlim": (15, 75)}).bar([low, high], [1, 1])
    return f"All from {low} to {high} are counted."


@pytest.fixture
def file(tmp_path):
    explorer = explore(
        counted,
        name="two-hands",
        age=between("Age", 20, 70, 5, value=(30, 50), unit=" years"),
        all_of_them=switch("All of them"),
        bet=Bet("Who?", ["some", "all"], right="all", at={"age": (20, 70)}, reveals=["20 to 70"]),
    )
    place = tmp_path / "counted.html"
    place.write_text(explorer.to_html(standalone=True), "utf-8")
    explorer.close()
    return place.as_uri()


@pytest.fixture
def page(chromium, file):
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file)
    yield page
    context.close()
    assert complaints == []


def sentence(page):
    return page.locator("p.flipbook-sentence")


def test_either_hand_is_moved_by_key_and_stops_at_the_other(page):
    group = page.get_by_role("group", name="Age")
    low, high = (group.get_by_role("slider", name=f"Age, {end}") for end in ("from", "to"))
    high.press("ArrowRight")
    expect(sentence(page)).to_have_text("All from 30 to 55 are counted.")
    assert high.get_attribute("aria-valuetext") == "55 years"
    low.press("End")
    expect(sentence(page)).to_have_text("All from 55 to 55 are counted.")
    low.press("ArrowRight")
    assert (low.input_value(), high.input_value()) == ("55", "55")
    high.press("Home")
    assert high.input_value() == "55"
    page.get_by_role("button", name="Reset").click()
    expect(sentence(page)).to_have_text("All from 30 to 50 are counted.")
    assert (low.input_value(), high.input_value()) == ("30", "50")


def test_a_typed_number_past_the_other_hand_is_told_where_it_stops(page):
    low = page.get_by_role("textbox", name="Age, from, as a number")
    low.fill("62")
    expect(sentence(page)).to_have_text("All from 30 to 50 are counted.")  # not before it is done
    low.press("Tab")
    expect(sentence(page)).to_have_text("All from 50 to 50 are counted.")
    expect(page.locator(".flipbook-said")).to_have_text("The nearest stop is 50.")
    assert low.input_value() == "50"
    low.press("ArrowDown")
    expect(sentence(page)).to_have_text("All from 45 to 50 are counted.")


@pytest.mark.parametrize("said", ["?age=25to60", "%3Fage%3D25to60", "?age=25to60.&utm_source=x"])
def test_a_link_opens_the_pair_whatever_mail_has_made_of_it(page, file, said):
    page.goto("about:blank")
    page.goto(f"{file}#two-hands{said}")
    expect(sentence(page)).to_have_text("All from 25 to 60 are counted.")
    expect(page.locator(".flipbook-said")).to_be_empty()


def test_its_own_link_leads_back_and_a_pair_that_cannot_be_is_told(page, file):
    page.get_by_role("slider", name="Age, to").press("ArrowRight")
    page.get_by_role("button", name="Link to this state").click()
    expect(page.locator(".flipbook-said")).to_contain_text("opens the page at this state")
    assert "age=30to55" in page.url
    page.goto(file + "#two-hands?age=60to25")
    expect(page.locator(".flipbook-said")).to_have_text(
        "This link asks for age=60to25, which is no stop here."
    )


def test_a_pair_decides_a_bet_and_says_why_it_is_idle(page):
    page.get_by_role("radio", name="all").check()
    page.get_by_role("button", name="Take me there").click()
    expect(sentence(page)).to_have_text("All from 20 to 70 are counted.")
    expect(page.locator(".flipbook-verdict")).to_contain_text("the picture says so too")
    page.get_by_role("checkbox").check()
    for hand in page.get_by_role("slider").all():
        expect(hand).to_have_accessible_description(
            "Makes no difference while All of them is “on”."
        )


def test_a_screen_reader_hears_group_hand_and_words(page):
    expect(page.get_by_role("group", name="Age", exact=True)).to_match_aria_snapshot("""
      - group "Age":
        - slider "Age, from": "30"
        - textbox "Age, from, as a number": "30"
        - slider "Age, to": "50"
        - textbox "Age, to, as a number": "50"
    """)


@pytest.mark.skipif(not Firefox.program(), reason="there is no Firefox here: see tools/browsers")
def test_firefox_moves_both_hands(file, tmp_path):
    browser = Firefox(tmp_path)
    shown = "return document.querySelector('.flipbook-sentence').textContent"
    try:
        browser.open(file)
        for hand, key, said in (
            (0, "ARROW_RIGHT", "All from 35 to 50 are counted."),
            (0, "END", "All from 50 to 50 are counted."),
            (1, "END", "All from 50 to 70 are counted."),
            (0, "HOME", "All from 20 to 70 are counted."),
            (1, "HOME", "All from 20 to 20 are counted."),
        ):
            browser.run(f"document.querySelectorAll('[name=age]')[{hand}].focus()")
            browser.press(key)
            assert browser.run(shown) == said
        assert browser.errors() == []
    finally:
        browser.close()
