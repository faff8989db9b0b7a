"""A chapter in JupyterLab itself: run from the menu, its pictures and questions answer to keys."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect
from same_picture import SERIALISE, differences

from helping.practice import reading

pytestmark = [pytest.mark.browser, pytest.mark.lab]
ROOT = Path(__file__).parents[2]
CHAPTER = ROOT / "notebooks" / "08-transference.ipynb"
ERRORS = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]'
    for kind in ("stderr", "error")
)
OURS = "figure.flipbook, .practice-question, .practice-reflection"
EVERY_PRACTICE = "every-practice.ipynb"
HEADING = "what-happens-in-april"  # as the built page has it
FOLDED = "evidence-microaggression_53"
PATIENCE = 90_000  # milliseconds: a slow machine may take its time to start a kernel


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on copies of the notebooks, with settings of its own; return its address."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(CHAPTER.parent, home / "notebooks")
    write_every_practice(home / "notebooks")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    own = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    left_out = ("FLIPBOOK_STATIC", "MPLBACKEND")
    inherited = {key: value for key, value in os.environ.items() if key not in left_out}
    command = [Path(sys.executable).parent / "jupyter", "lab", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command += [f"--ServerApp.root_dir={home / 'notebooks'}"]
    command += ["--allow-root"] if os.geteuid() == 0 else []
    address = f"http://127.0.0.1:{port}"
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env=inherited | own, cwd=home
        )
        try:
            for _ in range(300):
                assert server.poll() is None, (home / "log").read_text()
                try:
                    urllib.request.urlopen(f"{address}/api", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                pytest.fail("JupyterLab did not answer within a minute")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def run_all(chromium, lab, name):
    """Open a notebook and run all of it from the menu, as an instructor would."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1000}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.sent = []  # all that leaves for the kernel
    page.on("websocket", lambda socket: socket.on("framesent", lambda sent: page.sent.append(sent)))
    page.goto(f"{lab}/lab/tree/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    idle = page.locator('.jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status="idle"]')
    wait_for_kernel(
        lab, name
    )  # Lab shows "idle" before it has a kernel, and running is then for nothing
    idle.wait_for(state="attached")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    bring(page, ".practice-reflection textarea")  # the last cell with code
    idle.wait_for(state="attached")
    return page


@pytest.fixture(scope="module")
def notebook(chromium, lab):
    page = run_all(chromium, lab, CHAPTER.name)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def practice(chromium, lab):
    """A notebook with a piece of each kind of every chapter, and no picture: it is quick."""
    page = run_all(chromium, lab, EVERY_PRACTICE)
    yield page
    page.context.close()


def first_of_each():
    """Return, by the anchor on the page, the calls for the first of each kind in every chapter."""
    calls = {}
    for file in sorted((ROOT / "data" / "questions").glob("*.md")):
        found = reading.read(file.stem)
        for call, kind, names in (
            ("ask", "question", found.questions),
            ("write", "write", found.writings),
            ("exchange", "exchange", found.exchanges),
            ("reflect", "reflect", found.reflections),
        ):
            for name in list(names)[:1]:
                calls[f"{kind}-{file.stem}-{name}"] = f'{call}("{file.stem}", "{name}")'
    return calls


def write_every_practice(folder):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    links = [f"[{anchor}](#{anchor})" for anchor in [*first_of_each(), HEADING, FOLDED]]
    made.cells = [
        nbformat.v4.new_markdown_cell(", ".join(links)),
        nbformat.v4.new_code_cell("from helping.practice import ask, exchange, reflect, write"),
        *map(nbformat.v4.new_code_cell, first_of_each().values()),
        nbformat.v4.new_markdown_cell("And so on.\n\n" * 20 + "## What happens in April?"),
        nbformat.v4.new_code_cell("from helping import evidence"),
        nbformat.v4.new_code_cell("evidence.more('fest_2008', 'microaggression_53')"),
    ]
    nbformat.write(made, folder / EVERY_PRACTICE)


def wait_for_kernel(lab, name):
    """Wait until the notebook's own kernel is ready and the notebook is connected to it."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{lab}/api/sessions", timeout=10) as answer:
                sessions = json.load(answer)
        except OSError:  # asked while a kernel starts, the server sometimes answers with a 500
            sessions = []
        kernels = [each["kernel"] for each in sessions if each["path"] == name]
        if any(each["execution_state"] == "idle" and each["connections"] for each in kernels):
            return
        time.sleep(0.2)
    raise AssertionError("no kernel became ready")


def bring(page, selector):
    """Scroll through the notebook until something stands in view: Lab draws only what is near."""
    panel = page.locator(".jp-NotebookPanel .jp-WindowedPanel-outer")
    deadline = time.monotonic() + 3 * PATIENCE / 1000  # a busy machine draws what is near late
    while time.monotonic() < deadline:
        if page.locator(selector).count():
            found = page.locator(selector).first
            found.scroll_into_view_if_needed()
            return found
        panel.evaluate(
            """panel => {
              const end = panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 1;
              panel.scrollTop = end ? 0 : panel.scrollTop + panel.clientHeight * 0.7;
            }"""
        )
        page.wait_for_timeout(150)
    raise AssertionError(f"nowhere in the notebook is {selector}")


def test_no_cell_shows_an_error_and_every_picture_and_question_appears(notebook, explorers):
    panel = notebook.locator(".jp-NotebookPanel .jp-WindowedPanel-outer")
    panel.evaluate("panel => { panel.scrollTop = 0; }")
    wrong, seen, at_end = set(), set(), False
    while not at_end:
        wrong.update(notebook.locator(ERRORS).all_inner_texts())
        seen.update(
            notebook.locator(OURS).evaluate_all(
                "all => all.map(each => each.dataset.flipbook || each.id)"
            )
        )
        at_end = panel.evaluate(
            """panel => {
              panel.scrollTop += panel.clientHeight * 0.7;
              return panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 1;
            }"""
        )
        notebook.wait_for_timeout(80)
    seen.update(
        notebook.locator(OURS).evaluate_all(
            "all => all.map(each => each.dataset.flipbook || each.id)"
        )
    )
    assert wrong == set()
    assert set(explorers(CHAPTER)) <= seen
    written = reading.read("transference")
    for kind, names in (("question", written.questions), ("reflect", written.reflections)):
        for name in names:  # a live view adds a mark of its own to the id
            assert any(each.startswith(f"{kind}-transference-{name}") for each in seen), name


def test_a_slider_moved_by_key_changes_picture_and_sentence_to_what_python_draws(
    notebook, explorers
):
    name, explorer = next(iter(explorers(CHAPTER).items()))
    figure = bring(notebook, f'figure.flipbook[data-flipbook="{name}"]')
    control = next(each for each in explorer.controls.values() if each.kind == "range")
    slider = figure.locator(f'input[type="range"][name="{control.name}"]')
    before = figure.locator("svg").evaluate(SERIALISE)
    slider.focus()
    notebook.keyboard.press("ArrowRight")
    value = control.values[control.index + 1]
    frame, sentence = explorer.frame_at(**{control.name: value})
    expect(figure.locator(".flipbook-sentence")).to_have_text(sentence)
    after = figure.locator("svg").evaluate(SERIALISE)
    assert differences(after, before) != []
    assert differences(after, frame.text()) == []
    expect(slider).to_be_focused()  # JupyterLab has not taken the key to change cells


def test_a_question_answered_by_key_shows_its_explanation(notebook):
    question = bring(notebook, ".practice-question")
    feedback = question.locator(".practice-feedback")
    question.get_by_role("radio").first.focus()
    notebook.keyboard.press("Space")
    expect(feedback).to_contain_text(re.compile("Defensible here|Costs more than it gives here"))
    first = feedback.text_content()
    notebook.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    expect(feedback).not_to_have_text(first)


def type_in_box(page):
    """Focus an empty reflection box."""
    area = bring(page, ".practice-reflection textarea")
    area.fill("")
    area.click()
    return area


def test_in_the_box_enter_makes_a_line_and_undo_undoes(practice):
    area = type_in_box(practice)
    practice.keyboard.type("one")
    practice.keyboard.press("Enter")
    practice.keyboard.type("two")
    practice.keyboard.press("Shift+Enter")
    practice.keyboard.type("three")
    expect(area).to_have_value("one\ntwo\nthree")
    practice.keyboard.press("Control+a")
    practice.keyboard.press("Delete")
    practice.keyboard.type("new")
    for _ in "new", "the deletion":
        for _ in range(3):  # a browser may take back a letter or a word at a time
            if area.input_value() != "one\ntwo\nthree":
                practice.keyboard.press("Control+z")
    expect(area).to_have_value("one\ntwo\nthree")
    practice.keyboard.press("Control+y")
    expect(area).to_be_focused()
    expect(practice.locator(".jp-Notebook.jp-mod-editMode")).to_have_count(0)


def test_what_is_typed_in_the_box_is_never_sent_to_the_kernel(practice):
    type_in_box(practice)
    before = len(practice.sent)
    practice.keyboard.type("A secret sentence")
    practice.wait_for_timeout(500)
    sent = practice.sent[before:]
    assert not any("secret" in str(frame) for frame in sent)


def test_from_the_box_the_notebook_can_be_saved_and_holds_nothing_of_it(practice, lab):
    saved_at = f"{lab}/api/contents/{EVERY_PRACTICE}?content=0"

    def when():
        with urllib.request.urlopen(saved_at, timeout=10) as answer:
            return json.load(answer)["last_modified"]

    def content():
        with urllib.request.urlopen(f"{lab}/api/contents/{EVERY_PRACTICE}", timeout=10) as answer:
            return answer.read().decode()

    type_in_box(practice)
    practice.keyboard.type("A secret sentence")
    before = when()
    practice.keyboard.press("Control+s")
    deadline = time.monotonic() + 20
    while when() == before:
        assert time.monotonic() < deadline, "Ctrl+S did not save the notebook"
        time.sleep(0.2)
    while "practice-reflection" not in content():  # a save of its own may come before the outputs
        assert time.monotonic() < deadline, "the notebook is saved without its outputs"
        time.sleep(0.2)
    assert "secret sentence" not in content()


def test_what_there_is_to_do_in_every_chapter_comes_to_life_under_the_name_that_links_use(practice):
    assert practice.locator(ERRORS).all_inner_texts() == []
    for anchor in first_of_each():
        shown = bring(practice, f'[id="{anchor}"]')
        expect(shown).to_have_attribute("data-mounted", "")


def in_view_after_its_link(page, anchor, selector):
    link = bring(page, f'a[href="#{anchor}"]')
    link.press("Enter")
    expect(page.locator(selector)).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["question", "write", "exchange", "reflect"])
def test_an_outcome_leads_to_its_task(practice, kind):
    anchor = [each for each in first_of_each() if each.startswith(f"{kind}-")][-1]
    in_view_after_its_link(practice, anchor, f'[id="{anchor}"]')


def test_the_longer_way_can_be_left_by_a_link_to_a_heading(practice):
    in_view_after_its_link(practice, HEADING, 'h2:has-text("What happens in April")')


def test_a_link_to_a_folded_box_opens_its_fold(practice):
    in_view_after_its_link(practice, FOLDED, f'[id="{FOLDED}"]')


def test_an_exchange_uses_its_whole_width_and_its_notes_can_be_put_away(practice):
    shown = bring(practice, ".practice-exchange")
    start = "each => each.getBoundingClientRect().left"
    setting, first = shown.locator(".practice-setting"), shown.locator(".practice-said").first
    assert first.evaluate(start) == pytest.approx(setting.evaluate(start), abs=30)
    shown.get_by_role("checkbox").check()
    expect(shown.locator(".practice-margin").first).to_be_hidden()
    shown.get_by_role("checkbox").uncheck()
    expect(shown.locator(".practice-margin").first).to_be_visible()
