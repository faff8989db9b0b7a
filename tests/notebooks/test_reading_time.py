"""What a chapter says of its minutes, its short way and its doing is reckoned, not hoped."""

import chapter_rules as rules
import nbformat
import pytest
import reading_time
from chapter_rules import Chapter

FIRST = """# A chapter

By the end you will be able to:

- **word** an invitation ([try it](#write-made-up-the-sheet))
- **tell** two things apart ([try it](#bare))

About {short} minutes the short way, {whole} the whole.
"""


@pytest.fixture
def chapter(tmp_path, monkeypatch):
    """Return a maker of chapters from cells, each a text or a text with tags."""
    monkeypatch.setattr(
        reading_time, "content_file", lambda name: tmp_path / name.removeprefix("questions/")
    )

    def make(*cells, short=3, whole=3, practice=""):
        (tmp_path / "made-up.md").write_text(practice, "utf-8")
        notebook = nbformat.v4.new_notebook()
        for text, *tags in [(FIRST.format(short=short, whole=whole),), *cells]:
            new = nbformat.v4.new_code_cell if tags == ["code"] else nbformat.v4.new_markdown_cell
            notebook.cells.append(new(text, metadata={} if tags == ["code"] else {"tags": tags}))
        path = tmp_path / "15-made-up.ipynb"
        nbformat.write(notebook, path)
        return Chapter(path)

    return make


def words(count):
    return "word " * count


def test_two_hundred_words_are_a_minute_and_pictures_questions_and_writing_have_their_own(chapter):
    practice = f"## one\n{words(100)}\n- [x] {words(50)}\n  > {words(100)}\n- [ ] {words(50)}\n"
    practice += f"  > {words(300)}\n\n## reflect: two\n{words(100)}\n"
    made = chapter(
        (words(300),),
        ("explore(draw)\nask('made-up', 'one')\nreflect('made-up', 'two')", "code"),
        practice=practice,
    )
    reckoned = reading_time.reckon(made)
    assert reckoned.words == 300 + 200 + 400 + 100
    assert reckoned.whole == pytest.approx(1000 / 200 + 3 + 1 / 3 + 2)
    # the short way reads one of the two reasons
    assert reckoned.whole - reckoned.short == pytest.approx(200 / 200)
    assert reckoned.doing == 700


def test_the_short_way_leaves_out_what_says_so_until_the_next_heading_of_its_level(chapter):
    longer = "*The longer way. With thirty minutes, go on to [After](#after).*"
    made = chapter(
        (f"## One\n\n{words(199)}",),
        (f"### Aside\n\n{longer}\n\n{words(200)}",),
        (words(200),),
        (f"## After\n\n{words(199)}",),
    )
    reckoned = reading_time.reckon(made)
    assert reckoned.whole - reckoned.short == pytest.approx(411 / 200)


def test_the_short_way_leaves_out_the_pictures_and_questions_of_a_longer_way_too(chapter):
    longer = "*The longer way. With thirty minutes, go on to [After](#after).*"
    made = chapter(
        (f"## One\n\n{longer}",),
        ("explore(draw)", "code"),
        ('ask("made-up", "one")', "code"),
        ("## After",),
        practice=f"## one\n{words(100)}\n- [x] {words(50)}\n  > {words(50)}\n",
    )
    reckoned = reading_time.reckon(made)
    assert reckoned.short == pytest.approx(1 / 200)
    assert reckoned.whole == pytest.approx((1 + 10 + 200 + 1) / 200 + 3 + 1 / 3)


def test_class_further_reading_and_folded_boxes_are_not_counted(chapter):
    bare = reading_time.reckon(chapter((f"## Bare\n\n{words(100)}",)))
    more = chapter(
        (f"## Bare\n\n{words(100)}",),
        ('evidence.more("empathy_2018")', "code"),
        (f"## In class\n\n{words(500)}",),
        (f"## Further reading\n\n{words(500)}",),
    )
    assert reading_time.reckon(more) == bare


@pytest.mark.parametrize(
    ("cells", "stated", "rule", "says"),
    [
        ([(words(600),)], 9, "minutes", "the whole takes 3 minutes and is said to take 9: say 3"),
        ([(words(9000),)], 45, "minutes", "the short way takes 45 minutes: cut it to 32 at most"),
        ([("*The longer way.*",)], 0, "minutes", "does not mark the longer way: write"),
        (
            [("*The longer way. With thirty minutes, go on to [X](#x).*",)],
            0,
            "minutes",
            "leads on to 'X' (#x), which is no heading here",
        ),
        ([(words(60),), (words(40), "doing")], 1, "balance", "40 per cent of its words"),
        (
            [('evidence.box("empathy_2018")', "code"), ('evidence.box("goal_2018")', "code")],
            1,
            "boxes",
            "shows a box right below another: say why to read it too",
        ),
        ([("## Other",)], 0, "outcomes", "links to '#write-made-up-the-sheet', which is no task"),
    ],
)
def test_a_chapter_that_breaks_its_promise_is_told(chapter, cells, stated, rule, says):
    made = chapter(*cells, short=stated, whole=stated)
    assert says in " ".join(getattr(rules, rule)(made))


def test_a_chapter_that_keeps_its_promise_is_left_in_peace(chapter):
    made = chapter(
        (f"## Bare\n\n{words(200)}",),
        (words(300), "doing"),
        ('write("made-up", "the-sheet")', "code"),
        practice="## write: the-sheet\nSay it.\n",
        short=5,
        whole=5,
    )
    for rule in (rules.minutes, rules.balance, rules.boxes, rules.outcomes):
        assert list(rule(made)) == []


def test_too_many_open_boxes_are_counted(chapter):
    from helping import evidence

    keys = list(evidence.load())[:7]
    cells = [cell for key in keys for cell in ((f'evidence.box("{key}")', "code"), ("so",))]
    told = " ".join(rules.boxes(chapter(*cells)))
    assert "7 boxes stand open: fold all but 5" in told
    assert "its open boxes have" in told
