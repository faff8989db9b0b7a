"""Questions that answer every reply with a reason, and keep no score."""

from __future__ import annotations

from helping.practice.reading import Question, find_question
from helping.practice.widget import Shown

DEFENSIBLE = "Defensible here"
COSTLY = "Costs more than it gives here"


def ask(chapter: str, question_id: str) -> Shown:
    """Show one question of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.
    question_id : str
        The heading of the question in ``data/questions/<chapter>.md``.

    Returns
    -------
    Shown
        A widget in JupyterLab, a form that needs no kernel on the built page.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such question.
    """
    question = find_question(chapter, question_id)
    return Shown(markup(question), f"Question '{question.name}' of chapter '{question.chapter}'")


def markup(question: Question) -> str:
    """Return the question as HTML that can be read without its script.

    The reasons stand once, in the list of all answers; the script copies from there.
    """
    root = f"question-{question.chapter}-{question.name}"
    letters = [chr(ord("a") + i) for i in range(len(question.options))]
    setting, described = "", ""
    if question.setting:
        setting = f'<div class="practice-setting" id="{root}-setting">{question.setting}</div>'
        described = f' aria-describedby="{root}-setting"'
    choices = "\n".join(
        f'<label class="practice-option"><input type="radio" name="{root}" value="{letter}" '
        f'autocomplete="off"><span class="practice-letter">{letter}</span>'
        f"<span>{option.text}</span></label>"
        for letter, option in zip(letters, question.options, strict=True)
    )
    answers = "\n".join(
        f'<li data-answer="{letter}" data-verdict="{_verdict_name(option.defensible)}">'
        f'<p class="practice-reply">{option.text}</p>'
        f'<div class="practice-reason"><p class="practice-verdict"><strong>'
        f'<span class="practice-which">{letter}: </span>'
        f"{DEFENSIBLE if option.defensible else COSTLY}.</strong></p>{option.explanation}"
        f"</div></li>"
        for letter, option in zip(letters, question.options, strict=True)
    )
    return f"""<div class="practice practice-question" id="{root}" data-practice="question">
{setting}
<fieldset{described}>
<legend>{question.prompt}</legend>
<p class="practice-hint" hidden>Choose a reply to read what it gives and what it costs.
Try them all: nothing is scored or kept.</p>
<div class="practice-options">
{choices}
</div>
</fieldset>
<div class="practice-feedback" role="status"></div>
<details class="practice-answers">
<summary>All answers with their reasons</summary>
<ol type="a">
{answers}
</ol>
</details>
</div>"""


def _verdict_name(defensible: bool) -> str:
    return "defensible" if defensible else "costly"
