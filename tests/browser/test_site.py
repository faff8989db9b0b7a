"""The built site in a browser that may reach nothing but the site: what a reader does there."""

import re
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nbformat
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from same_picture import SERIALISE, differences, link_to, sample_states, values_at

pytestmark = [pytest.mark.browser, pytest.mark.built]
ROOT = Path(__file__).parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
NAMED = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
PAGES = [*NAMED, "search"]
CHAPTERS = [name for name in NAMED if name.startswith("notebooks/")]


def shows_pictures(page):
    notebook = ROOT / f"{page}.ipynb"
    if not notebook.is_file():
        return False
    cells = nbformat.read(notebook, as_version=4).cells
    return any(cell.cell_type == "code" and "explore(" in cell.source for cell in cells)


WITH_PICTURES = [page for page in NAMED if shows_pictures(page)]
with_pictures = pytest.mark.parametrize("name", WITH_PICTURES)

PICTURE = """figure => [...figure.querySelector("svg").children]
    .filter(child => !/^(title|desc)$/.test(child.tagName))
    .map(child => child.outerHTML).join("")"""
# What has the focus, if it is a control of a picture: which picture, which control, what kind.
FOCUSED = """() => {
  const input = document.activeElement, figure = input?.closest("figure.flipbook");
  const controls = ".flipbook-controls :is(input, select)"; // and not those of a bet
  if (!figure || !input.matches(controls)) return input?.tagName ?? null;
  const named = input.closest(".flipbook-control").querySelector("[name]");
  return [figure.id, named.name, input.type];
}"""


def figure(page, name):
    return page.locator(f'figure.flipbook[id="{name}"]')


def state_of(page, name):
    shown = figure(page, name)
    told = shown.locator(".flipbook-sentence, .flipbook-further").all_text_contents()
    return shown.evaluate(PICTURE), " ".join(told)


def all_states(page):
    names = page.locator("figure.flipbook").evaluate_all("all => all.map(each => each.id)")
    return {name: state_of(page, name) for name in names}


def assert_answers_to_keys(page, name):
    """Press keys on a picture's first control until it moves, at most four."""
    before = state_of(page, name)
    controls = figure(page, name).locator(".flipbook-controls")
    controls.locator("input, select").first.focus()
    for key in ("ArrowDown", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
        if state_of(page, name) != before:
            return
    raise AssertionError(f"{name} does not answer to keys")


SWITCH_ON = """name => {
  const { flipbook } = document.getElementById(name);
  const on = flipbook.controls.filter((each) => each.kind === "switch");
  flipbook.set(Object.fromEntries(on.map((each) => [each.name, 1])), false);
}"""
SET = "([name, stops]) => document.getElementById(name).flipbook.set(stops, false)"


@with_pictures
def test_every_control_is_reached_by_tab_and_moves_its_own_picture_by_key(visit, explorers, name):
    page = visit(name, reduced_motion="reduce")  # else a picture may still be easing
    known = explorers(ROOT / f"{name}.ipynb")
    wanted = {(each.name, control) for each in known.values() for control in each.controls}
    moved, spoken, passed, limit = set(), set(), Counter(), 900
    page.locator("h1").last.click()
    while wanted - (moved & spoken) and limit:
        limit -= 1
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not isinstance(focused, list):
            continue
        explorer, control, kind = focused
        offered = known[explorer].controls[control]
        if (explorer, control) in moved & spoken:
            continue
        # The second time round from the start: some controls matter only after another has
        # moved (no depth without a rupture), some have nothing left to change after one has.
        # The third time with all that can be switched on, the fourth with the others at their last.
        turn = passed[explorer, control, kind] % 4
        if turn:
            page.evaluate("name => document.getElementById(name).flipbook.reset()", explorer)
        if turn == 2:
            page.evaluate(SWITCH_ON, explorer)
        if turn == 3:
            others = {each: len(at.values) - 1 for each, at in known[explorer].controls.items()}
            del others[control]
            page.evaluate(SET, [explorer, others])
        passed[explorer, control, kind] += 1
        before = all_states(page)
        keys = {"checkbox": ["Space"], "number": ["ArrowUp", "ArrowDown"]}.get(
            kind, ["ArrowRight"] * (len(offered.values) - 1) + ["Home", "ArrowLeft"]
        )
        if kind in ("radio", "select-one"):
            keys = ["ArrowDown"] * (len(offered.values) - 1) + ["ArrowUp"] * len(offered.values)
        for key in keys:
            page.keyboard.press(key)
            after = all_states(page)
            others = {each for each in after if after[each] != before[each]} - {explorer}
            assert others == set(), f"{control} of {explorer} also moves {others}"
            if after[explorer][0] != before[explorer][0]:
                moved.add((explorer, control))
            if after[explorer][1] != before[explorer][1]:
                spoken.add((explorer, control))
            if (explorer, control) in moved & spoken:
                break
    assert wanted - moved == set(), "no key changes the picture"
    assert wanted - spoken == set(), "no key changes the sentence or what is folded behind it"


@with_pictures
def test_every_sampled_state_on_the_page_is_what_python_draws(visit, explorers, name):
    known = explorers(ROOT / f"{name}.ipynb")
    page = visit(name, reduced_motion="reduce")
    faults, compared = [], 0
    for explorer in known.values():
        shown = figure(page, explorer.name)
        for state in sample_states(explorer):
            link = link_to(explorer, state)
            page.evaluate("link => { location.hash = link; }", link)
            page.wait_for_function(
                """([name, stops]) => {
                  const { stops: now } = document.getElementById(name).flipbook;
                  return Object.values(now).join() === stops;
                }""",
                arg=[explorer.name, ",".join(map(str, state))],
            )
            frame, sentence = explorer.frame_at(**values_at(explorer, state))
            said = shown.locator(".flipbook-sentence").inner_text()
            if said != sentence:
                faults.append(f"{link}: the page says {said!r}, Python {sentence!r}")
            drawn = shown.locator("svg").evaluate(SERIALISE)
            faults += [f"{link}: {each}" for each in differences(drawn, frame.text())[:2]]
            compared += 1
    assert faults == []
    assert compared > 8 * len(known)


@with_pictures
def test_the_page_begins_with_the_state_that_the_notebook_begins_with(visit, explorers, name):
    page = visit(name, java_script_enabled=False)
    for explorer in explorers(ROOT / f"{name}.ipynb").values():
        shown = figure(page, explorer.name)
        frame, sentence = explorer.frame_at()
        assert shown.locator(".flipbook-sentence").inner_text() == sentence
        visible = [words for words in shown.locator("svg text").all_text_contents() if words]
        for words in ElementTree.fromstring(frame.text()).iter():
            if words.tag.endswith("text") and "".join(words.itertext()).strip():
                assert "".join(words.itertext()).strip() in map(str.strip, visible)


@with_pictures
def test_a_link_to_a_state_opens_it_and_reset_goes_back(visit, explorers, name):
    explorer = list(explorers(ROOT / f"{name}.ipynb").values())[-1]
    far = tuple(0 if c.index else len(c.values) - 1 for c in explorer.controls.values())
    page = visit(name, f"#{link_to(explorer, far)}", reduced_motion="reduce")
    shown = figure(page, explorer.name)
    frame, sentence = explorer.frame_at(**values_at(explorer, far))
    expect(shown.locator(".flipbook-sentence")).to_have_text(sentence)
    assert differences(shown.locator("svg").evaluate(SERIALISE), frame.text()) == []
    expect(shown).to_be_in_viewport()
    shown.get_by_role("button", name="Link to this state").click()
    assert page.url.endswith(f"#{link_to(explorer, far)}")
    shown.get_by_role("button", name="Reset").press("Enter")
    frame, sentence = explorer.frame_at()
    expect(shown.locator(".flipbook-sentence")).to_have_text(sentence)
    assert differences(shown.locator("svg").evaluate(SERIALISE), frame.text()) == []


@pytest.mark.parametrize("damage", ["?nothing=7", "?%", "%E0%A4%A", "?=&&=?"])
def test_a_damaged_link_leaves_every_picture_working(visit, explorers, damage):
    name = WITH_PICTURES[-1]
    first, *_ = known = list(explorers(ROOT / f"{name}.ipynb"))
    page = visit(name, f"#{first}{damage}")
    for each in known:
        assert_answers_to_keys(page, each)


SEEN = """all => all.filter((each) => !each.closest('[display="none"]'))
  .map((each) => each.textContent)"""


@with_pictures
def test_a_saved_picture_is_an_svg_with_the_words_of_the_page(visit, name):
    page = visit(name)
    for shown in page.locator("figure.flipbook").all():
        with page.expect_download() as download:
            shown.get_by_role("button", name="Save picture").click()
        assert download.value.suggested_filename == f"{shown.get_attribute('id')}.svg"
        saved = ElementTree.parse(download.value.path()).getroot()
        assert saved.tag == "{http://www.w3.org/2000/svg}svg"
        assert {"width", "height", "viewBox"} <= set(saved.keys())
        for part in [*saved.iter()]:  # what is hidden in this state is nobody's word
            for hidden in [each for each in part if each.get("display") == "none"]:
                part.remove(hidden)
        words = ["".join(t.itertext()) for t in saved.iter("{http://www.w3.org/2000/svg}text")]
        assert words == shown.locator("svg text").evaluate_all(SEEN)
        assert "var(" not in ElementTree.tostring(saved, "unicode")


def test_a_finger_on_a_phone_moves_a_picture(visit):
    page = visit(
        WITH_PICTURES[0],
        has_touch=True,
        is_mobile=True,
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
    )
    slider = page.locator('figure.flipbook input[type="range"]').last
    slider.scroll_into_view_if_needed()
    name = slider.evaluate("input => input.closest('figure').id")
    before = state_of(page, name)
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    after = state_of(page, name)
    assert after[0] != before[0]
    assert after[1] != before[1]
    assert slider.input_value() == slider.get_attribute("max")


@with_pictures
def test_with_scripts_off_pictures_sentences_and_answers_can_be_read(visit, name):
    page = visit(name, java_script_enabled=False)
    for shown in page.locator("figure.flipbook").all():
        for part in ("svg", ".flipbook-sentence", "figcaption"):
            expect(shown.locator(part)).to_be_visible()
        expect(shown.locator("input:visible, select:visible, button:visible")).to_have_count(0)
    for question in page.locator(".practice-question").all():
        question.locator("summary").click()
        for reason in question.locator(".practice-reason").all():
            expect(reason).to_be_visible()
    expect(page.locator(".practice-actions:visible")).to_have_count(0)


@with_pictures
def test_on_paper_pictures_stay_and_controls_go(visit, name):
    page = visit(name)
    page.emulate_media(media="print")
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator(".flipbook-controls:visible")).to_have_count(0)
    for shown in page.locator("figure.flipbook").all():
        for part in ("svg", ".flipbook-sentence", "figcaption"):
            expect(shown.locator(part)).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_phone_scrolls_down_only_and_every_target_can_be_hit(visit, name):
    page = visit(name, viewport={"width": 320, "height": 640}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    too_small = page.evaluate(
        """() => {
          const ours = ".flipbook input, .flipbook select, .flipbook button, .flipbook-radio, " +
            ".practice-option, .practice button, .practice summary, .practice-keep";
          const all = ours + ", button, summary, input, select, textarea";
          const small = [];
          for (const each of document.querySelectorAll(all)) {
            const label = each.matches("[type=checkbox], [type=radio]") && each.labels[0];
            const box = (label || each).getBoundingClientRect();
            const least = each.matches(ours) ? 44 : 24;
            const seen = each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
            if (seen && box.width && (box.height < least - 0.5 || box.width < 24)) {
              small.push(each.outerHTML.slice(0, 90) + ` ${box.width}×${box.height}`);
            }
          }
          return small;
        }"""
    )
    assert too_small == []


# What axe finds of colours alone: the rest is the same in light and dark.
SETTLED = "Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))"
OF_COLOURS = ("color-contrast", "link-in-text-block")
# What axe still tries out, each for a fault that stood here once.
TRIED_OUT = ("label-content-name-mismatch", "td-has-header", "focus-order-semantics")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name, width):
    page = visit(name, viewport={"width": width, "height": 900}, color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.keyboard.press("Tab")  # the first link, which skips the menu, shows itself only now
    # Without preload, by which axe itself would fetch style sheets; with the target size of 2.2.
    options = {"preload": False, "resultTypes": ["violations"]}
    every = {"rules": {rule: {"enabled": True} for rule in ("target-size", *TRIED_OUT)}}
    found = []
    for scheme, rules in (("light", every), ("dark", {"runOnly": list(OF_COLOURS)})):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        page.evaluate(SETTLED)  # buttons glide from colour to colour
        for each in Axe().run(page, options=options | rules).response["violations"]:
            found.append((scheme, each["id"], [n["html"][:200] for n in each["nodes"]][:4]))
    assert found == []


@pytest.mark.parametrize("name", NAMED)
def test_every_page_opens_without_complaint_from_an_unpacked_zip(visit, site, tmp_path, name):
    with zipfile.ZipFile(site / "the-helping-relationship.zip") as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    page = visit(name, address=folder.as_uri() + "/")
    expect(page.locator("article h1")).to_be_visible()
    for explorer in all_states(page):
        assert_answers_to_keys(page, explorer)


def test_search_finds_a_chapter_by_its_word_tells_no_server_and_leads_there(visit):
    page, asked = visit(CHAPTERS[0]), []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Search").first.click()
    page.keyboard.type("transference")
    page.keyboard.press("Enter")
    found = page.locator("#search-results li a").filter(has_text=re.compile("Transference"))
    expect(found.first).to_be_visible()
    field = page.get_by_role("searchbox").last
    field.fill("rupture")  # a second word, on the page of the first
    field.press("Enter")
    links = page.locator("#search-results li a")
    expect(links.filter(has_text="Glossary > rupture")).to_be_visible()
    expect(links.filter(has_text="Glossary > transference")).to_have_count(0)
    page.go_back()
    found.first.click()
    expect(page.locator("article h1")).to_contain_text("Transference")
    words = [urlsplit(url).query for url in asked]
    assert [each for each in words if "transference" in each or "rupture" in each] == []


CUT_OFF = """() => [...document.querySelectorAll("figure.flipbook *")].filter(part => {
  const place = part.getBoundingClientRect();
  if (!place.width || part.closest("svg")?.contains(part.parentElement)) return false;
  for (let box = part.parentElement; box; box = box.parentElement) {
    const frame = box.getBoundingClientRect();
    const clips = getComputedStyle(box).overflowX !== "visible";
    if (clips && (place.left < frame.left - 1 || place.right > frame.right + 1)) return true;
  }
  return place.left < 0 || place.right > innerWidth;
}).map(part => `${part.closest("figure").id}: ${part.outerHTML.slice(0, 60)}`)"""


@with_pictures
@pytest.mark.parametrize("width", [320, 480, 1280])
def test_nothing_of_a_picture_or_its_controls_is_cut_off(visit, name, width):
    page = visit(name, viewport={"width": width, "height": 700})
    assert page.evaluate(CUT_OFF) == []
