"""The built site as files: links, assets, weight, words; what a crawler would see."""

import gzip
import json
import re
import zipfile
from functools import cache
from itertools import pairwise
from math import prod
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import numpy as np
import pytest
import yaml

from flipbook.table import unpack

pytestmark = pytest.mark.built
ROOT = Path(__file__).parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
NAMED = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
PAGES = [*NAMED, "search"]
CHAPTERS = [name for name in NAMED if name.startswith("notebooks/")]
FOOTER = "Learning material: not therapy, not supervision, no qualification."
HEADINGS = {f"h{level}" for level in range(1, 7)}
LOADS = {  # what a browser fetches by itself
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
CALLS_OUT = re.compile(
    r"(?:fetch|open|sendBeacon|WebSocket|EventSource|importScripts|import|Request)"
    r"""\s*\(\s*(?:["'`][A-Z]+["'`]\s*,\s*)?["'`](?:[a-z]+:)?//[^"'`]*""",
)

pages = pytest.mark.parametrize("page", PAGES)
chapters = pytest.mark.parametrize("page", CHAPTERS)


@cache
def parse(path):
    return html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)


@cache
def ids(path):
    return [each.get("id") for each in parse(path).iter() if each.get("id")]


def file_of(site, page):
    return site / f"{page}.html"


def words(path):
    """Return what a reader sees: no scripts, styles, code."""
    said = []

    def walk(element):
        if element.tag in ("script", "style", "code", "pre", "template") or callable(element.tag):
            return
        said.append(element.text or "")
        for child in element:
            walk(child)
            said.append(child.tail or "")

    walk(parse(path).find("body"))
    return " ".join(" ".join(said).split())


def targets(path):
    return [each.get("href") for each in parse(path).iter("a") if each.get("href")]


def stops(path):
    """Return for each picture of a page what its controls offer: name to keys."""
    found = {}
    for figure in parse(path).iter("figure"):
        for script in figure.iter("script"):
            if script.get("class") == "flipbook-stops":
                offered = json.loads(script.text)
                found[figure.get("id")] = {each["name"]: each["keys"] for each in offered}
    return found


def assets(site, path):
    """Return the files that a page loads, and the addresses that are none of ours."""
    ours, foreign = set(), []
    for element in parse(path).iter():
        address = None
        if element.tag == "link" and LOADING_LINKS.intersection((element.get("rel") or "").split()):
            address = element.get("href")
        elif element.tag in LOADS:
            address = element.get(LOADS[element.tag])
        if not address or address.startswith("data:"):
            continue
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address.startswith("/"):
            foreign.append(address)
        else:
            ours.add((path.parent / unquote(parts.path)).resolve())
    return ours, foreign


def test_the_site_holds_the_pages_of_the_table_of_contents_and_no_other(site):
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert found == {f"{page}.html" for page in [*PAGES, "index"]}


def test_the_start_page_leads_to_the_welcome(site):
    assert targets(site / "index.html") == [f"{TOC['root']}.html"]


@pages
def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(site, page):
    path, dead = file_of(site, page), []
    for address in targets(path):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if address.startswith("/") or not target.is_file():
            dead.append(address)
            continue
        place, _, state = unquote(parts.fragment).partition("?")
        if place and target.suffix == ".html" and place not in ids(target):
            dead.append(address)
        elif state:
            offered = stops(target).get(place, {})
            dead += [f"{address}: {n}" for n, k in parse_qsl(state) if k not in offered.get(n, [])]
    assert dead == []


@pages
def test_links_outward_are_encrypted_and_name_a_host(site, page):
    outward = [a for a in targets(file_of(site, page)) if urlsplit(a).scheme or a[:2] == "//"]
    assert [a for a in outward if not re.match(r"https://[\w.-]+\.[a-z]{2,}(/|$|\?)", a)] == []


@pages
def test_a_page_loads_nothing_from_another_host_and_all_that_it_loads_is_there(site, page):
    ours, foreign = assets(site, file_of(site, page))
    assert foreign == []
    assert [path for path in ours if not path.is_file()] == []
    assert ours, "a page without a style sheet is not the course's"


@pages
def test_no_script_or_style_on_a_page_asks_another_host(site, page):
    for element in parse(file_of(site, page)).iter():
        inside = element.text or "" if element.tag in ("script", "style") else ""
        assert CALLS_OUT.findall(inside) == []
        assert re.findall(r"@import[^;]*//|url\(\s*[\"']?(?:[a-z]+:)?//", inside) == []


def test_no_script_or_style_of_the_site_asks_another_host(site):
    found = []
    for path in (site / "_static").rglob("*"):
        if path.suffix == ".js":
            found += [(path.name, call) for call in CALLS_OUT.findall(path.read_text("utf-8"))]
        elif path.suffix in (".css", ".svg"):
            outside = r"@import[^;]*//[^;]*|url\(\s*[\"']?(?:[a-z]+:)?//[^)]*"
            found += [(path.name, at) for at in re.findall(outside, path.read_text("utf-8"))]
    assert found == []


@pages
def test_no_raw_markup_or_python_shows_through(site, page):
    said = words(file_of(site, page))
    for trace in (
        r"\{[\w:.-]+\}\s*`",
        r"`{3}",
        r":::",
        r"interactive\(children=",
        r"<IPython\.",
        r"\bOutput\(\)",
        r"\b\w+ object at 0x",
        r"Traceback \(most recent call last\)",
        r"\]\(\S+\)",
        r"\*\*\w",
        r"\|\s*-{3,}",
    ):
        assert re.findall(f".{{0,30}}{trace}.{{0,30}}", said) == []


def test_no_file_names_the_machine_that_built_it(site):
    private = (str(ROOT), str(Path.home()) + "/", "file:///", "site-packages")
    told = [
        (path.relative_to(site).as_posix(), name)
        for path in site.rglob("*")
        if path.suffix in (".html", ".js", ".css", ".ipynb", ".md", ".svg")
        for name in private
        if name in path.read_text("utf-8")
    ]
    assert told == []


@pages
def test_every_picture_says_what_it_shows(site, page):
    tree, silent = parse(file_of(site, page)), []
    for image in tree.iter("img"):
        alt = (image.get("alt") or "").strip()
        if len(alt.split()) < 2 or re.search(r"_images/|\.(png|svg|jpe?g)\b|[0-9a-f]{32}", alt):
            silent.append(image.get("src"))
    for svg in tree.iter("{http://www.w3.org/2000/svg}svg"):
        if svg.get("aria-hidden") == "true":
            continue
        named = {(child.tag.rpartition("}")[2], (child.text or "").strip()) for child in svg}
        said = {tag for tag, text in named if text}
        if svg.get("role") != "img" or not {"title", "desc"} <= said:
            silent.append(svg.get("id") or svg.get("class"))
    assert silent == []


@pages
def test_a_page_has_one_first_heading_a_language_a_title_and_no_id_twice(site, page):
    path = file_of(site, page)
    tree = parse(path)
    assert len(list(tree.iter("h1"))) == 1
    assert tree.get("lang") == "en-GB"
    assert (tree.find("head/title").text or "").strip()
    assert [each.get("name") for each in tree.iter("meta")].count("viewport") == 1
    assert sorted({each for each in ids(path) if ids(path).count(each) > 1}) == []


@pages
def test_the_first_heading_is_the_page_s_title_and_the_sidebar_tells_which_page_is_open(site, page):
    tree = parse(file_of(site, page))
    headings = [e for e in tree.iter() if e.tag in HEADINGS or e.get("role") == "heading"]
    assert headings[0].tag == "h1"
    opened = [a for a in tree.iter("a") if a.get("aria-current") == "page"]
    assert len(opened) == (page != "search")


@pages
def test_every_cell_of_a_table_has_a_heading_and_every_heading_a_direction(site, page):
    faults = []
    for table in parse(file_of(site, page)).iter("table"):
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            across = [cell for cell in cells if cell.get("scope") == "row"]
            faults += [cell for cell in cells if cell.tag == "th" and not cell.get("scope")]
            faults += [cell for cell in cells if cell.tag == "th" and not "".join(cell.itertext())]
            if not across and not any(th.get("scope") == "col" for th in table.iter("th")):
                faults.append(row)
    assert [" ".join("".join(fault.itertext()).split())[:60] for fault in faults] == []


@pages
def test_each_fold_of_code_has_a_name_of_its_own_that_is_also_its_accessible_name(site, page):
    folds = [
        each
        for each in parse(file_of(site, page)).iter("details")
        if "code-fold" in (each.get("class") or "").split()
    ]
    names = ["".join(fold.find("summary").itertext()).strip() for fold in folds]
    assert all(names)
    assert len(set(names)) == len(names)
    assert [s for fold in folds for s in fold.iter("summary") if s.get("aria-label")] == []


@pages
def test_no_script_or_style_stands_inside_a_page(site, page):
    """A host may forbid them: a script element holds data, or names its file."""
    inside = [
        ElementTree.tostring(each, "unicode")[:90]
        for each in parse(file_of(site, page)).iter()
        if each.tag == "style"
        or (each.tag == "script" and not each.get("src") and each.get("type") != "application/json")
        or any(str(name).startswith("on") for name in each.attrib)
        or (each.get("href") or "").startswith("javascript:")
    ]
    assert inside == []


@pages
def test_headings_go_down_one_level_at_a_time(site, page):
    levels = [int(e.tag[1]) for e in parse(file_of(site, page)).iter() if str(e.tag) in HEADINGS]
    jumps = [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1]
    assert jumps == []


@pages
def test_a_page_says_what_the_course_is_not(site, page):
    footers = parse(file_of(site, page)).iter("footer")
    said = " ".join(" ".join("".join(footer.itertext()).split()) for footer in footers)
    assert FOOTER in said
    assert "Do not enter real client details." in said


@chapters
def test_a_chapter_page_weighs_under_350_kb_in_transfer(site, page):
    path = file_of(site, page)
    ours, _ = assets(site, path)
    weights = {each: len(gzip.compress(each.read_bytes(), 6)) for each in [path, *ours]}
    assert sum(weights.values()) < 350_000


@chapters
def test_the_states_of_a_picture_weigh_at_most_15_kb_for_350(site, page):
    checked = 0
    for script in parse(file_of(site, page)).iter("script"):
        if script.get("class") == "flipbook-book":
            states = prod(json.loads(script.text)["shape"])
            weight = len(gzip.compress(script.text.encode(), 6))
            assert weight <= 15_360 * max(1, states / 350), f"{states} states weigh {weight} bytes"
            checked += 1
    assert checked >= 2


def numbered(packed, shape):
    """Return all frames of a picture over its controls, equal ones with equal numbers."""
    seen = {}
    return np.array([seen.setdefault(each, len(seen)) for each in unpack(packed)]).reshape(shape)


@pages
def test_every_control_somewhere_changes_the_picture_and_what_is_said_at_once(site, page):
    silent = []
    for figure in parse(file_of(site, page)).iter("figure"):
        held = {script.get("class"): script.text for script in figure.iter("script")}
        if "flipbook-book" not in held:
            continue
        book = json.loads(held["flipbook-book"])
        picture, sentence, more = (
            numbered(book[part], book["shape"]) for part in ("picture", "sentence", "more")
        )
        for axis, control in enumerate(json.loads(held["flipbook-stops"])):
            said = (np.diff(sentence, axis=axis) != 0) | (np.diff(more, axis=axis) != 0)
            both = (np.diff(picture, axis=axis) != 0) & said
            if not both.any():
                silent.append(f"{control['name']} of {figure.get('id')}")
    assert silent == []


@chapters
def test_a_chapter_shows_its_pictures_questions_and_reflection_without_scripts(site, page):
    tree = parse(file_of(site, page))
    classes = [set((element.get("class") or "").split()) for element in tree.iter()]
    assert 2 <= sum("flipbook" in each for each in classes) <= 4
    assert 4 <= sum("practice-question" in each for each in classes) <= 6
    assert sum("practice-reflection" in each for each in classes) == 1
    for figure in tree.iter("figure"):
        assert figure.find(".//*[@class='flipbook-sentence']").text.strip()
        label = figure.find("figcaption/a")
        assert label.text.startswith(("Toy", "Adapted", "Measured"))
        assert label.get("href").endswith("about-the-evidence.html#three-labels-on-every-picture")
        assert not figure.find("figcaption").text, "the label is what a caption begins with"


@chapters
def test_a_chapter_offers_its_own_notebook(site, page):
    path = file_of(site, page)
    offered = [each for each in parse(path).iter("a") if each.get("download") is not None]
    (link,) = [each for each in offered if each.get("href").endswith(".ipynb")]
    file = (path.parent / urlsplit(link.get("href")).path).resolve()
    assert file.read_bytes() == (ROOT / f"{page}.ipynb").read_bytes(), (
        "the site is older than the notebook: run `make build`"
    )


def test_the_zip_is_the_whole_site_under_one_folder(site):
    archive_file = site / "the-helping-relationship.zip"
    with zipfile.ZipFile(archive_file) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    folder = archive_file.stem + "/"
    needed = {file_of(site, page) for page in PAGES}
    for path in list(needed):
        linked = [urlsplit(address) for address in targets(path)]
        within = [parts.path for parts in linked if parts.path and not parts.scheme]
        needed |= assets(site, path)[0]
        needed |= {(path.parent / unquote(place)).resolve() for place in within}
    missing = [
        name
        for path in needed - {archive_file}
        if packed.get(name := folder + path.relative_to(site).as_posix()) != path.read_bytes()
    ]
    assert missing == []
    assert {name for name in packed if not name.startswith(folder)} == set()
    # A path in Windows has 260 characters at most, and a folder in a cloud takes many of them.
    assert [name for name in packed if len(name) > 80] == []


def test_some_page_offers_the_zip(site):
    offered = [a for page in PAGES for a in targets(file_of(site, page)) if a.endswith(".zip")]
    assert offered
