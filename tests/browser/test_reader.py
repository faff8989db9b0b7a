"""What a reader does with a picture: bets, follows words into it, takes it away; in any home."""

import re

import pytest
from playwright.sync_api import expect

from flipbook import Bet, Explorer, choice, slider

pytestmark = pytest.mark.browser
SANDBOX = "allow-scripts allow-forms"


def tower(figure, height=2, top="roof"):
    """How high a tower is; drawn for this test and fitted to nothing."""
    axes = figure.subplots()
    axes.bar(["tower"], [height + (top == "roof")])
    axes.set(ylim=(0, 12), title="A tower")
    return f"It is {height + (top == 'roof')} storeys high."


@pytest.fixture(scope="module")
def html():
    explorer = Explorer(
        tower,
        {
            "height": slider("Storeys below", 1, 9, value=2),
            "top": choice("On top", ["roof", "open sky", "50 % & a flag"]),
        },
        title="A tower of storeys",
        name="tower",
        bet=Bet(
            "How high is it with nine storeys under a roof?",
            ["nine", "ten"],
            right="ten",
            at={"height": 9, "top": "roof"},
            reveals=["10 storeys"],
        ),
    )
    prose = (
        '<p>It can be <a id="words" href="#tower?height=7&amp;top=open%20sky">seven storeys</a> '
        'or <a href="#tower?height=4">five</a> high, of <a href="#tower">this tower</a>.</p>'
        + "<p>And so on.</p>"
        * 60
    )
    return explorer.to_html(standalone=True).replace("<figure", prose + "<figure", 1)


@pytest.fixture
def site(chromium, html, tmp_path):
    """Open the page, by its address and with what may stand behind it."""
    (tmp_path / "tower.html").write_text(html, encoding="utf-8")
    context = chromium.new_context(
        reduced_motion="reduce", viewport={"width": 1280, "height": 720}, accept_downloads=True
    )
    complaints = []

    def opener(fragment="", page=None):
        page = page or context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((tmp_path / "tower.html").as_uri() + fragment)
        return page

    opener.folder = tmp_path
    opener.context = context
    yield opener
    context.close()
    assert complaints == []


def sentence(page):
    return page.locator("p.flipbook-sentence")


# A bet


def test_a_bet_is_decided_when_the_picture_gets_there_and_told_in_sight_of_it(site):
    page = site()
    page.get_by_role("radio", name="nine").check()
    expect(page.locator(".flipbook-verdict")).to_have_text("")
    page.get_by_role("slider").press("End")
    told = "You bet on “nine”; the picture says “ten”. Move things and see why."
    expect(page.locator(".flipbook-verdict")).to_have_text(told)
    marks = page.locator(".flipbook-bet .flipbook-radio")
    expect(marks).to_have_text([re.compile("nine.*your bet"), re.compile("ten.*picture says")])
    expect(page.locator("[aria-live]")).to_have_text(f"It is 10 storeys high. {told}")


def test_a_reader_who_does_not_bet_is_told_nothing_of_it(site):
    page = site()
    page.get_by_role("slider").press("End")
    expect(sentence(page)).to_have_text("It is 10 storeys high.")
    expect(page.locator(".flipbook-verdict")).to_have_text("")
    expect(page.locator(".flipbook-right")).to_have_count(0)


def test_the_bet_can_be_taken_to_its_state_and_given_back(site):
    page = site()
    page.get_by_role("radio", name="ten").check()
    page.get_by_role("button", name="Take me there").press("Enter")
    expect(page.locator(".flipbook-verdict")).to_have_text(
        "You bet on “ten”, and the picture says so too."
    )
    expect(page.locator(".flipbook-verdict")).to_be_focused()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".flipbook-verdict")).to_have_text("")
    expect(page.get_by_role("radio", name="ten")).not_to_be_checked()
    page.get_by_role("radio", name="nine").check()


def test_a_bet_is_a_group_named_by_its_question(site):
    page = site()
    group = page.get_by_role("group", name="How high is it with nine storeys under a roof?")
    expect(group.get_by_role("radio")).to_have_count(2)


# Words that move the picture


@pytest.mark.parametrize("back", ["button", "browser"])
def test_words_in_the_text_set_the_picture_and_lead_back(site, back):
    page = site()
    page.get_by_role("slider").press("End")
    link = page.get_by_role("link", name="seven storeys")
    page.evaluate("scrollTo(0, 0)")
    link.focus()
    page.keyboard.press("Enter")
    expect(sentence(page)).to_have_text("It is 7 storeys high.")
    expect(page.locator(".flipbook-picture")).to_be_in_viewport(ratio=1)
    expect(page.locator("[aria-live]")).to_contain_text("It is 7 storeys high.")
    expect(page.get_by_role("button", name="Back to the text")).to_be_focused()
    assert page.url.endswith("#tower?height=7&top=open%20sky")
    if back == "button":
        page.keyboard.press("Enter")
    else:
        page.go_back()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_role("button", name="Back to the text")).to_be_hidden()


def test_words_set_what_they_do_not_name_to_the_start_and_work_again_and_again(site):
    page = site()
    page.get_by_role("radio", name="open sky").check()
    for _ in range(2):
        page.get_by_role("link", name="five").click()
        expect(sentence(page)).to_have_text("It is 5 storeys high.")
        page.get_by_role("slider").press("End")
    page.go_back()
    page.go_forward()
    expect(sentence(page)).to_have_text("It is 5 storeys high.")


def test_a_link_to_the_picture_alone_is_left_to_the_browser(site):
    page = site()
    page.get_by_role("slider").press("End")
    page.get_by_role("link", name="this tower").click()
    expect(page.locator("figure")).to_be_in_viewport()
    expect(sentence(page)).to_have_text("It is 10 storeys high.")


PLAIN = "tower?height=7&top=open%20sky"


@pytest.mark.parametrize(
    "sent",
    [
        PLAIN,
        PLAIN.replace("?", "%3F"),
        PLAIN.replace("=", "%3D"),
        PLAIN.replace("=", "%3D").replace("&", "%26"),
        PLAIN.replace("&", "&amp;"),
        PLAIN.replace("%", "%25").replace("?", "%3F").replace("=", "%3D").replace("&", "%26"),
        PLAIN.replace("%20", "+"),
        PLAIN + "&utm_source=mail",
        PLAIN + ".",
    ],
)
def test_a_link_that_mail_has_rewritten_opens_its_state(site, sent):
    page = site("#" + sent)
    expect(sentence(page)).to_have_text("It is 7 storeys high.")
    expect(page.locator(".flipbook-said")).to_have_text("")


def test_a_key_with_a_percent_sign_and_an_ampersand_arrives(site):
    page = site("#tower?top=50%20%25%20%26%20a%20flag")
    expect(page.get_by_role("radio", name="50 % & a flag")).to_be_checked()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("tower?height=77", "This link asks for height=77, which is no stop here."),
        ("tower?width=3&height=7", "This link asks for width, which is no control of this picture"),
        ("castle?height=3", "This link asks for a picture named “castle”, which is not on this"),
    ],
)
def test_what_a_link_asks_for_and_the_page_does_not_know_is_said(site, sent, said):
    page = site("#" + sent)
    expect(page.get_by_text(said)).to_be_visible()


# Taking away


def frame(site, sandbox):
    (site.folder / "platform.html").write_text(
        f'<iframe src="tower.html" {sandbox} width="1000" height="700"></iframe>', encoding="utf-8"
    )
    page = site.context.new_page()
    page.goto((site.folder / "platform.html").as_uri())
    return page.frame_locator("iframe")


@pytest.mark.parametrize("sandbox", ["", f'sandbox="{SANDBOX}"'], ids=["frame", "sandbox"])
def test_in_a_frame_link_and_picture_can_be_copied_and_nothing_false_is_said(site, sandbox):
    inside = frame(site, sandbox)
    inside.get_by_role("slider").press("End")
    inside.get_by_role("button", name="Link to this state").click()
    field = inside.get_by_role("textbox", name="Copy this link: it opens the page at this state.")
    expect(field).to_have_value(re.compile(r"tower\.html#tower\?height=9&top=roof$"))
    expect(field).to_be_focused()
    inside.get_by_role("button", name="Save picture").click()
    expect(field).to_have_count(0)
    said = inside.locator(".flipbook-said")
    expect(said).to_have_text(
        re.compile("^Your browser was asked to keep tower.svg. If it did not")
    )
    expect(inside.locator("textarea")).to_have_value(re.compile("^<svg[^>]*>.*A tower", re.DOTALL))


def test_a_clipboard_that_refuses_gives_a_field_to_copy_from(site):
    page = site()
    page.evaluate(
        """() => {
          if (!navigator.clipboard) return;
          navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused"));
        }"""
    )
    page.get_by_role("button", name="Link to this state").click()
    expect(page.get_by_role("textbox", name="Copy this link")).to_be_focused()


# What did not arrive


def test_a_damaged_picture_says_so_and_the_others_live(site, html):
    figure = re.search(r"<figure.*</figure>", html, re.DOTALL).group()
    for number, damage in enumerate(
        [('flipbook-stops">[', 'flipbook-stops">[['), ('flipbook-book">{', 'flipbook-book">')]
    ):
        broken = figure.replace(*damage, 1).replace("tower", f"broken-{number}")
        html = html.replace("<figure", broken + "<figure", 1)
    (site.folder / "tower.html").write_text(html, encoding="utf-8")
    page = site.context.new_page()
    page.goto((site.folder / "tower.html").as_uri())
    for number in range(2):
        shown = page.locator(f"#broken-{number}")
        expect(shown.get_by_text("This picture did not arrive whole")).to_be_visible()
        expect(shown.locator("input:visible, button:visible")).to_have_count(0)
        expect(shown.locator("svg")).to_be_visible()
        expect(shown.locator("p.flipbook-sentence")).to_be_visible()
    page.locator("#tower").get_by_role("slider").press("End")
    expect(page.locator("#tower p.flipbook-sentence")).to_have_text("It is 10 storeys high.")


def test_controls_that_cannot_work_are_not_shown(site, html):
    cut = html[: html.index('class="flipbook-book"') + 400]
    without = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    for text in (cut, without):
        (site.folder / "tower.html").write_text(text, encoding="utf-8")
        page = site()
        expect(page.locator("figure svg")).to_be_visible()
        expect(page.locator("input:visible, button:visible, select:visible")).to_have_count(0)


def test_a_strict_policy_leaves_the_picture_whole(chromium, html, tmp_path):
    """Style and script in files of their own, nothing inline: as a careful host sets it."""
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL).group(1)
    page = chromium.new_page()
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    html = html.replace(f"<style>{style}</style>", '<link rel="stylesheet" href="style.css">')
    html = html.replace(f"<script>{script}</script>", '<script src="script.js"></script>')
    policy = {"content-security-policy": "default-src 'self'; img-src 'self' data:"}
    kinds = {"style.css": ("text/css", style), "script.js": ("text/javascript", script)}

    def answer(route):
        kind, body = kinds.get(route.request.url.rpartition("/")[2], ("text/html", html))
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers=policy)

    page.route("**/*", answer)
    page.goto("http://127.0.0.1:9/tower.html")
    page.get_by_role("slider").press("End")
    expect(sentence(page)).to_have_text("It is 10 storeys high.")
    with page.expect_download():
        page.get_by_role("button", name="Save picture").click()
    page.close()
    assert complaints == []


# Colours and keyboards of the machine


HOSTS = {
    "a book": ("html", "data-theme", "dark", "light"),
    "JupyterLab": ("body", "data-jp-theme-light", "false", "true"),
    "VS Code": ("body", "data-vscode-theme-kind", "vscode-dark", "vscode-light"),
    "Colab": ("html", "theme", "dark", "light"),
}
PAPER = "getComputedStyle(document.querySelector('figure')).backgroundColor"
DARK, LIGHT = "rgb(23, 27, 33)", "rgb(254, 254, 254)"


@pytest.mark.parametrize("host", HOSTS)
def test_a_picture_is_dark_where_its_host_is_dark_whatever_the_system_is(site, host):
    element, attribute, dark, light = HOSTS[host]
    page = site()
    for system in ("light", "dark"):
        page.emulate_media(color_scheme=system)
        for chosen, paper in ((dark, DARK), (light, LIGHT)):
            page.evaluate(
                "([tag, name, value]) => document.querySelector(tag).setAttribute(name, value)",
                [element, attribute, chosen],
            )
            assert page.evaluate(PAPER) == paper
    page.evaluate(f"document.querySelector('{element}').setAttribute('{attribute}', '{dark}')")
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == LIGHT


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_in_forced_colours_a_picture_can_be_read_whatever_was_chosen_before(site, system, chosen):
    page = site()
    page.evaluate("chosen => { document.documentElement.dataset.theme = chosen; }", chosen)
    page.emulate_media(forced_colors="active", color_scheme=system)
    seen = page.evaluate(
        """() => {
          const picture = document.querySelector(".flipbook-picture");
          const words = [...picture.querySelectorAll("text")]
            .map(text => getComputedStyle(text).fill);
          return [getComputedStyle(picture).backgroundColor, ...new Set(words)];
        }"""
    )
    bright = [sum(map(int, re.findall(r"\d+", colour)[:3])) / 3 for colour in seen]
    assert all(abs(each - bright[0]) > 120 for each in bright[1:]), seen


def test_above_a_software_keyboard_the_picture_moves_into_what_is_left(site):
    page = site()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("textbox", name="Storeys below, as a number").focus()
    page.evaluate(
        """() => {
          const seen = visualViewport;
          Object.defineProperty(seen, "height", { value: 420 });
          Object.defineProperty(seen, "offsetTop", { value: 200 });
          seen.dispatchEvent(new Event("resize"));
        }"""
    )
    page.wait_for_function(
        "document.querySelector('.flipbook-picture').getBoundingClientRect().top >= 200"
    )
    page.wait_for_timeout(200)  # for the margins
    box = page.locator(".flipbook-picture").bounding_box()
    field = page.get_by_role("textbox").bounding_box()
    assert box["y"] >= 200
    assert box["y"] + box["height"] <= field["y"]
