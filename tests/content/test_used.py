"""What a run used of the course's content is known row by row, word by word, file by file."""

import pytest

from helping import evidence, used
from helping.content import content_file
from helping.words import words


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Return a function that lists what was used so far."""
    file = tmp_path / "uses"
    monkeypatch.setenv("FLIPBOOK_USES", str(file))
    return lambda: [line.partition("\t")[0] for line in file.read_text().splitlines()]


def test_a_row_its_numbers_a_word_and_a_file_are_told_once_each(told):
    for _ in range(2):
        evidence.row("empathy_2018")
        evidence.published("gel_2015")
        assert words("evidence")["box"]["figure"]
        content_file("questions/transference.md")
    assert told() == [
        "evidence:empathy_2018",
        "numbers:gel_2015",
        "words:evidence/box/figure",
        "file:questions/transference.md",
    ]


def test_a_table_of_words_handed_on_whole_counts_all_its_patterns(told):
    assert "{studies} {people}".format(**words("evidence")["count"])
    assert "words:evidence/count/both" in told()


def test_a_use_has_another_mark_only_once_its_content_has_changed(told, tmp_path, monkeypatch):
    pattern = words("evidence")["box"]["figure"]
    assert used.now("words:evidence/box/figure") == used.mark(pattern)
    (tmp_path / "evidence.toml").write_text('[box]\nfigure = "La cifra"\n', "utf-8")
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    assert used.now("words:evidence/box/figure") == used.mark("La cifra")
    assert used.now("words:evidence/box/not_shown") == used.mark(
        words("evidence")["box"]["not_shown"]
    )


@pytest.mark.parametrize("use", ["evidence:gone", "words:evidence/box/gone", "file:gone", "what:x"])
def test_content_that_is_gone_has_no_mark(use):
    assert used.now(use) == ""
