import zipfile

import chapter_numbers
import dollar_guard
import image_addresses
import pytest
import search_spelling
import sidebar
import site_zip
import yaml
from small_book import ROOT

SPELLED = {
    "behavioural": "behavioral",
    "organisations": "organizations",
    "analysed": "analyzed",
    "counselling": "counseling",
    "practise": "practice",
    "defence": "defense",
    "judgements": "judgments",
    "dialogue": "dialog",
    "paediatric": "pediatric",
    "centred": "centered",
    "programme": "program",
    "Flückiger": "fluckiger",
    "fulfilment": "fulfillment",
    "labelled": "labeled",
    "learnt": "learned",
    "skilful": "skillful",
    "ageing": "aging",
    "enrolment": "enrollment",
}


def test_every_extension_of_ours_is_also_in_the_list_that_runs():
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]
    assert set(config["local_extensions"]) <= set(config["config"]["extensions"])


@pytest.mark.parametrize(
    ("docname", "number"),
    [("notebooks/08-transference", 8), ("notebooks/22-take-home", 22), ("book/glossary", None)],
)
def test_a_chapter_carries_the_number_in_its_file_name(docname, number):
    assert chapter_numbers.chapter_number(docname) == number


@pytest.mark.parametrize("price", ["5 and ", "5 to 10 a night for ", "5-"])
def test_words_between_two_prices_are_no_formula(price):
    assert dollar_guard.reads_as_price(price)


@pytest.mark.parametrize("formula", ["5 + x", "x_1", "2", r"2 \text{ or } 3", "10 = 2 + n"])
def test_a_formula_is_no_price(formula):
    assert not dollar_guard.reads_as_price(formula)


@pytest.mark.parametrize("written", ["zwei Stühle.png", "zwei%20St%C3%BChle.png"])
def test_an_image_is_found_by_its_name_however_the_accents_are_stored(tmp_path, written):
    stored = "zwei Stu\u0308hle.png"  # as a Mac writes it
    (tmp_path / stored).touch()
    assert image_addresses.file_of(written, tmp_path) == stored


@pytest.mark.parametrize(("here", "there"), SPELLED.items())
def test_search_brings_spellings_together(here, there):
    assert search_spelling.AnySpelling({}).stem(here) == search_spelling.AnySpelling({}).stem(there)


def test_a_part_s_caption_names_its_list_and_is_no_heading():
    html = sidebar.parts_as_lists(
        '<p aria-level="2" class="caption" role="heading"><span>Part 1</span></p>\n'
        '<ul class="nav"><li><a class="current reference internal" href="#">One</a></li></ul>'
    )
    assert html == (
        '<p class="caption" id="part-1"><span>Part 1</span></p>\n<ul aria-labelledby="part-1" '
        'class="nav"><li><a class="current reference internal" aria-current="page" href="#">One'
        "</a></li></ul>"
    )


@pytest.fixture
def site(tmp_path):
    for name in ("index.html", "notebooks/a.html", ".buildinfo", "the-helping-relationship.zip"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_the_zip_holds_the_site_and_neither_itself_nor_the_builder_s_notes(site):
    target = site / site_zip.NAME
    site_zip.pack(site, target)
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == [
            "the-helping-relationship/index.html",
            "the-helping-relationship/notebooks/a.html",
        ]


def test_the_same_pages_make_the_same_zip(site):
    target = site / site_zip.NAME
    site_zip.pack(site, target)
    first = target.read_bytes()
    (site / "index.html").touch()
    site_zip.pack(site, target)
    assert target.read_bytes() == first
