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

# Brings every control into sight in one way after the other, and lists those at which the picture
# (title, plot and axis, looked for point by point, so that whatever lies over it counts as hiding
# it) or the control itself is not wholly in sight.
UNSEEN = """() => {
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
  const ways = {
    focus: control => control.focus(),
    centre: control => control.scrollIntoView({ block: "center", behavior: "instant" }),
    nearest: control => control.scrollIntoView({ block: "nearest", behavior: "instant" }),
  };
  const hidden = [];
  let count = 0;
  for (const [way, go] of Object.entries(ways)) {
    scrollTo({ top: 0, behavior: "instant" });
    for (const control of document.querySelectorAll(
      "figure.flipbook form:not(.flipbook-bet) :is(input, select)")) {
      go(control);
      count++;
      const figure = control.closest("figure");
      const seen = share(figure.querySelector(".flipbook-picture, svg"), 5, 9);
      const box = control.getBoundingClientRect();
      const there = document.elementFromPoint(
        (box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const itself = there && (there.contains(control) || control.contains(there));
      if (seen < 1 || !itself) {
        hidden.push([way, figure.id, control.name || control.ariaLabel, control.value, seen,
          Boolean(itself)]);
      }
    }
  }
  return { hidden, count };
}"""


@pytest.mark.parametrize("name", WITH_PICTURES)
@pytest.mark.parametrize("size", [*SIZES, KEYBOARD_OPEN], ids=str)
def test_no_control_comes_into_sight_without_its_whole_picture(chromium, served, name, size):
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{served}{name}.html")
    try:
        page.wait_for_function("document.querySelectorAll('.flipbook-ready').length > 0")
        page.wait_for_timeout(300)  # for the room that is kept once sentences are known
        found = page.evaluate(UNSEEN)
        assert found["hidden"] == []
        assert found["count"] > 0
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
