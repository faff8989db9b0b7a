import author_year
import pytest
from pybtex.database import parse_string

BIB = r"""
@article{a, author = {Gelso, C. J. and Carter, Jean-Marie A.}, year = {1994},
  title = {{Does it fit?}}, journal = {J. Couns.}, volume = {41}, number = {3}, pages = {1--9},
  doi = {10.1037/x}}
@book{b, editor = {Norcross, J. C. and Lambert, M. J.}, year = {2019},
  title = {{What works}}, publisher = {Oxford \& Co}, url = {https://example.org/w}}
@incollection{c, author = {Asay, T. P.}, year = {1999}, title = {{The case}},
  booktitle = {The heart}, editor = {Hubble, M. A.}, pages = {23--55}, publisher = {APA}}
@misc{d, author = {{A Society}}, year = {2018}, title = {{A framework}}}
@phdthesis{e, author = {Standal, S.}, year = {1954}, title = {{The need}}, school = {Chicago},
  url = {https://example.org/s}, note = {Cited after it}}
@misc{f, author = {Cooper, M.}, year = {2019}, title = {{Are they?}}, howpublished = {Blog post}}
"""


@pytest.fixture(scope="module")
def written():
    entries = parse_string(BIB, "bibtex").entries
    style = author_year.AuthorYear()
    return {key: style.format_entry(key, entries[key]).text for key in entries}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "a",
            "Gelso, C. J., & Carter, J.-M. A. (1994). Does it fit? J. Couns., 41(3), 1–9. "
            "https://doi.org/10.1037/x",
        ),
        (
            "b",
            "Norcross, J. C., & Lambert, M. J. (Eds.) (2019). What works. Oxford & Co. "
            "https://example.org/w",
        ),
        ("c", "Asay, T. P. (1999). The case. In Hubble, M. A. (Ed.), The heart (pp. 23–55). APA."),
        ("d", "A Society (2018). A framework."),
        (
            "e",
            "Standal, S. (1954). The need. Chicago. https://example.org/s (Cited after it)",
        ),
        ("f", "Cooper, M. (2019). Are they? Blog post."),
    ],
)
def test_an_entry_reads_author_year_title_place_address(written, key, text):
    assert str(written[key]) == text
