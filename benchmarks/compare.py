"""Measure flipbook beside what else could have been used: ``make bench``.

One chart (a line with a band, three sliders of seven stops) is measured in four parts: what it
weighs on a page, how long its states take to draw, how soon a moved slider paints on a slow
phone, how soon it answers in JupyterLab. Prints one Markdown table; keeps no file. How each
number is taken, and what it leaves out, stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PICTURES = HERE.parent / "tests" / "flipbook"
sys.path.insert(0, str(PICTURES))

import nbformat  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from pictures import line_and_band  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from playwright.sync_api import TimeoutError as PlaywrightTimeout  # noqa: E402

from flipbook import explore, page  # noqa: E402
from flipbook.drawing import draw_frame  # noqa: E402
from flipbook.drawing_pool import draw_states  # noqa: E402
from flipbook.explorer import SIZE  # noqa: E402
from flipbook.recipe import Recipe  # noqa: E402
from flipbook.style import style  # noqa: E402

LAST = 6  # each control has the stops 0 to 6
CONTROLS = ("height", "bend", "dip")
STATES = [dict(zip(CONTROLS, stops, strict=True)) for stops in product(range(LAST + 1), repeat=3)]
SLOWDOWN = 4
MOVES_ON_PAGE = 80
MOVES_IN_LAB = 16
WARM_UP = 6

Row = tuple[str, str, str]  # what was measured, the figure, how to read it


def made_with_flipbook() -> Any:
    """Return the chart as an explorer."""
    return explore(line_and_band, name="bench", **dict.fromkeys(CONTROLS, (0, LAST)))


def packed(data: str | bytes) -> int:
    """Return how many bytes gzip makes of it."""
    return len(gzip.compress(data.encode() if isinstance(data, str) else data))


def kb(size: int) -> str:
    return f"{size / 1000:,.1f} KB"


# Bytes -------------------------------------------------------------------------------------------


def weigh() -> Iterator[Row]:
    """Weigh all states as each tool would put them on a page."""
    fragment = made_with_flipbook().to_html()
    book = fragment.partition('class="flipbook-book">')[2].partition("</script>")[0]
    own = packed(page.script()) + packed(page.stylesheet())
    yield "flipbook: all states", kb(packed(book)), "the data in the page"
    yield (
        "flipbook: the whole figure",
        kb(packed(fragment)),
        f"first state and controls included; script and style once a site: {kb(own)}",
    )
    with style():
        files = [plain_svg(state)[0] for state in STATES]
    yield (
        "SVG files",
        kb(sum(packed(file) for file in files)),
        f"{len(files)} files, gzipped each; {kb(sum(map(len, files)))} before",
    )
    yield from weigh_panel("svg")
    yield from weigh_panel("png")
    yield from weigh_plotly()


def plain_svg(state: dict[str, int]) -> tuple[bytes, float]:
    """Draw one state as anybody would, and say how many seconds that took."""
    start = time.process_time()
    figure = Figure(figsize=SIZE)
    FigureCanvasSVG(figure)
    line_and_band(figure, **state)
    figure.savefig(out := io.BytesIO(), format="svg")
    return out.getvalue(), time.process_time() - start


def weigh_panel(kind: str) -> Iterator[Row]:
    """Embed all states with Panel, which needs no server then either."""
    import bokeh
    import panel

    def draw(**state: int) -> Any:
        figure = Figure(figsize=SIZE)
        line_and_band(figure, **state)
        return panel.pane.Matplotlib(figure, format=kind)

    sliders = {name: panel.widgets.IntSlider(name=name, end=LAST) for name in CONTROLS}
    app = panel.Column(*sliders.values(), panel.bind(draw, **sliders))
    out, start = io.StringIO(), time.perf_counter()
    with style(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app.save(out, embed=True, max_opts=LAST + 1, max_states=len(STATES), progress=False)
    took = time.perf_counter() - start
    folder = Path(bokeh.__file__).parent / "server" / "static" / "js"
    scripts = [folder / f"bokeh{part}.min.js" for part in ("", "-widgets", "-tables", "-gl")]
    scripts.append(Path(panel.__file__).parent / "dist" / "panel.min.js")
    weight = sum(packed(script.read_bytes()) for script in scripts)
    yield (
        f"Panel embed, Matplotlib pane as {kind.upper()}",
        kb(packed(out.getvalue())),
        f"made in {took:.0f} s; its scripts: {kb(weight)}",
    )


def weigh_plotly() -> Iterator[Row]:
    """Write all states as frames of one Plotly figure, values to three decimals."""
    import plotly
    import plotly.graph_objects as go

    def lines(state: dict[str, int]) -> list[Any]:
        """Take the line and the band from the very picture that the others draw."""
        figure = Figure(figsize=SIZE)
        line_and_band(figure, **state)
        line, band = figure.axes[0].lines[0], figure.axes[0].collections[0].get_paths()[0]
        count = len(line.get_xdata())
        edge = band.vertices[1 : count + 1, 1]
        middle = np.asarray(line.get_ydata())
        ys = (2 * middle - edge, edge, middle)
        return [go.Scatter(y=[round(float(value), 3) for value in y]) for y in ys]

    whole = go.Figure(
        data=lines(STATES[0]),
        frames=[go.Frame(data=lines(state), name=str(n)) for n, state in enumerate(STATES)],
    )
    step = {"method": "animate"}
    whole.update_layout(sliders=[{"steps": [step | {"args": [[str(n)]]} for n in range(343)]}])
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    yield (
        "Plotly frames",
        kb(packed(whole.to_json())),
        f"one slider over all states, as frames know no second; its script: "
        f"{kb(packed(script.read_bytes()))}",
    )


# Drawing -----------------------------------------------------------------------------------------


def time_drawing() -> Iterator[Row]:
    """Time the drawing of all states at build."""
    plain, ours = [], []
    with style():
        for state in [*STATES[:WARM_UP], *STATES]:  # turn about, so that both meet the same load
            plain.append(plain_svg(state)[1])
            start = time.process_time()
            draw_frame(line_and_band, state, SIZE, "bench")
            ours.append(time.process_time() - start)
    yield "savefig to SVG, one core", ms(plain[WARM_UP:]), "median of processor time"
    yield "flipbook, one core", ms(ours[WARM_UP:]), "median of processor time, cutting included"
    whole = []
    for _ in range(3):
        start = time.perf_counter()
        draw_states(Recipe(line_and_band, size=SIZE, name="bench"), STATES)
        whole.append((time.perf_counter() - start) / len(STATES))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    yield f"flipbook, {cores} cores", ms(whole), "wall time over states, median of 3"
    start = time.perf_counter()
    made_with_flipbook().to_html()
    yield (
        f"flipbook, {cores} cores, drawn and packed",
        f"{time.perf_counter() - start:.1f} s",
        "wall time of the whole figure, ready for the page",
    )


def ms(seconds: Iterable[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms a state"


# On the page -------------------------------------------------------------------------------------

CLOCK = """() => {
  window.times = [];
  addEventListener("input", () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - start);
      port2.postMessage(0);
    });
  }, { capture: true });
}"""
BARE = (
    "<!DOCTYPE html><title>Bare</title>" + '<input type="range" name="height" min="0" max="6">' * 3
)


def time_page(browser: Browser) -> Iterator[Row]:
    """Time slider to paint on a page without a kernel, on a processor slowed down."""
    with tempfile.TemporaryDirectory() as folder:
        pages = {
            "flipbook": made_with_flipbook().to_html(standalone=True),
            "a bare slider, nothing drawn": BARE,
        }
        for name, html in pages.items():
            file = Path(folder) / "page.html"
            file.write_text(html, encoding="utf-8")
            for how, move in (("dragged", drag), ("by arrow key", press)):
                times = moves_on_page(browser, file.as_uri(), move)
                middle, high = statistics.median(times), float(np.percentile(times, 95))
                yield (
                    f"{name}, {how}",
                    f"{high:.1f} ms",
                    f"95th percentile of {len(times)} moves; median {middle:.1f} ms",
                )


def moves_on_page(browser: Browser, address: str, move: Any) -> list[float]:
    """Move every slider in turn, and return the milliseconds from each input to its paint."""
    tab = browser.new_page(viewport={"width": 800, "height": 900})
    try:
        tab.goto(address)
        tab.wait_for_timeout(1000)  # the page decodes its table while it is idle
        slow = tab.context.new_cdp_session(tab)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        tab.evaluate(CLOCK)
        for turn in range(MOVES_ON_PAGE + WARM_UP):
            before = tab.evaluate("times.length")
            # Up one slider and down again, then the next.
            move(tab, tab.locator("input[type=range]").nth(turn // (2 * LAST) % 3), turn)
            tab.wait_for_function("count => times.length > count", arg=before)
            tab.wait_for_timeout(250)  # let the easing end: one move, one measurement
        return tab.evaluate("times")[WARM_UP:]
    finally:
        tab.close()


def drag(tab: Page, slider: Any, turn: int) -> None:
    """Drag a slider by one stop, the button held down until the slider is done with."""
    box = slider.bounding_box()
    at = turn % (2 * LAST)
    stop = at + 1 if at < LAST else 2 * LAST - 1 - at
    thumb = 16
    to = box["x"] + thumb / 2 + stop / LAST * (box["width"] - thumb)
    middle = box["y"] + box["height"] / 2
    if at == 0:
        tab.mouse.up()
        slider.evaluate("(input) => { input.value = 0; }")
        tab.mouse.move(box["x"] + thumb / 2, middle)
        tab.mouse.down()
    tab.mouse.move(to, middle)


def press(tab: Page, slider: Any, turn: int) -> None:
    """Move a slider by one stop with an arrow key."""
    slider.focus()
    if turn % (2 * LAST) == 0:
        slider.evaluate("(input) => { input.value = 0; }")
    tab.keyboard.press("ArrowRight" if turn % (2 * LAST) < LAST else "ArrowLeft")


# In JupyterLab -----------------------------------------------------------------------------------

EXPLORE = """from flipbook import explore
from pictures import line_and_band
explore(line_and_band, height=(0, 6), bend=(0, 6), dip=(0, 6))"""
INTERACT = """import matplotlib.pyplot as plt
from ipywidgets import interact
from pictures import line_and_band

def draw(height, bend, dip):
    line_and_band(plt.figure(figsize=(4.8, 3.7)), height, bend, dip)
    plt.show()

interact(draw, height=(0, 6), bend=(0, 6), dip=(0, 6));"""
# From the key press until what stands there differs, seen at the next frame.
WATCH = """([slider, picture, part]) => {
  window.answer = null;
  const shown = () => document.querySelector(picture)?.[part] ?? null;
  document.querySelector(slider).focus();
  const before = shown();
  addEventListener("keydown", () => {
    const start = performance.now();
    const look = () => {
      const now = shown();
      if (now !== null && now !== before) window.answer = performance.now() - start;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
}"""
LIVE = {  # name -> source, slider, picture, and the part of the picture that changes
    "flipbook's explore": (
        EXPLORE,
        "figure.flipbook input[type=range]",
        "figure.flipbook svg",
        "innerHTML",
    ),
    "ipywidgets' interact": (
        INTERACT,
        ".widget-interact .noUi-handle",
        ".widget-interact img",
        "src",
    ),
}


def time_lab(browser: Browser) -> Iterator[Row]:
    """Time slider to changed picture in JupyterLab, beside stock interact."""
    with tempfile.TemporaryDirectory() as folder, jupyter_lab(Path(folder)) as address:
        medians = {}
        for name, (source, slider, picture, part) in LIVE.items():
            tab = browser.new_page(viewport={"width": 1280, "height": 1200})
            open_and_run(tab, f"{address}/lab/tree", Path(folder), source, slider, picture)
            times = []
            for turn in range(WARM_UP + MOVES_IN_LAB):
                tab.evaluate(WATCH, [slider, picture, part])
                tab.keyboard.press("ArrowRight" if turn % 4 < 2 else "ArrowLeft")
                tab.wait_for_function("answer !== null")
                times.append(tab.evaluate("answer"))
                tab.wait_for_timeout(500)
            tab.close()
            medians[name] = statistics.median(times[WARM_UP:])
            yield name, f"{medians[name]:.0f} ms", f"median of {MOVES_IN_LAB} moves"
        ours, stock = medians.values()
        yield "interact takes so many times as long", f"{stock / ours:.1f}", ""


def open_and_run(
    tab: Page, tree: str, folder: Path, source: str, slider: str, picture: str
) -> None:
    """Open a notebook of one cell and run it; again, if the kernel was not yet connected."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    file = folder / f"bench-{len(list(folder.glob('*.ipynb')))}.ipynb"
    nbformat.write(notebook, file)
    tab.goto(f"{tree}/{file.name}?reset")
    tab.locator('[data-status="idle"]').first.wait_for(timeout=120_000)
    for _ in range(6):
        tab.wait_for_timeout(3000)
        tab.get_by_role("menuitem", name="Run", exact=True).click()
        tab.get_by_text("Run All Cells", exact=True).click()
        try:
            tab.locator(picture).first.wait_for(timeout=20_000)
            tab.locator(slider).first.wait_for(timeout=20_000)
            break
        except PlaywrightTimeout:
            continue
    tab.wait_for_timeout(3000)


@contextmanager
def jupyter_lab(folder: Path) -> Iterator[str]:
    """Start a JupyterLab that reads no settings of the user's and leaves none behind."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    places = {name: str(folder / name.lower()) for name in own}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}"]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.allow_root=True"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    lab = subprocess.Popen(
        command,
        env=os.environ | places | {"PYTHONPATH": str(PICTURES)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api")
                break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        lab.terminate()
        lab.wait()


# All together ------------------------------------------------------------------------------------


def find_chromium() -> str | None:
    """Return the machine's Chromium or Chrome; None for the one that Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


PARTS = {
    "bytes": ("On the page, gzipped", weigh),
    "drawing": ("Drawing at build", time_drawing),
    "page": (f"Slider to paint, processor {SLOWDOWN} times slower", time_page),
    "lab": ("Live in JupyterLab, slider to changed picture", time_lab),
}


def main() -> None:
    """Measure the parts asked for and print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", help=f"which of {', '.join(PARTS)}; all unless told")
    wanted = parser.parse_args().parts or list(PARTS)
    if unknown := [part for part in wanted if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]}: choose from {', '.join(PARTS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        tools = ", ".join(f"{name} {version(name)}" for name in ("matplotlib", "panel", "plotly"))
        print(
            f"Python {platform.python_version()}, {tools}, Chromium {browser.version}, "
            f"{os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}\n"
        )
        print("| part | what | measured | remark |\n| --- | --- | --- | --- |", flush=True)
        for part in wanted:
            heading, measure = PARTS[part]
            load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
            rows = measure(browser) if part in ("page", "lab") else measure()
            for what, figure, remark in rows:
                print(f"| {heading} | {what} | {figure} | {remark} |", flush=True)
            print(f"| {heading} | load of the machine before | {load} | |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
