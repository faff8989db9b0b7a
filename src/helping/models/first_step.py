"""Five first steps of one invented client, and four questions that a step can be put to.

Label: *toy*. The client, her steps and her answers are ours. The questions gather what many
accounts of helping with action ask for: a step in one's own hands, with a time and a place, at a
price that can be paid, from which something is learnt either way.

What it cannot show: whether a step is taken, whether it helps, or what another client would answer.
"""

from helping.models.checks import one_of

QUESTIONS = ("hands", "day", "price", "learn")
"""In her own hands? A day and an hour? A price that she can carry? Would she learn from it?"""
STEPS = {
    "never": (True, False, False, True),
    "agency": (False, False, True, False),
    "saturday": (True, True, False, True),
    "think": (True, False, True, False),
    "text": (True, True, True, True),
}
"""What she answers to the four questions, a step each."""


def answers(step: str) -> dict[str, bool]:
    """Return the client's answers about one step.

    Parameters
    ----------
    step : str
        A key of `STEPS`.

    Returns
    -------
    dict of str to bool
        A yes or a no to each of `QUESTIONS`.

    Raises
    ------
    ValueError
        If the step is unknown.
    """
    one_of("step", step, tuple(STEPS))
    return dict(zip(QUESTIONS, STEPS[step], strict=True))


def first_no(step: str) -> str:
    """Return the first question that the step fails, or "none".

    Parameters
    ----------
    step : str
        A key of `STEPS`.

    Returns
    -------
    str
        One of `QUESTIONS`, or "none".

    Raises
    ------
    ValueError
        If the step is unknown.
    """
    return next((name for name, yes in answers(step).items() if not yes), "none")
