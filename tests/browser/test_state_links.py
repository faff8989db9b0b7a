"""In JupyterLab too, words in a cell set a picture in another, in sight, and lead back."""

import nbformat
import pytest
from playwright.sync_api import expect
from test_lab import PATIENCE, bring, lab, wait_for_kernel  # noqa: F401  (lab is a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.lab]
DRAW = """from flipbook import explore, slider
def tower(figure, height=2, width=1):
    figure.subplots().bar(["tower"], [height])
    return f"It is {height} storeys high."
explore(tower, name="tower", height=slider("Storeys", 1, 9), width=slider("Width", 1, 3))"""


@pytest.fixture(params=[(1280, 720), (390, 844)], ids=["projector", "phone"])
def notebook(chromium, lab, tmp_path, request):  # noqa: F811
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    made.cells = [
        nbformat.v4.new_markdown_cell("It can be [seven storeys](#tower?height=7) high."),
        nbformat.v4.new_markdown_cell("And so on.\n\n" * 20),
        nbformat.v4.new_code_cell(DRAW),
    ]
    name = f"tower-{request.param[0]}.ipynb"
    context = chromium.new_context(
        viewport=dict(zip(("width", "height"), request.param, strict=True)), reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{lab}/lab/tree")
    page.wait_for_function("document.cookie.includes('_xsrf')")
    content = nbformat.writes(made)
    page.evaluate(
        """async ([name, content]) => {
          const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)[1];
          await fetch(`/api/contents/${name}`, { method: "PUT", headers: { "X-XSRFToken": xsrf },
            body: JSON.stringify({ type: "notebook", content: JSON.parse(content) }) });
        }""",
        [name, content],
    )
    page.goto(f"{lab}/lab/tree/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    wait_for_kernel(lab, name)
    page.keyboard.press("Control+B")  # put the list of files away: a phone has no room for both
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    bring(page, ".flipbook-ready")
    yield page
    context.close()


def test_words_set_the_picture_and_lead_back_and_no_control_moves_it_unseen(notebook):
    link = bring(notebook, 'a[href*="tower?"]')
    link.press("Enter")
    shown = notebook.locator("figure.flipbook")
    expect(shown.locator("p.flipbook-sentence")).to_have_text("It is 7 storeys high.")
    expect(notebook.get_by_role("button", name="Back to the text")).to_be_focused()
    picture = shown.locator(".flipbook-picture")
    expect(picture).to_be_in_viewport(ratio=1)
    notebook.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    for control in shown.locator(".flipbook-controls input").all():
        control.focus()
        expect(picture).to_be_in_viewport(ratio=0.99)
        expect(control).to_be_in_viewport()
    wide = shown.evaluate(
        "shown => shown.getBoundingClientRect().width - shown.parentElement.clientWidth"
    )
    assert wide <= 1  # nothing is cut left and right
