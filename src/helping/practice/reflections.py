"""Private reflections: what is written stays in the reader's browser."""

from __future__ import annotations

from html import escape

from helping.practice.kinds import Reflection
from helping.practice.reading import find_reflection
from helping.practice.widget import Shown
from helping.words import words

# A role would have a screen reader say "status bar, blank" of it while it is empty.
NOTE = '<div class="practice-note" aria-live="polite" aria-atomic="true"></div>'


def reflect(chapter: str, reflection_id: str) -> Shown:
    """Show one private reflection of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.
    reflection_id : str
        The heading after ``reflect:`` in ``data/questions/<chapter>.md``.

    Returns
    -------
    Shown
        A text area that needs no kernel, on the built page and in a notebook. It sends what is
        written neither to Python nor anywhere else.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such reflection.
    """
    found = find_reflection(chapter, reflection_id)
    plain = words("practice")["plain"]["reflection"]
    return Shown(markup(found), plain.format(name=found.name, chapter=found.chapter))


def gather() -> Shown:
    """Show all reflections that the reader chose to keep on this device, to save as one file.

    Returns
    -------
    Shown
        A list that the browser fills from its own storage.
    """
    said, shared = words("practice")["gathered"], words("practice")["reflection"]
    privacy = said["privacy"].format(promise=shared["promise"])
    return Shown(
        f"""<div class="practice practice-gathered" data-practice="gathered">
<p class="practice-privacy">{escape(privacy)}</p>
<div class="practice-kept"></div>
<div class="practice-actions" hidden>
<button type="button" data-act="save-all">{escape(said["save_all"])}</button>
</div>
{NOTE}
<p class="practice-scriptless">{escape(said["scriptless"])}</p>
</div>""",
        words("practice")["plain"]["gathered"],
    )


def markup(reflection: Reflection) -> str:
    """Return the reflection as HTML; without its script it is still a place to write."""
    root = f"reflect-{reflection.chapter}-{reflection.name}"
    key = f"{reflection.chapter}/{reflection.name}"
    return f"""<div class="practice practice-reflection" id="{root}" data-practice="reflection"
 data-key="{escape(key)}">
{box_to_write_in(root, reflection.setting, reflection.prompt)}
</div>"""


def box_to_write_in(root: str, setting: str, prompt: str) -> str:
    """Return a box to write in with its promise, and what can be done with its words.

    Parameters
    ----------
    root : str
        The id of the piece of practice.
    setting, prompt : str
        HTML of the case, which may be empty, and of the prompt.
    """
    said = {key: escape(pattern) for key, pattern in words("practice")["reflection"].items()}
    before = f'<div class="practice-setting">{setting}</div>\n' if setting else ""
    # No autocomplete: some browsers bring typed text back after a reload. No spell check: some
    # browsers send the text to a server to check it. The writer's script tells its direction.
    return f"""{before}<label class="practice-prompt" for="{root}-text">{prompt}</label>
<p class="practice-privacy" id="{root}-privacy">{said["promise"]} {said["warning"]}</p>
<textarea id="{root}-text" rows="6" autocomplete="off" spellcheck="false" dir="auto"
 aria-describedby="{root}-privacy"></textarea>
<div class="practice-actions" hidden>
<label class="practice-keep"><input type="checkbox" autocomplete="off">
<span>{said["keep"]} <small>{said["keep_when"]}</small></span></label>
<button type="button" data-act="save">{said["save"]}</button>
<button type="button" data-act="wipe">{said["wipe"]}</button>
</div>
{NOTE}
<p class="practice-scriptless">{said["scriptless"]}</p>"""
