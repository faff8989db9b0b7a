"""The table of figures, its boxes, and the check that prose quotes nothing else."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helping import evidence
from helping.evidence import EvidenceError, check_prose

FIXTURE = Path(__file__).parent / "evidence.csv"
TABLE = Path(__file__).parents[2] / "data" / "evidence" / "evidence.csv"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """A data folder that holds the fixture as its table."""
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "evidence.csv").write_bytes(FIXTURE.read_bytes())
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
    return tmp_path


def with_row(tmp_path, **changes):
    """Write a table of one row, that of empathy with some fields changed."""
    with FIXTURE.open(encoding="utf-8", newline="") as stream:
        record = next(csv.DictReader(stream))
    out = io.StringIO()
    writer = csv.DictWriter(out, evidence.COLUMNS)
    writer.writeheader()
    writer.writerow(record | changes)
    path = tmp_path / "changed.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def test_a_row_keeps_the_digits_of_its_source(data):
    (row,) = evidence.load(with_row(data, value=".30", k_studies="1,045")).values()
    assert str(row.value) == "0.30"
    row = evidence.row("ct_reactions")
    assert row.value == Decimal("-.16")
    assert row.ci == (Decimal("-.30"), Decimal("-.03"))
    assert row.link == "https://doi.org/10.1037/pst0000189"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("empathy_2018", "r = .28, 95 % interval .23 to .33"),
        ("ct_reactions", "r = −.16, 95 % interval −.30 to −.03"),
        ("regard_2018", "g = 0.28 (no interval given)"),
        ("dropout_2012", "19.7 per cent, 95 % interval 18.7 to 20.7"),
        ("rupture_seen", "19 to 42 per cent of sessions"),
    ],
)
def test_the_figure_is_said_in_words(key, words):
    assert evidence.figure_in_words(evidence.row(key)) == words


def test_a_box_has_the_lines_a_reader_needs():
    box = evidence.box("empathy_2018")
    text = repr(box)
    for line in (
        "The figure: r = .28, 95 % interval .23 to .33.",
        "How many: 82 studies, 6,138 people.",
        "In a hundred clients: Of 100 clients in the upper half on one of the two, about 59 ",
        "What it does not show: Which comes first",
        "The popular version: It is often said",
        "Source: Elliott et al., 2018, https://doi.org/10.1037/pst0000175",
    ):
        assert line in text
    page = html5lib.parseFragment(box._repr_html_(), namespaceHTMLElements=False)
    group = page.find("div")
    assert group.get("id") == "evidence-empathy_2018"
    heading = page.find(f".//*[@id='{group.get('aria-labelledby')}']")
    assert heading.tag == "h3"  # a screen reader's key for headings gets there
    assert "<script" not in box._repr_html_()


def test_a_box_stands_in_a_saved_notebook_and_on_a_page_that_forbids_styles_inside(monkeypatch):
    box = evidence.box("empathy_2018")
    assert "<style>" in box._repr_html_()
    monkeypatch.setenv("FLIPBOOK_STATIC", "1")
    assert "style" not in box._repr_html_()


def test_a_figure_of_its_own_kind_heads_its_line(data):
    changed = with_row(
        data, statistic="odds ratio", value="1.79", ci_low="", ci_high="", ci_level=""
    )
    (row,) = evidence.load(changed).values()
    assert "Odds ratio: 1.79." in repr(evidence.Box(row))
    assert "The figure" not in repr(evidence.Box(row))


@pytest.mark.parametrize(("key", "said"), [("rupture_seen", True), ("empathy_2018", False)])
def test_a_box_says_so_where_a_figure_was_only_partly_checked(key, said):
    for form in (repr(evidence.box(key)), evidence.box(key)._repr_html_()):
        assert ("(partly checked)" in form) is said


def test_a_hundred_clients_are_computed_given_or_left_out():
    assert "about 20 leave early" in repr(evidence.box("dropout_2012"))
    assert "It equals a correlation of about .14. Of 100" in repr(evidence.box("regard_2018"))
    assert "hundred" not in repr(evidence.box("overlap"))


def test_unknown_counts_are_said_to_be_unknown():
    assert "64 studies; the number of people is not given here" in repr(evidence.box("regard_2018"))
    assert "more than 2,400 people; the number of studies" in repr(evidence.box("rupture_seen"))
    assert "1 study, 2568 families + 1545 couples" in repr(evidence.box("overlap"))


def test_markup_in_the_table_is_shown_as_text(tmp_path):
    row = evidence.load(with_row(tmp_path, label="<b>x</b>", source='"><script>'))["empathy_2018"]
    assert "<b>" not in evidence.Box(row)._repr_html_()
    assert "<script" not in evidence.Box(row)._repr_html_()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": ""}, "'source' is empty"),
        ({"doi": ""}, "'doi' is empty"),
        ({"doi": "doi:10.1/x"}, "write a DOI such as"),
        ({"does_not_show": " "}, "'does_not_show' is empty"),
        ({"verified": "no"}, "'verified' is 'no'"),
        ({"verified": ""}, "'verified' is empty"),
        ({"value": "moderate"}, "write one number"),
        ({"value": ".28-.31"}, "write one number"),
        ({"value": "1.28", "ci_low": "", "ci_high": "", "ci_level": ""}, "outside -1 to 1"),
        ({"statistic": "finding", "value": "both directions"}, "write a number"),
        ({"ci_low": ""}, "fill in 'ci_low'"),
        ({"ci_level": ""}, "fill in 'ci_level'"),
        ({"ci_high": "high"}, "write one number"),
        ({"ci_low": ".30"}, "does not lie between"),
        ({"ci_level": ".95"}, "a level in per cent, such as 95"),
        ({"k_studies": "many"}, "'k_studies' is 'many'"),
        ({"key": "Empathy 2018"}, "lower-case letters"),
        ({"n_people": "07-Jan"}, "'07-Jan', which reads as a date"),
        ({"k_studies": "1 Feb"}, "reads as a date"),
        ({"value": "=1+1", "statistic": "count"}, "reads as a spreadsheet formula"),
        ({"value": "0,28"}, "reads as a decimal comma"),
        ({"value": "19,7", "statistic": "percent"}, "reads as a decimal comma"),
        ({"n_people": "1.2E+03"}, "reads as a number in powers of ten"),
        ({"value": "0.5"}, "with all the digits of its source, such as .50"),
    ],
)
def test_a_damaged_row_is_named_with_its_remedy_in_one_sentence(tmp_path, changes, says):
    with pytest.raises(EvidenceError) as caught:
        evidence.load(with_row(tmp_path, **changes))
    message = str(caught.value)
    assert says in message
    assert message.startswith("changed.csv")
    assert message.endswith(".")
    assert "\n" not in message


def test_pictures_get_the_numbers_of_a_row_by_its_key():
    empathy = evidence.published("empathy_2018")
    assert (empathy.value, empathy.low, empathy.high) == (0.28, 0.23, 0.33)
    assert (empathy.studies, empathy.people, empathy.statistic) == (82, 6138, "r")
    assert evidence.published("regard_2018").low is None
    assert evidence.published_numbers("rupture_seen") == (19, 42)
    assert evidence.published_numbers("dropout_2012") == (19.7,)
    with pytest.raises(EvidenceError, match=r"not one number: use published_numbers\("):
        evidence.published("rupture_seen")


def test_a_damaged_or_missing_table_says_so(data):
    table = data / "evidence" / "evidence.csv"
    whole = table.read_text(encoding="utf-8")
    table.write_text(whole + whole.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="'empathy_2018' stands twice"):
        evidence.load()
    table.write_text(whole + "short,row\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="too many or too few fields"):
        evidence.load()
    table.write_text(whole.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="has no row: restore it"):
        evidence.load()
    table.write_text(whole.splitlines()[0].replace(",", ";") + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="has semicolons between its fields"):
        evidence.load()
    table.write_text("key,label\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="lacks the column 'finding'"):
        evidence.load()
    table.write_bytes("key\nFlückiger".encode("latin-1"))
    with pytest.raises(EvidenceError, match="save it again as UTF-8"):
        evidence.load()
    table.unlink()
    with pytest.raises(EvidenceError, match="no table of figures"):
        evidence.load()


def test_an_unknown_key_offers_the_nearest():
    with pytest.raises(EvidenceError, match="did you mean 'empathy_2018'"):
        evidence.box("empathy_2008")


def test_numbers_come_in_every_form_that_prose_may_print():
    forms = evidence.numbers("empathy_2018")
    assert forms >= {".28", "0.28", ".23", "0.33", "95", "82", "6138", "6,138", "6\u2009138"}
    assert forms >= {"59", "41", "100", "50", "2018"}
    assert not forms & {".29", "28", "6", "138", "60"}
    assert evidence.numbers("ct_reactions") >= {"-.16", "−.16", "−0.30", "973"}
    assert ".16" not in evidence.numbers("ct_reactions")
    assert evidence.numbers("dropout_2012") >= {"19.7", "20", "83,834", "83834"}
    assert evidence.numbers("rupture_seen") >= {"19", "42", "2400", "2,400"}
    assert evidence.numbers("overlap") >= {".66", "2568", "1,545"}


@given(st.sampled_from(["empathy_2018", "ct_reactions", "dropout_2012"]), st.data())
def test_every_form_that_is_offered_is_accepted_in_prose(key, data):
    form = data.draw(st.sampled_from(sorted(evidence.numbers(key))))
    # A hyphen between a word and a number would not be a minus, so it follows a space.
    assert check_prose(f"So it is [about {form} here](#evidence-{key}).") == []


GOOD = [
    "Empathy goes with outcome: [r = .28, 95 % interval .23 to .33](#evidence-empathy_2018).",
    "In [82 studies of 6,138 people](#evidence-empathy_2018), all told.",
    "Somewhere in [.23–.33](#evidence-empathy_2018).",
    "It is [about 59 of 100](../notebooks/04-x.ipynb#evidence-empathy_2018).",
    "The link is negative, [r = −.16](#evidence-ct_reactions).",
    "The link is negative, [minus .16](#evidence-ct_reactions).",
    "At 14:30, in session 8, Marcus, 34, has ten minutes left and 5 of 12 forms.",
    "The interval between sessions matters to a class of 100 students.",
    "In this toy model 64 per cent of clients stay and r = .4.",
    "After 16 sessions, 40 of 100 leave in this model.",
    "It ends the topic [88 times of 100](#replies?reply=reassure), or [87 per cent](#yes?fits=60).",
    "All numbers down to the next heading come from this toy. After 16, 40 per cent go.\n\nr = .4.",
    "The correlation is a number from minus one to one.",
    "Run `r = .5` and see.",
    "```\nr = .5 # 20 %\n```",
    "> She says: “Ninety per cent of the time I am fine.”",
    "[Elliott et al. (2018)](https://doi.org/10.1037/pst0000175) gathered them.",
]


@pytest.mark.parametrize("prose", GOOD)
def test_good_prose_passes(prose):
    assert check_prose(prose) == []


@pytest.mark.parametrize(
    ("prose", "says"),
    [
        ("It is [r = .31](#evidence-empathy_2018).", "says 0.31, which is not one of that row's"),
        ("It is [r = .16](#evidence-ct_reactions).", "says 0.16"),
        ("It is [61 of 100](#evidence-empathy_2018).", "says 61"),
        ("It is [r = .28](#evidence-sympathy).", "which the table does not have"),
        ("The link is r = .28.", "a statistic"),
        ("The numbers of this toy hold down to the next heading.\n\n## Next\n\nr = .28.", "a stat"),
        ("Read on down to the next heading: r = .28.", "a statistic"),
        ("After [chapter 5](#replies?reply=advise) it is r = .28.", "a statistic"),
        ("The link is *r* = .28.", "a statistic"),
        ("Its size (d=0.55) is moderate.", "a statistic"),
        ("They had k = 82 studies.", "a statistic"),
        ("It rests on N = 6,138.", "a statistic"),
        ("A correlation of about .28 is modest.", "a statistic"),
        ("About 20 per cent leave early.", "a percentage"),
        ("About 19.7 % leave early.", "a percentage"),
        ("Of course 20 of 100 leave early.", "a number of 100"),
        ("Twenty in a hundred leave early.", "a number of 100"),
        ("The interval runs from .23 to .33.", "an interval"),
        ("| a |\n| --- |\n| r = .28 |", "a statistic"),
        ("> We found r = .28.", "a statistic"),
        ("In this model, all is free. Elsewhere, 20 per cent leave.", "a percentage"),
        ("[Elliott et al. (2018): r = .28](https://doi.org/10.1037/pst0000175)", "a statistic"),
        ("## About 20 per cent leave", "a percentage"),
    ],
)
def test_a_loose_or_wrong_statistic_is_found(prose, says):
    faults = check_prose(prose)
    assert len(faults) == 1
    assert says in faults[0]
    assert "\n" not in faults[0]


def test_a_link_to_a_box_that_the_page_does_not_show_is_found():
    prose = "It is [r = .28](#evidence-empathy_2018)."
    assert check_prose(prose, boxes=["empathy_2018"]) == []
    assert "this page does not show" in check_prose(prose, boxes=["overlap"])[0]


@pytest.mark.skipif(not TABLE.exists(), reason="the table of figures is not there yet")
def test_every_row_of_the_course_makes_a_box():
    for row in evidence.load(TABLE).values():
        assert "What it does not show" in repr(evidence.Box(row))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("so r = .28 (95 % interval)", "so r\u00a0=\u00a0.28 (95\u00a0% interval)"),
        ("d = −0.63, k = 7", "d\u00a0=\u00a0−0.63, k\u00a0=\u00a07"),
        ("her = his; a share in %", "her = his; a share in %"),
    ],
)
def test_a_statistic_stays_on_one_line(written, kept):
    assert evidence.unbroken(written) == kept
