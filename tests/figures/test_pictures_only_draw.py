"""Pictures draw what models return: no chance, seed or remembered simulation of their own."""

import ast
from pathlib import Path

import pytest

FIGURES = sorted((Path(__file__).parents[2] / "src/helping/figures").glob("[!_]*.py"))

NOT_THERE = {
    "random": "draws chance",
    "default_rng": "chooses a seed",
    "Generator": "draws chance",
    "lru_cache": "remembers what it simulated",
    "cache": "remembers what it simulated",
}


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_a_picture_only_draws(path):
    named = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            named.add(node.attr)
        elif isinstance(node, ast.Name):
            named.add(node.id)
        elif isinstance(node, ast.alias):
            named.add(node.name.split(".")[-1])
    faults = [
        f"{path.name} uses {name}: a picture that {why} hides it from the model's tests; move it "
        f"to helping/models"
        for name, why in NOT_THERE.items()
        if name in named
    ]
    assert faults == []
