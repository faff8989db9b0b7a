"""What one Python session has open: its pictures by name, and which cell of a notebook made them.

A cell that is run again makes its pictures anew, so those of the run before are closed. They would
listen to their controls for ever, and each step of a slider would be drawn once for every run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flipbook.explorer import Explorer


class Session:
    """The pictures that are open.

    Attributes
    ----------
    open : dict of str to Explorer
        By name, which is an id on the page.
    """

    def __init__(self) -> None:
        self.open: dict[str, Explorer] = {}
        self._cells: dict[str, tuple[int, list[Explorer]]] = {}
        self._listening: Any = None

    def begin(self) -> None:
        """Close the pictures that an earlier run of the present cell has made.

        Their controls go back to where they stood at first: the picture opens at its start.
        """
        cell, run = _present_cell()
        before, pictures = self._cells.get(cell, (run, []))
        if cell and before != run:
            self._cells.pop(cell)
            for picture in pictures:
                picture.let_go()

    def add(self, picture: Explorer) -> None:
        """Note a picture that the present cell has made."""
        self.open[picture.name] = picture
        cell, run = _present_cell()
        if cell:
            self._cells.setdefault(cell, (run, []))[1].append(picture)
            self._listen()

    def remove(self, picture: Explorer) -> None:
        """Forget a picture that is closed; its name is free."""
        self.open = {name: other for name, other in self.open.items() if other is not picture}

    def free(self, wanted: str) -> str:
        """Return an id that no other open picture has.

        Parameters
        ----------
        wanted : str
        """
        base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-") or "picture"
        if not base[0].isalpha():
            base = f"picture-{base}"
        name, number = base, 1
        while name in self.open:
            number += 1
            name = f"{base}-{number}"
        return name

    def forget(self) -> None:
        """Begin as in a fresh kernel, without closing what is open."""
        self.open.clear()
        self._cells.clear()

    def _listen(self) -> None:
        """After each cell forget what was drawn: a cell may have changed a model or a number."""
        shell = _shell()
        if shell is not None and shell is not self._listening:
            shell.events.register("post_run_cell", self._forget_drawn)
            self._listening = shell

    def _forget_drawn(self, *_: Any) -> None:
        for picture in self.open.values():
            picture.forget()


here = Session()
"""The session of this process: a kernel runs one notebook."""


def _shell() -> Any:
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def _present_cell() -> tuple[str, int]:
    """Return what tells the running cell from others, and the number of its run; "" if none runs.

    Where the notebook does not say which cell it runs, the cell's text stands for it.
    """
    shell = _shell()
    if shell is None or not hasattr(shell, "get_parent"):
        return "", 0
    parent = shell.get_parent() or {}
    if parent.get("header", {}).get("msg_type") != "execute_request":
        return "", 0
    known = parent.get("metadata", {}).get("cellId")
    return str(known or parent.get("content", {}).get("code", "")), shell.execution_count
