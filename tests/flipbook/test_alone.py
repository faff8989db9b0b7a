"""flipbook by itself: its own distribution builds from here and needs nothing of the course."""

import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parents[2] / "packaging" / "flipbook"
OFFLINE = """
import doctest, pathlib, re, socket, sys
def refuse(*_):
    raise OSError("no network")
socket.socket.connect = refuse
sys.modules["helping"] = None
import flipbook, flipbook.explorer
for module in (flipbook, flipbook.explorer):
    failed, tried = doctest.testmod(module)
    assert tried and not failed
readme = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
names = {}
exec(re.search(r"```python\\n(.*?)```", readme, re.S)[1], names)
assert "flipbook-book" in flipbook.explore(names["draw"], height=(0, 10)).to_html(standalone=True)
print(flipbook.__file__)
"""


def test_its_wheel_works_in_an_empty_folder_without_network(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("matplotlib_flipbook-*.whl")
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == {"flipbook"}
    assert not [name for name in held if "__pycache__" in name]
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    ran = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(HERE / "README.md")],
        cwd=tmp_path,
        env={"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.strip().startswith(str(tmp_path / "installed"))
