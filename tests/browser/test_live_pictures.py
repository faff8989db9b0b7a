"""Pictures in JupyterLab: run again, shown twice, their kernel gone."""

import re

import nbformat
import pytest
from playwright.sync_api import expect
from test_lab import PATIENCE, bring, lab, wait_for_kernel  # noqa: F401  # lab is a fixture

pytestmark = [pytest.mark.browser, pytest.mark.lab]

DEFINE = '''from flipbook import between, explore, slider, switch
RATE = 1
DRAWN = []
height = slider("Height", 0, 9, value=3, play=0.2)

def bar(figure, height=3, band=False, ends=(0, 2)):
    """A bar."""
    DRAWN.append(height)
    axes = figure.subplots()
    axes.bar(["a"], [height], clip_on=True)
    axes.plot(ends, [0, height])
    return f"The bar is {height} high at rate {RATE}."'''
SHOW = """picture = explore(
    bar, height=height, band=switch("Show the band"), ends=between("Ends", 0, 2))
picture"""


@pytest.fixture
def page(chromium, lab):  # noqa: F811
    """Open a notebook whose cells define, show, show again."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.cells = [nbformat.v4.new_code_cell(code) for code in (DEFINE, SHOW, "picture")]
    context = chromium.new_context(
        viewport={"width": 1280, "height": 2400}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{lab}/lab?reset")
    key = next(each["value"] for each in context.cookies() if each["name"] == "_xsrf")
    kept = context.request.put(
        f"{lab}/api/contents/live.ipynb",
        data={"type": "notebook", "content": notebook},
        headers={"X-XSRFToken": key},
    )
    assert kept.ok, kept.text()
    page.goto(f"{lab}/lab/tree/live.ipynb?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    wait_for_kernel(lab, "live.ipynb")
    idle(page)
    menu(page, "Run", "Run All Cells")
    bring(page, "figure.flipbook")
    expect(page.locator("figure.flipbook")).to_have_count(2)
    idle(page)
    yield page
    context.close()


def idle(page):
    page.locator('.jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(
        state="attached"
    )


def menu(page, name, item):
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def run_cell(page, number, code=None):
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    idle(page)


def test_a_picture_lives_through_what_a_class_does_to_it(page):
    first, second = page.locator("figure.flipbook").nth(0), page.locator("figure.flipbook").nth(1)

    # Two views of one picture: what stands in the document once is named once.
    ids = page.locator("figure.flipbook, figure.flipbook [id]").evaluate_all(
        "all => all.map(each => each.id)"
    )
    assert len(ids) == len(set(ids))
    for shown in (first, second):  # what makes no difference is marked, once Python has looked
        expect(shown.locator(".flipbook-idle")).to_have_text("Makes no difference here.")
        expect(shown.locator(".flipbook-inert")).to_contain_text("Show the band")
    second.get_by_text("Show the band").first.click()
    expect(second.get_by_role("checkbox", name="Show the band")).to_be_focused()
    hand = second.get_by_role("slider", name="Height")
    hand.focus()
    page.keyboard.press("ArrowRight")
    expect(second.locator(".flipbook-sentence")).to_have_text("The bar is 4 high at rate 1.")

    # A number changed in another cell is seen in every state, those seen before too.
    run_cell(page, 2, "RATE = 3")
    hand = first.get_by_role("slider", name="Height")
    hand.focus()
    for key, high in (("ArrowRight", 5), ("ArrowLeft", 4), ("ArrowLeft", 3)):
        page.keyboard.press(key)
        expect(first.locator(".flipbook-sentence")).to_have_text(
            f"The bar is {high} high at rate 3."
        )

    # Run again and again: one drawing a step, one name, and it opens at its start.
    hand.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(5):
        run_cell(page, 1)
    shown = page.locator("figure.flipbook")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-flipbook", "bar")
    expect(shown.locator(".flipbook-sentence")).to_have_text("The bar is 3 high at rate 3.")
    run_cell(page, 2, "DRAWN.clear(); height.value = 8; print('drawn', len(DRAWN))")
    expect(page.locator(".jp-OutputArea-output").last).to_have_text("drawn 1\n")
    expect(shown.locator(".flipbook-sentence")).to_have_text("The bar is 8 high at rate 3.")

    # Its kernel gone, it says so and takes the control back; run again, it lives.
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_timeout(3000)
    idle(page)
    hand = shown.get_by_role("slider", name="Height")
    hand.focus()
    page.keyboard.press("ArrowLeft")
    expect(shown.locator(".flipbook-said")).to_contain_text("No answer from Python", timeout=8000)
    expect(hand).to_have_value("8")
    shown.get_by_role("button", name="Reset").click()
    expect(shown.locator(".flipbook-said")).not_to_contain_text("Back to the start")
    expect(hand).to_have_value("8", timeout=8000)
    run_cell(page, 0)
    run_cell(page, 1)
    hand = shown.get_by_role("slider", name="Height")
    hand.focus()
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".flipbook-sentence")).to_have_text("The bar is 4 high at rate 1.")

    # It plays to its end; two hands move it, and Python has the pair.
    button = shown.get_by_role("button", name="Play: Height")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(shown.locator(".flipbook-sentence")).to_have_text("The bar is 9 high at rate 1.")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(shown.locator(".flipbook-inert")).to_contain_text("Show the band")
    shown.get_by_role("slider", name="Ends, to").press("ArrowLeft")
    expect(shown.get_by_role("textbox", name="Ends, to")).to_have_value("1")
    run_cell(page, 2, "picture.controls['ends'].widget.value = (1, 2); print(height.value)")
    expect(page.locator(".jp-OutputArea-output").last).to_have_text("9\n")
    expect(shown.get_by_role("textbox", name="Ends, from")).to_have_value("1")
    run_cell(page, 2, "print(picture.values)")
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("'ends': (1, 2)")
