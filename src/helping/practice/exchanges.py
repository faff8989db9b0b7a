"""An exchange between two people, turn by turn, with a colleague's notes in the margin."""

from __future__ import annotations

from html import escape

from helping.practice.kinds import Exchange, Turn
from helping.practice.reading import find_exchange
from helping.practice.widget import Shown
from helping.words import words


def exchange(chapter: str, exchange_id: str) -> Shown:
    """Show one annotated exchange of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.
    exchange_id : str
        The heading after ``exchange (…):`` in ``data/questions/<chapter>.md``.

    Returns
    -------
    Shown
        A list of turns that needs no kernel, on the built page and in a notebook.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such exchange.
    """
    found = find_exchange(chapter, exchange_id)
    plain = words("practice")["plain"]["exchange"]
    return Shown(markup(found), plain.format(name=found.name, chapter=found.chapter))


def markup(found: Exchange) -> str:
    """Return it as HTML; the notes stand open, and a script can hide them at first."""
    said = words("practice")["exchange"]
    root = f"exchange-{found.chapter}-{found.name}"
    turns = "\n".join(_turn(turn, found.helper) for turn in found.turns)
    # Safari would not call a list without marks a list.
    return f"""<div class="practice practice-exchange" id="{root}" data-practice="exchange">
<div class="practice-setting">{found.setting}</div>
<label class="practice-keep practice-bare" hidden><input type="checkbox" autocomplete="off">
<span>{escape(said["bare"])}</span></label>
<ol class="practice-turns" role="list">
{turns}
</ol>
</div>"""


def _turn(turn: Turn, helper: str) -> str:
    """Return one turn; a screen reader hears where the note begins."""
    heard = escape(words("practice")["exchange"]["note"])
    note = (
        f'<div class="practice-margin"><span class="practice-heard">{heard}</span>{turn.note}</div>'
        if turn.note
        else ""
    )
    who = "helper" if turn.speaker == helper else "helped"
    return (
        f'<li data-who="{who}"><p class="practice-said"><strong>{escape(turn.speaker)}:</strong> '
        f"{turn.words}</p>{note}</li>"
    )
