"""The one error that flipbook raises, always with a sentence that names the remedy."""


class FlipbookError(ValueError):
    """A picture that cannot be made as asked; the message says what to change."""


class FlipbookWarning(UserWarning):
    """A picture that is made, but not in every state; the message says in how many."""
