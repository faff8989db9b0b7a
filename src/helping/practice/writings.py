"""Something to write first; three others' versions stand below, none of them the right one."""

from __future__ import annotations

from html import escape

from helping.practice.kinds import Writing
from helping.practice.reading import find_writing
from helping.practice.reflections import box_to_write_in
from helping.practice.widget import Shown
from helping.words import words


def write(chapter: str, writing_id: str) -> Shown:
    """Show one thing to write of a chapter, with three others' versions to open afterwards.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.
    writing_id : str
        The heading after ``write:`` in ``data/questions/<chapter>.md``.

    Returns
    -------
    Shown
        A text area that needs no kernel, on the built page and in a notebook. It sends what is
        written neither to Python nor anywhere else.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such heading.
    """
    found = find_writing(chapter, writing_id)
    plain = words("practice")["plain"]["writing"]
    return Shown(markup(found), plain.format(name=found.name, chapter=found.chapter))


def markup(writing: Writing) -> str:
    """Return it as HTML that can be read without its script, with the versions folded."""
    root = f"write-{writing.chapter}-{writing.name}"
    key = f"{writing.chapter}/write-{writing.name}"
    versions = "".join(
        f'<li><p class="practice-reply">{version.text}</p>'
        f'<div class="practice-reason">{version.explanation}</div></li>\n'
        for version in writing.versions
    )
    return f"""<div class="practice practice-writing" id="{root}" data-practice="writing"
 data-key="{escape(key)}">
{box_to_write_in(root, writing.setting, writing.prompt)}
<details class="practice-answers">
<summary>{escape(words("practice")["writing"]["versions"])}</summary>
<ol type="a">
{versions}</ol>
</details>
</div>"""
