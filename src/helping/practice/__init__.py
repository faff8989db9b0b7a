"""What a reader does: questions with reasons, something to write, exchanges, reflections."""

from helping.practice.exchanges import exchange
from helping.practice.questions import ask
from helping.practice.reflections import gather, reflect
from helping.practice.writings import write

__all__ = ["ask", "exchange", "gather", "reflect", "write"]
