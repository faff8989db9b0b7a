"""One Matplotlib picture with controls, in two homes: live, and on a page with no kernel.

>>> from flipbook import explore
>>> def draw(figure, height=3):
...     figure.subplots().bar(["a"], [height])
...     return f"The bar is {height} high."
>>> explorer = explore(draw, height=(0, 10))
"""

from flipbook.bet import Bet
from flipbook.controls import Control, between, choice, slider, switch
from flipbook.errors import FlipbookError, FlipbookWarning
from flipbook.explorer import Explorer, explore
from flipbook.frames import Frame

__all__ = [
    "Bet",
    "Control",
    "Explorer",
    "FlipbookError",
    "FlipbookWarning",
    "Frame",
    "between",
    "choice",
    "explore",
    "slider",
    "switch",
]
