"""Question files: what an author may write, and what a damaged file says."""

import re
from pathlib import Path

import pytest

from helping.practice import ask, gather, reading, reflect
from helping.practice.questions import COSTLY, DEFENSIBLE
from helping.practice.reading import PracticeError

SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
REPLIES = "- [x] “Yes.”\n  > It is short.\n- [ ] “No.”\n  > It is shorter.\n"


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The sample as the question file of a chapter named sample."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "sample.md").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
    monkeypatch.setenv("COURSE_STATIC", "1")
    return tmp_path


def test_a_file_yields_questions_and_reflections_in_its_order():
    found = reading.parse(SAMPLE, "sample")
    question = found.questions["my-counsellor-gave-up"]
    assert [option.defensible for option in question.options] == [False, True, True]
    assert question.prompt.startswith("A client says")
    assert "<em>too</em>" in question.prompt
    assert "Dalisay" in question.setting
    assert 'href="https://doi.org/' in question.options[1].explanation
    assert found.reflections["what-i-expect"].prompt.startswith("Think of the last person")


def test_every_reply_and_its_reason_stand_in_the_page_without_script(sample):
    page = ask("sample", "my-counsellor-gave-up").to_html()
    for option in reading.parse(SAMPLE, "sample").questions["my-counsellor-gave-up"].options:
        assert page.count(option.text) == 2  # once to choose, once with its reason
        assert option.explanation in page
    assert page.count(f"{DEFENSIBLE}.") == 2
    assert page.count(f"{COSTLY}.") == 1
    assert "<details" in page
    assert "<script" not in page


def test_the_built_page_gets_html_and_no_widget(sample):
    for shown in (
        ask("sample", "my-counsellor-gave-up"),
        reflect("sample", "what-i-expect"),
        gather(),
    ):
        data, _ = shown._repr_mimebundle_()
        assert set(data) == {"text/html", "text/plain"}
        assert "\n" not in data["text/plain"]


def test_live_it_is_a_widget_that_the_browser_cannot_write_to(sample, monkeypatch):
    monkeypatch.delenv("COURSE_STATIC")
    shown = reflect("sample", "what-i-expect")
    data, _ = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "text/html" in data
    # What is written stays in the browser: the script never sets, saves or sends a trait.
    script = shown._widget._esm
    assert "export default" in script
    assert not re.search(
        r"save_changes|model\.(set|send)|fetch\(|XMLHttpRequest|sendBeacon", script
    )


def test_a_reply_cannot_smuggle_markup_into_the_page():
    text = f"## a\n\nWhich <script>alert(1)</script>?\n\n{REPLIES}".replace("Yes", "<b onclick=x>")
    question = reading.parse(text, "sample").questions["a"]
    assert "<script>" not in question.prompt
    assert "<b" not in question.options[0].text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("## a\n\nWhich?\n\n- [x] “Yes.”\n- [ ] “No.”\n  > Why.\n", "'“Yes.”' has no explanation"),
        ("## a\n\nWhich?\n\n- [x] “Yes.”\n  >\n- [ ] “No.”\n  > Why.\n", "“Yes.”' is empty"),
        ("## a\n\nWhich?\n\n- [x] Yes\n  Why.\n- [ ] No\n  Why.\n", "has no explanation"),
        ("## a\n\nWhich?\n\n- [x] Yes\n\n  Why.\n- [ ] No\n  > W.\n", "other than its explanation"),
        ("## a\n\nWhich?\n\n- [x] Yes\n\n> Why.\n\n- [ ] No\n  > Why.\n", "belongs to none"),
        (f"## a\n\nWhich?\n\n{REPLIES}\nAnd so on.\n", "belongs to none"),
        ("## a\n\nWhich?\n", "offers no reply"),
        ("## a\n\nWhich?\n\n- [x] Yes\n  > Why.\n", "only one reply"),
        (f"## a\n\n{REPLIES}", "has no prompt"),
        (f"## a\n\nWhich?\n\n{REPLIES.replace('[x]', '[ ]')}", "mark at least one with '[x]'"),
        (f"## a\n\nWhich?\n\n{REPLIES.replace('[x]', '[v]')}", "is not marked"),
        (f"## a\n\nWhich?\n\n{REPLIES.replace('[x] ', '')}", "is not marked"),
        (f"## a\n\nWhich?\n\n{REPLIES}\n## a\n\nWhich?\n\n{REPLIES}", "stands twice"),
        (f"## a\n\nWhich?\n\n{REPLIES}\n## reflect: a\n\nWhat?\n", "stands twice"),
        (f"## A name\n\nWhich?\n\n{REPLIES}", "lower-case letters"),
        ("## reflect: b\n", "has no prompt"),
        (f"## reflect: b\n\nWhat?\n\n{REPLIES}", "no list of replies"),
        (f"## a\n\n[Which](../book/glossary.md#x)?\n\n{REPLIES}", "would be dead"),
        (f"## a\n\nWhich ![x](y.png)?\n\n{REPLIES}", "say it in words"),
        ("# Only a title\n", "holds no question"),
        ("", "holds no question"),
    ],
)
def test_a_damaged_file_says_where_and_what_to_do_in_one_sentence(text, says):
    with pytest.raises(PracticeError) as caught:
        reading.parse(text, "c", file="data/questions/c.md")
    message = str(caught.value)
    assert says in message
    assert message.startswith("data/questions/c.md")
    assert message.endswith(".")
    assert "\n" not in message


def test_an_unknown_name_offers_the_nearest(sample):
    with pytest.raises(PracticeError, match="did you mean 'my-counsellor-gave-up'"):
        ask("sample", "my-counselor-gave-up")
    with pytest.raises(PracticeError, match="did you mean 'what-i-expect'"):
        reflect("sample", "what-i-expected")
    with pytest.raises(PracticeError, match="did you mean 'sample'"):
        ask("sampel", "my-counsellor-gave-up")
    with pytest.raises(PracticeError, match="no question file"):
        ask("../sample", "my-counsellor-gave-up")


def test_a_file_in_another_encoding_says_so(sample):
    (sample / "questions" / "sample.md").write_bytes("## café".encode("latin-1"))
    with pytest.raises(PracticeError, match="save it again as UTF-8"):
        ask("sample", "x")


def test_a_missing_data_folder_says_how_to_name_it(monkeypatch, tmp_path):
    monkeypatch.setenv("HELPING_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="set the environment variable HELPING_DATA"):
        ask("sample", "x")


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[2] / "data" / "questions").glob("*.md")),
    ids=lambda path: path.stem,
)
def test_every_question_file_of_the_course_can_be_read(path):
    found = reading.parse(path.read_text(encoding="utf-8"), path.stem, path.name)
    assert found.questions
