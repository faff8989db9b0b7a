"""No model lies about: a chapter shows it, another part needs it, or it says what it waits for."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = sorted((ROOT / "src/helping/models").glob("[!_]*.py"))
USERS = [
    *(ROOT / "src").rglob("*.py"),
    *(ROOT / "tools").glob("*.py"),
    *(ROOT / "notebooks").glob("*.ipynb"),
    *(ROOT / "book").glob("*.ipynb"),
]
WRITTEN = {int(path.stem[:2]) for path in (ROOT / "notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_a_model_is_used_or_says_which_chapter_it_waits_for(model):
    named = re.compile(
        rf"helping\.models\.{model.stem}\b|from helping\.models import[^\n]*\b{model.stem}\b"
        rf"|from helping\.models import \([^)]*\b{model.stem}\b"
    )
    used = any(named.search(path.read_text("utf-8")) for path in USERS if path != model)
    waits = re.search(r"^Waits for chapters? ([\d and]+),", model.read_text("utf-8"), re.MULTILINE)
    assert used or waits, (
        f"No part uses {model.stem}: take it out, or end its docstring with 'Waits for chapter "
        "NN, …' if one will."
    )
    if waits:
        awaited = {int(number) for number in re.findall(r"\d+", waits[1])}
        assert awaited - WRITTEN, f"{model.stem} waits for a chapter that is written: use it there"
