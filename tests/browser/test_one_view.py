"""Picture and hand in one view: no control is moved while its picture is out of sight."""

from pathlib import Path

import nbformat
import pytest
import yaml

pytestmark = [pytest.mark.browser, pytest.mark.built]
ROOT = Path(__file__).parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
WITH_PICTURES = [
    name
    for name in [TOC["root"], *(page["file"] for part in TOC["parts"] for page in part["chapters"])]
    if (ROOT / f"{name}.ipynb").is_file()
    and "explore(" in str(nbformat.read(ROOT / f"{name}.ipynb", as_version=4).cells)
]
SIZES = [(1366, 768), (1280, 720), (390, 844), (360, 740)]
KEYBOARD_OPEN = (390, 420)

# How much of its picture is in sight when a control has come there: title, plot and axis, looked
# for point by point, so that whatever lies over it counts as hiding it; and of the control itself.
SEEN = """control => {
  const figure = control.closest("figure");
  const share = (part, across, down) => {
    const box = part.getBoundingClientRect();
    let seen = 0;
    for (let i = 0; i < across; i++) for (let j = 0; j < down; j++) {
      const x = box.left + (box.width - 2) * i / (across - 1) + 1;
      const y = box.top + (box.height - 2) * j / (down - 1) + 1;
      const there = document.elementFromPoint(x, y);
      if (there && (part === there || part.contains(there))) seen++;
    }
    return seen / (across * down);
  };
  const inside = control.getBoundingClientRect();
  const there = document.elementFromPoint((inside.left + inside.right) / 2,
    (inside.top + inside.bottom) / 2);
  return [share(figure.querySelector(".flipbook-picture, svg"), 5, 9),
    Boolean(there && (there === control || control.contains(there) || there.contains(control)))];
}"""


def unseen(page, how):
    """List the controls that come into sight without the whole of their picture."""
    page.wait_for_function("document.querySelectorAll('.flipbook-ready').length > 0")
    hidden = []
    for control in page.locator("figure.flipbook .flipbook-controls :is(input, select)").all():
        control.evaluate(
            "(control, how) => how === 'focus' ? control.focus() : "
            "control.scrollIntoView({ block: how })",
            how,
        )
        share, there = control.evaluate(SEEN)
        if share < 1 or not there:
            name = control.evaluate(
                "each => each.closest('figure').id + ' ' + "
                "(each.name || each.ariaLabel) + ' ' + each.value"
            )
            hidden.append((name, round(share, 2), there))
    return hidden


@pytest.mark.parametrize("name", WITH_PICTURES)
@pytest.mark.parametrize("size", [*SIZES, KEYBOARD_OPEN], ids=str)
def test_no_control_comes_into_sight_without_its_whole_picture(chromium, served, name, size):
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{served}{name}.html")
    try:
        for how in ("focus", "center", "nearest"):
            assert unseen(page, how) == [], f"{how} at {size}"
            page.evaluate("scrollTo(0, 0)")
    finally:
        page.close()


def test_at_400_per_cent_the_picture_does_not_eat_the_window(chromium, served):
    page = chromium.new_page(viewport={"width": 320, "height": 256})
    page.goto(f"{served}{WITH_PICTURES[1]}.html")
    try:
        stuck = page.locator(".flipbook-view, .flipbook-picture").evaluate_all(
            "all => all.filter(each => getComputedStyle(each).position === 'sticky').length"
        )
        assert stuck == 0
    finally:
        page.close()
