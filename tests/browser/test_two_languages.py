"""Two pictures of two languages on one page: each says everything in its own."""

import pytest
from playwright.sync_api import expect

from flipbook import Bet, between, explore, slider, switch

pytestmark = pytest.mark.browser


def step(figure, n=1, still=False, ends=(0, 2)):
    """Ñ."""
    figure.subplots(subplot_kw={"ylim": (0, 3)}).bar(["ñ"], [1 if still else n])
    return f"Ñ {1 if still else n}."


@pytest.fixture
def page(chromium, tmp_path):
    def made(name, lang):
        explorer = explore(
            step,
            name=name,
            lang=lang,
            n=slider("Ñ", 0, 2, value=1, words={2: "ñ"}, play=True),
            still=switch("Ññ"),
            ends=between("Ñññ", 0, 2),
            bet=Bet("Ñ?", ["Ñ", "ñ"], right="ñ", at={"n": 2}),
        )
        html = explorer.to_html(script=True)
        explorer.close()
        return html

    file = tmp_path / "two.html"
    file.write_text(f"<!DOCTYPE html>{made('in-english', '')}{made('in-german', 'de')}", "utf-8")
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(file.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "in-english",
            {
                "play": "Play: Ñ",
                "from": "Ñññ, from",
                "spoken": "2 of 2: ñ",
                "nearest": "The nearest stop is 2.",
                "idle": "Makes no difference while Ññ is “on”.",
                "bet": "You bet on “ñ”, and the picture says so too.",
                "start": "Back to the start.",
            },
        ),
        (
            "in-german",
            {
                "play": "Abspielen: Ñ",
                "from": "Ñññ, von",
                "spoken": "2 von 2: ñ",
                "nearest": "Am nächsten liegt 2.",
                "idle": "Ändert nichts, solange Ññ auf „an“ steht.",
                "bet": "Sie haben auf „ñ“ gewettet, und das Bild sagt es auch.",
                "start": "Zurück am Anfang.",
            },
        ),
    ],
)
def test_each_picture_says_all_in_its_own_language(page, name, said):
    shown = page.locator(f"#{name}")
    expect(shown.get_by_role("button", name=said["play"])).to_be_visible()
    expect(shown.get_by_role("slider", name=said["from"])).to_be_visible()
    shown.get_by_role("radio", name="ñ", exact=True).check()
    number = shown.locator(".flipbook-number").first
    number.fill("7")
    number.press("Enter")
    expect(shown.locator(".flipbook-said")).to_have_text(said["nearest"])
    spoken = shown.get_by_role("slider", name="Ñ", exact=True)
    expect(spoken).to_have_attribute("aria-valuetext", said["spoken"])
    expect(shown.locator(".flipbook-verdict")).to_have_text(said["bet"])
    shown.get_by_role("checkbox").check()
    expect(shown.locator(".flipbook-idle").first).to_have_text(said["idle"])
    shown.locator("[data-flipbook-do=reset]").click()
    expect(shown.locator(".flipbook-said")).to_have_text(said["start"])
