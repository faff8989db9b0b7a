"""Every command that the documentation prints works, or stands in for one that does.

A command is run as printed in a copy of the course wherever that needs neither network nor a
window. Where it does, what it relies on is looked at. A command that nobody tries fails the test.
"""

import re
import subprocess

import nbformat
import pytest
import yaml
from printed import PAGES, ROOT, SHELLS, blocks, commands, in_running_text

ALL = [(page, command) for page in PAGES for command in commands(page)]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split())


def as_on_linux(command):
    """Return what a line for Windows is elsewhere."""
    return re.sub(r"^py ", "python3 ", command).replace("\\Scripts\\", "/bin/").replace("\\", "/")


def make(workshop, command):
    """Make knows the target and all that it rests on."""
    assert command.split()[1] in TARGETS
    done = workshop.run(command.replace("make", "make --dry-run", 1))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def tried_by_ci(workshop, command):
    """A clone, an environment, the requirements: .ci/run makes them with tools/installs."""
    assert "tools/installs" in (ROOT / ".ci" / "run").read_text("utf-8")
    tried = (ROOT / "tools" / "installs").read_text("utf-8")
    assert "-m venv" in (ROOT / "tools" / "venv").read_text("utf-8")
    assert 'pip" install --quiet -r requirements.txt' in tried


def the_program_starts_and_the_file_is_there(workshop, command):
    """JupyterLab would open a window; it says its version instead."""
    program, name, *files = command.removeprefix(".venv/bin/").split()
    done = workshop.run(f".venv/bin/{program} {name} --version")
    assert done.returncode == 0, done.stderr
    assert [f for f in files if f.startswith("-") or not (workshop.folder / f).exists()] == []


def run_elsewhere(workshop, command):
    """Run as printed by test_contributing.py; the way out of Jupyter Book by a test below."""


def handout(workshop, command):
    """One file, in which every picture has all its states and every question its answers."""
    done = workshop.run(command)
    assert done.returncode == 0, done.stderr
    page = (workshop.folder / "_build" / "08-transference.html").read_text("utf-8")
    notebook = (workshop.folder / "notebooks" / "08-transference.ipynb").read_text("utf-8")
    assert page.count('class="flipbook-book"') == notebook.count('"explore(')
    assert page.count('data-practice="question"') == notebook.count('"ask(')


def benchmark(workshop, command):
    """A benchmark takes minutes; its help says what it takes, and is what the words are for."""
    _, script, *parts = command.split()
    done = workshop.run(f".venv/bin/python {script} --help")
    assert done.returncode == 0, done.stderr
    assert [part for part in parts if part not in done.stdout] == []


def builds_flipbook_alone(workshop, command):
    """The very command is what the test of that distribution runs."""
    tried = (ROOT / "tests" / "flipbook" / "test_alone.py").read_text("utf-8")
    assert all(word.strip('"') in tried for word in command.split()[2:])


def runs(workshop, command):
    """The command is run as it is printed."""
    done = workshop.run(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def warned_of(workshop, command):
    """Printed to warn of, not to be typed."""


HOW = {
    r"make \w[\w-]*( \d+)?": make,
    r"git clone <this repository> helping|cd helping": tried_by_ci,
    r"python3 -m venv \.venv|\.venv/bin/pip install -r requirements\.txt": tried_by_ci,
    r"\.venv/bin/jupyter lab \S+|jupyter nbconvert": the_program_starts_and_the_file_is_there,
    r"FLIPBOOK_STATIC=1 \.venv/bin/jupyter nbconvert .*": handout,
    r"\.venv/bin/python benchmarks/\S+.*": benchmark,
    r"(cp|\.venv/bin/(pytest|nbstripout|python look\.py)).*": run_elsewhere,
    r"\.venv/bin/jupyter-book config sphinx \.": run_elsewhere,
    r"PYTHONPATH=\S+ \.venv/bin/sphinx-build .*": run_elsewhere,
    r"python -m hatchling build -t wheel": builds_flipbook_alone,
    r"\.venv/bin/python tools/\S+ \w+": runs,
    r"pip install jupyter-book": warned_of,
}


@pytest.mark.parametrize(("page", "command"), ALL, ids=lambda part: getattr(part, "name", part))
def test_every_printed_command_does_what_it_is_printed_for(contributed, page, command):
    line = as_on_linux(command)
    (how,) = [how for pattern, how in HOW.items() if re.fullmatch(pattern, line)] or [None]
    assert how, f"{page.name} prints {command!r}, and no test tries it: say in HOW how"
    how(contributed, line)


def test_readme_names_every_target_of_make_and_says_what_it_does():
    printed = {c.split()[1] for page in PAGES for c in commands(page) if c.startswith("make ")}
    assert TARGETS - printed == set()


def test_windows_is_told_the_same_as_the_others():
    told = {}
    for block in blocks(ROOT / "README.md"):
        if block.language in SHELLS:
            told.setdefault(block.language, []).append(block.text)
    (windows,) = told["powershell"]
    assert as_on_linux(windows) in told["sh"]


PATH = re.compile(
    r"(?:\.ci|benchmarks|book|data|docs|lab|notebooks|requirements|src|tests|tools)/[\w./-]*"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_every_file_and_folder_that_is_named_is_there(contributed, page):
    near = [contributed.folder, contributed.folder / page.parent.relative_to(ROOT)]
    named = [t for t in in_running_text(page) if PATH.fullmatch(t) and "NN-" not in t]
    assert [each for each in named if not any((folder / each).exists() for folder in near)] == []


def test_the_headers_that_a_host_may_set_are_those_that_the_tests_set():
    (policy,) = re.findall(r"^Content-Security-Policy: (.*)$", README, re.MULTILINE)
    assert f'"{policy}"' in (ROOT / "tests" / "conftest.py").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_every_block_says_its_language_and_every_data_block_can_be_read(page):
    for block in blocks(page):
        assert block.language in {*SHELLS, "python", "markdown", "yaml", "toml", "text"}, block.text
        if block.language == "yaml":
            assert yaml.safe_load(block.text)


def test_the_way_out_of_jupyter_book_builds_the_same_pages(workshop, tmp_path):
    book = tmp_path / "a small book"
    book.mkdir()
    for name in ("src", "book", "data", "lab", "references.bib", "_config.yml", ".venv"):
        (book / name).symlink_to(workshop.folder / name)
    toc = {"format": "jb-book", "root": "intro", "chapters": [{"file": "picture"}]}
    (book / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    (book / "intro.md").write_text(
        "# A small book\n\nIt has [a picture](picture.ipynb).\n", "utf-8"
    )
    cells = [
        nbformat.v4.new_markdown_cell("# A picture"),
        nbformat.v4.new_code_cell(
            "from flipbook import explore\n"
            "def line(figure, *, n=1):\n"
            "    figure.subplots().plot([0, n])\n"
            "    return f'The line ends at {n}.'\n"
            "explore(line, n=(0, 2), name='line', caption='Toy model. A line.')"
        ),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), book / "picture.ipynb")
    decision = ROOT / "docs" / "decisions" / "0001-jupyter-book-1.md"
    printed = [command for command in commands(decision) if command.startswith((".venv", "PYTHON"))]
    assert len(printed) == 2
    small = type(workshop)(book)
    for command in printed:
        done = small.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
    page = (book / "_build" / "html" / "picture.html").read_text("utf-8")
    assert 'class="flipbook' in page
    assert "The line ends at 1." in page


def test_git_leaves_alone_what_contributing_says_it_does(contributed):
    done = subprocess.run(
        ["git", "check-ignore", "look.py", "_build/look.html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode == 128:
        pytest.skip("this is no clone")
    assert done.stdout.split() == ["look.py", "_build/look.html"]
