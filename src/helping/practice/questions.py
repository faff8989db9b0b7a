"""Questions that answer every reply with a reason, and keep no score."""

from __future__ import annotations

import re
from html import escape, unescape

from helping.practice.kinds import Question
from helping.practice.reading import find_question
from helping.practice.widget import Shown
from helping.words import words


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
        A form that needs no kernel, on the built page and in a notebook.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such question.
    """
    question = find_question(chapter, question_id)
    plain = words("practice")["plain"]["question"]
    return Shown(markup(question), plain.format(name=question.name, chapter=question.chapter))


def markup(question: Question) -> str:
    """Return the question as HTML that can be read without its script.

    The reasons stand once, in the list of all answers; the script copies from there. The case
    stands before the group of replies, whose name is the question alone: a screen reader says the
    name each time the group is entered.
    """
    said = words("practice")["question"]
    root = f"question-{question.chapter}-{question.name}"
    setting = (
        f'<div class="practice-setting">{question.setting}</div>\n' if question.setting else ""
    )
    choices, answers = [], []
    for number, option in enumerate(question.options):
        letter = chr(ord("a") + number)
        kind = "defensible" if option.defensible else "costly"
        choices.append(
            f'<label class="practice-option"><input type="radio" name="{root}" value="{letter}" '
            f'autocomplete="off"><span class="practice-letter">{letter}</span>'
            f"<span>{option.text}</span></label>\n"
        )
        chosen = said["verdict"].format(letter=letter, verdict=said[kind])
        listed = said["verdict_in_list"].format(verdict=said[kind])
        answers.append(
            f'<li data-answer="{letter}" data-verdict="{kind}" data-spoken="{escape(chosen)}">'
            f'<p class="practice-reply">{option.text}</p>'
            f'<div class="practice-reason"><p class="practice-verdict">'
            f"<strong>{escape(listed)}</strong></p>{option.explanation}</div></li>\n"
        )
    summary = said["all_answers"]
    named = said["all_answers_of"].format(opening=_opening(question))
    unseen = escape(named.removeprefix(summary))
    return f"""<div class="practice practice-question" id="{root}" data-practice="question">
{setting}<fieldset>
<legend>{question.prompt}</legend>
<p class="practice-hint" hidden>{escape(said["hint"])}</p>
<div class="practice-options">
{"".join(choices)}</div>
</fieldset>
<div class="practice-feedback" aria-live="polite" aria-atomic="true"></div>
<details class="practice-answers">
<summary>{escape(summary)}<span class="practice-heard">{unseen}</span></summary>
<ol type="a">
{"".join(answers)}</ol>
</details>
</div>"""


def _opening(question: Question) -> str:
    """Return the first words of a question, by which it is known among others."""
    text = unescape(re.sub(r"<[^>]+>", " ", f"{question.setting} {question.prompt}"))
    return " ".join(text.split()[:5]).rstrip(",.:;?…")
