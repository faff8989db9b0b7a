"""A reader's words come from tables; another language is another folder, and may be unfinished."""

import pytest

from helping.words import words


def test_a_folder_that_goes_before_changes_what_it_names_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "made_up.toml").write_text('[a]\nyes = "ja, {name}"\n', "utf-8")
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    assert words("made_up")["a"]["yes"].format(name="Ada") == "ja, Ada"


def test_a_table_that_is_nowhere_is_told_in_one_sentence():
    with pytest.raises(FileNotFoundError, match=r"no table of words nowhere\.toml in .*: write it"):
        words("nowhere")
