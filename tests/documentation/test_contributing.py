"""What CONTRIBUTING prints is right as printed: in a copy of the course, all checks pass."""

import pytest
from printed import ROOT, commands

CHAPTER = "15-between-sessions"
FILES = [
    "src/helping/models/between_sessions.py",
    "src/helping/figures/between_sessions.py",
    "tests/models/test_between_sessions.py",
    "tests/figures/test_between_sessions.py",
    "look.py",
]


def said(done):
    return f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    "check",
    [
        "ruff check .",
        f"ruff check --no-respect-gitignore {' '.join(FILES)}",
        f"ruff format --check {' '.join(FILES)}",
        f"mypy {' '.join(FILES[:2])}",
        "lint-imports --no-cache",
    ],
)
def test_the_printed_code_passes_the_checks_of_style_types_and_arrows(contributed, check):
    done = contributed.run(f".venv/bin/{check}")
    assert done.returncode == 0, said(done)


def test_the_printed_tests_pass_and_the_model_is_found_by_the_test_of_every_parameter(contributed):
    (printed,) = (c for c in commands(ROOT / "CONTRIBUTING.md") if "pytest tests/models" in c)
    done = contributed.run(f"{printed} tests/models/test_every_parameter.py -n 0 -q")
    assert done.returncode == 0, said(done)


def test_the_model_takes_whole_days_only(contributed):
    done = contributed.run(
        ".venv/bin/python -c 'from helping.models.between_sessions import keep; keep(2.5)'"
    )
    assert "ValueError: days is 2.5: choose a whole number from 1 to 28." in done.stderr


def test_the_picture_can_be_looked_at(contributed):
    done = contributed.run(".venv/bin/python look.py")
    assert done.returncode == 0, said(done)
    page = (contributed.folder / "_build" / "look.html").read_text("utf-8")
    assert "<svg" in page
    assert "Days until half is gone" in page


def test_a_chapter_with_the_printed_cell_keeps_to_the_anatomy_and_runs(contributed):
    (printed,) = (c for c in commands(ROOT / "CONTRIBUTING.md") if "pytest tests/notebooks" in c)
    done = contributed.run(f"{printed} -n 0 -q")
    assert done.returncode == 0, said(done)
    assert " passed" in done.stdout


def test_the_author_s_check_finds_nothing_wanting_in_the_printed_chapter(contributed):
    (printed,) = (c for c in commands(ROOT / "CONTRIBUTING.md") if c.startswith("make chapter"))
    lines = contributed.run(printed.replace("make", "make --dry-run", 1)).stdout.splitlines()
    (line,) = (line for line in lines if "tools/chapter.py" in line)
    done = contributed.run(line)
    assert done.returncode == 0, said(done)
    assert f"{CHAPTER}: no fault found" in done.stdout


def test_every_rule_for_pictures_holds_for_the_example(contributed):
    done = contributed.run(".venv/bin/pytest -n 0 -q tests/figures/test_every_picture.py -k until")
    assert done.returncode == 0, said(done)
    assert " passed" in done.stdout


def test_outputs_are_taken_out_and_the_cells_keep_their_names(contributed):
    path = contributed.folder / f"notebooks/{CHAPTER}.ipynb"
    before = path.read_text("utf-8")
    (printed,) = (c for c in commands(ROOT / "CONTRIBUTING.md") if "nbstripout" in c)
    assert contributed.run(printed).returncode == 0
    assert path.read_text("utf-8") == before
