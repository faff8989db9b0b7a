"""Figures of many kinds, as strangers draw them; each changes with `k`, which is 0 or 1."""

import datetime

import numpy as np

X = np.linspace(0, 6, 40)
RNG = np.random.default_rng(4)
CLOUD = RNG.normal(size=(2, 60))


def line(f, k):
    f.subplots().plot(X, np.sin(X + k), X, np.cos(X), "--")


def offset_text(f, k):
    f.subplots().plot([0, 1], [0, (2 + k) * 1e6])
    f.axes[0].set_title("Population over time")


def small_offset(f, k):
    f.subplots().plot([0, 1], [1e-9, (2 + k) * 1e-9])
    f.axes[0].set_title("Small numbers")


def twin_above(f, k):
    axes = f.subplots()
    axes.plot(X, X**k)
    axes.twiny().set_xlim(0, 20)
    axes.set_title("Two scales")


def twin_beside(f, k):
    axes = f.subplots()
    axes.plot(X, X + k)
    axes.twinx().plot(X, np.exp(X), "C1:")


def label_above(f, k):
    axes = f.subplots()
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set(xlabel="above", title=f"Title {k}")


def formulas(f, k):
    f.text(0.1, 0.7, r"$f'(x) = \mathcal{N}(\mu, \sigma^2)$", size=16)
    f.text(0.1, 0.5, r"$\sum_{i=0}^n x_i \int_0^1 \frac{a}{b}$", size=16)
    f.text(0.1, 0.2, r"$\widehat{xyz} \in \mathbb{E}, \left(\frac{1}{2}\right)$", size=14 + k)


def families(f, k):
    f.text(0.1, 0.8, f"fixed   width {k}", family="monospace")
    f.text(0.1, 0.5, "with serifs", family="serif", style="italic")
    f.text(0.1, 0.2, "heavy", weight="bold", rotation=20)


def surface(f, k):
    axes = f.add_subplot(projection="3d")
    x, y = np.meshgrid(X[::5], X[::5])
    axes.plot_surface(x, y, np.sin(x + k) + y, cmap="viridis")


def wires(f, k):
    axes = f.add_subplot(projection="3d")
    axes.scatter(*CLOUD, CLOUD[0] * k)


def contours(f, k):
    axes = f.subplots()
    grid = np.outer(np.sin(X), np.cos(X + k))
    axes.contourf(X, X, grid)
    axes.contour(X, X, grid, colors="black")


def arrows(f, k):
    x, y = np.meshgrid(X[::6], X[::6])
    f.subplots().quiver(x, y, np.cos(y), np.sin(x + k))


def stream(f, k):
    x, y = np.meshgrid(X, X)
    f.subplots().streamplot(x, y, np.cos(y), np.sin(x + k), density=0.5)


def boxes(f, k):
    f.subplots().boxplot([CLOUD[0], CLOUD[1] + k], notch=True)


def violins(f, k):
    f.subplots().violinplot([CLOUD[0], CLOUD[1] + k])


def hatches(f, k):
    f.subplots().bar(range(3), [1, 2, 1 + k], hatch=["//", "..", "xx"], color="none", ec="black")


def logs(f, k):
    f.subplots().loglog(10.0**X, 10.0 ** (X * (1 + k / 4)))


def dates(f, k):
    start = datetime.date(2024, 1, 1)
    f.subplots().plot([start + datetime.timedelta(30 * n) for n in range(6)], np.arange(6) ** k)
    f.autofmt_xdate()


def polar(f, k):
    f.add_subplot(projection="polar").plot(X, np.abs(np.sin((2 + k) * X)))


def mesh(f, k):
    axes = f.subplots()
    f.colorbar(axes.pcolormesh(np.outer(X, X + k), cmap="gray"))


def log_mesh(f, k):
    axes = f.subplots()
    axes.pcolormesh(np.logspace(0, 2, 12), range(12), np.outer(range(11), range(k, 11 + k)))
    axes.set_xscale("log")


def image(f, k):
    axes = f.subplots()
    f.colorbar(axes.imshow(np.outer(X, X + k)))


def inset(f, k):
    axes = f.subplots()
    axes.plot(X, X)
    axes.inset_axes([0.6, 0.1, 0.3, 0.3]).plot(X, np.sin(X + k))


def table(f, k):
    axes = f.subplots()
    axes.axis("off")
    axes.table([["a", "b"], ["c", str(k)]], loc="center", cellColours=[["wheat", "w"], ["w", "w"]])


def legend(f, k):
    axes = f.subplots()
    axes.plot(X, X, label="one")
    axes.plot(X, X + k, "o", label="two")
    axes.legend(title="Legend", frameon=True, shadow=False)


def errors(f, k):
    f.subplots().errorbar(range(5), range(5), yerr=0.5 + k, xerr=0.2, fmt="s", capsize=4)


def pie(f, k):
    f.subplots().pie([1, 2, 3 + k], labels=["a", "b", "c"], autopct="%1.0f%%", explode=[0, 0.1, 0])


def stems(f, k):
    f.subplots().stem(X[::4], np.sin(X[::4] + k))


def steps(f, k):
    axes = f.subplots()
    axes.step(X[::4], np.sin(X[::4] + k))
    axes.stairs([1, 2, 1], fill=True, alpha=0.4)


def filled(f, k):
    f.subplots().stackplot(X, X, X * (1 + k), np.ones_like(X))


def broken(f, k):
    upper, lower = f.subplots(2, 1, sharex=True)
    upper.plot([1, 10, 100 + k])
    lower.plot([1, 10, 100 + k])
    upper.set_ylim(80, 120)
    lower.set_ylim(0, 20)
    mark = {
        "marker": [(-1, -0.5), (1, 0.5)],
        "markersize": 12,
        "linestyle": "none",
        "clip_on": False,
    }
    upper.plot([0, 1], [0, 0], transform=upper.transAxes, color="k", **mark)


def notes(f, k):
    axes = f.subplots()
    axes.annotate(
        "a box",
        (0.2, 0.2 + 0.2 * k),
        (0.6, 0.7),
        bbox={"boxstyle": "round", "facecolor": "wheat"},
        arrowprops={"arrowstyle": "->", "connectionstyle": "arc3,rad=0.3"},
    )


def small_marks(f, k):
    f.subplots().scatter(*CLOUD, s=np.linspace(1, 30, 60), c=CLOUD[0] + k)


def marks(f, k):
    axes = f.subplots()
    for number, mark in enumerate("ov^<>sp*hHDdPX+x|_"):
        axes.plot([number], [number * (1 + k)], mark)


def gaps(f, k):
    y = np.sin(X)
    y[5 + 10 * k : 9 + 10 * k] = np.nan
    f.subplots().plot(X, y)


def face(f, k):
    axes = f.subplots()
    axes.set_facecolor("lightyellow")
    axes.plot(X, X + k, color="black")
    axes.grid()


def hexagons(f, k):
    f.subplots().hexbin(*CLOUD, gridsize=8 + k)


def histogram(f, k):
    f.subplots().hist(CLOUD.ravel(), bins=8 + 4 * k, histtype="stepfilled", alpha=0.6)


def outside(f, k):
    axes = f.subplots()
    axes.plot(X, X + k)
    f.subplots_adjust(right=1.2)


def spans(f, k):
    axes = f.subplots()
    axes.axvspan(1, 2 + k, color="0.9")
    axes.axhline(0.5, color="C3", ls="-.")
    axes.arrow(0, 0, 2, 0.8, width=0.02)


def network(f, k):
    f.subplots().tripcolor(*CLOUD, CLOUD[0] * (1 + k), edgecolors="white")


def events(f, k):
    f.subplots().eventplot([X[:9], X[3:12] + k], colors=["C0", "C1"])


EVERY = [made for made in list(globals().values()) if getattr(made, "__module__", "") == __name__]
