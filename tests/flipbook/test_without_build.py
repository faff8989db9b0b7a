"""Live, flipbook needs nothing that only a build needs: Python in a browser has no processes."""

import subprocess
import sys

LACKING = """
import sys
for name in ("_multiprocessing", "_posixshmem", "tqdm", "sphinx", "IPython.kernel"):
    sys.modules[name] = None
from flipbook import explore

def draw(figure, height=3):
    figure.subplots().bar(["a"], [height])
    return f"The bar is {height} high."

explorer = explore(draw, height=(0, 30))
explorer._receive(None, {"stops": {"height": 5}}, [])
assert explorer.sentence == "The bar is 5 high."
build_only = {"flipbook.drawing_pool", "flipbook.kept", "flipbook.rests_on"} & set(sys.modules)
assert not build_only, build_only
assert "multiprocessing.connection" not in sys.modules
assert "The bar is" in explorer.to_html()
print("all well")
"""


def test_it_imports_answers_and_makes_a_page_without_processes_and_without_tqdm():
    done = subprocess.run([sys.executable, "-c", LACKING], capture_output=True, text=True)
    assert done.stdout.strip() == "all well", done.stderr
