"""What is pinned installs with the lowest Python that the README promises, and with newer ones."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "requirements" / f"{part}.txt" for part in ("base", "dev")]
# The first of each, in which a package that wants a later patch release cannot be installed, and
# Debian 12's own.
PYTHONS = ["3.11.0", "3.11.2", "3.12.0", "3.13.0"]


def pins(file):
    lines = file.read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if re.match(r"[\w.-]+==", line)]


def wanted_by(pin, python):
    minor = ".".join(python.split(".")[:2])
    there = {"python_version": minor, "python_full_version": python}
    return pin.marker is None or pin.marker.evaluate(there)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_pin_asks_for_a_newer_python_than_is_promised(file):
    looked_at, faults = 0, []
    for pin in pins(file):
        try:
            installed = distribution(pin.name)
        except PackageNotFoundError:
            continue  # for another system
        if f"=={installed.version}" != str(pin.specifier):
            continue
        looked_at += 1
        needs = installed.metadata.get("Requires-Python") or ""
        faults += [
            f"{pin}: installs with Python {needs}, not with {python}"
            for python in PYTHONS
            if wanted_by(pin, python) and python not in SpecifierSet(needs)
        ]
    assert faults == []
    assert looked_at > 0.8 * len(pins(file)), "the pins are not what is installed: run make test"


def test_readme_and_package_promise_the_python_that_is_locked_for():
    assert "Python 3.11 or newer" in (ROOT / "README.md").read_text("utf-8")
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert "--python-version 3.11.0" in (ROOT / "tools" / "lock").read_text("utf-8")


@pytest.mark.parametrize("part", ["base", "dev", "bench"])
def test_every_asked_for_package_says_why_and_is_pinned(part):
    asked = (ROOT / "requirements" / f"{part}.in").read_text("utf-8").splitlines()
    locked = {canonicalize_name(pin.name) for pin in pins(ROOT / "requirements" / f"{part}.txt")}
    lines = [line for line in asked if line and not line.startswith(("#", "-"))]
    assert [line for line in lines if "  # " not in line] == []
    names = {canonicalize_name(Requirement(line.split("  #")[0]).name) for line in lines}
    assert names - locked == set()


@pytest.mark.parametrize("part", ["base", "dev", "bench"])
def test_no_address_of_an_index_is_kept(part):
    text = (ROOT / "requirements" / f"{part}.txt").read_text("utf-8")
    assert re.findall(r"https?://\S+|--\S*index\S*|--find-links\S*|file:\S+", text) == []
