"""Another language needs no code: every word of a reader comes from a table, and has room.

Two languages that nobody speaks are made of the English tables and run in the browser: one marks
every pattern, so that a word without a mark stands in the code; one says everything twice.
"""

import json
import re
import tomllib

import nbformat
import pytest
import small_book
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NOT_READ = {"lang"}  # keys of the tables that no reader sees
TABLES = [
    *small_book.ROOT.glob("src/*/words/en.toml"),
    *small_book.ROOT.glob("src/*/words/en/*.toml"),
    small_book.ROOT / "book" / "words" / "en.toml",
]
# An author's words, which no table holds: here they have a letter of their own.
INTRO = """# Ñ

Ñ [ñ](page.ipynb)

| | ñ | ñ | ñ |
| --- | --- | --- | --- |
| ñ | ñññññññññññññññ | ñññññññññññññññññññ | ñññññññññññññññññ |
"""
CELLS = [
    nbformat.v4.new_markdown_cell("# Ñ ñ\n\n## Ñ 1\n\nÑ"),
    nbformat.v4.new_code_cell("from flipbook import Bet, between, explore, slider, switch"),
    nbformat.v4.new_code_cell(
        "def draw(figure, n, m, k):\n"
        "    figure.subplots(subplot_kw={'title': 'Ñ', 'xlabel': 'ñ'}).plot([0, n])\n"
        "    return f'Ñ {n}.'\n\n"
        "explore(draw, name='n', n=slider('Ñ', 0, 3, play=True), caption='Ñ ñ.',\n"
        "        m=switch('ñ'), k=between('Ñ ñ', 1, 3, words={2: 'ñ'}),\n"
        "        bet=Bet('Ñ ñ?', ['Ñ', 'ñ'], right='ñ', at={'n': 3}))",
    ),
]
CELLS += [
    nbformat.v4.new_code_cell("from helping.practice import ask, exchange, reflect, write"),
    nbformat.v4.new_code_cell('ask("n", "one")'),
    nbformat.v4.new_code_cell('write("n", "three")'),
    nbformat.v4.new_code_cell('exchange("n", "four")'),
    nbformat.v4.new_code_cell('reflect("n", "two")'),
    nbformat.v4.new_code_cell("from helping import evidence"),
    nbformat.v4.new_code_cell('evidence.box("n")'),
    nbformat.v4.new_code_cell('evidence.more("g", "odds")'),
]
QUESTIONS = """# Ñ

## one

> Ñ ñ.

Ñ ñ ñ?

- [x] “Ñ.”
  > Ñ ñ.
- [ ] “Ñ ñ.”
  > Ñ.

## reflect: two

Ñ ñ?

## write: three

Ñ ñ ñ ñ?

- “Ñ.”
  > Ñ ñ.
- “Ñ ñ.”
  > Ñ.
- “Ñ ñ ñ.”
  > Ñ.

## exchange (open): four

Ñ ñ.

"""
QUESTIONS += "- **Ñ:** “Ñ.”\n- **Ññ:** “Ñ ñ.”\n  > Ñ.\n" * 6
EVIDENCE = """key,label,finding,statistic,value,ci_low,ci_high,ci_level,k_studies,n_people,hundred,\
does_not_show,popular_version,source,doi,verified,note
n,Ñ,Ñ ñ.,r,.28,.23,.33,95,82,6138,,Ñ.,Ñ.,"Ñ, 2018",10.1037/pst0000175,partly,
g,Ñ,Ñ ñ.,g,.30,.20,.40,95,1,,,Ñ.,,"Ñ, 2018",10.1037/pst0000175,yes,
odds,Ñ,Ñ ñ.,odds ratio,2.1,1.2,3.3,95,,,none,Ñ.,,"Ñ, 2018",10.1037/pst0000175,yes,
"""
WORDS_OF_READERS = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const within = walk.currentNode.parentElement;
    if (!within.closest("script, style, pre, code")) found.push(walk.currentNode.data);
  }
  for (const each of document.querySelectorAll("body, body *")) {
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
      if (each.hasAttribute(name) && !each.matches(".headerlink")) {
        found.push(each.getAttribute(name));
      }
    }
  }
  return found.map(words => words.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def altered(table, alter):
    """Return a table of words with every pattern altered."""
    return {
        key: altered(value, alter)
        if isinstance(value, dict)
        else value
        if key in NOT_READ
        else [alter(each) for each in value]
        if isinstance(value, list)
        else alter(value)
        for key, value in table.items()
    }


def write_toml(table, path=()):
    """Write nested tables of strings as TOML."""
    lines = [f"[{'.'.join(map(json.dumps, path))}]"] if path else []
    lines += [
        f"{json.dumps(k)} = {json.dumps(v)}" for k, v in table.items() if not isinstance(v, dict)
    ]
    parts = [write_toml(v, (*path, k)) for k, v in table.items() if isinstance(v, dict)]
    return "\n".join([*lines, *parts])


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Return a function that builds the small book in an altered language."""

    def make(alter):
        folder = tmp_path_factory.mktemp("book")
        for table in TABLES:
            name = table.stem
            if name == "en":
                name = "shell" if table.parts[-3] == "book" else table.parts[-3]
            words = tomllib.loads(table.read_text("utf-8"))
            (folder / "words").mkdir(exist_ok=True)
            (folder / "words" / f"{name}.toml").write_text(write_toml(altered(words, alter)))
        (folder / "intro.md").write_text(INTRO, "utf-8")
        for cell in CELLS[1:]:
            cell.metadata["tags"] = ["hide-input"]
        notebook = nbformat.v4.new_notebook(
            cells=CELLS, metadata={"kernelspec": {"name": "python3", "display_name": "Python"}}
        )
        nbformat.write(notebook, folder / "page.ipynb")
        (folder / "data" / "questions").mkdir(parents=True)
        (folder / "data" / "questions" / "n.md").write_text(QUESTIONS, "utf-8")
        (folder / "data" / "evidence").mkdir()
        (folder / "data" / "evidence" / "evidence.csv").write_text(EVIDENCE, "utf-8")
        code, log = small_book.build(
            folder,
            [folder / "page.ipynb"],
            environment={
                "COURSE_WORDS": str(folder / "words"),
                "HELPING_DATA": str(folder / "data"),
            },
            title="Ñ",
            author="Ñ",
        )
        assert code == 0, log[-3000:]
        return (folder / "_build" / "html").as_uri()

    return make


def unmarked(texts):
    """Return the words that are neither an author's nor marked as a table's."""
    left = []
    for text in texts:
        while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
            text = shorter
        left += [text] if re.search(r"[A-Za-z]{2,}", text) else []
    return left


def test_every_word_of_a_reader_comes_from_a_table(spoken, chromium):
    site = spoken(lambda pattern: f"⟦{pattern}⟧")
    page = chromium.new_page()
    for name in ("intro", "page", "search"):
        page.goto(f"{site}/{name}.html")
        page.wait_for_timeout(200)
        assert unmarked(page.evaluate(WORDS_OF_READERS)) == [], name
    page.goto(f"{site}/page.html")
    page.evaluate("""() => { window.print = () => {};
      for (const each of document.querySelectorAll("main details")) each.open = true;
      for (const each of document.querySelectorAll("main button, main input")) each.click(); }""")
    page.wait_for_timeout(200)
    page.evaluate("document.querySelectorAll('dialog[open]').forEach(each => each.close())")
    page.get_by_role("radio", name="Ñ", exact=True).first.check()
    page.get_by_role("slider").first.press("End")
    page.wait_for_timeout(1000)  # for what is said once the hand rests
    assert unmarked(page.evaluate(WORDS_OF_READERS)) == [], "after every button"
    for word in ("ñ", "the", "xyzzy"):
        page.goto(f"{site}/search.html#q={word}")
        expect(page.locator("#search-said")).not_to_be_empty()
        said = page.locator("#search-said").inner_text().replace(word, "")
        assert unmarked([said]) == []
    page.close()


def test_twice_the_words_fit_a_narrow_phone(spoken, chromium):
    site = spoken(lambda pattern: f"{pattern} {pattern}")
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    for name in ("intro", "page", "search"):
        page.goto(f"{site}/{name}.html")
        page.wait_for_timeout(200)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main :is(button, summary, label, p)")]
              .filter(each => each.checkVisibility())
              .filter(each => !each.closest(".visually-hidden, .button-words"))
              .filter(each => !each.closest("[data-scrolls], .bd-sidebar-secondary"))
              .filter(each => { const box = each.getBoundingClientRect();
                return box.width && (box.right > innerWidth + 1 || box.left < -1); })
              .map(each => each.outerHTML.slice(0, 90))"""
        )
        assert cut == [], name
    page.close()
