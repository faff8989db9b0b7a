"""What a reader does: questions with a reason for every answer, and private reflections."""

from helping.practice.questions import ask
from helping.practice.reflections import gather, reflect

__all__ = ["ask", "gather", "reflect"]
