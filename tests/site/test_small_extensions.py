import zipfile

import chapter_numbers
import pytest
import site_zip
import table_corners


@pytest.mark.parametrize(
    ("docname", "number"),
    [("notebooks/08-transference", 8), ("notebooks/22-take-home", 22), ("book/glossary", None)],
)
def test_a_chapter_carries_the_number_in_its_file_name(docname, number):
    assert chapter_numbers.chapter_number(docname) == number


def test_an_empty_table_heading_becomes_a_plain_cell():
    html = '<tr><th class="head"><p></p></th><th class="head"><p>What</p></th></tr>'
    assert (
        table_corners.plain_corners(html) == '<tr><td></td><th class="head"><p>What</p></th></tr>'
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
