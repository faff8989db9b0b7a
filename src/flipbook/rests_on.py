"""What a picture or a notebook rests on: the code that it reaches, and the content that it read.

Code is taken function by function, so that an edit counts only where it is reached: a function's
own text (comments and empty lines apart), the functions, classes and values that it names, and
theirs in turn, as far as somebody here may edit them. Content is told by whoever reads it: see
`watched`.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import importlib
import importlib.util
import os
import pickle
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

USES_VARIABLE = "FLIPBOOK_USES"
"""Names the file to which readers of content write, a line a piece: what it is, a tab, a mark."""

LEDGER_VARIABLE = "FLIPBOOK_LEDGER"
"""Names the module whose function ``now(what)`` returns the present mark of a piece of content."""


PATH = "path:"
"""Begins the name of a file that an author named himself; nobody else need know of it."""


def digest_of(*things: object) -> str:
    """Return a digest of things and of all that they rest on in code.

    Parameters
    ----------
    *things
        Functions, classes or values.

    Returns
    -------
    str
        Differs once a function that is reached, or a value that it names, has changed.
    """
    reach = _Reach()
    for thing in things:
        reach.visit(thing)
    return hashlib.sha256("\0".join(reach.found).encode()).hexdigest()


def digest_of_code(source: str) -> str:
    """Return a digest of a piece of a notebook's code and of all that its imports bring in.

    Parameters
    ----------
    source : str
        Python; its imports are carried out, nothing else is.

    Raises
    ------
    ImportError, SyntaxError
        If it cannot be read, or what it imports cannot be imported.
    """
    tree = ast.parse(source)
    reach = _Reach()
    reach.visit_code(tree, {})
    return hashlib.sha256("\0".join(reach.found).encode()).hexdigest()


def forget_memories(*things: object) -> None:
    """Empty the caches of functions that a thing reaches, so that they read their content again.

    Without it a picture drawn after another could take what that one had read, untold.

    Parameters
    ----------
    *things
        Functions, classes or values.
    """
    reach = _Reach()
    for thing in things:
        reach.visit(thing)
    for memory in reach.memories:
        below = _Reach()
        below.visit(memory.__wrapped__)
        if os.environ.get(LEDGER_VARIABLE) in below.modules:
            memory.cache_clear()


@contextlib.contextmanager
def watched() -> Iterator[dict[str, str]]:
    """Learn what content is read meanwhile, in this process or in one that it forks.

    Yields
    ------
    dict of str to str
        Filled on leaving: what was read, and its mark. Whoever watches from outside is told too.
    """
    outer = os.environ.get(USES_VARIABLE)
    handle, name = tempfile.mkstemp(prefix="flipbook-", suffix=".uses")
    os.close(handle)
    uses: dict[str, str] = {}
    os.environ[USES_VARIABLE] = name
    try:
        yield uses
    finally:
        os.environ.pop(USES_VARIABLE)
        if outer:
            os.environ[USES_VARIABLE] = outer
        uses.update(read_uses(Path(name)))
        Path(name).unlink()
        tell(uses)


def tell(uses: Mapping[str, str]) -> None:
    """Write down, for whoever watches, content that was read before and counts now.

    Parameters
    ----------
    uses : mapping of str to str
    """
    file = os.environ.get(USES_VARIABLE)
    if file and uses:
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{use}\t{mark}\n" for use, mark in uses.items())


def read_uses(file: Path) -> dict[str, str]:
    """Return what was read, from a file of lines; nothing where there is no file."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("\t") for line in lines)
    return {use: mark for use, _, mark in pairs if mark}


def still_so(uses: Mapping[str, str]) -> bool:
    """Say whether all that was read has the mark that it had.

    Parameters
    ----------
    uses : mapping of str to str
    """
    ledger = os.environ.get(LEDGER_VARIABLE)

    def now(use: str) -> str:
        if use.startswith(PATH):
            return mark_of(Path(use.removeprefix(PATH)))
        return str(importlib.import_module(ledger).now(use)) if ledger else ""

    return all(now(use) == mark for use, mark in uses.items())


def mark_of(file: Path) -> str:
    """Return a mark of what a file holds; of one that is not there, another."""
    held = file.read_bytes() if file.is_file() else b"nothing"
    return hashlib.sha256(held).hexdigest()[:16]


class _Reach:
    """Walks from things to all that they name, and writes down each once."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.memories: list[Any] = []
        self.modules: set[str] = set()
        self._seen: set[int] = set()
        self._kept: list[object] = []  # keeps ids from being used again meanwhile

    def visit(self, thing: object) -> None:
        if id(thing) in self._seen or getattr(thing, "noted", False) is True:
            return
        self._seen.add(id(thing))
        self._kept.append(thing)
        if hasattr(thing, "cache_clear") and hasattr(thing, "__wrapped__"):
            if _is_ours(getattr(thing, "__module__", "")):
                self.memories.append(thing)
            self.visit(thing.__wrapped__)
        elif isinstance(thing, MethodType):
            self.visit(thing.__func__)
            self.visit(thing.__self__)
        elif isinstance(thing, FunctionType):
            self._function(thing)
        elif isinstance(thing, type):
            self._class(thing)
        elif isinstance(thing, ModuleType):
            self._module(thing)
        else:
            self._value(thing)

    def visit_code(self, node: ast.AST, names: Mapping[str, Any], module: str = "") -> None:
        """Write down a piece of code, and visit all that it names."""
        text, parts, imports = _read(node)
        self.found.append(text)
        if imports:
            names = {**names, **_imported(imports, module)}
        for root, *path in parts:
            if root in names:
                self._follow(names[root], path)

    def _follow(self, thing: object, path: list[str]) -> None:
        for name in path:
            if not isinstance(thing, ModuleType):
                break
            if not _is_ours(thing.__name__):  # what it holds, such as os.environ, is not code
                self.found.append(".".join([thing.__name__, *path]))
                return
            thing = getattr(thing, name, None)
        self.visit(thing)

    def _function(self, function: FunctionType) -> None:
        if not _is_ours(function.__module__):
            self.found.append(f"{function.__module__}.{function.__qualname__}")
            return
        self.modules.add(function.__module__)
        node = _source(function.__code__)
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=False)
        inside: dict[str, Any] = {}
        for name, cell in cells:
            with contextlib.suppress(ValueError):  # not filled yet
                inside[name] = cell.cell_contents
        if node is None:
            self.found.append(repr((function.__code__.co_code, function.__code__.co_names)))
            for value in inside.values():
                self.visit(value)
            return
        if {"__file__", "__name__"} & {*function.__code__.co_names} and not _tells(
            function.__module__
        ):
            self._files(Path(str(sys.modules[function.__module__].__file__)).parent)
        names = {**function.__globals__, **inside}
        if _tells(function.__module__):
            names = {name: it for name, it in names.items() if not isinstance(it, Path)}
        self.visit_code(node, names, function.__module__)
        for default in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            self.visit(default)

    def _class(self, kind: type) -> None:
        self.found.append(f"{kind.__module__}.{kind.__qualname__}")
        if not _is_ours(kind.__module__):
            return
        module = sys.modules.get(kind.__module__)
        tree = _tree(getattr(module, "__file__", None) or "")
        node = tree.get(("class", kind.__qualname__)) if tree else None
        if node is not None:
            self.visit_code(node, vars(module), kind.__module__)
        for base in kind.__bases__:
            self.visit(base)

    def _module(self, module: ModuleType) -> None:
        """Visit all that a module defines, where the module itself is handed about."""
        if not _is_ours(module.__name__):
            self.found.append(module.__name__)
            return
        for name, thing in sorted(vars(module).items()):
            if getattr(thing, "__module__", None) == module.__name__ and not name.startswith("__"):
                self.visit(thing)

    def _value(self, value: object) -> None:
        if isinstance(value, Path) and value.exists():
            self._files(value)
        elif isinstance(value, str | bytes | int | float | complex | bool | None | Path):
            self.found.append(repr(value))
        elif isinstance(value, tuple | list):
            self.found.append(f"{type(value).__name__} {len(value)}")
            for each in value:
                self.visit(each)
        elif isinstance(value, set | frozenset):
            self.found.append(repr(sorted(map(repr, value))))
        elif isinstance(value, Mapping) and value is not os.environ and value is not sys.modules:
            self.found.append(f"{type(value).__name__} {len(value)}")
            for key, each in value.items():
                self.found.append(repr(key))
                self.visit(each)
        elif isinstance(value, functools.partial):
            self.visit((value.func, value.args, value.keywords))
        elif isinstance(value, BuiltinFunctionType):
            self.found.append(value.__qualname__)
        else:
            self.visit(type(value))
            kind = type(value).__module__
            if not (_is_ours(kind) or kind.partition(".")[0] == "numpy"):
                return  # a library's own object: its kind and the library's version tell enough
            try:
                self.found.append(hashlib.sha256(pickle.dumps(value)).hexdigest())
            except Exception:  # such a value is told by its kind alone
                self.found.append(type(value).__qualname__)

    def _files(self, place: Path) -> None:
        """Write down a file, or what lies in a folder and is no Python: scripts, styles, words."""
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix not in (".py", ".pyc"):
                self.found.append(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}")


def _tells(module: str) -> bool:
    """Say whether a module tells piece by piece what it reads, as it takes `note` from a ledger."""
    return hasattr(sys.modules.get(module), "note")


@functools.lru_cache(maxsize=4096)
def _read(node: ast.AST) -> tuple[str, tuple[tuple[str, ...], ...], tuple[ast.AST, ...]]:
    """Return what a piece of code says, without its layout, every name in it, and its imports."""
    names = tuple(dict.fromkeys(map(tuple, _outermost(node))))
    imports = (part for part in ast.walk(node) if isinstance(part, ast.Import | ast.ImportFrom))
    return ast.dump(node), names, tuple(imports)


def _outermost(node: ast.AST) -> Iterator[list[str]]:
    """Return every name that code reads, each with the attributes that follow it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        path: list[str] = []
        inner = part
        while isinstance(inner, ast.Attribute):
            path.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name):
            yield [inner.id, *path]
        else:
            waiting.extend(ast.iter_child_nodes(inner if path else part))


def _imported(imports: tuple[ast.AST, ...], module: str) -> dict[str, Any]:
    """Return what the imports inside a piece of code bring in, as far as it is ours."""
    found: dict[str, Any] = {}
    for part in imports:
        if isinstance(part, ast.Import):
            for alias in part.names:
                if _is_ours(alias.name):
                    loaded = importlib.import_module(alias.name)
                    top = alias.name.partition(".")[0]
                    found[alias.asname or top] = loaded if alias.asname else sys.modules[top]
        elif isinstance(part, ast.ImportFrom):
            package = module if _is_package(module) else module.rpartition(".")[0]
            above = package.rsplit(".", part.level - 1)[0] if part.level else ""
            source = ".".join(name for name in (above, part.module) if name)
            if _is_ours(source):
                loaded = importlib.import_module(source)
                for alias in part.names:
                    if not hasattr(loaded, alias.name):
                        importlib.import_module(f"{source}.{alias.name}")
                    found[alias.asname or alias.name] = getattr(loaded, alias.name)
    return found


def _is_package(module: str) -> bool:
    return hasattr(sys.modules.get(module), "__path__")


def _source(code: CodeType) -> ast.AST | None:
    tree = _tree(code.co_filename)
    return None if tree is None else tree.get((code.co_name, code.co_firstlineno))


def _tree(file: str) -> dict[tuple[str, Any], ast.AST] | None:
    try:
        return _parsed(file, Path(file).stat().st_mtime_ns)
    except (OSError, SyntaxError):
        return None


@functools.lru_cache(maxsize=512)
def _parsed(file: str, _changed: int) -> dict[tuple[str, Any], ast.AST]:
    """Return a file's functions by name and first line, and its classes by qualified name."""
    found: dict[tuple[str, Any], ast.AST] = {}

    def look(node: ast.AST, above: str) -> None:
        for part in ast.iter_child_nodes(node):
            inside = above
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([part.lineno, *(each.lineno for each in part.decorator_list)])
                found[part.name, first] = part
                inside = f"{above}{part.name}.<locals>."
            elif isinstance(part, ast.ClassDef):
                found["class", f"{above}{part.name}"] = part
                inside = f"{above}{part.name}."
            elif isinstance(part, ast.Lambda):
                found["<lambda>", part.lineno] = part
            look(part, inside)

    look(ast.parse(Path(file).read_text(encoding="utf-8")), "")
    return found


@functools.cache
def _is_ours(module: str) -> bool:
    """Say whether somebody here may edit a module: it is no installed library."""
    top = module.partition(".")[0]
    if not top or top in sys.stdlib_module_names:
        return False
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return False
    file = spec.origin if spec else None
    if spec and spec.submodule_search_locations and not file:
        file = next(iter(spec.submodule_search_locations), None)
    installed = [sysconfig.get_path("stdlib"), *site.getsitepackages()]
    return bool(file) and not any(Path(str(file)).is_relative_to(place) for place in installed)
