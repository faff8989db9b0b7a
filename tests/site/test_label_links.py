import re

import pytest
from label_links import PAGE, SECTION, with_links
from shell_words import shell_words
from small_book import ROOT

LABELS = shell_words()["labels"].values()


def linked(caption):
    page = with_links(f"<p>Toy model</p><figcaption>{caption}</figcaption>", LABELS, "about.html#x")
    return page.removeprefix("<p>Toy model</p><figcaption>").removesuffix("</figcaption>")


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Toy model. Ours.", '<a href="about.html#x">Toy model</a>. Ours.'),
        ("Toy: ours.", '<a href="about.html#x">Toy</a>: ours.'),
        ("Measured. A toy model.", '<a href="about.html#x">Measured</a>. A toy model.'),
        ("Toys on a shelf.", "Toys on a shelf."),
        ("Sixty people.", "Sixty people."),
    ],
)
def test_the_label_that_a_caption_begins_with_is_a_link(caption, expected):
    assert linked(caption) == expected


def test_the_link_leads_to_the_section_on_labels():
    page = (ROOT / f"{PAGE}.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert SECTION in [each.lower().replace(" ", "-") for each in headings]
