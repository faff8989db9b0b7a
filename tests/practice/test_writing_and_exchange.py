"""Something to write, and exchanges: what an author may write, and what a reader gets."""

import re
from pathlib import Path

import pytest

from helping.practice import exchange, reading, write
from helping.practice.reading import PracticeError
from helping.practice.widget import without_script_and_style

SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
COURSE = sorted((Path(__file__).parents[2] / "data" / "questions").glob("*.md"))
VERSION = "- “Yes.”\n  > It is short.\n"
TURNS = "".join(f"- **{'AB'[n % 2]}:** “{n}”\n  > Why.\n" for n in range(12))


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The sample as the question file of a chapter named sample."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "sample.md").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
    return tmp_path / "questions"


def test_a_writing_has_a_prompt_and_three_versions_of_which_none_is_right():
    found = reading.parse(SAMPLE, "sample").writings["the-folder"]
    assert found.prompt == "What do you say next?"
    assert "Dalisay" in found.setting
    assert found.versions[0].text == "“You brought something.”"
    assert "<em>somebody</em>" in found.versions[1].explanation


def test_an_exchange_knows_who_helps_by_whose_turns_are_noted():
    found = reading.parse(SAMPLE, "sample").exchanges["the-blue-folder"]
    assert found.helper == "Marcus"
    assert found.ends == "worse"
    assert len(found.turns) == 12
    assert found.turns[0].note == ""
    assert "<em>else</em>" in found.turns[1].note


def test_both_are_whole_without_script_and_hold_no_style(sample):
    for shown in (write("sample", "the-folder"), exchange("sample", "the-blue-folder")):
        html = shown._repr_mimebundle_()["text/html"]
        assert without_script_and_style(html).strip() == shown.to_html()
        assert not re.search(r"<script|\s(style|on\w+)=", shown.to_html())
    page = write("sample", "the-folder").to_html()
    for version in reading.parse(SAMPLE, "sample").writings["the-folder"].versions:
        assert version.text in page
        assert version.explanation in page
    assert page.index("<textarea") < page.index("<details")


def test_how_an_exchange_ends_is_not_given_away(sample):
    changed = SAMPLE.replace("exchange (worse)", "exchange (mended)")
    (sample / "sample.md").write_text(changed, encoding="utf-8")
    mended = exchange("sample", "the-blue-folder").to_html()
    (sample / "sample.md").write_text(SAMPLE, encoding="utf-8")
    assert mended == exchange("sample", "the-blue-folder").to_html()


def test_a_screen_reader_hears_who_speaks_and_where_the_note_begins(sample):
    page = exchange("sample", "the-blue-folder").to_html()
    assert page.count("<strong>Marcus:</strong>") == 6
    assert page.count('<span class="practice-heard">Note: </span>') == 4
    assert page.count('data-who="helper"') == 6


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"## write: a\n\nWhat?\n\n{VERSION}", "has 1 versions: give 3"),
        ("## write: a\n\nWhat?\n", "offers no version"),
        (f"## write: a\n\n{VERSION * 3}", "has no prompt"),
        (f"## write: a\n\nWhat?\n\n{VERSION * 2}- [x] “Yes.”\n  > W.\n", "no version is the right"),
        (f"## write: a\n\nWhat?\n\n{VERSION * 2}- “Bare.”\n", "'“Bare.”' has no explanation"),
        (f"## write: a\n\n{'long ' * 26}?\n\n{VERSION * 3}", "itself has 27 words"),
        (f"## write (open): a\n\nWhat?\n\n{VERSION * 3}", "only an exchange says in brackets"),
        (f"## exchange: a\n\nWho.\n\n{TURNS}", "says '' of its end"),
        (f"## exchange (sad): a\n\nWho.\n\n{TURNS}", "one of well, mended, open, worse"),
        (f"## exchange (open): a\n\n{TURNS}", "has no setting"),
        ("## exchange (open): a\n\nWho.\n", "has no turns"),
        (f"## exchange (open): a\n\nWho.\n\n{TURNS[:100]}", "turns: give 12 to 20"),
        (f"## exchange (open): a\n\nWho.\n\n{TURNS.replace('**B', '**A')}", "has 1 speakers (A)"),
        (f"## exchange (open): a\n\nWho.\n\n{TURNS}- **C:** “c”\n", "has 3 speakers (A, B, C)"),
        (f"## exchange (open): a\n\nWho.\n\n{TURNS}- “Nobody.”\n", "has no speaker"),
        (f"## exchange (open): a\n\nWho.\n\n{TURNS}\n## a\n\nW?\n\n- [x] Y\n  > W.\n", "twice"),
    ],
)
def test_a_fault_says_where_and_what_to_do_in_one_sentence(text, says):
    with pytest.raises(PracticeError) as raised:
        reading.parse(text, "sample", file="data/questions/sample.md")
    message = str(raised.value)
    assert says in message
    assert message.startswith("data/questions/sample.md")
    assert "\n" not in message


@pytest.mark.parametrize("function", [write, exchange])
def test_an_unknown_name_offers_the_nearest(sample, function):
    with pytest.raises(PracticeError, match="did you mean 'the-"):
        function("sample", "the-foldr" if function is write else "the-blue-foldr")


def words_of(html):
    return len(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_the_course_s_versions_say_what_they_give_and_cost_in_a_breath(path):
    for writing in reading.read(path.stem).writings.values():
        for version in writing.versions:
            assert 15 <= words_of(version.explanation) <= 65, version.text


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_at_least_half_of_what_the_helper_says_in_an_exchange_is_noted(path):
    for found in reading.read(path.stem).exchanges.values():
        notes = [bool(turn.note) for turn in found.turns if turn.speaker == found.helper]
        assert 2 * sum(notes) >= len(notes), found.name


def test_as_many_exchanges_end_badly_or_open_as_well():
    ends = [each.ends for path in COURSE for each in reading.read(path.stem).exchanges.values()]
    assert 2 * sum(end in ("open", "worse") for end in ends) >= len(ends)
