"""What the course cites can be found: whole references, and no address of an upload site."""

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

from helping import evidence

ROOT = Path(__file__).parents[2]
SUFFIXES = {".bib", ".csv", ".ipynb", ".json", ".md", ".py", ".toml", ".ts", ".yml"}
PLACES = ("book", "data", "docs", "lab", "notebooks", "src", "tools")

UPLOADS = (
    "1library",
    "5dok",
    "academia.edu",
    "bookscouter",
    "coursehero",
    "docplayer",
    "docsity",
    "docslib",
    "dokumen",
    "epdf",
    "healthdocbox",
    "moam.info",
    "paperzz",
    "pdfcoffee",
    "pdffox",
    "readkong",
    "researchgate",
    "scribd",
    "slideshare",
    "studocu",
    "studylib",
    "vdoc",
)
SECOND_HAND = ("forum", "goodtherapy", "nikhelbig", "verywellmind", "wikipedia")
"""Retellings: the publisher's, a library's or a university's page is cited instead."""

NEEDED = {
    "article": ("author", "year", "title", "journal", "volume", "pages", "doi"),
    "book": ("author", "year", "title", "publisher"),
    "incollection": ("author", "year", "title", "booktitle", "publisher", "pages"),
    "misc": ("author", "year", "title", "howpublished"),
    "phdthesis": ("author", "year", "title", "school"),
}
WORDS = {"doi": "DOI"}

REFERENCES = parse_file(str(ROOT / "references.bib"), bib_format="bibtex").entries


def sources():
    """Every file of the product that could hold an address."""
    yield from ROOT.glob("*.md")
    yield ROOT / "references.bib"
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.suffix in SUFFIXES and "simulated" not in path.parts and path.is_file():
                yield path


def addresses(text):
    return re.findall(r"https?://([^\s/)\"'<>}\\]+)", text.lower())


def hosts_refused(text):
    refused = UPLOADS + SECOND_HAND
    return [host for host in addresses(text) if any(name in host for name in refused)]


def blanks(entry):
    """Fields that the entry lacks and that its note does not name as not seen."""
    filled = set(entry.fields) | {role for role, people in entry.persons.items() if people}
    if "editor" in filled:
        filled.add("author")
    lacking = [name for name in NEEDED[entry.type] if name not in filled]
    if any("others" in person.last_names for person in entry.persons.get("author", [])):
        lacking.append("other authors")
    unseen = " ".join(re.findall(r"([^.;]*) not seen", entry.fields.get("note", "")))
    unseen += " no DOI" if "has no DOI" in entry.fields.get("note", "") else ""
    return [
        name for name in lacking if not re.search(rf"\b{WORDS.get(name, name)}\b", unseen, re.I)
    ]


def test_no_address_leads_to_an_upload_site_or_a_retelling():
    found = {
        str(path.relative_to(ROOT)): hosts
        for path in sources()
        if (hosts := hosts_refused(path.read_text(encoding="utf-8")))
    }
    assert not found


@pytest.mark.parametrize("host", ["www.scribd.com", "de.scribd.com", "en.wikipedia.org"])
def test_an_upload_site_is_known_by_any_of_its_names(host):
    assert hosts_refused(f"[Somebody (1990)](https://{host}/document/1)") == [host]
    assert not hosts_refused("[Somebody (1990)](https://doi.org/10.1037/scribd)")


@pytest.mark.parametrize("key", REFERENCES)
def test_a_reference_is_whole_or_says_what_was_not_seen(key):
    assert not blanks(REFERENCES[key])


@pytest.mark.parametrize("key", REFERENCES)
def test_a_note_does_not_call_unseen_what_is_there(key):
    note = REFERENCES[key].fields.get("note", "")
    unseen = " ".join(re.findall(r"([^.;]*) not seen", note))
    there = [
        name
        for name in ("journal", "volume", "pages", "doi", "publisher", "school")
        if name in REFERENCES[key].fields and re.search(rf"\b{name}\b", unseen, re.I)
    ]
    assert not there


def test_every_row_that_has_no_doi_is_among_the_references():
    known = {entry.fields.get("url", "").lower() for entry in REFERENCES.values()}
    known |= {entry.fields.get("doi", "").lower() for entry in REFERENCES.values()}
    missing = {key: row.doi for key, row in evidence.load().items() if row.doi.lower() not in known}
    assert not missing
