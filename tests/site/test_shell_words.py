from types import SimpleNamespace

import pytest
from shell_words import choose_language, for_scripts, shell_words


def test_another_language_takes_what_it_lacks_from_english(tmp_path, monkeypatch):
    english = shell_words()
    (tmp_path / "shell.toml").write_text('[header]\nprint = "Drucken"\n', "utf-8")
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    words = shell_words()
    assert words["header"]["print"] == "Drucken"
    assert words["header"] | {"print": "Print"} == english["header"]


@pytest.mark.parametrize(("asked", "language"), [("de", "de"), (None, "en_GB")])
def test_the_language_of_the_page_is_the_one_asked_for(monkeypatch, asked, language):
    if asked:
        monkeypatch.setenv("COURSE_LANG", asked)
    else:
        monkeypatch.delenv("COURSE_LANG", raising=False)
    config = SimpleNamespace(language="en_GB")
    choose_language(None, config)
    assert config.language == language


def test_words_for_scripts_cannot_end_their_element():
    say = {section: {"a": "</script>"} for section in ("colours", "search", "scrolling")}
    assert "</" not in for_scripts(say)
