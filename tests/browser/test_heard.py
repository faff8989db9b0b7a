"""What somebody hears who does not see a picture: each thing once, and short."""

import pytest
from playwright.sync_api import expect

from flipbook import Explorer, slider, switch

pytestmark = pytest.mark.browser

# Every text that is put into a live region, as a screen reader would be handed it.
LISTEN = """() => {
  globalThis.heard = [];
  for (const region of document.querySelectorAll("[aria-live], [role=status], output")) {
    new MutationObserver(() => {
      const words = region.textContent.trim();
      if (words) heard.push([words, region.firstElementChild?.tagName ?? "bare text"]);
    }).observe(region, { childList: true, subtree: true, characterData: true });
  }
}"""


def tower(figure, height=2, roof=True):
    """How high a tower is, with a roof or without; drawn for this test and fitted to nothing."""
    axes = figure.subplots()
    axes.bar(["tower"], [height + roof], color="C1" if roof else "C0")
    axes.set(ylim=(0, 12), title="A tower")
    return f"It is {height + roof} storeys high.", f"A storey takes {10 / height:.1f} days."


@pytest.fixture(scope="module")
def explorer():
    return Explorer(
        tower,
        {
            "height": slider("Storeys below the roof", 1, 9, value=2),
            "roof": switch("A roof", True),
        },
        title="A tower of storeys",
        name="heard",
    )


@pytest.fixture
def page(chromium, explorer, tmp_path):
    file = tmp_path / "tower.html"
    file.write_text(explorer.to_html(standalone=True), encoding="utf-8")
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(LISTEN)
    yield page
    context.close()


def test_figure_controls_and_picture_have_short_names_and_the_name_is_not_said_twice(page):
    tree = page.locator("figure").aria_snapshot()
    assert tree.count("A tower of storeys") == 1
    assert 'figure "A tower of storeys"' in tree
    assert 'img "Picture, described below"' in tree
    assert 'group "Controls"' in tree
    assert tree.count("Storeys below the roof") == 2  # the slider's name, and its field's


def test_the_letters_of_a_picture_are_not_read_one_by_one(page):
    assert "A tower" in page.locator("figure svg text").all_text_contents()
    lines = page.locator("figure").aria_snapshot().splitlines()
    assert [line for line in lines if line.strip() in ("- text: tower", "- text: A tower")] == []
    picture = next(n for n, line in enumerate(lines) if "- img" in line)
    assert lines[picture + 1].strip() == "- paragraph: It is 3 storeys high."


def test_the_sentence_is_an_ordinary_paragraph_with_settings_and_numbers_behind_it(page):
    expect(page.locator("p.flipbook-sentence")).to_have_text("It is 3 storeys high.")
    expect(page.get_by_text("A storey takes 5.0 days.")).to_be_hidden()
    page.get_by_text("Settings and further numbers").click()
    expect(page.get_by_text("A storey takes 5.0 days.")).to_be_visible()
    page.get_by_role("slider").press("ArrowRight")
    page.get_by_role("checkbox").click()
    listed = page.get_by_role("list", name="Settings").get_by_role("listitem")
    expect(listed).to_have_text(["Storeys below the roof: 3", "A roof: off"])
    expect(page.get_by_text("A storey takes 3.3 days.")).to_be_visible()


def test_a_run_of_steps_is_spoken_once_when_the_hand_rests_and_taken_away_again(page):
    for _ in range(4):
        page.get_by_role("slider").press("ArrowRight")
    expect(page.locator("p.flipbook-sentence")).to_have_text("It is 7 storeys high.")
    assert page.evaluate("heard") == []
    page.wait_for_function("heard.length > 0")
    page.wait_for_function("!document.querySelector('[aria-live]').textContent")
    assert page.evaluate("heard") == [["It is 7 storeys high.", "P"]]


def test_reset_says_that_it_is_back_and_what_it_shows_in_one_breath(page):
    page.get_by_role("slider").press("End")
    page.wait_for_function("heard.length > 0")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("heard.length > 1")
    assert page.evaluate("heard[1]") == ["Back to the start. It is 3 storeys high.", "P"]


@pytest.mark.parametrize(
    ("typed", "shown", "said"),
    [
        ("5", "5", ""),
        ("5,2", "5", "The nearest stop is 5."),
        ("12", "9", "The nearest stop is 9."),
        ("\N{MINUS SIGN}3", "1", "The nearest stop is 1."),
        ("many", "2", "“many” is not a number that this control knows."),
    ],
)
def test_a_typed_number_is_understood_or_its_nearest_stop_is_told(page, typed, shown, said):
    field = page.get_by_role("textbox", name="Storeys below the roof, as a number")
    field.fill(typed)
    field.press("Tab")
    expect(field).to_have_value(shown)
    expect(page.locator(".flipbook-said")).to_have_text(said)
    expect(page.get_by_role("slider")).to_have_value(shown)
