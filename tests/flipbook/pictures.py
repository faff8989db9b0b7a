"""Pictures of the kinds that flipbook must get right, none of them about counselling."""

import ipywidgets
import numpy as np


def line_and_band(figure, height=3, bend=2, dip=1):
    """A line with a band."""
    axes = figure.subplots()
    x = np.linspace(0, 16, 60)
    y = 4 + 0.3 * height * np.tanh(0.1 * bend * x) - 0.2 * dip * np.exp(-((x - 8) ** 2))
    axes.plot(x, y)
    axes.fill_between(x, y - 0.3 - 0.1 * bend, y + 0.3 + 0.1 * bend, alpha=0.2)
    axes.set(xlim=(0, 16), ylim=(0, 8), xlabel="week", title="High" if height > 3 else "Low")
    return f"After 16 weeks the line stands at {y[-1]:.2f}, dip {dip}."


def bars(figure, count=3, tall=True):
    """Bars whose number changes."""
    axes = figure.subplots()
    axes.bar(
        [f"bar {n}" for n in range(count)], [(n + 1) * (2 if tall else 1) for n in range(count)]
    )
    return f"There are {count} bars."


def scatter(figure, points=10, spread=1.0):
    """A cloud with a changing number of points."""
    rng = np.random.default_rng(points)
    axes = figure.subplots()
    axes.scatter(rng.normal(0, spread, points), rng.normal(0, spread, points), c="C1")
    return f"{points} points are spread by {spread:.1f}."


def growing_line(figure, length=5):
    """A line with a changing number of points."""
    axes = figure.subplots()
    axes.plot(range(length), range(length))
    axes.set(xlim=(0, 20), ylim=(0, 20))
    return f"The line has {length} points."


def log_axes(figure, power=2):
    """A log–log line whose limits follow the data."""
    axes = figure.subplots()
    x = np.logspace(0, power, 20)
    axes.loglog(x, x**2)
    return f"It climbs to 10 to the power {2 * power}."


def polar(figure, leaves=3):
    """A rose."""
    axes = figure.add_subplot(projection="polar")
    angle = np.linspace(0, 2 * np.pi, 200)
    axes.plot(angle, np.abs(np.cos(leaves * angle)))
    axes.set_title("A rose")
    return f"The rose has {leaves} leaves."


def twins(figure, share=0.5):
    """Two panels, the second with twin axes and a legend."""
    left, right = figure.subplots(1, 2)
    left.pie([share, 1 - share], labels=["a", "b"])
    right.plot([0, 1], [share, 1], label="one")
    right.twinx().plot([0, 1], [100, 100 * share], "C1--", label="two")
    right.legend()
    return f"The share is {share:.2f}."


def image(figure, phase=0):
    """An image with a colour bar."""
    axes = figure.subplots()
    x = np.linspace(0, 6, 24)
    shown = axes.imshow(np.sin(x[:, None] + phase) * np.cos(x), cmap="viridis")
    figure.colorbar(shown)
    return f"The phase is {phase}."


def words(figure, name="a < b & c", hatch=False):
    """Text that changes, with signs that HTML must not swallow."""
    axes = figure.subplots()
    axes.text(0.5, 0.5, f'"{name}"', rotation=30)
    axes.text(0.1, 0.1, "$x^2$")
    axes.barh([0], [1], hatch="//" if hatch else None, color="none", edgecolor="black")
    axes.annotate("here", (0.2, 0.2), (0.8, 0.8), arrowprops={"arrowstyle": "->"})
    return f"It says “{name}”, and not <b>bold</b>."


def window(figure, span=(1, 3)):
    """Bars between two ends."""
    low, high = span
    axes = figure.subplots()
    axes.bar(range(5), [1 + n for n in range(5)], alpha=0.3)
    axes.bar(range(low, high + 1), [1 + n for n in range(low, high + 1)])
    return f"From {low} to {high} there are {high - low + 1} bars."


# Every picture with controls that give it more than one state.
ALL = {
    line_and_band: {"height": (1, 5), "bend": (1, 3), "dip": (0, 2)},
    bars: {"count": (1, 5), "tall": True},
    scatter: {"points": [5, 10, 40], "spread": (0.5, 2.0, 0.5)},
    growing_line: {"length": (2, 9)},
    log_axes: {"power": (1, 5)},
    polar: {"leaves": (1, 4)},
    twins: {"share": (0.1, 0.9, 0.2)},
    image: {"phase": (0, 3)},
    window: {"span": ipywidgets.IntRangeSlider(value=(1, 3), min=0, max=4)},
    words: {"name": ["a < b & c", "</script><b>", "it's “so”"], "hatch": False},
}
