"""Question files: what an author may write, and what a damaged file says."""

import re
from pathlib import Path

import pytest

from helping.practice import ask, gather, reading, reflect
from helping.practice.questions import markup
from helping.practice.reading import PracticeError
from helping.practice.widget import page_script, without_script_and_style
from helping.words import words

SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
REPLIES = "- [x] “Yes.”\n  > It is short.\n- [ ] “No.”\n  > It is shorter.\n"


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The sample as the question file of a chapter named sample."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "sample.md").write_text(SAMPLE, encoding="utf-8")
    monkeypatch.setenv("HELPING_DATA", str(tmp_path))
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
    said = words("practice")["question"]
    assert page.count(f">{said['defensible']}.<") == 2
    assert page.count(f">{said['costly']}.<") == 1
    assert "<details" in page
    assert "<script" not in page


def test_a_screen_reader_hears_the_question_as_the_group_and_the_case_once_before_it(sample):
    page = ask("sample", "my-counsellor-gave-up").to_html()
    assert page.index("Dalisay") < page.index("<fieldset>")
    assert "Which reply would you try?" in re.search("<legend>(.*?)</legend>", page)[1]
    assert "aria-describedby" not in page


def test_all_practice_is_html_that_is_whole_without_a_kernel_or_a_widget(sample):
    for shown in (
        ask("sample", "my-counsellor-gave-up"),
        reflect("sample", "what-i-expect"),
        gather(),
    ):
        data = shown._repr_mimebundle_()
        assert set(data) == {"text/html", "text/plain"}
        assert "\n" not in data["text/plain"]
        html = data["text/html"]
        assert html.count("<script") == html.count("</script>") == html.count("<style") == 1
        assert without_script_and_style(html).strip() == shown.to_html()


def test_the_script_has_no_way_to_python_or_to_the_network():
    ways = r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import\(|Jupyter|kernel|comm\b"
    assert not re.search(ways, page_script())
    assert "https" not in page_script().replace('a[href^="https:"]', "")


def test_no_style_or_handler_stands_inside_the_markup(sample):
    for shown in (ask("sample", "my-counsellor-gave-up"), reflect("sample", "what-i-expect")):
        assert not re.search(r"\s(style|on\w+)=", shown.to_html())


def test_another_language_needs_no_code(sample, monkeypatch, tmp_path):
    table = (
        '[question]\nhint = "Wählen Sie."\n[reflection]\nwipe = "Löschen"\n[script]\nkept = "Da."'
    )
    (tmp_path / "practice.toml").write_text(table, encoding="utf-8")
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    assert "Wählen Sie." in ask("sample", "my-counsellor-gave-up").to_html()
    assert "Löschen" in reflect("sample", "what-i-expect").to_html()
    assert '"kept": "Da."' in page_script()


def test_every_word_that_the_script_says_stands_in_the_table_and_none_is_left_over():
    table = words("practice")["script"]
    code = re.sub(r"const WORDS = .*", "", page_script())
    asked = set(re.findall(r'words\("(\w+)"', code))
    by_outcome = {"full", "refused"}  # the outcome of keeping is the name of its words
    assert asked <= set(table)
    assert {name for name in table if f'"{name}"' not in code} <= by_outcome


def test_a_blank_that_does_not_break_is_a_blank(sample):
    text = f"## a\n\nWhich?\n\n{REPLIES}".replace("- ", "-\xa0").replace("[ ]", "[\xa0]")
    replies = reading.parse(text.replace("> ", ">\xa0"), "sample").questions["a"].options
    assert [reply.defensible for reply in replies] == [True, False]


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
        (f"## a\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWhich?\n\n{REPLIES}", "tables are not shown"),
        (f"## a\n\nIs $x$ it?\n\n{REPLIES}", "'$x$' would be a formula"),
        (f"## a\n\nFrom $5 to $10?\n\n{REPLIES}", "sums of money too"),
        (f"## a\n\n{'long ' * 25}question?\n\n{REPLIES}", "itself has 26 words"),
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
    heard = [
        re.search("<summary>.*</summary>", markup(each))[0] for each in found.questions.values()
    ]
    assert heard
    assert len(set(heard)) == len(heard)  # five folds of one name cannot be told apart by ear
