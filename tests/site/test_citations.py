from types import SimpleNamespace

import citations
import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.errors import ExtensionError

BIB = """
@article{rogers1957, author = {Rogers, C. R.}, year = {1957}, title = {T},
  journal = {J}, doi = {10.1037/H0045357}}
@misc{society, author = {{S}}, year = {2018}, title = {T}, url = {https://example.org/code/}}
"""


@pytest.fixture
def app(tmp_path):
    (tmp_path / "references.bib").write_text(BIB)
    return SimpleNamespace(
        srcdir=tmp_path,
        config=SimpleNamespace(bibtex_bibfiles=["references.bib"], bibtex_cite_id="ref-{key}"),
        env=SimpleNamespace(
            docname="notebooks/08-transference",
            found_docs={"notebooks/08-transference", citations.REFERENCES},
        ),
        builder=SimpleNamespace(get_relative_uri=lambda start, end: "../book/references.html"),
    )


def page_citing(url):
    page = new_document("page")
    page += nodes.paragraph("", "", nodes.reference("", "Rogers (1957)", refuri=url))
    return page


def target(page):
    return next(iter(page.findall(nodes.reference)))["refuri"]


@pytest.mark.parametrize(
    "url",
    [
        "https://doi.org/10.1037/h0045357",
        "http://dx.doi.org/10.1037/h0045357",
        "https://doi.org/10.1037%2Fh0045357",
    ],
)
def test_a_doi_leads_to_its_entry_however_it_is_written(app, url):
    page = page_citing(url)
    citations.link_to_references(app, page, "notebooks/08-transference")
    assert target(page) == "../book/references.html#ref-rogers1957"


def test_a_source_without_doi_is_found_by_its_url(app):
    page = page_citing("https://example.org/code")
    citations.link_to_references(app, page, "notebooks/08-transference")
    assert target(page) == "../book/references.html#ref-society"


def test_the_list_of_references_keeps_its_links_to_the_sources(app):
    page = page_citing("https://doi.org/10.1037/h0045357")
    citations.link_to_references(app, page, citations.REFERENCES)
    assert target(page) == "https://doi.org/10.1037/h0045357"


def test_other_links_are_left_alone(app):
    page = page_citing("https://findahelpline.com")
    citations.link_to_references(app, page, "notebooks/08-transference")
    assert target(page) == "https://findahelpline.com"


def test_a_doi_without_entry_fails_the_build_in_one_sentence(app):
    citations.note_unknown(app, page_citing("https://doi.org/10.9999/nowhere"))
    with pytest.raises(ExtensionError) as error:
        citations.refuse_unknown(app, app.env)
    assert str(error.value) == (
        "notebooks/08-transference cites https://doi.org/10.9999/nowhere, "
        "which has no entry in references.bib."
    )


def test_a_mended_citation_no_longer_fails(app):
    citations.note_unknown(app, page_citing("https://doi.org/10.9999/nowhere"))
    citations.note_unknown(app, page_citing("https://doi.org/10.1037/h0045357"))
    citations.refuse_unknown(app, app.env)
