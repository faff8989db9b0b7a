"""What a page holds before any script has run: whole, strict and in the reader's language."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from flipbook import Bet, FlipbookError, between, choice, explore, page, slider, switch


def sieve(figure, holes=2, kind="coarse", shaken=False, desc=1, size_of=(1, 2)):
    """How many holes a sieve has & what falls through."""
    figure.subplots().bar(["a"], [holes + shaken])
    return f"{holes} holes <b>.", f"Kind: {kind} & {desc}."


def sieved():
    return explore(
        sieve,
        name="sieve",
        title="A sieve & more",
        holes=slider("Holes <each>", 1, 4, value=2, words={2: "“two”"}, play=True),
        kind=choice("Kind", ["coarse", "fine & dry", "other"]),
        shaken=switch("Shaken"),
        desc=(1, 3),
        size_of=between("Size & more", 1, 2),
        bet=Bet("More than 3 & less?", ["yes <i>", "no"], right="no", at={"holes": 4}),
    )


def read(explorer):
    return BeautifulSoup(explorer.to_html(), "html.parser")


def test_every_id_stands_once_and_every_label_has_its_control():
    html = read(sieved())
    ids = [each["id"] for each in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for label in html.find_all("label", attrs={"for": True}):
        assert html.find(id=label["for"]).name in ("input", "select")


def test_an_author_s_signs_arrive_as_they_were_written():
    html = read(sieved())
    assert html.figure["aria-label"] == "A sieve & more"
    assert html.find(class_="flipbook-sentence").text == "2 holes <b>."
    assert html.find(class_="flipbook-further").text == "Kind: coarse & 1."
    assert html.find(class_="flipbook-bet").legend.text.endswith("More than 3 & less?")
    assert [each.text for each in html.find_all(class_="flipbook-answer")] == ["yes <i>", "no"]
    assert html.find(class_="flipbook-settings").li.text == "Holes <each>: 2 of 4: “two”"
    assert not html.find(["b", "i"])


def test_nothing_stands_inline_that_a_strict_policy_forbids():
    html = read(sieved())
    assert not html.find_all(style=True)
    assert {each["type"] for each in html.find_all("script")} == {"application/json"}
    handlers = [name for each in html.find_all() for name in each.attrs if name.startswith("on")]
    assert handlers == []


def test_the_bet_tells_the_script_at_which_stops_it_is_decided():
    bet = read(sieved()).find(class_="flipbook-bet")
    assert json.loads(bet["data-at"]) == {"holes": 3}
    assert bet["data-right"] == "1"


def test_another_table_of_words_changes_page_and_script_and_nothing_of_the_author_s(
    tmp_path, monkeypatch
):
    (tmp_path / "flipbook.toml").write_text(
        '[page]\nlang = "de"\nreset = "Zurück"\n[script]\nstart = "Am Anfang."\n', "utf-8"
    )
    explorer = sieved()
    before = explorer.to_html(standalone=True)
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    after = sieved().to_html(standalone=True)
    assert '<html lang="de"' in after
    assert ">Zurück</button>" in after
    assert "Am Anfang." in after
    for gone in (">Reset</button>", "Back to the start."):
        assert gone in before
        assert gone not in after
    assert "2 holes &lt;b&gt;." in after


def test_a_picture_speaks_the_language_it_is_asked_for_and_the_others_the_page_s():
    def sieb(figure, loecher=2, zu=False):
        """Ein Sieb."""
        figure.subplots().bar(["a"], [loecher])

    def made(lang):
        words = {"loecher": slider("Löcher", 1, 4, value=2, words={2: "zwei"}), "zu": switch("Zu")}
        return explore(sieb, lang=lang, **words)

    german = made("de")
    html = read(german)
    assert html.figure["lang"] == "de"
    assert html.find(attrs={"data-flipbook-do": "reset"}).text == "Zurücksetzen"
    assert html.find(class_="flipbook-sentence").text == "Löcher: 2 von 4: zwei; Zu: aus."
    assert json.loads(html.find(class_="flipbook-words").text)["start"] == "Zurück am Anfang."
    assert german.state(zu=True).sentence.text() == "Löcher: 2 von 4: zwei; Zu: an."
    assert '<html lang="de"' in german.to_html(standalone=True)
    english = made("")
    assert not read(english).figure.get("lang")
    assert not read(english).find(class_="flipbook-words")
    assert english.sentence == "Löcher: 2 of 4: zwei; Zu: off."
    changed = BeautifulSoup(english.to_html(lang="de-AT"), "html.parser")
    assert changed.find(class_="flipbook-sentence").text == "Löcher: 2 von 4: zwei; Zu: aus."
    assert changed.find(class_="flipbook-words")
    assert english.sentence == "Löcher: 2 of 4: zwei; Zu: off."


def test_a_language_without_words_is_refused_with_those_there_are(tmp_path, monkeypatch):
    with pytest.raises(FlipbookError, match="language 'nl': choose one of de, en, or let COURSE_W"):
        explore(sieve, holes=(1, 4), lang="nl")
    with pytest.raises(FlipbookError, match="language 'nl'"):
        sieved().to_html(lang="nl")
    (tmp_path / "flipbook.toml").write_text('[page]\nlang = "nl"\nreset = "Terug"\n', "utf-8")
    monkeypatch.setenv("COURSE_WORDS", str(tmp_path))
    assert ">Terug</button>" in explore(sieve, holes=(1, 4), lang="nl").to_html()


def test_every_language_has_every_word_and_every_place_for_what_is_filled_in():
    def places(table):
        return {
            (section, key): set(re.findall(r"\{\w+\}", pattern))
            for section, patterns in table.items()
            for key, pattern in patterns.items()
        }

    folder = Path(page.__file__).parent / "words"
    english, *others = (
        places(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))) for name in ("en", "de")
    )
    assert others == [english]
    assert {file.stem for file in folder.glob("*.toml")} == {"en", "de"}


def test_every_phrase_that_the_script_says_is_in_the_table_and_the_other_way_round():
    told = set(json.loads(re.search(r"const SAID = (\{.*?\});", page.script()).group(1)))
    assert told == set(re.findall(r"\b(?:SAID|told)\.(\w+)", page.script()))
