"""Every picture, question and reflection in Firefox and, where it can be had, in WebKit."""

import os
import re
from urllib.parse import parse_qsl, unquote

import nbformat
import pytest
import yaml
from engines import Firefox, WebKit
from printed import ROOT
from same_picture import differences, values_at

pytestmark = [pytest.mark.browser, pytest.mark.built]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
NAMED = [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]


def calls(page, name):
    notebook = ROOT / f"{page}.ipynb"
    if not notebook.is_file():
        return 0
    cells = nbformat.read(notebook, as_version=4).cells
    return sum(len(re.findall(rf"\b{name}\(", c.source)) for c in cells if c.cell_type == "code")


def links_written(page):
    cells = nbformat.read(ROOT / f"{page}.ipynb", as_version=4).cells
    return sum(
        len(re.findall(r"\]\(#[^\s)]+\?", c.source)) for c in cells if c.cell_type == "markdown"
    )


WITH_PICTURES = [page for page in NAMED if calls(page, "explore")]
WITH_QUESTIONS = [page for page in NAMED if calls(page, "ask")]
WITH_REFLECTIONS = [page for page in NAMED if calls(page, "reflect")]
FIRST = WITH_REFLECTIONS[0]
WINDOW = (1280, 900)

# Focuses a control of a picture, or the n-th of a group; says what is offered there.
FOCUS = """
    const [figure, name, choice] = arguments;
    const named = document.getElementById(figure).querySelectorAll(`[name="${name}"]`);
    const input = named[choice ?? 0];
    input.scrollIntoView({ block: "center" });
    input.focus();
    return document.activeElement === input;
"""
STATE = """
    const figure = document.getElementById(arguments[0]);
    figure.flipbook.picture.settle();
    return [
      Object.values(figure.flipbook.stops),
      figure.querySelector(".flipbook-sentence").textContent.trim(),
      new XMLSerializer().serializeToString(figure.querySelector("svg")),
    ];
"""
LINKS = """
    return [...document.querySelectorAll("article a[href^='#']")]
      .map(link => link.getAttribute("href")).filter(link => link.includes("?"));
"""
FOLLOW = """
    const link = document.querySelector(`article a[href="${CSS.escape(arguments[0])}"]`);
    link.scrollIntoView({ block: "center" });
    link.focus();
"""
FOCUS_ON = """
    const part = document.getElementById(arguments[0]).querySelector(arguments[1]);
    part.scrollIntoView({ block: "center" });
    part.focus();
"""
VERDICT = """
    return document.getElementById(arguments[0]).querySelector(".flipbook-verdict").textContent;
"""
RESET = "document.getElementById(arguments[0]).flipbook.reset();"


@pytest.fixture(scope="session", params=[Firefox, WebKit], ids=lambda kind: kind.name)
def engine(request, tmp_path_factory):
    """Start one browser of each kind for the session."""
    kind = request.param
    if not kind.program():
        missing = f"there is no {kind.name} here: tools/browsers installs one where apt is there"
        if kind is Firefox and os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    browser = kind(tmp_path_factory.mktemp(kind.name))
    browser.resize(*WINDOW)
    yield browser
    browser.close()


@pytest.fixture
def opened(engine, served):
    """Return a function that opens a page; afterwards no script may have complained."""

    def opener(name, fragment=""):
        engine.open(f"{served}{name}.html{fragment}")
        return engine

    yield opener
    assert engine.errors() == []


def keys_for(control):
    """Return key strokes that lead through a control: one step, then to both ends."""
    if control.kind == "switch":
        return [" ", " "]
    if control.kind in ("radio", "choice"):
        to_start = ["ARROW_UP"] * control.index
        return [*to_start, *["ARROW_DOWN"] * (len(control.values) - 1)]
    step = "ARROW_LEFT" if control.index else "ARROW_RIGHT"
    return [step, "END", "HOME"]


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_every_control_moved_by_key_shows_what_python_draws(opened, explorers, name):
    page = opened(name)
    faults = []
    for explorer in explorers(ROOT / f"{name}.ipynb").values():
        for control in explorer.controls.values():
            page.run(RESET, explorer.name)
            chosen = control.index if control.kind == "radio" else 0
            assert page.run(FOCUS, explorer.name, control.name, chosen)
            reached = {tuple(page.run(STATE, explorer.name)[0])}
            for key in keys_for(control):
                page.press(key)
                stops, sentence, svg = page.run(STATE, explorer.name)
                where = f"{explorer.name} at {stops} after {key} on {control.name}"
                reached.add(tuple(stops))
                frame, said = explorer.frame_at(**values_at(explorer, stops))
                if sentence != said:
                    faults.append(f"{where}: the page says {sentence!r}, Python {said!r}")
                faults += [f"{where}: {each}" for each in differences(svg, frame.text())[:2]]
            if len(reached) < min(len(control.values), 2):
                faults.append(f"{explorer.name}: no key moves {control.name}")
    assert faults == []


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_words_in_the_text_set_their_picture(opened, explorers, name):
    page = opened(name)
    known = explorers(ROOT / f"{name}.ipynb")
    faults, links = [], page.run(LINKS)
    assert len(links) == links_written(name)
    for link in links:
        address, _, asked = link.removeprefix("#").partition("?")
        explorer = known[unquote(address)]
        page.run(FOLLOW, link)
        page.press("ENTER")
        stops, sentence, _ = page.run(STATE, explorer.name)
        asked = dict(parse_qsl(asked))
        wanted = [
            control.keys.index(asked[control.name]) if control.name in asked else control.index
            for control in explorer.controls.values()
        ]
        _, said = explorer.frame_at(**values_at(explorer, wanted))
        if (stops, sentence) != (wanted, said):
            faults.append(f"{link}: the page is at {stops} and says {sentence!r}")
    assert faults == []


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_a_bet_is_decided_once_its_picture_gets_there(opened, explorers, name):
    page = opened(name)
    for explorer in explorers(ROOT / f"{name}.ipynb").values():
        if explorer.bet is None:
            continue
        page.run(FOCUS_ON, explorer.name, ".flipbook-bet [type=radio]")
        page.press(" ")
        page.run(FOCUS_ON, explorer.name, ".flipbook-placed button")
        page.press("ENTER")
        verdict = page.run(VERDICT, explorer.name)
        assert explorer.bet.right in verdict, f"{explorer.name} says {verdict!r} of its bet"


@pytest.mark.parametrize("name", WITH_QUESTIONS)
def test_every_reply_to_every_question_is_answered_by_its_reason(opened, name):
    page = opened(name)
    questions = page.run("return document.querySelectorAll('.practice-question').length")
    assert questions == calls(name, "ask")
    for question in range(questions):
        reasons = page.run(
            """
            const question = document.querySelectorAll(".practice-question")[arguments[0]];
            question.scrollIntoView({ block: "center" });
            question.querySelector("[type=radio]").focus();
            return [...question.querySelectorAll(".practice-reason")].map(reason =>
              [...reason.children].filter(part => !part.matches(".practice-verdict"))
                .map(part => part.textContent).join(" "));
            """,
            question,
        )
        assert len(reasons) >= 3
        for index, reason in enumerate(reasons):
            page.press("ARROW_DOWN" if index else " ")
            chosen, said = page.run(
                """
                const question = document.querySelectorAll(".practice-question")[arguments[0]];
                const radios = [...question.querySelectorAll("[type=radio]")];
                const status = question.querySelector("[role=status], [aria-live]");
                return [radios.findIndex(radio => radio.checked), status.textContent];
                """,
                question,
            )
            assert chosen == index
            assert " ".join(reason.split()) in " ".join(said.split())


WIPE = """
    const button = document.querySelector(".practice-reflection [data-act=wipe]");
    button.scrollIntoView({ block: "center" });
    button.focus();
"""
WRITTEN = "return document.querySelector('.practice-reflection textarea').value"
TEXTAREA = """
    const text = document.querySelector(".practice-reflection textarea");
    text.scrollIntoView({ block: "center" });
    text.focus();
"""
KEEP = "document.querySelector('.practice-reflection .practice-keep input').focus()"
NOTE = "return document.querySelector('.practice-reflection .practice-note').textContent"
OURS = "return Object.keys(localStorage).filter(key => key.startsWith('helping:'))"


def test_a_reflection_is_kept_when_asked_comes_back_and_is_wiped(opened):
    page = opened(FIRST)
    page.run(TEXTAREA)
    page.press(*"I go quiet.", "ENTER", *"And then?")
    assert page.run(WRITTEN) == "I go quiet.\nAnd then?"
    assert page.run(OURS) == []
    page.run(KEEP)
    page.press(" ")
    page.reload()
    assert page.run(WRITTEN) == "I go quiet.\nAnd then?"
    page.run(WIPE)
    page.press(" ")
    assert page.run(WRITTEN) != "", "one press does not wipe"
    page.press(" ")
    assert page.run(WRITTEN) == ""
    page.reload()
    assert page.run(WRITTEN) == ""
    assert page.run(OURS) == []


@pytest.fixture
def refused(engine):
    """Let the browser refuse all storage for one test."""
    if not isinstance(engine, Firefox):
        pytest.skip("only Firefox can be told to refuse storage")
    engine.refuse_storage(True)
    yield
    engine.refuse_storage(False)
    engine.resize(*WINDOW)


def test_with_storage_refused_everything_but_keeping_works_and_that_is_said(
    refused, opened, served, explorers
):
    page = opened(FIRST)
    assert page.run("try { localStorage; } catch (e) { return e.name; }") == "SecurityError"
    explorer = next(iter(explorers(ROOT / f"{FIRST}.ipynb").values()))
    control = next(iter(explorer.controls.values()))
    before = page.run(STATE, explorer.name)
    page.run(FOCUS, explorer.name, control.name, control.index if control.kind == "radio" else 0)
    page.press(keys_for(control)[0])
    assert page.run(STATE, explorer.name)[1:] != before[1:]
    page.run(TEXTAREA)
    page.press(*"Mine.")
    assert page.run(WRITTEN) == "Mine."
    assert page.run(NOTE).strip(), "nothing says that it is not kept"
    page.resize(500, 800)
    menu = "return document.querySelector('#pst-primary-sidebar-modal').open"
    assert not page.run(menu)
    page.click(".primary-toggle")
    assert page.run(menu)
    page.press("ESCAPE")
    page.open(f"{served}search.html#q=empathy")
    assert page.wait("return document.querySelectorAll('#search-results li a').length > 0")
